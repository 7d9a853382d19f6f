"""Worksheets and defined names."""

from __future__ import annotations

import re
from typing import Any

from openpyxl.utils import range_boundaries
from xlwings import base_classes as base

from tests.hosts.xlwings_host import com
from tests.hosts.xlwings_host.counting import counted
from tests.hosts.xlwings_host.ranges import LAST_COLUMN, LAST_ROW, Range

__all__ = ["Name", "Names", "Sheet"]

_VISIBLE = {-1: "visible", True: "visible", 0: "hidden", 2: "veryHidden"}


@counted
class Sheet(base.Sheet):
    def __init__(self, book: Any, sheet: Any) -> None:
        self._book = book
        self.sheet = sheet  # openpyxl's
        self.results: dict[tuple[int, int], Any] = {}
        self.selected: Any = Range(self, 1, 1, 1, 1)

    def _before_call(self, key: tuple[str, str]) -> None:
        self._book._before_call(key)

    api = property(lambda self: self)
    book = property(lambda self: self._book)
    index = property(lambda self: self._book.workbook._sheets.index(self.sheet) + 1)

    @property
    def ProtectContents(self) -> bool:  # noqa: N802 - Excel's own name
        return bool(self.sheet.protection.sheet)

    @property
    def name(self) -> str:
        return self.sheet.title

    @name.setter
    def name(self, name: str) -> None:
        if self._book.workbook.security and self._book.workbook.security.lockStructure:
            raise com.com_error
        self.sheet.title = name

    @property
    def visible(self) -> int:
        return next(key for key, state in _VISIBLE.items() if state == self.sheet.sheet_state)

    @visible.setter
    def visible(self, value: int) -> None:
        self.sheet.sheet_state = _VISIBLE[value]

    @property
    def show_gridlines(self) -> bool:
        return bool(self.sheet.sheet_view.showGridLines)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self.sheet.sheet_view.showGridLines = value

    @property
    def used_range(self) -> Range:
        left, top, right, bottom = range_boundaries(self.sheet.calculate_dimension())
        return Range(self, top, left, bottom, right)

    cells = property(lambda self: Range(self, 1, 1, LAST_ROW, LAST_COLUMN))

    def range(self, first: Any, second: Any = None) -> Range:
        areas = [self._area(part) for part in (first, second) if part is not None]
        tops, lefts, bottoms, rights = zip(*areas, strict=True)
        return Range(self, min(tops), min(lefts), max(bottoms), max(rights))

    def _area(self, part: Any) -> tuple[int, int, int, int]:
        if isinstance(part, Range):
            return part.area
        if isinstance(part, tuple):
            row, column, *size = part  # slicing gives a size too
            height, width = size or (1, 1)
            return row, column, row + height - 1, column + width - 1
        left, top, right, bottom = range_boundaries(re.sub(r"\$", "", part))
        return top or 1, left or 1, bottom or LAST_ROW, right or LAST_COLUMN

    def activate(self) -> None:
        self._book.workbook.active = self.sheet

    select = activate

    def delete(self) -> None:
        if self._book.workbook.security and self._book.workbook.security.lockStructure:
            raise com.com_error
        workbook = self._book.workbook
        was_active = workbook.active is self.sheet
        workbook.remove(self.sheet)
        if was_active:
            workbook.active = workbook.worksheets[-1]


@counted
class Names(base.Names):
    def __init__(self, book: Any) -> None:
        self._book = book

    api = property(lambda self: self)

    def _all(self) -> list[Name]:
        workbook = self._book.workbook
        found = [Name(name, defined.attr_text) for name, defined in workbook.defined_names.items()]
        for sheet in workbook.worksheets:
            owner = sheet.title.replace("'", "''")
            found += [
                Name(f"'{owner}'!{name}", defined.attr_text)
                for name, defined in sheet.defined_names.items()
            ]
        return found

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(found._name, found) for found in self._all()]


@counted
class Name(base.Name):
    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._text = text

    api = property(lambda self: self)
    name = property(lambda self: self._name)
    refers_to = property(lambda self: f"={self._text}")
