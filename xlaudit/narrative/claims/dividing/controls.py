"""The outturn first, its budget behind it, then the rate: “三公”经费支出12.35万元，预算18万元，控制率68.61%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_BUDGET = re.compile(
    r"，(?:全年|年度|年初|调整后|批复)?(?:的)?(?P<name>预算)(?:数|批复|安排|控制数|额)*[为是]?"
)
_RATE = re.compile(r"，(?:(?P<control>控制率)|(?:预算)?执行率|预算完成率|完成率)[为是达]*")
_SPENT = re.compile(r"(?:支出|执行|决算|使用)(?:数|额|金额|资金)?[为是共约]*$")
_OPENING = re.compile("年初|期初|批复")
_BACK = 16
_AMOUNTS = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate that follows an outturn and its budget."""
    figures = context.document.figures
    for rate in context.rates:
        if rate.index < _AMOUNTS or "率" not in rate.lead:
            continue
        spent, budget = figures[rate.index - 2], figures[rate.index - 1]
        if not all(_is_amount(each, rate) for each in (spent, budget)):
            continue
        if not _SPENT.search(spent.label):
            continue
        named = _BUDGET.fullmatch(context.document.between(spent, budget))
        rated = _RATE.fullmatch(context.document.between(budget, rate))
        if named is None or rated is None or not budget.value:
            continue
        if _OPENING.search(named[0]) and not rated["control"]:
            continue  # a rate beside the opening budget is often of the adjusted one
        meant = Reading(Formula.RATIO, (spent, budget), rate, Strength.CERTAIN)
        yield Claim("ratio", [meant, *_others(context, spent, budget, rate)], is_closed=True)


def _is_amount(figure: Figure, rate: Figure) -> bool:
    return (
        figure.dimension is Dimension.MONEY
        and figure.kind is Kind.LEVEL
        and figure.is_plain
        and figure.sentence == rate.sentence
    )


def _others(context: Context, spent: Figure, budget: Figure, rate: Figure) -> Iterator[Reading]:
    """Yield the other budgets of the paragraph, which the rate may be of as well."""
    for level in context.levels_before(spent, _BACK, Dimension.MONEY):
        if level.fact in ("budget", "initial_budget") and level.value and level is not budget:
            yield Reading(Formula.RATIO, (spent, level), rate, Strength.POSSIBLE)
