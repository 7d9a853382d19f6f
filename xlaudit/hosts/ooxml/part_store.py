"""The parts of a workbook file that is being changed; parts that nobody writes come out as they went in.

The order of the members and their dates stay; new members stand behind the old ones with a fixed date,
so the same change to the same file gives the same bytes.
"""

from __future__ import annotations

import io
import posixpath
import zipfile

from xlaudit.hosts.ooxml.document import Document, Element, attribute
from xlaudit.hosts.ooxml.package import Package, resolve

__all__ = ["ContentTypes", "Listing", "PartStore", "Relationships", "referenced_parts"]

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DATE_OF_NEW = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6


class PartStore:
    """Named parts, read from the file until they are written."""

    def __init__(self, data: bytes, workbook: str) -> None:
        """Open the file.

        Raises:
            WorkbookError: it is not an archive, or one that no spreadsheet program writes.
        """
        self.workbook = workbook
        self._package = Package(data, workbook)
        self._data = data
        self._written: dict[str, bytes] = {}
        self._new_names: list[str] = []
        self._removed: set[str] = set()

    def __contains__(self, part: str) -> bool:
        key = part.lower()
        return key not in self._removed and (key in self._written or key in self._package)

    @property
    def names(self) -> list[str]:
        """The names of all parts that there are now, in lower case."""
        old = [part for part in self._package.parts if part not in self._removed]
        return old + [part.lower() for part in self._new_names if part in self]

    def read(self, part: str) -> bytes:
        """Return the bytes of a part as it is now.

        Raises:
            WorkbookError: it is missing or damaged.
        """
        written = self._written.get(part.lower())
        return self._package.read(part) if written is None else written

    def document(self, part: str) -> Document:
        """Return a part as a tree of offsets."""
        return Document(self.read(part), part, self.workbook)

    def write(self, part: str, data: bytes) -> None:
        """Set the bytes of a part, new or old."""
        if part not in self._package and part not in self._new_names:
            self._new_names.append(part)
        self._removed.discard(part.lower())
        self._written[part.lower()] = data

    def new(self, part: str, text: str) -> None:
        """Add a part that is XML, given without its declaration."""
        self.write(part, (_DECLARATION + text).encode())

    def remove(self, part: str) -> None:
        """Take a part away."""
        self._removed.add(part.lower())
        self._written.pop(part.lower(), None)

    def to_bytes(self) -> bytes:
        """Return the file."""
        result = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self._data)) as old,
            zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as new,
        ):
            for member in old.infolist():
                part = member.filename.replace("\\", "/").lstrip("/")
                if part in self:
                    header = _header(member.filename, member)
                    new.writestr(header, self.read(part), compresslevel=_LEVEL)
            for part in self._new_names:
                if part in self:
                    new.writestr(_header(part), self.read(part), compresslevel=_LEVEL)
        return result.getvalue()


def _header(name: str, old: zipfile.ZipInfo | None = None) -> zipfile.ZipInfo:
    header = zipfile.ZipInfo(name, old.date_time if old else _DATE_OF_NEW)
    header.compress_type = old.compress_type if old else zipfile.ZIP_DEFLATED
    header.external_attr = old.external_attr if old else 0
    header.create_system = old.create_system if old else 0
    return header


class Listing:
    """A part that is one flat list of elements; ``save`` writes it only if something was changed."""

    def __init__(self, parts: PartStore, part: str, empty: str) -> None:
        self._parts = parts
        self._part = part
        data = parts.read(part) if part in parts else (_DECLARATION + empty).encode()
        self._document = Document(data, part, parts.workbook)
        self._removed: set[int] = set()
        self._added: list[str] = []

    @property
    def items(self) -> list[tuple[int, Element]]:
        """The elements that were there and are not removed, with their numbers."""
        children = self._document.root.children
        return [pair for pair in enumerate(children) if pair[0] not in self._removed]

    def drop(self, number: int) -> None:
        """Take an element away."""
        self._removed.add(number)

    def add(self, name: str, **attributes: str) -> None:
        """Add an element with attributes."""
        written = "".join(attribute(key, value) for key, value in attributes.items())
        self._added.append(f"<{self._document.prefix}{name}{written}/>")

    def save(self) -> None:
        """Write the part; a list that became empty goes."""
        if not self._added and not self._removed:
            return
        if not self._added and not self.items:
            self._parts.remove(self._part)
            return
        document, added = self._document, "".join(self._added)
        whole = document.rewritten(document.root, added=added, removed=self._removed)
        document.replace(document.root, whole)
        self._parts.write(self._part, document.render())


class Relationships(Listing):
    """What a part refers to, by relationship id."""

    def __init__(self, parts: PartStore, source: str) -> None:
        """Read the relationships of the part ``source``; an empty name stands for the file itself."""
        folder, name = posixpath.split(source)
        self._source = source
        empty = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'
        super().__init__(parts, posixpath.join(folder, "_rels", f"{name}.rels"), empty)
        self._ids = {item.attributes.get("Id", "") for _, item in self.items}

    def targets(self, kind: str = "") -> dict[str, str]:
        """Return the parts inside the file by relationship id; only those whose type ends in ``kind``."""
        return {
            item.attributes.get("Id", ""): resolve(self._source, item.attributes.get("Target", ""))
            for _, item in self.items
            if item.attributes.get("TargetMode") != "External"
            and (not kind or item.attributes.get("Type", "").endswith(f"/{kind}"))
        }

    def refer(self, kind: str, target: str, *, external: bool = False) -> str:
        """Add a relationship of the full type ``kind`` and return its new id."""
        number = len(self._ids) + 1
        while f"rId{number}" in self._ids:
            number += 1
        identifier = f"rId{number}"
        self._ids.add(identifier)
        mode = {"TargetMode": "External"} if external else {}
        self.add("Relationship", Id=identifier, Type=kind, Target=target, **mode)
        return identifier

    def forget(self, identifier: str) -> None:
        """Take a relationship away; its id is free again."""
        self._ids.discard(identifier)
        for number, item in self.items:
            if item.attributes.get("Id") == identifier:
                self.drop(number)


class ContentTypes(Listing):
    """What each part is; every new part is listed by its own name."""

    def __init__(self, parts: PartStore) -> None:
        """Read the list."""
        super().__init__(parts, "[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')

    def declare(self, part: str, content_type: str) -> None:
        """List a new part."""
        self.add("Override", PartName=f"/{part}", ContentType=content_type)

    def withdraw(self, part: str) -> None:
        """Take the entry of a part away."""
        for number, item in self.items:
            if item.attributes.get("PartName", "").lower() == f"/{part}".lower():
                self.drop(number)


def referenced_parts(parts: PartStore) -> set[str]:
    """Return every part that some part, or the file itself, refers to."""
    used: set[str] = set()
    for name in parts.names:
        folder, file = posixpath.split(name)
        if file.endswith(".rels") and posixpath.basename(folder) == "_rels":
            source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
            used.update(Relationships(parts, source).targets().values())
    return used
