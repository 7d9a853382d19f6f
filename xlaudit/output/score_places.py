"""Where our columns and sums stand on a sheet: beside the table, in lines of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xlaudit.forms.filing import Stated
from xlaudit.workbook.snapshot import Sheet

__all__ = ["Lines", "first_free_column", "runs"]

_FAR = 12
"""Columns between a table and ours beyond which nobody would find them."""


class Lines:
    """Where sums go: into the row where the filing states the same, else below everything."""

    def __init__(
        self,
        sheet: str,
        taken: Iterable[tuple[str, int]],
        stated: Iterable[Stated | None],
    ) -> None:
        self.sheet = sheet
        self.taken = {line for name, line in taken if name == sheet}
        beside = {each.place.row for each in stated if each and each.place.sheet == sheet}
        self.last = max(self.taken | beside) + 1

    def of(self, stated: Stated | None) -> int:
        """Return a line of its own for a sum that the filing states there, or nowhere."""
        line = stated.place.row if stated and stated.place.sheet == self.sheet else 0
        if line == 0 or line in self.taken:
            self.last += 1
            line = self.last
        self.taken.add(line)
        return line


def first_free_column(sheet: Sheet, table_right: int, count: int) -> int:
    """Return the first of ``count`` columns right of everything; a merged title may reach beyond the last filled cell.

    A stray cell far out would carry our columns out of sight, or off the sheet: then the first columns
    that are free from top to bottom beside the table are taken.
    """
    used = {column for _, column in sheet.cells}
    used.update(column for area in sheet.merged for column in (area.left, area.right))
    column = max(used, default=0) + 1
    if column <= table_right + _FAR:
        return column
    spans = [(area.left, area.right) for area in sheet.merged]
    column = table_right + 1
    while any(column + offset in used for offset in range(count)) or any(
        left < column + count and column <= right for left, right in spans
    ):
        column += 1
    return column


def runs(letters: str, lines: Sequence[int]) -> Iterable[str]:
    """Return rows of one column as ranges: 8, 9, 10, 12 → K8:K10, K12."""
    start = 0
    for index, line in enumerate(lines):
        if index + 1 == len(lines) or lines[index + 1] != line + 1:
            first = f"{letters}{lines[start]}"
            yield first if start == index else f"{first}:{letters}{line}"
            start = index + 1
