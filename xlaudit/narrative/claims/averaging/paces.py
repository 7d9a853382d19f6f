"""So much a day, a month: 全年处理污水1241万吨，日均3.40万吨; a year has 365 days unless its number says otherwise."""

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

_PACE = re.compile(
    r"(?:(?P<noun>[日天周月季])均|平均每(?P<each>[日天周月季]|个月)|每(?P<every>[日天周月季]|个月)平均)(?P<more>[^，。；、]{0,10})$"
)
_OF_A_YEAR = {
    "日": ((365, "天"), (366, "天")),
    "天": ((365, "天"), (366, "天")),
    "周": ((52, "周"),),
    "月": ((12, "个月"),),
    "个月": ((12, "个月"),),
    "季": ((4, "个季度"),),
}
_OF_HALF = {"月": ((6, "个月"),), "个月": ((6, "个月"),), "季": ((2, "个季度"),)}
_HALF_YEAR = re.compile(r"[上下]半年")
_WHOLE_YEAR = re.compile(r"全年|年度|(?:19|20)\d\d年(?!\d|第|[上下]半|[1-4一二三四]季|末|底)")
_SHORTER = re.compile(
    r"期间|假期|[上下]半年|季度?|月份|\d月|旺季|工作日|节|以来|截至|试运行|个月|高峰|累计"
)
_REACH = 80  # characters
_BACK = 8  # figures
_EXACT = 3  # digits that hardly tie by chance


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each amount of a day, a week or a month whose year's amount stands before it."""
    for figure in context.means:
        if not figure.is_plain or figure.dimension not in (Dimension.MONEY, Dimension.COUNT):
            continue
        match = _PACE.search(core(figure.lead) or figure.lead)
        if match is None:
            continue
        readings = list(_readings(context, figure, match))
        if readings:
            yield Claim("ratio", readings, needs_slip=True, ceiling=Strength.LIKELY)


def _readings(context: Context, pace: Figure, match: re.Match[str]) -> Iterator[Reading]:
    noun = match["noun"] or match["each"] or match["every"]
    half = _HALF_YEAR.search(_words(context, pace, pace)) is not None
    units = _OF_HALF.get(noun, ()) if half else _OF_A_YEAR[noun]
    wholes = [
        other
        for other in context.document.figures[max(0, pace.index - _BACK) : pace.index]
        if other.sentence == pace.sentence and _is_whole(other, pace)
    ]
    few = len(pace.digits.strip("0")) < _EXACT
    for whole in reversed(wholes):
        near = len(wholes) == 1 and pace.index - whole.index == 1
        is_meant = near and not half and _is_of_year(context, whole, pace)
        for number, unit in units:
            meant = is_meant and number == units[0][0]
            strength = Strength.LIKELY if meant else Strength.POSSIBLE
            reading = Reading(Formula.RATIO, (whole, given(number, unit)), pace, strength)
            if few and not meant and whole.value != pace.value * number:
                continue
            if not meant or not rounds(reading):
                yield reading


def _is_whole(figure: Figure, pace: Figure) -> bool:
    same = figure.kind is Kind.LEVEL and figure.dimension is pace.dimension
    return same and unit_of(figure) == unit_of(pace) and not AVERAGE.search(figure.lead)


def _words(context: Context, first: Figure, last: Figure) -> str:
    """Return the words of a sentence before a figure, up to another one."""
    text = context.document.text
    reach = max(0, first.start - _REACH)
    start = max(text.rfind(sign, reach, first.start) for sign in "。；\n") + 1
    return text[max(start, reach) : last.start]


def _is_of_year(context: Context, whole: Figure, pace: Figure) -> bool:
    """Tell whether an amount is said to be of a whole year, and of no shorter time."""
    words = _words(context, whole, pace)
    return _WHOLE_YEAR.search(words) is not None and not _SHORTER.search(words)
