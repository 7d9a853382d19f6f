"""Which scheme a workbook belongs to; who cannot tell asks."""

from __future__ import annotations

import pytest

from tests.forms.paper import HEBEI, HENAN, MOF, SICHUAN, sheet
from xlaudit.errors import FormError
from xlaudit.forms import read_filing, recognise
from xlaudit.schemes.load import load_all, load_scheme
from xlaudit.workbook.snapshot import Sheet, Snapshot

PINGDINGSHAN = "henan-pingdingshan-2022"

HENAN_FORM = """
部门整体绩效自评表
部门名称|{department}|年度|2022
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|自评得分
投入管理指标|工作目标管理|年度履职目标相关性|相关|相关|1|1
^|^|工作任务科学性|科学|科学|1|1
^|预算和财务管理|预算编制完整性|完整|完整|2|2
^|^|预算调整率|≤30%|20%|2|2
^|绩效管理|绩效监控完成率|=100%|100%|2|2
产出指标|工作|窗口服务|完成|完成|25|25
效益指标|满意度|群众满意度|≥95%|96%|35|35

一级指标|分值|自评得分
预算执行情况|10|9
投入管理指标|30|30
产出指标|25|25
效益指标|35|35
"""

PERCENTS = """
绩效自评表（2022年度）
一级指标|分值|自评得分
产出|{0}|{0}
效益|{1}|{1}
预算执行率|10|10
满意度|10|10
合计|100|100
"""


def workbook(*sheets: Sheet | str, name: str = "自评表.xlsx", scheme: str = "") -> Snapshot:
    made = tuple(sheet(each) if isinstance(each, str) else each for each in sheets)
    return Snapshot(name, made, properties={"xlaudit.scheme": scheme} if scheme else {})


@pytest.mark.parametrize(
    ("department", "scheme"), [("郑州市档案局", HENAN), ("平顶山市档案局", PINGDINGSHAN)]
)
def test_the_region_tells_two_cities_with_one_form(department: str, scheme: str) -> None:
    assert recognise(workbook(HENAN_FORM.format(department=department)), load_all()).id == scheme


def test_the_name_of_the_file_may_tell_the_region() -> None:
    made = workbook(HENAN_FORM.format(department="市档案局"), name="平顶山市档案局.xlsx")
    assert recognise(made, load_all()).id == PINGDINGSHAN


def test_titles_count_more_than_what_the_text_mentions() -> None:
    made = workbook(
        HENAN_FORM.format(department="平顶山市档案局"),
        sheet(" \n" * 20 + "我局赴郑州市学习了两次，效果很好。", "自评报告"),
    )
    assert recognise(made, load_all()).id == PINGDINGSHAN


def test_a_tie_names_both_and_asks() -> None:
    with pytest.raises(FormError) as caught:
        recognise(workbook(HENAN_FORM.format(department="开封市档案局")), load_all())
    message = str(caught.value)
    assert HENAN in message
    assert PINGDINGSHAN in message
    assert "--scheme" in message
    assert "\n" not in message


@pytest.mark.parametrize(("weights", "scheme"), [((40, 40), HEBEI), ((50, 30), MOF)])
def test_the_points_tell_two_forms_with_the_same_blocks(
    weights: tuple[int, int], scheme: str
) -> None:
    assert recognise(workbook(PERCENTS.format(*weights)), load_all()).id == scheme


def test_the_mark_in_the_file_goes_before_everything() -> None:
    made = workbook(HENAN_FORM.format(department="平顶山市档案局"), scheme=HENAN)
    assert recognise(made, load_all()).id == HENAN


def test_a_mark_that_nobody_knows_leaves_it_to_the_form() -> None:
    made = workbook(HENAN_FORM.format(department="平顶山市档案局"), scheme="henan-2099")
    assert recognise(made, load_all()).id == PINGDINGSHAN


def test_a_report_without_points_is_known_by_its_headings() -> None:
    made = workbook(
        "部门整体支出绩效评价表\n单位：万元\n|年初预算|调整后预算数|预算执行数\n总额|100|100|100",
        sheet(
            "部门整体履职绩效分析\n1.目标制定\n2.目标完成\n3.执行管理情况\n4.综合管理情况\n运转类项目绩效分析\n结果应用情况",
            "自评报告",
        ),
    )
    assert recognise(made, load_all()).id == SICHUAN


def test_points_that_do_not_fit_are_nobodys_form() -> None:
    with pytest.raises(FormError) as caught:
        recognise(workbook(PERCENTS.format(15, 65)), load_all())
    assert "--scheme" in str(caught.value)
    assert SICHUAN in str(caught.value)


@pytest.mark.parametrize("text", ["姓名|电话\n科室|12", "请假审批单", ""])
def test_a_workbook_without_any_form(text: str) -> None:
    made = workbook(sheet(text or " ", "通讯录"), name="通讯录.xlsx")
    for call in (
        lambda: recognise(made, load_all()),
        lambda: read_filing(made, load_scheme(HENAN)),
    ):
        with pytest.raises(FormError) as caught:
            call()
        message = str(caught.value)
        assert "通讯录.xlsx" in message
        assert "“通讯录”" in message
        assert "全年预算数" in message
        assert "\n" not in message


def test_the_marks_of_a_form_tell_what_its_blocks_do_not() -> None:
    form = """
        {title}
        一级指标|二级指标|三级指标|年度指标值|实际完成值|得分
        产出指标|数量指标|设备台数|≥5台|5台|50
        效益指标|社会效益指标|受益人数|≥100人|120人|30
        满意度指标|满意度|群众满意度|≥90%|95%|10
        """
    titles = {
        "项目支出绩效自评表\n项目名称|设备更新\n主管部门|民政局|实施单位|救助站\n年度总体目标|更新设备": MOF,
        "部门整体支出绩效自评\n优秀|良好|一般|较差": HEBEI,
    }
    for title, scheme in titles.items():
        assert recognise(workbook(form.format(title=title)), load_all()).id == scheme
