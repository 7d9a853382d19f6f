"""The small parts that sheets need: relationships, shared strings, number formats."""

from __future__ import annotations

import posixpath

from xlaudit.hosts.number_formats import BUILT_IN
from xlaudit.hosts.ooxml.package import UNPACKED_LIMIT, Package, Relationship, resolve
from xlaudit.hosts.ooxml.part_reader import Attributes, PartReader, unescaped

__all__ = ["number_formats", "relationships", "shared_strings"]

_STRING_LIMIT = 2_000_000  # twice as many as there may be cells


def relationships(package: Package, source: str = "") -> dict[str, Relationship]:
    """Return what a part refers to, by relationship id; without ``source``, what the package refers to.

    Raises:
        WorkbookError: the part that lists them is damaged.
    """
    folder, base = posixpath.split(source)
    part = posixpath.join(folder, "_rels", f"{base}.rels")
    if part not in package:
        return {}
    reader = _RelationshipsReader(package, part, source)
    reader.parse()
    return reader.found


def shared_strings(package: Package, part: str) -> list[str]:
    """Return the texts of the shared string table, rich text joined.

    Raises:
        WorkbookError: the part is missing or damaged.
    """
    reader = _StringsReader(package, part)
    reader.parse()
    return reader.strings


def number_formats(package: Package, part: str) -> dict[str | None, str]:
    """Return the number format of each style index, keyed as cells write it; None is a cell without one.

    Raises:
        WorkbookError: the part is missing or damaged.
    """
    reader = _StylesReader(package, part)
    reader.parse()
    formats: dict[str | None, str] = {
        str(index): reader.custom.get(number) or BUILT_IN.get(number, "General")
        for index, number in enumerate(reader.styles)
    }
    formats[None] = formats.get("0", "General")
    return formats


class _RelationshipsReader(PartReader):
    root = "Relationships"
    namespaces = ("http://schemas.openxmlformats.org/package/2006/relationships",)

    def __init__(self, package: Package, part: str, source: str) -> None:
        super().__init__(package, part)
        self._source = source
        self.found: dict[str, Relationship] = {}
        self.on_start("Relationship", self._take)

    def _take(self, attributes: Attributes) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = attributes.get("Target", "")
        is_external = attributes.get("TargetMode") == "External"
        if not is_external:
            target = resolve(self._source, target)
        self.found[attributes.get("Id", "")] = Relationship(kind, target, is_external)


class _StringsReader(PartReader):
    root = "sst"
    size_limit = UNPACKED_LIMIT

    def __init__(self, package: Package, part: str) -> None:
        super().__init__(package, part)
        self.strings: list[str] = []
        self.on_runs("si", self._take)

    def _take(self, text: str) -> None:
        self.strings.append(unescaped(text))
        if len(self.strings) > _STRING_LIMIT:
            raise self._package.refusal(self._part, "里的字符串超过两百万个")


class _StylesReader(PartReader):
    root = "styleSheet"

    def __init__(self, package: Package, part: str) -> None:
        super().__init__(package, part)
        self.custom: dict[int, str] = {}
        self.styles: list[int] = []
        # numFmt and xf also occur elsewhere (dxfs, cellStyleXfs), with another meaning.
        self.on_start("numFmts", lambda _: self.on_start("numFmt", self._take_format))
        self.on_end("numFmts", lambda: self.on_start("numFmt", _ignore))
        self.on_start("cellXfs", lambda _: self.on_start("xf", self._take_style))
        self.on_end("cellXfs", lambda: self.on_start("xf", _ignore))

    def _take_format(self, attributes: Attributes) -> None:
        self.custom[self._number(attributes)] = unescaped(attributes.get("formatCode", ""))

    def _take_style(self, attributes: Attributes) -> None:
        self.styles.append(self._number(attributes))

    def _number(self, attributes: Attributes) -> int:
        number = attributes.get("numFmtId", "0")
        if not (number.isascii() and number.isdigit()):
            raise self.fault("里的数字格式编号不是数字")
        return int(number[:9])


def _ignore(_: Attributes) -> None:
    pass
