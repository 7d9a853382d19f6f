"""The workbook part: which sheets there are, what is named, whether dates count from 1904, what lies outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlaudit.hosts.ooxml.lookups import relationships
from xlaudit.hosts.ooxml.package import Package, Relationship
from xlaudit.hosts.ooxml.part_reader import Attributes, PartReader, is_true, relation

__all__ = ["Book", "SheetEntry", "external_link", "read_book"]


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A sheet as the workbook lists it."""

    name: str
    state: str
    relation: str


@dataclass(frozen=True, slots=True)
class Book:
    """What the workbook part says; ``links`` are the relationship ids of other workbooks, in order."""

    sheets: tuple[SheetEntry, ...]
    names: Mapping[str, str]
    links: tuple[str, ...]
    date1904: bool


def read_book(package: Package, part: str) -> Book:
    """Return what the workbook part says. A name that belongs to one sheet is keyed 自评表!name.

    Raises:
        WorkbookError: the part is missing or damaged, or two sheets have one name.
    """
    reader = _BookReader(package, part)
    reader.parse()
    return Book(tuple(reader.sheets), reader.names(), tuple(reader.links), reader.date1904)


def external_link(package: Package, part: str) -> str:
    """Return where an external link leads: a file address, or program|topic for a live data link.

    Raises:
        WorkbookError: the part is missing or damaged.
    """
    reader = _LinkReader(package, part, relationships(package, part))
    reader.parse()
    return reader.target


class _BookReader(PartReader):
    root = "workbook"

    def __init__(self, package: Package, part: str) -> None:
        super().__init__(package, part)
        self.sheets: list[SheetEntry] = []
        self.links: list[str] = []
        self.date1904 = False
        self._defined: list[tuple[Attributes, str]] = []
        self._name: Attributes = {}
        self.on_start("workbookPr", self._take_settings)
        self.on_start("sheet", self._take_sheet)
        self.on_start("definedName", self._start_name)
        self.on_end("definedName", self._end_name)
        self.on_start("externalReference", self._take_link)

    def names(self) -> dict[str, str]:
        """Return the defined names, those of one sheet with its name before them."""
        names = {}
        for attributes, text in self._defined:
            name = attributes.get("name", "")
            owner = attributes.get("localSheetId")
            if owner is not None:
                if not (owner.isascii() and owner.isdigit() and int(owner[:9]) < len(self.sheets)):
                    raise self.fault("里有名称属于不存在的工作表")
                name = f"{self.sheets[int(owner)].name}!{name}"
            names[name] = text
        return names

    def _take_settings(self, attributes: Attributes) -> None:
        self.date1904 = is_true(attributes, "date1904")

    def _take_sheet(self, attributes: Attributes) -> None:
        entry = SheetEntry(
            attributes.get("name", ""),
            attributes.get("state", "visible"),
            relation(attributes),
        )
        self.sheets.append(entry)

    def _start_name(self, attributes: Attributes) -> None:
        self._name = attributes
        self.listen(attributes)

    def _end_name(self) -> None:
        self._defined.append((self._name, self.heard()))

    def _take_link(self, attributes: Attributes) -> None:
        self.links.append(relation(attributes))


class _LinkReader(PartReader):
    root = "externalLink"

    def __init__(self, package: Package, part: str, known: Mapping[str, Relationship]) -> None:
        super().__init__(package, part)
        self._known = known
        self.target = ""
        self.on_start("externalBook", self._take_relation)
        self.on_start("oleLink", self._take_relation)
        self.on_start("ddeLink", self._take_live_data)

    def _take_relation(self, attributes: Attributes) -> None:
        known = self._known.get(relation(attributes))
        self.target = known.target if known else ""

    def _take_live_data(self, attributes: Attributes) -> None:
        self.target = f"{attributes.get('ddeService', '')}|{attributes.get('ddeTopic', '')}"
