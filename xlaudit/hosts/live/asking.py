"""Questions to a range that Excel answers with one word, or with “mixed”: asked of blocks, and of halves where they are mixed.

What it costs: formats, one question for a sheet of one format, else one for each block of like cells and
two for each further border between formats. Merged cells, one question for a sheet without any, else one or
two for each merged area and each block of empty cells. Array formulas, one question for a sheet without any.
Rows of the same make add nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any

from xlaudit.hosts.live.areas import alike, halves, rectangles
from xlaudit.workbook.place import Area

__all__ = ["array_areas", "hidden_lines", "merged_areas", "number_formats", "whole"]

Cells = Mapping[tuple[int, int], Hashable]


def whole(sheet: Any, area: Area) -> Any:
    """Return the range of an area."""
    return sheet.range((area.top, area.left), (area.bottom, area.right))


def number_formats(sheet: Any, used: Area, kinds: Cells) -> dict[tuple[int, int], str]:
    """Return the number format of each cell; ``kinds`` says of what kind they are, for like cells look alike."""
    uniform = whole(sheet, used).number_format
    if uniform is not None:
        return dict.fromkeys(kinds, uniform)
    formats = {}
    for _, block in alike(kinds):
        for area, code in _answers(block, lambda area: whole(sheet, area).number_format):
            formats.update(dict.fromkeys(_cells(area), code))
    return formats


def merged_areas(sheet: Any, used: Area, empty: Iterable[tuple[int, int]]) -> tuple[Area, ...]:
    """Return the merged areas. All cells of one but the first are empty, so only empty cells are asked."""
    if whole(sheet, used).merge_cells is False:
        return ()
    found: dict[tuple[int, int], Area] = {}
    known: set[tuple[int, int]] = set()
    waiting = rectangles(empty)
    while waiting:
        block = waiting.pop()
        answer = whole(sheet, block).merge_cells
        if answer is None:
            waiting += halves(block)
        elif answer:
            area = area_of(sheet.range((block.top, block.left)).merge_area)
            found[area.top, area.left] = area
            known.update(_cells(area))
            waiting += rectangles(cell for cell in _cells(block) if cell not in known)
    return tuple(area for _, area in sorted(found.items()))


def array_areas(sheet: Any, used: Area, formulas: Mapping[tuple[int, int], str]) -> list[Area]:
    """Return the ranges that one array formula fills each; every cell of one shows the formula."""
    if whole(sheet, used).has_array is False:
        return []
    inside: dict[tuple[int, int], str] = {}
    for block in rectangles(formulas):
        for area, answer in _answers(block, lambda area: whole(sheet, area).has_array):
            if answer:
                inside.update({cell: formulas[cell] for cell in _cells(area)})
    blocks = []
    for _, block in alike(inside):
        # Two arrays side by side may hold the same formula; only one array as a whole tells it.
        blocks += [
            area for area, _ in _answers(block, lambda area: whole(sheet, area).formula_array)
        ]
    return blocks


def hidden_lines(sheet: Any, used: Area) -> tuple[frozenset[int], frozenset[int]]:
    """Return the hidden rows and columns of the used range: those that no visible block reaches."""
    blocks = [area_of(found) for found in whole(sheet, used).get_special_cells("visible")]
    rows = {row for area in blocks for row in range(area.top, area.bottom + 1)}
    columns = {column for area in blocks for column in range(area.left, area.right + 1)}
    return (
        frozenset(range(used.top, used.bottom + 1)) - rows,
        frozenset(range(used.left, used.right + 1)) - columns,
    )


def area_of(found: Any) -> Area:
    """Return the area of a range."""
    top, left = found.row, found.column
    height, width = found.shape
    return Area(top, left, top + height - 1, left + width - 1)


def _answers(block: Area, ask: Callable[[Area], Any]) -> Iterator[tuple[Area, Any]]:
    """Yield parts of a block with the answer that holds for all of each part."""
    waiting = [block]
    while waiting:
        area = waiting.pop()
        answer = ask(area)
        if answer is not None or (area.top == area.bottom and area.left == area.right):
            yield area, answer
        else:
            waiting += halves(area)


def _cells(area: Area) -> Iterator[tuple[int, int]]:
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            yield row, column
