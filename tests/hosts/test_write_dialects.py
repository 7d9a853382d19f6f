"""The same XML written in other ways: prefixes, strict namespaces, other encodings, hardly anything there."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from tests.hosts.rich_workbook import members, with_members
from tests.hosts.small_workbook import MAIN, RELATIONSHIPS, STRICT_MAIN, small_workbook
from xlaudit.errors import WorkbookError
from xlaudit.hosts.ooxml.read import read
from xlaudit.hosts.ooxml.write import apply
from xlaudit.workbook.patch import CellWrite, Patch, SheetAdd, Style

PART = "xl/worksheets/sheet1.xml"
PLAIN = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
PATCH = Patch(
    (
        CellWrite("表", 1, 2, "得分", style=Style(bold=True), link="'结果'!A1"),
        CellWrite("表", 2, 1, Decimal(2), "A1*2"),
        CellWrite("表", 1, 1, Decimal(3)),
        CellWrite("结果", 1, 1, "完"),
    ),
    (SheetAdd("结果", {1: 20}, freeze_row=1),),
    widths=(("表", 2, 12),),
)


def prefixed(xml: str, prefix: str = "x") -> str:
    """Write every element of an XML text with a prefix."""
    ET.register_namespace(prefix, MAIN)
    return ET.tostring(ET.fromstring(xml), encoding="unicode")


def check(data: bytes) -> dict[str, bytes]:
    after = apply(data, PATCH)
    snapshot = read(after, "")
    cells = snapshot.sheet("表").cells
    assert {place: cell.value for place, cell in cells.items()} == {
        (1, 1): 3,
        (1, 2): "得分",
        (2, 1): 2,
    }
    assert cells[2, 1].formula == "A1*2"
    assert snapshot.sheet("结果").value(1, 1) == "完"
    assert apply(after, Patch((CellWrite("表", 9, 9, "x"),), sheets_removed=("结果",)))
    return members(after)


def test_prefixed_elements_get_prefixed_neighbours() -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><fonts><font><sz val="10"/></font></fonts>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellStyles count="1">'
        '<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
    workbook = (
        f'<w:workbook xmlns:w="{MAIN}" xmlns:rel="{RELATIONSHIPS}"><w:bookViews><w:workbookView/>'
        '</w:bookViews><w:sheets><w:sheet name="表" sheetId="1" rel:id="rId1"/></w:sheets></w:workbook>'
    )
    small = small_workbook(prefixed(PLAIN), styles=prefixed(styles, "s"))
    data = with_members(small, {"xl/workbook.xml": workbook.encode()})
    after = check(data)
    sheet, book = after[PART].decode(), after["xl/workbook.xml"].decode()
    assert (
        '<x:c r="B1" s="1" t="inlineStr"><x:is><x:t xml:space="preserve">得分</x:t></x:is></x:c>'
        in sheet
    )
    assert '<x:cols><x:col min="2" max="2"' in sheet
    assert "<x:hyperlinks><x:hyperlink ref=" in sheet
    assert '<w:sheet name="结果" sheetId="2" rel:id="rId3"/>' in book
    assert '<w:definedNames><w:definedName name="_xlnm.Print_Titles" localSheetId="1">' in book
    assert "<s:cellXfs count=" in after["xl/styles.xml"].decode()
    loaded = openpyxl.load_workbook(io.BytesIO(apply(data, PATCH)))
    assert loaded["表"]["A2"].value == "=A1*2"
    assert loaded["表"]["B1"].font.b


def test_strict_workbooks_stay_strict() -> None:
    inside = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    after = check(small_workbook(inside, strict=True))
    everything = b"".join(after[name] for name in after if name != "[Content_Types].xml")
    assert MAIN.encode() not in everything
    assert RELATIONSHIPS.encode() not in everything
    assert STRICT_MAIN.encode() in after["xl/worksheets/sheet2.xml"]
    assert STRICT_MAIN.encode() in after["xl/styles.xml"]


DECLARED = '<?xml version="1.0" encoding="{}" standalone="yes"?>'


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("UTF-8", "utf-8-sig"),
        ("utf-8", "utf-8"),
        ("UTF-16", "utf-16"),
        ("UTF-16", "utf-16-le"),
        ("UTF-16", "utf-16-be"),
        ("GB18030", "gb18030"),
        ("us-ascii", "ascii"),
    ],
)
def test_other_encodings_become_utf8_where_something_is_written(encoding: str, codec: str) -> None:
    text = DECLARED.format(encoding) + PLAIN.replace("<v>", "<!-- a --><v>")
    changed = apply(small_workbook(text.encode(codec)), PATCH)
    sheet = members(changed)[PART].decode()
    assert sheet.startswith('<?xml version="1.0" encoding="')
    assert "得分" in sheet
    book = openpyxl.load_workbook(io.BytesIO(changed))
    assert (book["表"]["A1"].value, book["表"]["B1"].value) == (3, "得分")


@pytest.mark.parametrize(
    "sheet",
    [
        f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData></sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData >\n</sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"/></sheetData></worksheet>',
        f'<worksheet xmlns="{MAIN}"><sheetPr/></worksheet>',
        f'<worksheet xmlns="{MAIN}"/>',
        f"<!-- > --><worksheet xmlns='{MAIN}' ><sheetData><!-- <row r='2'> --></sheetData></worksheet >\n",
        f'<worksheet xmlns="{MAIN}"><sheetData><row\nr="1" ><c\tr="A1" ><v><![CDATA[1]]></v ></c ></row ></sheetData ></worksheet>',
    ],
)
def test_hardly_anything_there(sheet: str) -> None:
    check(small_workbook(sheet))


def test_attributes_with_a_greater_than_sign_do_not_end_a_tag() -> None:
    sheet = PLAIN.replace('<row r="1">', '<row r="1" u:note="a>b/>" xmlns:u="urn:u">')
    sheet = sheet.replace('<c r="A1">', "<c r='A1' s='0' u:x='>'>")
    after = check(small_workbook(sheet))[PART].decode()
    assert 'u:note="a>b/>" xmlns:u="urn:u"><c r="A1" s="0"><v>3</v></c><c r="B1"' in after


@pytest.mark.parametrize(
    ("part", "content", "words"),
    [
        (PART, PLAIN[:-20].encode(), "第 1 行起不是完整的 XML"),
        (PART, b"", "不是完整的 XML"),
        (PART, b"\xff\xfe<\x00w", "文字编码读不懂|不是完整的 XML"),
        (PART, DECLARED.format("x-klingon").encode() + PLAIN.encode(), "文字编码读不懂"),
        (PART, b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + PLAIN.encode(), "文档类型声明"),
        ("xl/workbook.xml", b"<workbook", "xl/workbook.xml 第 1 行"),
        ("[Content_Types].xml", b"\x00", "Content_Types"),
    ],
)
def test_a_damaged_part_is_named(part: str, content: bytes, words: str) -> None:
    with pytest.raises(WorkbookError, match=words) as caught:
        apply(with_members(small_workbook(PLAIN), {part: content}), PATCH, "甲.xlsx")
    assert "甲.xlsx" in str(caught.value)


def test_members_may_be_stored_and_named_in_other_ways() -> None:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members(small_workbook(PLAIN)).items():
            archive.writestr(name.replace("sheet1.xml", "Sheet1.XML"), content)
        archive.writestr("docProps/", b"")
    changed = apply(result.getvalue(), PATCH)
    with zipfile.ZipFile(io.BytesIO(changed)) as archive:
        assert archive.getinfo("xl/worksheets/Sheet1.XML").compress_type == zipfile.ZIP_STORED
        assert "docProps/" in archive.namelist()
    assert read(changed, "").sheet("表").value(1, 2) == "得分"
