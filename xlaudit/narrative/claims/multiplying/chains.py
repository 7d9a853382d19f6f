"""Products whose factors are all printed: 35人×900元×12个月＝37.8万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["written"]

_TIMES = re.compile(r"[（）]*[×*xX✕][（）]*")
_EQUALS = re.compile(r"[（）]*=[^，。；]{0,4}|[，（]?(?:共计?|合计|总计|计)[为是]?")
_MOST = 4  # factors


def written(context: Context, first: Figure) -> Iterator[Claim]:
    """35人×900元×12个月＝37.8万元: every factor is printed."""
    figures = context.document.figures
    before = figures[first.index - 1] if first.index else None
    if before is not None and _TIMES.fullmatch(context.document.between(before, first)):
        return  # inside a chain
    factors = [first]
    for figure in figures[first.index + 1 : first.index + 1 + _MOST]:
        gap = context.document.between(factors[-1], figure)
        if _TIMES.fullmatch(gap) and len(factors) < _MOST:
            factors.append(figure)
            continue
        money = figure.dimension is Dimension.MONEY and figure.is_plain
        priced = any(each.dimension is Dimension.MONEY or "元/" in each.text for each in factors)
        if len(factors) > 1 and money and priced and _EQUALS.fullmatch(gap):
            reading = Reading(Formula.PRODUCT, tuple(factors), figure, Strength.CERTAIN)
            yield Claim("product", [reading], is_closed=True)
        return
