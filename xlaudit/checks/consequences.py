"""What follows from one wrong amount: a sentence that bears the right rate, a remainder that is right.

Where a total is not the sum of its rows, or a row holds 元 for 万元, the table's own rate goes wrong with
it. A sentence with the true rate then seems to be wrong, and so does the carry-over. Both are left to the
finding that names the amount, if the mended amount settles them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xlaudit.checks.agreement import Agreement, judge_rate, judge_sum
from xlaudit.checks.finding import Finding
from xlaudit.checks.registry import Context
from xlaudit.forms.filing import FundRow, Stated
from xlaudit.narrative import Cause
from xlaudit.numbers.plain import plain
from xlaudit.numbers.quantity import Dimension
from xlaudit.workbook.place import Place

__all__ = ["Consequence", "consequences"]

_OF_A_UNIT = 10_000
"""元 in a 万元."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """``follower`` is settled by what mends ``leader``; ``repair`` says how, empty where it is said already."""

    leader: Finding
    follower: Finding
    repair: str


@dataclass(frozen=True, slots=True)
class _Mend:
    """A finding, the cell to change, and what budget and spending of the department then are."""

    leader: Finding
    cell: Stated
    value: Decimal
    budget: Decimal
    spent: Decimal


def consequences(findings: Sequence[Finding], context: Context) -> Iterator[Consequence]:
    """Yield the findings that follow from another one."""
    total = next((row for row in context.filing.funds if row.is_total), None)
    if total is None:
        return
    texts = list(_texts(findings, context, total))
    settled: list[Finding] = []
    for mends in _mends(findings, context, total):
        found = [(mend, _followers(mend, findings, texts, context)) for mend in mends]
        found = [(mend, followers) for mend, followers in found if followers]
        if len(found) != 1:
            continue  # several amounts would do: which one was meant, nobody can say
        ((mend, followers),) = found
        for follower in followers:
            if all(follower is not each for each in settled):
                settled.append(follower)
                yield Consequence(mend.leader, follower, _repair(mend))


def _followers(
    mend: _Mend,
    findings: Sequence[Finding],
    texts: Sequence[tuple[Finding, Cause]],
    context: Context,
) -> list[Finding]:
    if mend.budget <= 0:
        return []
    rate = mend.spent / mend.budget
    told = [
        text for text, cause in texts if judge_rate(cause.figure.quantity, rate) is Agreement.TIED
    ]
    return told + _remainders(findings, context, mend)


def _repair(mend: _Mend) -> str:
    if mend.leader.repair:
        return mend.leader.repair
    quantity = mend.cell.quantity
    unit = quantity.unit if quantity else None
    value = plain(mend.value / unit.scale) + unit.text if unit else plain(mend.value)
    return f"若将 {mend.cell.place} 的 {mend.cell.text} 改为 {value}，则都相符"


def _texts(
    findings: Sequence[Finding], context: Context, total: FundRow
) -> Iterator[tuple[Finding, Cause]]:
    """Yield what the sentences seem to say wrongly about the rate of the whole budget."""
    rate = total.facts.get("execution_rate")
    rows = [row for row in context.filing.indicators if row.indicator is not None]
    own = {rate.place} if rate is not None else set()
    own |= {
        row.actual.place
        for row in rows
        if row.actual is not None and row.indicator and row.indicator.fact == "execution_rate"
    }
    by_place = {_spot(each.place): each for each in findings if each.code == "XA301"}
    for cause in context.narrative.causes:
        figure = cause.figure
        cells = {place for relation in cause.relations for place in relation.cells}
        if figure.passage < 0 or not cells & own:
            continue
        cell = context.filing.passages[figure.passage].place
        found = by_place.get(_spot(replace(cell, start=figure.origin[0])))
        is_rate = figure.quantity.unit.dimension is Dimension.RATE
        if is_rate and found is not None and found.subject == cause.kind:
            yield found, cause


def _spot(place: Place) -> tuple[str, str, int | None]:
    return place.sheet, place.address, place.start


def _mends(findings: Sequence[Finding], context: Context, total: FundRow) -> Iterator[list[_Mend]]:
    """Yield for every finding on an amount of the fund table what may mend it."""
    whole = {key: total.facts[key].quantity for key in ("budget", "spent") if key in total.facts}
    amounts = {key: each.value for key, each in whole.items() if each is not None}
    if len(amounts) < 2:
        return
    rows = [row for row in context.filing.funds if not row.is_total]
    for finding in findings:
        for key in amounts:
            if finding.code == "XA201" and finding.place == total.facts[key].place:
                parts = [row.facts[key].quantity for row in rows if key in row.facts]
                value = sum((each.value for each in parts if each is not None), Decimal(0))
                yield [_Mend(finding, total.facts[key], value, **{**amounts, key: value})]
        for row in rows:
            cell = row.facts.get("spent")
            if finding.code != "XA203" or cell is None or finding.place != cell.place:
                continue
            now = cell.quantity.value if cell.quantity else Decimal(0)
            yield [
                _Mend(finding, cell, value, amounts["budget"], amounts["spent"] - now + value)
                for value in _amounts(finding, now, row, context)
            ]


def _amounts(finding: Finding, now: Decimal, row: FundRow, context: Context) -> list[Decimal]:
    """Return what may have been meant by an overspent amount: its 元, else an amount in a sentence."""
    if finding.repair:
        return [now / _OF_A_UNIT]
    budget = row.facts["budget"].quantity
    limit = budget.value if budget is not None else Decimal(0)
    said = {
        each.value
        for each in context.narrative.figures
        if each.passage >= 0 and each.quantity.unit.dimension is Dimension.MONEY
    }
    return sorted(value for value in said if 0 < value <= limit)


def _remainders(findings: Sequence[Finding], context: Context, mend: _Mend) -> list[Finding]:
    """Return the finding on the carry-over, where it is right beside the mended amounts."""
    left = context.filing.facts.get("carryover")
    cell = mend.cell.quantity
    if left is None or left.quantity is None or cell is None:
        return []
    budget = replace(cell, number=mend.budget / cell.unit.scale)
    spent = replace(cell, number=mend.spent / cell.unit.scale)
    if judge_sum(budget, [spent, left.quantity]) is Agreement.CONTRADICTED:
        return []
    return [each for each in findings if each.code == "XA207"]
