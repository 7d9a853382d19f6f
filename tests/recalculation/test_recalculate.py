"""Formulas reckoned again: LibreOffice says what they give, tampered results are found."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.libreoffice import SOFFICE, convert
from tests.recalculation.battery import FORMULAS, TABLE
from xlaudit.hosts.files import read_workbook
from xlaudit.recalculation.recalculate import Recalculated, recalculate
from xlaudit.workbook.snapshot import Cell, ErrorValue, Sheet, Snapshot

DATA = "数据"


def one(formula: str, stored: object = Decimal(0), **names: str) -> Recalculated:
    """Reckon one formula that stands in G1 of the table."""
    cells = {
        (row, column): Cell(Decimal(str(value)) if type(value) in (int, float) else value)  # type: ignore[arg-type]
        for row, values in enumerate(TABLE, start=1)
        for column, value in enumerate(values, start=1)
        if value not in (None, "")
    }
    cells[1, 7] = Cell(stored, formula)  # type: ignore[arg-type]
    (result,) = recalculate(Snapshot("", (Sheet(DATA, cells),), names=names))
    return result


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_gives_the_same(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = DATA
    for values in TABLE:
        sheet.append([None if value == "" else value for value in values])
    for row, formula in enumerate(FORMULAS, start=1):
        sheet.cell(row, 7, f"={formula}")
    book.save(tmp_path / "a.xlsx")
    (converted,) = convert([tmp_path / "a.xlsx"], "xlsx", tmp_path)
    snapshot = read_workbook(converted)
    results = {each.place.row: each for each in recalculate(snapshot)}
    wrong = [
        (formula, results[row].stored, results[row].computed, results[row].reason)
        for row, formula in enumerate(FORMULAS, start=1)
        if row in results and (results[row].reason or not results[row].agrees)
    ]
    assert not wrong, wrong
    assert len(results) >= len(FORMULAS) - 3  # an empty text is stored as nothing


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_shipped_forms_are_reckoned_as_libreoffice_does(tmp_path: Path) -> None:
    templates = sorted((Path(__file__).parents[2] / "workbooks" / "templates").glob("*.xlsx"))
    count = 0
    for path in convert(templates, "xlsx", tmp_path):
        for each in recalculate(read_workbook(path)):
            assert each.agrees, each
            assert not each.reason, each
            count += 1
    assert count > 300


def test_every_number_that_is_changed_by_hand_is_found() -> None:
    for formula in FORMULAS:
        honest = one(formula)
        assert not honest.reason, (formula, honest.reason)
        if isinstance(honest.computed, float):
            true = Decimal(repr(honest.computed))
            assert one(formula, true).agrees, formula
            assert not one(formula, true + Decimal("0.01")).agrees, formula
        elif isinstance(honest.computed, str):
            assert not one(formula, honest.computed + "。").agrees, formula


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("OFFSET(A1,1,0)", "函数 OFFSET"),
        ("INDIRECT(A5)", "函数 INDIRECT"),
        ("TODAY()", "函数 TODAY"),
        ("'[别的.xlsx]表'!A1", "其他文件的单元格"),
        ("[1]表!A1", "公式里的“[”"),
        ("SUM(A:A)", ""),
        ("(" * 200 + "1" + ")" * 200, "嵌套过深的公式"),
        ("-" * 5000 + "1", "嵌套过深的公式"),
        ("SUM(A1:XFD1048576)", "过大的单元格区域"),
        ('COUNTIF(A1:A5,"1*")', "通配符遇到数字"),
        ('COUNTIF(E1:E5,"?*")', "通配符遇到数字"),
        ('COUNTIF(E1:E4,"*")', "通配符遇到空单元格"),
        ('COUNTIF(A1:A5,">文*")', "通配符"),
        ("未定义的名称", "名称 未定义的名称"),
        ("2^3", "乘方"),
        ("A1:A3", "单元格区域用作单个值"),
        ("IF(A1", ""),
        ("", ""),
        ('TEXT(A1,"[DBNum2]")', "TEXT 的格式"),
    ],
)
def test_what_is_not_reckoned_says_so(formula: str, why: str) -> None:
    result = one(formula)
    assert result.agrees
    assert result.reason
    assert why in result.reason


def test_a_pattern_cannot_make_the_search_run_for_ever() -> None:
    # Tried at every place for every star, this would take longer than the sun will shine.
    cells = {(1, 1): Cell("甲" * 5000 + "乙")}
    pattern = "*甲" * 120 + "*丙"
    cells[1, 2] = Cell(Decimal(1), f'COUNTIF(A1,"{pattern}")')
    (result,) = recalculate(Snapshot("", (Sheet(DATA, cells),)))
    assert result.computed == 0


def test_a_condition_longer_than_excel_takes_is_an_error() -> None:
    assert one(f'COUNTIF(A1:A5,"*{"甲" * 255}")', ErrorValue("#VALUE!")).agrees


def test_long_chains_are_no_trouble() -> None:
    assert one("+".join(["1"] * 4000), Decimal(4000)).agrees


def test_names_sheets_and_errors() -> None:
    assert one("合计", Decimal(60), 合计="数据!$A$1:$A$1+50").agrees
    assert one("'数据'!A1+数据!A2", Decimal(30)).agrees
    assert one("不存在!A1", ErrorValue("#REF!")).agrees
    assert one("A1/A6", ErrorValue("#DIV/0!")).agrees
    assert not one("A1/A6", ErrorValue("#N/A")).agrees


def test_a_name_that_stands_for_itself_ends() -> None:
    assert "名称" in one("圈", 圈="圈+1").reason


def test_precision_as_displayed_is_no_tampering() -> None:
    cells = {
        (1, 1): Cell(Decimal(1)),
        (1, 2): Cell(Decimal(3)),
        (1, 3): Cell(Decimal("0.33"), "A1/B1", "0.00"),
        (2, 3): Cell(Decimal("33.33") / 100, "A1/B1", "0.00%"),
    }
    results = list(recalculate(Snapshot("", (Sheet(DATA, cells),))))
    assert all(each.agrees for each in results[:1])
    raw = replace(Sheet(DATA, cells), cells={**cells, (1, 3): Cell(Decimal("0.33"), "A1/B1")})
    assert not next(iter(recalculate(Snapshot("", (raw,))))).agrees


def test_truth_in_a_range_is_no_number() -> None:
    """Excel's page on SUM: logical values in a reference are passed over; LibreOffice adds them."""
    assert one("SUM(E1:E5)", Decimal(0)).agrees
    assert one("COUNT(E1:E5)", Decimal(0)).agrees
    assert one("SUM(TRUE,1)", Decimal(2)).agrees
