"""One worksheet: its cells, and what hides, joins, restricts or protects them."""

from __future__ import annotations

from xlaudit.hosts.faults import shown
from xlaudit.hosts.ooxml.cells import CellReader, SheetContext
from xlaudit.hosts.ooxml.package import Package
from xlaudit.hosts.ooxml.part_reader import Attributes, is_true
from xlaudit.hosts.ooxml.references import COLUMN_LIMIT, area
from xlaudit.workbook.place import Area
from xlaudit.workbook.snapshot import Sheet, Validation

__all__ = ["read_sheet"]

_COUNT_LIMIT = 200_000  # areas and hidden columns of one sheet

# Where Excel 2010 and later put a list that stands on another sheet.
_EXTENDED = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_EXTENDED_TEXT = "http://schemas.microsoft.com/office/excel/2006/main"


def read_sheet(package: Package, part: str, context: SheetContext, state: str) -> Sheet:
    """Return a worksheet.

    Raises:
        WorkbookError: the part or one of its cells is damaged; the message names the place.
    """
    reader = _SheetReader(package, part, context)
    reader.parse()
    return Sheet(
        name=context.name,
        cells=reader.cells,
        state=state,
        merged=tuple(reader.merged),
        hidden_rows=frozenset(reader.hidden_rows),
        hidden_columns=frozenset(reader.hidden_columns),
        validations=tuple(reader.validations),
        is_protected=reader.is_protected,
    )


class _SheetReader(CellReader):
    def __init__(self, package: Package, part: str, context: SheetContext) -> None:
        super().__init__(package, part, context)
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merged: list[Area] = []
        self.validations: list[Validation] = []
        self.is_protected = False
        self._validation: dict[str, str] = {}
        self._extended_text = ""
        self._counted = 0
        self.on_start("col", self._take_columns)
        self.on_start("mergeCell", self._take_merged)
        self.on_start("sheetProtection", self._take_protection)
        self.on_start("dataValidation", self._start_validation)
        self.on_start("formula1", self.listen)
        self.on_end("formula1", self._end_first_formula)
        self.on_end("dataValidation", self._end_validation)
        self.on_end("formula1", self._end_extended_formula, _EXTENDED)
        self.on_end("dataValidation", self._end_validation, _EXTENDED)
        self.on_start("dataValidation", self._start_validation, _EXTENDED)
        self.on_start("f", self.listen, _EXTENDED_TEXT)
        self.on_end("f", self._end_extended_text, _EXTENDED_TEXT)
        self.on_start("sqref", self.listen, _EXTENDED_TEXT)
        self.on_end("sqref", self._end_extended_areas, _EXTENDED_TEXT)

    def start_row(self, attributes: Attributes) -> None:
        """Take in the beginning of a row, and whether it can be seen."""
        super().start_row(attributes)
        if is_true(attributes, "hidden") or attributes.get("ht") == "0":
            self.hidden_rows.add(self.row)

    def _take_columns(self, attributes: Attributes) -> None:
        if not (is_true(attributes, "hidden") or attributes.get("width") == "0"):
            return
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
            raise self.fault("里有不存在的列号")
        columns = range(int(first[:6]), min(int(last[:6]), COLUMN_LIMIT) + 1)
        self._count(len(columns))
        self.hidden_columns.update(columns)

    def _take_merged(self, attributes: Attributes) -> None:
        self.merged.append(self._area(attributes.get("ref", "")))

    def _take_protection(self, attributes: Attributes) -> None:
        self.is_protected = is_true(attributes, "sheet")

    def _start_validation(self, attributes: Attributes) -> None:
        self._validation = {
            "kind": attributes.get("type", "none"),
            "areas": attributes.get("sqref", ""),
        }

    def _end_first_formula(self) -> None:
        self._validation["formula"] = self.heard()

    def _end_extended_text(self) -> None:
        self._extended_text = self.heard()

    def _end_extended_formula(self) -> None:
        self._validation["formula"] = self._extended_text

    def _end_extended_areas(self) -> None:
        self._validation["areas"] = self.heard()

    def _end_validation(self) -> None:
        parts = self._validation
        areas = tuple(self._area(reference) for reference in parts.get("areas", "").split())
        self.validations.append(
            Validation(areas, parts.get("kind", "none"), parts.get("formula", ""))
        )
        self._validation = {}

    def _count(self, number: int) -> None:
        self._counted += number
        if self._counted > _COUNT_LIMIT:
            raise self._package.refusal(self._part, "里的合并区域、隐藏列或有效性区域过多")

    def _area(self, reference: str) -> Area:
        self._count(1)
        found = area(reference)
        if found is None:
            raise self.fault(f"里的区域 {shown(reference)} 不存在")
        return found
