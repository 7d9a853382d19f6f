"""A workbook that is written once: sheets, looks made once, text that stays text, formulas with their value.

Every text goes through ``Page.text``, whatever it begins with: what a department wrote is never a formula
and never a link. Rows and columns are counted from 0, as xlsxwriter counts them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

from xlaudit.output.summary.paper import A4, paper_for
from xlaudit.output.summary.rows import Rows, with_rows
from xlaudit.workbook.place import column_name

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = [
    "BODY",
    "GREY",
    "KIND",
    "LINE",
    "MADE",
    "TITLE",
    "Book",
    "Page",
    "Value",
    "address",
    "height",
]

KIND = ("xlaudit.kind", "summary")
"""The document property by which a later run knows its own summary and passes it over."""

MADE = "2000-01-01T00:00:00Z"
"""When every summary says it was made: its bytes must not tell when it really was."""

Value = str | Decimal | float | None

Headings = Sequence[tuple[int, int, str]]
"""First column, last column and text of each heading."""

BODY, TITLE = "宋体", "黑体"
GREY = "#595959"
LINE = 13.5
"""The height of a line of 10-point text, in points."""
_TALLEST = 409.0  # points; the most that Excel knows
_LONGEST = 32_767  # what a cell holds; a longer text is cut with a mark, never dropped in silence
# Control characters show as boxes or not at all, and half a character cannot be written in any encoding.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Book:
    """The workbook in memory; the same calls give the same bytes."""

    def __init__(self) -> None:
        from xlsxwriter import Workbook  # noqa: PLC0415 - slow to import, needed only here

        self._buffer = io.BytesIO()
        options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}
        self.workbook: Workbook = Workbook(self._buffer, options)
        made = datetime.fromisoformat(MADE)
        self.workbook.set_properties({"created": made, "author": "xlaudit"})
        self.workbook.set_custom_property(*KIND)
        self._looks: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.styles: dict[Format, int] = {}
        """The number of each look, as cells name it."""
        self._rows: dict[str, Rows] = {}

    def look(self, **properties: Any) -> Format:
        """Return the format with these properties of xlsxwriter, made once."""
        base = {"font_name": BODY, "font_size": 10, "valign": "vcenter", **properties}
        key = tuple(sorted(base.items()))
        if key not in self._looks:
            self._looks[key] = look = self.workbook.add_format(base)
            self.styles[look] = look._get_xf_index()  # noqa: SLF001 - as xlsxwriter's own large tables do
        return self._looks[key]

    def page(self, name: str) -> Page:
        """Add a sheet behind the others."""
        page = Page(self, name)
        self._rows[f"xl/worksheets/sheet{len(self._rows) + 1}.xml"] = page.rows
        return page

    def finish(self) -> bytes:
        """Close the workbook and return it."""
        self.workbook.close()
        return with_rows(self._buffer.getvalue(), self._rows)


class Page:
    """One sheet. The rows of a table that grows with the county are written between ``begin`` and ``end``."""

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.name = book, name
        self.sheet: Worksheet = book.workbook.add_worksheet(name)
        self.rows = Rows()
        self.begin, self.end = self.rows.begin, self.rows.end

    def text(self, row: int, column: int, text: str, look: Format) -> None:
        """Write a text that stays text; an empty one leaves the cell empty."""
        if row == self.rows.row:
            if text:
                self.rows.text(column, safe(text), self.book.styles[look])
            else:
                self.rows.blank(column, self.book.styles[look])
        elif text:
            self.sheet.write_string(row, column, _plain(safe(text)), look)
        else:
            self.sheet.write_blank(row, column, None, look)

    def number(self, row: int, column: int, value: Decimal | float, look: Format) -> None:
        """Write a number as Excel stores it; one that it cannot store as text."""
        number = float(value)
        if row == self.rows.row and isfinite(number):
            self.rows.number(column, number, self.book.styles[look])
        elif isfinite(number):
            self.sheet.write_number(row, column, number, look)
        else:
            self.text(row, column, str(value), look)

    def value(self, row: int, column: int, value: Value, look: Format) -> None:
        """Write a text, a number, or an empty cell that has the look."""
        if value is None:
            self.text(row, column, "", look)
        elif isinstance(value, str):
            self.text(row, column, value, look)
        else:
            self.number(row, column, value, look)

    def url(self, row: int, column: int, target: str, text: str, look: Format) -> None:
        """Write a text as a link; ``target`` as xlsxwriter knows it, ``internal:…`` or ``external:…``."""
        if row != self.rows.row:
            self.sheet.write_url(row, column, target, look, _plain(safe(text)))
            return
        kind, _, linked = target.partition(":")
        assert kind == "external"
        path, _, place = linked.partition("#")
        self.rows.link(column, path, safe(place))
        self.text(row, column, text, look)

    def live(self, row: int, column: int, formula: str, value: Value, look: Format) -> None:
        """Write a formula (without ``=``) and the value that it has, for readers that do not recompute."""
        shown = "" if value is None else value if isinstance(value, str) else float(value)
        if row == self.rows.row:
            self.rows.formula(column, formula, shown, self.book.styles[look])
        else:
            self.sheet.write_formula(row, column, f"={formula}", look, shown)

    def figure(self, row: int, column: int, value: Value, formula: str, look: Format) -> None:
        """Write a formula with its value; only the value where there is no formula."""
        if formula:
            self.live(row, column, formula, value, look)
        else:
            self.value(row, column, value, look)

    def section(self, row: int, span: tuple[int, int], title: str, headings: Headings) -> None:
        """Write the title of a small table, and its headings in the row below."""
        self.wide(row, *span, title, self.book.look(bold=True, font_name=TITLE, font_size=11))
        for first, last, heading in headings:
            self.wide(row + 1, first, last, heading, self.heading_look)

    def wide(self, row: int, first: int, last: int, text: str, look: Format) -> None:
        """Write a text over several columns."""
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", look)
        self.text(row, first, text, look)

    def head(self, title: str, note: str, last: int) -> None:
        """Write the title and the note over the columns to ``last``, in rows 0 and 1."""
        look = self.book.look
        size = {"font_name": TITLE, "bold": True, "font_size": 16}
        self.wide(0, 0, last, title, look(**size, align="center"))
        self.wide(1, 0, last, note, look(font_color=GREY, font_size=9, text_wrap=True))
        self.sheet.set_row(0, 28)

    def headings(self, row: int, headings: Sequence[str], widths: Sequence[float]) -> None:
        """Write the headings of a table and set the widths of its columns, 0 to hide one."""
        look = self.heading_look
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            self.text(row, column, heading, look)
            self.sheet.set_column(
                column, column, width or 8, None, {} if width else {"hidden": True}
            )
        self.sheet.set_row(row, max(20, height(zip(headings, widths, strict=True))))

    @property
    def heading_look(self) -> Format:
        """How the headings of all our tables look."""
        return self.book.look(
            bold=True, bg_color="#D9E1F2", border=1, align="center", text_wrap=True
        )

    def print_as(
        self, county: str, *, landscape: bool = True, repeat: tuple[int, int] | None = None
    ) -> None:
        """Set the page up: A4, one page wide, the county's name above, page numbers below."""
        self._print_as(county, A4, 1, landscape=landscape, repeat=repeat)

    def print_wide(
        self,
        county: str,
        widths: Iterable[float],
        *,
        size: float,
        names: int,
        repeat: tuple[int, int],
    ) -> None:
        """Set up a table of many columns so that its text of ``size`` points can still be read.

        Where that takes several pages side by side, the first ``names`` columns stand on each. ``widths``
        are those of the printed columns, as headings take them; 0 is hidden.
        """
        paper, pages = paper_for(widths, size)
        self._print_as(county, paper, pages, landscape=True, repeat=repeat)
        if pages > 1:
            self.sheet.repeat_columns(0, names - 1)

    def _print_as(
        self,
        county: str,
        paper: int,
        pages: int,
        *,
        landscape: bool,
        repeat: tuple[int, int] | None,
    ) -> None:
        sheet = self.sheet
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(pages, 0)
        if repeat is not None:
            sheet.repeat_rows(*repeat)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        font = f'&"{BODY},Regular"&9'  # a space behind it: a name may begin with a figure
        named = safe(county)[:60].replace("&", "&&")
        sheet.set_header(f"&L{font} {named}&R{font} {self.name}", {"margin": 0.3})
        sheet.set_footer(f"&C{font} 第 &P 页，共 &N 页", {"margin": 0.3})
        sheet.hide_gridlines(2)


def safe(text: str) -> str:
    """Return a text that a cell can hold: unseen marks as �, at most 32,767 characters as Excel counts."""
    if _UNSEEN.search(text):
        text = _UNSEEN.sub("�", text)
    if len(text) <= _LONGEST // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST:
        return text
    return units[: 2 * (_LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def _plain(text: str) -> str:
    """Return a text that xlsxwriter does not take for the markup of one with several looks."""
    return f"{text}\u200b" if text.startswith("<r>") and text.endswith("</r>") else text


def address(row: int, column: int, *, fixed: bool = False) -> str:
    """Return the address of a cell counted from 0, with ``$`` where it is ``fixed``."""
    mark = "$" if fixed else ""
    return f"{mark}{column_name(column + 1)}{mark}{row + 1}"


def height(cells: Iterable[tuple[str, float]]) -> float:
    """Return the height that shows every wrapped text, given with the width of its column."""
    lines = 1
    for text, width in cells:
        room = max(1, int(width - 1.5))
        # Most texts are short: no character is wider than two places.
        if width and (2 * len(text) > room or "\n" in text):
            lines = max(lines, sum(max(1, -(-_places(line) // room)) for line in text.split("\n")))
    return min(_TALLEST, LINE * lines + 5)


def _places(line: str) -> int:
    """Return how wide a line stands, as ``measure.width`` does, in a tenth of the time.

    A Chinese character is three bytes of UTF-8, a letter one.
    """
    return (len(line.encode("utf-8", "surrogatepass")) + len(line)) // 2
