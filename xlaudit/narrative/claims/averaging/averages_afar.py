"""So much for each of things counted in another paragraph: 公车运行维护费8.64万元，车均2.88万元, the cars told of above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.averaging.divisors import Mean, counts, mean_of
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_HEADS = frozenset("人生名位次")  # counted everywhere: of nobody knows whom
_NORM = re.compile(r"标准|定额|控制|目标|不超|限额|预算|暂按|计划")
_OTHER_YEAR = re.compile(r"^[，、；]?(?:同?比|较|与|上年|去年|其中)|上年|去年")
_NAME = re.compile(
    r"^(?:年|投入|支出|发放)*(?P<name>[^，。；]{2,8}?)(?:支出|费用)?[为是约仅只达]*$"
)
_BACK = 80  # figures
_EXACT = 3  # digits that hardly tie by chance


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each average of an amount right before it, or of its name, by a number of another paragraph."""
    for figure in context.means:
        if figure.dimension is not Dimension.MONEY or figure.period == "-1":
            continue
        mean = mean_of(figure)
        if mean is None or mean.noun[:1] in _HEADS or _NORM.search(figure.lead):
            continue
        yield from _claim(context, figure, mean)


def _claim(context: Context, figure: Figure, mean: Mean) -> Iterator[Claim]:
    before = context.document.figures[max(0, figure.index - _BACK) : figure.index]
    numbers = [
        each
        for each in before[::-1]
        if each.kind is Kind.LEVEL
        and each.value
        and each.is_plain
        and not each.is_word
        and not _OTHER_YEAR.search(each.lead)
        and counts(context, each, mean)
    ]
    if not numbers or any(each.paragraph == figure.paragraph for each in numbers):
        return
    wholes = _wholes(before, figure, mean)
    if not wholes:
        return
    unique = all(len({each.value for each in group}) == 1 for group in (numbers, wholes))
    if len(figure.digits.strip("0")) < _EXACT and not unique:
        return
    readings = [
        Reading(
            Formula.RATIO,
            (whole, number),
            figure,
            Strength.LIKELY if unique and figure.is_plain else Strength.POSSIBLE,
        )
        for whole in wholes
        for number in numbers
    ]
    if not (unique and rounds(readings[0])):
        yield Claim("ratio", readings, ceiling=Strength.LIKELY)


def _wholes(before: list[Figure], mean: Figure, words: Mean) -> list[Figure]:
    """Return the amount that bears the average's name, else the one right before it."""
    match = _NAME.match(words.more)
    if match is not None:
        named = [e for e in before[::-1] if _is_whole(e) and match["name"] in e.label]
        if named:
            return [each for each in named if each.paragraph == named[0].paragraph]
    last = before[-1]
    return [last] if _is_whole(last) and last.sentence == mean.sentence else []


def _is_whole(figure: Figure) -> bool:
    level = figure.dimension is Dimension.MONEY and figure.kind is Kind.LEVEL and figure.is_plain
    return level and figure.period != "-1" and not AVERAGE.search(figure.lead)
