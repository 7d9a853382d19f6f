"""A sheet as text: one line a row, cells between ``|``, for cases that a person can read.

``1,234`` and ``12.5`` are numbers, ``87.56%`` a number with a percent format, ``'2`` is text,
``#DIV/0!`` an error, ``=E3/D3 → 0.95`` a formula with its last value, everything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from xlaudit.workbook.snapshot import Cell, ErrorValue, Sheet, Snapshot

__all__ = ["cell", "sheet", "workbook"]

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
PERCENT = re.compile(r"(-?\d+(?:\.(\d+))?)%")


def cell(text: str) -> Cell | None:
    """Read one cell of the text; None for an empty one."""
    text = text.strip()
    if not text:
        return None
    if text.startswith("'"):
        return Cell(text[1:])
    if text.startswith("="):
        formula, _, shown = text[1:].partition(" → ")
        value = cell(shown)
        return Cell(
            value.value if value else None, formula, value.number_format if value else "General"
        )
    if text.startswith("#"):
        return Cell(ErrorValue(text))
    percent = PERCENT.fullmatch(text)
    if percent:
        digits = len(percent[2] or "")
        return Cell(Decimal(percent[1]) / 100, None, "0." + "0" * digits + "%" if digits else "0%")
    if NUMBER.fullmatch(text):
        digits = len(text.partition(".")[2])
        return Cell(Decimal(text), None, "0." + "0" * digits if digits else "General")
    return Cell(text)


def sheet(text: str, name: str = "自评表", hidden_rows: Iterable[int] = ()) -> Sheet:
    """Read a sheet."""
    cells = {}
    for row, line in enumerate(text.strip("\n").split("\n"), start=1):
        for column, shown in enumerate(line.split("|"), start=1):
            found = cell(shown)
            if found is not None:
                cells[row, column] = found
    return Sheet(name, cells, hidden_rows=frozenset(hidden_rows))


def workbook(*sheets: Sheet, name: str = "自评表.xlsx", **more: object) -> Snapshot:
    """Put sheets together."""
    return Snapshot(name, tuple(sheets), **more)  # type: ignore[arg-type]
