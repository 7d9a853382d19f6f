"""One amount written twice side by side: 342617.38万元（约34.26亿元）, 1.2亿元，即12000万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.slips import is_slip
from xlaudit.narrative.tolerance import Tier, judge
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims", "restates"]

_SAYS_SO = r"(?:约合?|即|合|折合|折|也就是)"
_AGAIN = re.compile(rf"（{_SAYS_SO}?|，(?:即|折合|约合|也就是)")
_ENDS = re.compile(r"[），。；]|$")
_SCALE = re.compile(r"^[十百千万亿]+")
_SEVERAL = 3  # digits, below which any two figures are one slip apart
_CLOSE = Decimal("0.25")


def claims(context: Context) -> Iterator[Claim]:
    """Yield one claim for each amount that is repeated at once in another unit."""
    for second in context.document.figures[1:]:
        first = context.document.figures[second.index - 1]
        if not restates(context.document.text, first, second):
            continue
        reading = Reading(Formula.EQUAL, (first,), second, _strength(first, second))
        judgement = judge(reading)
        if judgement is None or (judgement.tier is not Tier.TIED and _is_rough(first, second)):
            continue
        yield Claim("mention", [reading])


def restates(text: str, first: Figure, second: Figure) -> bool:
    """Tell whether the second figure, by the words and the units, is the first one once more."""
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


def _strength(first: Figure, second: Figure) -> Strength:
    """Two that are far apart, and no slip of each other, may be two amounts after all."""
    if abs(first.value - second.value) <= first.value * _CLOSE:
        return Strength.CERTAIN
    coarse, fine = (first, second) if first.step > second.step else (second, first)
    several = len(coarse.digits.strip("0")) >= _SEVERAL
    slipped = several and is_slip(coarse, _rounded(fine, coarse))
    return Strength.CERTAIN if slipped else Strength.LIKELY


def _rounded(value: Figure, to: Figure) -> Decimal:
    """Return one figure's value as the other would print it."""
    return (value.value / to.step).quantize(Decimal(1)) * to.step


def _is_rough(first: Figure, second: Figure) -> bool:
    """约 may round as it likes, within its last digit."""
    rough = not (first.is_plain and second.is_plain)
    return rough and abs(first.value - second.value) <= max(first.step, second.step)
