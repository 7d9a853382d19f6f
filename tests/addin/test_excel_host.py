"""An open workbook is read as its file is; the referee is the file host, which openpyxl referees."""

# ruff: noqa: DTZ001 - a cell has no time zone

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.worksheet.formula import ArrayFormula

from tests.addin.live_books import SAMPLES, TEMPLATES, differences, facts
from tests.hosts.xlwings_host import CALLS, open_book
from xlaudit.errors import WorkbookError
from xlaudit.hosts.files import read_workbook
from xlaudit.hosts.live import read
from xlaudit.hosts.live.read import snapshot
from xlaudit.workbook.place import Area
from xlaudit.workbook.snapshot import ErrorValue


@pytest.mark.parametrize("path", [*SAMPLES, *TEMPLATES], ids=lambda path: path.stem)
def test_an_open_workbook_is_read_as_its_file(excel: Any, path: Path) -> None:
    live, filed = snapshot(open_book(path)), read_workbook(path)
    assert differences(live, filed) == []
    assert facts(live) == facts(filed)
    assert (live.name, live.sha256, live.properties) == (filed.name, filed.sha256, filed.properties)
    assert (live.date1904, live.has_macros) == (filed.date1904, filed.has_macros)


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A workbook with every kind of cell that Excel hands over in a way of its own."""
    path = tmp_path / "奇特.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    formats = {
        code: book.add_format({"num_format": code})
        for code in ("yyyy-mm-dd", "h:mm", '"¥"#,##0.00', "0.00%", "@", "0.00")
    }
    sheet.write_datetime("A1", datetime(2022, 12, 31), formats["yyyy-mm-dd"])
    sheet.write_datetime("A2", datetime(2022, 3, 4, 18), formats["yyyy-mm-dd"])
    sheet.write_number("A3", 0.75, formats["h:mm"])
    sheet.write_number("A4", 1234.567891, formats['"¥"#,##0.00'])
    sheet.write_number("A5", 0.8756, formats["0.00%"])
    sheet.write_string("A6", "001", formats["@"])
    sheet.write_string("A7", "=1+1")
    sheet.write_string("A8", "#N/A")
    sheet.write_formula("A9", "=1/0", None, "#DIV/0!")
    sheet.write_formula("A10", '="#N/A"', None, "#N/A")
    sheet.write_formula("A11", "=A1+1", formats["yyyy-mm-dd"], 44927)
    sheet.write_boolean("A12", True)
    sheet.write_number("A13", 1e21)
    sheet.write_number("A14", 0.1 + 0.2)
    sheet.write_array_formula("C1:C3", "{=A13:A15*2}", None, 2e21)
    sheet.write_array_formula("D1:D3", "{=A13:A15*2}", None, 2e21)
    sheet.write("C2", 0.6)
    sheet.write("C3", 0)
    sheet.write("D2", 0.6)
    sheet.write("D3", 0)
    sheet.merge_range("F1:H2", "合并")
    sheet.merge_range("F3:F9", "")
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column("B:B", None, None, {"hidden": True})
    book.add_worksheet("藏").hide()
    book.add_worksheet("深藏").very_hidden()
    locked = book.add_worksheet("锁")
    locked.write("B2", 5)
    locked.protect()
    book.define_name("合计", "=表!$A$13")
    book.define_name("锁!局部", "=锁!$B$2")
    book.close()
    return path


def test_odd_cells_are_read_as_from_their_file(excel: Any, odd: Path) -> None:
    live, filed = snapshot(open_book(odd)), read_workbook(odd)
    assert differences(live, filed) == []
    assert facts(live) == facts(filed)
    assert live.names == filed.names
    sheet = live.sheet("表")
    assert sheet.value(1, 1) == Decimal(44926)
    assert sheet.value(4, 1) == Decimal("1234.567891")  # xlwings itself says 1234.5679
    assert sheet.value(8, 1) == "#N/A"
    assert sheet.value(9, 1) == ErrorValue("#DIV/0!")
    assert sheet.cells[7, 1].formula is None
    assert sheet.cells[3, 3].array == Area(1, 3, 3, 3)
    assert sheet.cells[3, 4].array == Area(1, 4, 3, 4)


def test_dates_of_the_1904_system_keep_their_serial_numbers(excel: Any, tmp_path: Path) -> None:
    path = tmp_path / "麦金塔.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": True})
    sheet = book.add_worksheet()
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_datetime("A1", datetime(2022, 12, 31), days)
    sheet.write_formula("A2", "=A1", days, 43464)
    book.close()
    live = snapshot(open_book(path))
    assert live.date1904
    assert [live.sheets[0].value(row, 1) for row in (1, 2)] == [Decimal(43464), Decimal(43464)]


def test_a_workbook_that_was_never_saved_has_no_file_to_ask(excel: Any) -> None:
    book = excel.books.add()
    book.sheets[0].range("B2").value = [["单位", 12.5]]
    live = snapshot(book)
    assert live.sha256 == ""
    assert live.properties == {}
    assert live.sheets[0].cells.keys() == {(2, 2), (2, 3)}


def test_a_workbook_on_a_server_has_no_file_and_its_sheets_name_none(
    excel: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """For such an address xlwings reads a sheet of the workbook, which could lead anywhere."""
    book = open_book(SAMPLES[0])
    book.impl.FullName = "https://example.sharepoint.com/自评表.xlsx"
    asked = []
    monkeypatch.setattr(type(book), "fullname", property(lambda _: asked.append(1)))
    assert snapshot(book).sha256 == ""
    assert asked == []


def test_a_changed_workbook_is_not_the_file(excel: Any) -> None:
    book = open_book(SAMPLES[0])
    assert snapshot(book).sha256
    book.sheets[0].range("A1").value = "改过"
    assert snapshot(book).sha256 == ""


def test_merged_areas_that_stand_close_together(excel: Any) -> None:
    """Their empty cells make one block, all of it merged, of which the first area is only a part."""
    book = excel.books.add()
    sheet = book.sheets[0]
    areas = ("A1:F1", "A2:F2", "A3:C3", "D3:F3", "A4:A9", "B4:F9")
    for area in areas:
        sheet.range(area).merge()
        sheet.range(area.partition(":")[0]).value = area
    assert {area.address for area in snapshot(book).sheets[0].merged} == set(areas)


def test_an_empty_sheet(excel: Any) -> None:
    assert snapshot(excel.books.add()).sheets[0].cells == {}


def _table(path: Path, rows: int) -> Path:
    """A table as forms have it: a merged title, headings, like rows, a total below."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    money, share = (book.add_format({"num_format": code}) for code in ("#,##0.00", "0.00%"))
    sheet.merge_range("A1:F1", "部门整体绩效自评表")
    sheet.write_row("A2", ["指标", "年初", "全年", "执行", "执行率", "说明"])
    for row in range(3, rows + 3):
        sheet.write_string(f"A{row}", f"指标{row}")
        sheet.write_row(f"B{row}", [row * 1.25, row * 1.5, row * 1.125], money)
        sheet.write_formula(f"E{row}", f"=D{row}/C{row}", share, 0.75)
    sheet.write(f"A{rows + 3}", "合计")
    sheet.write_formula(f"B{rows + 3}", f"=SUM(B3:B{rows + 2})", money, 1)
    book.close()
    return path


def test_the_calls_do_not_grow_with_the_rows(excel: Any, tmp_path: Path) -> None:
    counts = []
    for rows in (40, 4000):
        book = open_book(_table(tmp_path / f"{rows}.xlsx", rows))
        CALLS.clear()
        live = snapshot(book)
        assert len(live.sheets[0].cells) > rows * 5
        assert CALLS["Range", "formula"] == 1
        assert CALLS["Range", "raw_value"] == 1
        counts.append(sum(CALLS.values()))
    assert counts[0] == counts[1]
    assert counts[0] < 150


def test_a_sheet_formatted_to_its_far_end_is_refused(
    excel: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(read, "USED_LIMIT", 100)
    book = open_book(_table(tmp_path / "长.xlsx", 40))
    with pytest.raises(WorkbookError, match=r"表.*F43"):
        snapshot(book)


def test_the_host_itself_is_faithful(excel: Any) -> None:
    """What Excel does to typed strings, merged cells and numbers, known from Excel, happens in the host."""
    sheet = excel.books.add().sheets[0]
    typed = ["001", "1-2", "50%", "=1+1", "May 2020", "'001", "TRUE", "1,234.5", "2022年5月", "abc"]
    for row, text in enumerate(typed, start=1):
        sheet.range((row, 1)).value = text
    values = [sheet.range((row, 1)).value for row in range(1, len(typed) + 1)]
    assert values == [
        *(1.0, datetime(2022, 1, 2), 0.5, None, datetime(2020, 5, 1)),
        *("001", True, 1234.5, datetime(2022, 5, 1), "abc"),
    ]
    assert sheet.range("A4").formula == "=1+1"
    sheet.range("C1").number_format = "@"
    sheet.range("C1").value = "001"
    assert sheet.range("C1").value == "001"
    sheet.range("E1:F1").merge()
    sheet.range("E1:F1").value = [["头", "尾"]]
    assert sheet.range("F1").value is None
    assert sheet.range("A1:C1").number_format is None
    sheet.range("G1").value = 3.0
    assert isinstance(sheet.range("G1").value, float)


def test_openpyxl_agrees_on_what_stands_in_a_book_that_the_host_saved(
    excel: Any, tmp_path: Path
) -> None:
    book = excel.books.add()
    book.sheets[0].range("A1").value = [["'001", 2.5]]
    book.save(tmp_path / "甲.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO((tmp_path / "甲.xlsx").read_bytes())).worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["001", 2.5]
    assert sheet["A1"].data_type == "s"


def test_two_arrays_side_by_side_with_one_formula_stay_two(excel: Any) -> None:
    book = excel.books.add()
    sheet = book.impl.workbook.worksheets[0]
    sheet["A1"] = ArrayFormula("A1:A2", "=D1:D2")
    sheet["B1"] = ArrayFormula("B1:B2", "=D1:D2")
    sheet["D2"] = date(2022, 1, 1)
    cells = snapshot(book).sheets[0].cells
    assert {place: cell.array for place, cell in cells.items() if cell.array} == {
        **dict.fromkeys([(1, 1), (2, 1)], Area(1, 1, 2, 1)),
        **dict.fromkeys([(1, 2), (2, 2)], Area(1, 2, 2, 2)),
    }
