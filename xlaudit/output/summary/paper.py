"""Which paper a wide table needs, so that nobody has to read what is too small."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

__all__ = ["A4", "paper_for"]

A4, _A3 = 9, 8  # as Excel numbers them
_ROOM = {A4: 10.69, _A3: 15.54}
"""Inches between the margins of a landscape page."""
_SMALLEST = 8.0  # points
_CHARACTER, _EDGE, _INCH = 7, 5, 96  # pixels of a column


def paper_for(widths: Iterable[float], size: float) -> tuple[int, int]:
    """Return the paper, and how many pages side by side, that print text of ``size`` points in 8 at least.

    A4 if it will do, else A3. ``widths`` are those of the columns in characters, 0 for a hidden one.

    >>> paper_for([10] * 12, 10), paper_for([10] * 20, 10), paper_for([10] * 40, 10)
    ((9, 1), (8, 1), (8, 2))
    """
    pixels = sum(_CHARACTER * width + _EDGE for width in widths if width)
    inches = pixels / _INCH * min(1.0, _SMALLEST / size)
    for paper, room in _ROOM.items():
        if inches <= room:
            return paper, 1
    return _A3, ceil(inches / _ROOM[_A3])
