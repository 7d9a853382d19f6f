"""The columns of 汇总表: what each shows, how it looks, and how its total is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from xlaudit.checks.finding import Severity
from xlaudit.county.model import CountySummary, Department
from xlaudit.output import wording
from xlaudit.output.summary.book import Value

__all__ = [
    "COUNTED",
    "SUBTOTAL",
    "UNCOUNTED",
    "Column",
    "Kind",
    "columns_of",
    "in_wan",
    "status_text",
]

COUNTED, UNCOUNTED, SUBTOTAL = "是", "否", "小计"
"""What stands in 计入; every total asks for the first, so that nothing is added twice."""

_WAN = Decimal(10_000)


class Kind(Enum):
    """How the cells of a column look; the value is the number format."""

    TEXT = "@"
    WORD = "General"
    AMOUNT = "#,##0.00"
    RATE = "0.00%"
    SCORE = "0.00"
    DIFFERENCE = "[Red]+0.00;[Red]-0.00;0.00"
    COUNT = "0"
    YEAR = "0 "


class Total(Enum):
    """How the line 合计 takes a column."""

    NONE = ""
    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``key`` names it in formulas, ``value`` is None where a formula makes it."""

    key: str
    heading: str
    width: float
    kind: Kind
    value: Callable[[Department], Value] | None = None
    total: Total = Total.NONE
    is_hidden: bool = False


def in_wan(amount: Decimal | None) -> Decimal | None:
    """Return an amount of 元 in 万元."""
    return None if amount is None else amount / _WAN


def status_text(each: Department) -> str:
    """Return what is to be done with the row, and whether it counts."""
    parts = [each.status.value]
    if each.is_duplicate:
        parts.append("同一部门报送多份")
    if not each.is_counted:
        parts.append("未计入")
    return "；".join(parts)


def columns_of(summary: CountySummary) -> tuple[Column, ...]:
    """Return the columns for this county; the same ones every time, but for the blocks of its schemes.

    A column that says nothing new on any row (no codes, one scheme for all) is there, and hidden.
    """
    rows = summary.departments
    return (
        *_naming(summary),
        Column(
            "initial",
            "年初预算\n（万元）",
            11.5,
            Kind.AMOUNT,
            lambda row: in_wan(row.initial_budget),
            Total.SUM,
        ),
        Column(
            "budget",
            "调整后预算\n（万元）",
            11.5,
            Kind.AMOUNT,
            lambda row: in_wan(row.budget),
            Total.SUM,
        ),
        Column(
            "spent", "执行数\n（万元）", 11.5, Kind.AMOUNT, lambda row: in_wan(row.spent), Total.SUM
        ),
        Column("rate", "执行率", 8.5, Kind.RATE),
        Column("adjustment", "调整率", 8.5, Kind.RATE, lambda row: row.adjustment_rate),
        Column("carryover", "结转\n结余率", 8.5, Kind.RATE, lambda row: row.carryover_rate),
        *_blocks(rows),
        Column("stated", "自评\n总分", 8, Kind.SCORE, lambda row: row.stated_total, Total.MEAN),
        Column("ours", "系统\n复核分", 8, Kind.SCORE, _ours, Total.MEAN),
        Column("difference", "差异", 7, Kind.DIFFERENCE),
        Column("rank", "排名", 5.5, Kind.COUNT),
        Column(
            "stated_grade",
            "自评\n等级",
            6,
            Kind.WORD,
            lambda row: wording.one_line(row.stated_grade),
        ),
        Column("grade", "复核\n等级", 6, Kind.WORD, lambda row: row.grade or "—"),
        *(
            Column(f"severity{number}", each.value, width, Kind.COUNT, _count(each), Total.SUM)
            for number, (each, width) in enumerate(zip(Severity, (5.5, 7, 5.5, 5.5), strict=True))
        ),
        Column("unchecked", "未核", 5.5, Kind.COUNT, lambda row: row.unchecked, Total.SUM),
        Column("status", "状态", 11, Kind.TEXT, status_text),
        *_compared(any(row.previous for row in rows)),
        Column("source", "来源文件", 24, Kind.TEXT, lambda row: wording.one_line(row.source)),
        *_auxiliary(),
    )


def _naming(summary: CountySummary) -> tuple[Column, ...]:
    rows = summary.departments
    years = {row.year for row in rows} | ({summary.year} if summary.year else set())
    return (
        Column("name", "部门", 26, Kind.TEXT),
        Column(
            "code",
            "编码",
            10,
            Kind.TEXT,
            lambda row: wording.one_line(row.code),
            is_hidden=not any(row.code for row in rows),
        ),
        Column(
            "superior",
            "主管部门",
            16,
            Kind.TEXT,
            lambda row: wording.one_line(row.superior),
            is_hidden=not any(row.superior for row in rows),
        ),
        Column(
            "counted", "计入", 5.5, Kind.WORD, lambda row: COUNTED if row.is_counted else UNCOUNTED
        ),
        Column(
            "units",
            "单位数",
            6.5,
            Kind.COUNT,
            lambda row: row.units,
            Total.SUM,
            all(row.units == 1 for row in rows),
        ),
        Column("year", "年度", 6, Kind.YEAR, lambda row: row.year, is_hidden=len(years) < 2),
        Column(
            "scheme",
            "评分方案",
            14,
            Kind.TEXT,
            lambda row: row.scheme,
            is_hidden=len({row.scheme for row in rows}) < 2,
        ),
    )


def _blocks(rows: Sequence[Department]) -> tuple[Column, ...]:
    """One column a block, by its name: schemes that call a block the same share its column."""
    labels = dict.fromkeys(
        block.label
        for row in rows
        for block in row.blocks
        if block.stated is not None or block.points
    )
    return tuple(
        Column(f"block{number}", f"自评得分：\n{label}", 9, Kind.SCORE, _block(label), Total.MEAN)
        for number, label in enumerate(labels)
    )


def _block(label: str) -> Callable[[Department], Value]:
    return lambda row: next((each.stated for each in row.blocks if each.label == label), None)


def _compared(is_compared: bool) -> tuple[Column, ...]:  # noqa: FBT001 - one question, asked once
    """Return the columns of the year before, where anything is known of it."""
    if not is_compared:
        return ()
    return (
        Column(
            "last_budget",
            "上年预算\n（万元）",
            11.5,
            Kind.AMOUNT,
            lambda row: in_wan(row.previous.budget) if row.previous else None,
            Total.SUM,
        ),
        Column("budget_growth", "预算\n同比", 8.5, Kind.RATE),
        Column(
            "last_spent",
            "上年执行数\n（万元）",
            11.5,
            Kind.AMOUNT,
            lambda row: in_wan(row.previous.spent) if row.previous else None,
            Total.SUM,
        ),
        Column("spent_growth", "执行数\n同比", 8.5, Kind.RATE),
        Column(
            "last_total",
            "上年\n总分",
            8,
            Kind.SCORE,
            lambda row: row.previous.total if row.previous else None,
            Total.MEAN,
        ),
        Column(
            "last_grade",
            "上年\n等级",
            6,
            Kind.WORD,
            lambda row: row.previous.grade if row.previous else "",
        ),
    )


def _auxiliary() -> tuple[Column, ...]:
    """Hidden: what the formulas of totals, ranks and medians stand on, without counting any row twice."""
    return (
        Column("group", "归口序号", 8, Kind.COUNT, is_hidden=True),
        Column("counted_rate", "计入的执行率", 8, Kind.RATE, is_hidden=True),
        Column("counted_stated", "计入的自评总分", 8, Kind.SCORE, is_hidden=True),
        Column("counted_ours", "计入的系统复核分", 8, Kind.SCORE, is_hidden=True),
    )


def _ours(each: Department) -> Value:
    if each.low is None or each.high is None:
        return "不评分"
    return each.low if each.low == each.high else wording.score_range(each.low, each.high)


def _count(severity: Severity) -> Callable[[Department], Value]:
    return lambda each: each.counts[severity]
