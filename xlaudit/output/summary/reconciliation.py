"""The comparisons behind the master cell: two ways to the same figure, both live."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import fsum

from xlaudit.county.model import CountySummary
from xlaudit.output.summary.department_columns import COUNTED, SUBTOTAL
from xlaudit.output.summary.department_sheet import NUMERIC
from xlaudit.output.summary.department_table import DepartmentTable, rounded
from xlaudit.output.summary.finding_sheet import FindingSheet

__all__ = ["AS_READ", "Comparison", "Side", "comparisons"]

AS_READ = "※"
"""Marks what was compared when the files were read: amounts in 元, and no formulas."""

_CLOSE = 0.005
_AMOUNTS = (("initial", "年初预算"), ("budget", "调整后预算"), ("spent", "执行数"))


@dataclass(frozen=True, slots=True)
class Side:
    """One side: a formula and its value; without a formula, a figure as it was when the files were read."""

    value: float
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two figures that must be equal to the cent."""

    label: str
    left: Side
    right: Side

    @property
    def holds(self) -> bool:
        """Whether they are."""
        return abs(self.left.value - self.right.value) < _CLOSE


def comparisons(
    summary: CountySummary, table: DepartmentTable, findings: FindingSheet
) -> Iterator[Comparison]:
    """Yield the comparisons that can be made for this county."""
    for key, label in _AMOUNTS:
        total = Side(fsum(table.counted(key)), table.total_cell(key))
        yield Comparison(f"{label}合计 = 读入时的合计", total, _read(summary, table, key))
        if any(line.index is None for line in table.lines):
            yield Comparison(f"{label}：小计 + 无下级的部门 = 合计", _grouped(table, key), total)
    yield Comparison("差异合计 = 自评合计 − 复核合计", *_differences(table))
    if findings.number and not findings.left_out and not table.is_ladder:
        yield _listed(table, findings)
    if summary.statistics is not None:
        for each in summary.statistics.checks:
            yield Comparison(
                f"{AS_READ}{each.label}", Side(float(each.left)), Side(float(each.right))
            )


def _read(summary: CountySummary, table: DepartmentTable, key: str) -> Side:
    """Return the total as a number, so that a cell that was changed by hand is told."""
    figures = summary.statistics
    if figures is None:
        return Side(rounded(fsum(table.counted(key))))
    given = {"initial": figures.initial_budget, "budget": figures.budget, "spent": figures.spent}
    return Side(float(given[key] / 10_000))


def _grouped(table: DepartmentTable, key: str) -> Side:
    cells, counted, group = (table.cells(each) for each in (key, "counted", "group"))
    subtotals = f'SUMIFS({cells},{counted},"{SUBTOTAL}")'
    others = f'SUMIFS({cells},{counted},"{COUNTED}",{group},0)'
    value = fsum(
        table.subtotal(key, line.group) if line.index is None else _number(figure)
        for line, figure, counted in zip(
            table.lines, table.figures[key], table.figures["counted"], strict=True
        )
        if line.index is None or (not line.group and counted == COUNTED)
    )
    return Side(value, f"{subtotals}+{others}")


def _differences(table: DepartmentTable) -> tuple[Side, Side]:
    counted, stated, ours = (
        table.cells(each) for each in ("counted", "counted_stated", "counted_ours")
    )
    pairs = table.paired("stated", "ours")
    left = f'ROUND(SUMIFS({table.cells("difference")},{counted},"{COUNTED}"),2)'
    right = f"ROUND(SUMIFS({stated},{ours},{NUMERIC})-SUMIFS({ours},{stated},{NUMERIC}),2)"
    both = fsum(one for one, _ in pairs) - fsum(other for _, other in pairs)
    return Side(rounded(fsum(table.counted("difference"))), left), Side(rounded(both), right)


def _listed(table: DepartmentTable, findings: FindingSheet) -> Comparison:
    keys = [*(f"severity{number}" for number in range(4)), "handled"]
    stated = Side(
        fsum(fsum(table.counted(key)) for key in keys), "+".join(map(table.total_cell, keys))
    )
    listed = f'COUNTIFS({findings.cells("计入")},"{COUNTED}")'
    return Comparison(
        "问题清单计入的条数 = 汇总表合计", Side(findings.counts.total(), listed), stated
    )


def _number(figure: float | str | None) -> float:
    return figure if isinstance(figure, float) else 0.0
