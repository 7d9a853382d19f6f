"""An Office Open XML workbook → ``Snapshot``, in one pass over each part that matters.

Values come with the digits that the file has, formulas as they stand in it (followers of shared formulas
written out), so one reading serves scoring, checking and the search for overtyped formulas.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict

from xlaudit.errors import WorkbookError
from xlaudit.hosts.faults import refused, shown, unreadable
from xlaudit.hosts.ooxml.book import Book, external_link, read_book
from xlaudit.hosts.ooxml.cells import SheetContext
from xlaudit.hosts.ooxml.lookups import number_formats, relationships, shared_strings
from xlaudit.hosts.ooxml.package import Package, Relationship
from xlaudit.hosts.ooxml.properties import PROPERTY_KINDS, properties
from xlaudit.hosts.ooxml.sheet import read_sheet
from xlaudit.workbook.snapshot import Sheet, Snapshot

__all__ = ["CELL_LIMIT", "read"]

CELL_LIMIT = 1_000_000

_MAIN_PART = "xl/workbook.xml"
_MACRO_KINDS = {"vbaProject", "xlMacrosheet", "xlIntlMacrosheet"}
_OTHER_FORMATS = (
    ("word/document.xml", "是 Word 文档"),
    ("ppt/presentation.xml", "是演示文稿"),
    ("xl/workbook.bin", "是二进制工作簿（.xlsb）"),
    ("content.xml", "是 OpenDocument 文档（如 .ods）"),
)


def read(data: bytes, name: str) -> Snapshot:
    """Read a workbook (.xlsx, .xlsm, or a .et of that kind) from the bytes of its file.

    Raises:
        WorkbookError: it is no such workbook, damaged, or made to do harm; one Chinese sentence.
    """
    package = Package(data, name)
    main = _main_part(package)
    related = relationships(package, main)
    book = read_book(package, main)
    return Snapshot(
        name=name,
        sheets=_sheets(package, book, related),
        sha256=hashlib.sha256(data).hexdigest(),
        names=book.names,
        properties=_properties(package),
        external_links=_external_links(package, book, related),
        has_macros=_has_macros(package, related),
        date1904=book.date1904,
    )


def _main_part(package: Package) -> str:
    for relationship in relationships(package).values():
        if relationship.kind == "officeDocument" and relationship.target.endswith("workbook.xml"):
            return relationship.target
    if _MAIN_PART in package:
        return _MAIN_PART
    for part, what in _OTHER_FORMATS:
        if part in package:
            raise unreadable(package.name, f"它{what}，不是 .xlsx 工作簿")
    raise WorkbookError(
        f"读不了“{shown(package.name)}”：它是压缩包，里面没有工作簿；请解压后选择其中的工作簿文件。"
    )


def _sheets(package: Package, book: Book, related: dict[str, Relationship]) -> tuple[Sheet, ...]:
    parts = {relationship.kind: relationship.target for relationship in related.values()}
    strings = shared_strings(package, parts["sharedStrings"]) if "sharedStrings" in parts else []
    formats = number_formats(package, parts["styles"]) if "styles" in parts else _no_styles()
    sheets: list[Sheet] = []
    seen: set[str] = set()
    room = CELL_LIMIT
    for entry in book.sheets:
        relationship = related.get(entry.relation)
        if relationship is None or relationship.is_external:
            raise unreadable(package.name, f"找不到工作表“{shown(entry.name)}”的内容")
        # One part under many names is a way to let a small file be read for hours.
        for key in (entry.name.lower(), relationship.target.lower()):
            if key in seen:
                raise refused(package.name, f"工作表“{shown(entry.name)}”出现了两次")
            seen.add(key)
        if relationship.kind != "worksheet":
            continue  # charts and dialogs on sheets of their own hold no cells
        context = SheetContext(entry.name, strings, formats, book.date1904, room)
        sheet = read_sheet(package, relationship.target, context, entry.state)
        room -= len(sheet.cells)
        sheets.append(sheet)
    return tuple(sheets)


def _no_styles() -> dict[str | None, str]:
    return defaultdict(lambda: "General")


def _properties(package: Package) -> dict[str, str]:
    found: dict[str, dict[str, str]] = {"custom": {}, "application": {}, "core": {}}
    for relationship in relationships(package).values():
        kind = PROPERTY_KINDS.get(relationship.kind)
        if kind is not None and not relationship.is_external:
            found[kind] = properties(package, relationship.target, kind)
    # A custom property cannot pose as one that the program itself keeps.
    return found["custom"] | found["application"] | found["core"]


def _external_links(
    package: Package, book: Book, related: dict[str, Relationship]
) -> tuple[str, ...]:
    """Return the targets in the order in which formulas number them: [1], [2] …"""
    targets: dict[str, str] = {}
    for link in book.links:
        relationship = related.get(link)
        if relationship is not None and relationship.target not in targets:
            targets[relationship.target] = external_link(package, relationship.target)
    return tuple(targets[related[link].target] if link in related else "" for link in book.links)


def _has_macros(package: Package, related: dict[str, Relationship]) -> bool:
    by_kind = any(relationship.kind in _MACRO_KINDS for relationship in related.values())
    return by_kind or any(part.endswith("vbaproject.bin") for part in package.parts)
