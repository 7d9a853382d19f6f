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
from xlaudit.workbook.snapshot import Cell, Sheet, Snapshot, Validation

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def sheet_of(data: bytes) -> Sheet:
    return read(data, "测试.xlsx").sheets[0]


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
