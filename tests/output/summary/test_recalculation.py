"""The workbook is live: LibreOffice recomputes every formula to the value that stands beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.output.summary.county import CHECKS_ONLY, changed, county, digest, finding
from tests.output.summary.reading import all_cells, book
from xlaudit.checks.finding import Decision, Severity
from xlaudit.county.model import CountySummary, Failure, Previous, Review
from xlaudit.county.summary import summarise
from xlaudit.numbers import excel
from xlaudit.output.summary import SHEET, summary_workbook

ALLOWED = {
    *("IF", "MIN", "MAX", "ROUND", "SUM", "SUMIFS", "SUMPRODUCT", "COUNTIFS", "AVERAGE", "MEDIAN"),
    *("RANK", "LARGE", "SMALL", "INDEX", "MATCH", "LOOKUP", "IFERROR", "TEXT"),
}
DECISION = Decision("属实不改", "已向人大报告")


def rich() -> CountySummary:
    """Return a county with everything that bends a total: ranges, duplicates, subordinates, gaps, ties."""
    severities = list(Severity)
    digests = [
        digest(
            number,
            f"示例县第{number}局",
            [finding(k, severities[k % 4]) for k in range(number % 4)],
        )
        for number in range(1, 24)
    ]
    summary = county([*digests, digest(7, "示例县第24局")])
    for index in (3, 4, 5):
        summary = changed(summary, index, superior="示例县第1局")
    summary = changed(summary, 8, low=Decimal("71.5"), high=Decimal(83), grade="")
    summary = changed(summary, 9, is_counted=False, is_duplicate=True)
    summary = changed(summary, 10, budget=None)
    summary = changed(summary, 11, stated_total=None, stated_grade="优秀")
    summary = changed(summary, 12, budget=Decimal(0), stated_grade="=1+1")
    summary = changed(summary, 13, budget=Decimal(-5_000), stated_grade="")
    summary = changed(summary, 14, previous=Previous(2021, Decimal(0), Decimal(1), None, "良"))
    review = Review("复核完成 98%", Decimal("7.5"), "见台账")
    return replace(
        summary,
        failures=(Failure("坏.xlsx", "读不了。"),),
        decisions={("示例县第1局", finding(0).key): DECISION},
        reviews={("示例县第2局", "output", "工程质量合格率"): review},
    )


def unscored() -> CountySummary:
    """Return a county whose scheme gives no points."""
    digests = [
        replace(digest(number, f"乙县第{number}局"), scheme=CHECKS_ONLY, indicators=(), blocks=())
        for number in (1, 2)
    ]
    summary = county(digests)
    for index in (0, 1):
        summary = changed(summary, index, low=None, high=None, grade="", stated_total=None)
    return summary


def extreme() -> CountySummary:
    """Return a county with figures at and beyond what a cell holds."""
    summary = county([digest(number, f"丁县第{number}局") for number in range(1, 5)])
    summary = changed(summary, 0, budget=Decimal("1E+30"), spent=Decimal("-1E+30"))
    summary = changed(summary, 1, budget=Decimal("1E+400"), spent=Decimal(1))
    return changed(summary, 2, budget=Decimal("1E-30"), spent=Decimal("1E+30"))


COUNTIES = {
    "extreme": extreme,
    "rich": rich,
    "reckoned": lambda: summarise([digest(n, f"丙县第{n}局", [finding(n)]) for n in range(1, 8)]),
    "one": lambda: county([digest(5, "甲局", [finding(1)])]),
    "empty": lambda: CountySummary((), (Failure("坏.xlsx", "读不了。"),)),
    "unscored": unscored,
}


def test_every_formula_gives_the_value_beside_it(
    tmp_path: Path, recalculate: Callable[..., list[Path]]
) -> None:
    paths = []
    for name, make in COUNTIES.items():
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(summary_workbook(make()))
        paths.append(path)
    for path, result in zip(paths, recalculate(paths), strict=True):
        written, cached = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
        reckoned = openpyxl.load_workbook(result, data_only=True)
        checked = 0
        for cell in all_cells(written):
            if cell.data_type != "f":
                continue
            where = (cell.parent.title, cell.coordinate)
            ours, theirs = (each[where[0]][where[1]].value for each in (cached, reckoned))
            checked += 1
            if isinstance(ours, int | float) and isinstance(theirs, int | float):
                assert excel.equal(ours, theirs) or abs(ours - theirs) < 1e-9, (path.stem, where)
            else:
                assert (ours or "") == (theirs or ""), (path.stem, where, cell.value)
        assert checked > (60 if path.stem != "rich" else 600), path.stem


def test_a_change_by_hand_is_told_in_the_master_cell(
    tmp_path: Path, recalculate: Callable[..., list[Path]]
) -> None:
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(summary_workbook(rich()))
    changed_book = openpyxl.load_workbook(path)
    sheet = changed_book[SHEET]
    column = next(cell.column for cell in sheet[3] if str(cell.value).startswith("执行数"))
    sheet.cell(4, column).value = 1
    changed_book.save(path)
    (result,) = recalculate([path])
    told = openpyxl.load_workbook(result, data_only=True)["总览"]["A3"].value
    assert told == "勾稽不符：执行数合计 = 读入时的合计；"


@pytest.mark.parametrize("name", COUNTIES)
def test_only_functions_that_every_spreadsheet_knows(name: str) -> None:
    for cell in all_cells(book(COUNTIES[name]())):
        if cell.data_type == "f":
            formula = re.sub(r'"[^"]*"', "", cell.value)
            assert set(re.findall(r"[A-Z][A-Z.]*(?=\()", formula)) <= ALLOWED, cell.value


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert summary_workbook(rich()) == summary_workbook(rich())


@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")
def test_another_reckoner_agrees(tmp_path: Path) -> None:
    formulas = pytest.importorskip("formulas")
    path = tmp_path / "book.xlsx"
    path.write_bytes(
        summary_workbook(county([digest(n, f"第{n}局", [finding(n)]) for n in (1, 2, 3)]))
    )
    found = formulas.ExcelModel().loads(str(path)).finish().calculate()
    cached = openpyxl.load_workbook(path, data_only=True)
    checked = 0
    for cell in all_cells(openpyxl.load_workbook(path)):
        if cell.data_type != "f":
            continue
        sheet, place = cell.parent.title, cell.coordinate
        ours, theirs = (
            cached[sheet][place].value,
            found[f"'[book.xlsx]{sheet}'!{place}"].value[0, 0],
        )
        if isinstance(ours, int | float):
            assert abs(ours - theirs) < 1e-9, (sheet, place, cell.value)
        else:
            assert (ours or "") == ("" if str(theirs) == "empty" else theirs), (sheet, place)
        checked += 1
    assert checked > 150
