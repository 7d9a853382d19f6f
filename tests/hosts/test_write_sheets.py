"""Sheets that come and go, columns that get wider, and the lists that hold a workbook together."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
import xlsxwriter

from tests.hosts.rich_workbook import members, picture
from tests.hosts.small_workbook import small_workbook
from xlaudit.errors import WorkbookError
from xlaudit.hosts.ooxml.read import read
from xlaudit.hosts.ooxml.write import apply
from xlaudit.workbook.patch import CellWrite, Patch, SheetAdd, Style, inverse
from xlaudit.workbook.place import Area

PART = "xl/worksheets/sheet1.xml"
EMPTY = small_workbook("<sheetData/>")


def add(name: str, **more: object) -> Patch:
    return Patch(sheets_added=(SheetAdd(name, widths={}, **more),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("columns", "widths", "expected"),
    [
        ("", {2: 10}, ["2-2 w=10.7109375"]),
        ("", {2: 0}, ["2-2 w=0 hidden=1"]),
        ("", {3: 8, 1: 9}, ["1-1 w=9.7109375", "3-3 w=8.7109375"]),
        ('<col min="1" max="9" width="5" style="3" hidden="1"/>', {1: 10},
         ["1-1 w=10.7109375 style=3 hidden=1", "2-9 w=5 style=3 hidden=1"]),
        ('<col min="1" max="9" width="5"/>', {9: 10}, ["1-8 w=5", "9-9 w=10.7109375"]),
        ('<col min="2" max="16384" width="5"/>', {4: 10, 6: 20, 1: 7},
         ["1-1 w=7.7109375", "2-3 w=5", "4-4 w=10.7109375", "5-5 w=5", "6-6 w=20.7109375", "7-16384 w=5"]),
        ('<col min="2" max="2" width="5"/><col min="5" max="5" width="6"/>', {2: 10, 3: 11},
         ["2-2 w=10.7109375", "3-3 w=11.7109375", "5-5 w=6"]),
    ],
)  # fmt: skip
def test_widths_split_ranges_of_columns(
    columns: str, widths: dict[int, float], expected: list[str]
) -> None:
    inside = f"<cols>{columns}</cols><sheetData/>" if columns else "<sheetFormatPr/><sheetData/>"
    patch = Patch(widths=tuple(("表", column, width) for column, width in widths.items()))
    after = members(apply(small_workbook(inside), patch))[PART].decode()
    found = []
    for item in re.findall(r"<col ([^/]*)/>", after):
        fields = dict(re.findall(r'(\w+)="([^"]*)"', item))
        text = f"{fields['min']}-{fields['max']} w={fields['width']}"
        text += "".join(f" {key}={fields[key]}" for key in ("style", "hidden") if key in fields)
        found.append(text)
    assert found == expected
    assert re.search(r"<cols>.*</cols><sheetData/>", after)


@pytest.mark.parametrize(
    "later",
    [
        "",
        "<pageMargins/>",
        '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><conditionalFormatting/>',
        '<pageSetup/><mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice/></mc:AlternateContent>',
        '<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice/></mc:AlternateContent><extLst/>',
        '<unknown xmlns="urn:u"/><drawing/>',
    ],
)
def test_links_stand_where_the_schema_has_them(later: str) -> None:
    data = small_workbook(f"<sheetData/><sheetProtection/>{later}")
    after = members(apply(data, Patch((CellWrite("表", 1, 1, "x", link="'表'!B2"),))))[
        PART
    ].decode()
    names = re.findall(r"<(?:mc:)?(\w+)", after)
    order = [name for name in names if name not in {"Choice", "hyperlink", "row", "c", "is", "t"}]
    place = order.index("hyperlinks")
    before = {"sheetData", "sheetProtection", "mergeCells", "conditionalFormatting", "unknown"}
    assert before & set(order[place:]) == set()
    behind = {"pageMargins", "pageSetup", "drawing", "AlternateContent", "extLst"}
    assert behind & set(order[:place]) == set()


LINKED = (
    '<sheetData/><hyperlinks><hyperlink ref="A1" r:id="rId2"/><hyperlink ref="A2" location="表!B9"/>'
    '<hyperlink ref="A3" r:id="rId2"/></hyperlinks>'
)
LINK_RELATIONSHIPS = {
    "xl/worksheets/_rels/sheet1.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId2" Target="http://a.example/" TargetMode="External" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>'
        "</Relationships>"
    )
}


@pytest.mark.parametrize(
    ("writes", "links"),
    [
        ([CellWrite("表", 1, 1, "x")], {"A1": "http://a.example/", "A2": "表!B9", "A3": "http://a.example/"}),
        ([CellWrite("表", 1, 1)], {"A2": "表!B9", "A3": "http://a.example/"}),
        ([CellWrite("表", 1, 1), CellWrite("表", 2, 1), CellWrite("表", 3, 1)], {}),
        ([CellWrite("表", 1, 1, "x", link="'表'!C3")],
         {"A1": "'表'!C3", "A2": "表!B9", "A3": "http://a.example/"}),
        ([CellWrite("表", 2, 1, "x", link="C:\\送审\\a b#1.xlsx")],
         {"A1": "http://a.example/", "A2": "file:///C:/送审/a%20b%231.xlsx", "A3": "http://a.example/"}),
        ([CellWrite("表", 2, 1, "x", link="//server/甲?.xlsx#'自评表'!F12")],
         {"A1": "http://a.example/", "A2": "file://server/甲%3F.xlsx 自评表!F12", "A3": "http://a.example/"}),
        ([CellWrite("表", 4, 1, "x", link="http://b.example/?a=1 2&b=%20#x")],
         {"A1": "http://a.example/", "A2": "表!B9", "A3": "http://a.example/",
          "A4": "http://b.example/?a=1%202&b=%20 x"}),
    ],
)  # fmt: skip
def test_links_come_go_and_change(writes: list[CellWrite], links: dict[str, str]) -> None:
    data = apply(small_workbook(LINKED, extra=LINK_RELATIONSHIPS), Patch(tuple(writes)))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["表"]
    found = {}
    for (cell,) in sheet["A1:A4"]:
        if cell.hyperlink:
            place = (cell.hyperlink.location or "").replace("'自评表'", "自评表")
            found[cell.coordinate] = " ".join(filter(None, (cell.hyperlink.target, place)))
    assert found == links
    assert (len(links) > 0) == ("<hyperlinks" in members(data)[PART].decode())
    assert (len(links) > 0) == ("xl/worksheets/_rels/sheet1.xml.rels" in members(data))


@pytest.mark.parametrize("name", ["表", "a/b", "甲" * 32, "", "'甲", "a[1]", "x\n"])
def test_a_sheet_name_that_is_taken_or_impossible_is_refused(name: str) -> None:
    with pytest.raises(WorkbookError, match=r"已有工作表|不能作工作表的名称"):
        apply(EMPTY, add(name))


def test_upper_and_lower_case_do_not_make_another_sheet() -> None:
    data = apply(EMPTY, add("Check"))
    with pytest.raises(WorkbookError, match="已有工作表“CHECK”"):
        apply(data, add("CHECK"))


def test_a_sheet_is_replaced_in_one_patch() -> None:
    once = apply(EMPTY, add("核对结果") + Patch((CellWrite("核对结果", 1, 1, "旧"),)))
    again = (
        Patch(sheets_removed=("核对结果",))
        + add("核对结果")
        + Patch((CellWrite("核对结果", 2, 1, "新"),))
    )
    after = read(apply(once, again), "")
    assert [sheet.name for sheet in after.sheets] == ["表", "核对结果"]
    assert {place: cell.value for place, cell in after.sheet("核对结果").cells.items()} == {
        (2, 1): "新"
    }
    assert apply(once, again) == apply(apply(once, again), again)


def test_names_active_sheet_and_numbers_follow_when_a_sheet_goes() -> None:
    result = io.BytesIO()
    book = xlsxwriter.Workbook(result, {"in_memory": True})
    for name in ("甲", "乙", "丙"):
        sheet = book.add_worksheet(name)
        sheet.repeat_rows(0)
        sheet.write(0, 0, name)
    sheet.activate()
    book.define_name("乙!局部", "=乙!$A$1")
    book.define_name("丙!局部", "=丙!$A$1")
    book.close()
    after = apply(result.getvalue(), Patch(sheets_removed=("乙",)))
    loaded = openpyxl.load_workbook(io.BytesIO(after))
    assert loaded.sheetnames == ["甲", "丙"]
    assert loaded.active.title == "丙"
    assert [loaded[name].print_title_rows for name in loaded.sheetnames] == ["$1:$1"] * 2
    assert dict(loaded["丙"].defined_names).keys() == {"局部"}
    assert not loaded["甲"].defined_names
    assert "xl/worksheets/sheet2.xml" not in members(after)
    gone = apply(after, Patch(sheets_removed=("丙",)))
    assert openpyxl.load_workbook(io.BytesIO(gone)).active.title == "甲"


def test_parts_that_only_a_removed_sheet_used_go_with_it() -> None:
    result = io.BytesIO()
    book = xlsxwriter.Workbook(result, {"in_memory": True})
    for name in ("甲", "乙"):
        sheet = book.add_worksheet(name)
        sheet.insert_image("C20", "p.png", {"image_data": io.BytesIO(picture())})
        chart = book.add_chart({"type": "pie"})
        chart.add_series({"values": f"={name}!$A$1:$A$2"})
        sheet.insert_chart("C1", chart)
    book.close()
    before = members(result.getvalue())
    after = members(apply(result.getvalue(), Patch(sheets_removed=("乙",))))
    assert set(before) - set(after) == {
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
        "xl/drawings/drawing2.xml",
        "xl/drawings/_rels/drawing2.xml.rels",
        "xl/charts/chart2.xml",
    }
    for part in re.findall(r'PartName="/([^"]+)"', after["[Content_Types].xml"].decode()):
        assert part in after


def test_the_last_visible_sheet_stays() -> None:
    with pytest.raises(WorkbookError, match="最后一张看得见的工作表"):
        apply(EMPTY, Patch(sheets_removed=("表",)))
    data = apply(EMPTY, add("附", state="veryHidden"))
    assert read(data, "").sheet("附").state == "veryHidden"
    with pytest.raises(WorkbookError, match="最后一张看得见的工作表"):
        apply(data, Patch(sheets_removed=("表",)))


def test_choices_that_a_cell_cannot_offer_are_refused() -> None:
    for words in (("是,否", "否"), ("长" * 200, "短" * 60)):
        with pytest.raises(WorkbookError, match="下拉选项"):
            apply(EMPTY, add("核对结果", choices=((Area(1, 1, 2, 1), words),)))
    data = apply(EMPTY, add("核对结果", choices=((Area(1, 1, 2, 1), ('"是"', "<否>")),)))
    rule = openpyxl.load_workbook(io.BytesIO(data))["核对结果"].data_validations.dataValidation[0]
    assert rule.formula1 == '"""是"",<否>"'
    assert str(rule.sqref) == "A1:A2"


def test_a_quoted_sheet_name_in_print_titles() -> None:
    data = apply(EMPTY, add("甲's & <乙>", freeze_row=2, landscape=False))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["甲's & <乙>"]
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.page_setup.orientation == "portrait"


def test_a_chart_sheet_has_no_cells_to_write() -> None:
    result = io.BytesIO()
    book = xlsxwriter.Workbook(result, {"in_memory": True})
    book.add_worksheet("甲")
    chart = book.add_chart({"type": "pie"})
    chart.add_series({"values": "=甲!$A$1:$A$2"})
    book.add_chartsheet("图").set_chart(chart)
    book.close()
    with pytest.raises(WorkbookError, match="“图”是图表"):
        apply(result.getvalue(), Patch((CellWrite("图", 1, 1, "x"),)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '<calcPr fullCalcOnLoad="1"/>'),
        ("<calcPr/>", '<calcPr fullCalcOnLoad="1"/>'),
        (
            "<calcPr calcId=\"1\" fullCalcOnLoad = '0' />",
            '<calcPr calcId="1" fullCalcOnLoad="1" />',
        ),
        (
            '<calcPr calcMode="manual"></calcPr>',
            '<calcPr calcMode="manual" fullCalcOnLoad="1"></calcPr>',
        ),
    ],
)
def test_the_workbook_asks_to_be_recomputed(before: str, after: str) -> None:
    sheets = '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>'
    data = small_workbook("<sheetData/>", workbook=f"{sheets}{before}<oleSize ref='A1'/>")
    written = members(apply(data, Patch((CellWrite("表", 1, 1, "x"),))))["xl/workbook.xml"].decode()
    assert f"{sheets}{after}<oleSize ref='A1'/>" in written


def test_looks_are_added_behind_the_old_ones_and_shared() -> None:
    styles = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<numFmts count="1"><numFmt numFmtId="170" formatCode="0.000"/></numFmts>'
        '<fonts count="1"><font><sz val="12"/><name val="仿宋"/><charset val="134"/></font></fonts>'
        '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs><dxfs count="0"/></styleSheet>'
    )
    red = Style(number_format="0.0000", fill="ff0000", border=True)
    looks = [red, red, Style(number_format="0.000"), Style(number_format="0.00%", italic=True), red]
    writes = tuple(CellWrite("表", row, 1, "x", style=look) for row, look in enumerate(looks, 1))
    data = apply(small_workbook("<sheetData/>", styles=styles), Patch(writes))
    written = members(data)["xl/styles.xml"].decode()
    assert (
        '<numFmt numFmtId="170" formatCode="0.000"/><numFmt numFmtId="171" formatCode="0.0000"/>'
        in written
    )
    assert '<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"' in written
    numbers = re.findall(r'<c r="A\d" s="(\d)"', members(data)[PART].decode())
    assert numbers == ["2", "2", "3", "4", "2"]
    # number 1 of the fills is the grey pattern in every program, whatever stands there
    assert 'fillId="2"' in written
    assert written.count('<name val="仿宋"/><charset val="134"/>') == 3


def test_the_inverse_of_a_hidden_sheet_with_links_leaves_the_file_as_it_was() -> None:
    patch = add("核对结果", state="hidden", freeze_row=1) + Patch(
        (
            CellWrite("核对结果", 1, 1, "x", link="a.xlsx"),
            CellWrite("表", 2, 2, "y", link="'核对结果'!A1"),
        )
    )
    after = apply(EMPTY, patch)
    back = members(apply(after, inverse(patch, read(EMPTY, ""))))
    assert set(back) == set(members(EMPTY))
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        assert back[name] == members(EMPTY)[name], name
    assert "hyperlink" not in back[PART].decode()
