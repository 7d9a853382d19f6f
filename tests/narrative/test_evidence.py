"""Readings that their own words leave open: what other relations and single slips make of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.narrative.texts import check_text
from xlaudit.narrative.judging.evidence import slipped
from xlaudit.narrative.judging.policy import Verdict
from xlaudit.narrative.judging.solving import needed, span
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength, compute
from xlaudit.narrative.result import Narrative

SHARES = (
    "全队共有队员640人，其中城区片区、山区片区和库区片区均设驻点。队员中35岁以下{}人，占30.0%；"
    "36至50岁306人，占{}%；51岁以上142人，占22.2%。"
)
SPENT = "项目累计支出{}万元，到位资金{}万元，资金使用率92.79%，结余{}万元。"


def told(narrative: Narrative) -> list[tuple[str, str]]:
    causes = (*narrative.causes, *narrative.further)
    return [(cause.severity, cause.repair) for cause in causes]


def test_shares_of_one_sentence_are_shares_of_one_whole() -> None:
    assert told(check_text(SHARES.format(192, "47.8"))) == []
    [(severity, repair)] = told(check_text(SHARES.format(192, "48.7")))
    assert severity in ("错误", "待核实")
    assert "“48.7%”改为“47.8%”" in repair


def test_two_relations_that_ask_for_one_value_are_believed() -> None:
    assert told(check_text(SPENT.format("9502.55", "10240.80", "738.25"))) == []
    [(severity, repair)] = told(check_text(SPENT.format("9520.55", "10240.80", "738.25")))
    assert severity == "错误"
    assert repair == "若将“9520.55万元”改为“9502.55万元”，则两处同时成立。"


@pytest.mark.parametrize(
    "text",
    [
        # the list may go on: 40 万元 are hardly a slip, and may be any other purchase
        "购置设备支出120万元。计算机80万元，其他零星采购未列入。",
        # two statements of one amount are not two relations
        "超年初预算1980.22万元。追加除雪经费1350万元；追加处理费982.40万元；收回沉淀资金352.18万元。三项相抵净增1980.22万元。",
        # one share that ties by chance binds nothing
        "在岗640人，35岁以下192人，占30.0%。种植户5160户，签约1420户，占应签约户的41.2%。",
    ],
)
def test_what_no_evidence_speaks_for_stays_unsaid(text: str) -> None:
    assert told(check_text(text)) == []


def figures(text: str) -> list:
    return list(check_text(text).figures)


def test_a_reading_solved_for_each_figure_ties_with_what_was_found() -> None:
    """Whatever value is found for a figure, the formula must give the printed result with it."""
    level, change, base, rate, total = figures(
        "今年支出1153.20万元，增加88.70万元，上年支出1064.50万元，增长8.33%，两年共2217.70万元。"
    )
    readings = [
        Reading(Formula.RATE_OF_CHANGE, (level, change), rate, Strength.POSSIBLE, (1,)),
        Reading(Formula.CHANGE_OF_LEVELS, (base, level), rate, Strength.POSSIBLE, (1,)),
        Reading(Formula.RATIO, (change, base), rate, Strength.POSSIBLE),
        Reading(Formula.DIFFERENCE, (level, base), change, Strength.POSSIBLE),
        Reading(Formula.SUM, (level, base), total, Strength.POSSIBLE),
        Reading(Formula.SUM, (total, level), base, Strength.POSSIBLE, (1, -1)),
        Reading(Formula.RATIO_OF_SUM, (level, base, total), rate, Strength.POSSIBLE),
    ]
    for reading in readings:
        values = [operand.value for operand in reading.operands]
        for place in range(len(values)):
            value = needed(reading, place, reading.result.value)
            assert value is not None
            trial = [*values[:place], value, *values[place + 1 :]]
            computed = compute(reading, trial)
            assert computed is not None
            assert abs(computed - reading.result.value) < Decimal("1e-20")
            found = span(reading, place)
            assert found is not None
            assert found.low <= value <= found.high
        result = span(reading, len(values))
        assert result is not None


def test_a_sum_leaves_one_value_and_a_rate_all_that_print_alike() -> None:
    spent, budget, rate = figures("支出1116万元，预算1240万元，执行率90.0%。")
    ratio = Reading(Formula.RATIO, (spent, budget), rate, Strength.CERTAIN)
    values = span(ratio, 0)
    assert values is not None  # 89.95% and 90.05% of 12,400,000
    assert (values.low, values.high) == (11153800, 11166200)
    rest = Reading(Formula.DIFFERENCE, (budget, spent), rate, Strength.POSSIBLE)
    exact = span(rest, 1)
    assert exact is not None
    assert exact.low == exact.high


def test_an_amount_typed_twice_and_once_with_a_slip_is_asked_about() -> None:
    text = "全县安排住房保障支出196.72万元。\n年终总结：住房保障支出{}万元用于缴存住房公积金。"
    assert told(check_text(text.format("196.72"))) == []
    [(severity, repair)] = told(check_text(text.format("169.72")))
    assert severity == "待核实"
    assert "196.72万元" in repair


def test_two_amounts_that_relations_bear_out_are_two_however_alike() -> None:
    text = (
        "甲项目预算支出128.46万元，其中设备100.00万元、运费28.46万元。\n"
        "乙项目预算支出128.64万元，其中设备100.00万元、运费28.64万元。"
    )
    assert told(check_text(text)) == []


RUN = (
    "一般公共预算支出{whole}万元。结构如下：卫生健康（类）支出3106.28万元，占80.85%；社会保障（类）支出{social}万元，"
    "占10.74%；住房保障（类）支出186.44万元，占4.85%；农林水（类）支出136.50万元，占3.55%。"
)


def test_shares_in_a_row_prove_their_whole_to_the_item_that_broke_the_list() -> None:
    assert told(check_text(RUN.format(whole="3841.95", social="412.73"))) == []
    for wrong in ("4127.3", "186.44", "412.37"):
        found = told(check_text(RUN.format(whole="3841.95", social=wrong)))
        # 186.44 stands beside it: whether that one or its share is wrong cannot be told
        assert [severity for severity, _ in found] in (["错误"], ["待核实"])


def test_shares_in_a_row_of_unlike_wholes_prove_nothing() -> None:
    text = "全年支出3841.95万元。甲镇312.00万元，占任务的41.6%；乙镇286.50万元，占任务的52.1%；丙镇190.20万元，占任务的38.0%。"
    assert told(check_text(text)) == []


def test_the_excess_over_a_plan_is_not_what_its_rate_is_of() -> None:
    """76 of 752 is 10.1%, and 828 of 752 is 110.1%: one digit apart by nature, not by a slip."""
    text = "计划新增造林752亩，实际完成828亩，超额完成76亩，为年度计划的110.1%。"
    assert told(check_text(text)) == []


SILENT = [
    # an item whose name ends in 提升 is an amount like the others
    "项目支出5334.85万元。其中：水库加固1866.40万元，饮水安全巩固提升1215.30万元，河流治理948.75万元，山塘扩容702.60万元，其他601.80万元。",
    # what is asked of is named: 凭证 are no questionnaires, free posts no staff, 在职 and 退休 the two of 合计
    "评价组查阅凭证326份，访谈老人240位，回收有效问卷228份，有效率95.0%。",
    "编制46人，年末在职43人，空编3人，人均支出13.23万元，总额568.89万元。",
    "核定编制68名，年末在职61人，空编7名；退休人员38人，在职、退休合计99人。",
    # grades of which some are left out
    "全县评定星级饭店37家，其中五星级2家，四星级16家，三星级15家。",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_only_looks_alike_is_left_alone(text: str) -> None:
    assert told(check_text(text)) == []


def test_a_total_that_lost_the_decimals_of_its_parts_is_cut_off() -> None:
    narrative = check_text("支出预算328661万元，其中：基本支出49376万元，项目支出279285.70万元。")
    [cause] = narrative.causes
    assert cause.severity == "尾差"
    assert "截断" in cause.message


SPOKEN_OF_ELSEWHERE = [
    "基本支出329.58万元（人员301.12万元，公用28.46万元），占69.92%。",
    "其中税收收入83210万元，非税收入45430万元，税占比64.7%。",
    "回答满意176份、基本满意98份、不太满意20份、不满意6份，满意和基本满意合计274份，占91.3%。",
    "综合评分91.8分，其中投入类（15分）得14.2分，过程类（25分）得22.6分，产出类（35分）得32.5分，效果类（25分）得22.5分，总扣分8.2分。",
]


@pytest.mark.parametrize("text", SPOKEN_OF_ELSEWHERE)
def test_what_is_beside_is_not_taken_for_it(text: str) -> None:
    assert told(check_text(text)) == []


COPIED = "2023年实际支出2418.36万元，年末结转91.14万元。支出比上年的2280.59万元增加{}万元，主要是人员增资。"


def test_a_figure_that_its_neighbour_repeats_and_nothing_fits_is_asked_about() -> None:
    assert told(check_text(COPIED.format("137.77"))) == []
    [cause] = check_text(COPIED.format("91.14")).causes
    assert (cause.kind, cause.severity, cause.expected) == ("neighbour", "待核实", "")
    assert "“年末结转”91.14万元" in cause.message


@pytest.mark.parametrize(
    ("rest", "asked"),
    [
        ("448", True),  # 484 with two digits transposed
        ("494", False),  # 10 more is round: something that is not named
        ("463", False),  # no single slip
    ],
)
def test_a_slip_in_three_digits_is_asked_about_where_it_leaves_no_round_rest(
    rest: str, *, asked: bool
) -> None:
    whole, part, left = figures(f"甲862亩，乙378亩，丙{rest}亩")
    reading = Reading(Formula.DIFFERENCE, (whole, part), left, Strength.POSSIBLE)
    found = list(slipped([Claim("difference", [reading])], set()))
    assert [outcome.verdict for outcome in found] == [Verdict.HINT] * asked
