"""The sheet 规则目录: the pages of all rules that the county met."""

from __future__ import annotations

from collections.abc import Iterable

from xlaudit.county.rules import RULES
from xlaudit.output.pages import SECTIONS, sections
from xlaudit.output.summary.book import Page, height

__all__ = ["rules_sheet"]

_HEADINGS = ("规则", "名称", "说明", *SECTIONS)
_WIDTHS = (8, 18, 26, 34, 46, 20, 30)


def rules_sheet(page: Page, county: str, codes: Iterable[str]) -> None:
    """Write a row a rule, in the order of the codes."""
    look = page.book.look
    text = look(border=1, text_wrap=True, valign="top")
    word = look(border=1, align="center", valign="top")
    last = len(_HEADINGS) - 1
    known = sorted({code for code in codes if code in RULES})
    note = (
        f"这里列出本次汇总出现的 {len(known)} 条规则；全部 {len(RULES)} 条规则："
        "xlaudit explain all，单条：xlaudit explain XA202。"
    )
    page.head(f"{county}部门整体绩效自评规则目录", note, last)
    page.sheet.set_row(1, 16)
    page.headings(2, _HEADINGS, _WIDTHS)
    for row, code in enumerate(known, start=3):
        check = RULES[code]
        told = sections(check.page)
        texts = (code, check.title, told[""], *(told.get(heading, "") for heading in SECTIONS))
        for column, shown in enumerate(texts):
            page.text(row, column, shown, text if column else word)
        page.sheet.set_row(row, height(zip(texts, _WIDTHS, strict=True)))
    page.sheet.freeze_panes(3, 2)
    page.print_as(county, repeat=(0, 2))
