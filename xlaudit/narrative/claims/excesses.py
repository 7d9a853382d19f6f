"""A part that is more than everything it could be of: one slip of the two may show what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Formula, Reading, Strength
from xlaudit.narrative.slips import mends

__all__ = ["spoiled"]

_PLANNED = re.compile(r"计划|目标|任务|年初|预计|拟")
_MOST = 2


def spoiled(rate: Figure, alike: list[Figure], part: Figure) -> Iterator[Reading]:
    """Ask about a part greater than the amounts before it where one slip of the two gives the rate."""
    before = [f for f in alike if f.index < part.index and not _PLANNED.search(f.label)]
    for whole in sorted(before, key=lambda figure: -figure.value)[:_MOST]:
        reading = Reading(Formula.RATIO, (part, whole), rate, Strength.LIKELY)
        if whole.value and _is_slip(reading):
            yield reading
            return


def _is_slip(reading: Reading) -> bool:
    """Tell whether one slip of the two amounts, not of the rate, mends a reading."""
    computed = reading.operands[0].value / reading.operands[1].value
    return any(mend.figure is not reading.result for mend in mends(reading, computed))
