"""Whose filing it is, and for which year."""

from __future__ import annotations

import pytest

from tests.forms.paper import HENAN, SICHUAN, read, sheet

TABLE = "资金来源|全年预算数|全年执行数\n年度资金总额|120|110\n"


@pytest.mark.parametrize(
    ("head", "department", "place"),
    [
        ("部门名称|示例县档案局||年度|2022", "示例县档案局", "B1"),
        ("部门（单位）名称|<|示例县档案局", "示例县档案局", "C1"),
        ("填报单位（盖章）：示例县档案局　　　　填报日期：2023年3月1日|", "示例县档案局", "A1"),
        ("填报单位：示例县档案局（盖章）", "示例县档案局", "A1"),
        ("单位名称：示例县档案局  金额单位：万元", "示例县档案局", "A1"),
        ("主管部门|示例县财政局|实施单位|示例县档案局", "示例县档案局", "D1"),
        ("单位：示例县档案局||单位：万元", "示例县档案局", "A1"),
        ("示例县档案局2022年度部门整体绩效自评表", "示例县档案局", "A1"),
        ("示例县档案局\n2022年度整体支出绩效自评报告", "示例县档案局", "A1"),
        ("部门名称||年度|2022", None, None),
        ("部门名称：|金额单位：万元", None, None),
        ("单位：万元", None, None),
        ("2022年度部门整体绩效自评表", None, None),
        ("部门名称：____________", None, None),
    ],
)
def test_department(head: str, department: str | None, place: str | None) -> None:
    made = sheet(f"{head.replace(chr(10), '↵')}\n{TABLE}")
    cells = {
        key: cell._replace(value=cell.value.replace("↵", "\n"))
        if isinstance(cell.value, str)
        else cell
        for key, cell in made.cells.items()
    }
    stated = read(type(made)(made.name, cells, merged=made.merged)).department
    assert (stated.text if stated else None) == department
    assert (stated.place.address if stated else None) == place


@pytest.mark.parametrize(
    ("head", "year", "place"),
    [
        ("年度|2022", 2022, "B1"),
        ("评价年度：2022年|", 2022, "A1"),
        ("预算年度|'2022年度", 2022, "B1"),
        ("部门整体绩效自评表\n（2022年度）", 2022, "A2"),
        ("部门整体绩效自评表\n( ２０２２ 年度 )", 2022, "A2"),
        ("2022年度部门整体绩效自评表", 2022, "A1"),
        ("2023年绩效自评工作通知附件\n（2022年度）", 2022, "A2"),
        ("二〇二二年度部门整体绩效自评表", 2022, "A1"),
        ("部门名称|示例县档案局|年度|2022\n2021年度部门整体绩效自评表", 2022, "D1"),
        ("填报日期|2023年3月1日", None, None),
        ("部门整体绩效自评表", None, None),
        ("年度|", None, None),
    ],
)
def test_year(head: str, year: int | None, place: str | None) -> None:
    stated = read(f"{head}\n{TABLE}").year
    assert (int(stated.quantity.number) if stated and stated.quantity else None) == year
    assert (stated.place.address if stated else None) == place
    if stated is not None:
        assert stated.text == str(year)


def test_the_form_itself_names_the_department_first() -> None:
    filing = read(
        sheet("单位名称|示例县档案局（封面）\n年度|2021", "封面"),
        sheet(f"单位名称|示例县档案局|年度|2022\n{TABLE}", "自评表"),
        scheme=HENAN,
    )
    assert filing.department is not None
    assert filing.department.place.sheet == "自评表"
    assert filing.year is not None
    assert filing.year.text == "2022"


def test_a_formula_may_bring_the_name() -> None:
    filing = read(f"部门名称|=封面!C6 → 示例县档案局\n{TABLE}", scheme=SICHUAN)
    assert filing.department is not None
    assert filing.department.has_formula
