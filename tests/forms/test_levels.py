"""The rows of indicator tables: merged levels, sums, totals, and where a table ends."""

from __future__ import annotations

import pytest

from tests.forms.paper import MOF, number, read, sheet

HEAD = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|自评得分|偏差原因分析及改进措施\n"


def test_merged_and_blank_levels_are_filled_down() -> None:
    filing = read(
        HEAD
        + """投入管理指标（30分）|工作目标管理|年度履职目标相关性|相关|相关|1|1|
        ^|^|工作任务科学性|科学|科学|1|1|
        ^|预算和财务管理|预算编制完整性|完整|完整|2|2|
        ||决算真实性|真实|真实|1|1|
        产出指标|履职目标实现|项目绩效|完成|完成|10|10|
        ||窗口服务|完成|完成|15|15|"""
    )
    assert [(each.first_level, each.second_level) for each in filing.indicators] == [
        ("投入管理指标", "工作目标管理"),
        ("投入管理指标", "工作目标管理"),
        ("投入管理指标", "预算和财务管理"),
        ("投入管理指标", "预算和财务管理"),
        ("产出指标", "履职目标实现"),
        ("产出指标", "履职目标实现"),
    ]


def test_without_first_levels_the_second_ones_tell_the_block() -> None:
    filing = read(
        """
        二级指标|三级指标|年度指标值|实际完成值|分值|得分
        预算和财务管理|预算执行率|≥90%|87.56%|2|1.95
        数量指标|办件数量|≥100件|120件|5|5
        经济效益指标|减少支出|≥5万元|6万元|5|5
        """
    )
    assert [
        (each.block, each.indicator.id if each.indicator else None) for each in filing.indicators
    ] == [
        ("input", "input_execution_rate"),
        ("output", None),
        ("benefit", None),
    ]


def test_block_headings_across_the_table() -> None:
    filing = read(
        """
        三级指标|年度指标值|实际完成值|分值|得分
        一、投入管理指标（30分）|<|<|<|<
        决算真实性|真实|真实|1|1
        二、产出指标（25分）|<|<|<|<
        窗口服务|完成|完成|25|25
        以下为本部门自定的指标，依据年初批复的目标。|<|<|<|<
        热线服务|完成|完成|5|5
        """
    )
    assert [each.block for each in filing.indicators] == ["input", "output", "output"]
    assert [(each.label, number(each.points), number(each.score)) for each in filing.blocks] == [
        ("投入管理指标", "30分", None),
        ("产出指标", "25分", None),
    ]
    assert [each.kind for each in filing.passages] == ["note"]


def test_a_first_level_alone_is_a_sum_of_its_block() -> None:
    filing = read(
        HEAD
        + """投入管理指标|—|—|||30|29.95|
        |工作目标管理|年度履职目标相关性|相关|相关|1|1|
        产出指标|<|<|<|<|25|25|
        |履职目标实现|项目绩效|完成|完成|25|25|"""
    )
    assert [each.name for each in filing.indicators] == ["年度履职目标相关性", "项目绩效"]
    assert [(each.block, number(each.points), number(each.score)) for each in filing.blocks] == [
        ("input", "30分", "29.95分"),
        ("output", "25分", "25分"),
    ]


@pytest.mark.parametrize("word", ["小计", "产出指标小计"])
def test_subtotals(word: str) -> None:
    filing = read(
        HEAD
        + f"""产出指标|履职目标实现|项目绩效|完成|完成|25|24|
        {word}|<|<|<|<|25|24|
        效益指标|满意度|群众满意度|≥95%|96%|35|35|
        |小计||||35|35|
        合计|<|<|<|<|60|59|"""
    )
    assert len(filing.indicators) == 2
    assert [(each.block, number(each.score)) for each in filing.blocks] == [
        ("output", "24分"),
        ("benefit", "35分"),
    ]
    assert filing.total_score is None  # 60 分 are the two blocks, not the form
    assert filing.duplicates == ()


def test_sums_of_second_levels_are_no_rows() -> None:
    filing = read(
        HEAD
        + """产出指标|数量指标||||15|15|
        ||办件数量|≥100件|120件|10|10|
        ||宣传次数|≥5次|6次|5|5|
        ^|质量指标||≥95%|96%|10|10|
        合计|<|<|<|<|100|98|"""
    )
    assert [each.name for each in filing.indicators] == ["办件数量", "宣传次数", "质量指标"]


def test_total_and_grade_below_the_table() -> None:
    filing = read(
        HEAD
        + """产出指标|履职目标实现|项目绩效|完成|完成|25|24|
        总分|<|<|<|<|100|88|
        评价等级|<|<|<|<|<|良|
        存在问题|<|<|支出进度偏慢，预算编制不够细。|<|<|<|<"""
    )
    assert (number(filing.total_points), number(filing.total_score)) == ("100分", "88分")
    assert filing.grade is not None
    assert (filing.grade.text, str(filing.grade.place)) == ("良", "自评表!G4")
    assert len(filing.indicators) == 1


def test_the_form_ends_with_its_total() -> None:
    filing = read(
        HEAD
        + """产出指标|履职目标实现|项目绩效|完成|完成|25|24|
        合计|<|<|<|<|100|88|
        说明性指标|其他|不计分事项|完成|完成|9|9|"""
    )
    assert [each.name for each in filing.indicators] == ["项目绩效"]


def test_templates_with_placeholders_have_no_rows() -> None:
    filing = read(
        HEAD
        + """产出指标|数量指标|指标1：|||||
        ^|^|指标2：|||||
        ^|^|……|||||
        ^|质量指标|办结率|≥95%|96%|10|10|""",
        scheme=MOF,
    )
    assert [each.name for each in filing.indicators] == ["办结率"]


def test_repeated_headings_on_the_next_page_go_on() -> None:
    filing = read(
        HEAD
        + "投入管理指标|预算和财务管理|决算真实性|真实|真实|1|1|\n"
        + HEAD
        + "投入管理指标|绩效管理|绩效监控完成率|=100%|100%|2|2|\n产出指标|工作|窗口服务|完成|完成|25|25|"
    )
    assert [each.name for each in filing.indicators] == ["决算真实性", "绩效监控完成率", "窗口服务"]


def test_blocks_on_several_sheets_are_one_form() -> None:
    filing = read(
        sheet(HEAD + "投入管理指标|预算和财务管理|决算真实性|真实|真实|1|1|", "投入"),
        sheet(HEAD + "产出指标|工作|窗口服务|完成|完成|25|25|", "产出"),
    )
    assert [each.place.sheet for each in filing.indicators] == ["投入", "产出"]
    assert filing.skipped_sheets == ()


def test_the_form_of_a_project_is_not_the_department() -> None:
    project = HEAD + "产出指标|数量指标|设备台数|≥5台|5台|50|50|\n合计|<|<|<|<|100|98|"
    filing = read(
        sheet(project, "项目1"),
        sheet(
            HEAD
            + "投入管理指标|预算和财务管理|决算真实性|真实|真实|1|1|\n产出指标|工作|窗口服务|完成|完成|25|25|\n合计|<|<|<|<|100|90|",
            "整体",
        ),
        sheet(project + "\n\n自评等级|优\n情况说明|项目按期完成，支出12.5万元。", "项目2"),
    )
    assert {each.place.sheet for each in filing.indicators} == {"整体"}
    assert filing.skipped_sheets == ("项目1", "项目2")
    assert number(filing.total_score) == "90分"
    assert filing.grade is None
    assert filing.passages == ()


def test_a_second_form_below_the_first_is_left_alone() -> None:
    one = HEAD + "产出指标|工作|窗口服务|完成|完成|25|25|\n合计|<|<|<|<|100|90|\n"
    filing = read(
        one + "项目支出自评表\n" + one.replace("窗口服务", "设备采购").replace("90", "80")
    )
    assert [each.name for each in filing.indicators] == ["窗口服务"]
    assert number(filing.total_score) == "90分"


def test_a_sum_of_a_block_may_be_called_a_total() -> None:
    filing = read(
        HEAD
        + """投入管理指标|绩效管理|绩效监控完成率|=100%|100%|2|2|
        ||合计|||30|29.95|
        产出指标|工作|窗口服务|完成|完成|25|25|
        合计|<|<|<|<|100|99.68|"""
    )
    assert [(each.block, number(each.score)) for each in filing.blocks] == [("input", "29.95分")]
    assert number(filing.total_score) == "99.68分"
    assert len(filing.indicators) == 2


def test_a_table_ends_with_a_gap() -> None:
    filing = read(
        HEAD + "产出指标|工作|窗口服务|完成|完成|25|25|\n\n\n\n\n其他|其他|加班情况|无|无|3|3|"
    )
    assert [each.name for each in filing.indicators] == ["窗口服务"]


def test_points_stand_where_the_name_stands() -> None:
    filing = read(
        HEAD
        + """产出指标（25分）|<|<|<|<|<|<|
        |数量指标|指标1|||||
        ||办件数量|≥100件|120件|25|25|"""
    )
    (statement,) = filing.blocks
    assert statement.points is not None
    assert str(statement.points.place) == "自评表!A2"


def test_points_of_a_name_in_a_row_stand_in_its_first_cell() -> None:
    filing = read(HEAD + "产出指标（25分）|数量指标|办件数量|≥100件|120件|25|25|")
    assert [str(each.points.place) for each in filing.blocks if each.points] == ["自评表!A2"]


def test_a_merged_name_reaches_over_empty_rows() -> None:
    empty = "\n" + "^|||||||\n" * 6
    filing = read(
        HEAD + f"产出指标|数量指标||||||{empty}效益指标|满意度|群众满意度|≥95%|96%|35|35|",
        scheme=MOF,
    )
    assert [each.name for each in filing.indicators] == ["群众满意度"]


def test_a_name_at_the_side_does_not_end_the_table() -> None:
    filing = read(
        """
        |一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
        绩效指标|产出指标|数量指标|办件数量|≥100件|120件|25|25
        ^|效益指标|满意度|群众满意度|≥95%|96%|35|35
        """
    )
    assert [each.name for each in filing.indicators] == ["办件数量", "群众满意度"]


def test_the_grade_stands_in_the_column_of_scores() -> None:
    filing = read(
        """
        一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|系统得分|自评得分
        产出指标|工作|窗口服务|完成|完成|25|20|25
        合计|<|<|<|<|100|79|91
        评价等级|<|<|<|<|<|中|优
        """
    )
    assert filing.grade is not None
    assert (filing.grade.text, filing.grade.place.address) == ("优", "H4")
