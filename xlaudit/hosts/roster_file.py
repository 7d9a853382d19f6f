"""The roster's file: a workbook or a CSV, read as it is shown, so that codes keep their leading zeros."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from xlaudit.county.roster import Roster
from xlaudit.county.roster_rows import roster_from_rows
from xlaudit.errors import UsageError, WorkbookError
from xlaudit.forms.shown import show
from xlaudit.hosts.faults import shown
from xlaudit.hosts.files import read_workbook
from xlaudit.hosts.text_files import read_text
from xlaudit.workbook.snapshot import Sheet

__all__ = ["read_roster"]

_TEXTS = (".csv", ".txt", ".tsv")
_DELIMITERS = (",", "\t", ";", "，")
_WIDEST = 100  # columns; what stands further to the right is no roster


def read_roster(path: Path) -> Roster:
    """Read the roster: the first visible sheet of a workbook, or a text with commas or tabs.

    Raises:
        UsageError: the file is missing, or its rows are no roster; every mistake is told with its row.
        WorkbookError: it is no workbook and no text.
    """
    if not path.exists():
        raise UsageError(f"找不到花名册“{shown(str(path), 200)}”；请检查路径。")
    if path.suffix.lower() in _TEXTS:
        return roster_from_rows(_rows_of_text(path), shown(path.name))
    snapshot = read_workbook(path)
    sheets = [sheet for sheet in snapshot.sheets if sheet.state == "visible" and sheet.cells]
    if not sheets:
        raise WorkbookError(f"花名册“{shown(path.name)}”是空的；请选择有部门名称的工作簿。")
    return roster_from_rows(_rows_of_sheet(sheets[0]), shown(path.name))


def _rows_of_text(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    lines: list[str] = []
    for passage in read_text(path)[2]:  # which leaves empty lines out
        lines += [""] * (passage.place.row - 1 - len(lines))
        lines.append(passage.text)
    delimiter = max(_DELIMITERS, key="\n".join(lines[:20]).count)
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise UsageError(
            f"花名册“{shown(path.name)}”第{reader.line_num}行不是完好的 CSV；请另存后再试。"
        ) from error


def _rows_of_sheet(sheet: Sheet) -> Iterator[tuple[int, Sequence[str]]]:
    by_row: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), cell in sheet.cells.items():
        seen = show(cell)
        if seen is not None and column <= _WIDEST:
            is_padded = seen.number is not None and set(cell.number_format) == {"0"}
            by_row[row][column] = seen.text.zfill(len(cell.number_format) if is_padded else 0)
    for row, cells in sorted(by_row.items()):
        yield row, [cells.get(column, "") for column in range(1, max(cells) + 1)]
