"""One amount written twice side by side: 342617.38万元（约34.26亿元）, 1.2亿元，即12000万元."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.slips import is_slip
from xlaudit.narrative.judging.tolerance import Tier, judge
from xlaudit.narrative.listing.restating import restates
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

_SEVERAL = 3  # digits, below which any two figures are one slip apart
_CLOSE = Decimal("0.25")


def claims(context: Context) -> Iterator[Claim]:
    """Yield one claim for each amount that is repeated at once in another unit."""
    for first, second in pairwise(context.document.figures):
        if first.kind is not Kind.LEVEL or first.dimension is not second.dimension:
            continue  # cheap: nearly half of them
        if not restates(context.document.text, first, second):
            continue
        reading = Reading(Formula.EQUAL, (first,), second, _strength(first, second))
        judgement = judge(reading)
        if judgement is None or (judgement.tier is not Tier.TIED and _is_rough(first, second)):
            continue
        yield Claim("mention", [reading])


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
