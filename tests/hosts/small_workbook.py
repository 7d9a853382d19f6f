"""A workbook of as few parts as possible around the XML of its sheets, to test one thing of the format."""

from __future__ import annotations

import io
import zipfile

__all__ = ["MAIN", "RELATIONSHIPS", "STRICT_MAIN", "STRICT_RELATIONSHIPS", "small_workbook"]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def small_workbook(
    sheet: str | bytes,
    *,
    extra: dict[str, str | bytes] | None = None,
    workbook: str | None = None,
    strict: bool = False,
    styles: str | None = None,
) -> bytes:
    """Return a workbook with the sheet 表; ``sheet`` is its part, or only what is inside ``<worksheet>``."""
    main, relationships = (STRICT_MAIN, STRICT_RELATIONSHIPS) if strict else (MAIN, RELATIONSHIPS)
    if isinstance(sheet, str) and not sheet.lstrip("\ufeff").startswith(
        ("<?xml", "<x:worksheet", "<worksheet")
    ):
        sheet = f'<worksheet xmlns="{main}" xmlns:r="{relationships}">{sheet}</worksheet>'
    if workbook is None:
        workbook = '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>'
    if not workbook.startswith("<workbook"):
        workbook = f'<workbook xmlns="{main}" xmlns:r="{relationships}">{workbook}</workbook>'
    related = (
        f'<Relationship Id="rId1" Type="{relationships}/worksheet" Target="worksheets/sheet1.xml"/>'
    )
    types = _override("xl/workbook.xml", "sheet.main") + _override(
        "xl/worksheets/sheet1.xml", "worksheet"
    )
    parts: dict[str, str | bytes] = {}
    if styles is not None:
        parts["xl/styles.xml"] = styles
        types += _override("xl/styles.xml", "styles")
        related += f'<Relationship Id="rId2" Type="{relationships}/styles" Target="styles.xml"/>'
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
        ),
        "_rels/.rels": _relationships(
            f'<Relationship Id="rId1" Type="{relationships}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": _relationships(related),
        "xl/worksheets/sheet1.xml": sheet,
        **parts,
        **(extra or {}),
    }
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), content)
    return result.getvalue()


def _relationships(items: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="/{part}" ContentType="{_TYPE}.{kind}+xml"/>'
