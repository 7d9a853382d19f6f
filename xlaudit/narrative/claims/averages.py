"""So much for each: 18.36万元，涉及34户，户均5400元; the amount by the number of what the average names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.lists import AVERAGE
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.narrative.tolerance import Tier, judge
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_MEAN = re.compile(
    r"(?P<noun>[户人笔项件车村店台亩期个辆]|场次?|次|批)均(?P<more>[^，。；、]{0,8})$"
    r"|平均每(?P<each>[户人名笔项件辆台亩座所家期个])(?P<again>[^，。；、]{0,8})$"
    r"|每(?P<every>[户人名笔项件辆台亩座所家期个])平均(?P<rest>[^，。；、]{0,8})$"
)
_COUNTED_AS = {
    "人": ("人", "名", "位", "人次"),
    "车": ("辆", "台"),
    "场": ("场", "场次"),
    "场次": ("场", "场次"),
    "件": ("件", "起"),
    "项": ("项", "个"),
    "次": ("次", "场次"),
    "批": ("批", "批次"),
}
_AGAIN = re.compile(r"[每月年天日季]")
_SCALE = re.compile(r"^[十百千万亿]+")
_BACK = 6
_REACH = 120  # characters
_A_NAME = 3  # characters
_SIDE_BY_SIDE = 2  # figures from the first of the two to the average
_EXACT = 3  # digits that hardly tie by chance


def claims(context: Context) -> Iterator[Claim]:
    """Yield one claim for each average whose amount and number stand before it."""
    for figure in context.document.figures:
        if figure.kind is not Kind.LEVEL or "均" not in figure.lead or not figure.value:
            continue
        if figure.dimension not in (Dimension.MONEY, Dimension.COUNT):
            continue
        match = _MEAN.search(core(figure.lead) or figure.lead)
        if match is None:
            continue
        readings = list(_readings(context, figure, match))
        if readings:
            yield Claim("ratio", readings)


def _readings(context: Context, mean: Figure, match: re.Match[str]) -> Iterator[Reading]:
    noun = match["noun"] or match["each"] or match["every"]
    more = match["more"] or match["again"] or match["rest"] or ""
    before = [
        figure
        for figure in context.document.figures[max(0, mean.index - _BACK) : mean.index]
        if figure.paragraph == mean.paragraph and figure.kind is Kind.LEVEL and not figure.is_word
    ]
    numbers = [f for f in before if _counts(f, noun) and f.sentence == mean.sentence]
    wholes = [f for f in before if _is_whole(f, mean) and f not in numbers]
    start = _clause_start(context, mean)
    own = [whole for whole in wholes if whole.sentence == mean.sentence and whole.start >= start]
    numbers = [number for number in numbers if number.start >= start] or numbers
    strength = Strength.POSSIBLE
    if _are_unique(numbers, own) and mean.is_plain and not _AGAIN.search(more + numbers[0].lead):
        gap = mean.index - min(numbers[-1].index, own[-1].index)
        exact = gap == _SIDE_BY_SIDE and numbers[0].is_plain and own[0].is_plain
        if gap <= _SIDE_BY_SIDE + 1 and not _names_more(more, own[-1].label):
            strength = Strength.CERTAIN if exact else Strength.LIKELY
    if strength is Strength.POSSIBLE and numbers and mean.is_plain:
        named = _named(numbers[-1], wholes, mean, more)
        if named is not None:
            yield Reading(Formula.RATIO, (named, numbers[-1]), mean, Strength.LIKELY)
    few = len(mean.digits.strip("0")) < _EXACT
    for number in reversed(numbers):
        for whole in reversed(own if strength is not Strength.POSSIBLE else wholes):
            if not number.value or (few and strength is Strength.POSSIBLE):
                continue
            reading = Reading(Formula.RATIO, (whole, number), mean, strength)
            if strength is Strength.POSSIBLE or not _rounds(reading):
                yield reading


def _are_unique(numbers: list[Figure], wholes: list[Figure]) -> bool:
    """Tell whether one number and one amount stand there, though perhaps twice."""
    return all(len({figure.value for figure in each}) == 1 for each in (numbers, wholes))


def _named(number: Figure, wholes: list[Figure], mean: Figure, more: str) -> Figure | None:
    """Return the only amount that bears the name of what was counted or averaged.

    公务接待费3.42万元，…。公务接待42批次、315人次，人均108.57元.
    """
    if number.index != mean.index - 1 or not number.value or not number.is_plain:
        return None
    rest = re.sub(r"约|为|达到?|是|仅|近", "", more)
    names = [name for name in (rest, core(number.label)) if len(name) >= _A_NAME]
    found = [w for w in wholes if any(name in w.label for name in names) and w.is_plain]
    return found[-1] if len({w.value for w in found}) == 1 and len(found) == 1 else None


def _clause_start(context: Context, mean: Figure) -> int:
    """Return where the part of the sentence begins that an average stands in: a ； parts its matters."""
    return context.document.text.rfind("；", max(0, mean.start - _REACH), mean.start) + 1


def _names_more(words: str, whole: str) -> bool:
    """Tell whether the average is of something that its words name and its whole does not: 户均增收."""
    rest = re.sub(r"约|为|达到?|是|仅|近|补助|补贴|发放|支出|人口|人数", "", words)
    return rest != "" and rest not in whole


def _counts(figure: Figure, noun: str) -> bool:
    unit = _SCALE.sub("", figure.quantity.unit.text)
    return figure.dimension is Dimension.COUNT and unit in _COUNTED_AS.get(noun, (noun,))


def _is_whole(figure: Figure, mean: Figure) -> bool:
    same = figure.dimension is mean.dimension
    if mean.dimension is Dimension.COUNT:
        unit = figure.quantity.unit.text
        same = same and _SCALE.sub("", unit) == _SCALE.sub("", mean.quantity.unit.text)
    return same and not AVERAGE.search(figure.lead)


def _rounds(reading: Reading) -> bool:
    """Averages are rounded and cut at will: what is nearly right is not worth a remark."""
    judgement = judge(reading)
    return judgement is not None and judgement.tier not in (Tier.TIED, Tier.CONTRADICTION)
