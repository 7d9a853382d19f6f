"""What the reader makes of parts that libraries seldom write: expected values by hand, from ECMA-376."""

from __future__ import annotations

import hashlib
import pickle
from decimal import Decimal

import pytest

from tests.hosts.packages import (
    MAIN,
    RELATIONS,
    SHEET,
    STRINGS,
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
from xlaudit.hosts.ooxml.read import read
from xlaudit.workbook.place import Area
from xlaudit.workbook.snapshot import Cell, ErrorValue, Sheet, Snapshot, Validation

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def sheet_of(data: bytes) -> Sheet:
    return read(data, "测试.xlsx").sheets[0]


def cell(markup: str) -> Cell | None:
    return sheet_of(rows(f'<row r="1">{markup}</row>')).cells.get((1, 1))


@pytest.mark.parametrize(
    ("markup", "value"),
    [
        ("<c><v>0.1</v></c>", Decimal("0.1")),
        ("<c><v>12345678901234.567</v></c>", Decimal("12345678901234.567")),
        ("<c><v>1E-3</v></c>", Decimal("0.001")),
        ("<c><v> 7 </v></c>", Decimal(7)),
        ('<c t="n"><v>-0</v></c>', Decimal(0)),
        ('<c t="s"><v>1</v></c>', "绩效"),
        ('<c t="b"><v>true</v></c>', True),
        ('<c t="b"><v>0</v></c>', False),
        ('<c t="e"><v>#DIV/0!</v></c>', ErrorValue("#DIV/0!")),
        ('<c t="e"><v>#SPILL!</v></c>', ErrorValue("#SPILL!")),
        ('<c t="str"><v>文</v></c>', "文"),
        ('<c t="str"><v>甲_x000A_乙_xD83D__xDE00__xD83D_</v></c>', "甲\n乙😀�"),
        ('<c t="d"><v>2022-12-31</v></c>', Decimal(44926)),
        ('<c t="d"><v>1900-02-28T12:00:00Z</v></c>', Decimal("59.5")),
        ('<c t="d"><v>1900-03-01</v></c>', Decimal(61)),
        ('<c t="d"><v>18:00:00</v></c>', Decimal("0.75")),
        ('<c t="inlineStr"><is><t>年初</t></is></c>', "年初"),
        (
            """<c t="inlineStr"><is> <r><rPr><b/></rPr><t>年</t></r> <r><t xml:space="preserve">初 </t>
            </r><rPh sb="0" eb="1"><t>nian</t></rPh><phoneticPr fontId="1"/></is></c>""",
            "年初 ",
        ),
    ],
)
def test_values(markup: str, value: object) -> None:
    found = cell(markup)
    assert found is not None
    assert found == Cell(value)
    assert type(found.value) is type(value)


def test_digits_are_those_of_the_file() -> None:
    found = cell("<c><v>0.10000000000000001</v></c>")
    assert found is not None
    assert str(found.value) == "0.10000000000000001"


@pytest.mark.parametrize(
    "markup",
    [
        "<c/>",
        '<c s="1"/>',
        "<c><v/></c>",
        "<c><f/><v></v></c>",
        '<c t="inlineStr"><is/></c>',
        '<c t="str"><v></v></c>',
        '<c t="s"><v></v></c>',
        '<c t="e"><v/></c>',
        '<c t="b"><v/></c>',
    ],
)
def test_cells_that_hold_nothing_are_not_there(markup: str) -> None:
    assert cell(markup) is None


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<c><f>B1*2</f></c>", Cell(None, "B1*2")),
        ("<c><f>B1*2</f><v/></c>", Cell(None, "B1*2")),
        ('<c t="str"><f>""</f><v></v></c>', Cell("", '""')),
        ("<c><f>=B1</f><v>1</v></c>", Cell(Decimal(1), "B1")),
        ("<c><v>1</v><f>B1</f></c>", Cell(Decimal(1), "B1")),
        ("<c><f>IF(B1&lt;1,&quot;&amp;&quot;,2)</f></c>", Cell(None, 'IF(B1<1,"&",2)')),
        ("<c><f>_xlfn.IFS(B1,1)</f></c>", Cell(None, "_xlfn.IFS(B1,1)")),
        ('<c t="e"><f>1/0</f><v>#DIV/0!</v></c>', Cell(ErrorValue("#DIV/0!"), "1/0")),
        ('<c s="1"><v>0.8756</v></c>', Cell(Decimal("0.8756"), None, "0.00%")),
        ('<c s="2"><v>99.68</v></c>', Cell(Decimal("99.68"), None, '0.0"分"')),
        (
            '<c><f t="dataTable" ref="A1:A2" dt2D="0" dtr="0" r1="B1"/><v>1</v></c>',
            Cell(Decimal(1), "TABLE(B1,)", "General", Area(1, 1, 2, 1)),
        ),
    ],
)
def test_formulas_and_formats(markup: str, expected: Cell) -> None:
    assert cell(markup) == expected


def test_every_cell_of_an_array_knows_its_range() -> None:
    data = """<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1:D2*2</f><v>2</v></c><c r="B1"><v>4</v></c></row>
      <row r="2"><c r="A2"><v>6</v></c><c r="C2"><v>1</v></c></row>"""
    cells = sheet_of(rows(data)).cells
    whole = Area(1, 1, 2, 2)
    assert cells[1, 1] == Cell(Decimal(2), "C1:D2*2", "General", whole)
    assert cells[1, 2] == Cell(Decimal(4), None, "General", whole)
    assert cells[2, 1].is_computed
    assert not cells[2, 3].is_computed
    assert (2, 2) not in cells


def test_array_as_high_as_the_sheet() -> None:
    data = """<row r="1"><c r="A1"><f t="array" ref="A1:A1048576">C:C*2</f><v>2</v></c></row>
      <row r="9"><c r="A9"><v>4</v></c><c r="B9"><v>4</v></c></row>"""
    cells = sheet_of(rows(data)).cells
    assert cells[9, 1].array == Area(1, 1, 1048576, 1)
    assert cells[9, 2].array is None


def test_follower_may_stand_before_the_formula_that_it_shares() -> None:
    data = """<row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c></row>
      <row r="2"><c r="A2"><f t="shared" ref="A1:A3" si="0">B2*$C$1</f><v>1</v></c></row>
      <row r="3"><c r="A3"><f t="shared" si="0">B3+1</f><v>1</v></c></row>
      <row r="4"><c r="A4"><f t="shared" si="0"/><v>1</v></c></row>"""
    cells = sheet_of(rows(data)).cells
    found = [cells[row, 1].formula for row in range(1, 5)]
    assert found == ["B1*$C$1", "B2*$C$1", "B3+1", "B4*$C$1"]


def test_values_under_a_merged_range_are_seen() -> None:
    sheet = worksheet(
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
        after='<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
    )
    found = sheet_of(changed(sheet=sheet))
    assert found.merged == (Area(1, 1, 1, 2),)
    assert found.value(1, 2) == Decimal(2)


def test_hidden_by_height_and_width() -> None:
    sheet = worksheet(
        '<row r="1" hidden="1"/><row r="2" ht="0" customHeight="1"/><row r="3" ht="14"/><row hidden="1"/>',
        before='<cols><col min="2" max="3" width="0"/><col min="5" max="99999" hidden="1"/></cols>',
    )
    found = sheet_of(changed(sheet=sheet))
    assert found.hidden_rows == {1, 2, 4}
    assert found.hidden_columns == {2, 3, *range(5, 16385)}


def test_validations_old_and_extended() -> None:
    extended = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    text = "http://schemas.microsoft.com/office/excel/2006/main"
    sheet = worksheet(
        "",
        after=f"""<dataValidations count="2">
          <dataValidation type="decimal" sqref="A1:A3 C5"><formula1>0</formula1><formula2>9</formula2></dataValidation>
          <dataValidation sqref="D1"/></dataValidations>
        <extLst><ext xmlns:x="{extended}" xmlns:t="{text}">
          <x:conditionalFormattings><x:cfRule><t:f>XX</t:f></x:cfRule><t:sqref>B9</t:sqref></x:conditionalFormattings>
          <x:dataValidations><x:dataValidation type="list"><x:formula1><t:f>参数!$A$1:$A$4</t:f></x:formula1>
          <x:formula2><t:f>0</t:f></x:formula2><t:sqref>E1:E9</t:sqref></x:dataValidation></x:dataValidations>
        </ext></extLst>""",
    )
    assert sheet_of(changed(sheet=sheet)).validations == (
        Validation((Area(1, 1, 3, 1), Area(5, 3, 5, 3)), "decimal", "0"),
        Validation((Area(1, 4, 1, 4),), "none", ""),
        Validation((Area(1, 5, 9, 5),), "list", "参数!$A$1:$A$4"),
    )


def test_whole_workbook() -> None:
    members = parts('<row r="1"><c r="A1"><f>[1]表!A1+[2]表!A1</f><v>1</v></c></row>')
    members[SHEET] = worksheet("", after='<sheetProtection sheet="1" password="CC1A"/>')
    members[WORKBOOK] = workbook(
        '<sheet name="自评表" sheetId="1" r:id="rId1"/><sheet name="图" sheetId="2" r:id="rId9"/>'
        '<sheet name="参数" sheetId="3" state="veryHidden" r:id="rId4"/>',
        '<externalReferences><externalReference r:id="rId6"/><externalReference r:id="rId5"/>'
        "</externalReferences><definedNames>"
        '<definedName name="总分">自评表!$A$1</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="2">参数!$A$1:$B$2</definedName>'
        '</definedNames><workbookPr date1904="1"/>',
    )
    members["xl/worksheets/深/sheet9.xml"] = worksheet('<row><c t="d"><v>1904-01-02</v></c></row>')
    members[WORKBOOK_RELATIONS] = relations(
        ("rId1", "worksheet", "/xl/worksheets/sheet1.xml"),
        ("rId4", "worksheet", "../xl/./worksheets/深/sheet9.xml"),
        ("rId9", "chartsheet", "chartsheets/sheet1.xml"),
        ("rId5", "externalLink", "externalLinks/externalLink1.xml"),
        ("rId6", "externalLink", "externalLinks/externalLink2.xml"),
        ("rId7", "vbaProject", "宏.bin"),
    )
    members["xl/externalLinks/externalLink1.xml"] = (
        f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{RELATIONS}" r:id="rId1"/></externalLink>'
    )
    members["xl/externalLinks/_rels/externalLink1.xml.rels"] = relations(
        ("rId1", "externalLinkPath", "file:///D:/去年.xlsx")
    )
    members["xl/externalLinks/externalLink2.xml"] = (
        f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    )
    found = read(pack(members), "甲局.xlsx")
    assert [(sheet.name, sheet.state) for sheet in found.sheets] == [
        ("自评表", "visible"),
        ("参数", "veryHidden"),
    ]
    assert found.names == {"总分": "自评表!$A$1", "参数!_xlnm.Print_Area": "参数!$A$1:$B$2"}
    assert found.external_links == ("cmd|/c calc", "file:///D:/去年.xlsx")
    assert found.has_macros
    assert found.date1904
    assert found.sheets[0].is_protected
    assert not found.sheets[1].is_protected
    assert found.sheets[1].cells == {(1, 1): Cell(Decimal(1))}
    assert found.sha256 == hashlib.sha256(pack(members)).hexdigest()
    assert not found.values_only


def test_properties() -> None:
    members = parts()
    types = "http://schemas.openxmlformats.org/officeDocument/2006"
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    members["_rels/.rels"] = relations(
        ("rId1", "officeDocument", WORKBOOK),
        ("rId2", "metadata/core-properties", "docProps/core.xml"),
        ("rId3", "extended-properties", "docProps/app.xml"),
        ("rId4", "custom-properties", "docProps/custom.xml"),
    )
    members["docProps/core.xml"] = (
        f'<cp:coreProperties xmlns:cp="{core}" xmlns:dc="dc" xmlns:dcterms="dcterms">'
        "<dc:creator>绩效股</dc:creator><dcterms:modified>不是日期</dcterms:modified><dc:title/>"
        "</cp:coreProperties>"
    )
    members["docProps/app.xml"] = (
        f'<Properties xmlns="{types}/extended-properties" xmlns:vt="vt"><Application>WPS 表格</Application>'
        "<TitlesOfParts><vt:vector><vt:lpstr>自评表</vt:lpstr></vt:vector></TitlesOfParts></Properties>"
    )
    members["docProps/custom.xml"] = (
        f'<Properties xmlns="{types}/custom-properties" xmlns:vt="vt">'
        '<property fmtid="{1}" pid="2" name="scheme"><vt:lpwstr>henan</vt:lpwstr></property>'
        '<property fmtid="{1}" pid="3" name="creator"><vt:lpwstr>冒名</vt:lpwstr></property></Properties>'
    )
    assert read(pack(members), "x").properties == {
        "scheme": "henan",
        "creator": "绩效股",
        "modified": "不是日期",
        "title": "",
        "Application": "WPS 表格",
    }


def prefixed(markup: str) -> str:
    """Give every element of the main namespace a prefix."""
    for tag in ("worksheet", "sheetData", "row", "c", "v", "f", "sst", "si", "t"):
        for bracket in ("<", "</"):
            for end in (" ", ">", "/>"):
                markup = markup.replace(f"{bracket}{tag}{end}", f"{bracket}x:{tag}{end}")
    return markup.replace("xmlns=", "xmlns:x=")


SOUND = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1&amp;"x"</f><v>2</v></c></row>'
EXPECTED = {(1, 1): Cell("部门"), (1, 2): Cell(Decimal(2), 'A1&"x"')}


def test_prefixed_markup() -> None:
    sheet, table = prefixed(worksheet(SOUND)), prefixed(strings("<t>部门</t>"))
    assert "<x:c " in sheet
    assert sheet_of(changed(sheet=sheet, strings=table)).cells == EXPECTED


def test_elements_of_other_namespaces_are_not_cells() -> None:
    foreign = '<row r="2"><c r="A2"><v>1</v></c></row>'.replace("<", "<y:").replace("<y:/", "</y:")
    sheet = worksheet(SOUND, after=f'<extLst xmlns:y="urn:other">{foreign}</extLst>')
    assert sheet_of(changed(sheet=sheet)).cells == EXPECTED


def test_strict() -> None:
    members = {
        name: content.replace(MAIN, STRICT).replace(RELATIONS, STRICT_RELATIONS)
        for name, content in parts(SOUND).items()
        if isinstance(content, str)
    }
    assert STRICT in members[SHEET]
    assert sheet_of(pack(members)).cells == EXPECTED


@pytest.mark.parametrize(
    ("codec", "declared"),
    [
        ("utf-8-sig", ""),
        ("utf-8", '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'),
        ("utf-16", '<?xml version="1.0" encoding="UTF-16"?>'),
        ("utf-16-le", '<?xml version="1.0" encoding="UTF-16LE"?>'),
        ("utf-16-be", ""),
        ("gb18030", '<?xml version="1.0" encoding="GB18030"?>'),
        ("gbk", "<?xml version='1.0' encoding='gb2312'?>"),
    ],
)
def test_encodings(codec: str, declared: str) -> None:
    table = (declared + strings("<t>部门</t>")).encode(codec)
    sheet = (declared + worksheet(SOUND)).encode(codec)
    assert sheet_of(changed(sheet=sheet, strings=table)).cells == EXPECTED


def test_names_of_parts_without_regard_to_case_and_slashes() -> None:
    members = parts(SOUND)
    members["XL\\WorkSheets\\Sheet1.XML"] = members.pop(SHEET)
    members["xl/sharedstrings.xml"] = members.pop(STRINGS)
    assert sheet_of(pack(members)).cells == EXPECTED


def test_workbook_without_package_relationships() -> None:
    members = parts(SOUND)
    del members["_rels/.rels"]
    assert sheet_of(pack(members)).cells == EXPECTED


def test_styles_that_no_part_describes_are_general() -> None:
    members = parts('<row r="1"><c r="A1" s="7"><v>1</v></c></row>')
    members[WORKBOOK_RELATIONS] = relations(("rId1", "worksheet", "worksheets/sheet1.xml"))
    assert sheet_of(pack(members)).cells == {(1, 1): Cell(Decimal(1))}


def test_snapshot_travels_between_processes() -> None:
    found = read(rows(SOUND), "x")
    assert isinstance(found, Snapshot)
    assert pickle.loads(pickle.dumps(found)) == found
