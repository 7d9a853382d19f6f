"""The reader agrees with openpyxl cell for cell, whoever wrote the workbook."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula

from tests.hosts import agreement
from tests.hosts.agreement import disagreements
from tests.hosts.packages import (
    STRINGS,
    STYLES,
    WORKBOOK_RELATIONS,
    pack,
    parts,
    relations,
    rows,
)
from xlaudit.hosts.ooxml.read import read

WORKBOOKS = sorted(
    path
    for path in (Path(__file__).parents[2] / "workbooks").rglob("*.xls[xm]")
    if not path.name.startswith("~$")
)
MOMENTS = (
    date(2022, 12, 31),
    datetime(2022, 12, 31, 18, 30, 15),  # noqa: DTZ001 - cells know no time zones
    time(8, 5),
    timedelta(hours=30, minutes=7),
)


def by_openpyxl(*, date1904: bool = False) -> bytes:
    book = openpyxl.Workbook()
    if date1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "部门 整体’自评表"
    values = ["部门", "", 0, -1, 0.1, 1e-7, 12345678.9, 99.68, 1 / 3, True, False, "#N/A", " 前后 "]
    for row, value in enumerate(values, start=1):
        sheet.cell(row, 1, value)
        sheet.cell(row, 2, f"=A{row}*2")
    for row, moment in enumerate(MOMENTS, start=1):
        sheet.cell(row, 3, moment)
    sheet["D1"] = 0.8756
    sheet["D1"].number_format = "0.00%"
    sheet["D2"] = 20
    sheet["D2"].number_format = '0.0"万元"'
    sheet["D3"].number_format = "0%"  # a style without a value is no cell
    sheet["D4"] = '=IF(A1="", "无", A1 & "\'引\'")'
    sheet["E1"] = ArrayFormula("E1:E3", "=A1:A3*2")
    sheet["F1"] = "第一行\n第二行"
    sheet["F1"].comment = Comment("批注不是内容", "审核")
    sheet["XFD1048576"] = "角落"
    sheet.merge_cells("G1:H3")
    sheet["G1"] = "合并"
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet.column_dimensions.group("I", "K", hidden=True)
    sheet.protection.sheet = True
    book.defined_names["总分"] = DefinedName("总分", attr_text="'部门 整体’自评表'!$A$1")
    rule = DataValidation(type="list", formula1='"是,否"')
    rule.add("A20:A30")
    rule.add("C5")
    sheet.add_data_validation(rule)
    sheet.add_data_validation(DataValidation(type="decimal", formula1="0", formula2="10"))
    book.create_sheet("参数").sheet_state = "hidden"
    book.create_sheet("深藏").sheet_state = "veryHidden"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def by_xlsxwriter(**options: bool) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, **options})
    percent = book.add_format({"num_format": "0.00%"})
    bold = book.add_format({"bold": True})
    sheet = book.add_worksheet("自评表")
    sheet.write_rich_string("A1", "年初", bold, "预算", "数")
    sheet.write_string("B1", "  两端空格  ")
    sheet.write_number("C1", 0.9733, percent)
    sheet.write_boolean("D1", True)
    sheet.write_formula("A2", "=C1*10", None, 9.733)
    sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
    sheet.write_formula("C2", '=""', None, "")
    sheet.write_formula("D2", "=D1", None, True)
    sheet.write_formula("E2", '="文"&"字"', None, "文字")
    sheet.write_formula("F2", "=IFS(C1>0.9,1,TRUE,0)", None, 1)
    sheet.write_array_formula("A3:A5", "{=C1*{1;2;3}}", None, 0.9733)
    sheet.write_dynamic_array_formula("C3", "=UNIQUE(A3:A5)", None, 0.9733)
    sheet.write_datetime("A6", MOMENTS[1], book.add_format({"num_format": 22}))
    sheet.write_blank("B6", None, percent)
    sheet.write_string("A7", "控制\x01符与 _x0041_ 原文")
    sheet.merge_range("A8:C9", "合计")
    sheet.set_row(9, None, None, {"hidden": True})
    sheet.set_column("F:H", None, None, {"hidden": True})
    sheet.data_validation("B10:B12", {"validate": "list", "source": ["优", "良"]})
    sheet.data_validation("B13", {"validate": "decimal", "criteria": ">=", "value": 0})
    sheet.protect()
    book.set_properties({"title": "部门整体自评表", "author": "绩效股"})
    book.set_custom_property("scheme", "henan-zhengzhou-2022")
    book.define_name("总分", "=自评表!$A$2")
    book.define_name("自评表!局部", "=自评表!$A$3")
    hidden = book.add_worksheet("参数")
    hidden.hide()
    hidden.write("A1", 1)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=自评表!$A$3:$A$5"})
    book.add_chartsheet("图").set_chart(chart)
    book.add_worksheet("空表").very_hidden()
    book.close()
    return target.getvalue()


MADE: dict[str, Callable[[], bytes]] = {
    "openpyxl": by_openpyxl,
    "openpyxl, dates from 1904": lambda: by_openpyxl(date1904=True),
    "xlsxwriter": by_xlsxwriter,
    "xlsxwriter, dates from 1904": lambda: by_xlsxwriter(date_1904=True),
    "xlsxwriter, strings inside the cells": lambda: by_xlsxwriter(constant_memory=True),
}


def but_for_escapes(found: list[str]) -> list[str]:
    """Leave out what openpyxl leaves as it stands in the file: Excel's escapes."""
    return [what for what in found if "控制" not in what]


@pytest.mark.parametrize("name", MADE)
def test_agrees_on_workbooks_of_libraries(name: str) -> None:
    assert but_for_escapes(disagreements(MADE[name]())) == []


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.stem)
def test_agrees_on_the_workbooks_of_the_project(path: Path) -> None:
    assert disagreements(path.read_bytes()) == []


def test_agrees_on_workbooks_of_libreoffice(
    tmp_path: Path, recalculate: Callable[..., list[Path]]
) -> None:
    files = []
    for number, (name, make) in enumerate(MADE.items()):
        if "1904" not in name:
            files.append(tmp_path / f"{number}.xlsx")
            files[-1].write_bytes(make())
    for path in recalculate(files):
        assert but_for_escapes(disagreements(path.read_bytes())) == []


def test_agrees_on_shared_formulas() -> None:
    texts = [
        "A1*$B$2+C$3-$D4",
        "SUM($A$1:B2)/COUNT(A:A,$B:C)+SUM(1:1,$2:3)",
        'IF(A1="A1 ""B2""",\'一 表\'\'A1\'!B2,自评表!C3)',
        "LOG10(A1)+A1.B2+_xlfn.X1(A1)+TAX1234+ABCD1",
        "SUM(Table1[[#This Row],[A1]],Table1[B2])+[1]表1!A1+#REF!A1",
        '-A1%&amp;{1,2;3,4}&amp;"=A1"',
        "H30*$A30",
    ]
    data = ""
    for row, text in enumerate(texts, start=5):
        followers = "".join(
            f'<c r="{column}{row}"><f t="shared" si="{row}"/><v>1</v></c>' for column in "GHZ"
        )
        shared = f'<f t="shared" ref="F{row}:Z{row}" si="{row}">{text}</f>'
        data += f'<row r="{row}"><c r="F{row}">{shared}<v>1</v></c>{followers}</row>'
    # Up, down, left and right of the cell that has the text.
    data += '<row r="20"><c r="B20"><f t="shared" si="11"/></c><c r="J20"><f t="shared" si="5"/></c></row>'
    assert disagreements(rows(data)) == []


def test_agrees_on_unusual_ways_to_write_cells() -> None:
    data = """
      <row><c><v>1</v></c><c r="C1"><v>2</v></c><c><v>3</v></c><c s="1"/><c s="1"><v>.5</v></c></row>
      <row r="4"><c t="inlineStr"><is><t>直接</t></is></c><c t="b"><v>0</v></c></row>
      <row>
        <c t="e"><v>#NAME?</v></c><c t="str"><f>A1&amp;""</f><v>  文 </v></c>
        <c t="d"><v>2022-12-31T18:30:00</v></c>
        <c t="n"><v>1E-3</v></c><c><f>A1</f></c><c><f>A1</f><v/></c>
      </row>
      <row r="9" hidden="true"/>"""
    theirs = [what for what in disagreements(rows(data)) if not what.startswith("自评表!C5")]
    assert theirs == []  # C5: openpyxl gives the ISO date a date format of its own


def test_agrees_without_styles_and_strings() -> None:
    members = parts('<row r="1"><c r="A1"><v>1</v></c></row>')
    del members[STYLES], members[STRINGS]
    members[WORKBOOK_RELATIONS] = relations(("rId1", "worksheet", "worksheets/sheet1.xml"))
    listed = str(members["[Content_Types].xml"])
    members["[Content_Types].xml"] = re.sub("<Override PartName=./xl/s(?:ha|ty)[^>]*>", "", listed)
    assert disagreements(pack(members)) == []


@pytest.mark.parametrize(
    "other",
    [
        '<c r="A1"><f>B1</f><v>2</v></c>',
        '<c r="A1"><f>B2</f><v>1</v></c>',
        '<c r="A1"><v>1</v></c>',
        '<c r="A1" s="1"><f>B1</f><v>1</v></c>',
        '<c r="B1"><f>B1</f><v>1</v></c>',
        '<c r="A1"><f>B1</f><v>1</v></c><c r="C1" t="s"><v>1</v></c>',
    ],
)
def test_a_difference_would_be_seen(other: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = rows('<row r="1"><c r="A1"><f>B1</f><v>1</v></c></row>')
    assert disagreements(sound) == []
    misread = read(rows(f'<row r="1">{other}</row>'), "")
    monkeypatch.setattr(agreement, "read", lambda *_: misread)
    assert disagreements(sound) != []
