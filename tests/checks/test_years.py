"""XA305 on titles that a case file cannot write: several lines in one cell."""

from __future__ import annotations

import pytest

from tests import grid
from xlaudit.audit import audit
from xlaudit.schemes.load import load_scheme
from xlaudit.workbook.snapshot import Cell, Sheet

FORM = """
年度|2024
项目名称|预算数|实际支出
日常运转|100|100
"""
BODY = "我单位高度重视，成立了自评小组，逐项核对了佐证资料。"


def found(*cells: str) -> list[tuple[str, str]]:
    """Return place and quote of what XA305 says of a sheet of text with these cells, one below another."""
    text = Sheet("自评报告", {(row, 1): Cell(each) for row, each in enumerate(cells, start=1)})
    report = audit(grid.workbook(grid.sheet(FORM), text), load_scheme("henan-zhengzhou-2022"))
    return [(each.place.address, each.quote) for each in report.findings if each.code == "XA305"]


@pytest.mark.parametrize(
    "title",
    [
        "某某局\n2023年度部门整体支出绩效自评报告",
        "某某局2023年度\n部门整体支出绩效自评报告",
        "某某局\n\n2023年度整体支出绩效评价报告",
        "２０２３年度部门整体支出绩效自评情况",
    ],
)
def test_a_title_of_several_lines_is_one_title(title: str) -> None:
    (one,) = found(title, BODY)
    assert one[0] == "A1"
    assert one[1] in title


def test_a_whole_report_in_one_cell_has_its_title_in_the_first_lines() -> None:
    ((address, quote),) = found(f"某某局\n2023年度部门整体支出绩效自评报告\n{BODY * 3}")
    assert (address, quote) == ("A1", "2023年度部门整体支出绩效自评报告")


@pytest.mark.parametrize(
    "title",
    [
        "某某局\n2024年度部门整体支出绩效自评报告",
        "某某局2023年度自评问题\n整改情况报告",
        "某某局2022-2023年度绩效自评报告",
    ],
)
def test_the_right_year_and_other_reports_are_silent(title: str) -> None:
    assert found(title, BODY) == []
