"""Every formula of a workbook reckoned from the values beside it, and held against the stored result.

A formula is reckoned from what its cells have stored, not from what they would give today: so one stale
cell is told once, and not again for every total above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from xlaudit.numbers import excel
from xlaudit.recalculation.parse import compiled
from xlaudit.recalculation.relative import relative
from xlaudit.recalculation.values import Block, Failed, Scalar, Unsupported, fail, single
from xlaudit.workbook.place import Place
from xlaudit.workbook.snapshot import Cell, ErrorValue, Sheet, Snapshot, Value

__all__ = ["Book", "Frame", "Recalculated", "recalculate"]

_MOST_CELLS, _MOST_IN_ALL = 200_000, 20_000_000
"""Cells that one formula, and all of a workbook, may look at; beyond stands an attack, not a form."""

_DECIMALS = re.compile(r"0\.(0+)")


@dataclass(frozen=True, slots=True)
class Recalculated:
    """A formula with its stored result and today's; ``reason`` where it could not be reckoned."""

    place: Place
    formula: str
    stored: Value
    computed: Scalar
    agrees: bool
    reason: str = ""


def recalculate(snapshot: Snapshot) -> Iterator[Recalculated]:
    """Yield every formula that has a stored result, sheet by sheet, row by row."""
    book = Book(snapshot)
    for sheet in snapshot.sheets:
        for (row, column), cell in sorted(sheet.cells.items()):
            if cell.formula is not None and cell.value is not None:
                yield _one(book, sheet, Place(sheet.name, row, column), cell)


def _one(book: Book, sheet: Sheet, place: Place, cell: Cell) -> Recalculated:
    assert cell.formula is not None
    if cell.array is not None:
        return Recalculated(place, cell.formula, cell.value, None, agrees=True, reason="数组公式")
    try:
        program = compiled(relative(cell.formula, place.row, place.column))
        value = single(program(Frame(book, sheet.name, place.row, place.column)))
    except Unsupported as limit:
        return Recalculated(place, cell.formula, cell.value, None, agrees=True, reason=str(limit))
    except Failed as failed:
        value = ErrorValue(failed.code)
    computed = 0.0 if value is None else value
    agrees = _agrees(cell, computed)
    return Recalculated(place, cell.formula, cell.value, computed, agrees)


def _agrees(cell: Cell, computed: Scalar) -> bool:
    """Return whether the stored result is the computed one, seen on 15 digits and as it is shown."""
    stored = cell.value
    if isinstance(stored, bool) or isinstance(computed, bool):
        return stored is computed
    if isinstance(stored, Decimal) and isinstance(computed, float):
        # Sums of doubles carry dust in the last digits, and "precision as displayed" stores what is shown.
        size = max(abs(stored), Decimal(1))
        return abs(stored - Decimal(computed)) <= size / 10**9 or stored == _shown(cell, computed)
    return bool(stored == computed)


def _shown(cell: Cell, computed: float) -> Decimal | None:
    found = _DECIMALS.search(cell.number_format)
    if found is None:
        return None
    return excel.round_half_away(computed, len(found[1]) + 2 * cell.is_percent)


class Book:
    """A snapshot, its sheets by name; ``unknown`` are cells whose results are still to come."""

    def __init__(
        self, snapshot: Snapshot, unknown: frozenset[tuple[str, int, int]] = frozenset()
    ) -> None:
        self.snapshot = snapshot
        self._unknown: dict[str, set[tuple[int, int]]] = {}
        for name, row, column in unknown:
            self._unknown.setdefault(name, set()).add((row, column))
        self.sheets = {sheet.name.casefold(): sheet for sheet in snapshot.sheets}
        self._left = _MOST_IN_ALL

    def spend(self, cells: int) -> None:
        """Count cells that are looked at.

        Raises:
            Unsupported: there are too many.
        """
        if cells > min(_MOST_CELLS, self._left):
            raise Unsupported("过大的单元格区域")
        self._left -= cells

    def require(self, sheet: str, corners: tuple[int, int, int, int]) -> None:
        """Make sure that a range is known.

        Raises:
            Unsupported: a cell of it is not.
        """
        top, left, bottom, right = corners
        for row, column in self._unknown.get(sheet, ()):
            if top <= row <= bottom and left <= column <= right:
                raise Unsupported("还没有结果的单元格")

    @cached_property
    def names(self) -> dict[str, str]:
        """Defined names without regard to case, as Excel takes them."""
        return {name.casefold(): text for name, text in self.snapshot.names.items()}


class Frame:
    """One cell's view of the workbook."""

    def __init__(
        self, book: Book, sheet: str, row: int, column: int, *, is_name: bool = False
    ) -> None:
        self._book, self._sheet, self._is_name = book, sheet, is_name
        self.row, self.column = row, column

    def area(self, sheet: str | None, corners: tuple[int, int, int, int]) -> Block:
        """Return the values of a range; beyond the last filled row and column all is blank."""
        held = self._book.sheets.get((sheet or self._sheet).casefold())
        if held is None:
            fail("#REF!")
        top, left, bottom, right = corners
        self._book.spend((bottom - top + 1) * (right - left + 1))
        self._book.require(held.name, corners)
        cells = held.cells
        return [
            [_scalar(cells.get((row, column))) for column in range(left, right + 1)]
            for row in range(top, bottom + 1)
        ]

    def named(self, name: str) -> Scalar | Block:
        """Return what a defined name gives, that of this sheet first; a name within a name is left."""
        names = self._book.names
        text = names.get(f"{self._sheet}!{name}".casefold()) or names.get(name.casefold())
        if text is None or self._is_name:
            raise Unsupported(f"名称 {name}")
        inner = Frame(self._book, self._sheet, self.row, self.column, is_name=True)
        return compiled(relative(text, self.row, self.column))(inner)


def _scalar(cell: Cell | None) -> Scalar:
    if cell is None:
        return None
    value = cell.value
    return float(value) if isinstance(value, Decimal) else value
