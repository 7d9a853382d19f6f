"""References as parts write them: A1, A1:C3, A:C, 1:3, with or without ``$``; nothing beyond the sheet."""

from __future__ import annotations

import re

from xlaudit.workbook.place import Area, column_number

__all__ = ["COLUMN_LIMIT", "ROW_LIMIT", "area", "cell_position"]

ROW_LIMIT = 1_048_576
COLUMN_LIMIT = 16_384

_CORNER = re.compile(
    r"\$? (?P<column> [A-Za-z]{1,3} )? \$? (?P<row> [0-9]{1,7} )?",
    re.VERBOSE,
)


def cell_position(reference: str) -> tuple[int, int] | None:
    """Return row and column of one cell; None if the reference names none.

    >>> cell_position("AB12"), cell_position("ZZZ1")
    ((12, 28), None)
    """
    corner = _corner(reference)
    return None if corner is None or 0 in corner else corner


def area(reference: str) -> Area | None:
    """Return the area that a reference names; None if it names none.

    >>> area("B2:A1"), area("C:C")
    (Area(top=1, left=1, bottom=2, right=2), Area(top=1, left=3, bottom=1048576, right=3))
    """
    first, _, last = reference.partition(":")
    start, end = _corner(first), _corner(last or first)
    if start is None or end is None:
        return None
    top, bottom = sorted((start[0] or 1, end[0] or ROW_LIMIT))
    left, right = sorted((start[1] or 1, end[1] or COLUMN_LIMIT))
    return Area(top, left, bottom, right)


def _corner(reference: str) -> tuple[int, int] | None:
    """Return row and column, 0 for one that is not written."""
    match = _CORNER.fullmatch(reference)
    if match is None or not reference.strip("$"):
        return None
    row = int(match["row"]) if match["row"] else 0
    column = column_number(match["column"]) if match["column"] else 0
    if (match["row"] and row == 0) or row > ROW_LIMIT or column > COLUMN_LIMIT:
        return None
    return row, column
