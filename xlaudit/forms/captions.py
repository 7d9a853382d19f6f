"""Captions of money: which unit holds for a table or a label, by the nearest 单位：… above it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from xlaudit.forms.grid import Grid
from xlaudit.forms.values import money_unit
from xlaudit.forms.words import LONGEST_LABEL
from xlaudit.numbers.quantity import Unit

__all__ = ["Captions"]

_NEAR = 12
"""Rows within which a caption over other columns gives way to one over the table's own."""
_MOST = 40
"""Captions that are looked at; a form has a handful."""


@dataclass(frozen=True, slots=True)
class _Caption:
    row: int
    column: int
    unit: Unit


class Captions:
    """The units of money that are named on a sheet, as a caption or in the brackets of a side label."""

    def __init__(self, grid: Grid) -> None:
        captions: list[_Caption] = []
        brackets: list[_Caption] = []
        for (row, column), cell in grid.cells.items():
            text = cell.value
            if isinstance(text, str) and "元" in text and len(text) <= 2 * LONGEST_LABEL:
                named = money_unit(text)
                if named is not None:
                    unit, is_caption = named
                    (captions if is_caption else brackets).append(_Caption(row, column, unit))
        self._captions = sorted(captions, key=lambda each: (each.row, each.column))
        self._brackets = sorted(brackets, key=lambda each: (each.row, each.column))
        self._rows = [each.row for each in self._captions]
        self._bracket_rows = [each.row for each in self._brackets]

    def above(self, row: int, left: int, right: int) -> Unit | None:
        """Return the unit of the nearest caption in or above a row, best over the columns given."""
        end = bisect_right(self._rows, row)
        elsewhere = None
        for caption in reversed(self._captions[max(end - _MOST, 0) : end]):
            if left <= caption.column <= right:
                is_far = elsewhere is not None and caption.row < row - _NEAR
                return elsewhere.unit if is_far and elsewhere else caption.unit
            elsewhere = elsewhere or caption
        return elsewhere.unit if elsewhere else None

    def beside(self, top: int, bottom: int, left: int, right: int) -> Unit | None:
        """Return the unit in the brackets of a label within rows and columns: 项目资金（万元）."""
        start = bisect_left(self._bracket_rows, top)
        for bracket in self._brackets[start : start + _MOST]:
            if bracket.row > bottom:
                return None
            if left <= bracket.column <= right:
                return bracket.unit
        return None
