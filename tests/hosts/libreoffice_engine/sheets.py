"""Worksheets and defined names."""

# ruff: noqa: ARG002 - xlwings sets the signatures

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from numbers import Number
from typing import Any

from xlwings import base_classes as base

from tests.hosts.libreoffice_engine.ranges import LAST_COLUMN, LAST_ROW, Area, Range
from xlaudit.workbook.place import column_number

__all__ = ["Name", "Names", "Sheet", "Sheets"]

_CELL = re.compile(r"([A-Z]{1,3})([0-9]+)")


class Sheets(base.Sheets):
    def __init__(self, book: Any) -> None:
        self._book = book
        self._sheets = book.document.getSheets()

    api = property(lambda self: self)

    @property
    def active(self) -> Any:
        return Sheet(self._book, self._book.document.CurrentController.getActiveSheet())

    def __call__(self, key: Any) -> Any:
        if isinstance(key, Number):
            return Sheet(self._book, self._sheets.getByIndex(int(str(key)) - 1))
        for sheet in self:
            if sheet.name.casefold() == str(key).casefold():
                return sheet
        raise KeyError(key)

    def __len__(self) -> int:
        return self._sheets.getCount()

    def __iter__(self) -> Iterator[Any]:
        return (Sheet(self._book, self._sheets.getByIndex(index)) for index in range(len(self)))

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Any:
        place = len(self) if after is None else after.index
        taken = set(self._sheets.getElementNames())
        free = (f"Sheet{number}" for number in range(1, len(taken) + 2))
        name = name or next(each for each in free if each not in taken)
        self._sheets.insertNewByName(name, place)
        sheet = self(name)
        sheet.activate()
        return sheet


class Sheet(base.Sheet):
    def __init__(self, book: Any, sheet: Any) -> None:
        self._book = book
        self.sheet = sheet  # LibreOffice's
        self.links: dict[
            tuple[int, int], str
        ] = {}  # set with this object; a text put in keeps them

    api = property(lambda self: self)
    ProtectContents = property(lambda self: self.sheet.isProtected())
    book = property(lambda self: self._book)
    index = property(lambda self: self.sheet.getRangeAddress().Sheet + 1)
    names = property(lambda self: Names(self._book, [self.sheet]))
    cells = property(lambda self: Range(self, Area(1, 1, LAST_ROW, LAST_COLUMN)))
    name = property(lambda self: self.sheet.getName(), lambda self, name: self.sheet.setName(name))
    visible = property(
        lambda self: -1 if self.sheet.IsVisible else 0,
        lambda self, value: setattr(self.sheet, "IsVisible", value in (True, -1)),
    )

    @property
    def _controller(self) -> Any:
        return self._book.document.CurrentController

    @property
    def show_gridlines(self) -> bool:
        return bool(self._controller.ShowGrid)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        # LibreOffice asks this of the sheet in front.
        front = self._controller.getActiveSheet()
        self._controller.setActiveSheet(self.sheet)
        self._controller.ShowGrid = value
        self._controller.setActiveSheet(front)

    @property
    def used_range(self) -> Range:
        cursor = self.sheet.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return self.range_of(cursor.getRangeAddress())

    @cached_property
    def merged(self) -> list[Area]:
        """The merged areas."""
        used = self.used_range.cells
        return [
            self._merged_at(top + below, left + beside)
            for group in used.getUniqueCellFormatRanges()
            for block in group
            if block.getIsMerged()
            for top, left, bottom, right in [Area.of(block.getRangeAddress())]
            for below in range(bottom - top + 1)
            for beside in range(right - left + 1)
        ]

    def _merged_at(self, row: int, column: int) -> Area:
        cell = self.sheet.getCellByPosition(column - 1, row - 1)
        cursor = self.sheet.createCursorByRange(cell)
        cursor.collapseToMergedArea()
        return Area.of(cursor.getRangeAddress())

    def range_of(self, address: Any) -> Range:
        """Return the range of LibreOffice's address."""
        return Range(self, Area.of(address))

    def range(self, first: Any, second: Any = None) -> Range:
        areas = [_area(part) for part in (first, second) if part is not None]
        tops, lefts, bottoms, rights = zip(*areas, strict=True)
        return Range(self, Area(min(tops), min(lefts), max(bottoms), max(rights)))

    def activate(self) -> None:
        self._controller.setActiveSheet(self.sheet)

    select = activate

    def delete(self) -> None:
        self._book.document.getSheets().removeByName(self.name)


def _area(part: Any) -> Area:
    """Return the area that xlwings means by a range, a cell, a slice with its size, or an address."""
    if isinstance(part, Range):
        return part.area
    if isinstance(part, tuple):
        row, column, *size = part
        height, width = size or (1, 1)
        return Area(row, column, row + height - 1, column + width - 1)
    corners = [
        (int(row), column_number(name)) for name, row in _CELL.findall(part.replace("$", ""))
    ]
    return Area(*corners[0], *corners[-1])


class Names(base.Names):
    def __init__(self, book: Any, owners: list[Any] | None = None) -> None:
        self._book = book
        self._owners = [book.document, *book.document.getSheets()] if owners is None else owners

    api = property(lambda self: self)

    def snapshot(self) -> list[tuple[str, Name]]:
        found = []
        for owner in self._owners:
            prefix = ""
            if owner is not self._book.document:
                sheet = owner.getName().replace("'", "''")
                prefix = f"'{sheet}'!"
            for name in owner.NamedRanges:
                refers_to = f"={self._book.grammar.formula_of_name(name)}"
                found.append(Name(f"{prefix}{name.getName()}", refers_to))
        return [(name.name, name) for name in found]


class Name(base.Name):
    def __init__(self, name: str, refers_to: str) -> None:
        self._name = name
        self._refers_to = refers_to

    api = property(lambda self: self)
    name = property(lambda self: self._name)
    refers_to = property(lambda self: self._refers_to)
