"""A patch in words: what a dry run prints."""

from __future__ import annotations

from collections.abc import Iterator

from xlaudit.output import wording
from xlaudit.workbook.patch import CellWrite, Patch
from xlaudit.workbook.place import Place
from xlaudit.workbook.snapshot import ErrorValue

__all__ = ["patch_lines"]


def patch_lines(patch: Patch) -> Iterator[str]:
    """Yield a line for every sheet that goes or comes, and for every cell that is written."""
    for name in patch.sheets_removed:
        yield f"- 工作表 {wording.one_line(name)}"
    for sheet in patch.sheets_added:
        yield f"+ 工作表 {wording.one_line(sheet.name)}"
    for write in patch.cells:
        place = Place(write.sheet, write.row, write.column)
        yield wording.one_line(f"  {place} ← {_content(write)}")


def _content(write: CellWrite) -> str:
    value = write.value
    if isinstance(value, ErrorValue):
        shown = value.code
    elif value is None:
        shown = "（空）"
    else:
        shown = value if isinstance(value, str) else str(value)
    return shown if write.formula is None else f"={write.formula}（{shown}）"
