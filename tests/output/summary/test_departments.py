"""汇总表: a row a department, and totals that count nothing twice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from tests.output.summary.county import changed, county, department, digest
from tests.output.summary.reading import book, table
from xlaudit.checks.finding import Severity
from xlaudit.county.model import CountySummary, Department, Previous
from xlaudit.output.summary import SHEET

COUNTS = dict.fromkeys(Severity, 0)


def plain(name: str, budget: str | None, spent: str | None, **more: object) -> Department:
    """Return a row whose figures can be added up by hand; amounts in 元."""
    row = Department(
        name=name,
        source=f"{name}.xlsx",
        sha256="",
        scheme="example-2022",
        year=2022,
        budget=None if budget is None else Decimal(budget),
        spent=None if spent is None else Decimal(spent),
        stated_total=Decimal(90),
        low=Decimal(88),
        high=Decimal(88),
        stated_grade="优",
        grade="良",
        counts={**COUNTS, Severity.ERROR: 1},
        unchecked=2,
    )
    return replace(row, **more)  # type: ignore[arg-type]


def rows(*departments: Department) -> CountySummary:
    return CountySummary(departments, (), title="示例县", year=2022)


def test_a_row_shows_what_the_filing_states_and_what_follows() -> None:
    one = plain(
        *("甲局", "12005000", "10511600"),
        initial_budget=Decimal(10_000_000),
        adjustment_rate=Decimal("0.2005"),
        carryover_rate=Decimal("0.1244"),
        code="001007",
    )
    shown = table(rows(one), SHEET)
    assert shown.value(0, "部门") == "甲局"
    assert shown.value(0, "编码") == "001007"  # zeros kept: a text
    assert (shown.value(0, "年初预算（万元）"), shown.value(0, "调整后预算（万元）")) == (
        1000,
        1200.5,
    )
    assert shown.value(0, "执行率") == pytest.approx(1051.16 / 1200.5, rel=1e-15)
    assert (shown.value(0, "调整率"), shown.value(0, "结转结余率")) == (0.2005, 0.1244)
    assert (shown.value(0, "自评总分"), shown.value(0, "系统复核分")) == (90, 88)
    assert (shown.value(0, "差异"), shown.value(0, "排名")) == (2, 1)
    assert (shown.value(0, "自评等级"), shown.value(0, "复核等级")) == ("优", "良")
    assert (shown.value(0, "错误"), shown.value(0, "未核")) == (1, 2)
    assert (shown.value(0, "状态"), shown.value(0, "计入")) == ("有错误", "是")


def test_what_is_missing_is_empty_and_never_zero() -> None:
    one = plain(
        "甲局", None, None, stated_total=None, stated_grade="", low=None, high=None, grade=""
    )
    shown = table(rows(one), SHEET)
    for heading in ("调整后预算（万元）", "执行数（万元）", "执行率", "自评总分", "差异", "排名"):
        assert shown.value(0, heading) in (None, ""), heading
    assert (shown.value(0, "系统复核分"), shown.value(0, "复核等级")) == ("不评分", "—")
    total = shown.row("部门", "合计（得分为平均）")
    assert shown.value(total, "自评总分") in (None, "")


def test_a_range_is_words_and_stays_out_of_mean_and_rank() -> None:
    wide = plain("乙局", "100", "50", low=Decimal("71.5"), high=Decimal(83))
    shown = table(rows(plain("甲局", "100", "50"), wide), SHEET)
    assert shown.value(1, "系统复核分") == "71.50～83.00"
    assert shown.value(1, "差异") in (None, "")
    assert shown.value(1, "排名") in (None, "")
    assert shown.value(shown.row("部门", "合计（得分为平均）"), "系统复核分") == 88


def test_rows_that_do_not_count_are_shown_and_not_added() -> None:
    again = plain(
        "甲局", "300", "300", is_counted=False, is_duplicate=True, stated_total=Decimal(10)
    )
    shown = table(rows(plain("甲局", "1000000", "500000"), again), SHEET)
    assert shown.value(1, "计入") == "否"
    assert shown.value(1, "状态") == "有错误；同一部门报送多份；未计入"
    total = shown.row("部门", "合计（得分为平均）")
    assert shown.value(total, "调整后预算（万元）") == 100
    assert shown.value(total, "执行率") == 0.5
    assert shown.value(total, "自评总分") == 90
    assert shown.value(total, "错误") == 1


def test_the_total_rate_leaves_out_who_states_one_amount_alone() -> None:
    summary = rows(
        plain("甲局", "1000", "900"), plain("乙局", None, "500"), plain("丙局", "800", None)
    )
    shown = table(summary, SHEET)
    total = shown.row("部门", "合计（得分为平均）")
    assert shown.value(total, "执行率") == pytest.approx(0.9)
    assert shown.value(total, "执行数（万元）") == pytest.approx(0.14)


def test_equal_scores_share_a_rank() -> None:
    scores = {"甲局": 90, "乙局": 95, "丙局": 90, "丁局": 80}
    summary = rows(
        *(plain(name, "1", "1", low=Decimal(s), high=Decimal(s)) for name, s in scores.items())
    )
    shown = table(summary, SHEET)
    ranks = dict(zip(shown.column("部门"), shown.column("排名"), strict=True))
    assert [ranks[name] for name in scores] == [2, 1, 2, 4]


def test_subordinate_units_stand_below_with_a_subtotal_counted_once() -> None:
    summary = rows(
        plain("乙局", "1000000", "1000000"),
        plain("丙中心", "200000", "100000", superior="乙局"),
        plain("甲局", "4000000", "1000000"),
        plain("丁站", "50000", "50000", superior="乙局"),
        plain("戊站", "10000", "10000", superior="没有报的局"),
    )
    shown = table(summary, SHEET)
    assert shown.column("部门")[:6] == ["乙局", "丙中心", "丁站", "小计：乙局", "甲局", "戊站"]
    assert shown.cell(1, "部门").alignment.indent > shown.cell(0, "部门").alignment.indent
    assert shown.value(3, "计入") == "小计"
    assert shown.value(3, "调整后预算（万元）") == 125
    assert shown.value(3, "执行率") == pytest.approx(115 / 125)
    total = shown.row("部门", "合计（得分为平均）")
    assert shown.value(total, "调整后预算（万元）") == 526
    assert shown.value(total, "错误") == 5


def test_units_below_each_other_do_not_loop() -> None:
    summary = rows(
        plain("甲局", "1", "1", superior="乙局"), plain("乙局", "1", "1", superior="甲局")
    )
    names = [name for name in table(summary, SHEET).column("部门") if name in ("甲局", "乙局")]
    assert sorted(names) == ["乙局", "甲局"]


def test_last_year_stands_beside_this_one() -> None:
    last = Previous(2021, Decimal(800_000), Decimal(0), Decimal("91.5"), "优")
    summary = rows(plain("甲局", "1000000", "500000", previous=last), plain("乙局", "1", "1"))
    shown = table(summary, SHEET)
    assert (shown.value(0, "上年预算（万元）"), shown.value(0, "预算同比")) == (80, 0.25)
    assert shown.value(0, "执行数同比") in (None, "")  # nothing was spent: no growth to speak of
    assert (shown.value(0, "上年总分"), shown.value(0, "上年等级")) == (91.5, "优")
    assert shown.value(1, "上年预算（万元）") is None
    assert "上年预算（万元）" not in table(rows(plain("甲局", "1", "1")), SHEET).columns


def test_the_scores_of_blocks_are_the_filings_own() -> None:
    filing = digest(4, "甲局")
    shown = table(county([filing]), SHEET)
    for block in filing.blocks:
        assert shown.value(0, f"自评：{block.label}") == float(block.stated or 0)
    assert sum(float(block.stated or 0) for block in filing.blocks) == shown.value(0, "自评总分")


def test_ready_to_print_and_to_filter() -> None:
    sheet = book(county([digest(1, "甲局"), digest(2, "乙局")]))[SHEET]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    assert sheet.page_setup.fitToHeight == 0  # one page wide, as many as needed high
    assert printed_size(sheet, 10) >= 8
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B4", "$1:$3")
    assert sheet.auto_filter.ref.startswith("A3:")
    assert sheet.auto_filter.ref.endswith("5")  # the total is not sorted among the departments
    assert "页" in sheet.oddFooter.center.text


def printed_size(sheet: Worksheet, points: float) -> float:
    """Return how many points text is high on paper, at seven of 96 pixels to the inch a character."""
    area = sheet.print_area or sheet.dimensions
    last = range_boundaries(area.rpartition("!")[2])[2]
    width = sum(
        7 * sheet.column_dimensions[letter].width
        for letter in map(get_column_letter, range(1, last + 1))
        if letter in sheet.column_dimensions and not sheet.column_dimensions[letter].hidden
    )
    paper = {9: 11.69, 8: 16.54}[sheet.page_setup.paperSize]
    margins = sheet.page_margins.left + sheet.page_margins.right
    pages = sheet.page_setup.fitToWidth or 1
    return points * min(1.0, pages * (paper - margins) * 96 / width)


def test_more_columns_than_a_page_holds_go_on_beside_with_the_names() -> None:
    former = Previous(2021, Decimal(10_000_000), Decimal(9_000_000), Decimal(90), "优")
    made = county([digest(number, f"第{number}局") for number in range(1, 4)])
    blocks = made.departments[0].blocks
    more = tuple(
        replace(blocks[0], id=f"b{number}", label=f"第{number}部分") for number in range(30)
    )
    for index in range(3):
        made = changed(made, index, previous=former, code="101", superior="", blocks=more)
    sheet = book(made)[SHEET]
    assert sheet.page_setup.paperSize == 8
    assert (sheet.page_setup.fitToWidth or 1) > 1
    assert sheet.print_title_cols == "$A:$A"
    assert printed_size(sheet, 10) >= 8


def test_columns_that_say_nothing_are_hidden_and_there() -> None:
    summary = changed(county([digest(1, "甲局")]), 0, code="")
    shown = table(summary, SHEET)
    hidden = {
        column
        for each in shown.sheet.column_dimensions.values()
        if each.hidden
        for column in range(each.min, each.max + 1)
    }
    for heading in ("编码", "年度", "评分方案", "主管部门"):
        assert shown.columns[heading] in hidden, heading
    assert shown.columns["来源文件"] not in hidden


def test_a_county_without_departments() -> None:
    shown = table(CountySummary((), ()), SHEET)
    assert shown.value(0, "部门") == "没有读出任何一份自评表。"


def test_many_rows_keep_their_order() -> None:
    summary = county([digest(number, f"第{number:03}局") for number in range(1, 301)])
    names = table(summary, SHEET).column("部门")
    assert names[:300] == [each.name for each in summary.departments]
    assert department(summary.digests[3], 3).name == names[3]
