"""The sheet 规则目录: the pages of the rules that a filing met, so that nobody has to look elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from xlaudit.county.rules import RULES as PAGES
from xlaudit.output import styles
from xlaudit.output.measure import lines_in
from xlaudit.output.pages import SECTIONS, sections
from xlaudit.workbook.patch import CellWrite, Patch, SheetAdd

__all__ = ["RULES", "rule_sheet"]

RULES = "规则目录"
_HEADINGS = ("规则", "名称", "说明", *SECTIONS)
_WIDTHS = (8, 22, 26, 34, 46, 20, 30)
LINE = 13.5
"""The height of a line of 10-point text, in points."""


def rule_sheet(codes: Iterable[str], name: str = RULES) -> Patch:
    """Return the sheet with one row a code, in the order of the codes."""
    cells = [
        CellWrite(name, 1, column, heading, style=styles.HEADING)
        for column, heading in enumerate(_HEADINGS, start=1)
    ]
    heights = {1: 20.0}
    known = sorted({code for code in codes if code in PAGES})
    for row, code in enumerate(known, start=2):
        check = PAGES[code]
        told = sections(check.page)
        texts = (code, check.title, told[""], *(told.get(heading, "") for heading in SECTIONS))
        cells += [
            CellWrite(name, row, column, text, style=styles.WORD if column == 1 else styles.TEXT)
            for column, text in enumerate(texts, start=1)
        ]
        lines = max(lines_in(text, width - 1) for text, width in zip(texts, _WIDTHS, strict=True))
        heights[row] = LINE * lines + 4
    widths = dict(enumerate(map(float, _WIDTHS), start=1))
    return Patch(tuple(cells), (SheetAdd(name, widths, heights, freeze_row=1),))
