"""The workbook of a scheme: text stays text, drop-downs offer the words, and its own sums are live."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.schemes.example import EVERYTHING
from xlaudit.output.scheme_sheet import workbook_bytes
from xlaudit.schemes.load import load_scheme, parse_scheme
from xlaudit.schemes.terms import RULES

ZHENGZHOU = load_scheme("henan-zhengzhou-2022")
SHEETS = ["说明", "方案", "一级指标", "指标", "等级", "原因要求", "口径"]


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_the_same_scheme_gives_the_same_bytes() -> None:
    assert workbook_bytes(ZHENGZHOU) == workbook_bytes(ZHENGZHOU)


def test_the_sheets_and_their_headers() -> None:
    book = opened(workbook_bytes(ZHENGZHOU))
    assert book.sheetnames == SHEETS
    header = [cell.value for cell in book["指标"][2]]
    assert header[:6] == ["一级指标", "二级指标", "三级指标", "分值", "年度指标值", "评分规则"]
    assert book["指标"]["E3"].value == "≥90%"
    assert book["指标"].freeze_panes == "D3"
    assert all(sheet.page_setup.orientation == "landscape" for sheet in book)
    assert all(sheet.page_setup.paperSize == 9 for sheet in book)


def test_choices_are_offered() -> None:
    sheet = opened(workbook_bytes(ZHENGZHOU))["指标"]
    sources = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert sources["F3:F32"] == f'"{",".join(RULES.values())}"'
    assert sources["A3:A32"] == "'一级指标'!$A$3:$A$16"


@pytest.mark.parametrize(
    "text", ["=1+1", "{=1+1}", "+cmd|' /C calc'!A0", "http://a.example", "@A1"]
)
def test_text_never_becomes_a_formula_or_a_link(text: str) -> None:
    book = opened(workbook_bytes(replace(ZHENGZHOU, title=text, region=text, note=text)))
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.hyperlink is None
            assert cell.data_type != "f" or sheet.title == "说明"
    assert book["方案"]["B4"].value == text
    assert book["方案"]["B4"].data_type == "s"


def test_points_are_checked_while_they_are_edited(
    tmp_path: Path, recalculate: Callable[..., list[Path]]
) -> None:
    """Ours before and after an edit, as LibreOffice reckons them."""
    data = workbook_bytes(ZHENGZHOU)
    sound, edited, full = (tmp_path / f"{name}.xlsx" for name in ("sound", "edited", "full"))
    sound.write_bytes(data)
    full.write_bytes(workbook_bytes(parse_scheme(EVERYTHING, "全部.toml")))
    book = opened(data)
    book["指标"]["D4"] = 3  # one point became three
    book["一级指标"]["B5"] = 24
    book.save(edited)
    results = recalculate([sound, edited, full])
    assert [verdicts(path) for path in results] == [
        {
            "预算执行情况": "相符",
            "投入管理指标": "相符",
            "产出指标": "其余由单位自拟",
            "效益指标": "其余由单位自拟",
            "总分": "相符",
        },
        {
            "预算执行情况": "相符",
            "投入管理指标": "不符，请核对",
            "产出指标": "其余由单位自拟",
            "效益指标": "其余由单位自拟",
            "总分": "不符，请核对",
        },
        {"基本运行绩效": "相符", "重点履职绩效": "其余由单位自拟", "总分": "相符"},
    ]
    cached = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    assert verdicts(cached) == verdicts(results[0])


def verdicts(source: Path | openpyxl.Workbook) -> dict[str, str]:
    """Return what the sheet 说明 says of each block."""
    book = openpyxl.load_workbook(source, data_only=True) if isinstance(source, Path) else source
    rows = book["说明"].iter_rows(max_col=3, values_only=True)
    return {
        str(name): str(told) for name, _, told in rows if str(told)[:2] in ("相符", "不符", "其余")
    }
