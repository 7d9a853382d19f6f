"""Changes: level, change and rate (x万元，增加d万元，增长g%), two levels and a rate, two levels and a change."""

from __future__ import annotations

from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength, spell
from xlaudit.narrative.roles import core
from xlaudit.narrative.tolerance import Tier, judge
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_BACK = 12
_FAR = 40


def claims(context: Context) -> Iterator[Claim]:
    """Yield one claim for each rate of growth and for each change between two levels."""
    for figure in context.document.figures:
        if not figure.is_plain:
            continue
        if figure.kind is Kind.GROWTH:
            readings = _growth(context, figure)
            if readings:
                yield Claim("change", readings)
            if figure.dimension is Dimension.NUMBER:
                yield from _without_sign(readings)
        elif figure.kind is Kind.CHANGE and figure.dimension in (Dimension.MONEY, Dimension.COUNT):
            readings = _change(context, figure)
            if readings:
                yield Claim("change", readings)


def _growth(context: Context, rate: Figure) -> list[Reading]:
    figures = context.document.figures
    change = None
    if rate.index and figures[rate.index - 1].kind is Kind.CHANGE:
        previous = figures[rate.index - 1]
        if previous.sentence == rate.sentence and previous.dimension in (Dimension.MONEY, Dimension.COUNT):
            change = previous
    levels = list(context.levels_before(rate, _BACK))[:6]
    readings: list[Reading] = []
    if change is not None:
        readings += _triples(rate, change, levels)
        readings += _from_afar(context, rate, change)
    readings += _pairs(rate, levels, change)
    return readings


def _without_sign(readings: list[Reading]) -> Iterator[Claim]:
    """增长13.95 with the % forgotten: certain once a reading ties."""
    for reading in readings:
        judgement = judge(reading)
        if judgement is not None and judgement.tier is Tier.TIED:
            result = reading.result
            text = f"“{result.label}{result.text}”后缺少“%”，按{spell(reading)}应为{result.text}%。"
            flaw = Reading(Formula.GRADE, reading.operands, result, Strength.LIKELY, note=text)
            yield Claim("format", [flaw], ceiling=Strength.LIKELY, message=text)
            return


def _triples(rate: Figure, change: Figure, levels: list[Figure]) -> Iterator[Reading]:
    same = [level for level in levels if level.dimension is change.dimension]
    for number, level in enumerate(same[:5]):
        strength = Strength.POSSIBLE
        if number == 0 and rate.direction == change.direction and _belongs(level, change):
            close = change.index - level.index == 1 and level.sentence >= change.sentence - 1
            strength = Strength.CERTAIN if close else Strength.LIKELY
        yield Reading(Formula.RATE_OF_CHANGE, (level, change), rate, strength, (change.direction,))
        yield Reading(Formula.RATIO, (change, level), rate, Strength.POSSIBLE)


def _from_afar(context: Context, rate: Figure, change: Figure) -> Iterator[Reading]:
    """The level may stand in an earlier paragraph, under the same name."""
    name = _subject(core(change.label))[-5:]
    if len(name) < 2:
        return
    figures = context.document.figures
    for index in range(change.index - 1, max(-1, change.index - _FAR), -1):
        level = figures[index]
        if (
            level.kind is Kind.LEVEL
            and level.dimension is change.dimension
            and level.paragraph != change.paragraph
            and name in level.label
        ):
            yield Reading(
                Formula.RATE_OF_CHANGE, (level, change), rate, Strength.POSSIBLE, (change.direction,)
            )


def _belongs(level: Figure, change: Figure) -> bool:
    """Tell whether the change is the level's own: its label names nothing else."""
    words = core(change.label)
    name = _subject(words)
    if len(name) < 2:
        return level.sentence == change.sentence
    return _subject(core(level.label)).endswith(name[-4:]) or name.endswith(_subject(core(level.label))[-4:])


def _subject(label: str) -> str:
    """Return the label without the words of comparison and of change."""
    for word in ("与", "比", "较"):
        if label.startswith(word):
            label = ""
    for word in ("增加", "减少", "增长", "下降", "上升", "提高", "增", "减", "比", "较"):
        place = label.find(word)
        if place >= 0:
            label = label[:place]
    return label.rstrip("同")


def _pairs(rate: Figure, levels: list[Figure], change: Figure | None) -> Iterator[Reading]:
    for first in range(min(len(levels), 4)):
        for second in range(first + 1, min(len(levels), 5)):
            new, old = levels[first], levels[second]
            if new.dimension is not old.dimension:
                continue
            for earlier, later in ((old, new), (new, old)):
                grows = later.value >= earlier.value
                if not earlier.value or grows != (rate.direction > 0):
                    continue
                strength = _pair_strength(rate, earlier, later, change, is_nearest=first == 0 and second == 1)
                yield Reading(Formula.CHANGE_OF_LEVELS, (earlier, later), rate, strength)


def _pair_strength(
    rate: Figure, earlier: Figure, later: Figure, change: Figure | None, *, is_nearest: bool
) -> Strength:
    """Two adjacent levels of different years, the rate right behind them."""
    if change is not None or not is_nearest:
        return Strength.POSSIBLE
    adjacent = rate.index - max(earlier.index, later.index) == 1
    dated = earlier.period != later.period and "" not in (earlier.period, later.period)
    if not adjacent or not dated or earlier.sentence != later.sentence:
        return Strength.POSSIBLE
    older = later.period == "0" or (earlier.period == "-1") or earlier.period < later.period
    return Strength.CERTAIN if older else Strength.POSSIBLE


def _change(context: Context, change: Figure) -> list[Reading]:
    levels = [
        level
        for level in context.levels_before(change, _BACK, change.dimension)
    ][:5]
    readings = []
    for first in range(len(levels)):
        for second in range(first + 1, len(levels)):
            pair = sorted((levels[first], levels[second]), key=lambda level: level.value)
            if len(change.digits.strip("0")) < 3 and (first, second) != (0, 1):
                continue
            dated = first == 0 and second == 1 and change.index - levels[0].index == 1
            periods = {levels[first].period, levels[second].period}
            sure = dated and len(periods) == 2 and "" not in periods
            bigger_is_new = (levels[first].value >= levels[second].value) == (change.direction > 0)
            strength = Strength.LIKELY if sure and bigger_is_new else Strength.POSSIBLE
            readings.append(Reading(Formula.DIFFERENCE, (pair[1], pair[0]), change, strength))
    return readings
