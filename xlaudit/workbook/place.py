"""Where something stands in a workbook: a cell, or some characters of its text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

__all__ = ["Area", "Place", "column_name", "column_number"]


@cache
def column_name(column: int) -> str:
    """Return the letters of a column, counted from 1.

    >>> column_name(1), column_name(28)
    ('A', 'AB')
    """
    name = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


@cache
def column_number(name: str) -> int:
    """Return the number of a column from its letters.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A cell of a sheet, rows and columns counted from 1; with ``start`` and ``end``, some of its text.

    In a plain text ``sheet`` is the name of the text, ``row`` the paragraph, and ``column`` 0.
    """

    sheet: str
    row: int
    column: int
    start: int | None = None
    end: int | None = None

    @property
    def address(self) -> str:
        """The address inside its sheet, such as F12; 第3段 in a plain text."""
        if self.column == 0:
            return f"第{self.row}段"
        return f"{column_name(self.column)}{self.row}"

    @property
    def reference(self) -> str:
        """The address as a formula names it from any sheet, such as '自评表'!F12."""
        quoted = self.sheet.replace("'", "''")
        return f"'{quoted}'!{self.address}"

    def __str__(self) -> str:
        mark = "!" if self.column else " "
        return f"{self.sheet}{mark}{self.address}"


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Return whether the cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    @property
    def address(self) -> str:
        """The address as A1 writes it, such as A1:C3."""
        first = f"{column_name(self.left)}{self.top}"
        last = f"{column_name(self.right)}{self.bottom}"
        return first if first == last else f"{first}:{last}"
