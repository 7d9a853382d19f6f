"""A percentage alone in brackets right behind an amount: 检查点位386个，达标341个（88.3%）."""

from __future__ import annotations

import re

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import AVERAGE, same_measure
from xlaudit.narrative.reading import Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["readings"]

_OPENS = re.compile(r"（(?:约?占比?|占总数|占总数的)?")
_OUTCOME = re.compile(
    r"达标|合格|完成|完工|竣工|开工|整改|办结|通过|满意|优良|优秀|覆盖|建成|达到|到位|验收|投产|使用|支出|执行|消除|收回|回收|参加|参检|在用"
    r"|已|实际|未"
)
_OTHER_YEAR = re.compile(r"同期|[比较]")
_BACK = 14


def readings(context: Context, rate: Figure) -> list[Reading]:
    """Return what a bracketed percentage is of: the amount before the bracket, of one before that."""
    if not rate.index or not rate.depth:
        return []
    part = context.document.figures[rate.index - 1]
    if not _is_amount(part, rate) or part.depth != rate.depth - 1:
        return []
    gap = context.document.between(part, rate)
    behind = context.document.text[rate.end : rate.end + 1]
    if not _OPENS.fullmatch(gap) or behind not in ("）", "，", "、", "；"):
        return []
    wholes = _wholes(context, part)
    if not wholes:
        return _of_list(context, part, rate)
    first = wholes[0]
    between = context.document.figures[first.index + 1 : part.index]
    moved = any(figure.kind is Kind.CHANGE for figure in between)  # it may be a part of that
    together = all(_is_amount(each, rate) or each.depth == rate.depth for each in between)
    listed = _lists(context, first, part)
    named = _OUTCOME.search(part.label) is not None
    strength = Strength.POSSIBLE
    if moved:
        strength = Strength.POSSIBLE
    elif listed or (named and together):
        strength = Strength.CERTAIN if len(wholes) == 1 else Strength.LIKELY
    found = [Reading(Formula.RATIO, (part, first), rate, strength)]
    found += [Reading(Formula.RATIO, (part, w), rate, Strength.POSSIBLE) for w in wholes[1:]]
    return found


def _of_list(context: Context, part: Figure, rate: Figure) -> list[Reading]:
    """Return what the list of a part splits where that stands a sentence before: …支出2714万元。支出中，甲1362万元（50.2%）、…."""
    for listing in context.lists_by_item.get(part.index, ()):
        head = listing.heads[0]
        if head.value >= part.value and head.value:
            sure = listing.is_unique and len(listing.natural) > 1
            strength = Strength.LIKELY if sure else Strength.POSSIBLE
            return [Reading(Formula.RATIO, (part, head), rate, strength)]
    return []


def _wholes(context: Context, part: Figure) -> list[Figure]:
    """Return the amounts of the sentence before a part that have no bracketed percentage themselves.

    Those are parts of the same whole; the first amount that has none is nearest to being the whole.
    """
    figures = context.document.figures
    found: list[Figure] = []
    for figure in figures[max(0, part.index - _BACK) : part.index]:
        alike = _is_amount(figure, part) and same_measure(figure, part) and figure.value
        if alike and figure.dimension is part.dimension and not AVERAGE.search(figure.label):
            following = figures[figure.index + 1]
            rated = following.dimension is Dimension.RATE and following.depth > figure.depth
            if not rated and figure.depth <= part.depth and not _OTHER_YEAR.search(figure.label):
                found.append(figure)
    return found[::-1] if len(found) > 1 and not _lists(context, found[0], part) else found


def _lists(context: Context, whole: Figure, part: Figure) -> bool:
    """Tell whether 其中 stands between, or the list of the whole holds the part."""
    place = context.document.text.find("其中", whole.end, part.start)
    if place > 0:
        between = context.document.inside(whole.end, place)
        return not any(_is_amount(f, part) and same_measure(f, part) for f in between)
    listings = context.lists_by_head.get(whole.index, ())
    return any(part in listing.natural for listing in listings)


def _is_amount(figure: Figure, other: Figure) -> bool:
    counted = figure.dimension in (Dimension.MONEY, Dimension.COUNT) and not figure.is_word
    level = figure.kind is Kind.LEVEL and figure.is_plain
    return counted and level and figure.sentence == other.sentence
