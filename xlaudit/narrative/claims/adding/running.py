"""Counts that run on: 年初8个项目，年中增加3个，全年共11个. On trial."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_TOTAL = re.compile(r"(?:共|共计|合计|总计|累计|达到?|增至|减至)[有为]?$")
_REACH = 5  # figures in front of the total


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each count that closes a count and its changes of one sentence."""
    for figure in context.count_levels:
        if _TOTAL.search(figure.lead):
            reading = _reading(context, figure)
            if reading is not None:
                yield Claim("count_run", [reading], ceiling=Strength.LIKELY)


def _reading(context: Context, total: Figure) -> Reading | None:
    """Return the first count of the sentence and the changes behind it; None where others stand between."""
    before = [
        figure
        for figure in context.document.figures[max(0, total.index - _REACH) : total.index]
        if figure.sentence == total.sentence and figure.dimension is Dimension.COUNT
    ]
    alike = [figure for figure in before if figure.quantity.unit == total.quantity.unit]
    if len(alike) < 2 or alike[0].kind is not Kind.LEVEL or not alike[0].is_plain:
        return None
    changes = alike[1:]
    if any(figure.kind is not Kind.CHANGE or not figure.is_plain for figure in changes):
        return None
    signs = (1, *(figure.direction for figure in changes))
    return Reading(Formula.SUM, tuple(alike), total, Strength.LIKELY, signs)
