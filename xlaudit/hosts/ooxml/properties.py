"""Document properties: who wrote the file with what and when, and what a program left in it by name."""

from __future__ import annotations

from typing import ClassVar

from xlaudit.hosts.ooxml.package import Package
from xlaudit.hosts.ooxml.part_reader import Attributes, PartReader

__all__ = ["PROPERTY_KINDS", "properties"]

PROPERTY_KINDS = {
    "custom-properties": "custom",
    "customProperties": "custom",
    "extended-properties": "application",
    "extendedProperties": "application",
    "core-properties": "core",
}
"""Kinds of relationship, Transitional and Strict, to the kind of properties."""


def properties(package: Package, part: str, kind: str) -> dict[str, str]:
    """Return the properties of a part, custom ones by their name, others by their element name.

    Raises:
        WorkbookError: the part is missing or damaged.
    """
    reader = (_CoreReader if kind == "core" else _PropertiesReader)(package, part)
    reader.parse()
    return reader.found


class _PropertiesReader(PartReader):
    """Takes the text of the children of the root; of nested ones only where the child has a name."""

    root = "Properties"
    namespaces: ClassVar[tuple[str, ...]] = (
        "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        "http://purl.oclc.org/ooxml/officeDocument/customProperties",
        "http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    )

    def __init__(self, package: Package, part: str) -> None:
        super().__init__(package, part)
        self.found: dict[str, str] = {}
        self._depth = 0  # 1 is the root
        self._name = ""
        self._is_custom = False

    def _start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth == 2:
            self._is_custom = "name" in attributes
            self._name = attributes.get("name") or name.rpartition(" ")[2]
            self.listen(attributes)
        elif not self._is_custom:
            self._name = ""  # a list, such as the names of all sheets, is not a property to look up

    def _end(self, _: str) -> None:
        if self._depth == 2 and self._name:
            self.found[self._name] = self.heard().strip()
        self._depth -= 1


class _CoreReader(_PropertiesReader):
    root = "coreProperties"
    namespaces = ("http://schemas.openxmlformats.org/package/2006/metadata/core-properties",)
