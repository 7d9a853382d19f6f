"""Where the rows and cells of an existing sheet stand in its XML, found in one pass.

Only rows that are to be changed are taken apart; of the others it keeps where they begin, and which of
their formulas belong together, because those cannot be overwritten one by one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from xlaudit.hosts.ooxml.document import EndHandler, StartHandler, tag_end
from xlaudit.workbook.place import column_number

__all__ = ["CellSpan", "Follower", "RowSpan", "SharedGroup", "SheetScan"]

_DIGITS = "0123456789"


class CellSpan(NamedTuple):
    """A cell that stands in a row to be changed, from ``start`` to ``end``."""

    column: int
    start: int
    end: int
    style: str
    has_formula: bool


@dataclass(slots=True)
class RowSpan:
    """A row to be changed; the offsets are those of ``Element``."""

    attributes: dict[str, str]
    start: int
    inner: int
    close: int = 0
    end: int = 0
    cells: list[CellSpan] = field(default_factory=list)


class Follower(NamedTuple):
    """A cell whose formula is written only in the first cell of its group; ``start`` is that of its ``<f>``."""

    row: int
    column: int
    start: int


@dataclass(slots=True)
class SharedGroup:
    """A formula that is written once, at ``row`` and ``column``, for several cells."""

    row: int
    column: int
    text: list[str] = field(default_factory=list)
    followers: list[Follower] = field(default_factory=list)


class SheetScan:
    """What was found inside ``<sheetData>``."""

    def __init__(self, wanted: Collection[int]) -> None:
        """Prepare to take the ``wanted`` rows apart."""
        self._wanted = wanted
        self.starts: list[tuple[int, int]] = []  # every row with its offset
        self.rows: dict[int, RowSpan] = {}
        self.groups: list[SharedGroup] = []
        self.arrays: list[str] = []  # areas of array formulas and data tables

    def divert(
        self, parser: expat.XMLParserType, data: bytes, namespace: str
    ) -> tuple[StartHandler, EndHandler]:
        """Return the handlers that read rows and cells."""
        return _Handlers(self, self._wanted, parser, data, namespace).handlers()


class _Handlers:
    """The state between two tags."""

    def __init__(
        self,
        scan: SheetScan,
        wanted: Collection[int],
        parser: expat.XMLParserType,
        data: bytes,
        namespace: str,
    ) -> None:
        self._scan = scan
        self._wanted = wanted
        self._parser = parser
        self._data = data
        self._namespace = namespace
        self._row = 0
        self._column = 0
        self._span: RowSpan | None = None
        self._cell_start = 0
        self._cell_style = ""
        self._has_formula = False
        self._groups: dict[str, SharedGroup] = {}

    def handlers(self) -> tuple[StartHandler, EndHandler]:
        row_name, cell_name, formula_name = (self._namespace + word for word in ("row", "c", "f"))

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == cell_name:
                self._start_cell(attributes)
            elif name == formula_name:
                self._has_formula = True
                if "t" in attributes:
                    self._start_formula(attributes)
            elif name == row_name:
                self._start_row(attributes)

        return start, self._end_handler(row_name, cell_name, formula_name)

    def _end_handler(self, row_name: str, cell_name: str, formula_name: str) -> EndHandler:
        def end(name: str) -> None:
            if name == cell_name:
                if self._span is not None:
                    self._end_cell(self._span)
            elif name == formula_name:
                self._parser.CharacterDataHandler = None
            elif name == row_name and self._span is not None:
                self._end_row(self._span)

        return end

    def _start_row(self, attributes: dict[str, str]) -> None:
        written = attributes.get("r", "")
        # rows and cells without an address stand behind the one before them
        self._row = int(written) if written.isdecimal() else self._row + 1
        self._column = 0
        position = self._parser.CurrentByteIndex
        self._scan.starts.append((self._row, position))
        if self._row in self._wanted:
            self._span = RowSpan(attributes, position, tag_end(self._data, position))
            self._scan.rows[self._row] = self._span

    def _end_row(self, span: RowSpan) -> None:
        span.close, span.end = self._element_end(span.inner)
        self._span = None

    def _start_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        self._column = column_number(address.rstrip(_DIGITS)) if address else self._column + 1
        self._has_formula = False
        if self._span is not None:
            self._cell_start = self._parser.CurrentByteIndex
            self._cell_style = attributes.get("s", "")

    def _end_cell(self, span: RowSpan) -> None:
        _, end = self._element_end(tag_end(self._data, self._cell_start))
        span.cells.append(
            CellSpan(self._column, self._cell_start, end, self._cell_style, self._has_formula)
        )

    def _start_formula(self, attributes: dict[str, str]) -> None:
        kind, identifier = attributes["t"], attributes.get("si", "")
        if kind in {"array", "dataTable"}:
            self._scan.arrays.append(attributes.get("ref", ""))
        elif kind == "shared" and "ref" in attributes:
            group = self._groups[identifier] = SharedGroup(self._row, self._column)
            self._scan.groups.append(group)
            self._parser.CharacterDataHandler = group.text.append
        elif kind == "shared" and identifier in self._groups:
            follower = Follower(self._row, self._column, self._parser.CurrentByteIndex)
            self._groups[identifier].followers.append(follower)

    def _element_end(self, inner: int) -> tuple[int, int]:
        """Return where the end tag of the element that closes now begins and ends."""
        position = self._parser.CurrentByteIndex
        if self._data[inner - 2 : inner] == b"/>":
            return position, position
        return position, self._data.index(b">", position) + 1
