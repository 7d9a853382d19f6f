"""A workbook with nearly everything that a spreadsheet program can put into a file.

xlsxwriter writes what it can; printer settings, a threaded comment, custom XML and the like are added as
parts of their own, with relationship and content type, as the format asks for.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache

import xlsxwriter

__all__ = ["MACROS", "members", "picture", "rich_workbook", "with_members"]

MACROS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_THREADED = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"

_EXTRA_PARTS = {
    "xl/printerSettings/printerSettings1.bin": bytes(range(256)),
    "xl/persons/person.xml": (
        f'<?xml version="1.0"?><personList xmlns="{_THREADED}"><person displayName="甲" '
        'id="{11111111-1111-1111-1111-111111111111}" userId="a" providerId="None"/></personList>'
    ).encode(),
    "xl/threadedComments/threadedComment1.xml": (
        f'<?xml version="1.0"?><ThreadedComments xmlns="{_THREADED}"><threadedComment ref="B2" '
        'personId="{11111111-1111-1111-1111-111111111111}" '
        'id="{22222222-2222-2222-2222-222222222222}"><text>请补佐证</text></threadedComment>'
        "</ThreadedComments>"
    ).encode(),
    "customXml/item1.xml": "<?xml version='1.0'?><台账 xmlns='urn:example'/>".encode(),
    "xl/calcChain.xml": (
        '<?xml version="1.0"?><calcChain xmlns='
        '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="E10" i="1"/>'
        + "".join(f'<c r="F{row}" i="1"/>' for row in range(2, 10))
        + "</calcChain>"
    ).encode(),
    "customXml/itemProps1.xml": b"<?xml version='1.0'?><datastoreItem/>",
}
_EXTRA_TYPES = (
    '<Override PartName="/xl/printerSettings/printerSettings1.bin" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>'
    '<Override PartName="/xl/persons/person.xml" ContentType="application/vnd.ms-excel.person+xml"/>'
    '<Override PartName="/xl/threadedComments/threadedComment1.xml" '
    'ContentType="application/vnd.ms-excel.threadedcomments+xml"/>'
    '<Override PartName="/xl/calcChain.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/>'
)
_SHEET_RELATIONSHIPS = (
    f'<Relationship Id="rIdP1" Type="{_RELATIONSHIPS}/printerSettings" '
    'Target="../printerSettings/printerSettings1.bin"/>'
    '<Relationship Id="rIdT1" '
    'Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
    'Target="../threadedComments/threadedComment1.xml"/>'
)
_WORKBOOK_RELATIONSHIPS = (
    '<Relationship Id="rIdP2" Type="http://schemas.microsoft.com/office/2017/10/relationships/person" '
    'Target="persons/person.xml"/>'
    f'<Relationship Id="rIdC1" Type="{_RELATIONSHIPS}/customXml" Target="../customXml/item1.xml"/>'
    f'<Relationship Id="rIdC2" Type="{_RELATIONSHIPS}/calcChain" Target="calcChain.xml"/>'
)


def members(data: bytes) -> dict[str, bytes]:
    """Return the members of a zip file in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def with_members(data: bytes, changes: dict[str, bytes]) -> bytes:
    """Return the zip file with members replaced or added."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**members(data), **changes}.items():
            archive.writestr(zipfile.ZipInfo(name, (2023, 2, 3, 4, 5, 6)), content)
    return result.getvalue()


@cache
def rich_workbook() -> bytes:
    """Return the bytes of the workbook (.xlsm)."""
    return _with_extra_parts(_written())


def _written() -> bytes:
    result = io.BytesIO()
    book = xlsxwriter.Workbook(result, {"in_memory": True})
    form = book.add_worksheet("自评表")
    percent = book.add_format({"num_format": "0.00%", "border": 1})
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True})
    unlocked = book.add_format({"locked": False, "border": 1, "num_format": "#,##0.0000"})
    form.write_row(0, 0, ["指标", "分值", "年初预算", "全年预算", "执行数", "执行率"], head)
    for row in range(1, 9):
        form.write_string(row, 0, f"指标{row}")
        form.write_number(row, 1, 10)
        form.write_row(row, 2, [100.5 * row, 120.25 * row, 110.1 * row], unlocked)
        form.write_formula(row, 5, f"=E{row + 1}/D{row + 1}", percent, 0.91559251559)
    form.write_formula(9, 4, "=SUM(E2:E9)", unlocked, 3963.6)
    form.write_rich_string("A11", "说明：", head, "执行率", "按全年预算计算")
    form.write_boolean("B11", True)
    form.write_url("A12", "internal:'资金'!A1", string="见资金表")
    form.write_url("A13", "https://example.org/notice?a=1&b=2", string="通知")
    form.merge_range("A14:C14", "合并说明", head)
    form.write_comment("B2", "分值依据通知", {"author": "甲"})
    form.insert_textbox("H2", "文本框：请如实填写")
    form.insert_image("H10", "picture.png", {"image_data": io.BytesIO(picture())})
    form.conditional_format("F2:F9", {"type": "data_bar", "data_bar_2010": True})
    form.conditional_format("B2:B9", {"type": "icon_set", "icon_style": "3_arrows"})
    form.data_validation(
        "B2:B9", {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 10}
    )
    form.add_sparkline("G2", {"range": "自评表!C2:E2"})
    form.autofilter("A1:F9")
    form.set_column("A:A", 18)
    form.set_column("B:F", 11, None, {"level": 1})
    form.set_row(5, 20, None, {"hidden": True})
    form.protect("", {"format_cells": True})
    form.freeze_panes(1, 1)
    form.set_landscape()
    form.set_header("&C部门整体绩效自评表")
    form.repeat_rows(0)
    funds = book.add_worksheet("资金")
    funds.add_table(
        "A1:B3",
        {"columns": [{"header": "来源"}, {"header": "金额"}], "data": [["财政", 1], ["其他", 2]]},
    )
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=自评表!$A$2:$A$9", "values": "=自评表!$E$2:$E$9"})
    funds.insert_chart("D2", chart)
    book.add_worksheet("参数").very_hidden()
    book.define_name("预算合计", "=SUM(自评表!$D$2:$D$9)")
    book.define_name("'资金'!局部", "=资金!$B$2")
    book.set_custom_property("填报软件", "示例")
    book.add_vba_project(io.BytesIO(MACROS), is_stream=True)
    book.close()
    return result.getvalue()


def _with_extra_parts(data: bytes) -> bytes:
    old = members(data)
    sheet = "xl/worksheets/sheet1.xml"
    sheet_relationships = "xl/worksheets/_rels/sheet1.xml.rels"
    settings = old[sheet].replace(b"<pageSetup ", b'<pageSetup r:id="rIdP1" ')
    assert settings != old[sheet]
    changes = {
        sheet: settings,
        sheet_relationships: _before_end(old[sheet_relationships], _SHEET_RELATIONSHIPS),
        "xl/_rels/workbook.xml.rels": _before_end(
            old["xl/_rels/workbook.xml.rels"], _WORKBOOK_RELATIONSHIPS
        ),
        "[Content_Types].xml": _before_end(old["[Content_Types].xml"], _EXTRA_TYPES),
        **_EXTRA_PARTS,
    }
    return with_members(data, changes)


def _before_end(xml: bytes, added: str) -> bytes:
    head, tag, tail = xml.rpartition(b"</")
    return head + added.encode() + tag + tail


def picture() -> bytes:
    """A picture of 40 × 20 points in one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    rows = (b"\x00" + b"\x2e\x75\xb6" * 40) * 20
    header = struct.pack(">IIBBBBB", 40, 20, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
