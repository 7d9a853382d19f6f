"""Percentage points between two rates by their names: 后者比前者低5.09个百分点, 比患者满意度低8.25个百分点."""

from __future__ import annotations

import re

from xlaudit.narrative.claims.comparing.aims import WAY, difference
from xlaudit.narrative.claims.comparing.rates_named import (
    LAST_YEAR,
    are_alike,
    bearing,
    clause_of,
    rates_before,
)
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Formula, Reading, Strength

__all__ = ["readings"]

_LATTER = re.compile(
    r"(?P<which>后者|前者)(?:比|较|低于|高于|与)(?:前者|后者|其)?[^，。；：]{0,4}$"
)
_BOTH = re.compile(r"(?:两者|二者|两项|两[率地])(?:之间)?相?差(?:距|了|为)?$")
_THAN = re.compile(
    r"(?P<subject>[^，。；：、比较与]{0,16}?)(?:比|较|与|低于|高于|落后于?|领先于?)"
    r"(?:最[快慢高低好差大小多少]的)?(?P<name>[^，。；：、\d]{2,14}?)"
    r"(?:低|高|少|多|快|慢|落后|领先|相差|差)?(?:了|出)?$"
)
_WORST = re.compile(r"最[快慢高低好差大小多少]的(?:是|为)(?P<name>[^，。；：\d]{2,12})，$")
_NOT_HERE = re.compile(
    r"上年|去年|上一年|前一年|同期|年初|目标|计划|任务|要求|标准|进度|全国|全省|全市|全县|20\d\d|平均"
)
_THIS_YEAR = re.compile(r"^(?:本年度?|今年|当年|同比|[比较]?(?:上年|去年)(?:同期)?)?")
_BEFORE = 20  # characters
_NEAR = 8  # figures
_WIDE = 24  # figures


def readings(context: Context, points: Figure) -> list[Reading]:
    """Return what points are by two rates before them that the words name."""
    words = points.lead
    found = _of_last_year(context, points)
    if found:
        return found
    latter = _LATTER.search(words)
    if latter is not None or _BOTH.search(words):
        return _of_two(context, points, latter)
    way, than = WAY.match(words), _THAN.search(words)
    if way is None or than is None or _NOT_HERE.search(than["name"]):
        return []
    return _of_names(context, points, than, way)


def _of_two(context: Context, points: Figure, latter: re.Match[str] | None) -> list[Reading]:
    """Return the last two rates of one make; what 后者 is compared with may have a name of its own."""
    near = [r for r in rates_before(context, points, _NEAR) if r.paragraph == points.paragraph]
    way = WAY.match(points.lead)
    if len(near) < 2 or way is None:
        return []
    pair = (near[0], near[1]) if latter is None or latter["which"] == "后者" else near[1::-1]
    than = _THAN.search(points.lead)
    if than is not None and latter is not None and than["name"] not in ("前者", "后者"):
        others = bearing(context, pair[0], than["name"], _WIDE)
        return [difference(pair[0], other, points, way, Strength.LIKELY) for other in others[:1]]
    sure = Strength.LIKELY if are_alike(*near[:2]) else Strength.POSSIBLE
    return [difference(pair[0], pair[1], points, way, sure)]


def _of_names(
    context: Context, points: Figure, than: re.Match[str], way: re.Match[str]
) -> list[Reading]:
    """Return the difference of a rate to the one that a name means."""
    others = bearing(context, points, than["name"])
    near = context.document.figures[points.index - 1]
    end = points.start - len(points.lead)
    worst = _WORST.search(context.document.text[max(0, end - _BEFORE) : end])
    subject = worst["name"] if worst else than["subject"].removeprefix("其中")
    own: list[Figure] = []
    if len(subject) > 1:
        own = bearing(context, points, subject)
    if not own and near.sentence == points.sentence:
        own = [near] if near in list(rates_before(context, points, 1)) else []
    others = [rate for rate in others if own and rate is not own[0]]
    if not own or not others:
        return []
    sure = len({rate.value for rate in others}) == 1 or others[0].paragraph == points.paragraph
    strength = Strength.LIKELY if sure else Strength.POSSIBLE
    return [difference(own[0], others[0], points, way, strength)]


def _of_last_year(context: Context, points: Figure) -> list[Reading]:
    """Return how this year's rate moved where last year's stands between: 上线率52.91%；上年…上线率50.43%，今年提高….."""
    near = context.document.figures[points.index - 1]
    if near.sentence != points.sentence or near not in list(rates_before(context, points, 1)):
        return []
    clause = clause_of(context, near)
    place = max((clause.rfind(word) for word in ("上年", "去年")), default=-1)
    if place < 0 or re.search(r"[比较与]$", clause[:place]) or "今年" in clause[place:]:
        return []
    for rate in rates_before(context, near, _NEAR):
        if rate.paragraph != points.paragraph:
            break
        behind = (
            LAST_YEAR.search(clause_of(context, rate)) if rate.sentence != near.sentence else None
        )
        if behind is None and are_alike(rate, near):
            pair = (rate, near) if points.direction > 0 else (near, rate)
            return [Reading(Formula.DIFFERENCE, pair, points, Strength.LIKELY)]
    return []
