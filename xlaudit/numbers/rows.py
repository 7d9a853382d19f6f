"""Numbers in a row of which only the last bears the unit: 三个项目分别安排30、20和10万元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from xlaudit.numbers.quantity import Comparator, Quantity

__all__ = ["with_shared_units"]

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
# Without 分别, 2、3万元 may as well be item 2, and 1、2号楼 a name.
_ROW = re.compile(
    rf"(?:分别|依次)[^，。；、\n\d第]{{0,12}}(?P<row>(?:(?:{_NUMBER.pattern})(?:、|和|及|与|以及))+)(?=\d)"
)


def with_shared_units(text: str, found: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order, with those that share the unit of the last in their row."""
    rows = [match.span("row") for match in _ROW.finditer(text)]
    if not rows:
        return tuple(found)
    by_place = {quantity.start: quantity for quantity in found}
    for start, end in rows:
        last = by_place.get(end)
        if last is None or not last.unit.text or last.comparator is not Comparator.EQUAL:
            continue
        for match in _NUMBER.finditer(text, start, end):
            digits = match[0].replace(",", "")
            by_place[match.start()] = Quantity(
                literal=match[0],
                number=Decimal(digits),
                unit=last.unit,
                decimals=len(digits.partition(".")[2]),
                start=match.start(),
                end=match.end(),
            )
    return tuple(by_place[place] for place in sorted(by_place))
