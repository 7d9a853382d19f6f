"""How far two amounts side by side are from each other: 年初预算3120.50万元，决算数3372.26万元，两者相差251.76万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.comparisons.sides import same_measure
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

_APART = re.compile(
    r"^[，、；]?(?:两者|二者|两村|两地|两项|两年|前后|收支|预决算|首尾|最高最低)?(?:之间|共|实际)?(?:相差|差额|差异额|差距|差值)(?:了|数|金额|[为是有达])*$"
)
_GAP = re.compile(r"[^。；\n\d]{1,24}")


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each such difference with its two amounts right before it."""
    figures = context.document.figures
    for apart in context.amounts:
        if "差" not in apart.lead or apart.index < 2 or not _APART.match(apart.lead):
            continue
        first, second = figures[apart.index - 2 : apart.index]
        if not all(_is_side(each, apart) for each in (first, second)):
            continue
        if not _GAP.fullmatch(context.document.between(first, second)):
            continue
        pair = (first, second) if first.value >= second.value else (second, first)
        reading = Reading(Formula.DIFFERENCE, pair, apart, Strength.LIKELY)
        yield Claim("difference", [reading], ceiling=Strength.LIKELY, is_closed=True)


def _is_side(figure: Figure, apart: Figure) -> bool:
    level = figure.kind is Kind.LEVEL and figure.is_plain and not figure.is_word
    return level and figure.sentence == apart.sentence and same_measure(figure, apart)
