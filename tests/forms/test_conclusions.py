"""Tables of conclusions, totals, grades, projects: what a form states at its end."""

from __future__ import annotations

import pytest

from tests.forms.paper import HEBEI, HENAN, MOF, SICHUAN, number, read, said, sheet

ROWS = """
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|自评得分
产出指标|工作|窗口服务|完成|完成|25|25
"""
SUMMARY = """
一级指标|分值|自评得分
预算执行情况|10|6
投入管理指标|30|24
产出指标|25|25
效益指标|35|33
合计|100|88
评价等级|良|<
"""


@pytest.mark.parametrize(
    "head",
    ["一级指标|分值|自评得分", "评价内容|权重|得分", "指标|分值|得分", "项目|标准分值|自评分"],
)
def test_blocks(head: str) -> None:
    filing = read(ROWS + "\n" + SUMMARY.replace("一级指标|分值|自评得分", head))
    assert [(each.block, number(each.points), number(each.score)) for each in filing.blocks] == [
        ("execution", "10分", "6分"),
        ("input", "30分", "24分"),
        ("output", "25分", "25分"),
        ("benefit", "35分", "33分"),
    ]
    assert (number(filing.total_points), number(filing.total_score)) == ("100分", "88分")
    assert filing.grade is not None
    assert filing.grade.text == "良"
    assert len(filing.indicators) == 1
    assert [kind for kind, _ in filing.tables] == ["indicators", "blocks"]


def test_conclusions_beside_the_indicators() -> None:
    filing = read(
        """
        一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|自评得分||一级指标|分值|自评得分
        投入管理指标|工作目标管理|工作任务科学性|科学|科学|1|1||投入管理指标|30|24
        产出指标|工作|窗口服务|完成|完成|25|25||产出指标|25|25
        ||||||||合计|100|88
        """
    )
    assert [each.name for each in filing.indicators] == ["工作任务科学性", "窗口服务"]
    assert [each.block for each in filing.blocks] == ["input", "output"]
    assert number(filing.total_score) == "88分"


def test_two_statements_of_one_score_are_a_pair() -> None:
    filing = read(
        """
        一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|自评得分
        产出指标|工作|窗口服务|完成|完成|25|24
        小计|<|<|<|<|25|24
        合计|<|<|<|<|100|87
        """
        + SUMMARY
    )
    pairs = [(name, one.text, other.text) for name, one, other in filing.duplicates]
    assert pairs == [
        ("产出指标分值", "25", "25"),
        ("产出指标得分", "24", "25"),
        ("总分", "87", "88"),
    ]
    assert number(filing.total_score) == "87分"


def test_points_in_a_name_and_the_score_of_a_table_make_one_statement() -> None:
    filing = read(
        ROWS.replace("产出指标", "产出指标（25分）")
        + "\n一级指标|自评得分\n产出指标|24\n效益指标|33"
    )
    output = filing.blocks[0]
    assert (output.label, number(output.points), number(output.score)) == (
        "产出指标",
        "25分",
        "24分",
    )
    assert output.points is not None
    assert output.points.quantity is not None
    assert output.points.quantity.literal == "25分"


def test_a_sum_without_the_head_gives_way_to_the_total() -> None:
    filing = read(
        """
        一级指标|二级指标|三级指标|分值|得分
        投入管理指标|工作目标管理|工作任务科学性|30|24
        产出指标|工作|窗口服务|25|25
        效益指标|满意度|群众满意度|35|33
        合计|<|<|90|82

        总分|88
        """
    )
    assert number(filing.total_score) == "88分"
    assert filing.total_points is None
    assert filing.duplicates == ()


@pytest.mark.parametrize(
    ("line", "score"),
    [
        ("自评总分|88.5", "88.5分"),
        ("自评总得分：88.5分|", "88.5分"),
        ("综合得分（满分100分）||88.5", "88.5分"),
        ("总分|见报告", None),
        ("总分|2022", None),
        ("得分|88.5", None),
    ],
)
def test_labelled_totals(line: str, score: str | None) -> None:
    assert number(read(ROWS + "\n\n" + line).total_score) == score


@pytest.mark.parametrize(
    ("line", "grade"),
    [
        ("评价等级|优", "优"),
        ("自评等级：良|", "良"),
        ("评价等级|优□ 良☑ 中□ 差□", "良"),
        ("评价等级|□优 □良 ☑中 □差", "中"),
        ("评价等级|优（√） 良（） 中（） 差（）", "优"),
        ("评价等级|优□ 良□ 中□ 差□", None),
        ("评价等级|☑优 ☑良 □中 □差", None),
        ("等级|“优”等次", "“优”等次"),
        ("自评等级|合格", "合格"),
        ("评价结论|良", "良"),
        ("评价结论|项目管理规范，资金使用合规，达到预期目标。", None),
        ("评价结论|基本完成", None),
        ("评价等级|88", None),
        ("评价等级|—", None),
    ],
)
def test_grades(line: str, grade: str | None) -> None:
    filing = read(ROWS + "\n\n" + line)
    assert (filing.grade.text if filing.grade else None) == grade


PROJECTS = """
单位：万元
序号|项目名称|预算数|实际支出|执行率|自评得分|完成情况说明
1|网络安全经费|21.66|21.66|100%|100|租用服务器1台，运行平稳。
2|公证费|5|28|100%|100|—
3|政府大院维修费|12.43|11.81|95%|98.5|
合计|<|39.09|61.47|157.25%||
"""


def test_projects() -> None:
    filing = read(sheet(PROJECTS, "项目"), scheme=HEBEI)
    assert [(each.name, number(each.score)) for each in filing.projects] == [
        ("网络安全经费", "100分"),
        ("公证费", "100分"),
        ("政府大院维修费", "98.5分"),
    ]
    assert said(filing.projects[1].facts) == {
        "budget": "5万元",
        "spent": "28万元",
        "execution_rate": "100%",
    }
    assert str(filing.projects[1].place) == "项目!B4"
    assert filing.project_total is not None
    assert said(filing.project_total.facts) == {
        "budget": "39.09万元",
        "spent": "61.47万元",
        "execution_rate": "157.25%",
    }
    assert [(each.kind, each.text) for each in filing.passages] == [
        ("note", "租用服务器1台，运行平稳。")
    ]
    assert filing.facts == {}


def test_a_total_above_its_projects_groups_and_subtotals() -> None:
    filing = read(
        """
        项目名称|预算金额（元）|支出金额（元）
        合计|600000|500000
        一、运转类项目|400000|350000
        网络运维|300000|250000
        档案整理|100000|100000
        小计|400000|350000
        二、特定目标类项目|200000|150000
        设备更新|200000|150000
        """,
        scheme=SICHUAN,
    )
    assert [each.name for each in filing.projects] == ["网络运维", "档案整理", "设备更新"]
    assert filing.project_total is not None
    assert number(filing.project_total.facts["budget"]) == "600000元"


def test_the_names_of_sources_make_a_budget_of_a_table_headed_project() -> None:
    filing = read(
        "项目|年初预算数|全年预算数|全年执行数\n年度资金总额|100|120|110\n其中：财政拨款|100|120|110"
    )
    assert filing.projects == ()
    assert len(filing.funds) == 2


def test_projects_end_before_what_stands_below() -> None:
    filing = read(
        PROJECTS.replace("合计|<|39.09|61.47|157.25%||", "")
        + "填表人：|||||\n|支出进度分析|||||\n|下年安排|5|5|||",
        scheme=HENAN,
    )
    assert len(filing.projects) == 3
    assert filing.project_total is None


def test_side_by_side_with_projects() -> None:
    filing = read(
        """
        一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|项目名称|预算数|支出数|得分
        产出指标|工作|窗口服务|完成|完成|15|15|大厅运维|50|45|95
        产出指标|工作|热线服务|完成|完成|10|10|设备更新|70|70|100
        """
    )
    assert [each.name for each in filing.indicators] == ["窗口服务", "热线服务"]
    assert [each.name for each in filing.projects] == ["大厅运维", "设备更新"]
    assert [number(each.score) for each in filing.indicators] == ["15分", "10分"]
    assert [number(each.score) for each in filing.projects] == ["95分", "100分"]


def test_the_total_that_has_the_points_of_the_scheme_is_preferred() -> None:
    filing = read(
        """
        一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|自评得分
        产出指标|工作|窗口服务|完成|完成|25|24
        合计|<|<|<|<|77|70
        """
        + SUMMARY
    )
    assert (number(filing.total_points), number(filing.total_score)) == ("100分", "88分")
    assert [name for name, *_ in filing.duplicates] == ["总分"]


def test_the_sheet_of_a_project_is_no_part_of_the_department() -> None:
    filing = read(
        sheet(
            "项目名称|大厅运维\n资金来源|全年预算数|全年执行数\n年度资金总额|50|45\n自评得分|95",
            "项目1",
        ),
        sheet("资金来源|全年预算数|全年执行数\n年度资金总额|120|110", "资金"),
    )
    assert filing.skipped_sheets == ("项目1",)
    assert said(filing.facts) == {"budget": "120万元", "spent": "110万元"}
    assert filing.total_score is None


def test_the_form_of_a_project_is_read_by_a_scheme_for_projects() -> None:
    form = "项目名称|大厅运维\n资金来源|全年预算数|全年执行数\n年度资金总额|50|45"
    assert said(read(sheet(form, "项目1"), scheme=MOF).facts)["budget"] == "50万元"
    assert said(read(sheet(form, "项目1")).facts)["budget"] == "50万元"
