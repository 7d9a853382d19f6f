"""What xlaudit itself has put into a workbook: found again by its headings, and taken away.

A scored copy may be scored again after a correction. What the first run added is no part of the filing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from xlaudit.checks.finding import Decision
from xlaudit.output.passage_sheet import HEADING_ROW as PASSAGE_ROW
from xlaudit.output.passage_sheet import HEADINGS as PASSAGE_HEADINGS
from xlaudit.output.passage_sheet import PASSAGES
from xlaudit.output.result_sheet import HEADING_ROW, KEY_HEADING, RESULTS
from xlaudit.output.result_sheet import HEADINGS as RESULT_HEADINGS
from xlaudit.output.rule_sheet import RULES
from xlaudit.output.score_columns import HEADINGS as SCORE_HEADINGS
from xlaudit.workbook.patch import CellWrite, Patch
from xlaudit.workbook.snapshot import Sheet, Snapshot

__all__ = ["Owned", "decisions", "is_result_sheet", "owned", "removal"]

_DECIDED = (KEY_HEADING, "处理意见", "备注")


@dataclass(frozen=True, slots=True)
class Owned:
    """Our sheets by name, and the cells of our columns as (sheet, row, column)."""

    sheets: frozenset[str]
    cells: frozenset[tuple[str, int, int]]

    def stripped(self, snapshot: Snapshot) -> Snapshot:
        """Return the workbook as it was without us."""
        if not self.sheets:
            return snapshot
        kept = [sheet for sheet in snapshot.sheets if sheet.name not in self.sheets]
        return replace(snapshot, sheets=tuple(map(self._without, kept)))

    def _without(self, sheet: Sheet) -> Sheet:
        cells = {
            (row, column): cell
            for (row, column), cell in sheet.cells.items()
            if (sheet.name, row, column) not in self.cells
        }
        return replace(sheet, cells=cells)


def owned(snapshot: Snapshot) -> Owned:
    """Return what is ours; nothing at all where there is no 核对结果 with our column of keys."""
    results = {sheet.name for sheet in snapshot.sheets if is_result_sheet(sheet)}
    if not results:
        return Owned(frozenset(), frozenset())
    rules = {sheet.name for sheet in snapshot.sheets if sheet.name.startswith(RULES)}
    passages = {sheet.name for sheet in snapshot.sheets if _is_passage_sheet(sheet)}
    cells = {cell for sheet in snapshot.sheets for cell in _score_cells(sheet)}
    return Owned(frozenset(results | rules | passages), frozenset(cells))


def decisions(snapshot: Snapshot) -> Mapping[str, Decision]:
    """Return what was decided of each finding, by its key; empty where there is no 核对结果 of ours."""
    found: dict[str, Decision] = {}
    for sheet in filter(is_result_sheet, snapshot.sheets):
        key, decided, remark = (RESULT_HEADINGS.index(each) + 1 for each in _DECIDED)
        for row in range(HEADING_ROW + 1, sheet.extent[0] + 1):
            texts = [sheet.value(row, column) for column in (key, decided, remark)]
            name, *said = ("" if text is None else str(text) for text in texts)
            if name and any(said):
                found[name] = Decision(*said)
    return found


def removal(snapshot: Snapshot, columns: Patch) -> Patch:
    """Return the patch that takes away what is ours, but for cells that ``columns`` writes anew."""
    ours = owned(snapshot)
    anew = {(write.sheet, write.row, write.column) for write in columns.cells}
    return Patch(
        cells=tuple(CellWrite(*cell) for cell in sorted(ours.cells - anew)),
        sheets_removed=tuple(sorted(ours.sheets)),
    )


def is_result_sheet(sheet: Sheet) -> bool:
    """Return whether a sheet is 核对结果: by its name and our column of keys."""
    column = RESULT_HEADINGS.index(KEY_HEADING) + 1
    return sheet.name.startswith(RESULTS) and sheet.value(HEADING_ROW, column) == KEY_HEADING


def _is_passage_sheet(sheet: Sheet) -> bool:
    headed = tuple(
        sheet.value(PASSAGE_ROW, column) for column in range(1, len(PASSAGE_HEADINGS) + 1)
    )
    return sheet.name.startswith(PASSAGES) and headed == PASSAGE_HEADINGS


def _score_cells(sheet: Sheet) -> set[tuple[str, int, int]]:
    """Return the cells of our three columns, from their first heading down."""
    headed = [
        (row, column)
        for (row, column), cell in sheet.cells.items()
        if cell.value == SCORE_HEADINGS[0]
        and tuple(sheet.value(row, column + offset) for offset in (1, 2)) == SCORE_HEADINGS[1:]
    ]
    return {
        (sheet.name, row, column)
        for row, column in sheet.cells
        for top, first in headed
        if row >= top and first <= column < first + len(SCORE_HEADINGS)
    }
