"""Cells gathered into rectangles, so that a live workbook is asked about blocks and never about single cells."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import TypeVar

from xlaudit.workbook.place import Area

__all__ = ["alike", "halves", "rectangles"]

Kind = TypeVar("Kind", bound=Hashable)


def rectangles(cells: Iterable[tuple[int, int]]) -> list[Area]:
    """Return rectangles that together hold exactly these cells: runs of a row, joined while they repeat below.

    >>> [area.address for area in rectangles([(1, 1), (1, 2), (2, 1), (2, 2), (3, 2)])]
    ['A1:B2', 'B3']
    """
    done: list[Area] = []
    growing: dict[tuple[int, int], Area] = {}
    for row, group in groupby(sorted(set(cells)), key=lambda cell: cell[0]):
        runs = {}
        for left, right in _runs([column for _, column in group]):
            above = growing.pop((left, right), None)
            joins = above is not None and above.bottom == row - 1
            top = above.top if above is not None and joins else row
            if above is not None and not joins:
                done.append(above)
            runs[left, right] = Area(top, left, row, right)
        done += growing.values()
        growing = runs
    return sorted([*done, *growing.values()])


def alike(kinds: Mapping[tuple[int, int], Kind]) -> Iterator[tuple[Kind, Area]]:
    """Yield the rectangles of cells of one kind, kind by kind in the order in which they first occur."""
    by_kind: dict[Kind, list[tuple[int, int]]] = {}
    for cell, kind in kinds.items():
        by_kind.setdefault(kind, []).append(cell)
    for kind, cells in by_kind.items():
        for area in rectangles(cells):
            yield kind, area


def halves(area: Area) -> tuple[Area, Area]:
    """Cut a rectangle of more than one cell in two: columns first, for tables differ from column to column.

    >>> [half.address for half in halves(Area(1, 1, 9, 3))]
    ['A1:A9', 'B1:C9']
    """
    top, left, bottom, right = area.top, area.left, area.bottom, area.right
    if right > left:
        middle = (left + right - 1) // 2
        return Area(top, left, bottom, middle), Area(top, middle + 1, bottom, right)
    middle = (top + bottom - 1) // 2
    return Area(top, left, middle, right), Area(middle + 1, left, bottom, right)


def _runs(columns: list[int]) -> Iterator[tuple[int, int]]:
    first = columns[0]
    for column, following in zip(columns, [*columns[1:], 0], strict=True):
        if following != column + 1:
            yield first, column
            first = following
