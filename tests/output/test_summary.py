"""The county workbook: live totals, text that stays text, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.output import example
from xlaudit.county.summary import CountySummary, Department, Failure, summarise
from xlaudit.numbers import excel
from xlaudit.output.summary import SHEET, summary_workbook

DEPARTMENT = summarise([example.digest()]).departments[0]
OTHER = replace(
    DEPARTMENT,
    name="示例县财政局",
    source="乡镇/财政局.xlsx",
    budget=Decimal("98765432.1"),
    spent=Decimal("87654321.09"),
    stated_total=Decimal("88.405"),
    low=Decimal(80),
    high=Decimal("84.5"),
    grade="良",
)
UNSTATED = replace(DEPARTMENT, name="乙局", budget=None, stated_total=None, stated_grade="")
ROWS = (DEPARTMENT, OTHER, UNSTATED)
FAILURES = (Failure("坏.xlsx", "读不了“坏.xlsx”：它不是工作簿。"),)


def page(summary: CountySummary, *, values: bool = False) -> Worksheet:
    """Return the sheet as openpyxl reads it: formulas, or the values that stand beside them."""
    stream = io.BytesIO(summary_workbook(summary))
    sheet = openpyxl.load_workbook(stream, data_only=values)[SHEET]
    assert isinstance(sheet, Worksheet)
    return sheet


def headings(sheet: Worksheet) -> dict[str, int]:
    """Return the column of each heading, without its unit."""
    return {str(cell.value).replace("\n", "").partition("（")[0]: cell.column for cell in sheet[3]}


def test_a_row_a_department() -> None:
    sheet = page(CountySummary(ROWS, ()), values=True)
    column = headings(sheet)
    shown = {name: sheet.cell(4, number).value for name, number in column.items()}
    assert shown["部门"] == "示例县档案馆"
    assert (shown["全年预算数"], shown["全年执行数"]) == (1200.5, 1051.16)
    assert shown["执行率"] == pytest.approx(0.875602, abs=1e-6)
    assert (shown["自评总分"], shown["系统得分"], shown["差异"]) == (92.73, 91.23, 1.5)
    assert (shown["自评等级"], shown["系统等级"]) == ("优", "优")
    assert (shown["错误"], shown["待核实"], shown["提示"], shown["尾差"], shown["未核"]) == (
        1,
        1,
        1,
        0,
        1,
    )
    assert (shown["状态"], shown["来源文件"]) == ("有错误", "自评表.xlsx")


def test_a_range_is_words_and_what_is_missing_is_empty() -> None:
    sheet = page(CountySummary(ROWS, ()), values=True)
    column = headings(sheet)
    assert sheet.cell(5, column["系统得分"]).value == "80.00～84.50"
    assert sheet.cell(5, column["差异"]).value is None
    for name in ("全年预算数", "执行率", "自评总分", "差异", "自评等级"):
        assert sheet.cell(6, column[name]).value in (None, ""), name


def test_totals_are_formulas_and_libreoffice_agrees(
    tmp_path: Path, recalculate: Callable[..., list[Path]]
) -> None:
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(summary_workbook(CountySummary(ROWS, FAILURES)))
    cached = openpyxl.load_workbook(path, data_only=True)[SHEET]
    formulas = openpyxl.load_workbook(path)[SHEET]
    (result,) = recalculate([path])
    reckoned = openpyxl.load_workbook(result, data_only=True)[SHEET]
    checked = 0
    for row in formulas.iter_rows(min_row=4, max_row=7):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                ours, theirs = (book[cell.coordinate].value for book in (cached, reckoned))
                if ours in (None, ""):
                    assert theirs in (None, ""), cell.coordinate
                else:
                    assert excel.equal(ours, theirs), cell.coordinate
                checked += 1
    assert checked >= 3 + 1 + 4 + 5
    column = headings(reckoned)
    total = {name: reckoned.cell(7, number).value for name, number in column.items()}
    assert total["自评总分"] == 90.57  # (92.73 + 88.405) / 2 = 90.5675
    both = (1051.16 + 8765.432109) / (1200.5 + 9876.54321)  # the row without a budget stays out
    assert total["执行率"] == pytest.approx(both, rel=1e-12)


def test_workbooks_that_could_not_be_read_stand_below() -> None:
    sheet = page(CountySummary(ROWS, FAILURES))
    texts = [cell.value for row in sheet.iter_rows(min_row=8) for cell in row if cell.value]
    assert texts == ["无法读取 1 份", "坏.xlsx", FAILURES[0].reason]


def test_a_county_of_failures_alone() -> None:
    assert page(CountySummary((), FAILURES))["A5"].value == "无法读取 1 份"


def test_duplicates_say_so() -> None:
    rows = tuple(replace(DEPARTMENT, source=name, is_duplicate=True) for name in "ab")
    sheet = page(CountySummary(rows, ()), values=True)
    assert sheet.cell(4, headings(sheet)["状态"]).value == "有错误；同一部门报送多份"


@pytest.mark.parametrize(
    "text", ["=1+1", "{=1+1}", "=HYPERLINK(1)", "http://example.invalid", "+1", "@a"]
)
def test_text_stays_text(text: str) -> None:
    row: Department = replace(DEPARTMENT, name=text, source=text, stated_grade=text)
    sheet = page(CountySummary((row,), (Failure(text, text),)))
    found = [cell for cells in sheet.iter_rows() for cell in cells if cell.value == text]
    assert len(found) == 5
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in found)


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark() -> None:
    sheet = page(CountySummary((), (Failure("a", "长" * 40_000),)))
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert max(map(len, texts)) == 32_767
    assert any(text.endswith("长…") for text in texts)


def test_same_summary_same_bytes() -> None:
    first, second = (summary_workbook(CountySummary(ROWS, FAILURES)) for _ in range(2))
    assert first == second
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()} == {
        (1980, 1, 1, 0, 0, 0)
    }


def test_ready_to_print_and_to_filter() -> None:
    sheet = page(CountySummary(ROWS, FAILURES))
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B4", "$1:$3")
    assert sheet.auto_filter.ref == "A3:R6"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # one page wide, as many as needed high
