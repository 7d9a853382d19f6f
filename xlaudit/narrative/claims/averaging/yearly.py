"""So much a year of several years together, so much a day of the days told: 三年累计12153.3万元，年均4051.1万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.averaging.divisors import unit_of
from xlaudit.narrative.claims.multiplying.givens import given
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_YEARLY = re.compile(r"(?:年均|平均每年|每年平均|[两二三四五六七八九十]年平均)[^，。；、\d]{0,8}$")
_DAILY = re.compile(r"(?:日均|天均|平均每[天日]|每[天日]平均)[^，。；、\d]{0,8}$")
_MONTHLY = re.compile(r"(?:月均|平均每月|每月平均)[^，。；、\d]{0,8}$")
_YEARS = re.compile(
    r"(?P<count>[两二三四五六七八九十])(?:个)?年(?:来|间|以来)?(?:累计|共|合计|总)[^，。；\d]{0,10}$"
)
_DIGITS = {word: number for number, word in enumerate("二三四五六七八九十", 2)} | {"两": 2}
_MEASURED = (Dimension.MONEY, Dimension.COUNT)
_BACK = 10  # figures


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each pace whose years or days stand before it in its paragraph."""
    for figure in context.means:
        if figure.dimension not in _MEASURED or figure.period == "-1":
            continue
        lead = core(figure.lead) or figure.lead
        if _YEARLY.search(lead):
            yield from _of_years(context, figure)
        elif _DAILY.search(lead):
            yield from _of_told(context, figure, ("天", "日"))
        elif _MONTHLY.search(lead):
            yield from _of_told(context, figure, ("个月", "月"))


def _before(context: Context, pace: Figure) -> list[Figure]:
    return [
        other
        for other in context.document.figures[max(0, pace.index - _BACK) : pace.index][::-1]
        if other.paragraph == pace.paragraph and other.kind is Kind.LEVEL
    ]


def _of_years(context: Context, pace: Figure) -> Iterator[Claim]:
    """Claim the part of one year of the amount right before, said to be of several together."""
    for whole in _before(context, pace)[:1]:
        match = _YEARS.search(whole.lead)
        same = whole.dimension is pace.dimension and unit_of(whole) == unit_of(pace)
        if match is None or not (same or whole.dimension is Dimension.MONEY is pace.dimension):
            continue
        years = given(_DIGITS[match["count"]], "年")
        reading = Reading(Formula.RATIO, (whole, years), pace, Strength.CERTAIN)
        if not rounds(reading):
            yield Claim("ratio", [reading], is_closed=True, ceiling=Strength.LIKELY)


def _of_told(context: Context, pace: Figure, units: tuple[str, ...]) -> Iterator[Claim]:
    """Claim an amount of its measure by the days that the paragraph tells, nearest first."""
    before = _before(context, pace)
    days = [each for each in before if unit_of(each) in units and each.value > 1]
    wholes = [
        each
        for each in before
        if each.dimension is pace.dimension
        and each not in days
        and (pace.dimension is Dimension.MONEY or unit_of(each) == unit_of(pace))
        and not AVERAGE.search(each.lead)
        and each.period != "-1"
    ]
    days = [each for each in days if each.period != "-1" and each.depth == 0]
    if not days or not wholes:
        return
    near = wholes[0].index == pace.index - 1 and len(days) == 1
    readings = [
        Reading(
            Formula.RATIO,
            (whole, number),
            pace,
            Strength.LIKELY if near and not place else Strength.POSSIBLE,
        )
        for place, (whole, number) in enumerate((w, d) for w in wholes for d in days)
    ]
    if not (near and rounds(readings[0])):
        yield Claim("ratio", readings, ceiling=Strength.LIKELY, needs_slip=True)
