"""A ``Patch`` applied to an open workbook, block by block; whole, or not at all.

A block is a rectangle of cells of one kind: its values go in with one call, its look with a few. Links,
coloured figures, merged areas and row heights take a call each; they stand on our own sheets only. What
xlwings has no words for on Windows is left out: frozen rows and print set-up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

from xlaudit.errors import OutputError
from xlaudit.hosts.faults import shown
from xlaudit.hosts.live.areas import alike, rectangles
from xlaudit.hosts.live.asking import whole
from xlaudit.hosts.live.calm import calm
from xlaudit.hosts.live.looks import clear_look, color_runs, put_look
from xlaudit.hosts.live.read import is_protected, snapshot
from xlaudit.hosts.live.values import content
from xlaudit.hosts.ooxml.cell_markup import is_blank
from xlaudit.workbook.patch import CellWrite, Patch, SheetAdd, inverse
from xlaudit.workbook.snapshot import Snapshot

__all__ = ["ProtectedError", "apply"]

_VERY_HIDDEN = 2
_SET_ASIDE = "xlaudit~{}"
_PLACE = re.compile(r"(?:'(?:[^']|'')+'|[^'!:/\\\\?*\[\]#]+)![A-Z]{1,3}[0-9]{1,7}")
_STATES: Mapping[str, bool | int] = {"hidden": False, "veryHidden": _VERY_HIDDEN}


class ProtectedError(OutputError):
    """A sheet that is to be written is protected: nothing can be written into it."""


def apply(patch: Patch, book: Any, before: Snapshot | None = None, *, bare: bool = False) -> Patch:
    """Apply a patch to an open workbook and return the patch that undoes it; ``before`` is what it holds now.

    Cells that are emptied keep their look; with ``bare`` they lose it.

    Raises:
        ProtectedError: a sheet that is to be written is protected.
        OutputError: a sheet is missing or there already, or a cell is part of an array formula.
        Whatever Excel refuses comes as its own error. In every case the workbook is as it was.
    """
    before = snapshot(book) if before is None else before
    _refuse(patch, book, before)
    with calm(book), ExitStack() as undo:
        change = _Change(book, before, undo)
        aside = change.set_aside(patch.sheets_removed)
        widths = change.put_widths(patch.widths)
        change.write(patch)
        if bare:
            change.strip(patch.cells)
        for sheet in aside:
            sheet.delete()
        undo.pop_all()
    return inverse(patch, before) + Patch(widths=widths)


def _refuse(patch: Patch, book: Any, before: Snapshot) -> None:
    """Complain of what cannot be done before anything is done."""
    added = {sheet.name for sheet in patch.sheets_added}
    names = {sheet.name.casefold() for sheet in book.sheets}
    changed = {write.sheet for write in patch.cells} | {name for name, _, _ in patch.widths}
    missing = sorted(
        {*(changed - added), *patch.sheets_removed} - {each.name for each in before.sheets}
    )
    if missing:
        raise OutputError(
            f"工作簿里没有工作表“{shown(missing[0])}”；请不要在评分时改动工作表，然后再试。"
        )
    going = {name.casefold() for name in patch.sheets_removed}
    for name in sorted(added):
        if name.casefold() in names - going:
            raise OutputError(f"工作簿里已经有工作表“{shown(name)}”；请给它改名后再试。")
    for name in sorted(changed - added):
        if is_protected(book.sheets[name]):
            raise ProtectedError(
                f"工作表“{shown(name)}”受保护，不能在其中写入结果；"
                "请在“审阅”中撤销工作表保护后再试，或者改用评分副本。"
            )
    for write in patch.cells:
        if write.sheet in added:
            continue
        cell = before.sheet(write.sheet).cells.get((write.row, write.column))
        if cell is not None and cell.array is not None:
            raise OutputError(
                f"工作表“{shown(write.sheet)}”的 {cell.array.address} 是数组公式，不能单独改写其中的单元格；"
                "请先把它改为普通公式，再重新运行。"
            )


class _Change:
    """The steps of a change; each first says on the stack ``undo`` how it is taken back."""

    def __init__(self, book: Any, before: Snapshot, undo: ExitStack) -> None:
        self._book = book
        self._before = before
        self._undo = undo

    def set_aside(self, names: Sequence[str]) -> list[Any]:
        """Give the sheets that are to go another name, so that they can come back; return them."""
        taken = {sheet.name for sheet in self._book.sheets}
        aside = []
        for name in names:
            sheet = self._book.sheets[name]
            number = 1
            while _SET_ASIDE.format(number) in taken:
                number += 1
            taken.add(_SET_ASIDE.format(number))
            self._undo.callback(setattr, sheet, "name", name)
            sheet.name = _SET_ASIDE.format(number)
            aside.append(sheet)
        return aside

    def put_widths(
        self, widths: Iterable[tuple[str, int, float]]
    ) -> tuple[tuple[str, int, float], ...]:
        """Set columns to a width and return the widths that they had."""
        old = []
        for name, column, width in widths:
            cells = self._book.sheets[name].range((1, column))
            old.append((name, column, cells.column_width))
            self._undo.callback(setattr, cells, "column_width", old[-1][2])
            cells.column_width = width
        return tuple(old)

    def write(self, patch: Patch) -> None:
        """Add the sheets and write the cells, sheet by sheet."""
        by_sheet: dict[str, dict[tuple[int, int], CellWrite]] = {}
        for write in patch.cells:
            by_sheet.setdefault(write.sheet, {})[write.row, write.column] = write
        for added in patch.sheets_added:
            sheet = self._add(added.name)
            _lay_out(sheet, added)
            _fill(sheet, by_sheet.pop(added.name, {}))
            # To Excel, being merged is a look: merged earlier, the cells would come apart in _fill.
            for area in added.merged:
                whole(sheet, area).merge()
            # Hidden last: Excel does not let a hidden sheet be looked at.
            if added.state != "visible":
                sheet.visible = _STATES[added.state]
        for name, cells in by_sheet.items():
            sheet = self._book.sheets[name]
            self._remember(sheet, cells)
            _fill(sheet, cells)

    def strip(self, cells: Iterable[CellWrite]) -> None:
        """Take the look from cells that were emptied."""
        emptied: dict[str, list[tuple[int, int]]] = {}
        for write in cells:
            if is_blank(write) and write.style is None:
                emptied.setdefault(write.sheet, []).append((write.row, write.column))
        for name, places in emptied.items():
            for area in rectangles(places):
                clear_look(whole(self._book.sheets[name], area))

    def _add(self, name: str) -> Any:
        last = self._book.sheets[len(self._book.sheets) - 1]
        sheet = self._book.sheets.add(after=last)
        self._undo.callback(sheet.delete)
        sheet.name = name
        return sheet

    def _remember(self, sheet: Any, cells: Mapping[tuple[int, int], CellWrite]) -> None:
        """Say how the cells come back: contents, formats, and no look of ours where nothing stood."""
        writes = inverse(Patch(cells=tuple(cells.values())), self._before).cells
        standing = self._before.sheet(sheet.name).cells
        self._undo.callback(_put_contents, sheet, {(w.row, w.column): w for w in writes})
        for area in rectangles(cell for cell in cells if cell not in standing):
            self._undo.callback(clear_look, whole(sheet, area))
        formats = {cell: standing[cell].number_format for cell in cells if cell in standing}
        for code, area in alike(formats):
            self._undo.callback(setattr, whole(sheet, area), "number_format", code)


def _lay_out(sheet: Any, added: SheetAdd) -> None:
    """Give a new sheet its widths, heights and lists."""
    for column, width in added.widths.items():
        sheet.range((1, column)).column_width = width
    heights = {(row, 1): height for row, height in (added.heights or {}).items()}
    for height, area in alike(heights):
        whole(sheet, area).row_height = height
    for area, words in added.choices:
        whole(sheet, area).data_validation.set_list(words)
    sheet.show_gridlines = False


def _fill(sheet: Any, cells: Mapping[tuple[int, int], CellWrite]) -> None:
    """Write cells: links first, for Excel sets the text of a link itself, and dresses it."""
    for (row, column), write in cells.items():
        if write.link is not None:
            place = _PLACE.fullmatch(write.link)
            address = f"#{write.link}" if place else write.link
            sheet.range((row, column)).add_hyperlink(address, str(write.value), write.link)
    _put_contents(sheet, cells)
    looks = {cell: write.style for cell, write in cells.items() if write.style is not None}
    for style, area in alike(looks):
        put_look(whole(sheet, area), style)
    for (row, column), write in cells.items():
        if write.runs:
            color_runs(sheet.range((row, column)), write.runs)


def _put_contents(sheet: Any, cells: Mapping[tuple[int, int], CellWrite]) -> None:
    """Write values and formulas, each block with one call."""
    for is_formula, area in alike({cell: w.formula is not None for cell, w in cells.items()}):
        rows = [
            [content(cells[row, column]) for column in range(area.left, area.right + 1)]
            for row in range(area.top, area.bottom + 1)
        ]
        block = whole(sheet, area)
        if is_formula:
            block.formula = rows
        else:
            # As they are: the converters of xlwings would ask the range forty things before writing it.
            block.raw_value = rows
