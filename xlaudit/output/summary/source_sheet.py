"""The sheet 数据来源: which file each figure came from, and by which scheme and version it was reckoned."""

from __future__ import annotations

from xlaudit.county.digest import Digest, FileStamp
from xlaudit.county.model import CountySummary, Department
from xlaudit.output import wording
from xlaudit.output.summary.book import Page, height
from xlaudit.output.summary.link import Link, Links

__all__ = ["SHEET", "STATUS", "SourceSheet"]

SHEET = "数据来源"
STATUS = {"official": "官方原文", "reconstructed": "重建", "checks-only": "只核对，不评分"}
"""How sure a scheme is, in words: 重建 where the notice's text was pieced together from other papers."""

_HEADINGS = (
    *("序号", "部门", "来源文件", "sha256", "字节数", "最后修改\n（UTC）", "保存程序"),
    *("评分方案", "方案状态", "方案指纹", "xlaudit\n版本"),
)
_WIDTHS = (6, 24, 28, 34, 11, 12, 16, 22, 10, 18, 9)
_HEADING, _FIRST = 2, 3


class SourceSheet:
    """Grows as the departments come by."""

    def __init__(self, page: Page, summary: CountySummary, link: Link) -> None:
        self.page, self.summary, self.row = page, summary, _FIRST
        self.links = Links(page, link)
        look = page.book.look
        self._text = look(border=1, text_wrap=True)
        self._word = look(border=1, text_wrap=True, align="center")
        self._count = look(border=1, num_format="#,##0")
        self._link = look(border=1, text_wrap=True, font_color="#0563C1", underline=1)
        self._code = look(border=1, text_wrap=True, font_name="Consolas", font_size=8)
        page.headings(_HEADING, _HEADINGS, _WIDTHS)

    def add(self, department: Department, digest: Digest | None) -> None:
        """Write the file of a department."""
        stamp = digest.stamp if digest else FileStamp(department.source, department.sha256)
        scheme = digest.scheme if digest else None
        told = (
            f"{department.scheme}\n{scheme.title}"
            if scheme and scheme.title
            else department.scheme,
            STATUS.get(scheme.status, scheme.status) if scheme else "",
            scheme.fingerprint if scheme else "",
            digest.version if digest else "",
        )
        self._write(wording.named(department.name), stamp, told)

    def finish(self) -> None:
        """Write the files that could not be read, and the frame of the sheet."""
        for failure in self.summary.failures:
            stamp = failure.stamp or FileStamp(failure.source, failure.sha256)
            self._write(f"（{failure.standing.value}）", stamp, ("", "", "", ""))
        page, last = self.page, len(_HEADINGS) - 1
        page.head(
            f"{self.summary.title}部门整体绩效自评数据来源",
            f"共 {self.row - _FIRST} 个文件。sha256 相同即内容逐字节相同；文件只读打开，没有改动。"
            "方案指纹相同即评分规则逐条相同。",
            last,
        )
        page.sheet.set_row(1, 16)
        page.sheet.autofilter(_HEADING, 0, max(_FIRST, self.row - 1), last)
        page.sheet.freeze_panes(_FIRST, 2)
        page.print_as(self.summary.title, repeat=(0, _HEADING))

    def _write(self, name: str, stamp: FileStamp, told: tuple[str, str, str, str]) -> None:
        page, row = self.page, self.row
        source = wording.one_line(stamp.source)
        page.begin(row)
        page.number(row, 0, row - _FIRST + 1, self._word)
        page.text(row, 1, name, self._text)
        self.links.write(row, 2, source, stamp.source, self._link)
        page.text(row, 3, stamp.sha256, self._code)
        page.value(row, 4, stamp.size or None, self._count)
        page.text(row, 5, stamp.modified.replace("T", "\n").removesuffix("Z"), self._word)
        page.text(row, 6, stamp.application, self._text)
        scheme, status, fingerprint, version = told
        page.text(row, 7, scheme, self._text)
        page.text(row, 8, status, self._word)
        page.text(row, 9, fingerprint, self._code)
        page.text(row, 10, version, self._word)
        shown = (
            (name, 24),
            (source, 28),
            (stamp.sha256, 34),
            ("\n", 12),
            (stamp.application, 16),
            (scheme, 22),
        )
        page.end(height(shown))
        self.row += 1
