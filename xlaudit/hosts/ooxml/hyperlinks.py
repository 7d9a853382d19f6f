"""Links of cells: to a place in the same workbook, or to a file outside it through a relationship."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from xlaudit.hosts.ooxml.cell_markup import is_blank
from xlaudit.hosts.ooxml.document import Document, attribute
from xlaudit.hosts.ooxml.part_store import Relationships
from xlaudit.workbook.patch import CellWrite
from xlaudit.workbook.place import column_name

__all__ = ["change_links", "link_elements"]

_PLACE = re.compile(
    r"""
    \#?
    (?: ' (?P<quoted> (?: [^'] | '' )+ ) ' | (?P<plain> [^'!:/\\?*\[\]\#]+ ) )
    ! \$?[A-Za-z]{1,3} \$?[0-9]{1,7} (?: : \$?[A-Za-z]{1,3} \$?[0-9]{1,7} )?
    """,
    re.VERBOSE,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # two letters at least: C: is a drive
_NEVER_IN_URI = re.compile(r"""[\x00-\x20"<>\[\\\]^`{|}\x7f]""")
_NEVER_IN_PATH = re.compile(rf"{_NEVER_IN_URI.pattern}|[%#?]")


def link_elements(
    writes: Iterable[CellWrite], relationships: Relationships, base: str, document: Document | None
) -> str:
    """Return the ``<hyperlink>`` elements of the writes that have a link; files get a relationship.

    ``base`` is the namespace of relationships; ``document`` is the sheet that they go into, if it exists.
    """
    prefix = document.prefix if document else ""
    declared = document.prefix_of(base) if document else "r:"
    pieces = []
    for write in writes:
        if write.link is None:
            continue
        written = attribute("ref", f"{column_name(write.column)}{write.row}")
        if _PLACE.fullmatch(write.link):
            written += attribute("location", write.link.removeprefix("#"))
        else:
            target, location = _target(write.link)
            identifier = relationships.refer(f"{base}/hyperlink", target, external=True)
            if declared is None:
                written += attribute("xmlns:r", base)
            written += attribute(f"{declared or 'r:'}id", identifier)
            written += attribute("location", location) if location else ""
        pieces.append(f"<{prefix}hyperlink{written}/>")
    return "".join(pieces)


def change_links(
    document: Document,
    writes: Iterable[CellWrite],
    relationships: Relationships,
    base: str,
    sheets_removed: Collection[str],
) -> str | None:
    """Return the new ``<hyperlinks>`` of a sheet, empty if none are left; None if nothing changes.

    A link goes when its cell gets another one or is emptied, or when its cell is written and the sheet that
    it leads to was removed.
    """
    element = document.root.first("hyperlinks")
    old = [] if element is None else element.children
    numbers = {item.attributes.get("ref", ""): number for number, item in enumerate(old)}
    writes = list(writes)
    removed: set[int] = set()
    for write in writes:
        number = numbers.get(f"{column_name(write.column)}{write.row}")
        if number is None:
            continue
        is_dead = _sheet(old[number].attributes.get("location", "")) in sheets_removed
        if write.link is not None or is_blank(write) or is_dead:
            removed.add(number)
    _forget(removed, [item.attributes for item in old], relationships)
    added = link_elements(writes, relationships, base, document)
    if not added and not removed:
        return None
    if element is None:
        tag = f"{document.prefix}hyperlinks"
        return f"<{tag}>{added}</{tag}>"
    if not added and len(removed) == len(old):
        return ""
    return document.rewritten(element, added=added, removed=removed)


def _forget(
    removed: set[int], attributes: list[dict[str, str]], relationships: Relationships
) -> None:
    """Take away the relationships that only removed links used."""

    def identifiers(numbers: Iterable[int]) -> set[str]:
        return {
            value
            for number in numbers
            for name, value in attributes[number].items()
            if name.endswith(" id")
        }

    kept = identifiers(set(range(len(attributes))) - removed)
    for identifier in identifiers(removed) - kept:
        relationships.forget(identifier)


def _sheet(location: str) -> str | None:
    """Return the sheet that a link leads to."""
    match = _PLACE.fullmatch(location)
    if match is None:
        return None
    return match["plain"] or match["quoted"].replace("''", "'")


def _target(link: str) -> tuple[str, str]:
    """Return the URI of a file or page, and the place in it that the link leads to.

    >>> _target("送审 资料/a.xlsx#'自评表'!F12"), _target("C:/a.xlsx")
    (('送审%20资料/a.xlsx', "'自评表'!F12"), ('file:///C:/a.xlsx', ''))
    """
    address, _, location = link.partition("#")
    if _SCHEME.match(link):
        return _NEVER_IN_URI.sub(_percent, address), location
    if not _PLACE.fullmatch(location):
        address, location = link, ""  # the name of a file may hold a #
    path = _NEVER_IN_PATH.sub(_percent, address.replace("\\", "/"))
    if path.startswith("//"):
        return f"file:{path}", location  # a share: //server/folder
    is_absolute = path.startswith("/") or path[1:2] == ":"
    return (f"file:///{path.lstrip('/')}" if is_absolute else path), location


def _percent(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"
