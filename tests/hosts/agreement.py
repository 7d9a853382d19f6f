"""openpyxl as the referee of the reader: every cell of a workbook, loaded for formulas and for values."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from xlaudit.hosts.ooxml.read import read
from xlaudit.hosts.ooxml.references import area
from xlaudit.workbook.snapshot import Cell, ErrorValue, Sheet

__all__ = ["disagreements"]

# Formats that openpyxl shows in American dress, or not at all.
_LOCAL_FORMATS = ("¥", "年", "月", "时", "_ * ", "m-d-yy")


def disagreements(data: bytes) -> list[str]:
    """Return every point on which the reader and openpyxl differ, in words."""
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    ours = read(data, "测试.xlsx")
    found = []
    if [sheet.name for sheet in ours.sheets] != [sheet.title for sheet in formulas.worksheets]:
        found.append("sheet names")
    if ours.date1904 != (formulas.epoch == CALENDAR_MAC_1904):
        found.append("date1904")
    for name, defined in formulas.defined_names.items():
        if ours.names.get(name) != defined.value:
            found.append(f"name {name}: {ours.names.get(name)!r} / {defined.value!r}")
    properties = {"creator": formulas.properties.creator, "title": formulas.properties.title}
    properties |= {known.name: known.value for known in formulas.custom_doc_props.props}
    for name, value in properties.items():
        # Without such a part openpyxl makes properties up.
        if ours.properties and (ours.properties.get(name) or None) != value:
            found.append(f"property {name}: {ours.properties.get(name)!r} / {value!r}")
    for sheet in ours.sheets:
        their_formulas, their_values = formulas[sheet.name], values[sheet.name]
        found += [f"{sheet.name}: {what}" for what in _sheet_differences(sheet, their_formulas)]
        found += [
            f"{sheet.name}!{what}"
            for what in _cell_differences(sheet, their_formulas, their_values, formulas.epoch)
        ]
    return found


def _sheet_differences(ours: Sheet, theirs: Any) -> Iterator[str]:
    pairs = {
        "state": (ours.state, theirs.sheet_state),
        "merged": (
            {merged.address for merged in ours.merged},
            {merged.coord for merged in theirs.merged_cells.ranges},
        ),
        "hidden rows": (
            set(ours.hidden_rows),
            {row for row, shape in theirs.row_dimensions.items() if shape.hidden},
        ),
        "hidden columns": (
            set(ours.hidden_columns),
            {
                column
                for shape in theirs.column_dimensions.values()
                if shape.hidden
                for column in range(shape.min, shape.max + 1)
            },
        ),
        "protection": (ours.is_protected, theirs.protection.sheet),
        "validations": (
            sorted(
                (rule.kind, " ".join(sorted(area.address for area in rule.areas)), rule.formula)
                for rule in ours.validations
            ),
            sorted(
                (
                    rule.type or "none",
                    " ".join(sorted(area.coord for area in rule.sqref.ranges)),
                    rule.formula1 or "",
                )
                for rule in theirs.data_validations.dataValidation
            ),
        ),
    }
    for what, (mine, other) in pairs.items():
        if mine != other:
            yield f"{what}: {mine} / {other}"


def _cell_differences(ours: Sheet, formulas: Any, values: Any, epoch: Any) -> Iterator[str]:
    seen = set()
    # Not iter_rows: one cell in the far corner would make it visit seventeen thousand million.
    for place, theirs in sorted(formulas._cells.items()):
        if isinstance(theirs, MergedCell):
            seen.add(place)  # openpyxl forgets what lies under a merged range
            continue
        mine = ours.cells.get(place)
        if theirs.value is None or theirs.value == "":
            if mine is not None:
                yield f"{theirs.coordinate}: {mine} / nothing"
            continue
        seen.add(place)
        if mine is None:
            yield f"{theirs.coordinate}: nothing / {theirs.value!r}"
            continue
        cached = values.cell(*place)
        for what, got, expected in _points(mine, theirs, cached, epoch):
            if got != expected:
                yield f"{theirs.coordinate} {what}: {got!r} / {expected!r}"
    for place in set(ours.cells) - seen:
        yield f"{place}: {ours.cells[place]} / nothing"


def _points(mine: Cell, theirs: Any, cached: Any, epoch: Any) -> Iterator[tuple[str, Any, Any]]:
    match theirs.value:
        case ArrayFormula():
            yield "formula", mine.formula, theirs.value.text.removeprefix("=")
            yield "array", mine.array, area(theirs.value.ref)
        case DataTableFormula():
            yield "array", mine.array, area(theirs.value.ref)
        case str() if theirs.data_type == "f":
            yield "formula", mine.formula, theirs.value.removeprefix("=")
        case _:
            yield "formula", mine.formula, None
    if not any(sign in mine.number_format for sign in _LOCAL_FORMATS):
        yield "format", mine.number_format, theirs.number_format
    yield "value", _comparable(mine, cached.value, epoch), cached.value


def _comparable(mine: Cell, expected: Any, epoch: Any) -> Any:
    """Return our value in the type in which openpyxl has it."""
    match mine.value:
        case ErrorValue(code):
            return code
        case "" if mine.formula is not None:
            return None  # openpyxl does not tell an empty text from no value
        case None | bool() | str():
            return mine.value
        case number if isinstance(expected, date | time | timedelta):
            return from_excel(float(number), epoch, timedelta=isinstance(expected, timedelta))
        case number:
            return float(number)
