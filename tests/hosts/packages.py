"""Workbook files made by hand, part by part, for what no library would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
WORKBOOK = "xl/workbook.xml"
WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"

_CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def worksheet(data: str, *, before: str = "", after: str = "") -> str:
    """Return a worksheet part whose ``sheetData`` holds ``data``."""
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{before}'
        f"<sheetData>{data}</sheetData>{after}</worksheet>"
    )


def strings(*items: str) -> str:
    """Return a shared string table of items that are markup."""
    return f'<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def relations(*entries: tuple[str, str, str], base: str = RELATIONS) -> str:
    """Return a relationships part of (id, kind, target); a target with ``://`` is outside."""
    listed = "".join(
        f'<Relationship Id="{number}" Type="{base}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '://' in target else ''}/>"
        for number, kind, target in entries
    )
    return f'<Relationships xmlns="{PACKAGE_RELATIONS}">{listed}</Relationships>'


def workbook(sheets: str = '<sheet name="自评表" sheetId="1" r:id="rId1"/>', more: str = "") -> str:
    """Return a workbook part."""
    return (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{sheets}</sheets>{more}</workbook>'
    )


def parts(sheet: str = "") -> dict[str, str | bytes]:
    """Return the parts of a small sound workbook: one sheet with ``sheet`` as its rows, three styles."""
    return {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/{WORKBOOK}" ContentType="{_CONTENT}.sheet.main+xml"/>'
            f'<Override PartName="/{SHEET}" ContentType="{_CONTENT}.worksheet+xml"/>'
            f'<Override PartName="/{STRINGS}" ContentType="{_CONTENT}.sharedStrings+xml"/>'
            f'<Override PartName="/{STYLES}" ContentType="{_CONTENT}.styles+xml"/></Types>'
        ),
        "_rels/.rels": relations(("rId1", "officeDocument", WORKBOOK)),
        WORKBOOK: workbook(),
        WORKBOOK_RELATIONS: relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"),
        ),
        SHEET: worksheet(sheet),
        STRINGS: strings("<t>部门</t>", "<t>绩效</t>"),
        STYLES: (
            f'<styleSheet xmlns="{MAIN}"><numFmts count="1">'
            '<numFmt numFmtId="164" formatCode="0.0&quot;分&quot;"/></numFmts>'
            '<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>'
            '<borders count="1"><border/></borders>'
            '<cellStyleXfs count="1"><xf numFmtId="9"/></cellStyleXfs>'
            '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            '<dxfs count="1"><dxf><numFmt numFmtId="164" formatCode="@"/></dxf></dxfs></styleSheet>'
        ),
    }


def pack(members: Mapping[str, str | bytes]) -> bytes:
    """Return the archive of the parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def changed(**by_part: str | bytes) -> bytes:
    """Return the small sound workbook with parts replaced, named by the constants of this module."""
    members = parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    members.update({globals()[part.upper()]: content for part, content in by_part.items()})
    return pack(members)


def rows(data: str) -> bytes:
    """Return a workbook whose only sheet, 自评表, has these rows."""
    return pack(parts(data))


def repacked(data: bytes, changes: Mapping[str, str | bytes | None]) -> bytes:
    """Return an archive with parts replaced, added, or (None) left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members: dict[str, str | bytes | None] = {
            name: archive.read(name) for name in archive.namelist()
        }
    members.update(changes)
    return pack({name: content for name, content in members.items() if content is not None})
