"""What people typed into an earlier summary: decisions in 问题清单, reviews in 复核表.

Found by the words of the headings and by the hidden keys, never by position: people sort, insert and move.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from xlaudit.checks.finding import Decision
from xlaudit.county.model import Review
from xlaudit.output.result_sheet import KEY_HEADING
from xlaudit.output.summary import finding_sheet, review_sheet
from xlaudit.output.summary.finding_sheet import OWNER
from xlaudit.output.summary.review_rows import BEYOND, NO_NUMBER
from xlaudit.output.wording import plain
from xlaudit.workbook.snapshot import Cell, ErrorValue, Sheet, Snapshot

__all__ = ["read_back"]

Decisions = Mapping[tuple[str, str], Decision]
Reviews = Mapping[tuple[str, str, str], Review]

_DECIDED = ("处理意见", "备注", OWNER, KEY_HEADING)
_REVIEWED = ("复核完成值", "复核得分", "备注", OWNER, review_sheet.BLOCK, review_sheet.INDICATOR)
_EMPTY = Review("", None)
_HIGHEST = 50
"""Rows from the top in which headings are looked for."""


def read_back(snapshot: Snapshot) -> tuple[Decisions, Reviews]:
    """Return what was typed: by (department, finding key), and by (department, block, indicator).

    Empty where the workbook is no summary of ours. A 复核得分 that is no number goes to the remark: what a
    person typed is never dropped. What we put behind a remark ourselves is taken off.
    """
    decisions: dict[tuple[str, str], Decision] = {}
    reviews: dict[tuple[str, str, str], Review] = {}
    for sheet in snapshot.sheets:
        if sheet.name.startswith(finding_sheet.SHEET):
            for cells in _rows(sheet, _DECIDED):
                decided, remark, owner, key = map(_text, cells)
                if key and (decided or remark):
                    decisions[owner, key] = Decision(decided, remark)
        if sheet.name.startswith(review_sheet.SHEET):
            for cells in _rows(sheet, _REVIEWED):
                *_, owner, block, name = map(_text, cells)
                review = _review(*cells[:3])
                if block and review != _EMPTY:
                    reviews[owner, block, name] = review
    return decisions, reviews


def _review(actual: Cell | None, score: Cell | None, remark: Cell | None) -> Review:
    number, told = _number(score), _text(remark)
    told = told.replace(BEYOND, "")
    if number is not None:
        told = NO_NUMBER.sub("", told)
    elif _text(score):
        told = f"{told}（复核得分填的是“{_text(score)}”，不是数）"
    return Review(_text(actual), number, told)


def _rows(sheet: Sheet, headings: tuple[str, ...]) -> Iterator[tuple[Cell | None, ...]]:
    """Yield the cells under the headings, below the first row that has them all."""
    by_row: dict[int, dict[str, int]] = {}
    for (row, column), cell in sheet.cells.items():
        if row <= _HIGHEST and cell.value in headings:
            by_row.setdefault(row, {})[str(cell.value)] = column
    for row, columns in sorted(by_row.items()):
        if len(columns) == len(headings):
            for below in range(row + 1, sheet.extent[0] + 1):
                yield tuple(sheet.cells.get((below, columns[heading])) for heading in headings)
            return


def _text(cell: Cell | None) -> str:
    """Return what a cell shows: 98.5% for a number that is formatted so."""
    match cell.value if cell else None:
        case None:
            return ""
        case Decimal() as number if cell and cell.is_percent:
            return f"{plain(number * 100)}%"
        case Decimal() as number:
            return plain(number)
        case ErrorValue(code):
            return code
        case value:
            return str(value).strip()


def _number(cell: Cell | None) -> Decimal | None:
    value = cell.value if cell else None
    if isinstance(value, str):
        try:
            value = Decimal(value.strip())
        except InvalidOperation:
            return None
    return value if isinstance(value, Decimal) and value.is_finite() else None
