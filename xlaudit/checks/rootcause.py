"""One finding per root cause: where one changed figure mends two findings, they are one.

A typing error in a row of a table shows twice, as a rate that does not follow and as a column that does
not add up. If the amount that the column lacks also mends the rate, the two are told together. Likewise a
score that is not by its rule, and a total that is off by the same number of points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xlaudit.checks.agreement import Agreement, judge_rate, judge_sum
from xlaudit.checks.consequences import consequences
from xlaudit.checks.finding import Finding, Severity
from xlaudit.checks.registry import Context
from xlaudit.forms.filing import Stated
from xlaudit.numbers import excel
from xlaudit.numbers.plain import plain
from xlaudit.numbers.quantity import Quantity

__all__ = ["merge"]

Facts = Mapping[str, Stated]


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
        repair = (
            f"若将 {mend.cell.place} 的 {mend.cell.text} 改为 {plain(mend.value)}{unit}，"
            "则执行率与合计同时成立"
        )
        joined = _join(result, rate, total, repair)
        _merge_text(result, joined, mend, context)
    _merge_scores(result)
    _merge_consequences(result, context)
    return _without_echoes(result)


def _without_echoes(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out a stale result where another finding says already what is wrong with that very cell."""
    told = {(each.place.sheet, each.place.address) for each in findings if each.code != "XA803"}
    return [
        each
        for each in findings
        if each.code != "XA803" or (each.place.sheet, each.place.address) not in told
    ]


def _merge_text(findings: list[Finding], table: Finding, mend: Mend, context: Context) -> None:
    """Join what the sentences say wrongly because they repeat the wrong amount of the table."""
    quantity = mend.cell.quantity
    if quantity is None:
        return
    change = (quantity.value, mend.value * quantity.unit.scale)
    for cause in context.narrative.causes:
        if cause.mend is None or (cause.mend.figure.value, cause.mend.value) != change:
            continue
        place = context.filing.passages[cause.figure.passage].place
        told = [
            each
            for each in findings
            if each.subject == cause.kind
            and (each.place.sheet, each.place.address, each.place.start)
            == (place.sheet, place.address, cause.figure.origin[0])
        ]
        for text in told:
            repair = table.repair.removesuffix("；文字中的同一个数照改") + "；文字中的同一个数照改"
            table = _join(findings, table, text, repair)


def _merge_consequences(findings: list[Finding], context: Context) -> None:
    """Tell what only follows from a wrong amount with the finding that names it."""
    for each in list(consequences(findings, context)):
        leader = next((one for one in findings if one.key == each.leader.key), None)
        if leader is None or each.follower not in findings:
            continue
        if each.follower.code == "XA207":
            findings.remove(each.follower)  # the carry-over is right, there is nothing to tell
        else:
            _join(findings, leader, each.follower, each.repair)


def _merge_scores(findings: list[Finding]) -> None:
    """Join a total that is off by exactly what one score is off from its rule."""
    totals = [each for each in findings if each.code == "XA503" and each.difference]
    for total in totals:
        rows = [
            each
            for each in findings
            if each.code == "XA502"
            and each.difference
            and each.difference == -(total.difference or 0)
        ]
        if len(rows) == 1:
            (row,) = rows
            repair = (
                f"若将 {row.place} 的得分 {row.stated} 改为 {row.expected}，则规则与总分同时成立"
            )
            _join(findings, row, total, repair)


def _join(findings: list[Finding], first: Finding, second: Finding, repair: str) -> Finding:
    """Tell the second finding with the first, which keeps its place; the graver severity holds."""
    order = list(Severity)
    joined = replace(
        first,
        severity=min(first.severity, second.severity, key=order.index),
        message=f"{first.message}；{second.message}（{second.place}）",
        against=tuple(dict.fromkeys((*first.against, second.place, *second.against))),
        repair=repair,
    )
    findings[findings.index(first)] = joined
    findings.remove(second)
    return joined


def _at(findings: Sequence[Finding], code: str, stated: Stated) -> Finding | None:
    matching = (each for each in findings if each.code == code and each.place == stated.place)
    return next(matching, None)


def _mends(context: Context) -> Iterator[Mend]:
    filing = context.filing
    if filing.project_total is not None:
        yield from _in_table(filing.project_total.facts, [row.facts for row in filing.projects])
    whole = next((row for row in filing.funds if row.is_total), None)
    if whole is not None:
        yield from _in_table(whole.facts, [row.facts for row in filing.funds if not row.is_total])


def _in_table(whole: Facts, rows: Sequence[Facts]) -> Iterator[Mend]:
    """Yield what mends a column of a table and a rate in one of its rows at once."""
    for key in ("spent", "budget"):
        total = whole.get(key)
        parts = [row[key] for row in rows if key in row]
        items = [part.quantity for part in parts if part.quantity is not None]
        if total is None or total.quantity is None or not items or len(items) < len(parts):
            continue
        gap = total.quantity.value - sum((item.value for item in items), Decimal(0))
        if judge_sum(total.quantity, items) is not Agreement.CONTRADICTED:
            continue
        for row in rows:
            mend = _mend(row, key, gap, total)
            if mend is not None:
                yield mend


def _mend(row: Facts, key: str, gap: Decimal, total: Stated) -> Mend | None:
    """Return the mend where the missing amount, put into this row, makes its rate right."""
    cell, rate = row.get(key), row.get("execution_rate")
    other = row.get("budget" if key == "spent" else "spent")
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
