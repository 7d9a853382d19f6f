"""The summary workbook as openpyxl reads it: a referee that shares nothing with the writer."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from xlaudit.county.model import CountySummary
from xlaudit.output.summary import summary_workbook

__all__ = ["Table", "all_cells", "book", "table"]


def book(summary: CountySummary, *, values: bool = False, **options: Any) -> Workbook:
    """Return the workbook: its formulas, or the values that stand beside them."""
    stream = io.BytesIO(summary_workbook(summary, **options))
    return openpyxl.load_workbook(stream, data_only=values)


class Table:
    """A sheet by the words of its headings; rows are counted from 0 below them."""

    def __init__(self, sheet: Worksheet, heading: int = 3) -> None:
        self.sheet, self.heading = sheet, heading
        self.columns = {
            re.sub(r"\s", "", str(cell.value)): cell.column
            for cell in sheet[heading]
            if cell.value is not None
        }

    def cell(self, row: int, heading: str) -> Any:
        return self.sheet.cell(self.heading + 1 + row, self.columns[heading])

    def value(self, row: int, heading: str) -> Any:
        return self.cell(row, heading).value

    def column(self, heading: str) -> list[Any]:
        rows = range(self.heading + 1, self.sheet.max_row + 1)
        return [self.sheet.cell(row, self.columns[heading]).value for row in rows]

    def row(self, heading: str, value: object) -> int:
        return self.column(heading).index(value)


def table(
    summary: CountySummary, name: str, *, values: bool = True, heading: int = 3, **options: Any
) -> Table:
    """Return a sheet of the summary as a table."""
    sheet = book(summary, values=values, **options)[name]
    assert isinstance(sheet, Worksheet)
    return Table(sheet, heading)


def all_cells(workbook: Workbook) -> list[Any]:
    """Return every cell of every sheet that holds something."""
    return [
        cell
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
