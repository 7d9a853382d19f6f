"""Ranges of cells: contents, merged areas, formats, links, lists."""

# ruff: noqa: ARG002, ARG005, FBT001, PLW0108 - xlwings sets the signatures

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from xlwings import base_classes as base

from tests.hosts.xlwings_host import com
from tests.hosts.xlwings_host.characters import Characters, FontOf
from tests.hosts.xlwings_host.counting import counted
from tests.hosts.xlwings_host.typed import typed
from xlaudit.hosts.number_formats import BUILT_IN

__all__ = ["LAST_COLUMN", "LAST_ROW", "Range"]

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_SIDES = {
    "edge_top": "top",
    "edge_bottom": "bottom",
    "edge_left": "left",
    "edge_right": "right",
}


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
        cell = self._sheet.sheet.cell(*place)
        value = self._sheet.results.get(place) if _is_formula(cell) else cell.value
        match value:
            case None | "":
                return None
            case CellRichText():
                return str(value)
            case str():
                is_error = value in _ERRORS and (cell.data_type in ("e", "f") or _is_formula(cell))
                return com.CellError(value) if is_error else str(value)
            case bool() | datetime():
                return value
            case date():
                return datetime(value.year, value.month, value.day)  # noqa: DTZ001
            case time() | timedelta():
                return datetime(1899, 12, 30) + timedelta(days=to_excel(value))  # noqa: DTZ001
        if "¥" in self._format(cell):
            return Decimal(f"{value:.4f}")
        return float(value)

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
                else self._formula(place)
                for place in row
            )
            for row in self._rows()
        )
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, data: Any) -> None:
        self._put(data)

    def _formula(self, place: tuple[int, int]) -> str:
        sheet = self._sheet.sheet
        cell = sheet.cell(*place)
        match cell.value:
            case None:
                return ""
            case bool():
                return str(cell.value).upper()
            case date() | time() | timedelta():
                return f"{to_excel(cell.value, sheet.parent.epoch):.15g}"
            case int() | float():
                return f"{cell.value:.15g}"
        return str(cell.value)

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
        assert value is None or isinstance(value, str | float | bool), (
            "COM would guess at this type"
        )
        self._sheet.results.pop((cell.row, cell.column), None)
        if not isinstance(value, str) or value == "":
            cell.value = None if value == "" else value
            return
        entered = typed(value, cell.number_format)
        cell.value = None
        if entered.is_formula:
            cell.value = entered.value
        elif isinstance(entered.value, str):
            cell._value = entered.value
            cell.data_type = "e" if entered.value in _ERRORS and not entered.quoted else "s"
        else:
            shape = cell.number_format
            cell.value = entered.value
            cell.number_format = entered.number_format or shape
        if entered.quoted:
            cell.quotePrefix = True

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
        sheet = self._sheet.sheet
        top, left, bottom, right = self.area
        hidden = {
            column
            for shape in sheet.column_dimensions.values()
            if shape.hidden
            for column in range(
                shape.min or column_index_from_string(shape.index),
                (shape.max or column_index_from_string(shape.index)) + 1,
            )
        }
        rows = [row for row in range(top, bottom + 1) if not sheet.row_dimensions[row].hidden]
        columns = [column for column in range(left, right + 1) if column not in hidden]
        return [
            Range(self._sheet, first, start, last, end)
            for first, last in _runs(rows)
            for start, end in _runs(columns)
        ]

    # ---- looks

    def _format(self, cell: Any) -> str:
        # A Chinese Excel shows built-in formats in Chinese dress, openpyxl in American.
        return BUILT_IN.get(cell._style.numFmtId, cell.number_format) if cell._style else "General"

    @property
    def number_format(self) -> str | None:
        sheet = self._sheet.sheet
        return _common(self._format(sheet.cell(*place)) for place in self._places())

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


@counted
class Borders(base.Borders):
    def __init__(self, owner: Range) -> None:
        self._owner = owner

    def set(self, sides: Any, *, line_style: Any, weight: Any, color: Any) -> None:
        height, width = self._owner.shape
        if ("inside_vertical" in sides and width == 1) or (
            "inside_horizontal" in sides and height == 1
        ):
            raise com.com_error  # there is no inside
        line = Side(style="thin")
        for cell in self._owner._cells():
            border = copy(cell.border)
            for side in _SIDES.values():
                setattr(border, side, line)
            cell.border = Border(**dict.fromkeys(_SIDES.values(), line))


@counted
class Validation(base.DataValidation):
    def __init__(self, owner: Range) -> None:
        self._owner = owner

    def set_list(self, source: Any, in_cell_dropdown: bool) -> None:
        rule = DataValidation(type="list", formula1='"' + ",".join(source) + '"', allow_blank=True)
        rule.add(self._owner.get_address(False, False, False))
        self._owner._sheet.sheet.add_data_validation(rule)


def _is_formula(cell: Any) -> bool:
    return cell.data_type == "f" or isinstance(cell.value, ArrayFormula | DataTableFormula)


def _common(answers: Iterator[Any]) -> Any:
    found = set(answers)
    return found.pop() if len(found) == 1 else None


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    if not numbers:
        return
    first = numbers[0]
    for number, following in zip(numbers, [*numbers[1:], -1], strict=True):
        if following != number + 1:
            yield first, number
            first = following


def _hex(color: Any) -> str:
    if isinstance(color, str):
        return "FF" + color.removeprefix("#")
    return "FF" + "".join(f"{part:02X}" for part in color)
