"""Indicator tables: binding of names, targets and actual values, and what is left open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.forms.paper import HEBEI, HENAN, MOF, SICHUAN, number, read, row, sheet
from xlaudit.schemes.load import load_scheme

HEAD = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|自评得分|偏差原因分析及改进措施\n"


def bound(form: str, scheme: str = HENAN) -> list[tuple[str, str | None, str | None]]:
    """Return every row as name, id of its indicator and block."""
    return [
        (each.name, each.indicator.id if each.indicator else None, each.block)
        for each in read(HEAD + form, scheme=scheme).indicators
    ]


def test_names_bind_inside_their_block() -> None:
    """预算执行率 is scored twice in Henan: in the head, and again under 投入管理指标."""
    assert bound(
        """预算执行情况|预算执行率|预算执行率|≥90%|87.56%|10|9.73|
        投入管理指标|预算和财务管理|预算执行率|≥90%|87.56%|2|1.95|
        产出指标|重点工作任务完成|预算执行率|≥90%|87.56%|2|1.95|"""
    ) == [
        ("预算执行率", "execution_rate", "execution"),
        ("预算执行率", "input_execution_rate", "input"),
        ("预算执行率", None, "output"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "“三公经费”控制率",
        "三公经费控制率",
        '"三公经费" 控制率',
        "「三公」经费控制率",
        "⑤“三公经费”控制率",
        "(5)“三公经费”控制率",
        "5.三公经费控制率（1分）",
        "1.2.5 “三公经费”控制率(1 分)",
        "三公经费\n控制率",
        " 三公 经费控制率：",
    ],
)
def test_spellings_of_one_name(name: str) -> None:
    made = sheet(HEAD + "投入管理指标|预算和财务管理|名称|≤100%|142.83%|1|0|")
    cells = dict(made.cells)
    cells[2, 3] = cells[2, 3]._replace(value=name)
    (only,) = read(replace(made, cells=cells)).indicators
    assert only.indicator is not None
    assert only.indicator.id == "three_public_rate"


def test_a_near_miss_is_left_unbound_and_reported() -> None:
    filing = read(HEAD + "投入管理指标|预算和财务管理|三公经费控制情况|≤100%|95%|1|1|")
    assert [each.name for each in filing.unbound] == ["三公经费控制情况"]
    assert "three_public_rate" in {each.id for each in filing.unfilled}


def test_rows_of_open_blocks_are_rows() -> None:
    filing = read(HEAD + "产出指标|重点工作任务完成|大厅运行|完成|完成|15|15|")
    assert filing.unbound == ()
    assert [(each.block, each.indicator) for each in filing.indicators] == [("output", None)]


def test_a_row_of_no_block_is_reported() -> None:
    filing = read(HEAD + "其他指标|其他|加分项|完成|完成|5|5|")
    assert [each.name for each in filing.unbound] == ["加分项"]


def test_a_name_that_stands_twice_in_a_block_binds_once() -> None:
    filing = read(
        HEAD
        + """投入管理指标|预算和财务管理|决算真实性|真实|真实|1|1|
        投入管理指标|预算和财务管理|决算真实性|真实|真实|1|1|"""
    )
    assert [each.indicator is not None for each in filing.indicators] == [True, False]
    assert len(filing.unbound) == 1


def test_a_third_level_name_among_the_second_levels() -> None:
    """资产管理规范性 is printed one column too far to the left in a published form."""
    form = """投入管理指标|预算和财务管理|预决算信息公开性|公开|公开|2|2|
        ^|资产管理规范性||规范|规范|2|2|
        ^|绩效管理|绩效监控完成率|=100%|100%|2|2|"""
    assert [each[1] for each in bound(form)] == ["disclosure", "assets_order", "monitoring_rate"]
    merged = form.replace("资产管理规范性||", "资产管理规范性|<|")
    assert bound(merged) == bound(form)
    filing = read(HEAD + form)
    assert [each.second_level for each in filing.indicators] == [
        "预算和财务管理",
        "预算和财务管理",
        "绩效管理",
    ]
    assert str(row(filing, "资产管理规范性").place) == "自评表!B3"


def test_without_any_level_equal_points_decide_between_two_of_one_name() -> None:
    filing = read(
        """
        指标名称|年度指标值|实际完成值|分值|得分
        预算执行率|≥90%|87.56%|10|9.73
        决算真实性|真实|真实|1|1
        预算执行率|≥90%|87.56%|3|3
        """
    )
    ids = [each.indicator.id if each.indicator else None for each in filing.indicators]
    assert ids == ["execution_rate", "accounts_truth", None]


def test_the_only_indicator_of_a_block_may_stand_as_its_first_level() -> None:
    filing = read(
        HEAD + "预算执行率|<|<|100%|99.77%|10|9.98|\n产出指标|数量|宣传品|≥8000份|8000份|40|40|",
        scheme=HEBEI,
    )
    first = filing.indicators[0]
    assert first.indicator is not None
    assert (first.indicator.id, first.block, number(first.score)) == (
        "execution_rate",
        "execution",
        "9.98分",
    )
    assert filing.unfilled == ()


def test_prescribed_rows_that_say_nothing_are_unfilled() -> None:
    scheme = load_scheme(HENAN)
    filing = read(
        HEAD
        + """投入管理指标|预算和财务管理|预算执行率|≥90%||2||
        |绩效管理|部门绩效评价完成率|=100%|—|2|/|
        |绩效管理|绩效自评完成率|=100%|100%|2||
        |绩效管理|绩效监控完成率|=100%||2|2|
        |绩效管理|评价结果应用率|=100%|#DIV/0!|1||
        |预算和财务管理|专项资金细化率|≥100%|不适用|2||"""
    )
    assert len(filing.indicators) == 6
    missing = {each.id for each in filing.unfilled}
    stated = {"self_evaluation_rate", "monitoring_rate", "result_use_rate", "detailed_rate"}
    assert missing == {each.id for each in scheme.indicators} - stated


def test_an_execution_rate_that_is_scored_in_the_head_is_filled() -> None:
    filing = read(
        """
        资金来源|全年预算数|全年执行数|执行率|分值|得分
        年度资金总额|3082.64|2699.18|87.56%|10|9.73

        """
        + HEAD
        + "产出指标|履职目标实现|项目绩效|完成|完成|25|24|",
        scheme=MOF,
    )
    assert filing.unfilled == ()


@pytest.mark.parametrize(
    ("target", "cell", "expected"),
    [
        ("≥90%", "0.9712", "97.12%"),
        ("≥90%", "97.12", "97.12%"),
        ("≥90%", "97.12%", "97.12%"),
        ("≥90%", "0.1", "10%"),
        ("≤100%", "1.4283", "142.83%"),
        ("≤5%", "0.03", "3%"),
        ("≤1%", "0.2", "0.2%"),
        ("≤5%", "0.5", "[0.5]"),  # 50 % or half a per cent: nobody can tell
        ("≥1200件", "1100", "1100"),
        ("≥90%", "按期完成", "[按期完成]"),
        ("≥90%", "95%以上", "95%"),
    ],
)
def test_bare_actual_values_beside_a_rate(target: str, cell: str, expected: str) -> None:
    filing = read(HEAD + f"产出指标|质量指标|办结率|{target}|{cell}|10|10|")
    assert number(filing.indicators[0].actual) == expected


@pytest.mark.parametrize(
    ("cells", "text", "value", "sign"),
    [
        ("≥|95|%", "≥95%", "0.95", "≥"),
        ("≥|95%|%", "≥95%", "0.95", "≥"),
        ("≤|30|天", "≤30天", "30", "≤"),
        ("＝|100|％", "＝100％", "1.00", "="),
        (">=|95|%", ">=95%", "0.95", "≥"),
        ("＞|95|%", "＞95%", "0.95", ">"),
        ("≥|≥95|%", "≥95%", "0.95", "≥"),
        ("正向指标|80|人次", "80人次", "80", "≥"),
        ("|≥95%|", "≥95%", "0.95", "≥"),
        ("定性|完整|", "完整", None, None),
        ("—|规范|", "规范", None, None),
        ("≤|5|万元", "≤5万元", "50000", "≤"),
    ],
)
def test_split_targets(cells: str, text: str, value: str | None, sign: str | None) -> None:
    form = f"""
        一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分
        产出指标|数量指标|办件|{cells}|完成|10|10
        """
    target = read(form).indicators[0].target
    assert target is not None
    assert target.text == text
    quantity = target.quantity
    assert (str(quantity.value) if quantity else None) == value
    assert (quantity.comparator.value if quantity else None) == sign


@pytest.mark.parametrize(
    ("target", "actual", "read_target", "read_actual"),
    [
        ("0.95", "0.96", "≥95%", "96%"),
        ("1", "1", "≥100%", "100%"),
        ("0.9", "0.93", "≥90%", "93%"),
        ("1", "3", "≥1%", "3%"),  # a growth of one per cent, and of three
        ("0.3", "0.4", "≥0.3%", "0.4%"),
        ("95", "96", "≥95%", "96%"),
    ],
)
def test_a_share_beside_the_unit_per_cent(
    target: str, actual: str, read_target: str, read_actual: str
) -> None:
    form = f"""
        一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分
        产出指标|质量指标|办结率|≥|{target}|%|{actual}|10|10
        """
    (only,) = read(form).indicators
    assert only.target is not None
    assert only.target.text == read_target
    assert number(only.actual) == read_actual


def test_a_bare_fraction_is_a_rate_where_the_scheme_prescribes_one() -> None:
    filing = read(HEAD + "投入管理指标|预算和财务管理|预算执行率|0.9|0.8756|2|1.95|")
    (only,) = filing.indicators
    assert only.target is not None
    assert only.target.quantity is not None
    assert str(only.target.quantity.value) == "0.90"
    assert number(only.actual) == "87.56%"


def test_a_prescribed_name_among_the_first_levels_begins_no_block() -> None:
    filing = read(
        HEAD
        + """投入管理指标|绩效管理|绩效监控完成率|=100%|100%|2|2|
        评价结果应用率|||=100%|100%|1|1|
        ||本部门自定事项|=100%|100%|2|2|"""
    )
    assert [each.block for each in filing.indicators] == ["input"] * 3
    assert [each.name for each in filing.unbound] == ["本部门自定事项"]


def test_schemes_without_prescribed_rows_leave_none_unbound() -> None:
    filing = read(HEAD + "其他指标|其他|加分项|完成|完成|5|5|", scheme=SICHUAN)
    assert len(filing.indicators) == 1
    assert filing.unbound == ()


def test_a_row_that_slipped_to_the_left_keeps_its_target() -> None:
    filing = read(
        HEAD
        + """投入管理指标|预算和财务管理|预决算信息公开性|公开|公开|2|2|
        ^|资产管理规范性|规范|||2|2|"""
    )
    slipped = row(filing, "资产管理规范性")
    assert slipped.indicator is not None
    assert slipped.target is not None
    assert (slipped.target.text, str(slipped.target_place)) == ("规范", "自评表!C3")
