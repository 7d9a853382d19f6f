"""Workbooks up the ladder: filings → counties → cities → province, and what was changed on the way is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

import xlaudit
from tests.test_cli import SAMPLES, Run, run
from xlaudit.county.digest import FileStamp, SchemeStamp
from xlaudit.county.ladder import digest_of_summary, tally_of_summary
from xlaudit.county.model import CountySummary, Standing
from xlaudit.county.summary import summarise
from xlaudit.county.tally import Tally
from xlaudit.hosts.consolidation import consolidate
from xlaudit.output.summary import summary_workbook

__all__ = ["run"]  # the fixture

COUNTY = sorted((SAMPLES / "示例县").glob("*.xlsx"))
COUNTIES = {"东县": COUNTY[:5], "西县": COUNTY[5:9], "南县": COUNTY[9:]}


def summed(paths: list[Path], title: str, folder: Path) -> CountySummary:
    """Sum workbooks up, and write the summary into the folder."""
    summary = consolidate(paths, title=title, workers=0)
    (folder / f"{title}.xlsx").write_bytes(summary_workbook(summary))
    return summary


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("counties")
    for title, files in COUNTIES.items():
        summed(files, title, folder)
    return folder


def of(folder: Path, *names: str) -> list[Path]:
    return [folder / f"{name}.xlsx" for name in names]


def test_three_counties_a_city_and_a_province(counties: Path, tmp_path: Path) -> None:
    first = summed(of(counties, "东县", "西县"), "甲市", tmp_path)
    summed(of(counties, "南县"), "乙市", tmp_path)
    province = summed([tmp_path / "甲市.xlsx", tmp_path / "乙市.xlsx"], "某省", tmp_path)
    direct = consolidate(COUNTY, title="某省", workers=0)
    assert [(row.name, row.units) for row in first.departments] == [("东县", 5), ("西县", 4)]
    assert sorted((row.name, row.units) for row in province.departments) == [
        ("乙市", 3),
        ("甲市", 9),
    ]
    assert province.comparisons == ()
    assert all(not digest.findings and not digest.unchecked for digest in province.digests)
    assert province.statistics is not None
    assert direct.statistics is not None
    for name in ("initial_budget", "budget", "spent", "rate", "mean", "weighted_mean", "median"):
        assert getattr(province.statistics, name) == getattr(direct.statistics, name), name
    assert province.statistics.grades == direct.statistics.grades
    # What departments of several counties have in common is seen only where they stand side by side.
    own = [
        replace(tally_of_summary(each), summaries=(), regions=(), severities={})
        for each in (province, direct)
    ]
    assert own[0] == own[1]


def test_the_same_through_the_command(counties: Path, tmp_path: Path, run: Run) -> None:
    ended = run("consolidate", counties, "-o", "市.xlsx", "--title", "示例市")
    assert ended.code == 1
    assert "共 3 份，无法读取 0 份" in ended.out
    again = run("consolidate", "市.xlsx", "-o", "省.xlsx")
    assert "共 1 份，无法读取 0 份" in again.out
    book = openpyxl.load_workbook(tmp_path / "省.xlsx", data_only=True)
    texts = {cell.value for row in book["汇总表"].iter_rows() for cell in row}
    assert {"示例市", 12} <= texts
    states = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
    assert states.pop("xlaudit") == "veryHidden"
    assert set(states.values()) == {"visible"}


def test_frames_of_a_city(counties: Path) -> None:
    frame = xlaudit.consolidate(counties, title="示例市", workers=0).departments
    assert frame.set_index("department")["units"].to_dict() == {"东县": 5, "南县": 3, "西县": 4}
    assert str(frame["units"].dtype) == "Int64"


def test_saved_by_another_program_it_says_the_same(
    counties: Path, tmp_path: Path, recalculate: Callable[..., list[Path]]
) -> None:
    before = consolidate([counties], title="示例市", workers=0)
    made = recalculate(of(counties, *COUNTIES))
    after = consolidate(made, title="示例市", workers=0)
    assert [replace(row, sha256="") for row in after.departments] == [
        replace(row, sha256="") for row in before.departments
    ]
    assert after.comparisons == ()
    assert all(not digest.findings for digest in after.digests)


def test_saved_in_the_old_format_it_is_still_a_summary(
    counties: Path, recalculate: Callable[..., list[Path]]
) -> None:
    made = recalculate(of(counties, "东县"), "xls")
    (row,) = consolidate(made, workers=0).departments
    assert (row.name, row.units) == ("东县", 5)


def test_a_province_of_ten_thousand_goes_up_whole(tmp_path: Path) -> None:
    scores = {Decimal(number) / 100: 1 for number in range(10_000)}
    tally = Tally(units=10_000, scores=scores, summaries=tuple(f"{n:064x}" for n in range(100)))
    stamp = FileStamp("某省.xlsx", "ab" * 32)
    scheme = SchemeStamp("example", grades=("优", "差"), fingerprint="f")
    digest = digest_of_summary(tally, stamp, name="某省", year=2022, scheme=scheme)
    target = tmp_path / "全国.xlsx"
    target.write_bytes(summary_workbook(summarise([digest], title="全国")))
    (row,) = consolidate([target], workers=0).departments
    assert row.below is not None
    assert row.below.scores == scores
    assert len(row.below.summaries) == 101
    assert row.below.median == Decimal("49.995")


def _cell(book: Workbook, heading: str, name: str) -> openpyxl.cell.Cell:
    """Return the cell under a heading (without line breaks) in the row of a department, or of 合计."""
    sheet = book["汇总表"]
    row = next(r for r in sheet.iter_rows() if r[0].value == "部门")
    column = next(cell.column for cell in row if "".join(str(cell.value or "").split()) == heading)
    found = next(r for r in sheet.iter_rows() if str(r[0].value).startswith(name))
    return sheet.cell(found[0].row, column)


@pytest.mark.parametrize(
    ("heading", "row", "change", "words"),
    [
        ("执行数（万元）", "合计", 1.0, ("“执行数”合计为", "多 1 万元")),
        ("执行数（万元）", "", 100.0, ("“执行数”各行相加为", "多 100 万元")),
        ("调整后预算（万元）", "", -0.01, ("“调整后预算”各行相加为", "少 0.01 万元")),
        ("自评总分", "合计", 2.0, ("“自评总分”平均为", "多 2 分")),
        ("错误", "合计", -1.0, ("“错误”合计为", "少 1 处")),
    ],
)
def test_a_changed_summary_is_told(
    heading: str, row: str, change: float, words: tuple[str, str], counties: Path, tmp_path: Path
) -> None:
    source, target = counties / "东县.xlsx", tmp_path / "东县.xlsx"
    values = openpyxl.load_workbook(source, data_only=True)
    book = openpyxl.load_workbook(source)
    name = row or str(values["汇总表"].cell(4, 1).value)
    _cell(book, heading, name).value = float(_cell(values, heading, name).value or 0) + change
    book.save(target)
    city = consolidate([target, counties / "西县.xlsx"], title="示例市", workers=0)
    findings = [each.finding for each in city.findings()]
    (found,) = [each for each in findings if each.code == "XA710"]
    assert all(word in found.message for word in words), found.message
    assert (found.place.sheet, found.place.address) == (
        "汇总表",
        _cell(book, heading, "合计").coordinate,
    )
    east = next(each for each in city.departments if each.name == "东县")
    honest = consolidate(of(counties, "东县"), workers=0).departments[0]
    assert (east.budget, east.spent, east.low) == (honest.budget, honest.spent, honest.low)


def test_a_summary_without_its_table_says_what_was_not_checked(
    counties: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(counties / "东县.xlsx")
    del book["汇总表"]
    book.save(tmp_path / "东县.xlsx")
    summary = consolidate([tmp_path], workers=0)
    (missing,) = summary.digests[0].unchecked
    assert (missing.code, summary.departments[0].units) == ("XA710", 5)
    assert "没有与合计核对" in missing.reason


def test_a_summary_whose_hidden_sheet_is_damaged_is_a_failure(
    counties: Path, tmp_path: Path
) -> None:
    shutil.copy(counties / "西县.xlsx", tmp_path / "西县.xlsx")
    book = openpyxl.load_workbook(counties / "东县.xlsx")
    book["xlaudit"]["A3"] = str(book["xlaudit"]["A3"].value)[:-7]
    book.save(tmp_path / "东县.xlsx")
    summary = consolidate([tmp_path], workers=0)
    (failure,) = summary.failures
    assert (failure.source, [row.name for row in summary.departments]) == ("东县.xlsx", ["西县"])
    assert "重新汇总" in failure.reason


def test_a_county_inside_a_city_of_the_same_folder_does_not_count_again(
    counties: Path, tmp_path: Path
) -> None:
    city = summed(of(counties, "东县", "西县"), "甲市", tmp_path)
    summed(of(tmp_path, "甲市"), "小省", tmp_path)
    for name in ("东县", "南县"):
        shutil.copy(counties / f"{name}.xlsx", tmp_path)
    province = consolidate(of(tmp_path, "甲市", "东县", "南县"), title="某省", workers=0)
    counted = {row.name: row.is_counted for row in province.departments}
    assert counted == {"甲市": True, "东县": False, "南县": True}
    (held,) = [each for each in province.submissions if each.standing is Standing.HELD]
    assert (held.name, "甲市.xlsx" in held.why) == ("东县", True)
    assert province.statistics is not None
    assert city.statistics is not None
    south = consolidate(of(counties, "南县"), workers=0).departments[0]
    assert south.budget is not None
    assert province.statistics.budget == city.statistics.budget + south.budget
    # A county inside a city inside a province is found as well.
    whole = consolidate(of(tmp_path, "小省", "东县"), title="全国", workers=0)
    assert {row.name: row.is_counted for row in whole.departments} == {"小省": True, "东县": False}


def test_filings_and_summaries_are_never_added_together(
    counties: Path, tmp_path: Path, run: Run
) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    shutil.copy(counties / "东县.xlsx", folder)
    shutil.copy(COUNTIES["东县"][0], folder / "甲.xlsx")
    ended = run("consolidate", folder, "-o", "汇总.xlsx")
    assert "共 1 份，无法读取 0 份" in ended.out
    assert "1 份 xlaudit 的汇总没有计入" in ended.error
    assert "--summaries" in ended.error
    higher = run("consolidate", folder, "-o", "上级.xlsx", "--summaries")
    assert "共 1 份，无法读取 0 份" in higher.out
    assert "东县" in higher.out
    assert "1 份自评表没有计入" in higher.error
