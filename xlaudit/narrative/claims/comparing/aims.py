"""Percentage points to a target: 满意率92.68%，目标92%，高0.68个百分点; 结案率未达到98%的目标，相差3.1个百分点."""

from __future__ import annotations

import re

from xlaudit.narrative.claims.comparing.rates_named import bearing, clause_of, is_aim, rates_before
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["WAY", "difference", "readings"]

WAY = re.compile(
    r".*(?:(?P<over>高于|高出|超过|超出|超额|快于|好于|优于|领先|超|高|多|快)"
    r"|(?P<under>低于|少于|慢于|落后于?|滞后于?|欠|低|少|慢)|相差|尚差|还差|差)"
    r"(?P<what>[^，。；：、（）\d]{0,10})$"
)
_OF_AIM = re.compile(r"目标|要求|标准|任务|计划|底线|指标值")
_NAMES = re.compile(
    r"(?P<name>[^，。；：、\d]{1,14}?(?:率|度|进度|比例|占比|覆盖面|比重))"
    r"(?:[仍均还尚]|与|距|离|未|没|不|为|是|要|应|达|低|高|比|较|的|年度|全年)"
)
_BEFORE_NAME = re.compile(r"^(?:[一二三四五六七八九]是|其中|.*(?:目标|要求|任务|计划)[值为是]*)")
_GENITIVE = re.compile(r"的|）")
_BEHIND = re.compile(r"（[^（）\d]{0,10}$")
_YEAR_BEHIND = re.compile(r"上年|去年|上一年|同期|目标|全[国省市县区]|平均")
_NEAR = 6  # figures
_PARAGRAPH = 16  # figures


def readings(context: Context, points: Figure) -> list[Reading]:
    """Return what points are by a rate and the target that stand before them."""
    if not points.index:
        return []
    near = context.document.figures[points.index - 1]
    way = WAY.match(points.lead) or (WAY.match(near.lead) if _GENITIVE.match(points.lead) else None)
    if way is None:
        return []
    if is_aim(context, near) and _goes_on(near, points):
        return _beyond(context, points, near, way)
    if _OF_AIM.search(points.lead) or _YEAR_BEHIND.search(points.lead):
        behind = _behind(context, points)
        if behind is not None:
            rate = next(rates_before(context, points, _NEAR), None)
            if rate is not None and rate.sentence == points.sentence:
                return [difference(rate, behind, points, way, Strength.LIKELY)]
    if near.dimension is Dimension.RATE and near.is_plain and _OF_AIM.search(points.lead):
        return _of_earlier(context, points, near, way)
    return []


def difference(
    rate: Figure, other: Figure, points: Figure, way: re.Match[str], strength: Strength
) -> Reading:
    """Return the difference that a word of comparison announces: 高 takes the other from the rate."""
    if way["over"] and way["over"] not in ("好于", "优于"):
        pair = (rate, other)
    elif way["under"]:
        pair = (other, rate)
    else:
        pair = (rate, other) if rate.value >= other.value else (other, rate)
    return Reading(Formula.DIFFERENCE, pair, points, strength)


def _goes_on(near: Figure, points: Figure) -> bool:
    return near.sentence == points.sentence and near.depth == points.depth


def _beyond(context: Context, points: Figure, aim: Figure, way: re.Match[str]) -> list[Reading]:
    """Return the way from a target right before the points to the rate that it is for."""
    before = context.document.figures[aim.index - 1] if aim.index else aim
    beside = before.dimension is Dimension.RATE and before.sentence == points.sentence
    if beside and before.is_plain and not is_aim(context, before):
        return [difference(before, aim, points, way, Strength.CERTAIN)]
    named = _NAMES.search(aim.lead) or _NAMES.search(clause_of(context, aim))
    found = bearing(context, points, _BEFORE_NAME.sub("", named["name"])) if named else []
    if found:
        one = len({rate.value for rate in found}) == 1 or found[0].paragraph == points.paragraph
        sure = Strength.LIKELY if one else Strength.POSSIBLE
        return [
            difference(rate, aim, points, way, sure if rate is found[0] else Strength.POSSIBLE)
            for rate in found[:_NEAR]
        ]
    rates = [r for r in rates_before(context, aim, _NEAR) if r.paragraph == points.paragraph]
    return [difference(rate, aim, points, way, Strength.POSSIBLE) for rate in rates]


def _behind(context: Context, points: Figure) -> Figure | None:
    """Return the rate in a bracket right behind the points: 超过目标值2个百分点（目标值90%）."""
    for other in context.document.figures[points.index + 1 : points.index + 2]:
        words = context.document.between(points, other)
        if other.dimension is Dimension.RATE and _BEHIND.fullmatch(words):
            return other
    return None


def _of_earlier(
    context: Context, points: Figure, rate: Figure, way: re.Match[str]
) -> list[Reading]:
    """Return the way to the nearest target of the same paragraph: 达到90%目标 was said of another rate."""
    figures = context.document.figures
    found: list[Reading] = []
    for aim in figures[max(0, rate.index - _PARAGRAPH) : rate.index][::-1]:
        near = aim.dimension is Dimension.RATE and rate.paragraph - aim.paragraph <= 1
        if near and is_aim(context, aim):
            found.append(difference(rate, aim, points, way, Strength.POSSIBLE))
    return found
