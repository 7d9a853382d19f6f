"""复核表, and what people typed into it or into 问题清单: read back on the next run."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.output.summary.county import changed, county, digest, finding
from tests.output.summary.reading import Table, book, table
from xlaudit.checks.finding import Decision
from xlaudit.county.model import CountySummary, Review
from xlaudit.hosts.files import read_workbook
from xlaudit.output.summary import read_back, summary_workbook
from xlaudit.output.summary.review_rows import odd_reviews

OFFICIAL = (
    *("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位", "权重", "自评完成值"),
    *("自评得分", "复核完成值", "复核得分", "复核指标偏差", "备注"),
)
KEY = ("甲局", "output", "工程质量合格率")


def two() -> CountySummary:
    return county([digest(1, "甲局", [finding(1)]), digest(2, "乙局", [finding(2)])])


def review(summary: CountySummary, **options: object) -> Table:
    return table(summary, "复核表", **options)


def test_the_reviewers_thirteen_columns_behind_the_department() -> None:
    shown = review(two())
    assert tuple(shown.columns)[:14] == ("部门", *OFFICIAL)
    first = [shown.value(0, each) for each in ("部门", *OFFICIAL[:9])]
    assert first[:9] == ["甲局", "预算执行", None, "预算执行率", "≥", "90", "%", 10, "85.6%"]
    assert shown.value(4, "指标值") == "42"
    assert (shown.value(1, "指标性质"), shown.value(1, "指标值")) == ("定性", "合理")


def test_the_reviewers_cells_are_empty_until_somebody_reviewed() -> None:
    shown = review(two())
    for heading in ("复核完成值", "复核得分", "备注"):
        assert set(shown.column(heading)[:16]) == {None}, heading
    assert set(shown.column("复核指标偏差")[:16]) <= {None, ""}


def test_a_review_stands_again_and_the_totals_follow() -> None:
    filing = digest(1, "甲局")
    own = {each.name: each.stated or Decimal(0) for each in filing.indicators}
    score = own[KEY[2]] - Decimal("1.5")
    shown = review(replace(two(), reviews={KEY: Review("96%", score, "抽查")}))
    row = shown.row("三级指标", KEY[2])
    assert [shown.value(row, each) for each in ("复核完成值", "复核得分", "备注")] == [
        *("96%", float(score), "抽查"),
    ]
    assert shown.value(row, "复核指标偏差") == -1.5
    total = shown.row("一级指标", "合计")
    assert shown.value(total, "权重") == 100
    assert shown.value(total, "自评得分") == float(sum(own.values()))
    # What nobody has reviewed keeps the filing's own score.
    assert shown.value(total, "复核得分") == float(sum(own.values())) - 1.5
    assert shown.value(total, "复核指标偏差") == -1.5


@pytest.mark.parametrize(("score", "weight"), [("88", "8"), ("-1", "8"), ("101", None)])
def test_a_score_beyond_its_weight_is_shown_and_not_added(score: str, weight: str | None) -> None:
    filing = digest(1, "甲局")
    points = None if weight is None else Decimal(weight)
    rows = tuple(
        replace(each, points=points, stated=Decimal(7)) if each.name == KEY[2] else each
        for each in filing.indicators
    )
    reviews = {
        KEY: Review("", Decimal(score), "抽查"),
        ("甲局", rows[0].block, rows[0].name): Review("", Decimal(1)),
    }
    summary = replace(county([replace(filing, indicators=rows)]), reviews=reviews)
    shown = review(summary)
    row = shown.row("三级指标", KEY[2])
    assert shown.value(row, "复核得分") == float(score)
    assert shown.value(row, "备注") == "抽查（复核得分超出权重，未计入合计）"
    assert shown.value(row, "复核指标偏差") in (None, "")
    total = shown.row("一级指标", "合计")
    own = sum(each.stated or Decimal(0) for each in rows)
    assert shown.value(total, "复核得分") == float(own - (rows[0].stated or 0) + 1)
    assert "1 个复核得分不在 0 和权重之间" in shown.sheet["A2"].value
    (told,) = odd_reviews(summary)
    assert f"甲局“{KEY[2]}”的复核得分 {score} 不在 0 和权重 {weight or 100} 之间" in told


def test_what_stands_behind_a_remark_is_taken_off_again(tmp_path: Path) -> None:
    reviews = {KEY: Review("", Decimal(88), "抽查")}
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(summary_workbook(replace(two(), reviews=reviews)))
    assert read_back(read_workbook(path))[1] == reviews
    workbook = openpyxl.load_workbook(path)
    sheet = Table(workbook["复核表"])
    row = sheet.row("三级指标", KEY[2])
    sheet.cell(row, "复核得分").value = "七分"
    workbook.save(path)
    _, reviews = read_back(read_workbook(path))
    assert reviews == {KEY: Review("", None, "抽查（复核得分填的是“七分”，不是数）")}
    summary = replace(two(), reviews=reviews)
    (told,) = odd_reviews(summary)
    assert "填的是“七分”，不是数" in told
    path.write_bytes(summary_workbook(summary))
    workbook = openpyxl.load_workbook(path)
    sheet = Table(workbook["复核表"])
    sheet.cell(sheet.row("三级指标", KEY[2]), "复核得分").value = 7
    workbook.save(path)
    assert read_back(read_workbook(path))[1] == {KEY: Review("", Decimal(7), "抽查")}


@pytest.mark.parametrize("typed", [88, "七分", -3, 6])
def test_what_is_typed_later_is_judged_by_the_formulas(
    typed: object, tmp_path: Path, recalculate: Callable[..., list[Path]]
) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(summary_workbook(two())))
    sheet = Table(workbook["复核表"])
    row = sheet.row("三级指标", KEY[2])
    sheet.cell(row, "复核得分").value = typed
    sheet.cell(row + 1, "复核得分").value = 5
    filing = digest(1, "甲局")
    own = {each.name: each.stated or Decimal(0) for each in filing.indicators}
    beside = own[sheet.value(row + 1, "三级指标")]
    workbook.save(tmp_path / "汇总.xlsx")
    (made,) = recalculate([tmp_path / "汇总.xlsx"])
    shown = Table(openpyxl.load_workbook(made, data_only=True)["复核表"])
    taken = Decimal(6) if typed == 6 else own[KEY[2]]
    total = shown.row("一级指标", "合计")
    expected = sum(own.values()) - own[KEY[2]] + taken - beside + 5
    assert shown.value(total, "复核得分") == pytest.approx(float(expected))
    deviation = shown.value(row, "复核指标偏差")
    if typed == 6:
        assert deviation == pytest.approx(float(6 - own[KEY[2]]))
    else:
        assert deviation in (None, "")


def test_the_small_table_takes_its_figures_from_the_rows() -> None:
    summary = replace(two(), reviews={KEY: Review("", Decimal(0))})
    shown = review(summary)
    start = shown.column("部门").index("各部门复核结果")
    below = Table(shown.sheet, heading=3 + start + 2)
    assert tuple(below.columns)[:4] == ("部门", "自评得分", "复核得分", "偏差")
    total = shown.row("一级指标", "合计")
    assert below.value(0, "复核得分") == shown.value(total, "复核得分")
    assert below.value(1, "复核得分") in (None, "")
    assert below.value(2, "部门") == "平均"
    assert below.value(2, "复核得分") == below.value(0, "复核得分")


def test_a_score_lies_between_nothing_and_the_weight() -> None:
    sheet = book(two())["复核表"]
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.operator or "between") == ("decimal", "between")
    assert rule.formula1 == 'IF($H4="",0,MIN(0,$H4))'
    assert rule.formula2 == 'IF($H4="",100,MAX(0,$H4))'
    assert str(rule.sqref).startswith("L4:L")


def test_a_block_that_states_only_its_score_is_a_row() -> None:
    filing = digest(1, "甲局")
    rows = tuple(each for each in filing.indicators if each.block != "benefit")
    shown = review(county([replace(filing, indicators=rows)]))
    row = shown.row("三级指标", "效益指标")
    assert shown.value(row, "自评得分") == float(filing.blocks[3].stated or 0)


def test_who_reviews_more_than_two_hundred_says_whom() -> None:
    many = county([digest(number, f"第{number}局") for number in range(1, 202)])
    assert "请用 --review 部门 指定要复核的部门" in review(many).value(0, "部门")
    told = [str(cell.value) for cell in book(many)["说明"]["B"]]
    assert any("--review 指定要抽查的部门" in each for each in told)
    shown = review(many, review=["第7局"])
    assert set(shown.column("部门")[:8]) == {"第7局"}


def test_what_does_not_count_is_not_reviewed() -> None:
    shown = review(changed(two(), 0, is_counted=False))
    assert "甲局" not in shown.column("部门")


def typed(summary: CountySummary, tmp_path: Path) -> Path:
    """Return the workbook after somebody typed into it, moved a column and sorted the rows."""
    workbook = openpyxl.load_workbook(io.BytesIO(summary_workbook(summary)))
    findings = Table(workbook["问题清单"])
    findings.cell(1, "处理意见").value = "属实不改"
    findings.cell(1, "备注").value = " 已核 "
    findings.sheet.insert_cols(1)
    findings.sheet.insert_rows(1, 2)
    sheet = Table(workbook["复核表"])
    row = sheet.row("三级指标", KEY[2])
    sheet.cell(row, "复核完成值").value = 0.985
    sheet.cell(row, "复核完成值").number_format = "0.0%"
    sheet.cell(row, "复核得分").value = 8.25
    sheet.cell(row + 1, "复核得分").value = "不评"
    sheet.cell(row + 2, "备注").value = "这是合计行"
    path = tmp_path / "汇总.xlsx"
    workbook.save(path)
    return path


def test_what_was_typed_is_found_by_words_and_keys(tmp_path: Path) -> None:
    decisions, reviews = read_back(read_workbook(typed(two(), tmp_path)))
    assert decisions == {("乙局", finding(2).key): Decision("属实不改", "已核")}
    assert reviews == {
        KEY: Review("98.5%", Decimal("8.25"), ""),
        ("甲局", "benefit", "服务对象满意度"): Review("", None, "（复核得分填的是“不评”，不是数）"),
    }


def test_what_was_typed_stands_in_the_next_summary(tmp_path: Path) -> None:
    decisions, reviews = read_back(read_workbook(typed(two(), tmp_path)))
    again = replace(two(), decisions=decisions, reviews=reviews)
    path = tmp_path / "又.xlsx"
    path.write_bytes(summary_workbook(again))
    assert read_back(read_workbook(path)) == (decisions, reviews)


@pytest.mark.parametrize("name", ["", "=1+1", "甲 局\n（本级）"])
def test_any_name_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    key = (name, *KEY[1:])
    summary = replace(
        county([digest(1, name, [finding(1)])]),
        decisions={(name, finding(1).key): Decision("已改", "=2+2")},
        reviews={key: Review("=3+3", Decimal(1), "备")},
    )
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(summary_workbook(summary))
    assert read_back(read_workbook(path)) == (summary.decisions, summary.reviews)


def test_another_workbook_gives_nothing(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "问题清单"
    workbook.active.append(["处理意见", "备注"])
    workbook.active.append(["已改", "x"])
    workbook.save(tmp_path / "别的.xlsx")
    assert read_back(read_workbook(tmp_path / "别的.xlsx")) == ({}, {})


def test_only_the_departments_asked_for_and_those_reviewed_before() -> None:
    shown = review(two(), review=["乙局"])
    assert set(shown.column("部门")[:5]) == {"乙局"}
    reviewed = replace(two(), reviews={KEY: Review("96%", Decimal(1), "抽查")})
    assert {"甲局", "乙局"} <= set(review(reviewed, review=["乙局"]).column("部门"))
