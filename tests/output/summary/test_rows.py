"""Rows that are written past xlsxwriter: they stand where they belong, and a text stays what it was."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from xlaudit.output.summary.book import Book

TEXTS = (
    " 前后有空格 ",
    "一行\n又一行",
    "<r><t>不是格式</t></r>",
    "</t></is></c></row>",
    "&amp;<b>",
    "_x0041_",
    "=1+1",
    "http://example.com/",
    "😀" * 3,
)


def written(book: Book) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(book.finish())).active
    assert isinstance(sheet, Worksheet)
    return sheet


def test_rows_stand_among_those_of_xlsxwriter() -> None:
    book = Book()
    page = book.page("表")
    look = book.look(bold=True)
    for row, height in ((3, 30.0), (4, None), (8, 18.4)):
        page.begin(row)
        page.text(row, 1, f"行{row}", look)
        page.number(row, 2, row / 3, look)
        page.live(row, 3, f'IF(C{row + 1}<5,"小&","")', "小&", look)
        page.end(height)
    for row in (0, 2, 6, 9):  # the title is known last
        page.text(row, 0, f"外{row}", look)
    sheet = written(book)
    assert sheet.dimensions == "A1:D10"
    texts = {cell.row - 1: cell.value for cells in sheet for cell in cells[:2] if cell.value}
    assert texts == {0: "外0", 2: "外2", 3: "行3", 4: "行4", 6: "外6", 8: "行8", 9: "外9"}
    assert sheet["C9"].value == 8 / 3
    assert sheet["D9"].value == '=IF(C9<5,"小&","")'
    assert sheet["B9"].font.b
    heights = [sheet.row_dimensions[row].height for row in (4, 5, 9)]
    assert heights == [30, None, 18.75]  # whole pixels


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_stays_as_it_was(text: str) -> None:
    book = Book()
    page = book.page("表")
    page.begin(0)
    page.text(0, 0, text, book.look())
    page.url(0, 1, "external:甲局.xlsx#'表'!A1", text, book.look())
    page.end()
    page.text(1, 0, text, book.look())
    sheet = written(book)
    # Of texts inside cells, openpyxl leaves the escape of _x0041_ to its caller.
    assert [unescape(sheet[cell].value) for cell in ("A1", "B1")] == [text, text]
    assert {sheet["A1"].data_type, sheet["B1"].data_type} == {"s"}
    assert sheet["A2"].value.rstrip("\u200b") == text
    assert sheet["B1"].hyperlink.location == "'表'!A1"


def test_rows_come_in_order() -> None:
    page = Book().page("表")
    for row in (5, 6):
        page.begin(row)
        page.end()
    with pytest.raises(AssertionError):
        page.begin(6)
