"""Budget tables and amounts beside labels, in the layouts that departments use."""

from __future__ import annotations

import pytest

from tests.forms.paper import HEBEI, fund, number, read, said, sheet

WHOLE = {
    "initial_budget": "2538.07万元",
    "budget": "3082.64万元",
    "spent": "2699.18万元",
    "execution_rate": "87.56%",
}

IN_YUAN = {
    "initial_budget": "25380700元",
    "budget": "30826400元",
    "spent": "26991800元",
    "execution_rate": "87.56%",
}

LAYOUTS = {
    "Henan": """
        单位：万元
        资金来源|年初预算|预算调整|调整后的预算|全年执行数|预算执行率|分值|自评得分
        年度资金总额|2538.07|544.57|3082.64|2699.18|87.56%|10|9.73
        其中：财政拨款|2538.07|544.57|3082.64|2699.18|87.56%|—|—
        其他资金|0|0|0|0|—|—|—
        """,
    "national, with a label at the side": """
        项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分
        ^|年度资金总额|2538.07|3082.64|2699.18|10|87.56%|9.73
        ^|其中：当年财政拨款|2538.07|3082.64|2699.18|—|87.56%|—
        ^|上年结转资金||||—||—
        ^|其他资金|0|0|0|—||—
        年度总体目标|预期目标|<|<|实际完成情况|<|<|<
        ^|保障大厅运转。|<|<|已完成。|<|<|<
        """,
    "Sichuan": """
        预算执行情况（10分）|年初预算|调整后预算数|预算执行数|预算执行率|权重|得分|原因
        总额|2538.07|3082.64|2699.18|87.56%|10|9.73|验收推迟
        其中：财政资金|2538.07|3082.64|2699.18|87.56%|/|/|/
        财政专户管理资金|||||/|/|/
        单位资金|||||/|/|/
        其他资金|0|0|0||/|/|/
        """,
    "letters of a formula in the headings": """
        预算资金情况|年初预算数|全年预算数（A）|全年执行数（B）|分值|执行率（B/A）|得分
        年度资金总额：|2538.07|3082.64|2699.18|10|87.56%|9.73
        其中：财政拨款|2538.07|3082.64|2699.18|—|—|—
        其他资金|0|0|0|||
        """,
    "元, in the headings": """
        资金来源|年初预算数（元）|全年预算数（元）|全年执行数（元）|执行率|分值|得分
        合计|25380700|30826400|26991800|87.56%|10|9.73
        财政拨款|25380700|30826400|26991800|87.56%||
        其他资金|0|0|0|||
        """,
    "two rows of headings": """
        资金来源|预算数|<|<|全年执行数|执行率|分值|得分
        ^|年初预算|预算调整|调整后预算|^|^|^|^
        年度资金总额|2538.07|544.57|3082.64|2699.18|87.56%|10|9.73
        其中：财政拨款|2538.07|544.57|3082.64|2699.18|87.56%||
        其他资金|0|0|0|0|||
        """,
    "two rows of headings that are not merged": """
        资金来源|预算数|||全年执行数|执行率|分值|得分
        |年初预算|预算调整|调整后预算||||
        年度资金总额|2538.07|544.57|3082.64|2699.18|87.56%|10|9.73
        其中：财政拨款|2538.07|544.57|3082.64|2699.18|87.56%||
        其他资金|0|0|0|0|||
        """,
    "total at the bottom": """
        资金来源|年初预算数|全年预算数|全年执行数|执行率|分值|得分
        财政拨款|2538.07|3082.64|2699.18|87.56%||
        其他资金|0|0|0|||
        合计|2538.07|3082.64|2699.18|87.56%|10|9.73
        填表人：||||||
        """,
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_total(name: str) -> None:
    filing = read(LAYOUTS[name])
    facts = {key: text for key, text in said(filing.facts).items() if key != "adjustment"}
    assert facts == (IN_YUAN if "（元）" in LAYOUTS[name] else WHOLE)
    total = next(each for each in filing.funds if each.is_total)
    assert (number(total.points), number(total.score)) == ("10分", "9.73分")
    assert [each.is_total for each in filing.funds].count(True) == 1
    assert len(filing.funds) >= 3
    assert filing.duplicates == ()


def test_the_shown_digits_count_not_the_stored_ones() -> None:
    filing = read(
        """
        资金来源|全年预算数|全年执行数|执行率
        年度资金总额|3082.64|2699.18|=C2/B2 → 87.56%
        """
    )
    rate = filing.facts["execution_rate"]
    assert (number(rate), rate.has_formula, rate.text) == ("87.56%", True, "87.56%")


@pytest.mark.parametrize(
    ("heading", "cell", "rate"),
    [
        ("执行率", "0.8756", "87.56%"),
        ("执行率（%）", "87.56", "87.56%"),
        ("执行率（%）", "0.8756", "87.56%"),
        ("执行率", "'87.56%", "87.56%"),
        ("执行率", "'87.56", "87.56%"),
        ("执行率", "100%", "100%"),
        ("执行率（%）", "100", "100%"),
        ("执行率（%）", "'#DIV/0!", "[#DIV/0!]"),
    ],
)
def test_rates_in_every_spelling(heading: str, cell: str, rate: str) -> None:
    filing = read(f"资金来源|全年预算数|全年执行数|{heading}\n年度资金总额|3082.64|2699.18|{cell}")
    assert number(filing.facts["execution_rate"]) == rate


def test_parts_of_parts_are_kept_apart() -> None:
    filing = read(
        """
        资金来源|年初预算数|全年预算数|全年执行数
        年度资金总额|100|120|110
        其中：财政拨款|90|100|95
        其中：一般公共预算|60|70|65
        政府性基金|30|30|30
        其他资金|10|20|15
        """
    )
    assert [each.label for each in filing.funds] == ["年度资金总额", "其中：财政拨款", "其他资金"]
    assert [each.label for each in filing.fund_details] == ["其中：一般公共预算", "政府性基金"]


def test_sources_without_a_parent_are_parts_of_the_total() -> None:
    filing = read(
        """
        资金来源|年初预算数|全年预算数|全年执行数
        年度资金总额|100|120|110
        一般公共预算|60|70|65
        政府性基金|40|50|45
        """
    )
    assert len(filing.funds) == 3
    assert filing.fund_details == ()


def test_the_head_of_the_form_scores_what_another_sheet_lists() -> None:
    head = sheet(
        """
        金额单位：万元
        预算执行情况|资金来源|年初预算|预算调整|调整后预算|全年执行数|预算执行率|分值|自评得分
        ^|年度资金总额|2538.07|544.57|3082.64|2699.18|87.56%|10|9.73
        一级指标|二级指标|三级指标|指标性质|年度指标值|度量单位|实际完成值|分值|自评得分
        产出指标|工作|办结率|≥|95|%|96|25|25
        """,
        "自评表",
    )
    listed = sheet(
        """
        资金情况表|||||
        单位：万元
        资金来源|年初预算|预算调整|调整后预算|全年执行数|预算执行率
        年度资金总额|2538.07|544.57|3082.64|2699.18|87.56%
        其中：当年财政拨款|2500|544.57|3044.57|2680.18|88.03%
        上年结转资金|38.07|0|38.07|19.00|49.91%
        """,
        "资金",
    )
    filing = read(head, listed)
    total = filing.funds[0]
    assert [each.label for each in filing.funds] == [
        "年度资金总额",
        "其中：当年财政拨款",
        "上年结转资金",
    ]
    assert total.score is not None
    assert str(total.score.place) == "自评表!I3"
    assert str(filing.facts["budget"].place) == "资金!D4"
    assert {name for name, *_ in filing.duplicates} == {
        "initial_budget",
        "adjustment",
        "budget",
        "spent",
        "execution_rate",
    }
    assert [kind for kind, _ in filing.tables] == ["funds", "funds", "indicators"]


def test_a_budget_on_its_side() -> None:
    filing = read(
        """
        项目|合计|财政拨款|其他资金
        年初预算数|2538.07|2500|38.07
        全年预算数|3082.64|3044.57|38.07
        全年执行数|2699.18|2680.18|19.00
        执行率|87.56%|88.03%|49.91%
        得分|9.73||
        """
    )
    assert said(filing.facts) == WHOLE
    assert [each.label for each in filing.funds] == ["合计", "财政拨款", "其他资金"]
    assert number(filing.funds[0].score) == "9.73分"
    assert str(filing.facts["spent"].place) == "自评表!B4"
    assert said(fund(filing, "其他").facts)["execution_rate"] == "49.91%"


def test_a_list_of_amounts_is_a_budget_on_its_side() -> None:
    filing = read(
        """
        单位：万元
        年初预算数|2538.07
        全年预算数|3082.64
        全年执行数|2699.18
        预算执行率|87.56%
        """
    )
    assert said(filing.facts) == WHOLE


@pytest.mark.parametrize("gap", ["", "\n"])
def test_what_follows_a_budget_is_no_part_of_it(gap: str) -> None:
    filing = read(
        f"""
        资金来源|年初预算|全年预算|全年执行数
        年度资金总额|650.14|28664.34|16848.83
        其中：财政拨款|650.14|28664.34|16848.83{gap}
        补充数据||金额
        上年末结转结余||1579.29
        年末结转结余||11815.51
        """
    )
    assert [each.label for each in filing.funds] == ["年度资金总额", "其中：财政拨款"]
    assert number(filing.facts["carryover"]) == "11815.51万元"
    assert number(filing.facts["carryover_prior"]) == "1579.29万元"


def test_a_block_named_at_the_side_is_no_heading() -> None:
    """预算执行率 names the whole head in Hebei; it must not swallow the row of figures beside it."""
    filing = read(
        """
        预算执行率|资金来源|年初预算|调整后预算|全年执行数|预算执行率|分值|自评得分
        ^|年度资金总额|100|120|110|91.67%|10|9.17
        一级指标|二级指标|三级指标|分值|年度指标值|实际完成值|得分|说明
        产出指标|数量指标|宣传品|40|≥8000份|8000份|40|
        """,
        scheme=HEBEI,
    )
    assert said(filing.facts)["execution_rate"] == "91.67%"
    assert number(filing.funds[0].score) == "9.17分"


def test_a_heading_that_asks_for_reasons_is_known_by_that_word() -> None:
    filing = read(
        "资金来源|全年预算数|全年执行数|执行率未达90%的原因\n年度资金总额|120|80|设备到货晚"
    )
    assert [(each.kind, each.text) for each in filing.passages] == [("reason", "设备到货晚")]


def test_the_sheet_of_the_form_goes_before_others() -> None:
    budget = "资金来源|全年预算数|全年执行数\n年度资金总额|120|110\n"
    filing = read(
        sheet(budget, "附表"),
        sheet(
            f"{budget}\n一级指标|二级指标|三级指标|指标值|完成值|得分\n产出指标|工作|窗口|完成|完成|5",
            "自评表",
        ),
    )
    assert str(filing.facts["budget"].place) == "自评表!B2"


def test_a_total_at_the_bottom_ends_the_table() -> None:
    filing = read(
        """
        资金来源|年初预算数|全年预算数|全年执行数
        财政拨款|100|120|110
        合计|100|120|110
        上年同期数|90|95|90
        """
    )
    assert [each.label for each in filing.funds] == ["财政拨款", "合计"]


def test_a_label_with_its_value_behind_an_empty_row_is_no_source() -> None:
    filing = read(
        """
        资金来源|全年预算数|全年执行数
        年度资金总额|120|110
        其中：财政拨款|120|110

        自评总分|88
        """
    )
    assert [each.label for each in filing.funds] == ["年度资金总额", "其中：财政拨款"]
    assert number(filing.total_score) == "88分"
