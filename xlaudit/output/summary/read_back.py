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
from xlaudit.workbook.snapshot import Sheet, Snapshot, Value

__all__ = ["read_back"]

Decisions = Mapping[tuple[str, str], Decision]
Reviews = Mapping[tuple[str, str, str], Review]

_DECIDED = ("处理意见", "备注", OWNER, KEY_HEADING)
_REVIEWED = ("复核完成值", "复核得分", "备注", OWNER, review_sheet.BLOCK, review_sheet.INDICATOR)
_HIGHEST = 50
"""Rows from the top in which headings are looked for."""


def read_back(snapshot: Snapshot) -> tuple[Decisions, Reviews]:
    """Return what was typed: by (department, finding key), and by (department, block, indicator).

    Empty where the workbook is no summary of ours. A 复核得分 that is no number is left out.
    """
    decisions: dict[tuple[str, str], Decision] = {}
    reviews: dict[tuple[str, str, str], Review] = {}
    for sheet in snapshot.sheets:
        if sheet.name.startswith(finding_sheet.SHEET):
            for decided, remark, owner, key in _rows(sheet, _DECIDED):
                if _text(key) and (_text(decided) or _text(remark)):
                    decisions[_text(owner), _text(key)] = Decision(_text(decided), _text(remark))
        if sheet.name.startswith(review_sheet.SHEET):
            for actual, score, remark, owner, block, name in _rows(sheet, _REVIEWED):
                review = Review(_text(actual), _number(score), _text(remark))
                is_typed = review.actual or review.remark or review.score is not None
                if _text(block) and is_typed:
                    reviews[_text(owner), _text(block), _text(name)] = review
    return decisions, reviews


def _rows(sheet: Sheet, headings: tuple[str, ...]) -> Iterator[tuple[Value, ...]]:
    """Yield the values under the headings, below the first row that has them all."""
    by_row: dict[int, dict[str, int]] = {}
    for (row, column), cell in sheet.cells.items():
        if row <= _HIGHEST and cell.value in headings:
            by_row.setdefault(row, {})[str(cell.value)] = column
    for row, columns in sorted(by_row.items()):
        if len(columns) == len(headings):
            for below in range(row + 1, sheet.extent[0] + 1):
                yield tuple(sheet.value(below, columns[heading]) for heading in headings)
            return


def _text(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value).strip()


def _number(value: Value) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, Decimal):
        return value
    try:
        number = Decimal(value.strip()) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None
