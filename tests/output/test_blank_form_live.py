"""The blank form filled in, with LibreOffice in the place of the clerk's spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests import libreoffice
from tests.output.every_rule import EVERY_RULE
from tests.output.filled import FILLED, HEAD, RULES, SIGNS, WORDS, ZHENGZHOU
from tests.output.filling import TABLE, Form, Result
from xlaudit.output.blank_form import blank_form
from xlaudit.schemes.load import load_scheme, scheme_ids

ALL = {**{name: load_scheme(name) for name in scheme_ids()}, EVERY_RULE.id: EVERY_RULE}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Result]:
    """Every form, blank and filled in, recomputed in one run of LibreOffice."""
    if libreoffice.SOFFICE is None:
        pytest.skip("LibreOffice is not installed (no soffice on the PATH)")
    folder = tmp_path_factory.mktemp("forms")
    files = [fill().save(folder / f"{name}.xlsx") for name, fill in FILLED.items()]
    for name, scheme in ALL.items():
        files.append(folder / f"{name}.xlsx")
        files[-1].write_bytes(blank_form(scheme))
    done = libreoffice.convert(files, "xlsx", folder / "libreoffice")
    return {path.stem: Result(path) for path in done}


@pytest.mark.parametrize("name", [*ALL, *FILLED])
def test_no_cell_shows_an_error(name: str, results: Mapping[str, Result]) -> None:
    wrong = [each for each in results[name].cells() if str(each[1]).startswith(("#", "Err:"))]
    assert wrong == []


@pytest.mark.parametrize("name", ALL)
def test_the_empty_form_shows_what_its_file_already_says(
    name: str, results: Mapping[str, Result]
) -> None:
    """The values stored in the file are right even where nothing recomputes them."""
    stored = load_workbook(BytesIO(blank_form(ALL[name])), data_only=True)
    shown = {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in stored
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }
    assert dict(results[name].cells()) == shown


@pytest.mark.parametrize("name", ALL)
def test_the_empty_form_shows_no_score(name: str, results: Mapping[str, Result]) -> None:
    result = results[name]
    for caption in {"系统得分", "自评得分"} & set(result.columns):
        values = [result.at(row, caption) for row in range(1, result.table.max_row + 1)]
        assert not [value for value in values if isinstance(value, int | float)]
    hints = [result.at(row, "填表提示") for row in range(6, result.table.max_row + 1)]
    assert not any(hints)


def test_zhengzhou_gives_its_published_score(results: Mapping[str, Result]) -> None:
    result, row = results["zhengzhou"], Form(blank_form(ZHENGZHOU)).row
    for caption in ("系统得分", "自评得分"):
        assert result.at(HEAD, caption) == 9.73
        assert result.at(row("投入管理指标小计"), caption) == 29.95
        assert result.at(row("产出指标小计"), caption) == 25
        assert result.at(row("效益指标小计"), caption) == 35
        assert result.at(row("合计"), caption) == 99.68
    assert result.at(row("评价等级"), "自评得分") == "优"
    assert result.at(row("合计"), "偏差原因分析及改进措施") == "✓ 分值合计 100"
    assert "系统得分：优。" in str(result.at(row("评价等级"), "偏差原因分析及改进措施"))
    assert result.table["C2"].value == "郑州市政务服务办公室"
    assert not any(
        result.at(each, "填表提示") for each in range(HEAD, result.table.max_row + 1) if each != 5
    )


def test_lost_points_ask_for_reasons(results: Mapping[str, Result]) -> None:
    result, row = results["lost"], Form(blank_form(ZHENGZHOU)).row
    hints = {
        HEAD: "未得满分，请说明偏差原因",
        row("决算真实性"): "未得满分，请说明偏差原因",
        row("资金使用合规性"): "自评得分应在 0 到 2 分之间",
        row("绩效监控完成率"): "自评得分与系统得分相差 -1.00 分，请核对",
        row("部门绩效评价完成率"): "实际完成值应填数字",
        row("“三公经费”控制率"): "年度指标值与评分方案（≤100%）不同，请核对",
        row("评价等级"): "还有 1 项没有自评得分，填完后显示等级",
    }
    found = {each: result.at(each, "填表提示") for each in range(HEAD, result.table.max_row + 1)}
    assert {each: hint for each, hint in found.items() if hint and each != 5} == hints
    assert result.at(row("部门绩效评价完成率"), "系统得分") is None
    assert result.at(row("评价等级"), "自评得分") is None, "half a form has no grade"


def test_the_sign_of_an_open_row_chooses_its_rule(results: Mapping[str, Result]) -> None:
    result, form = results["signs"], FILLED["signs"]()
    for name, _, _, _, by_hand, hint in SIGNS:
        row = form.row(name)
        assert result.at(row, "系统得分") == result.at(row, "自评得分") == by_hand, name
        assert hint in str(result.at(row, "填表提示") or ""), name
        assert bool(hint) is bool(result.at(row, "填表提示")), name
    for name, _, stated, hint in WORDS:
        row = form.row(name)
        assert result.at(row, "系统得分") == "人工评分"
        assert result.at(row, "自评得分") == stated
        assert hint in str(result.at(row, "填表提示") or ""), name
        assert bool(hint) is bool(result.at(row, "填表提示")), name
    assert result.at(form.row("产出指标小计"), "系统得分") == 19.9
    assert result.at(form.row("效益指标小计"), "分值") == 28
    assert result.at(form.row("效益指标小计"), "偏差原因分析及改进措施") == "分值合计应为 35"


def test_words_for_numbers_give_no_score(results: Mapping[str, Result]) -> None:
    result = results["words"]
    for row in range(6, result.table.max_row + 1):
        assert not isinstance(result.at(row, "系统得分"), int | float), row
    hints = {result.at(row, "填表提示") for row in range(6, result.table.max_row + 1)}
    assert {"实际完成值应填数字", "年度指标值应填数字，符号和单位另填"} <= hints


def test_every_rule_scores_as_by_hand(results: Mapping[str, Result]) -> None:
    result, form = results["rules"], FILLED["rules"]()
    for name, (_, by_hand) in RULES.items():
        assert result.at(form.row(name), "系统得分") == by_hand, name
    assert result.at(HEAD, "系统得分") == 10
    # 8.89 + 7.5 + 0 + 10 + 8.5 + 8 + 8 + 6.66 + 5 + 10 of 95 that apply
    total = Decimal("72.55") * 100 / 95
    assert result.at(form.row("合计"), "系统得分") == float(round(total, 2)) == 76.37
    assert result.at(form.row("评价等级"), "自评得分") == "合格"
    assert result.at(HEAD, "填表提示") == "预算执行率低于 85%，请说明原因"


def test_limits_of_completion(results: Mapping[str, Result]) -> None:
    result, form = results["limits"], FILLED["limits"]()
    assert result.at(form.row("=SUM(1,1)"), "系统得分") == 0, "120% of 90% is more than 1.3 times"
    assert result.at(form.row("办理时限"), "填表提示") == "未得满分，请说明偏差原因"
    assert result.at(form.row("自拟公式"), "系统得分") == 10, "never more than its points"


def test_bounds_of_a_rate_ask_for_reasons_without_points_too(
    results: Mapping[str, Result],
) -> None:
    assert results["low"].at(HEAD, "填表提示") == "预算执行率低于 90%，请说明原因"
    assert results["adjusted"].at(HEAD, "填表提示") == "预算调整率高于 30%，请说明原因"


def test_a_form_without_a_scored_head_adds_up_too(results: Mapping[str, Result]) -> None:
    result, row = results["headless"], FILLED["headless"]().row
    assert result.at(row("合计"), "分值") == 90
    assert result.at(row("合计"), "自评得分") == 89.95
    assert result.at(row("评价等级"), "自评得分") == "良"
    assert result.at(HEAD, "实际完成值") == pytest.approx(0.8756066)


def test_there_is_no_grade_until_points_add_up(results: Mapping[str, Result]) -> None:
    result, row = results["overfull"], FILLED["overfull"]().row
    assert result.at(row("合计"), "分值") == 105
    assert result.at(row("合计"), "偏差原因分析及改进措施") == "分值合计应为 100"
    assert result.at(row("评价等级"), "自评得分") is None


def test_limits_hold_for_rows_of_ones_own(results: Mapping[str, Result]) -> None:
    result, row = results["open limits"], FILLED["open limits"]().row
    scores = {name: result.at(row(name), "系统得分") for name in ("刚好", "超出", "零目标")}
    assert scores == {"刚好": 10, "超出": 0, "零目标": 10}


def test_each_amount_is_typed_once(results: Mapping[str, Result]) -> None:
    result = results["zhengzhou"]
    head = [result.table.cell(HEAD, column).value for column in range(3, 8)]
    assert head[:4] == [2538.07, 544.57, 3082.64, 2699.18]
    assert head[4] == pytest.approx(0.8756066)
    form = FILLED["zhengzhou"]()
    assert all(
        str(form.table.cell(HEAD, column).value).startswith("=资金!") for column in range(3, 8)
    )
    assert TABLE in result.workbook.sheetnames
