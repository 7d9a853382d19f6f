"""Amounts beside labels and in simple tables, and the captions that give them a unit."""

from __future__ import annotations

import pytest

from tests.forms.paper import HENAN, MOF, SICHUAN, number, read, said, sheet

WHOLE = {
    "initial_budget": "2538.07万元",
    "budget": "3082.64万元",
    "spent": "2699.18万元",
    "execution_rate": "87.56%",
}


@pytest.mark.parametrize(
    "form",
    [
        "年初预算数|2538.07|全年预算数|3082.64\n全年执行数|2699.18|预算执行率|87.56%",
        "年初预算数：2538.07万元|全年预算数：3082.64万元|全年执行数：2699.18万元|预算执行率：87.56%",
        "年初预算数（万元）||2538.07||全年预算数（万元）|3082.64\n\n全年执行数（万元）|<|2699.18|预算执行率|87.56%",
    ],
)
def test_amounts_beside_their_labels(form: str) -> None:
    assert said(read(form, scheme=SICHUAN).facts) == WHOLE


def test_an_amount_below_its_label() -> None:
    filing = read(
        "年初预算|总支出\n单位：元|\n", "基本支出||项目支出\n961.51||12491.39", scheme=SICHUAN
    )
    assert said(filing.facts) == {"basic": "961.51万元", "project": "12491.39万元"}


def test_simple_tables_of_income_and_expenditure() -> None:
    filing = read(
        """
        单位：万元
        收入项目|金额
        总收入|13452.90
        财政拨款收入|13452.90

        支出项目|金额（元）|占比
        总支出|134529000|100%
        基本支出|9615100|7.15%
        项目支出|124913900|92.85%
        """,
        scheme=SICHUAN,
    )
    assert said(filing.facts) == {
        "income": "13452.90万元",
        "fiscal_income": "13452.90万元",
        "expenditure": "134529000元",
        "basic": "9615100元",
        "project": "124913900元",
    }


def test_a_table_of_data_with_units_of_their_own() -> None:
    filing = read(
        """
        数据名称|数值|单位|用于计算|数据来源或说明
        “三公”经费预算数|6|万元|“三公经费”控制率 = “三公”经费支出数 ÷ “三公”经费预算数；|
        “三公”经费支出数|85700|元||决算报表，经财务人员核对无误。
        应监控项目数|12|个||
        """
    )
    assert said(filing.facts) == {
        "three_public_budget": "6万元",
        "three_public_spent": "85700元",
        "projects_to_monitor": "12",
    }
    assert [each.text for each in filing.passages] == ["决算报表，经财务人员核对无误。"]


def test_a_row_and_a_column_name_a_fact_together() -> None:
    filing = read(
        """
        资金来源|年初预算数|全年预算数|全年执行数
        年度资金总额|100|120|110

        项目|预算数|支出数
        “三公”经费|6|8.57
        政府采购|50|45
        """
    )
    facts = said(filing.facts)
    assert facts["three_public_budget"] == "6万元"
    assert facts["three_public_spent"] == "8.57万元"
    assert facts["procurement_budget"] == "50万元"
    assert [each.label for each in filing.funds] == ["年度资金总额"]
    assert filing.projects == ()


def test_two_figures_beside_a_label_are_not_guessed_at() -> None:
    filing = read(
        """
        资金来源|年初预算数|全年预算数|全年执行数
        年度资金总额|100|120|110

        支出分类|上年|本年
        基本支出|900|961.51
        """
    )
    assert "basic" not in filing.facts


def test_a_bare_number_beside_a_rate_is_not_taken_for_it() -> None:
    """It may as well be its points: 预算执行率 | 10."""
    filing = read("年初预算数|100\n预算执行率|10\n结转结余率|5%\n", scheme=SICHUAN)
    assert said(filing.facts) == {"initial_budget": "100万元", "carryover_rate": "5%"}


def test_the_same_thing_stated_twice_is_kept_as_a_pair() -> None:
    filing = read(
        sheet(
            "资金来源|年初预算数|全年预算数|全年执行数\n年度资金总额|100|3082.64|2699.18", "资金"
        ),
        sheet("全年预算数|3028.64万元", "其他"),
    )
    ((name, first, second),) = filing.duplicates
    assert (name, str(first.place), str(second.place)) == ("budget", "资金!C2", "其他!B1")
    assert number(filing.facts["budget"]) == "3082.64万元"


def test_captions_hold_for_what_stands_below_them() -> None:
    filing = read(
        """
        单位：元
        资金来源|全年预算数|全年执行数
        年度资金总额|1200000|1100000

        单位：万元
        项目名称|预算数|支出数
        档案整理|50|50
        设备更新|70|60
        """,
        scheme=HENAN,
    )
    assert number(filing.facts["budget"]) == "1200000元"
    assert number(filing.projects[0].facts["budget"]) == "50万元"


def test_without_any_caption_the_unit_is_that_of_the_scheme() -> None:
    filing = read("资金来源|全年预算数|全年执行数\n年度资金总额|120|110", scheme=MOF)
    assert number(filing.facts["budget"]) == "120万元"


def test_labels_that_share_a_fact_need_not_mean_one_thing() -> None:
    """Two kinds of 满意度 are one fact of the scheme, but not one statement; the same words twice are."""
    head = "资金来源|全年预算数|全年执行数\n年度资金总额|120|110\n"
    two = read(f"{head}\n\n\n\n群众满意度|98%\n服务对象满意度|95%")
    assert two.duplicates == ()
    same = read(f"{head}\n\n\n\n群众满意度|98%\n群众满意度|95%")
    assert [name for name, *_ in same.duplicates] == ["satisfaction"]


def test_words_of_any_table_give_way_to_the_budget() -> None:
    """预算数 beside a figure may be that of the cars; where nothing else states the budget it counts."""
    cars = "公车运行\n预算数|6|辆\n决算数|8.57"
    whole = read(f"资金来源|全年预算数|全年执行数\n年度资金总额|120|110\n\n\n\n{cars}")
    assert said(whole.facts) == {"budget": "120万元", "spent": "110万元"}
    assert whole.duplicates == ()
    assert said(read(cars).facts) == {"budget": "6万元", "spent": "8.57万元"}


def test_one_unknown_heading_and_figures_below_belong_to_a_table_not_to_labels() -> None:
    filing = read(
        "资金来源|全年预算数|全年执行数\n年度资金总额|120|110\n\n\n\n科目|基本支出\n办公费|7"
    )
    assert "basic" not in filing.facts


def test_tables_side_by_side_have_captions_of_their_own() -> None:
    filing = read(
        """
        单位：元||||单位：万元||
        资金来源|全年预算数|全年执行数||项目名称|预算数|支出数
        年度资金总额|1200000|1100000||大厅运维|50|45
        """
    )
    assert number(filing.facts["budget"]) == "1200000元"
    assert number(filing.projects[0].facts["budget"]) == "50万元"


def test_a_side_label_may_bear_the_unit() -> None:
    filing = read("项目资金（元）||全年预算数|全年执行数\n^|年度资金总额|1200000|1100000")
    assert number(filing.facts["budget"]) == "1200000元"
