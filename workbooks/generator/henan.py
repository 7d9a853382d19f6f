"""What stands in the Henan form of 2022: its prescribed rows, and the values that fill it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

__all__ = [
    "BLOCKS",
    "FIXED",
    "MANAGEMENT",
    "Filled",
    "Fund",
    "Percent",
    "Row",
    "fixed_rows",
]


@dataclass(frozen=True, slots=True)
class Percent:
    """A rate stored as a number with a percent format, as against one that was typed as text."""

    value: Decimal

    @property
    def text(self) -> str:
        """The rate as the cell shows it."""
        return f"{self.value * 100:.2f}%"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the indicator table; None leaves a cell empty."""

    first: str
    second: str
    name: str
    target: str
    points: str | None
    actual: str | Percent | None = None
    score: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fund:
    """A row of the funds table, amounts in 万元.

    Amounts named in ``as_text`` are stored as text; a ``typed_rate`` stands in the place of the formula.
    """

    label: str
    initial: str
    budget: str
    spent: str
    as_text: frozenset[str] = frozenset()
    typed_rate: str = ""


Filled = tuple[str | Percent | None, str | None, str]
"""Actual value, score and reason of a prescribed row."""

MANAGEMENT = "投入管理指标"
BLOCKS = {"预算执行情况": "10", MANAGEMENT: "30", "产出指标": "25", "效益指标": "35"}
"""The first level, with its points."""

_GOALS, _MONEY, _PERFORMANCE = "工作目标管理", "预算和财务管理", "绩效管理"

# The prescribed rows: second level, name, target and points, as reconstructed from published reports.
FIXED = tuple(
    Row(MANAGEMENT, second, name, target, points)
    for second, name, target, points in (
        (_GOALS, "年度履职目标相关性", "相关", "1"),
        (_GOALS, "工作任务科学性", "科学", "1"),
        (_GOALS, "绩效指标合理性", "合理", "1"),
        (_MONEY, "预算编制完整性", "完整", "2"),
        (_MONEY, "专项资金细化率", "≥100%", "2"),
        (_MONEY, "预算执行率", "≥90%", "2"),
        (_MONEY, "预算调整率", "≤30%", "2"),
        (_MONEY, "结转结余率", "≤10%", "1"),
        (_MONEY, "“三公经费”控制率", "≤100%", "1"),
        (_MONEY, "政府采购执行率", "≥90%", "2"),
        (_MONEY, "决算真实性", "真实", "1"),
        (_MONEY, "资金使用合规性", "合规", "2"),
        (_MONEY, "管理制度健全性", "健全", "1"),
        (_MONEY, "预决算信息公开性", "公开", "2"),
        (_MONEY, "资产管理规范性", "规范", "2"),
        (_PERFORMANCE, "绩效监控完成率", "=100%", "2"),
        (_PERFORMANCE, "绩效自评完成率", "=100%", "2"),
        (_PERFORMANCE, "部门绩效评价完成率", "=100%", "2"),
        (_PERFORMANCE, "评价结果应用率", "=100%", "1"),
    )
)


def fixed_rows(filled: Mapping[str, Filled]) -> list[Row]:
    """Return the prescribed rows; those not named have full marks, and words for an actual value."""
    unknown = set(filled) - {row.name for row in FIXED}
    if unknown:
        raise KeyError(unknown)
    rows = []
    for row in FIXED:
        word = None if "%" in row.target else row.target
        actual, score, reason = filled.get(row.name, (word, row.points, ""))
        rows.append(replace(row, actual=actual, score=score, reason=reason))
    return rows
