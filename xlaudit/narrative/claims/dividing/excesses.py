"""A part that is more than everything it could be of: one slip of the two may show what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlaudit.narrative.figures import Figure
from xlaudit.narrative.judging.slips import is_slip
from xlaudit.narrative.reading import Formula, Reading, Strength

__all__ = ["spoiled"]

_PLANNED = re.compile(r"计划|目标|任务|年初|预计|拟")
_MOST = 2
_LONG = 3  # digits: any two short figures are one slip apart


def spoiled(rate: Figure, alike: list[Figure], part: Figure) -> Iterator[Reading]:
    """Ask about a part greater than the amounts before it where one slip of the two gives the rate."""
    beside = [f for f in alike if f.index < part.index and f.depth == part.depth]
    if sum((f.value for f in beside), Decimal()) == part.value:
        return  # 拨款39.8万元，自筹58.2万元，到位98万元: the sum of them
    before = [f for f in alike if f.index < part.index and not _PLANNED.search(f.label)]
    for whole in sorted(before, key=lambda figure: -figure.value)[:_MOST]:
        reading = Reading(Formula.RATIO, (part, whole), rate, Strength.LIKELY)
        if whole.value and 0 < rate.value <= 1 and _is_slip(part, whole, rate):
            yield reading
            return


def _is_slip(part: Figure, whole: Figure, rate: Figure) -> bool:
    """Tell whether one slip of either amount gives the rate, to its last printed digit."""
    of_part = _rounded(whole.value * rate.value, part.step)
    of_whole = _rounded(part.value / rate.value, whole.step)
    for figure, meant in ((part, of_part), (whole, of_whole)):
        if len(figure.digits) < _LONG or not meant or not is_slip(figure, meant):
            continue
        quotient = meant / whole.value if figure is part else part.value / meant
        if abs(quotient - rate.value) <= rate.step:
            return True
    return False


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value() * step
