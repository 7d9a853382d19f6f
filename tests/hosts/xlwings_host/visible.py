"""What of a sheet can be seen: rows and columns that are not hidden."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl.utils import column_index_from_string

__all__ = ["visible_areas"]


def visible_areas(sheet: Any, area: tuple[int, int, int, int]) -> list[tuple[int, int, int, int]]:
    """Return the blocks of an area (top, left, bottom, right) between hidden rows and columns."""
    top, left, bottom, right = area
    hidden = set()
    for shape in sheet.column_dimensions.values():
        if shape.hidden:
            letter = column_index_from_string(shape.index)
            hidden.update(range(shape.min or letter, (shape.max or letter) + 1))
    rows = [row for row in range(top, bottom + 1) if not sheet.row_dimensions[row].hidden]
    columns = [column for column in range(left, right + 1) if column not in hidden]
    return [
        (first, start, last, end) for first, last in _runs(rows) for start, end in _runs(columns)
    ]


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    if not numbers:
        return
    first = numbers[0]
    for number, following in zip(numbers, [*numbers[1:], -1], strict=True):
        if following != number + 1:
            yield first, number
            first = following
