"""Ranges of cells: contents, merged areas, formats, links, lists."""

# ruff: noqa: ARG002, ARG005, FBT001 - xlwings sets the signatures

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from xlwings import base_classes as base

from tests.hosts.libreoffice_engine import contents, looks
from tests.hosts.libreoffice_engine.bridge import enum, struct
from xlaudit.workbook.place import column_name

__all__ = ["LAST_COLUMN", "LAST_ROW", "Area", "Range"]

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_FORMATS = 32  # com.sun.star.sheet.CellFlags.HARDATTR


class Area(NamedTuple):
    """A rectangle of cells, counted from one."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, address: Any) -> Area:
        """Return the area of LibreOffice's address, which counts from zero."""
        return cls(
            *(address.StartRow + 1, address.StartColumn + 1),
            *(address.EndRow + 1, address.EndColumn + 1),
        )

    def meets(self, other: Area) -> bool:
        """Say whether they have a cell in common."""
        return max(self.top, other.top) <= min(self.bottom, other.bottom) and max(
            self.left, other.left
        ) <= min(self.right, other.right)


class Range(base.Range):
    def __init__(self, sheet: Any, area: Area) -> None:
        self._sheet = sheet
        self.area = area
        self.document = sheet.book.document

    @cached_property
    def cells(self) -> Any:
        """LibreOffice's range."""
        top, left, bottom, right = (number - 1 for number in self.area)
        return self._sheet.sheet.getCellRangeByPosition(left, top, right, bottom)

    @property
    def first_cell(self) -> Any:
        return self.cells.getCellByPosition(0, 0)

    api = property(lambda self: self)
    sheet = property(lambda self: self._sheet)
    row = property(lambda self: self.area.top)
    column = property(lambda self: self.area.left)

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self.area
        return bottom - top + 1, right - left + 1

    def __len__(self) -> int:
        height, width = self.shape
        return height * width

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            below, beside = divmod(row - 1, self.shape[1])
            row, column = below + 1, beside + 1
        place = self.area.top + row - 1, self.area.left + column - 1
        return Range(self._sheet, Area(*place, *place))

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        top, left, bottom, right = self.area
        across, down = "$" * column_absolute, "$" * row_absolute
        ends = [f"{across}{column_name(c)}{down}{r}" for r, c in ((top, left), (bottom, right))]
        return ":".join(dict.fromkeys(ends))

    address = property(lambda self: self.get_address(True, True, False))

    # ---- contents

    @property
    def raw_value(self) -> Any:
        return contents.values(self.cells, self.document)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        height, width = self.shape
        if not isinstance(data, list | tuple):
            data = [[data] * width] * height
        contents.put(self.cells, data, self._sheet.book.grammar)
        for (row, column), address in self._sheet.links.items():
            if self.area.meets(Area(row, column, row, column)):
                _put_link(self._sheet, row, column, address)

    @property
    def formula(self) -> Any:
        rows = contents.formulas(self.cells, self._sheet.book.grammar)
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, data: Any) -> None:
        self.raw_value = data

    @property
    def has_array(self) -> bool | None:
        rows = self.cells.getFormulaArray()
        return _common(contents.is_array(spelled) for row in rows for spelled in row)

    @property
    def formula_array(self) -> str | None:
        if not self.cells.getArrayFormula():
            return None  # of no array, or of more than one
        return f"={self._sheet.book.grammar.formula_of(self.first_cell)}"

    # ---- merged areas and hidden lines

    @property
    def merge_cells(self) -> bool | None:
        top, left, bottom, right = self.area
        met = [area for area in self._sheet.merged if area.meets(self.area)]
        if not met:
            return False
        inside = sum(
            (min(bottom, area.bottom) - max(top, area.top) + 1)
            * (min(right, area.right) - max(left, area.left) + 1)
            for area in met
        )
        return True if inside == len(self) else None

    @property
    def merge_area(self) -> Range:
        cell = Area(*self.area[:2], *self.area[:2])
        return Range(self._sheet, next(filter(cell.meets, self._sheet.merged), cell))

    def merge(self, across: bool) -> None:
        merged = self._sheet.merged
        self.cells.merge(True)
        merged.append(self.area)

    def get_special_cells(self, kind: str, value_type: Any) -> list[Range]:
        if kind != "visible":
            raise NotImplementedError(kind)
        found = self.cells.queryVisibleCells().getRangeAddresses()
        return [self._sheet.range_of(address) for address in found]

    # ---- looks

    @property
    def number_format(self) -> str | None:
        state = self.cells.getPropertyState("NumberFormat")
        if state.value == "AMBIGUOUS_VALUE":
            return None
        key = self.cells.NumberFormat
        return str(self.document.getNumberFormats().getByKey(key).FormatString)

    @number_format.setter
    def number_format(self, code: str) -> None:
        formats = self.document.getNumberFormats()
        own = struct("lang.Locale")  # LibreOffice's own; with another one the format would name it
        key = formats.queryKey(code, own, False)
        self.cells.NumberFormat = formats.addNew(code, own) if key == -1 else key

    def clear_formats(self) -> None:
        """Take every format away; to Excel, being merged is one, a list to choose from is none."""
        choices = self.cells.Validation
        self.cells.clearContents(_FORMATS)
        if choices.Type.value != "ANY":
            self.cells.Validation = choices
        for area in [each for each in self._sheet.merged if each.meets(self.area)]:
            Range(self._sheet, area).cells.merge(False)
            self._sheet.merged.remove(area)

    font = property(lambda self: looks.Font(self.cells))
    characters = property(lambda self: looks.Characters(self.first_cell))
    borders = property(lambda self: looks.Borders(self.cells))
    data_validation = property(lambda self: looks.Validation(self.cells))
    color = property(lambda self: None, lambda self, value: looks.fill(self.cells, value))
    wrap_text = property(
        lambda self: None, lambda self, value: setattr(self.cells, "IsTextWrapped", value)
    )
    horizontal_alignment = property(
        lambda self: None,
        lambda self, value: setattr(
            self.cells, "HoriJustify", enum("table.CellHoriJustify", value.upper())
        ),
    )
    vertical_alignment = property(
        lambda self: None,
        lambda self, value: setattr(self.cells, "VertJustify", looks.VERTICAL[value]),
    )

    @property
    def column_width(self) -> float:
        column = self.cells.getColumns().getByIndex(0)
        return looks.characters_of(column.Width) if column.IsVisible else 0.0

    @column_width.setter
    def column_width(self, width: float) -> None:
        columns = self.cells.getColumns()
        if width:
            columns.Width = looks.hundredths_of(width)
        columns.IsVisible = bool(width)

    @property
    def row_height(self) -> float:
        return looks.points_of(self.cells.getRows().getByIndex(0).Height)

    @row_height.setter
    def row_height(self, height: float) -> None:
        self.cells.getRows().Height = looks.hundredths_of_points(height)

    # ---- links and selection

    @property
    def hyperlink(self) -> str:
        return looks.link(self.first_cell)

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str) -> None:
        self.first_cell.setString(text_to_display)
        self._sheet.links[self.area[:2]] = address
        _put_link(self._sheet, *self.area[:2], address)

    def select(self) -> None:
        controller = self.document.CurrentController
        front = controller.getActiveSheet().getName()
        assert front == self._sheet.name, "Excel selects cells of the sheet in front only"
        controller.select(self.cells)


def _put_link(sheet: Any, row: int, column: int, address: str) -> None:
    looks.put_link(sheet.sheet.getCellByPosition(column - 1, row - 1), address, sheet.book.document)


def _common(answers: Iterable[Any]) -> Any:
    found = set(answers)
    return found.pop() if len(found) == 1 else None
