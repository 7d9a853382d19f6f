"""Percentage points: the difference of two rates before them, or of one and a target of another paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.comparing import aims, calendar_pace, rivals, series
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_LESS = re.compile(r"低于|少于|落后|高于|高出|超过")
_TARGET = re.compile(r"目标|计划|任务|指标")
_BEYOND = re.compile(
    r"[比较](?:年度|全年|绩效)?(?:目标|计划|任务)[值数]?(?P<sign>高|低|多|少|超|提高|降低)"
)
_BACK = 80  # figures
_DIGITS = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each number of percentage points that no closed comparison explains."""
    for figure in context.document.figures:
        if figure.kind is not Kind.POINTS or figure.index in context.comparisons:
            continue
        if figure.is_plain or figure.lead.endswith("超"):  # 超5个百分点: by how much, no bound
            yield from _points(context, figure)


def _points(context: Context, points: Figure) -> Iterator[Claim]:
    """由81%提高到92%，提高11个百分点: the difference of the two rates before it."""
    dated = series.readings(context, points)
    if dated:
        yield Claim("change", dated)
        return
    named = (
        aims.readings(context, points)
        or calendar_pace.readings(context, points)
        or rivals.readings(context, points)
    )
    if any(reading.strength > Strength.POSSIBLE for reading in named):
        surest = max(reading.strength for reading in named)
        yield Claim("change", named, ceiling=surest)
        return
    rates = [
        figure
        for figure in context.document.figures[max(0, points.index - 3) : points.index]
        if figure.dimension is Dimension.RATE and figure.sentence == points.sentence
    ]
    found: list[Reading] = [*named]
    if len(rates) >= 2:
        found += _of_two(context, points, *rates[-2:])
    if rates and _BEYOND.search(points.lead):
        found += _of_target(context, points, rates[-1])
    if found:
        yield Claim("change", found)


def _of_two(context: Context, points: Figure, old: Figure, new: Figure) -> list[Reading]:
    pair = (new, old) if points.direction > 0 else (old, new)
    between = context.document.text[max(0, old.start - 12) : new.start]
    moved = new.index == points.index - 1 and re.search(r"[由从].*(?:到|至)", between)
    strength = Strength.LIKELY if moved else Strength.POSSIBLE
    found = [Reading(Formula.DIFFERENCE, pair, points, strength)]
    if _LESS.search(points.lead):  # 商户满意率低于居民5.57个百分点: either stands first
        found.append(Reading(Formula.DIFFERENCE, pair[::-1], points, Strength.POSSIBLE))
    return found


def _of_target(context: Context, points: Figure, rate: Figure) -> list[Reading]:
    """Return 比目标值高1.03个百分点 as the difference to a target stated before; it only confirms."""
    if len(points.digits.strip("0")) < _DIGITS:
        return []
    for target in context.document.figures[max(0, rate.index - _BACK) : rate.index][::-1]:
        if target.dimension is not Dimension.RATE or target.kind is not Kind.RATE:
            continue
        if target.is_plain and not _TARGET.search(target.lead):
            continue
        pair = (rate, target) if rate.value >= target.value else (target, rate)
        reading = Reading(Formula.DIFFERENCE, pair, points, Strength.POSSIBLE)
        if ties(reading):
            return [reading]
    return []
