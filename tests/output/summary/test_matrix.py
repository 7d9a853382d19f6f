"""指标矩阵: departments × indicators."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.output.summary.county import CHECKS_ONLY, changed, county, digest
from tests.output.summary.reading import Table, book
from xlaudit.county.digest import Digest
from xlaudit.county.model import CountySummary


def matrix(summary: CountySummary, *, values: bool = True) -> Table:
    return Table(book(summary, values=values)["指标矩阵"], heading=6)


def scored(number: int, name: str, **scores: str | None) -> Digest:
    """Return a filing with these scores by the id of the indicator; own: the first row of its own."""
    filing = digest(number, name)
    rows = [
        replace(each, score=_decimal(scores[key]))
        if (key := each.indicator or "own") in scores
        else each
        for each in filing.indicators
    ]
    return replace(filing, indicators=tuple(rows))


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def line(shown: Table, label: str, heading: str) -> Any:
    names = [shown.sheet.cell(row, 1).value for row in range(7, shown.sheet.max_row + 1)]
    return shown.sheet.cell(7 + names.index(label), shown.columns[heading]).value


def test_a_cell_is_the_share_of_the_points() -> None:
    shown = matrix(county([scored(1, "甲局", execution_rate="8.5", satisfaction="30")]))
    assert line(shown, "甲局", "预算执行率") == 0.85  # 8.5 of 10
    assert line(shown, "甲局", "服务对象满意度") == 1


def test_rows_that_the_unit_wrote_itself_are_one_column_a_block() -> None:
    filing = scored(1, "甲局")
    own = [each for each in filing.indicators if not each.indicator]
    share = sum(each.score for each in own) / sum(each.points for each in own)  # type: ignore[type-var,misc]
    assert line(matrix(county([filing])), "甲局", "自设") == float(share)


def test_the_mean_is_a_formula_over_the_rows_that_count() -> None:
    digests = [
        scored(n, name, execution_rate=score)
        for n, (name, score) in enumerate(
            (("甲局", "10"), ("乙局", "5"), ("丙局", "0"), ("丁局", None)), 1
        )
    ]
    summary = changed(county(digests), 2, is_counted=False)
    assert line(matrix(summary), "平均", "预算执行率") == 0.75
    assert line(matrix(summary), "丁局", "预算执行率") is None
    assert str(line(matrix(summary, values=False), "平均", "预算执行率")).startswith("=IF(")


def test_nearly_all_full_and_nearly_all_failing_stand_out() -> None:
    digests = [
        scored(
            n, f"第{n}局", execution_rate="10" if n > 1 else "9", satisfaction="6", disclosure="7"
        )
        for n in range(1, 11)
    ]
    shown = matrix(county(digests))
    assert line(shown, "得满分的占", "预算执行率") == 0.9
    assert line(shown, "标记", "预算执行率") == "几乎全满分"
    assert line(shown, "标记", "服务对象满意度") == "几乎全不及格"
    assert line(shown, "标记", "预决算信息公开性") in (None, "")


def test_a_few_departments_prove_nothing() -> None:
    shown = matrix(county([scored(n, f"第{n}局", execution_rate="10") for n in range(1, 5)]))
    assert line(shown, "标记", "预算执行率") in (None, "")


def test_a_table_a_scheme() -> None:
    other = replace(digest(3, "丙局"), scheme=replace(digest(1, "").scheme, id="other-2022"))
    sheet = book(county([digest(1, "甲局"), digest(2, "乙局"), other]))["指标矩阵"]
    titles = [cell.value for cell in sheet["A"] if "-2022" in str(cell.value)]
    assert [title.partition("　")[0] for title in titles] == ["example-2022", "other-2022"]
    assert titles[0].endswith("2 份")


@pytest.mark.parametrize(("indicators", "paper", "pages"), [(2, 9, 1), (24, 8, 1), (60, 8, 2)])
def test_as_many_pages_as_its_columns_need(indicators: int, paper: int, pages: int) -> None:
    filing = digest(1, "甲局")
    rows = tuple(
        replace(filing.indicators[0], indicator=f"i{number}", name=f"指标{number}")
        for number in range(indicators)
    )
    sheet = book(county([replace(filing, indicators=rows)]))["指标矩阵"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth or 1) == (paper, pages)
    assert sheet.print_title_cols == ("$A:$B" if pages > 1 else None)
    assert sheet.print_title_rows


def test_no_points_no_matrix() -> None:
    plain = replace(digest(1, "甲局"), scheme=CHECKS_ONLY, indicators=())
    sheet = book(county([plain]))["指标矩阵"]
    assert sheet["A4"].value == "没有指标得分：没有读到评分行，或方案没有分值。"


def test_the_heat_reads_in_grey() -> None:
    sheet = book(county([digest(1, "甲局")]))["指标矩阵"]
    (rules,) = [rule for rules in sheet.conditional_formatting for rule in rules.rules]
    colours = [each.rgb[-6:] for each in rules.colorScale.color]
    light = [sum(int(colour[at : at + 2], 16) for at in (0, 2, 4)) for colour in colours]
    assert light == sorted(light)
    assert light[-1] == 3 * 255
