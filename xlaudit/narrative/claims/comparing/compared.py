"""Closed comparisons: the difference of the two levels, and the rate that goes with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlaudit.narrative.comparisons.finding import Comparison
from xlaudit.narrative.context import Context
from xlaudit.narrative.explain import name_of
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.slips import mends
from xlaudit.narrative.judging.tolerance import Tier, judge, ties
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_FULFILS = re.compile(
    r"，?(?:占|为|完成)(?:了)?(?:年度|全年|年初)?(?:计划|目标|任务)(?:数|量|任务|目标)?的"
)
_PLAN = re.compile(r"计划|目标|任务")


def claims(context: Context) -> Iterator[Claim]:
    """Yield one claim for the difference and one for the rate of each comparison."""
    for index, each in context.comparisons.items():
        if each.change is not None and each.change.index == index:
            yield from _of_difference(each, each.change)
            yield from _of_plan(context, each, each.change)
        if each.rate is not None and each.rate.index == index:
            yield _of_rate(each, each.rate)


def _of_difference(each: Comparison, change: Figure) -> Iterator[Claim]:
    strength = Strength.CERTAIN if each.is_close else Strength.LIKELY
    meant = Reading(Formula.DIFFERENCE, _pair(each, each.new), change, strength)
    others = [
        Reading(Formula.DIFFERENCE, _pair(each, other), change, Strength.POSSIBLE)
        for other in each.others
    ]
    judgement = judge(meant)
    if judgement is None:
        return
    if judgement.tier is Tier.HINT:  # 3.6亿元 less 3亿元: rounding may explain it
        meant = Reading(Formula.DIFFERENCE, meant.operands, change, Strength.POSSIBLE)
    if judgement.computed >= 0 or not change.value:
        ceiling = Strength.CERTAIN if _is_proven(each, meant) else Strength.LIKELY
        yield Claim("change", [meant, *others], ceiling=ceiling, is_closed=True)
    elif not any(ties(other) for other in others):
        yield _reversed(each, change, exact=judgement.computed == -change.value)


def _of_plan(context: Context, each: Comparison, change: Figure) -> Iterator[Claim]:
    """…，比计划的9公里少0.4公里，完成计划的95.56%."""
    following = context.document.figures[change.index + 1 : change.index + 2]
    if not following or not _PLAN.search(each.old.lead) or not each.old.value:
        return
    rate = following[0]
    gap = context.document.between(change, rate)
    if rate.dimension is Dimension.RATE and rate.is_plain and _FULFILS.fullmatch(gap):
        meant = Reading(Formula.RATIO, (each.new, each.old), rate, Strength.CERTAIN)
        yield Claim("ratio", [meant], is_closed=each.is_close)


def _is_proven(each: Comparison, meant: Reading) -> bool:
    """Tell whether the words leave no doubt, or one slip or the rate of the two levels shows what was meant."""
    if each.is_sure or mends(meant, _computed(meant)):
        return True
    rate = each.rate
    if rate is None or not each.old.value:
        return False
    levels = Reading(Formula.CHANGE_OF_LEVELS, (each.old, each.new), rate, Strength.CERTAIN, (-1,))
    return ties(levels)


def _computed(reading: Reading) -> Decimal:
    return reading.operands[0].value - reading.operands[1].value


def _reversed(each: Comparison, change: Figure, *, exact: bool) -> Claim:
    """More is called less: the amount may be right, the word is not."""
    strength = Strength.CERTAIN if each.is_close else Strength.LIKELY
    said, true = ("增加", "小于") if each.direction > 0 else ("减少", "大于")
    name = name_of(each.new) or "此处"
    sentence = (
        f"“{name}”写作比{each.old.text}{said}{change.text}，而{each.new.text}{true}"
        f"{each.old.text}，方向或数字有误。"
    )
    formula = Formula.GRADE if exact else Formula.DIFFERENCE
    reading = Reading(formula, _pair(each, each.new), change, strength, note=sentence)
    return Claim("change", [reading], message=sentence, is_closed=True)


def _pair(each: Comparison, new: Figure) -> tuple[Figure, Figure]:
    return (new, each.old) if each.direction > 0 else (each.old, new)


def _of_rate(each: Comparison, rate: Figure) -> Claim:
    """Hold the rate against the two levels; the printed difference may confirm it as well."""
    direction = rate.direction if rate.kind is Kind.GROWTH else each.direction or -1  # 节约率, 超额
    strength = Strength.CERTAIN if each.is_close else Strength.LIKELY
    readings = []
    if each.change is not None and direction == each.direction and each.old.value:
        readings.append(Reading(Formula.RATIO, (each.change, each.old), rate, strength))
        operands = (each.new, each.change)
        signs = (direction,)
        readings.append(Reading(Formula.RATE_OF_CHANGE, operands, rate, Strength.POSSIBLE, signs))
    readings += [
        Reading(Formula.CHANGE_OF_LEVELS, (each.old, new), rate, level, (direction,))
        for new, level in ((each.new, strength), *((o, Strength.POSSIBLE) for o in each.others))
        if each.old.value
    ]
    return Claim("change", readings, is_closed=True)
