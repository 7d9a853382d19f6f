"""A sheet that is written as departments write forms: ruled cells, merged heads, Chinese typefaces, A4.

Cells are addressed by row and a span of columns, both counted from 1; what was written gives back its
address, so that nobody counts cells when the expected result is noted down.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

__all__ = ["Book", "Page", "Span", "open_book"]

Span = tuple[int, int]
"""First and last column of what is one cell to the reader."""

_SONG, _FANG, _TITLE = "宋体", "仿宋_GB2312", "方正小标宋简体"
_RULED: dict[str, Any] = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": _SONG}
_CENTRE: dict[str, Any] = {**_RULED, "align": "center"}

STYLES: dict[str, dict[str, Any]] = {
    "mark": {"font_name": "黑体", "font_size": 12},
    "title": {"font_name": _TITLE, "font_size": 18, "align": "center", "valign": "vcenter"},
    "subtitle": {"font_name": "楷体_GB2312", "font_size": 12, "align": "center"},
    "caption": {"font_name": _SONG, "font_size": 10, "align": "right"},
    "sign": {"font_name": _SONG, "font_size": 10},
    "head": {**_CENTRE, "bold": True, "font_size": 10},
    "shaded": {**_CENTRE, "bold": True, "font_size": 10, "bg_color": "#DDEBF7"},
    "centre": {**_CENTRE, "font_size": 10},
    "left": {**_RULED, "align": "left", "font_size": 10},
    "small": {**_RULED, "align": "left", "font_size": 9},
    "money": {**_CENTRE, "font_size": 10, "num_format": "#,##0.00"},
    "plain": {**_CENTRE, "font_size": 10, "num_format": "0.00"},
    "percent": {**_CENTRE, "font_size": 10, "num_format": "0.00%"},
    "whole_percent": {**_CENTRE, "font_size": 10, "num_format": "0%"},
    "total": {**_CENTRE, "font_size": 10, "bold": True},
    "report_title": {
        "font_name": _TITLE,
        "font_size": 18,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
    },
    "heading": {"font_name": "黑体", "font_size": 14, "text_wrap": True, "valign": "vcenter"},
    "paragraph": {"font_name": _FANG, "font_size": 14, "text_wrap": True, "valign": "top"},
}


class Book:
    """A workbook whose bytes depend on nothing but what is written into it."""

    def __init__(self, path: Path, author: str, made: datetime) -> None:
        options = {"default_format_properties": {"font_name": _SONG, "font_size": 11}}
        self._workbook = Workbook(str(path), options)
        self._workbook.set_properties({"author": author, "created": made})
        self._formats: dict[str, Any] = {}

    def page(self, name: str, widths: Sequence[float], *, landscape: bool = False) -> Page:
        """Add a sheet of A4, as wide as one printed page."""
        sheet = self._workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_footer("&C第 &P 页 共 &N 页")
        return Page(name, sheet, self, widths)

    def property(self, name: str, value: str) -> None:
        """Set a custom document property."""
        self._workbook.set_custom_property(name, value)

    def format(self, style: str) -> Any:
        """Return the format of a style, made once."""
        if style not in self._formats:
            self._formats[style] = self._workbook.add_format(STYLES[style])
        return self._formats[style]

    def close(self) -> None:
        """Write the file."""
        self._workbook.close()


@contextmanager
def open_book(path: Path, author: str, made: datetime) -> Iterator[Book]:
    """Give a workbook to write into, and close it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Book(path, author, made)
    yield book
    book.close()


class Page:
    """One sheet of a form."""

    def __init__(self, name: str, sheet: Any, book: Book, widths: Sequence[float]) -> None:
        self.name = name
        self._sheet = sheet
        self._book = book
        self._widths = widths

    def put(
        self,
        row: int,
        span: int | Span,
        value: str | float | None,
        style: str = "centre",
        *,
        down_to: int | None = None,
    ) -> str:
        """Write a value into a cell, merged where the span says so; return its address."""
        first, last = span if isinstance(span, tuple) else (span, span)
        chosen = self._book.format(style)
        if last > first or (down_to or row) > row:
            self._sheet.merge_range(row - 1, first - 1, (down_to or row) - 1, last - 1, "", chosen)
        if value is None:
            self._sheet.write_blank(row - 1, first - 1, None, chosen)
        elif isinstance(value, str):
            self._sheet.write_string(row - 1, first - 1, value, chosen)
        else:
            self._sheet.write_number(row - 1, first - 1, value, chosen)
        return f"{self.name}!{cell(row, first)}"

    def formula(self, row: int, span: int | Span, text: str, value: float, style: str) -> str:
        """Write a formula with the value that Excel would have stored beside it."""
        place = self.put(row, span, None, style)
        first = span[0] if isinstance(span, tuple) else span
        self._sheet.write_formula(row - 1, first - 1, f"={text}", self._book.format(style), value)
        return place

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self._sheet.set_row(row - 1, points)

    def fit(self, row: int, texts: Sequence[tuple[int | Span, str]], *, size: float = 10) -> None:
        """Make a row as high as its longest text needs; merged cells never grow by themselves."""
        needed = 1
        for span, text in texts:
            first, last = span if isinstance(span, tuple) else (span, span)
            # A column is as many digits of 11 points wide as it says, less a little for its edges.
            width = (sum(self._widths[first - 1 : last]) - 1) * 11.5 / size
            needed = max(needed, sum(_lines(part, width) for part in text.split("\n")))
        self.height(row, max(20.0, needed * size * 1.35 + 6))

    def hide(self, row: int) -> None:
        """Hide a row."""
        self._sheet.set_row(row - 1, None, None, {"hidden": True})

    def repeat(self, first: int, last: int) -> None:
        """Repeat rows at the top of every printed page."""
        self._sheet.repeat_rows(first - 1, last - 1)

    def freeze(self, row: int) -> None:
        """Keep the rows above in view."""
        self._sheet.freeze_panes(row - 1, 0)

    def break_before(self, row: int) -> None:
        """Begin a printed page with this row."""
        self._sheet.set_h_pagebreaks([row - 1])


def cell(row: int, column: int) -> str:
    """Return the address of a cell, such as F12."""
    return f"{xl_col_to_name(column - 1)}{row}"


def _lines(text: str, width: float) -> int:
    """Count the lines that a text takes; a Chinese character is as wide as two digits."""
    wide = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1.05 for each in text)
    return max(1, -int(-wide // width))
