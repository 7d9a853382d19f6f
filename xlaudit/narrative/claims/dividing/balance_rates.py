"""结转结余率 behind one balance: of the year's budget, or of all that could be spent; both formulas are in use."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_WHOLES = ("budget", "initial_budget", "income", "spent")
_BACK = 60  # figures
_MOST = 8
_EXACT = 3  # digits that hardly tie by chance


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each such rate whose balance stands right before it; it only confirms."""
    figures = context.document.figures
    for rate in context.rates:
        if rate.fact != "carryover_rate":
            continue
        left = figures[rate.index - 1]
        if left.fact != "carryover" or left.sentence != rate.sentence or left.period == "-1":
            continue
        if len(rate.digits.strip("0")) < _EXACT:
            continue
        for whole in islice(_wholes(context, left), _MOST):
            reading = Reading(Formula.RATIO, (left, whole), rate, Strength.POSSIBLE)
            if ties(reading):
                yield Claim("ratio", [reading])
                break


def _wholes(context: Context, left: Figure) -> Iterator[Figure]:
    """Yield the budgets and incomes before a balance, nearest first."""
    for each in reversed(context.document.figures[max(0, left.index - _BACK) : left.index]):
        money = each.dimension is Dimension.MONEY and each.kind is Kind.LEVEL and each.is_plain
        if money and each.fact in _WHOLES and each.value > left.value and each.period != "-1":
            yield each
