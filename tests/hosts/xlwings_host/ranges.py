"""Ranges of cells: contents, merged areas, formats, links."""

# ruff: noqa: ARG002, ARG005, FBT001, PLW0108 - xlwings sets the signatures

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from xlwings import base_classes as base

from tests.hosts.xlwings_host import com
from tests.hosts.xlwings_host.cells import format_of, formula_of, put, value_of
from tests.hosts.xlwings_host.characters import Characters, FontOf
from tests.hosts.xlwings_host.counting import counted
from tests.hosts.xlwings_host.looks import Borders, Validation
from tests.hosts.xlwings_host.visible import visible_areas

__all__ = ["LAST_COLUMN", "LAST_ROW", "Range"]

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@counted
class Range(base.Range):
    def __init__(self, sheet: Any, top: int, left: int, bottom: int, right: int) -> None:
        self._sheet = sheet
        self.area = (top, left, bottom, right)

    def _before_call(self, key: tuple[str, str]) -> None:
        self._sheet._before_call(key)

    def _refuse_protected(self) -> None:
        if self._sheet.sheet.protection.sheet:
            raise com.com_error

    def _places(self) -> Iterator[tuple[int, int]]:
        top, left, bottom, right = self.area
        assert (bottom - top + 1) * (right - left + 1) < 10**7
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield row, column

    def _cells(self) -> Iterator[Any]:
        """Yield the cells that can be written to."""
        for place in self._places():
            cell = self._sheet.sheet.cell(*place)
            if not isinstance(cell, MergedCell):
                yield cell

    def _rows(self) -> Iterator[list[tuple[int, int]]]:
        top, left, bottom, right = self.area
        for row in range(top, bottom + 1):
            yield [(row, column) for column in range(left, right + 1)]

    api = property(lambda self: self)
    sheet = property(lambda self: self._sheet)
    row = property(lambda self: self.area[0])
    column = property(lambda self: self.area[1])

    @property
    def shape(self) -> tuple[int, int]:
        top, left, bottom, right = self.area
        return bottom - top + 1, right - left + 1

    def __len__(self) -> int:
        height, width = self.shape
        return height * width

    def __call__(self, row: int, column: int | None = None) -> Range:
        top, left, *_ = self.area
        if column is None:
            below, beside = divmod(row - 1, self.shape[1])
            row, column = below + 1, beside + 1
        place = top + row - 1, left + column - 1
        return Range(self._sheet, *place, *place)

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        top, left, bottom, right = self.area
        across, down = "$" * column_absolute, "$" * row_absolute
        ends = {
            f"{across}{get_column_letter(c)}{down}{r}": 0 for r, c in ((top, left), (bottom, right))
        }
        return ":".join(ends)

    address = property(lambda self: self.get_address(True, True, False))

    # ---- contents

    def _value(self, place: tuple[int, int]) -> Any:
        return value_of(self._sheet.sheet.cell(*place), self._sheet.results.get(place))

    @property
    def raw_value(self) -> Any:
        return [[self._value(place) for place in row] for row in self._rows()]

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._put(data)

    @property
    def formula(self) -> Any:
        arrays = self._arrays()
        rows = tuple(
            tuple(
                f"={arrays[place].text.removeprefix('=')}"
                if place in arrays
                else formula_of(self._sheet.sheet.cell(*place))
                for place in row
            )
            for row in self._rows()
        )
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, data: Any) -> None:
        self._put(data)

    def _put(self, data: Any) -> None:
        self._refuse_protected()
        if not self._arrays().keys().isdisjoint(self._places()):
            raise com.com_error
        for index, row in enumerate(self._rows()):
            for offset, place in enumerate(row):
                cell = self._sheet.sheet.cell(*place)
                if isinstance(cell, MergedCell):
                    continue
                value = data[index][offset] if isinstance(data, list | tuple) else data
                self._put_one(cell, value)

    def _put_one(self, cell: Any, value: Any) -> None:
        self._sheet.results.pop((cell.row, cell.column), None)
        put(cell, value)

    def clear_contents(self) -> None:
        self._put(None)

    # ---- arrays and merged areas

    def _arrays(self) -> dict[tuple[int, int], ArrayFormula]:
        """Return the array formula of each place that belongs to one."""
        found = {}
        for cell in list(self._sheet.sheet._cells.values()):
            if isinstance(cell.value, ArrayFormula):
                area = Range(self._sheet, *self._sheet._area(cell.value.ref))
                found.update(dict.fromkeys(area._places(), cell.value))
        return found

    @property
    def has_array(self) -> bool | None:
        arrays = self._arrays()
        return _common(place in arrays for place in self._places())

    @property
    def formula_array(self) -> str | None:
        arrays = self._arrays()
        found = {id(array): array for array in map(arrays.get, self._places())}
        array = next(iter(found.values()))
        return None if len(found) != 1 or array is None else f"={array.text.removeprefix('=')}"

    def _merged(self, place: tuple[int, int]) -> Any:
        for area in self._sheet.sheet.merged_cells.ranges:
            if (
                area.min_row <= place[0] <= area.max_row
                and area.min_col <= place[1] <= area.max_col
            ):
                return area
        return None

    @property
    def merge_cells(self) -> bool | None:
        return _common(self._merged(place) is not None for place in self._places())

    @property
    def merge_area(self) -> Range:
        area = self._merged(self.area[:2])
        if area is None:
            return self
        return Range(self._sheet, area.min_row, area.min_col, area.max_row, area.max_col)

    def merge(self, across: bool) -> None:
        top, left, bottom, right = self.area
        self._refuse_protected()
        self._sheet.sheet.merge_cells(
            start_row=top, start_column=left, end_row=bottom, end_column=right
        )

    def get_special_cells(self, kind: str, value_type: Any) -> list[Range]:
        if kind != "visible":
            raise NotImplementedError(kind)
        self._refuse_protected()  # as Excel does
        return [Range(self._sheet, *area) for area in visible_areas(self._sheet.sheet, self.area)]

    # ---- looks

    @property
    def number_format(self) -> str | None:
        sheet = self._sheet.sheet
        return _common(format_of(sheet.cell(*place)) for place in self._places())

    @number_format.setter
    def number_format(self, code: str) -> None:
        self._refuse_protected()
        for cell in self._cells():
            cell.number_format = code

    def clear_formats(self) -> None:
        self._refuse_protected()
        for cell in self._cells():
            cell.style = "Normal"
        # To Excel, being merged is a format as well.
        for area in {self._merged(place) for place in self._places()} - {None}:
            self._sheet.sheet.unmerge_cells(area.coord)

    font = property(lambda self: FontOf(self))
    characters = property(lambda self: Characters(self))
    borders = property(lambda self: Borders(self))
    data_validation = property(lambda self: Validation(self))

    @property
    def color(self) -> Any:
        return None

    @color.setter
    def color(self, value: Any) -> None:
        for cell in self._cells():
            cell.fill = PatternFill("solid", fgColor=_hex(value))

    def _align(self, **changes: Any) -> None:
        for cell in self._cells():
            alignment = copy(cell.alignment)
            for name, value in changes.items():
                setattr(alignment, name, value)
            cell.alignment = alignment

    wrap_text = property(lambda self: None, lambda self, value: self._align(wrap_text=value))
    horizontal_alignment = property(
        lambda self: None, lambda self, value: self._align(horizontal=value)
    )
    vertical_alignment = property(
        lambda self: None, lambda self, value: self._align(vertical=value)
    )

    @property
    def column_width(self) -> float:
        shape = self._sheet.sheet.column_dimensions[get_column_letter(self.area[1])]
        return 0.0 if shape.hidden else shape.width

    @column_width.setter
    def column_width(self, width: float) -> None:
        self._refuse_protected()
        for column in range(self.area[1], self.area[3] + 1):
            shape = self._sheet.sheet.column_dimensions[get_column_letter(column)]
            shape.width, shape.hidden = width, width == 0

    @property
    def row_height(self) -> Any:
        return self._sheet.sheet.row_dimensions[self.area[0]].height

    @row_height.setter
    def row_height(self, height: float) -> None:
        for row in range(self.area[0], self.area[2] + 1):
            self._sheet.sheet.row_dimensions[row].height = height

    # ---- links and selection

    @property
    def hyperlink(self) -> str:
        link = self._sheet.sheet.cell(*self.area[:2]).hyperlink
        return link.target or f"#{link.location}"

    def add_hyperlink(self, address: str, text_to_display: str, screen_tip: str) -> None:
        self._refuse_protected()
        cell = self._sheet.sheet.cell(*self.area[:2])
        self._put_one(cell, text_to_display)
        link = Hyperlink(ref=cell.coordinate, tooltip=screen_tip)
        if address.startswith("#"):
            link.location = address[1:]
        else:
            link.target = address
        cell.hyperlink = link
        cell.font = Font(u="single", color="0563C1")

    def select(self) -> None:
        self._sheet.selected = self


def _common(answers: Iterator[Any]) -> Any:
    found = set(answers)
    return found.pop() if len(found) == 1 else None


def _hex(color: Any) -> str:
    if isinstance(color, str):
        return "FF" + color.removeprefix("#")
    return "FF" + "".join(f"{part:02X}" for part in color)
