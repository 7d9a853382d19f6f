"""Whether a figure is the one before it once more, in another unit: 1.2亿元（12000万元）, 12000万元，即1.2亿元."""

from __future__ import annotations

import re

from xlaudit.narrative.figures import Figure, Kind
from xlaudit.numbers.quantity import Dimension

__all__ = ["restates"]

_SAYS_SO = r"(?:约合?|即|合|折合|折|也就是)"
_AGAIN = re.compile(rf"（{_SAYS_SO}?|，(?:即|折合|约合|也就是)")
_ENDS = re.compile(r"[），。；]|$")
_SCALE = re.compile(r"^[十百千万亿]+")


def restates(text: str, first: Figure, second: Figure) -> bool:
    """Tell whether the second figure, by the words and the units, is the first one once more."""
    if text[first.end : first.end + 1] not in ("（", "，"):
        return False
    if first.kind is not Kind.LEVEL or second.kind is not Kind.LEVEL or not first.value:
        return False
    units = first.quantity.unit, second.quantity.unit
    if units[0].text == units[1].text or first.dimension is not second.dimension:
        return False
    if first.dimension is Dimension.COUNT:
        if _SCALE.sub("", units[0].text) != _SCALE.sub("", units[1].text):
            return False
    elif first.dimension is not Dimension.MONEY:
        return False
    between = text[first.end : second.start]
    return bool(_AGAIN.fullmatch(between) and _ENDS.match(text, second.end))
