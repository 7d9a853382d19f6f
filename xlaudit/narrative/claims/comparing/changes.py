"""Changes: level, change and rate (x万元，增加d万元，增长g%), two levels and a rate, two levels and a change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from xlaudit.narrative.claims.comparing import series
from xlaudit.narrative.claims.comparing.owners import (
    from_base,
    is_base,
    of_owner,
    on_old_level,
    on_whole,
    subject_of,
)
from xlaudit.narrative.comparisons.sides import OF_A_YEAR, is_reckoned_otherwise, same_measure
from xlaudit.narrative.comparisons.with_years import is_one_thing, undated
from xlaudit.narrative.context import Context
from xlaudit.narrative.explain import name_of
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import Tier, judge
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength, spell
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_OF_A_PLAN = re.compile(r"[比较与][^，。；]{0,6}(?:预算|计划|目标|控制)")
_THAN_YEAR = re.compile(r"[比较与](20\d\d)年?")
_LABEL = 10  # characters
_A_NAME = 2
_OTHER_SIZE = 5  # times
_DIGITS = 3  # of a change that hardly comes out by chance
_BACK = 12
_FAR = 40


def claims(context: Context) -> Iterator[Claim]:
    """Yield one claim for each rate of growth and for each change between two levels."""
    for figure in context.moves:
        if figure.index in context.comparisons:
            continue
        if figure.kind is Kind.GROWTH:
            readings = _growth(context, figure)
            if readings:
                yield Claim("change", readings)
            if figure.dimension is Dimension.NUMBER:
                yield from _without_sign(readings)
        elif figure.dimension in (Dimension.MONEY, Dimension.COUNT):
            yield from _impossible(context, figure)
            readings = _change(context, figure)
            if readings:
                yield Claim("change", readings)


def _growth(context: Context, rate: Figure) -> list[Reading]:
    figures = context.document.figures
    change = None
    if rate.index and figures[rate.index - 1].kind is Kind.CHANGE:
        previous = figures[rate.index - 1]
        if previous.sentence == rate.sentence and previous.dimension in (
            Dimension.MONEY,
            Dimension.COUNT,
        ):
            change = previous
    levels = list(context.levels_before(rate, _BACK))
    readings = series.readings(context, rate)
    if change is not None:
        if not readings:
            readings += of_owner(context, rate, change)
        readings += _triples(context, rate, change, levels[:6])
        readings += _from_afar(context, rate, change)
    readings += _pairs(rate, levels[:6], change)
    if change is None:
        readings += on_old_level(context, rate)
        readings = [*on_whole(context, rate, levels), *readings]
    readings += _in_parallel(context, rate)
    if change is not None:
        readings += _on_base_behind(context, rate, change)
    if levels and is_reckoned_otherwise(context.document, levels[0], rate):
        readings = [each._replace(strength=Strength.POSSIBLE) for each in readings]
    return readings


def _in_parallel(context: Context, rate: Figure) -> Iterator[Reading]:
    """分别为a、b，分别减少c、d，分别下降x、y: the same rank in each run belongs together."""
    rates = context.run_of(rate)
    if len(rates) < 2:
        return
    rank = [figure.index for figure in rates].index(rate.index)
    changes = context.run_before(rates[0], Kind.CHANGE, len(rates))
    levels = context.run_before(changes[0] if changes else rates[0], Kind.LEVEL, len(rates))
    if changes and levels:
        sign = (changes[rank].direction,)
        operands = (levels[rank], changes[rank])
        yield Reading(Formula.RATE_OF_CHANGE, operands, rate, Strength.CERTAIN, sign)


def _on_base_behind(context: Context, rate: Figure, change: Figure) -> Iterator[Reading]:
    """…增加d万元，增长g%。上年为b万元: the base follows."""
    for other in context.document.figures[rate.index + 1 : rate.index + 5]:
        base = other.kind is Kind.LEVEL and other.dimension is change.dimension
        if base and other.period == "-1" and other.paragraph == rate.paragraph:
            yield Reading(Formula.RATIO, (change, other), rate, Strength.POSSIBLE)


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


def _impossible(context: Context, change: Figure) -> Iterator[Claim]:
    """0万元，比上年增加5万元: what grew by more than it is would have been negative before."""
    if change.direction < 0 or not change.lead.startswith(("比", "较", "与", "同比")):
        return
    level = context.document.figures[change.index - 1] if change.index else None
    if level is None or level.kind is not Kind.LEVEL or level.dimension is not change.dimension:
        return
    gap = context.document.between(level, change)
    if _is_item(context, level):
        return  # 甲9亩、乙3亩，比上年新增5亩: all of them grew
    if level.value < change.value and "。" not in gap and "；" not in gap and level.is_plain:
        bound = Reading(Formula.AT_MOST, (level,), change, Strength.CERTAIN)
        sentence = f"“{name_of(level)}”为{level.text}，却写比上期增加{change.text}，上期将为负数。"
        yield Claim("bound", [bound], message=sentence)


def _is_item(context: Context, level: Figure) -> bool:
    """Tell whether a level is one of several parts, which 其中 or 、 in its sentence shows."""
    document = context.document
    before = document.figures[level.index - 1] if level.index else level
    if before is level or before.sentence != level.sentence or before.kind is not Kind.LEVEL:
        return False
    first = document.figures[max(0, level.index - 4)]
    words = document.text[first.start : level.start].rpartition("。")[2]
    return "、" in document.between(before, level) or "其中" in words


def _triples(
    context: Context, rate: Figure, change: Figure, levels: list[Figure]
) -> Iterator[Reading]:
    same = [level for level in levels if level.dimension is change.dimension]
    if same and _is_apart(context, same[0], change, rate):
        return
    if same and is_base(context, same, change):
        yield Reading(Formula.RATIO, (change, same[0]), rate, Strength.CERTAIN)
        same = same[1:]
    for number, level in enumerate(same[:5]):
        strength = Strength.POSSIBLE
        was = level.value - change.direction * change.value
        if (
            number == 0
            and was > 0
            and rate.direction == change.direction
            and _belongs(level, change)
        ):
            close = change.index - level.index == 1 and level.sentence >= change.sentence - 1
            strength = Strength.CERTAIN if close else Strength.LIKELY
        yield Reading(Formula.RATE_OF_CHANGE, (level, change), rate, strength, (change.direction,))
        yield Reading(Formula.RATIO, (change, level), rate, Strength.POSSIBLE)


def _is_apart(context: Context, level: Figure, change: Figure, rate: Figure) -> bool:
    """Tell whether a rate is on last year while its change is against a plan: 较预算节约4万元，较上年下降12%."""
    document = context.document
    words = document.text[max(0, level.start - _LABEL) : change.start]
    return bool(OF_A_YEAR.search(document.between(change, rate)) and _OF_A_PLAN.search(words))


def _from_afar(context: Context, rate: Figure, change: Figure) -> Iterator[Reading]:
    """Try levels of earlier paragraphs that bear the same name."""
    name = subject_of(core(change.label)).removesuffix("数")
    if len(name) < 2:
        return
    figures = context.document.figures
    named = [
        level
        for level in figures[max(0, change.index - _FAR) : change.index][::-1]
        if level.kind is Kind.LEVEL
        and level.dimension is change.dimension
        and level.paragraph != change.paragraph
        and name[-4:] in level.label
    ]
    full = [level for level in named if len(name) >= 8 and core(level.label).endswith(name[-10:])]
    sure = len({level.value for level in full}) == 1
    for level in full or named:
        strength = (
            Strength.LIKELY if sure and rate.direction == change.direction else Strength.POSSIBLE
        )
        yield Reading(Formula.RATE_OF_CHANGE, (level, change), rate, strength, (change.direction,))


def _belongs(level: Figure, change: Figure) -> bool:
    """Tell whether the change is the level's own: its label names nothing else."""
    name = subject_of(core(change.label)).removesuffix("数")
    if len(name) < 2:
        return level.sentence == change.sentence
    label = core(level.label).removesuffix("数")
    return label.endswith(name[-4:]) or name.endswith(label[-4:])


def _pairs(rate: Figure, levels: list[Figure], change: Figure | None) -> Iterator[Reading]:
    signs = (rate.direction,)
    means = [AVERAGE.search(level.label) is not None for level in levels[:5]]
    for first, second in combinations(range(len(means)), 2):
        new, old = levels[first], levels[second]
        if not same_measure(new, old):
            continue
        if means[first] is not means[second] and _is_of_one(new, old):
            continue
        is_nearest = second == 1 and change is None
        for earlier, later in ((old, new), (new, old)):
            if not earlier.value:
                continue
            grows = later.value >= earlier.value
            strength = _pair_strength(rate, earlier, later) if is_nearest else Strength.POSSIBLE
            if strength > Strength.POSSIBLE or grows == (rate.direction > 0):
                yield Reading(Formula.CHANGE_OF_LEVELS, (earlier, later), rate, strength, signs)


def _is_of_one(first: Figure, second: Figure) -> bool:
    """Tell whether of a mean and a total one is too small: 平均每批856元。与上年9.76万元相比; 每人680元到720元 are means."""
    less, more = sorted((first.value, second.value))
    return more > _OTHER_SIZE * less


def _speaks_of(rate: Figure, earlier: Figure, later: Figure) -> bool:
    """Tell whether two levels are one thing in two years, and a growth is said of that thing."""
    if not same_measure(earlier, later):
        return False
    named = _THAN_YEAR.search(rate.lead)
    if named and earlier.period.isdigit():
        return named[1] == earlier.period  # 2023年执行数…，2024年预算…，比2023年执行数增加…
    if not (is_one_thing(earlier, later) or is_one_thing(later, earlier)):
        return False
    name = subject_of(core(rate.label))
    if len(name) < _A_NAME:
        return True
    return name in later.label and (name in earlier.label or not undated(earlier.label))


def _pair_strength(rate: Figure, earlier: Figure, later: Figure) -> Strength:
    """Two adjacent levels of different years, the rate right behind them."""
    if not _speaks_of(rate, earlier, later):
        return Strength.POSSIBLE
    adjacent = rate.index - max(earlier.index, later.index) == 1
    undated = earlier.period == "-1" and later.period == "" and not subject_of(core(earlier.label))
    if (
        adjacent
        and undated
        and earlier.index - later.index == 1
        and earlier.sentence == later.sentence
    ):
        return Strength.LIKELY
    dated = earlier.period != later.period and "" not in (earlier.period, later.period)
    if not adjacent or not dated or earlier.sentence != later.sentence:
        return Strength.POSSIBLE
    older = later.period == "0" or (earlier.period == "-1") or earlier.period < later.period
    return Strength.CERTAIN if older else Strength.POSSIBLE


def _change(context: Context, change: Figure) -> list[Reading]:
    levels = list(context.levels_before(change, _BACK, change.dimension))
    readings = series.readings(context, change) or list(from_base(context, levels, change))
    levels = levels[:5] if len(change.digits.strip("0")) >= _DIGITS else levels[:2]
    for new, old in combinations(levels, 2):
        greater, less = (new, old) if new.value > old.value else (old, new)
        strength = Strength.POSSIBLE
        if change.index - new.index == 1 and old is levels[1]:
            dated = len({new.period, old.period, ""}) == 3
            bigger_is_new = (new.value >= old.value) == (change.direction > 0)
            strength = Strength.LIKELY if dated and bigger_is_new else Strength.POSSIBLE
        readings.append(Reading(Formula.DIFFERENCE, (greater, less), change, strength))
    return readings
