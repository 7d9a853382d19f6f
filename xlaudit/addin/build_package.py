"""The package around the VBA project: written part by part, the same bytes each time.

Parts are stored, not deflated: two builds of zlib give two results, and the file is small anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from xlaudit.addin.settings import SHEET_NAME

__all__ = ["SHEET_PART", "UI_PART", "VBA_PART", "packed", "with_part"]

SHEET_PART = "xl/worksheets/sheet1.xml"
VBA_PART = "xl/vbaProject.bin"
UI_PART = "customUI/customUI14.xml"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_UI_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_VBA_TYPE = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_EPOCH = (1980, 1, 1, 0, 0, 0)

_CONTENT_TYPES = f"""{_DECLARATION}\
<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.addin.macroEnabled.main+xml"/>\
<Override PartName="/{SHEET_PART}" ContentType="{_SPREADSHEET}.worksheet+xml"/>\
<Override PartName="/xl/styles.xml" ContentType="{_SPREADSHEET}.styles+xml"/>\
</Types>"""
_WORKBOOK = f"""{_DECLARATION}\
<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr codeName="ThisWorkbook"/>\
<sheets><sheet name="{SHEET_NAME}" sheetId="1" r:id="rId1"/></sheets></workbook>"""
_STYLES = f"""{_DECLARATION}\
<styleSheet xmlns="{_MAIN}">\
<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>\
<fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills>\
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>\
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>\
</styleSheet>"""


def packed(project: bytes, sheet: bytes, ribbon: str) -> bytes:
    """Return the add-in: its VBA project, its one sheet, its ribbon."""
    root = {f"{_OFFICE}/officeDocument": "xl/workbook.xml", _UI_TYPE: UI_PART}
    book = {
        f"{_OFFICE}/worksheet": "worksheets/sheet1.xml",
        f"{_OFFICE}/styles": "styles.xml",
        _VBA_TYPE: "vbaProject.bin",
    }
    return _archive(
        {
            "[Content_Types].xml": _CONTENT_TYPES.encode(),
            "_rels/.rels": _relationships(root),
            "xl/workbook.xml": _WORKBOOK.encode(),
            "xl/_rels/workbook.xml.rels": _relationships(book),
            SHEET_PART: sheet,
            "xl/styles.xml": _STYLES.encode(),
            VBA_PART: project,
            UI_PART: ribbon.encode(),
        }
    )


def with_part(package: bytes, name: str, part: bytes) -> bytes:
    """Return the package with one of its parts replaced; the others keep their bytes and their order."""
    with ZipFile(BytesIO(package)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    assert name in parts
    return _archive({**parts, name: part})


def _archive(parts: Mapping[str, bytes]) -> bytes:
    result = BytesIO()
    with ZipFile(result, "w", ZIP_STORED) as archive:
        for name, data in parts.items():
            entry = ZipInfo(name, _EPOCH)
            entry.create_system = 0  # else it tells the system of whoever built it
            archive.writestr(entry, data)
    return result.getvalue()


def _relationships(targets: Mapping[str, str]) -> bytes:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    opening = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    return f"{_DECLARATION}{opening}{entries}</Relationships>".encode()
