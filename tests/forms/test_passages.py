"""Which cells are prose, of what kind, and which are not the department's words."""

from __future__ import annotations

import pytest

from tests.forms.paper import read, sheet
from xlaudit.forms.filing import Filing
from xlaudit.forms.passages import is_prose

HEAD = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|自评得分|偏差原因分析|评分标准说明\n"


def told(filing: Filing) -> list[tuple[str, str, str]]:
    return [(each.kind, each.place.address, each.text) for each in filing.passages]


@pytest.mark.parametrize(
    "text",
    [
        "执行率87.56%，主要是项目验收推迟。",
        "全年支出2699.18万元，执行率较上年提高",
        "一是加强管理；二是加快支付",
        "　　2022年年初预算2538.07万元，全年预算3082.64万元。",
    ],
)
def test_prose(text: str) -> None:
    assert is_prose(text)


@pytest.mark.parametrize(
    "text",
    [
        "一、基本情况",
        "≥90%",
        "郑州市政务服务办公室",
        "投入管理指标",
        "注：调整后预算=年初预算+预算调整。",
        "填表说明：本表由部门填报，一式两份。",
        "填表人：        财务负责人：        单位负责人（签章）：   ，",
        "请在此填写情况说明，不超过两百字。",
    ],
)
def test_no_prose(text: str) -> None:
    assert not is_prose(text)


def test_reasons_and_notes_of_the_table() -> None:
    filing = read(
        HEAD
        + """产出指标|工作|窗口服务|完成|各窗口全年正常开放，办件有序。|15|14|设备检修|按完成比例计分，完成80%以上得满分。
        产出指标|工作|热线服务|完成|完成|10|10|无|"""
    )
    assert told(filing) == [
        ("note", "E2", "各窗口全年正常开放，办件有序。"),
        ("reason", "H2", "设备检修"),
    ]


def test_prose_around_the_table() -> None:
    filing = read(
        """
        资金来源|全年预算数|全年执行数|原因
        年度资金总额|120|80|设备到货晚
        预算执行率偏低的原因|项目验收推迟，余款次年支付。
        等级标准|90分以上为优，80分以上为良。
        年度总体目标|保障大厅全年有序开放，热线随时接通。
        填表人：|审核人：，
        """
    )
    assert told(filing) == [
        ("reason", "D2", "设备到货晚"),
        ("reason", "B3", "项目验收推迟，余款次年支付。"),
        ("note", "B5", "保障大厅全年有序开放，热线随时接通。"),
    ]


REPORT = """
示例县档案局
2022年度部门整体绩效自评报告
一、基本情况
　　我局负责全县档案收集、保管和利用工作。
二、资金情况
　　全年预算120万元，执行80万元
三、满意度98%
"""


def test_a_title_with_a_name_belongs_to_the_report() -> None:
    title = "示例县档案局2022年度部门整体支出绩效自评报告"
    table = sheet("资金来源|全年预算数|全年执行数\n年度资金总额|120|80")
    filing = read(table, sheet(f"{title}\n{REPORT}", "自评报告"))
    assert told(filing)[0] == ("report", "A1", title)


def test_a_sheet_of_prose_is_a_report() -> None:
    table = sheet("资金来源|全年预算数|全年执行数\n年度资金总额|120|80")
    filing = read(table, sheet(REPORT, "自评报告"))
    assert told(filing) == [
        ("report", "A4", "我局负责全县档案收集、保管和利用工作。"),
        ("report", "A6", "全年预算120万元，执行80万元"),
        ("report", "A7", "三、满意度98%"),
    ]


def test_the_text_of_a_passage_is_that_of_its_cell() -> None:
    table = sheet("资金来源|全年预算数|全年执行数\n年度资金总额|120|80")
    made = sheet("一段", "自评报告")
    text = "　　第一段，支出80万元。\n　　第二段。 "
    made = type(made)(made.name, {(1, 1): made.cells[1, 1]._replace(value=text)})
    assert [each.text for each in read(table, made).passages] == [text]


@pytest.mark.parametrize(
    ("name", "properties", "count"),
    [
        ("填表说明", {}, 0),
        ("说明", {}, 1),
        ("说明", {"xlaudit.scheme": "henan-zhengzhou-2022"}, 0),
        ("核对结果", {}, 0),
    ],
)
def test_instructions_are_not_the_departments_words(
    name: str, properties: dict[str, str], count: int
) -> None:
    table = sheet("资金来源|全年预算数|全年执行数\n年度资金总额|120|80")
    filing = read(table, sheet("执行率低于90%的，应当说明原因。", name), properties=properties)
    assert len(filing.passages) == count


def test_what_formulas_write_is_not_the_departments_words() -> None:
    filing = read(
        "资金来源|全年预算数|全年执行数\n年度资金总额|120|80\n\n\n\n=A1 → 执行率低于90%，应当说明。"
    )
    assert filing.passages == ()


def test_hidden_sheets_are_not_read() -> None:
    table = "资金来源|全年预算数|全年执行数\n年度资金总额|120|80"
    hidden = sheet(
        f"{table.replace('120', '999')}\n说明|去年支出999万元，本年减少。", "旧表", "hidden"
    )
    filing = read(sheet(table), hidden)
    assert filing.duplicates == ()
    assert filing.passages == ()
    only = read(hidden)
    assert len(only.funds) == 1
