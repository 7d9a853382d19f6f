"""Parts that are broken or made to do harm: the right error with the place named, or the right value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.hostile.test_archives import bounded_memory
from tests.hosts.packages import (
    MAIN,
    RELATIONS,
    SHEET,
    STRINGS,
    STYLES,
    WORKBOOK,
    WORKBOOK_RELATIONS,
    changed,
    pack,
    parts,
    relations,
    rows,
    strings,
    workbook,
    worksheet,
)
from xlaudit.errors import WorkbookError
from xlaudit.hosts.ooxml import groups, lookups, read
from xlaudit.workbook.snapshot import Cell

LAUGHS = "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' if number else '<!ENTITY l0 "哈">'
    for number in range(10)
)
BILLION_LAUGHS = f"<!DOCTYPE x [{LAUGHS}]>"
EXTERNAL_ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
EXTERNAL_DTD = '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">'

SOUND_ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'


def message_of(data: bytes) -> str:
    with bounded_memory(10), pytest.raises(WorkbookError) as raised:
        read.read(data, "甲局.xlsx")
    message = str(raised.value)
    assert "甲局.xlsx" in message
    assert message.endswith("。")
    return message


@pytest.mark.parametrize("doctype", [BILLION_LAUGHS, EXTERNAL_ENTITY, EXTERNAL_DTD, "<!DOCTYPE x>"])
@pytest.mark.parametrize(
    ("part", "sound"),
    [
        (STRINGS, strings("<t>&l9;&e;</t>")),
        (SHEET, worksheet(SOUND_ROW)),
        (WORKBOOK, workbook()),
        (STYLES, f'<styleSheet xmlns="{MAIN}"/>'),
        ("_rels/.rels", relations(("rId1", "officeDocument", WORKBOOK))),
    ],
)
def test_any_dtd_is_refused(part: str, sound: str, doctype: str) -> None:
    message = message_of(pack(parts(SOUND_ROW) | {part: doctype + sound}))
    assert f"部件 {part} 带有 DTD 声明" in message
    assert "拒绝" in message


@pytest.mark.parametrize("codec", ["utf-16", "gb18030"])
def test_dtd_is_refused_in_every_encoding(codec: str) -> None:
    text = f'<?xml version="1.0" encoding="{codec}"?>' + EXTERNAL_ENTITY + worksheet(SOUND_ROW)
    assert "DTD" in message_of(changed(sheet=text.encode(codec)))


@pytest.mark.parametrize(
    ("part", "content", "words"),
    [
        (SHEET, worksheet(SOUND_ROW)[:-40], "不是完整的 XML"),
        (SHEET, "", "不是完整的 XML（第 1 行）"),
        (SHEET, "<html/>", "应当是 worksheet，实际是 html"),
        (SHEET, worksheet("").replace(MAIN, "urn:other"), "应当是 worksheet"),
        (SHEET, f'<worksheet xmlns="{MAIN}"/>', "没有单元格区"),
        (SHEET, worksheet("<row><c><v>&nbsp;</v></c></row>"), "不是完整的 XML"),
        (SHEET, worksheet("<row><c><v>\x01</v></c></row>"), "不是完整的 XML"),
        (STRINGS, strings("<t>部门</t>").encode("gb18030"), "不是完整的 XML"),
        (STRINGS, b'<?xml version="1.0" encoding="gbk"?><sst>\xff\xff</sst>', "不是它声明的编码"),
        (STRINGS, b'<?xml version="1.0" encoding="UTF-7"?><sst/>', "不支持的编码 utf-7"),
        (STRINGS, b"\xff\xfe<\x00s\x00", "不是完整的 XML"),
        (STRINGS, b"\xff\xfe<\x00s\x00\x00", "不是它声明的编码 utf-16"),
        (
            STYLES,
            f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="x"/></cellXfs></styleSheet>',
            "编号",
        ),
        (WORKBOOK, f'<worksheet xmlns="{MAIN}"/>', "应当是 workbook"),
        (WORKBOOK, workbook(more='<definedName name="a" localSheetId="7">1</definedName>'), "名称"),
        (WORKBOOK_RELATIONS, "<Relationships/>", "应当是 Relationships"),
    ],
)
def test_broken_part_is_named(part: str, content: str | bytes, words: str) -> None:
    message = message_of(pack(parts(SOUND_ROW) | {part: content}))
    assert f"部件 {part}" in message
    assert words in message


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ('<c r="B1"><v>abc</v></c>', "自评表!B1 的数值“abc”不是数字"),
        ('<c r="B1"><v>1_000</v></c>', "不是数字"),
        ('<c r="B1"><v>１２</v></c>', "不是数字"),
        ('<c r="B1"><v>NaN</v></c>', "不是数字"),
        ('<c r="B1"><v>1E999</v></c>', "超出 Excel 的范围"),
        ('<c r="B1"><v>1E99999999999</v></c>', "不是数字"),
        (f'<c r="B1"><v>{"9" * 5000}</v></c>', "不是数字"),
        ('<c r="B1" t="s"><v>2</v></c>', "自评表!B1 指向不存在的共享字符串 2"),
        ('<c r="B1" t="s"><v>-1</v></c>', "共享字符串 -1"),
        ('<c r="B1" t="s"><v>1.0</v></c>', "共享字符串 1.0"),
        (f'<c r="B1" t="s"><v>{"9" * 5000}</v></c>', "共享字符串 999"),
        ('<c r="B1" t="b"><v>2</v></c>', "逻辑值“2”"),
        ('<c r="B1" t="d"><v>2022-13-01</v></c>', "日期“2022-13-01”"),
        ('<c r="B1" t="zz"><v>1</v></c>', "类型"),
        ('<c r="B1" s="3"><v>1</v></c>', "样式编号 '3' 不存在"),
        ('<c r="B1" s="-1"><v>1</v></c>', "样式编号"),
        ('<c r="ZZZZ99999999"><v>1</v></c>', "不存在的单元格 ZZZZ99999999"),
        ('<c r="XFE1"><v>1</v></c>', "不存在的单元格 XFE1"),
        ('<c r="A0"><v>1</v></c>', "不存在的单元格 A0"),
        ('<c r="A1048577"><v>1</v></c>', "不存在的单元格"),
        ('<c r=""><v>1</v></c>', "不存在的单元格"),
        ('<c r="XFD1"/><c><v>1</v></c>', "不存在的单元格"),
        ('<c r="B1"><v>1</v></c><c r="B1"><v>2</v></c>', "自评表!B1 在文件里出现了两次"),
        ('<c r="B1"><f t="shared" si="4"/></c>', "B1 的共享公式找不到原文"),
        (f'<c r="B1"><f t="shared" si="4" ref="B1">{"1+" * 20000}1</f></c>', "公式过长"),
        ('<c r="B1"><f t="array">A1</f></c>', "没有有效的范围"),
        ('<c r="B1"><f t="array" ref="B1:XFE9">A1</f></c>', "没有有效的范围"),
    ],
)
def test_cell_that_cannot_be_is_named(markup: str, words: str) -> None:
    assert words in message_of(rows(f'<row r="1">{markup}</row>'))


@pytest.mark.parametrize("number", ["0", "1048577", "-1", "1e3", "", "9" * 5000, "１"])
def test_row_that_cannot_be(number: str) -> None:
    assert "不存在的行号" in message_of(rows(f'<row r="{number}"/>'))


def test_cell_outside_any_row() -> None:
    assert "不存在的单元格" in message_of(rows("<c><v>1</v></c>"))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('<mergeCells><mergeCell ref="A1:ZZZZ9"/></mergeCells>', "区域 A1:ZZZZ9 不存在"),
        ('<dataValidations><dataValidation sqref="A1 !"/></dataValidations>', "区域 ! 不存在"),
    ],
)
def test_area_that_cannot_be(more: str, words: str) -> None:
    assert words in message_of(changed(sheet=worksheet("", after=more)))


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ('<sheet name="甲" r:id="rId1"/><sheet name="甲" r:id="rId4"/>', "工作表“甲”出现了两次"),
        ('<sheet name="a" r:id="rId1"/><sheet name="A" r:id="rId4"/>', "工作表“A”出现了两次"),
        ('<sheet name="甲" r:id="rId1"/><sheet name="乙" r:id="rId1"/>', "工作表“乙”出现了两次"),
        ('<sheet name="甲" r:id="rId7"/>', "找不到工作表“甲”的内容"),
        ('<sheet name="甲"/>', "找不到工作表“甲”的内容"),
        ('<sheet name="甲" r:id="rId5"/>', "找不到工作表“甲”的内容"),
        ('<sheet name="甲" r:id="rId6"/>', "缺少部件 etc/passwd"),
    ],
)
def test_sheets_that_are_not_there_or_there_twice(sheets: str, words: str) -> None:
    members = parts(SOUND_ROW)
    members[WORKBOOK] = workbook(sheets)
    members["xl/worksheets/sheet2.xml"] = worksheet("")
    members[WORKBOOK_RELATIONS] = relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "sharedStrings", "sharedStrings.xml"),
        ("rId4", "worksheet", "worksheets/sheet2.xml"),
        ("rId5", "worksheet", "http://127.0.0.1/sheet1.xml"),
        ("rId6", "worksheet", "../../../../etc/passwd"),
    )
    assert words in message_of(pack(members))


def test_stray_cells_cost_nothing() -> None:
    data = """<row r="1"><c r="A1"><v>1</v></c></row><row r="60000"><c r="XFD60000"><v>2</v></c></row>
      <row r="1048576"><c r="XFD1048576"><v>3</v></c></row>"""
    with bounded_memory(5):
        sheet = read.read(rows(data), "x").sheets[0]
    assert sheet.value(1048576, 16384) == Decimal(3)
    assert len(sheet.cells) == 3


def test_four_thousand_parentheses() -> None:
    formula = "(" * 4000 + "A1" + ")" * 4000
    data = f"""<row r="1"><c r="B1"><f t="shared" si="0" ref="B1:B2">{formula}</f><v>1</v></c></row>
      <row r="2"><c r="B2"><f t="shared" si="0"/><v>1</v></c></row>"""
    found = read.read(rows(data), "x").sheets[0].cells
    assert found[2, 2] == Cell(Decimal(1), formula.replace("A1", "A2"))


def test_markup_as_deep_as_it_is_long() -> None:
    deep = "<a>" * 200_000 + "</a>" * 200_000
    found = read.read(changed(sheet=worksheet(SOUND_ROW, after=deep)), "x")
    assert found.sheets[0].value(1, 1) == "部门"


def test_too_many_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "CELL_LIMIT", 9)
    column = "".join(f'<row r="{row}"><c><v>1</v></c></row>' for row in range(1, 11))
    assert "超过一百万个" in message_of(rows(column))
    line = "".join(f'<c r="A{row}"><v>1</v></c>' for row in range(1, 12))
    assert "超过一百万个" in message_of(rows(f'<row r="1">{line}</row>'))


def test_too_many_cells_in_all_sheets_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "CELL_LIMIT", 9)
    five = "<row><c><v>1</v></c></row>" * 5
    members = parts(five)
    members[WORKBOOK] = workbook('<sheet name="甲" r:id="rId1"/><sheet name="乙" r:id="rId4"/>')
    members["xl/worksheets/sheet2.xml"] = worksheet(five)
    members[WORKBOOK_RELATIONS] = relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId4", "worksheet", "worksheets/sheet2.xml"),
    )
    assert "超过一百万个" in message_of(pack(members))
    members["xl/worksheets/sheet2.xml"] = worksheet("")
    assert len(read.read(pack(members), "x").sheets) == 2


def test_shared_formula_that_would_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "_EXPANSION_LIMIT", 30_000)
    master = f'<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A99">{"B1+" * 100}1</f></c></row>'
    followers = "".join(
        f'<row r="{row}"><c r="A{row}"><f t="shared" si="0"/></c></row>' for row in range(2, 200)
    )
    assert "共享公式展开后过大" in message_of(rows(master + followers))


@pytest.mark.parametrize("covered", ["A1:XFD1048576", "C1:XFD1048576", "C1:D40"])
def test_arrays_that_cover_the_sheet_again_and_again(
    covered: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(groups, "_VISIT_LIMIT", 5_000)
    line = "".join(
        f'<row r="{row}"><c r="A{row}"><f t="array" ref="{covered}">1</f></c></row>'
        for row in range(1, 100)
    )
    assert "数组公式范围过大" in message_of(rows(line))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<col min="1" max="16384" hidden="1"/>' * 15, ""),
        ("", '<mergeCell ref="A1:B2"/>' * 200_001),
        ("", f'<dataValidation sqref="{"A1 " * 200_001}"/>'),
    ],
)
def test_more_areas_than_any_form_has(before: str, after: str) -> None:
    data = changed(sheet=worksheet("", before=before, after=after))
    with pytest.raises(WorkbookError, match="过多"):
        read.read(data, "甲局.xlsx")


def test_more_strings_than_any_form_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "_STRING_LIMIT", 9)
    assert "字符串超过两百万个" in message_of(changed(strings=strings(*["<t/>"] * 10)))


def test_small_parts_stay_small() -> None:
    names = "".join(f'<definedName name="n{number}">1</definedName>' for number in range(500_000))
    message = message_of(changed(workbook=workbook(more=f"<definedNames>{names}</definedNames>")))
    assert "部件 xl/workbook.xml 超过 16 MB" in message


def test_relationships_of_a_workbook_that_links_a_thousand_times_to_one_part() -> None:
    links = "".join('<externalReference r:id="rId9"/>' for _ in range(1000))
    members = parts(SOUND_ROW)
    members[WORKBOOK] = workbook(more=f"<externalReferences>{links}</externalReferences>")
    members[WORKBOOK_RELATIONS] = relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "sharedStrings", "sharedStrings.xml"),
        ("rId9", "externalLink", "link.xml"),
    )
    members["xl/link.xml"] = (
        f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{RELATIONS}" r:id="rId1"/></externalLink>'
    )
    assert read.read(pack(members), "x").external_links == ("",) * 1000


def test_formula_like_text_stays_text() -> None:
    found = read.read(changed(strings=strings("<t>=cmd|' /c calc'!A1</t>")), "x")
    assert found.sheets[0].cells[1, 1] == Cell("=cmd|' /c calc'!A1")
