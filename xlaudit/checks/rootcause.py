"""One finding per root cause: where one changed figure mends two findings, they are one.

A typing error in a project's row shows twice, as a rate that does not follow and as a column that does
not add up. If the amount that the column lacks also mends the rate, the two are told together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xlaudit.checks.agreement import Agreement, judge_rate, judge_sum
from xlaudit.checks.finding import Finding
from xlaudit.checks.registry import Context
from xlaudit.checks.wording import plain
from xlaudit.forms.filing import Project, Stated
from xlaudit.numbers import excel
from xlaudit.numbers.quantity import Quantity

__all__ = ["merge"]


@dataclass(frozen=True, slots=True)
class Mend:
    """A cell that, with ``value`` in it, would settle the rate of its row and the sum of its column."""

    rate: Stated
    total: Stated
    cell: Stated
    value: Decimal


def merge(findings: Sequence[Finding], context: Context) -> list[Finding]:
    """Return the findings with those of one root cause told as one."""
    result = list(findings)
    for mend in _mends(context):
        rate = _at(result, "XA202", mend.rate)
        total = _at(result, "XA201", mend.total)
        if rate is None or total is None:
            continue
        unit = mend.cell.quantity.unit.text if mend.cell.quantity else ""
        told = replace(
            rate,
            message=f"{rate.message}；{total.message}（{total.place}）",
            against=tuple(dict.fromkeys((*rate.against, total.place, *total.against))),
            repair=f"若将 {mend.cell.place} 的 {mend.cell.text} 改为 {plain(mend.value)}{unit}，"
            "则执行率与合计同时成立",
        )
        result[result.index(rate)] = told
        result.remove(total)
    return result


def _at(findings: Sequence[Finding], code: str, stated: Stated) -> Finding | None:
    matching = (each for each in findings if each.code == code and each.place == stated.place)
    return next(matching, None)


def _mends(context: Context) -> Iterator[Mend]:
    whole = context.filing.project_total
    if whole is None:
        return
    for key in ("spent", "budget"):
        total = whole.facts.get(key)
        parts = [row.facts[key] for row in context.filing.projects if key in row.facts]
        items = [part.quantity for part in parts if part.quantity is not None]
        if total is None or total.quantity is None or len(items) < len(parts):
            continue
        gap = total.quantity.value - sum((item.value for item in items), Decimal(0))
        if judge_sum(total.quantity, items) is not Agreement.CONTRADICTED:
            continue
        for project in context.filing.projects:
            mend = _mend(project, key, gap, total)
            if mend is not None:
                yield mend


def _mend(project: Project, key: str, gap: Decimal, total: Stated) -> Mend | None:
    """Return the mend where the missing amount, put into this row, makes its rate right."""
    cell, rate = project.facts.get(key), project.facts.get("execution_rate")
    other = project.facts.get("budget" if key == "spent" else "spent")
    quantities = [each.quantity if each else None for each in (cell, rate, other)]
    if cell is None or rate is None or None in quantities:
        return None
    amount, stated, beside = (each for each in quantities if each is not None)
    mended = amount.value + gap
    if mended <= 0 or beside.value <= 0:
        return None
    pair = (mended, beside.value) if key == "spent" else (beside.value, mended)
    before = (amount.value, beside.value) if key == "spent" else (beside.value, amount.value)
    if judge_rate(stated, before[0] / before[1]) is Agreement.TIED:
        return None
    if judge_rate(stated, pair[0] / pair[1]) is not Agreement.TIED:
        return None
    return Mend(rate, total, cell, _shortest(mended, amount, beside))


def _shortest(value: Decimal, amount: Quantity, beside: Quantity) -> Decimal:
    """Write the mended amount as the row is written; the digits of rounding do not count."""
    digits = max(amount.decimals, beside.decimals)
    return excel.round_half_away(value / amount.unit.scale, digits)
