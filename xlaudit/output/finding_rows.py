"""The sheet 核对结果 read back: which findings it lists, in its order, and what was decided of each."""

from __future__ import annotations

from dataclasses import dataclass

from xlaudit.output.own import is_result_sheet
from xlaudit.output.result_sheet import DECISIONS, HEADING_ROW, HEADINGS, KEY_HEADING
from xlaudit.workbook.place import Place, column_number
from xlaudit.workbook.snapshot import Sheet

__all__ = ["DECISION_COLUMN", "FindingRow", "finding_rows", "following"]

DECISION_COLUMN = HEADINGS.index("处理意见") + 1


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as it stands in a row of 核对结果; ``place`` is the cell that it was found in."""

    row: int
    place: Place | None
    severity: str
    code: str
    message: str
    decided: str


def finding_rows(sheet: Sheet) -> tuple[FindingRow, ...]:
    """Return the findings that a sheet lists; none where it is not ours."""
    if not is_result_sheet(sheet):
        return ()
    rows = range(HEADING_ROW + 1, sheet.extent[0] + 1)
    return tuple(_read(sheet, row) for row in rows if _text(sheet, row, KEY_HEADING))


def following(decided: str) -> str:
    """Return the next 处理意见 in turn; nothing after the last one.

    >>> following(""), following("已改"), following("规则误报")
    ('已改', '属实不改', '')
    """
    choices = ("", *DECISIONS)
    index = choices.index(decided) if decided in choices else -1
    return choices[(index + 1) % len(choices)]


def _read(sheet: Sheet, row: int) -> FindingRow:
    return FindingRow(
        row=row,
        place=_place(_text(sheet, row, "位置")),
        severity=_text(sheet, row, "级别"),
        code=_text(sheet, row, "规则"),
        message=_text(sheet, row, "说明").partition("\n")[0],
        decided=_text(sheet, row, "处理意见"),
    )


def _text(sheet: Sheet, row: int, heading: str) -> str:
    value = sheet.value(row, HEADINGS.index(heading) + 1)
    return "" if value is None else str(value)


def _place(text: str) -> Place | None:
    sheet, _, address = text.rpartition("!")
    letters = address.rstrip("0123456789")
    digits = address[len(letters) :]
    if not (sheet and digits and letters.isascii() and letters.isalpha()):
        return None
    return Place(sheet, int(digits), column_number(letters))
