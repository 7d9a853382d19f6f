"""总览: the figures of a county that can be added up by hand."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.output.summary.county import changed, county, digest, finding
from tests.output.summary.reading import book
from xlaudit.checks.finding import Severity
from xlaudit.county.model import (
    CountySummary,
    GradeCount,
    Reckoned,
    Standing,
    Statistics,
    Submission,
)
from xlaudit.county.tally import Tally
from xlaudit.output.summary import summary_workbook

SCORES = {"甲局": ("95", "优", "1000000", "900000"), "乙局": ("85", "良", "3000000", "1500000")}


def small() -> CountySummary:
    """Return 甲局 with 95 and 1,000,000 yuan, 乙局 with 85 and 3,000,000, 丙局 with a range."""
    summary = county([digest(n, name, [finding(n)]) for n, name in enumerate((*SCORES, "丙局"), 1)])
    for index, (score, grade, budget, spent) in enumerate(SCORES.values()):
        summary = changed(
            *(summary, index),
            low=Decimal(score),
            high=Decimal(score),
            stated_total=Decimal(score) + 2,
            stated_grade="优",
            grade=grade,
            budget=Decimal(budget),
            spent=Decimal(spent),
            initial_budget=None,
        )
    unknown = dict.fromkeys(("initial_budget", "budget", "spent"))
    return changed(summary, 2, low=Decimal(70), high=Decimal(90), grade="", **unknown)


def page(summary: CountySummary, *, values: bool = True) -> Any:
    return book(summary, values=values)["总览"]


def tiles(sheet: Any) -> dict[str, Any]:
    """Return the figures by the names above them."""
    return {
        sheet.cell(row, column).value.partition("（")[0]: sheet.cell(row + 1, column).value
        for row in (5, 8, 11)
        for column in range(1, 11, 2)
    }


def lines(sheet: Any, heading: str, column: int = 1) -> dict[str, list[Any]]:
    """Return the lines of a small table by their first cell, below the row that holds the heading."""
    start = next(r for r in range(1, sheet.max_row) if sheet.cell(r, column).value == heading) + 1
    found: dict[str, list[Any]] = {}
    for row in range(start, sheet.max_row + 1):
        name = sheet.cell(row, column).value
        if name is None:
            break
        found[str(name)] = [sheet.cell(row, c).value for c in range(column + 1, 11)]
    return found


def test_the_figures_at_the_top() -> None:
    shown = tiles(page(small()))
    assert (shown["应报"], shown["已报"], shown["未报"]) == ("未提供花名册", 3, "—")
    assert (shown["调整后预算"], shown["执行数"], shown["执行率"]) == (400, 240, 0.6)
    assert shown["执行率低于 90%"] == 1
    assert (shown["系统复核平均分"], shown["中位数"]) == (90, 90)
    assert shown["按预算加权平均分"] == 87.5  # (95 × 100 + 85 × 300) / 400
    assert shown["复核分未定"] == 1


def test_every_figure_is_a_formula() -> None:
    sheet = page(small(), values=False)
    formulas = [cell for cell in tiles(sheet).values() if str(cell).startswith("=")]
    assert len(formulas) == 13  # all but 应报 and 未报, which nobody knows


def test_grades_by_both_accounts_add_up() -> None:
    shown = lines(page(small()), "等级")
    assert [shown[grade][1:5] for grade in ("优", "良")] == [
        [3, 1, 1, pytest.approx(1 / 3)],
        [0, 0, 1, pytest.approx(1 / 3)],
    ]
    assert shown["其他、未写或未定"][1:4:2] == [0, 1]
    assert shown["合计"][1:4:2] == [3, 3]


def test_a_grade_written_a_little_differently_is_that_grade() -> None:
    summary = changed(changed(small(), 0, stated_grade="优秀"), 1, stated_grade='优","x')
    shown = lines(page(summary), "等级")
    assert (shown["优"][1], shown["其他、未写或未定"][1]) == (2, 1)


def test_findings_of_rows_that_count() -> None:
    summary = changed(small(), 1, is_counted=False)
    shown = lines(page(summary), "级别", 8)
    assert shown[Severity.ERROR.value][:2] == [2, 2]


def test_the_lowest_rates_come_first_and_equal_ones_one_after_the_other() -> None:
    summary = county([digest(n, f"第{n}局") for n in range(1, 15)])
    for index in range(14):
        spent = 50 if index in (3, 8, 9) else 60 + index
        summary = changed(summary, index, budget=Decimal(100), spent=Decimal(spent))
    shown = lines(page(summary), "序")
    assert len(shown) == 10
    assert [shown[str(n)][0] for n in (1, 2, 3, 4)] == ["第4局", "第9局", "第10局", "第1局"]
    assert [shown[str(n)][7] for n in (1, 3, 4)] == [0.5, 0.5, 0.6]


def test_the_master_cell_says_whether_everything_holds() -> None:
    assert page(small())["A3"].value == "勾稽相符"


def test_the_master_cell_names_what_does_not_hold() -> None:
    wrong = Reckoned("合计 = 各部门之和", Decimal(3), Decimal(4))
    statistics = Statistics(
        *(None, 3, 0, 0, (), None, None, None),
        initial_budget=Decimal(0),
        budget=Decimal(4_000_000),
        spent=Decimal(2_400_000),
        rate=None,
        checks=(Reckoned("甲 = 乙", Decimal(1), Decimal(1)), wrong),
    )
    sheet = page(replace(small(), statistics=statistics))
    assert sheet["A3"].value == "勾稽不符：※合计 = 各部门之和；"


def test_the_roster_gives_what_is_missing() -> None:
    submissions = (
        *(Submission(Standing.COUNTED, name, source=f"{name}.xlsx") for name in (*SCORES, "丙局")),
        Submission(Standing.MISSING, "丁局"),
        Submission(Standing.UNREADABLE, "", source="坏.xlsx", why="不是工作簿"),
    )
    statistics = Statistics(
        *(4, 3, 1, 1, (), None, None, None),
        initial_budget=Decimal(0),
        budget=Decimal(4_000_000),
        spent=Decimal(2_400_000),
        rate=None,
    )
    summary = replace(small(), statistics=statistics, submissions=submissions)
    shown = tiles(page(summary))
    assert [shown[name] for name in ("应报", "已报", "未报", "无法读取")] == [4, 3, 1, 1]


def test_a_county_weighs_in_a_citys_summary_what_its_departments_weigh() -> None:
    below = (
        _tally(30, 90, rated_budget=Decimal(3_000_000), rated_spent=Decimal(2_700_000)),
        _tally(10, 80, rated_budget=Decimal(1_000_000), rated_spent=Decimal(500_000)),
    )
    summary = county([digest(1, "甲县"), digest(2, "乙县")], "示例市")
    for index, (tally, score) in enumerate(zip(below, (90, 80), strict=True)):
        summary = changed(
            *(summary, index),
            below=tally,
            units=tally.units,
            low=Decimal(score),
            high=Decimal(score),
            stated_total=Decimal(score + 4),
        )
    statistics = Statistics(
        *(None, 40, 2, 1),
        grades=(GradeCount("优", 35, 30), GradeCount("良", 5, 10)),
        mean=Decimal("87.5"),
        weighted_mean=Decimal("88.123"),
        median=Decimal(90),
        initial_budget=Decimal(0),
        budget=Decimal(0),
        spent=Decimal(0),
        rate=None,
    )
    sheet = page(replace(summary, statistics=statistics))
    shown = tiles(sheet)
    assert shown["已报"] == 40
    assert shown["系统复核平均分"] == 87.5  # (90 × 30 + 80 × 10) / 40, not the mean of means
    assert (shown["按预算加权平均分"], shown["中位数"], shown["复核分未定"]) == (88.12, 90, 0)
    assert shown["执行率"] == 0.8  # of the departments that state both amounts
    assert lines(sheet, "等级")["优"][1:4:2] == [35, 30]


def _tally(units: int, score: int, **amounts: Decimal) -> Tally:
    return Tally(units=units, stated=units, scores={Decimal(score): units}, **amounts)


def test_the_scheme_and_that_it_is_reconstructed_are_said() -> None:
    assert page(small())["A2"].value == "评分方案：example-2022 示例市部门整体绩效自评（重建）"


def test_one_page_with_three_charts() -> None:
    content = summary_workbook(small())
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 3
    sheet = page(small())
    assert (sheet.page_setup.fitToHeight or 1, sheet.page_setup.paperSize) == (1, 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
