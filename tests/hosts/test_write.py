"""A patch applied to a workbook full of things that are not ours."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from decimal import Decimal
from xml.dom import minidom

import openpyxl
import pytest
import xlsxwriter

from tests.hosts.rich_workbook import members, rich_workbook, with_members
from xlaudit.errors import WorkbookError
from xlaudit.hosts.ooxml.read import read
from xlaudit.hosts.ooxml.write import apply
from xlaudit.workbook.patch import CellWrite, Patch, SheetAdd, Style, TextRun, inverse
from xlaudit.workbook.place import Area

HEAD = Style(bold=True, fill="DDEBF7", border=True, wrap=True, horizontal="center")
SCORE = Style(number_format="0.00", border=True)
LINK = Style(color="0563C1")

TOUCHED = {
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
    "xl/calcChain.xml",
}


def scored() -> Patch:
    """Score column beside the form, a sheet with the finding, links both ways."""
    cells = [CellWrite("自评表", 1, 13, "系统得分", style=HEAD)]
    cells += [
        CellWrite("自评表", row, 13, Decimal("9.16"), f"ROUND(F{row}*B{row},2)", SCORE)
        for row in range(2, 10)
    ]
    cells += [
        CellWrite("自评表", 2, 14, "见核对结果", style=LINK, link="'核对结果'!A3"),
        CellWrite("核对结果", 1, 1, "核对结果", style=Style(bold=True, size=16)),
        CellWrite("核对结果", 2, 1, "位置", style=HEAD),
        CellWrite("核对结果", 2, 2, "说明", style=HEAD),
        CellWrite("核对结果", 3, 1, "自评表!E2", style=LINK, link="'自评表'!E2"),
        CellWrite(
            "核对结果",
            3,
            2,
            style=Style(wrap=True, border=True),
            runs=(TextRun("执行率 "), TextRun("91.56%", "C00000", bold=True), TextRun(" 低于目标")),
        ),
        CellWrite("核对结果", 3, 3, "未处理", style=Style(border=True)),
        CellWrite("核对结果", 5, 2, "=若改为 9.16", style=Style(wrap=True)),
        CellWrite("核对结果", 4, 1, "原文件", style=LINK, link="送审 资料/甲.xlsx#'自评表'!E2"),
    ]
    sheet = SheetAdd(
        "核对结果",
        widths={1: 14, 2: 50},
        heights={1: 28},
        merged=(Area(1, 1, 1, 3),),
        freeze_row=2,
        choices=((Area(3, 3, 20, 3), ("未处理", "已改", "属实不改")),),
    )
    return Patch(tuple(cells), (sheet,), widths=(("自评表", 3, 20), ("自评表", 13, 11)))


def load(data: bytes, *, values: bool = False) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl names each extension that it will not keep
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values, rich_text=False)


def contents(book: openpyxl.Workbook) -> dict[tuple[str, str], object]:
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def test_every_part_that_is_not_touched_stays_byte_identical() -> None:
    before, after = members(rich_workbook()), members(apply(rich_workbook(), scored()))
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == TOUCHED
    assert set(after) - set(before) == {
        "xl/worksheets/sheet4.xml",
        "xl/worksheets/_rels/sheet4.xml.rels",
    }
    assert set(before) - set(after) == {"xl/calcChain.xml"}


def test_untouched_parts_cover_what_a_careless_writer_would_lose() -> None:
    kept = set(members(rich_workbook())) - TOUCHED
    for word in (
        "chart1",
        "image1.png",
        "drawing1",
        "comments1",
        "threadedComment1",
        "person",
        "vbaProject",
        "printerSettings1",
        "table1",
        "customXml/item1",
        "vmlDrawing1",
        "theme1",
    ):
        assert any(word in name for name in kept), word


def test_sparklines_data_bars_and_rules_stay_in_the_changed_sheet() -> None:
    name = "xl/worksheets/sheet1.xml"
    before, after = members(rich_workbook())[name], members(apply(rich_workbook(), scored()))[name]
    assert before.rpartition(b"<extLst>")[2] == after.rpartition(b"<extLst>")[2]
    for word in (b"sparkline", b"<autoFilter", b"<sheetProtection", b"<legacyDrawing", b"codeName"):
        assert before.count(word) == after.count(word) > 0, word


def test_member_order_and_dates_stay() -> None:
    data = with_members(rich_workbook(), {})
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(io.BytesIO(apply(data, scored()))) as new,
    ):
        names = [name for name in old.namelist() if name != "xl/calcChain.xml"]
        assert new.namelist()[: len(names)] == names
        dates = {item.filename: item.date_time for item in new.infolist()}
        assert all(dates[name] == old.getinfo(name).date_time for name in names)


def test_the_same_patch_gives_the_same_bytes() -> None:
    assert apply(rich_workbook(), scored()) == apply(bytes(rich_workbook()), scored())


def test_an_empty_patch_gives_the_file_itself() -> None:
    assert apply(rich_workbook(), Patch()) is rich_workbook()


def test_changed_parts_are_well_formed_and_types_and_relationships_complete() -> None:
    after = members(apply(rich_workbook(), scored()))
    assert b'<row r="1" ht="28" customHeight="1">' in after["xl/worksheets/sheet4.xml"]
    for name, content in after.items():
        if name.endswith((".xml", ".rels", ".vml")):
            minidom.parseString(content)
    types = after["[Content_Types].xml"].decode()
    for part in re.findall(r'PartName="/([^"]+)"', types):
        assert part in after, part
    assert "calcChain" not in types + after["xl/_rels/workbook.xml.rels"].decode()


def test_openpyxl_sees_the_new_cells_and_the_old_ones_unchanged() -> None:
    before, after = (
        contents(load(rich_workbook())),
        contents(load(apply(rich_workbook(), scored()))),
    )
    assert before.items() <= after.items()
    assert after["自评表", "M9"] == "=ROUND(F9*B9,2)"
    assert after["核对结果", "B3"] == "执行率 91.56% 低于目标"
    new = {place for place in after if place not in before}
    assert {place for place in new if place[0] != "核对结果"} == {
        ("自评表", address) for address in ("N2", *(f"M{row}" for row in range(1, 10)))
    }
    values = load(apply(rich_workbook(), scored()), values=True)
    assert values["自评表"]["M2"].value == 9.16


def test_openpyxl_sees_looks_links_and_print_setup() -> None:
    book = load(apply(rich_workbook(), scored()))
    form, found = book["自评表"], book["核对结果"]
    assert form["M1"].font.b
    assert form["M1"].fill.fgColor.rgb == "FFDDEBF7"
    assert form["M1"].alignment.wrap_text
    assert form["M2"].number_format == "0.00"
    assert form["M2"].border.left.style == "thin"
    assert form["F2"].number_format == "0.00%"
    assert form["N2"].hyperlink.location == "'核对结果'!A3"
    assert form["A12"].hyperlink.location == "'资金'!A1"
    assert found["A3"].hyperlink.location == "'自评表'!E2"
    assert found["A4"].hyperlink.target == "送审%20资料/甲.xlsx"
    assert found["A4"].hyperlink.location == "'自评表'!E2"
    assert found.freeze_panes == "A3"
    assert found.print_title_rows == "$1:$2"
    assert form.print_title_rows == "$1:$1"
    assert (found.page_setup.paperSize, found.page_setup.orientation) == (9, "landscape")
    assert found.sheet_properties.pageSetUpPr.fitToPage
    assert (found.page_setup.fitToWidth, found.page_setup.fitToHeight) == (None, 0)
    assert [str(area) for area in found.merged_cells.ranges] == ["A1:C1"]
    assert found.row_dimensions[1].height == 28
    assert found["B5"].quotePrefix
    assert not found["A2"].quotePrefix
    assert found.data_validations.dataValidation[0].formula1 == '"未处理,已改,属实不改"'
    assert form.column_dimensions["C"].width == pytest.approx(20.7109375)
    assert form.column_dimensions["D"].width == pytest.approx(11.7109375)
    assert form.column_dimensions["C"].outlineLevel == 1


def test_the_inverse_patch_brings_the_cells_back_and_takes_our_sheet_away() -> None:
    given = rich_workbook()
    patch = scored() + Patch(
        (
            CellWrite("自评表", 3, 2, Decimal(8)),
            CellWrite("自评表", 4, 6, Decimal("0.9")),
            CellWrite("自评表", 10, 5),
            CellWrite("自评表", 2, 1, "=改写"),
            CellWrite("自评表", 3, 1, "指标2", link="'核对结果'!A3"),
        )
    )
    after = apply(given, patch)
    assert contents(load(after)) != contents(load(given))
    back = apply(after, inverse(patch, read(given, "自评表.xlsm")))
    for values in (False, True):
        assert contents(load(back, values=values)) == contents(load(given, values=values))
    assert load(back).sheetnames == ["自评表", "资金", "参数"]
    assert read(back, "").sheets[1:] == read(given, "").sheets[1:]
    before, restored = members(given), members(back)
    assert before["xl/workbook.xml"] == restored["xl/workbook.xml"]
    assert set(restored) == set(before) - {"xl/calcChain.xml"}
    assert load(after)["自评表"]["A3"].hyperlink.location == "'核对结果'!A3"
    for address in ("A3", "N2"):
        assert load(back)["自评表"][address].hyperlink is None
    assert load(back)["自评表"]["A12"].hyperlink.location == "'资金'!A1"


def test_applying_it_twice_adds_no_look_twice() -> None:
    cells = Patch(tuple(write for write in scored().cells if write.sheet == "自评表"))
    once = apply(rich_workbook(), cells)
    assert members(apply(once, cells))["xl/styles.xml"] == members(once)["xl/styles.xml"]


def test_a_patch_without_formulas_keeps_the_calculation_chain() -> None:
    patch = Patch((CellWrite("资金", 5, 1, "备注"),))
    before, after = members(rich_workbook()), members(apply(rich_workbook(), patch))
    assert {name for name in before if before[name] != after[name]} == {"xl/worksheets/sheet2.xml"}
    overtyped = Patch((CellWrite("自评表", 2, 6, Decimal(1)),))
    assert "xl/calcChain.xml" not in members(apply(rich_workbook(), overtyped))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "目录读不出来"),
        (b"PK\x03\x04 not a zip", "目录读不出来"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "另存为未加密的 .xlsx"),
        (with_members(b"PK\x05\x06" + b"\0" * 18, {"a.txt": b"x"}), "没有工作簿部件"),
    ],
)
def test_a_file_that_is_no_workbook_gets_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(WorkbookError, match=words):
        apply(data, scored(), "甲.xlsx")


def test_thousands_of_writes_land_in_their_rows_of_a_large_sheet() -> None:
    result = io.BytesIO()
    book = xlsxwriter.Workbook(result, {"in_memory": True})
    sheet = book.add_worksheet("大表")
    for row in range(10_000):
        sheet.write_row(row, 0, [row, row, row])
    book.close()
    data = result.getvalue()
    cells = tuple(
        CellWrite("大表", 2 * number + 1, 5, f"第 {number} 行", style=HEAD, link="'大表'!A1")
        for number in range(5000)
    )
    loaded = load(apply(data, Patch(cells)))["大表"]
    assert loaded["E9999"].value == "第 4999 行"
    assert loaded["A10000"].value == 9999
