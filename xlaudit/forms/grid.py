"""A sheet as a reader of tables sees it: rows of filled cells, and how far each merged one reaches.

A transposed grid shows the same sheet with rows and columns exchanged, so that a table whose headings
stand in a column is read by the same code; places always lead back to the sheet itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from xlaudit.workbook.place import Area, Place
from xlaudit.workbook.snapshot import Cell, Sheet

__all__ = ["Grid"]

_INVISIBLE = " \t\r\n\u00a0\u00ad\u200b\u200c\u200d\u2060\u3000\ufeff"


class Grid:
    """A sheet with its filled cells by row. Cells that hold nothing visible are left out."""

    def __init__(
        self, sheet: Sheet, *, date1904: bool = False, is_transposed: bool = False
    ) -> None:
        self.sheet = sheet
        self.name = sheet.name
        self.date1904 = date1904
        self.is_transposed = is_transposed
        self.cells: dict[tuple[int, int], Cell] = {}
        self.columns: dict[int, list[int]] = {}
        for (row, column), cell in sheet.cells.items():
            value = cell.value
            if value is None or (isinstance(value, str) and not value.strip(_INVISIBLE)):
                continue
            place = (column, row) if is_transposed else (row, column)
            self.cells[place] = cell
            self.columns.setdefault(place[0], []).append(place[1])
        for filled in self.columns.values():
            filled.sort()
        self.rows = sorted(self.columns)
        self._merged = {
            (area.top, area.left): area for area in map(self._turned, reversed(sheet.merged))
        }

    def _turned(self, area: Area) -> Area:
        if self.is_transposed:
            return Area(area.left, area.top, area.right, area.bottom)
        return area

    def transposed(self) -> Grid:
        """Return the same sheet with rows and columns exchanged."""
        return Grid(self.sheet, date1904=self.date1904, is_transposed=not self.is_transposed)

    def place(self, row: int, column: int) -> Place:
        """Return where a cell stands on the sheet."""
        return Place(self.name, *((column, row) if self.is_transposed else (row, column)))

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell, without blanks around it; empty for numbers and empty cells."""
        cell = self.cells.get((row, column))
        return cell.value.strip() if cell is not None and isinstance(cell.value, str) else ""

    def area(self, row: int, column: int) -> Area:
        """Return what a cell covers: its merged area, or itself."""
        found = self._merged.get((row, column))
        return found if found is not None else Area(row, column, row, column)

    def filled(self, row: int, left: int, right: int) -> list[int]:
        """Return the columns of a row, from ``left`` to ``right``, that hold something."""
        columns = self.columns.get(row, [])
        return columns[bisect_left(columns, left) : bisect_right(columns, right)]

    def rows_from(self, first: int, last: int) -> Iterator[int]:
        """Yield the rows that hold something, in order."""
        start = bisect_left(self.rows, first)
        for index in range(start, len(self.rows)):
            if self.rows[index] > last:
                return
            yield self.rows[index]
