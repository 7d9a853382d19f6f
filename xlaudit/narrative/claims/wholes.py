"""Shares that stand for a whole by their words and are not 100% together: 四个季度分别占18%、27%、26%、30%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_SHARED = re.compile(r"占|比例|比重|权重|构成|承担|分担|负担")
_QUARTERS = re.compile(r"一(?:至|到|—|-)四季度|[四4]个季度|各季度")
_REST = re.compile(r"其余|其他|剩余")
_COMPOSED = re.compile(r"(?:由[^，。；]{1,20}(?:组成|构成)|分为)[^。；]*$")
_OVERLAPS = re.compile(r"多选|可重复|交叉|等")
_BACK = 60  # characters
_FEWEST = 3
_TOO_FAR = Decimal("0.6")


def claims(context: Context) -> Iterator[Claim]:
    """Yield one claim for each row of shares; a question where its words make it a whole."""
    for figure in context.document.figures:
        if figure.dimension is not Dimension.RATE or figure.run >= 0 or not figure.is_plain:
            continue
        if figure.kind not in (Kind.SHARE, Kind.RATE):
            continue
        row = context.run_of(figure)
        if len(row) < _FEWEST or not all(share.is_plain for share in row):
            continue
        if _SHARED.search(figure.lead):
            strength = Strength.LIKELY if _is_closed(context, row) else Strength.POSSIBLE
            reading = Reading(Formula.WHOLE, tuple(row), row[-1], strength)
            if abs(sum((share.value for share in row), Decimal(-1))) < _TOO_FAR:
                yield Claim("share_sum", [reading], ceiling=Strength.LIKELY)


def _is_closed(context: Context, row: list[Figure]) -> bool:
    """Tell whether the words before a row name all that there is."""
    text = context.document.text
    before = re.split(r"[。；\n]", text[max(0, row[0].start - _BACK) : row[0].start])[-1]
    if _OVERLAPS.search(before) or text.startswith("等", row[-1].end):
        return False
    if _QUARTERS.search(before):
        return len(row) == 4
    return bool(_REST.search(before) or _COMPOSED.search(before))
