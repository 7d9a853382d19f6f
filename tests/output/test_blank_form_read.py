"""A filled form comes back: our own reader finds in it what the clerk wrote, and the score it shows."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests import libreoffice
from tests.output.filling import Form, Result, fill_zhengzhou
from xlaudit.audit import Report, audit
from xlaudit.hosts.files import read_workbook
from xlaudit.output.blank_form import blank_form
from xlaudit.schemes.load import load_scheme

PROJECTS = (("印刷费", 32, 32), ("维修费", 12.43, 12.43), ("宣传经费", 28, 26.68))


def zhengzhou() -> Form:
    form = Form(blank_form(load_scheme("henan-zhengzhou-2022")))
    fill_zhengzhou(form)
    form.put(form.row("项目绩效"), 三级指标="窗口服务", 分值=4, 自评得分=4)
    # A row that is computed between two that people judge.
    form.put_open("产出指标", "办件量", "≥ 1200 件", 1260, 4)
    row = form.put_open("产出指标", "窗口秩序", "良好", "达成年度指标", 2)
    form.put(row, 自评得分=2)
    return form


def lingshou() -> Form:
    form = Form(blank_form(load_scheme("hebei-lingshou-2022")))
    form.workbook["封面"]["C6"] = "灵寿县人民政府办公室"
    form.budget(585.11577, 0, 583.79577)
    form.put_open("产出指标", "印刷文件", "≥ 80000 份", 81200, 40)
    form.put_open("效益指标", "投诉件", "≤ 5 件", 6, 40)
    form.put_open("满意度指标", "群众满意度", "≥ 95 %", 96.5, 10)
    reason = "夏季集中受理，投诉增加一件，已逐件回访。"
    form.put(form.row("投诉件"), 偏差原因分析及改进措施=reason)
    form.table["K4"] = "一个项目招标节余，资金已上交。"
    sheet = form.workbook["项目"]
    for row, (name, budget, spent) in enumerate(PROJECTS, start=5):
        sheet[f"B{row}"], sheet[f"D{row}"], sheet[f"E{row}"] = name, budget, spent
        sheet[f"G{row}"] = 100
    form.workbook["自评报告"]["A4"] = "本年度共安排项目支出，各项目均按计划完成。"
    return form


FILLED = {"henan-zhengzhou-2022": zhengzhou, "hebei-lingshou-2022": lingshou}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[Report, Result]]:
    if libreoffice.SOFFICE is None:
        pytest.skip("LibreOffice is not installed (no soffice on the PATH)")
    folder = tmp_path_factory.mktemp("filed")
    files = [fill().save(folder / f"{name}.xlsx") for name, fill in FILLED.items()]
    done = libreoffice.convert(files, "xlsx", folder / "libreoffice")
    return {
        path.stem: (audit(read_workbook(path), load_scheme(path.stem)), Result(path))
        for path in done
    }


@pytest.mark.parametrize("name", FILLED)
def test_the_score_that_the_form_shows_is_ours(
    name: str, reports: Mapping[str, tuple[Report, Result]]
) -> None:
    report, shown = reports[name]
    row = Form(blank_form(load_scheme(name))).row("合计")
    assert float(report.scorecard.score or 0) == shown.at(row, "自评得分")
    grade = report.scorecard.grade
    assert grade is not None
    assert report.filing.grade is not None
    assert report.filing.grade.text == grade.label == shown.at(row + 1, "自评得分")


@pytest.mark.parametrize("name", FILLED)
def test_nothing_is_unread_and_nothing_is_wrong(
    name: str, reports: Mapping[str, tuple[Report, Result]]
) -> None:
    report, _ = reports[name]
    assert not report.filing.unbound
    assert {each.id for each in report.filing.unfilled} <= {"execution_rate"}
    assert [finding.message for finding in report.findings] == []


def test_projects_and_prose_are_found(reports: Mapping[str, tuple[Report, Result]]) -> None:
    filing = reports["hebei-lingshou-2022"][0].filing
    assert filing.department is not None
    assert filing.department.text == "灵寿县人民政府办公室"
    assert [project.name for project in filing.projects] == [name for name, _, _ in PROJECTS]
    assert filing.project_total is not None
    prose = {passage.kind: passage.text for passage in filing.passages}
    assert prose["report"] == "本年度共安排项目支出，各项目均按计划完成。"
    assert set(prose) == {"reason", "report"}, "the form's own words are nobody's statement"
