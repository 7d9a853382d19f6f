"""Shares of the points lost: 失分7.5分，产出类丢了3.5分，占全部失分的46.7%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_OF_LOST = re.compile(
    r"占(?:全部|总|累计|合计|整个|所有)?(?:失分|扣分|丢分|失去分值|扣减分值)[^占]{0,6}$"
)
_ALL_LOST = re.compile(
    r"(?:共|合计|累计|总|一共|全部)(?:计)?(?:扣|失|丢)(?:减|除|去)?分?(?:了|值|为)?$|^(?:失分|扣分|丢分|扣)(?:共|合计|为)*$"
)
_BACK = 4  # figures
_FAR = 120


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each share of the points lost whose part stands right before it."""
    if not context.scores:
        return
    figures = context.document.figures
    for share in context.percentages:
        if "占" not in share.lead or not _OF_LOST.search(share.lead):
            continue
        part = _part(context, share)
        if part is None:
            continue
        before = figures[max(0, share.index - _FAR) : part.index][::-1]
        wholes = [
            f
            for f in before
            if f.dimension is Dimension.SCORE and f.value > part.value and _ALL_LOST.search(f.lead)
        ]
        surely = [f for f in wholes if not re.fullmatch("扣", f.lead)]
        readings = [
            Reading(Formula.RATIO, (part, whole), share, Strength.LIKELY)
            for whole in (surely or wholes)[:1]
        ]
        readings += [
            Reading(Formula.RATIO, (part, whole), share, Strength.POSSIBLE) for whole in wholes[1:6]
        ]
        if readings:
            yield Claim("share", readings, ceiling=Strength.LIKELY)


def _part(context: Context, share: Figure) -> Figure | None:
    last = context.document.figures[share.index - 1] if share.index else share
    near = last.dimension is Dimension.SCORE and last.sentence == share.sentence
    return last if near and last.kind is not Kind.WEIGHT and last.value else None
