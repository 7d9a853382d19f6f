"""A workbook at one moment, as plain values: what was typed, what Excel last computed, what is hidden.

Every host (a file, a live Excel, a test) gives the same ``Snapshot``; nothing above knows which it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from xlaudit.workbook.place import Area

__all__ = ["Cell", "ErrorValue", "Sheet", "Snapshot", "Validation", "Value"]


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """An error in a cell, such as #DIV/0!."""

    code: str


Value = str | Decimal | bool | ErrorValue | None
"""What a cell holds. Numbers are Decimals of the digits stored in the file, dates are serial numbers."""


class Cell(NamedTuple):
    """One cell. ``value`` is the typed or last computed value, ``formula`` its text without ``=``.

    ``array`` is the range that one array formula fills: every cell in it knows the range, and the first
    one has the formula.
    """

    value: Value
    formula: str | None = None
    number_format: str = "General"
    array: Area | None = None

    @property
    def is_computed(self) -> bool:
        """Whether the value comes from a formula, its own or that of its array."""
        return self.formula is not None or self.array is not None

    @property
    def is_percent(self) -> bool:
        """Whether the number format shows the value times one hundred with a percent sign."""
        return "%" in self.number_format


@dataclass(frozen=True, slots=True)
class Validation:
    """A data validation rule: its areas, its type (list, decimal …) and its first formula."""

    areas: tuple[Area, ...]
    kind: str
    formula: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet; ``cells`` is keyed by (row, column) counted from 1 and holds no empty cells."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    state: str = "visible"  # or hidden, veryHidden
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    validations: tuple[Validation, ...] = ()
    is_protected: bool = False

    def value(self, row: int, column: int) -> Value:
        """Return what a cell holds; None for an empty one."""
        cell = self.cells.get((row, column))
        return None if cell is None else cell.value

    @property
    def extent(self) -> tuple[int, int]:
        """The last row and the last column that hold something; (0, 0) for an empty sheet."""
        if not self.cells:
            return 0, 0
        return max(row for row, _ in self.cells), max(column for _, column in self.cells)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole workbook. ``sha256`` is that of the file it was read from, empty for a live one."""

    name: str
    sheets: tuple[Sheet, ...]
    sha256: str = ""
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Defined names and what they stand for; one that belongs to a single sheet is keyed 自评表!name."""
    properties: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Document properties: custom ones by their name, core and application ones (modified, creator,
    application) by their element name."""
    external_links: tuple[str, ...] = ()
    has_macros: bool = False
    date1904: bool = False
    values_only: bool = False  # a legacy file: formulas were not to be had

    def sheet(self, name: str) -> Sheet:
        """Return the sheet of that name.

        Raises:
            KeyError: there is none.
        """
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)
