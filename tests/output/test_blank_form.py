"""The blank form as a file: what is locked, asked, protected and printed, and which formulas it holds."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import formulas
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.formula import Tokenizer

from tests.output.every_rule import EVERY_RULE
from tests.output.filling import TABLE, Form
from xlaudit.output.blank_form import SCHEME_PROPERTY, VERSION_PROPERTY, blank_form
from xlaudit.schemes.expression import to_excel
from xlaudit.schemes.load import load_scheme, scheme_ids
from xlaudit.schemes.rules import score
from xlaudit.schemes.schema import Scheme

SCHEMES = {**{name: load_scheme(name) for name in scheme_ids()}, EVERY_RULE.id: EVERY_RULE}
SHEETS = ["封面", TABLE, "资金", "项目", "自评报告", "说明", "参数"]
KNOWN = {"IF", "AND", "OR", "NOT", "ISNUMBER", "LOOKUP", "TEXT"} | {
    *("MIN", "MAX", "ROUND", "ROUNDDOWN", "ABS"),
    *("SUM", "SUMIF", "COUNT", "COUNTIF", "COUNTIFS"),
}
ZHENGZHOU = load_scheme("henan-zhengzhou-2022")
TEMPLATES = Path(__file__).parents[2] / "workbooks" / "templates"

every_scheme = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)


@cache
def opened(scheme_id: str) -> Workbook:
    return load_workbook(BytesIO(blank_form(SCHEMES[scheme_id])))


def formulas_of(book: Workbook) -> list[tuple[str, str]]:
    return [
        (f"{sheet.title}!{cell.coordinate}", str(cell.value))
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


@every_scheme
def test_the_same_scheme_gives_the_same_bytes(scheme: Scheme) -> None:
    assert blank_form(scheme) == blank_form(scheme)


@every_scheme
def test_sheets_and_properties_name_the_scheme(scheme: Scheme) -> None:
    book = opened(scheme.id)
    assert book.sheetnames == SHEETS
    properties = {each.name: each.value for each in book.custom_doc_props.props}
    assert properties == {SCHEME_PROPERTY: scheme.id, VERSION_PROPERTY: scheme.version}


@pytest.mark.parametrize("name", scheme_ids())
def test_committed_templates_are_what_the_scheme_gives_now(name: str) -> None:
    committed = TEMPLATES / f"{name}.xlsx"
    told = f"write it anew: xlaudit new {name} -o {committed.relative_to(TEMPLATES.parents[1])}"
    assert committed.exists(), told
    assert _parts(committed.read_bytes()) == _parts(blank_form(load_scheme(name))), told


def test_no_template_is_left_over() -> None:
    assert {path.stem for path in TEMPLATES.glob("*.xlsx")} == set(scheme_ids())


def _parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a file: another version of zlib may pack the same ones differently."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@every_scheme
def test_formulas_use_only_functions_that_every_spreadsheet_knows(scheme: Scheme) -> None:
    used = set()
    for place, formula in formulas_of(opened(scheme.id)):
        assert len(formula) < 8192, place
        for token in Tokenizer(formula).items:
            if token.type == token.FUNC and token.subtype == token.OPEN:
                used.add(token.value.rstrip("("))
    assert used <= KNOWN


@every_scheme
def test_formulas_parse(scheme: Scheme) -> None:
    parser = formulas.Parser()
    # Rows of one kind differ in their numbers only: one of each shape is enough.
    shapes = {
        re.sub(r"\d+", "#", formula): formula for _, formula in formulas_of(opened(scheme.id))
    }
    for formula in shapes.values():
        parser.ast(formula)


@every_scheme
def test_formulas_are_locked_and_what_is_to_be_filled_in_is_not(scheme: Scheme) -> None:
    book = opened(scheme.id)
    for sheet in book:
        assert sheet.protection.sheet, sheet.title
        assert sheet.protection.password is None
        assert not sheet.protection.formatRows, "rows may be made higher"
    for place, formula in formulas_of(book):
        title, _, address = place.partition("!")
        cell = book[title][address]
        caption = book[title].cell(5, cell.column).value
        if not cell.protection.locked:  # a department may enter its own score, or its own rate
            assert title == TABLE, place
            assert caption in ("自评得分", "实际完成值"), (place, formula)
    reasons = Form(blank_form(scheme)).columns["偏差原因分析及改进措施"]
    table = book[TABLE]
    assert not table.cell(6, reasons).protection.locked
    assert table["A6"].protection.locked


def test_points_signs_and_system_scores_stay_as_the_scheme_says() -> None:
    form = Form(blank_form(ZHENGZHOU))
    row, columns = form.row("专项资金细化率"), form.columns
    locked = {
        caption: form.table.cell(row, column).protection.locked
        for caption, column in columns.items()
    }
    assert {caption for caption, is_locked in locked.items() if not is_locked} == {
        "年度指标值",
        "实际完成值",  # computed from 资金, but a department may have the rate from elsewhere
        "自评得分",
        "偏差原因分析及改进措施",
    }
    assert form.table.cell(form.row("预算执行率"), columns["实际完成值"]).protection.locked
    open_row = form.empty_row("产出指标")
    locked = {
        c for c, column in columns.items() if form.table.cell(open_row, column).protection.locked
    }
    assert locked == {"系统得分", "填表提示", "一级指标"}


@every_scheme
def test_scores_are_the_schemes_own_expressions(scheme: Scheme) -> None:
    if scheme.total is None:
        pytest.skip("the scheme gives no points")
    form = Form(blank_form(scheme))
    for indicator in scheme.indicators:
        if indicator.rule in ("manual", "tier") or indicator.id == "execution_rate":
            continue
        row = form.row(indicator.label)
        cells = {"actual": f"G{row}", "target": f"E{row}", "points": f"H{row}"}
        rounding = indicator.rounding or scheme.rounding
        rule = score(indicator.rule, indicator.options or {}, rounding, indicator.limits)
        assert to_excel(rule, cells) in form.table.cell(row, form.columns["系统得分"]).value


@every_scheme
def test_pages_are_a4_with_repeated_headers(scheme: Scheme) -> None:
    for sheet in opened(scheme.id):
        setup = sheet.page_setup
        assert int(setup.paperSize) == 9, sheet.title
        assert (setup.fitToWidth, setup.fitToHeight) in ((1, 0), (None, 0)), sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        assert "第 &P 页 共 &N 页" in sheet.oddFooter.right.text, sheet.title
    table = opened(scheme.id)[TABLE]
    assert table.page_setup.orientation == "landscape"
    assert table.print_title_rows == "$5:$5"
    assert table.freeze_panes == "D6"
    assert "填表提示" not in [cell.value for cell in table["A5":"K5"][0]]
    hint = next(cell.column_letter for cell in table[5] if "填表提示" in str(cell.value))
    assert not str(table.print_area).endswith(f"${hint}$"), "hints are for the screen"


@every_scheme
def test_every_row_that_wraps_has_a_height(scheme: Scheme) -> None:
    for sheet in opened(scheme.id):
        for row in range(1, sheet.max_row + 1):
            if any(cell.value for cell in sheet[row]):
                assert sheet.row_dimensions[row].height, (sheet.title, row)


def test_text_of_a_scheme_is_never_a_formula() -> None:
    book = opened(EVERY_RULE.id)
    form = Form(blank_form(EVERY_RULE))
    cell = book[TABLE].cell(form.row("=SUM(1,1)"), form.columns["三级指标"])
    assert (cell.data_type, cell.value) == ("s", "=SUM(1,1)")
    assert not [place for place, formula in formulas_of(book) if "1+1" in formula]


@every_scheme
def test_validation_speaks_chinese_and_holds_scores_to_their_points(scheme: Scheme) -> None:
    table = opened(scheme.id)[TABLE]
    rules = table.data_validations.dataValidation
    assert rules
    for rule in rules:
        assert len(rule.prompt or "") <= 255
        assert not rule.showErrorMessage or re.search(r"[一-鿿]", rule.error or ""), rule.sqref
    if scheme.total is None:
        return
    scores = [rule for rule in rules if str(rule.sqref).startswith("J")]
    assert {(rule.type, rule.formula1) for rule in scores} == {("decimal", "0")}
    for rule in scores:
        assert rule.formula2 == str(rule.sqref).split(":")[0].replace("J", "H")
    signs = [rule for rule in rules if str(rule.sqref).startswith("D")]
    assert {rule.formula1 for rule in signs} <= {'"≥,≤,=,定性"'}


@every_scheme
def test_the_guide_tells_how_every_row_is_scored_and_how_sure_that_is(scheme: Scheme) -> None:
    guide = opened(scheme.id)["说明"]
    text = "\n".join(str(cell.value) for row in guide.iter_rows() for cell in row if cell.value)
    for indicator in scheme.indicators:
        assert indicator.label in text
    for grade in scheme.grades:
        assert grade.label in text
    assert scheme.reference.title in text
    wanted = {
        "official": "据通知原文",
        "reconstructed": "没有取得文件原文",
        "checks-only": "不计算得分",
    }[scheme.status]
    assert wanted in text
    cover = load_workbook(BytesIO(blank_form(scheme)), data_only=True)["封面"]
    assert any(wanted in str(cell.value) for row in cover.iter_rows() for cell in row)


def test_a_scheme_without_points_has_no_columns_for_scores() -> None:
    form = Form(blank_form(load_scheme("sichuan-2022")))
    assert not {"分值", "系统得分", "自评得分"} & set(form.columns)
    assert "小计" not in "".join(str(cell.value) for cell in form.table["A"])


def test_the_single_project_has_its_goals_in_the_place_of_a_list() -> None:
    sheet = opened("mof-project-2020")["项目"]
    words = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"年度总体目标", "预期目标", "实际完成情况"} <= words
