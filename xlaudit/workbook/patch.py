"""A change to a workbook as values: cells to write, sheets to add or take away, and how to undo it.

The core makes patches, hosts apply them. ``inverse`` needs only the snapshot from before, so "undo" is
one more patch and a dry run is a printed one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.workbook.place import Area
from xlaudit.workbook.snapshot import ErrorValue, Snapshot

__all__ = ["CellWrite", "Patch", "SheetAdd", "Style", "TextRun", "inverse"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks. Colours are RRGGBB; ``border`` is a thin line all round."""

    number_format: str = "General"
    bold: bool = False
    italic: bool = False
    color: str = "000000"
    fill: str | None = None
    size: int = 10
    wrap: bool = False
    horizontal: str = "general"  # or left, center, right
    border: bool = False


@dataclass(frozen=True, slots=True)
class TextRun:
    """Some characters of a rich text, in a colour of their own."""

    text: str
    color: str = "000000"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class CellWrite:
    """What one cell is to hold. Text is always text: it never becomes a formula, a number or a link.

    ``formula`` is without ``=`` and goes with the ``value`` to show until it is recomputed; ``runs`` is
    the same text in colours; ``link`` is a place in this workbook ('自评表'!F12) or a file address.
    ``style`` None keeps the look that the cell has.
    """

    sheet: str
    row: int
    column: int
    value: str | Decimal | bool | ErrorValue | None = None
    formula: str | None = None
    style: Style | None = None
    link: str | None = None
    runs: tuple[TextRun, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetAdd:
    """A new sheet behind the others, ready to print (A4, landscape unless told otherwise)."""

    name: str
    widths: Mapping[int, float]  # column → width in characters; 0 hides it
    heights: Mapping[int, float] | None = None  # row → height in points
    merged: tuple[Area, ...] = ()
    freeze_row: int = 0  # rows above stay in sight, and are repeated on every printed page
    landscape: bool = True
    choices: tuple[tuple[Area, tuple[str, ...]], ...] = ()  # drop-down lists
    state: str = "visible"


@dataclass(frozen=True, slots=True)
class Patch:
    """A change: sheets that go, sheets that come, cells to write, columns to widen (sheet, column, width)."""

    cells: tuple[CellWrite, ...] = ()
    sheets_added: tuple[SheetAdd, ...] = ()
    sheets_removed: tuple[str, ...] = ()
    widths: tuple[tuple[str, int, float], ...] = ()

    def __add__(self, other: Patch) -> Patch:
        return Patch(
            self.cells + other.cells,
            self.sheets_added + other.sheets_added,
            self.sheets_removed + other.sheets_removed,
            self.widths + other.widths,
        )


def inverse(patch: Patch, before: Snapshot) -> Patch:
    """Return the patch that brings the cells of ``before`` back after ``patch`` was applied to it.

    Sheets that ``patch`` added go; a cell that it wrote gets its old value or formula back, or becomes
    empty. A sheet that it removed cannot come back from values alone, so removing is only for our own.
    """
    added = {sheet.name for sheet in patch.sheets_added}
    cells = []
    for write in patch.cells:
        if write.sheet in added:
            continue
        old = before.sheet(write.sheet).cells.get((write.row, write.column))
        value, formula = (old.value, old.formula) if old else (None, None)
        cells.append(CellWrite(write.sheet, write.row, write.column, value, formula))
    return Patch(cells=tuple(cells), sheets_removed=tuple(sorted(added)))
