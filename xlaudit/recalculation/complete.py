"""A workbook that was written by a program and never calculated: its formulas have no results yet.

Excel would reckon them on opening. Read as they stand, every total and rate would be blank, and an audit
would find nothing because it saw nothing.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from xlaudit.numbers import excel
from xlaudit.recalculation.parse import compiled
from xlaudit.recalculation.recalculate import Book, Frame
from xlaudit.recalculation.relative import relative
from xlaudit.recalculation.values import Failed, Scalar, Unsupported, single
from xlaudit.workbook.snapshot import Cell, ErrorValue, Sheet, Snapshot, Value

__all__ = ["complete", "is_uncalculated"]

_MOST_ROUNDS = 100
"""Formulas are gone through again until none can be added; a longer chain, against the order of the
rows, stays blank."""

Spot = tuple[str, int, int]


def is_uncalculated(snapshot: Snapshot) -> bool:
    """Return whether there are formulas and not one has a result: an empty text alone tells nothing."""
    formulas = [
        cell
        for sheet in snapshot.sheets
        for cell in sheet.cells.values()
        if cell.formula is not None
    ]
    return bool(formulas) and all(cell.value is None for cell in formulas)


def complete(snapshot: Snapshot) -> tuple[Snapshot, int]:
    """Return the workbook with the results of its formulas, and how many could not be reckoned."""
    waiting: dict[Spot, str] = {
        (sheet.name, row, column): cell.formula
        for sheet in snapshot.sheets
        for (row, column), cell in sorted(sheet.cells.items())
        if cell.formula is not None and cell.array is None
    }
    found: dict[Spot, Value] = {}
    for _ in range(_MOST_ROUNDS):
        book = Book(_with(snapshot, found), frozenset(waiting))
        done = {
            spot: value
            for spot in waiting
            if (value := _result(book, spot, waiting)) is not _NOT_YET
        }
        if not done:
            break
        found |= done  # type: ignore[arg-type]
        for spot in done:
            del waiting[spot]
    return _with(snapshot, found), len(waiting)


_NOT_YET = object()


def _result(book: Book, spot: Spot, formulas: dict[Spot, str]) -> object:
    name, row, column = spot
    try:
        program = compiled(relative(formulas[spot], row, column))
        return _stored(single(program(Frame(book, name, row, column))))
    except Unsupported:
        return _NOT_YET
    except Failed as failed:
        return ErrorValue(failed.code)


def _stored(value: Scalar) -> Value:
    """Return a result as a workbook stores it: a blank as zero, a number with the digits of its double."""
    if value is None:
        return Decimal(0)
    if isinstance(value, float):
        return excel.view(value).normalize() + 0
    return value


def _with(snapshot: Snapshot, found: dict[Spot, Value]) -> Snapshot:
    if not found:
        return snapshot
    return replace(snapshot, sheets=tuple(_filled(sheet, found) for sheet in snapshot.sheets))


def _filled(sheet: Sheet, found: dict[Spot, Value]) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    for (row, column), cell in sheet.cells.items():
        value = found.get((sheet.name, row, column), cell.value)
        cells[row, column] = cell._replace(value=None if value == "" else value)
    return replace(sheet, cells=cells)
