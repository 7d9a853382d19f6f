"""Amounts that the parts with shares add up to: 600、250和150万元，共1000万元，占…; 一是…，占…；二是…，占…。合计…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind

__all__ = ["of_run", "of_zip"]

_SUMS_UP = re.compile(r"(?:合计|共计|总计|共)[为是]?$")
_FAR = 60  # figures
_NEAR = 8


def of_run(context: Context, part: Figure) -> Iterator[Figure]:
    """Yield the amounts that the run of items with shares adds up to: the earlier ones, then a total behind it."""
    first, total = context.totals_of_share_runs.get(part.index, (0, Decimal()))
    if not total:
        return
    figures = context.document.figures
    before = figures[max(0, first - _FAR) : first]
    yield from (o for o in reversed(before) if o.value == total and o.kind is Kind.LEVEL)
    for other in figures[part.index + 1 : part.index + _FAR]:
        if other.paragraph != part.paragraph:
            return
        if other.value == total and other.kind is Kind.LEVEL and _SUMS_UP.search(other.label):
            yield other
            return


def of_zip(context: Context, share: Figure, part: Figure) -> Iterator[Figure]:
    """Yield the amount of the same sentence that a zipped run adds up to: 600、250和150万元，共1000万元."""
    run = context.run_of(part)
    if len(run) < 2:
        return
    total = sum((item.value for item in run), Decimal())
    start = max(0, run[0].index - _NEAR)
    for other in context.document.figures[start : share.index]:
        if other.value == total and other.kind is Kind.LEVEL and other.sentence == share.sentence:
            yield other
