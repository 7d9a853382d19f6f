"""So much for each: 18.36万元，涉及34户，户均5400元; the amount by the number of what the average names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.averaging.divisors import (
    Mean,
    counts,
    in_common,
    mean_of,
    names,
    unit_of,
)
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds, ties
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_AGAIN = re.compile(r"[每月年天日季]")
_SMALL = re.compile(
    r"约|为|达到?|是|仅|近|实际|补助|补贴|发放|支出|支付|人口|人数|成本|费用|资金|金额"
)
_EARNED = {"消费": "收入", "花费": "收入", "产值": "产值"}
_OTHER_YEAR = re.compile(r"^[，、；]?(?:同?比|较|与|上年|去年)|（?20\d\d年")
_OF_OTHERS = re.compile(
    r"全[国省市]|上年|去年|同期|^[，、；（]?(?:[比较与]|同比)|[高低多少大小]于|超过?|定额|控制|目标|计划|标准|限额|预算"
)
_PLANNED = re.compile(r"计划|目标|任务")
_PEOPLE = frozenset(("人", "人次"))
_BACK = 20  # figures of the paragraph
_FAR = 100  # figures of the text
_REACH = 160  # characters
_SIDE_BY_SIDE = 2  # figures from the first of the two to the average
_EXACT = 3  # digits that hardly tie by chance
_MOST = 6


def claims(context: Context) -> Iterator[Claim]:
    """Yield one claim for each average whose amount and number stand before it."""
    for figure in context.means:
        if figure.dimension not in (Dimension.MONEY, Dimension.COUNT):
            continue
        mean = mean_of(figure)
        if mean is None or _is_of_others(figure):
            continue
        numbers, wholes = _before(context, figure, mean)
        readings = list(_near(context, figure, mean, numbers, wholes))
        is_meant = any(reading.strength is not Strength.POSSIBLE for reading in readings)
        if not is_meant:
            readings = [*_adjacent(context, figure, mean, numbers, wholes), *readings]
        if not any(ties(reading) for reading in readings):
            far = _far(context, figure, mean, numbers, wholes)
            readings += [_weaker(each) for each in far] if is_meant else far
        if readings:
            yield Claim("ratio", readings, needs_slip=not is_meant)


def _before(context: Context, figure: Figure, mean: Mean) -> tuple[list[Figure], list[Figure]]:
    """Return the numbers that an average of a paragraph may divide by, and the amounts it may divide."""
    before = [
        other
        for other in context.document.figures[max(0, figure.index - _BACK) : figure.index]
        if other.paragraph == figure.paragraph and other.kind is Kind.LEVEL and not other.is_word
    ]
    numbers = [each for each in before if counts(context, each, mean) and each.value]
    return numbers, [each for each in before if _is_whole(each, figure) and each not in numbers]


def _near(
    context: Context, figure: Figure, mean: Mean, numbers: list[Figure], wholes: list[Figure]
) -> Iterator[Reading]:
    """Yield the readings of the sentence: sure where it has one number and one amount, right before."""
    start = _clause_start(context, figure)
    here = [each for each in numbers if each.sentence == figure.sentence]
    numbers = [each for each in here if each.start >= start] or here
    own = [each for each in wholes if each.sentence == figure.sentence and each.start >= start]
    meant = [each for each in own if not _is_other(each)]
    rest = _SMALL.sub("", mean.more)
    if len(rest) > 1 and len(meant) > 1:  # 平均每辆运行费: of the 运行费 alone
        meant = [each for each in meant if rest in each.label] or meant
    tops = [each for each in numbers if _is_top(context, each)] or numbers
    meant = [each for each in meant if _is_top(context, each)] or meant
    strength = Strength.POSSIBLE
    divides = numbers and not _AGAIN.search(mean.more + tops[0].lead)
    if divides and _are_unique(tops, meant) and figure.is_plain:
        strength = _strength(context, figure, mean, tops, meant)
        if len(tops) < len(numbers):
            strength = min(strength, Strength.LIKELY)
    if strength is not Strength.POSSIBLE:
        own, numbers = meant, tops
    few = len(figure.digits.strip("0")) < _EXACT
    for number in reversed(numbers):
        for whole in reversed(own if strength is not Strength.POSSIBLE else wholes):
            reading = Reading(Formula.RATIO, (whole, number), figure, strength)
            right_before = whole.index == figure.index - 1 and number is numbers[-1]
            if few and strength is Strength.POSSIBLE and not (right_before or _is_exact(reading)):
                continue
            if strength is Strength.POSSIBLE or not rounds(reading):
                yield reading


def _adjacent(
    context: Context, figure: Figure, mean: Mean, numbers: list[Figure], wholes: list[Figure]
) -> Iterator[Reading]:
    """Yield the amount right before an average by the last number before that, with nothing counted between."""
    here = [e for e in numbers if e.sentence == figure.sentence and e.index < figure.index - 1]
    tops = [each for each in here if _is_top(context, each) and not _PLANNED.search(each.lead)]
    if not wholes or wholes[-1].index != figure.index - 1 or not tops or not figure.is_plain:
        return
    whole, number = wholes[-1], tops[-1]
    between = context.document.figures[number.index + 1 : whole.index]
    apart = any(each.kind is Kind.LEVEL and each not in numbers for each in between)
    if apart or _names_more(mean.more, whole.label + number.label) or _is_other(whole):
        return
    reading = Reading(Formula.RATIO, (whole, number), figure, Strength.LIKELY)
    if not rounds(reading):
        yield reading


def _strength(
    context: Context, figure: Figure, mean: Mean, numbers: list[Figure], wholes: list[Figure]
) -> Strength:
    """Return how sure one number and one amount of a sentence are what its average is of."""
    whole, number = wholes[-1], numbers[-1]
    if _names_more(mean.more, whole.label + number.label):
        return Strength.POSSIBLE
    gap = figure.index - min(number.index, whole.index)
    exact = numbers[0].is_plain and wholes[0].is_plain
    if exact and (
        gap == _SIDE_BY_SIDE
        or (gap == _SIDE_BY_SIDE + 1 and figure.index - max(number.index, whole.index) == 1)
    ):
        return Strength.CERTAIN
    # 862万元，比上年的774万元多88万元，增长11.4%，村均61.6万元: what compares does not part them
    between = context.document.figures[figure.index - gap : figure.index]
    levels = sum(1 for each in between if each.kind is Kind.LEVEL and not _is_other(each))
    return Strength.LIKELY if levels <= _SIDE_BY_SIDE + 2 else Strength.POSSIBLE


def _is_of_others(figure: Figure) -> bool:
    """Tell whether an average is last year's, somebody else's or a norm: 较上年人均8600元, 低于全省人均."""
    return figure.period == "-1" or _OF_OTHERS.search(figure.lead) is not None


def _is_other(figure: Figure) -> bool:
    """Tell whether an amount is what another one is compared with, or stands in brackets behind it."""
    return figure.period == "-1" or figure.depth > 0 or _OTHER_YEAR.search(figure.lead) is not None


def _far(
    context: Context, figure: Figure, mean: Mean, numbers: list[Figure], wholes: list[Figure]
) -> Iterator[Reading]:
    """Yield the readings with what stands farther away, bound by its name or its paragraph.

    A question needs a slip that mends it; one number and one amount that is no part of another.
    """
    text = context.document.text
    start = max(text.rfind("\n", 0, figure.start) + 1, figure.start - _REACH)
    words = text[start : figure.start] + mean.more
    named = [
        each
        for each in context.document.figures[max(0, figure.index - _FAR) : figure.index]
        if each.kind is Kind.LEVEL
        and _is_whole(each, figure)
        and each not in wholes
        and not counts(context, each, mean)
        and in_common(names(context, each), words)
    ]
    named.sort(key=lambda each: -in_common(names(context, each), words))
    tops = [each for each in numbers if _is_top(context, each)]
    amounts = [each for each in wholes if not _is_other(each)]
    asked = _are_unique(tops, amounts) and not _names_more(mean.more, amounts[0].label)
    few = len(figure.digits.strip("0")) < _EXACT
    for whole in (*amounts, *wholes, *named[:_MOST]):
        for number in (*tops, *numbers):
            sure = asked and whole in amounts and number in tops
            strength = Strength.LIKELY if sure and figure.is_plain else Strength.POSSIBLE
            reading = Reading(Formula.RATIO, (whole, number), figure, strength)
            if few and not sure and not _is_exact(reading):
                continue
            if strength is Strength.POSSIBLE or not rounds(reading):
                yield reading


def _is_top(context: Context, figure: Figure) -> bool:
    """Tell whether an amount is neither part of another one nor of another year."""
    if _is_other(figure):
        return False
    before = context.document.text[max(0, figure.start - _REACH) : figure.start]
    return before.rfind("其中") <= max(before.rfind(sign) for sign in "。；\n")


def _are_unique(numbers: list[Figure], wholes: list[Figure]) -> bool:
    """Tell whether one number and one amount stand there, though perhaps twice."""
    return all(len({figure.value for figure in each}) == 1 for each in (numbers, wholes))


def _clause_start(context: Context, mean: Figure) -> int:
    """Return where the part of the sentence begins that an average stands in: a ； parts its matters."""
    return context.document.text.rfind("；", max(0, mean.start - _REACH), mean.start) + 1


def _names_more(words: str, whole: str) -> bool:
    """Tell whether the average is of something that its words name and its whole does not: 户均增收."""
    rest = _SMALL.sub("", words)
    return rest != "" and rest not in whole and _EARNED.get(rest, rest) not in whole


def _is_whole(figure: Figure, mean: Figure) -> bool:
    same = figure.dimension is mean.dimension
    if mean.dimension is Dimension.COUNT:
        units = unit_of(figure), unit_of(mean)
        same = same and (units[0] == units[1] or set(units) <= _PEOPLE)
    return same and not AVERAGE.search(figure.lead)


def _is_exact(reading: Reading) -> bool:
    """Tell whether the quotient needs no rounding: what ties so is seldom chance."""
    whole, number = reading.operands
    return whole.value == number.value * reading.result.value


def _weaker(reading: Reading) -> Reading:
    return reading._replace(strength=Strength.POSSIBLE)
