"""The cells of one sheet: what was typed, what was last computed, and by which formula.

A cell whose stored value contradicts its own type (letters in a number, a string that is not in the table)
stops the reading: Excel would call the file damaged, and any value put in its place would be invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlaudit.errors import WorkbookError
from xlaudit.hosts.faults import refused, shown, unreadable
from xlaudit.hosts.ooxml.formulas import SharedFormula
from xlaudit.hosts.ooxml.part_reader import Attributes, PartReader
from xlaudit.hosts.ooxml.package import Package
from xlaudit.hosts.ooxml.references import COLUMN_LIMIT, ROW_LIMIT, area, cell_position
from xlaudit.hosts.ooxml.values import StoredValues
from xlaudit.workbook.place import Area, Place
from xlaudit.workbook.snapshot import Cell

__all__ = ["CellReader", "SheetContext"]

_FORMULA_LENGTH_LIMIT = 32_768  # Excel itself stops at 8192
_EXPANSION_LIMIT = 50_000_000  # characters written out for the followers of shared formulas
_ARRAY_LIMIT = 4_000_000  # cells that array formulas may claim together


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What a sheet needs from the rest of the workbook; ``formats`` by style index, as written in ``s``."""

    name: str
    strings: Sequence[str]
    formats: Mapping[str | None, str]
    date1904: bool
    cell_limit: int


class CellReader(PartReader):
    """Collects the cells of a sheet, keyed by row and column."""

    root = "worksheet"

    def __init__(self, package: Package, part: str, context: SheetContext) -> None:
        super().__init__(package, part)
        self._context = context
        self._values = StoredValues(context.strings, date1904=context.date1904)
        self._columns: dict[str, int] = {}  # letters seen so far
        self._has_data = False
        self._row = self._column = 0
        self._row_text = ""
        self._cell: Attributes = {}
        self._formula_attributes: Attributes = {}
        self._formula: str | None = None
        self._stored: str | None = None
        self._array: Area | None = None
        self._shared: dict[str, SharedFormula] = {}
        self._waiting: list[tuple[int, int, str]] = []  # followers that stand before their master
        self._arrays: list[Area] = []
        self._expanded = 0
        self.cells: dict[tuple[int, int], Cell] = {}
        self.on_start("sheetData", self._start_data)
        self.on_start("row", self.start_row)
        self.on_end("row", self._check_size)
        self.on_start("c", self._start_cell)
        self.on_end("c", self._end_cell)
        self.on_start("f", self._start_formula)
        self.on_end("f", self._end_formula)
        self.on_start("v", self.listen)
        self.on_end("v", self._end_value)
        self.listen_to_runs("is")
        self.on_end("is", self._end_value)

    def parse(self) -> None:
        """Read the sheet.

        Raises:
            WorkbookError: the part or one of its cells is damaged; the message names the place.
        """
        super().parse()
        if not self._has_data:
            raise self.fault("没有单元格区（sheetData）")
        for row, column, group in self._waiting:
            self._row, self._column = row, column
            formula = self._follow(group)
            self.cells[row, column] = self.cells[row, column]._replace(formula=formula)
        self._mark_arrays()

    def start_row(self, attributes: Attributes) -> None:
        """Take in the beginning of a row, which may leave its number to be counted."""
        number = attributes.get("r")
        if number is None:
            self._row += 1
        elif number.isascii() and number.isdigit():
            self._row = int(number[:8])
        else:
            self._row = 0
        if not 1 <= self._row <= ROW_LIMIT:
            raise self.fault(f"里有不存在的行号 {shown(number or str(self._row))}")
        self._row_text = str(self._row)
        self._column = 0

    def _start_data(self, _: Attributes) -> None:
        self._has_data = True

    def _check_size(self) -> None:
        if len(self.cells) > self._context.cell_limit:
            raise refused(self._package.name, "有内容的单元格超过一百万个")

    def _start_cell(self, attributes: Attributes) -> None:
        self._cell = attributes
        self._formula = self._stored = self._array = None
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
            if self._column > COLUMN_LIMIT or not self._row:
                raise self.fault(f"第 {self._row} 行里有不存在的单元格")
            return
        if reference.endswith(self._row_text):
            column = self._columns.get(reference[: -len(self._row_text)])
            if column is not None:
                self._column = column
                return
        self._locate(reference)

    def _locate(self, reference: str) -> None:
        """Find a cell in a column that was not met before, or one that names another row than its own."""
        position = cell_position(reference)
        if position is None:
            raise self.fault(f"里有不存在的单元格 {shown(reference)}")
        row, self._column = position
        if row == self._row:
            self._columns[reference[: -len(self._row_text)]] = self._column
        else:
            self._check_size()
            self._row, self._row_text = row, str(row)

    def _end_value(self) -> None:
        self._stored = self.heard()

    def _end_cell(self) -> None:
        stored, formula = self._stored, self._formula
        if stored is None and formula is None:
            return
        value = None
        if stored is not None:
            try:
                value = self._values.value(self._cell.get("t", "n"), stored)
            except ValueError as error:
                raise self._cell_fault(str(error)) from error
        if not value and formula is None and (value is None or value == ""):
            return
        key = (self._row, self._column)
        if key in self.cells:
            raise self._cell_fault("在文件里出现了两次")
        number_format = self._context.formats.get(self._cell.get("s"))
        if number_format is None:
            raise self._cell_fault("的样式编号不存在")
        self.cells[key] = Cell(value, formula, number_format)

    def _start_formula(self, attributes: Attributes) -> None:
        self._formula_attributes = attributes
        self.listen()

    def _end_formula(self) -> None:
        text = self.heard().removeprefix("=")
        attributes = self._formula_attributes
        if len(text) > _FORMULA_LENGTH_LIMIT:
            raise self._cell_fault("的公式过长")
        match attributes.get("t", "normal"):
            case "shared":
                self._formula = self._share(text, attributes)
            case "array":
                self._claim(attributes)
                self._formula = text
            case "dataTable":
                self._claim(attributes)
                self._formula = f"TABLE({attributes.get('r1', '')},{attributes.get('r2', '')})"
            case _:
                self._formula = text or None

    def _share(self, text: str, attributes: Attributes) -> str:
        group = attributes.get("si", "")
        if text:
            if "ref" in attributes or group not in self._shared:
                self._shared[group] = SharedFormula(text, self._row, self._column)
            return text
        if group not in self._shared:
            self._waiting.append((self._row, self._column, group))
            return ""
        return self._follow(group)

    def _follow(self, group: str) -> str:
        if group not in self._shared:
            raise self._cell_fault("的共享公式找不到原文")
        formula = self._shared[group].at(self._row, self._column)
        self._expanded += len(formula)
        if self._expanded > _EXPANSION_LIMIT:
            raise refused(self._package.name, "共享公式展开后过大")
        return formula

    def _claim(self, attributes: Attributes) -> None:
        claimed = area(attributes.get("ref", ""))
        if claimed is None:
            raise self._cell_fault("的数组公式没有有效的范围")
        self._arrays.append(claimed)

    def _mark_arrays(self) -> None:
        visited = 0
        for claimed in self._arrays:
            height = claimed.bottom - claimed.top + 1
            width = claimed.right - claimed.left + 1
            if height * width <= len(self.cells):
                keys = [
                    (row, column)
                    for row in range(claimed.top, claimed.bottom + 1)
                    for column in range(claimed.left, claimed.right + 1)
                    if (row, column) in self.cells
                ]
            else:
                keys = [key for key in self.cells if claimed.holds(*key)]
            visited += min(height * width, len(self.cells))
            if visited > _ARRAY_LIMIT:
                raise refused(self._package.name, "数组公式的范围过大")
            for key in keys:
                self.cells[key] = self.cells[key]._replace(array=claimed)

    def _cell_fault(self, what: str) -> WorkbookError:
        place = Place(shown(self._context.name), self._row, self._column)
        return unreadable(self._package.name, f"单元格 {place} {what}")
