"""The text against the cells of the same filing."""

from __future__ import annotations

import pytest

from tests.narrative.texts import passages, said
from xlaudit.narrative import KnownFigure, Narrative, Status, check
from xlaudit.numbers.lexer import read_quantity
from xlaudit.workbook.place import Place


def cell(kind, subject: str, text: str, row: int, *names: str) -> KnownFigure:
    quantity = read_quantity(text)
    assert quantity is not None
    return KnownFigure(kind, subject, names, quantity, Place("自评表", row, 5))


KNOWN = [
    cell("fact", "initial_budget", "2538.07万元", 6, "年初预算", "年初预算数"),
    cell("fact", "budget", "3082.64万元", 7, "全年预算数", "调整预算数"),
    cell("fact", "spent", "2699.18万元", 8, "全年执行数", "预算执行数"),
    cell("fact", "execution_rate", "87.56%", 9, "预算执行率"),
    cell("points", "预算编制完整性", "2分", 20, "预算编制完整性"),
    cell("score", "预算编制完整性", "1.5分", 20, "预算编制完整性"),
    cell("block_points", "input", "30分", 40, "投入管理指标", "投入管理"),
    cell("block_score", "input", "24分", 41, "投入管理指标", "投入管理"),
    cell("total", "total", "88分", 50, "总分"),
]


def against(text: str, known: list[KnownFigure] = KNOWN) -> Narrative:
    return check(passages(text), known)


def test_what_agrees_with_its_cell_is_tied() -> None:
    narrative = against("2022年部门年初预算为2538.07万元，预算执行数为2699.18万元。")
    assert said(narrative) == []
    assert [figure.status for figure in narrative.figures] == [Status.TIED] * 2
    places = {place for relation in narrative.relations for place in relation.cells}
    assert places == {Place("自评表", 6, 5), Place("自评表", 8, 5)}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("年初预算数2358.07万元。", ["2358.07万元", "自评表!E6", "2538.07万元", "少180万元"]),
        ("预算执行率为85.76%。", ["85.76%", "自评表!E9", "87.56%", "低1.8个百分点"]),
        ("年中完成三个项目评审，部门预算执行率为85.76%。", ["85.76%", "自评表!E9"]),
        ("项目支出管理规范，预算执行率为85.76%。", ["85.76%", "自评表!E9"]),
        ("年初预算2538.07元。", ["一万倍", "元"]),
        ("整体自评得分为98分。", ["98分", "88分", "自评表!E50"]),
        ("预算编制完整性，指标2分，得2分。", ["预算编制完整性", "得分", "2分", "1.5分"]),
        ("其中，投入管理指标得分26分。", ["投入管理指标", "26分", "24分"]),
    ],
)
def test_what_differs_from_its_cell_is_an_error(text: str, words: list[str]) -> None:
    (cause,) = against(text).causes
    assert (cause.severity, cause.kind) == ("错误", "cell")
    assert [word for word in words if word not in cause.message] == []
    assert cause.relations[0].cells


@pytest.mark.parametrize(
    "text",
    [
        "年初预算数25380700元，合0.25亿元。",
        "年初预算数2538.1万元。",
        "上年年初预算数2410.5万元。",
        "道路养护项目年初预算120万元，其中项目支出60万元。",
        "1、养护项目年初预算120万元。\n2、检测项目年初预算60万元。\n3、标识项目年初预算45万元。",
        "项目自评得分95分。",
        "第三期改造项目按时完工，预算执行率为87.65%。",
        "我局统筹安排检测中心设备更新，当年预算执行率为87.65%，预算执行数262.9万元。",
        "局属培训中心共办班12期，预算执行率为85.76%。",
        "二期工程年初预算2358.07万元，预算执行率85.76%，资金已全部支付。",
    ],
)
def test_other_units_coarser_figures_other_years_and_projects_are_no_error(text: str) -> None:
    known = [known for known in KNOWN if known.kind != "total"]
    assert said(against(text, known)) == []


def test_the_points_of_a_block_prove_that_its_score_cannot_be() -> None:
    text = """
整体自评得分88分。其中投入管理指标得分24分。
1.投入管理指标完成情况
①目标相关性，指标2分，得1分。
②任务科学性，指标2分，得1分。
③编制合理性，指标22分，得17分。
2.产出指标完成情况"""
    assert "待核实" in said(check(passages(text)))[0]
    (finding,) = said(against(text))
    assert finding.startswith("错误")
    assert "即使其余30－26＝4分全部得满" in finding


def test_cells_are_no_figures_of_the_text() -> None:
    narrative = against("年初预算为2538.07万元。")
    assert narrative.coverage.figures == len(narrative.figures) == 1
