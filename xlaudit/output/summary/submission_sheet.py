"""The sheet 报送情况: the roster against what came, and why each file counts or does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlaudit.county.model import CountySummary, Standing, Submission
from xlaudit.output import wording
from xlaudit.output.summary.book import Page, address, height
from xlaudit.output.summary.link import Link, Links

__all__ = ["SHEET", "SubmissionSheet"]

SHEET = "报送情况"
_HEADINGS = (
    *("序号", "编码", "部门", "主管部门", "状态", "来源文件", "修改时间\n（UTC）", "说明"),
    *("名称相近者", "联系人"),
)
_WIDTHS = (6, 11, 26, 18, 14, 28, 12, 46, 18, 14)
_STANDING = _HEADINGS.index("状态")
_HEADING, _FIRST = 2, 3
_BAD: dict[str, Any] = {"font_color": "#9C0006", "bg_color": "#FFC7CE", "bold": True}
_ODD: dict[str, Any] = {"font_color": "#7F6000", "bg_color": "#FFEB9C"}
_LOOKS: dict[Standing, dict[str, Any]] = {
    Standing.COUNTED: {},
    Standing.MISSING: _BAD,
    Standing.UNREADABLE: _BAD,
    Standing.UNREAD: _BAD,
}


class SubmissionSheet:
    """The sheet; ``times`` says how often a standing occurs."""

    def __init__(self, page: Page, summary: CountySummary, link: Link) -> None:
        self.page, self.summary = page, summary
        self.lines = summary.submissions or tuple(_derived(summary))
        self.links = Links(page, link)
        self.last = _FIRST + max(1, len(self.lines)) - 1

    def times(self, standing: Standing) -> int:
        """Return how many lines have the standing."""
        return sum(each.standing is standing for each in self.lines)

    def counting(self, standing: Standing) -> str:
        """Return the formula that counts the lines of a standing, for another sheet."""
        first = address(_FIRST, _STANDING, fixed=True)
        cells = f"{SHEET}!{first}:{address(self.last, _STANDING, fixed=True)}"
        return f'COUNTIFS({cells},"{standing.value}")'

    def write(self) -> None:
        """Write the sheet."""
        page, last = self.page, len(_HEADINGS) - 1
        page.headings(_HEADING, _HEADINGS, _WIDTHS)
        for row, line in enumerate(self.lines, start=_FIRST):
            self._line(row, line)
        if not self.lines:
            page.text(_FIRST, 0, "没有收到任何文件。", page.book.look(border=1))
        counts = "，".join(
            f"{standing.value} {times}" for standing in Standing if (times := self.times(standing))
        )
        has_roster = self.summary.statistics is not None and self.summary.statistics.due is not None
        roster = "" if has_roster else "没有提供部门花名册，无法列出未报的部门。"
        page.head(
            f"{self.summary.title}部门整体绩效自评报送情况", f"{counts or '无'}。{roster}", last
        )
        page.sheet.set_row(1, 16)
        page.sheet.autofilter(_HEADING, 0, self.last, last)
        page.sheet.freeze_panes(_FIRST, 3)
        page.print_as(self.summary.title, repeat=(0, _HEADING))

    def _line(self, row: int, line: Submission) -> None:
        page, look = self.page, self.page.book.look
        text = look(border=1, text_wrap=True)
        word = look(border=1, text_wrap=True, align="center")
        standing = look(border=1, text_wrap=True, align="center", **_LOOKS.get(line.standing, _ODD))
        linked = look(border=1, text_wrap=True, font_color="#0563C1", underline=1)
        source = wording.one_line(line.source)
        name = wording.named(line.name) if line.name or line.source == "" else "（不明）"
        page.begin(row)
        page.number(row, 0, row - _FIRST + 1, word)
        page.text(row, 1, line.code, text)
        page.text(row, 2, name, text)
        page.text(row, 3, line.superior, text)
        page.text(row, _STANDING, line.standing.value, standing)
        self.links.write(row, 5, source, line.source, linked)
        page.text(row, 6, line.modified.replace("T", "\n").removesuffix("Z"), word)
        page.text(row, 7, line.why, text)
        page.text(row, 8, line.proposal, text)
        page.text(row, 9, line.contact, text)
        shown = (
            line.code,
            name,
            line.superior,
            line.standing.value,
            source,
            "\n" if line.modified else "",
            line.why,
            line.proposal,
            line.contact,
        )
        page.end(height(zip(shown, _WIDTHS[1:], strict=True)))


def _derived(summary: CountySummary) -> Iterator[Submission]:
    """Yield what is known without a roster: the files that were read, and those that were not."""
    for each in summary.departments:
        standing = Standing.COUNTED if each.is_counted else Standing.SUPERSEDED
        yield Submission(standing, each.name, each.code, each.superior, source=each.source)
    for failure in summary.failures:
        yield Submission(failure.standing, "", source=failure.source, why=failure.reason)
