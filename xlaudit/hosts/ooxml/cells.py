"""The cells of one sheet: what was typed, what was last computed, and by which formula.

A cell whose stored value contradicts its own type (letters in a number, a string that is not in the table)
stops the reading: Excel would call the file damaged, and any value put in its place would be invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlaudit.errors import WorkbookError
from xlaudit.hosts.faults import refused, shown, unreadable
from xlaudit.hosts.ooxml.groups import FormulaGroups
from xlaudit.hosts.ooxml.package import UNPACKED_LIMIT, Package
from xlaudit.hosts.ooxml.part_reader import Attributes, PartReader
from xlaudit.hosts.ooxml.references import COLUMN_LIMIT, ROW_LIMIT, cell_position
from xlaudit.hosts.ooxml.values import value_readers
from xlaudit.workbook.place import column_name
from xlaudit.workbook.snapshot import Cell

__all__ = ["CellReader", "SheetContext"]


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What a sheet needs from the rest of the workbook; ``formats`` by style index, as written in ``s``."""

    name: str
    strings: Sequence[str]
    formats: Mapping[str | None, str]
    date1904: bool
    cell_limit: int


class CellReader(PartReader):
    """Collects the cells of a sheet, keyed by row and column.

    ``<c>``, ``<f>`` and ``<v>`` are nearly all of a workbook, so they do not go through the tables of
    handlers, and nothing is done for a cell before it turns out to hold something.
    """

    root = "worksheet"
    size_limit = UNPACKED_LIMIT

    def __init__(self, package: Package, part: str, context: SheetContext) -> None:
        super().__init__(package, part)
        self._context = context
        self._readers = value_readers(context.strings, date1904=context.date1904)
        self._formats = context.formats
        self._groups = FormulaGroups()
        self._columns: dict[str, int] = {}  # letters seen so far
        self._has_data = False
        self._row_text = ""
        self._cell: Attributes = {}
        self._formula_attributes: Attributes = {}
        self._formula: str | None = None
        self._stored: str | None = None
        self._cell_tag = self._formula_tag = self._value_tag = ""
        self.row = 0
        self.cells: dict[tuple[int, int], Cell] = {}
        self.on_start("sheetData", self._start_data)
        self.on_start("row", self.start_row)
        self.on_end("row", self._check_size)
        self.on_runs("is", self._take_text)

    def parse(self) -> None:
        """Read the sheet.

        Raises:
            WorkbookError: the part or one of its cells is damaged; the message names the place.
        """
        super().parse()
        if not self._has_data:
            raise self.fault("没有单元格区（sheetData）")
        try:
            self._groups.complete(self.cells)
        except ValueError as error:
            raise unreadable(self._package.name, f"工作表“{self._name}”{error}") from error
        except OverflowError as error:
            raise refused(self._package.name, f"工作表“{self._name}”{error}") from error

    def start_row(self, attributes: Attributes) -> None:
        """Take in the beginning of a row, which may leave its number to be counted."""
        number = attributes.get("r")
        if number is None:
            self.row += 1
        elif number.isascii() and number.isdigit():
            self.row = int(number[:8])
        else:
            self.row = 0
        if not 1 <= self.row <= ROW_LIMIT:
            raise self.fault(f"里有不存在的行号 {shown(number or str(self.row))}")
        self._row_text = str(self.row)
        self._cell = {}

    def _start_root(self, name: str, attributes: Attributes) -> None:
        namespace = name.rpartition(" ")[0]
        self._cell_tag = f"{namespace} c"
        self._formula_tag = f"{namespace} f"
        self._value_tag = f"{namespace} v"
        super()._start_root(name, attributes)

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == self._cell_tag:
            if "r" not in attributes:
                attributes["r"] = self._next_reference()
            self._cell = attributes
            self._stored = self._formula = None
        elif name == self._value_tag:
            self._pieces.clear()
        elif name == self._formula_tag:
            self._pieces.clear()
            self._formula_attributes = attributes
        else:
            super()._start(name, attributes)

    def _end(self, name: str) -> None:
        if name == self._value_tag:
            self._stored = "".join(self._pieces)
        elif name == self._cell_tag:
            if self._stored is not None or self._formula is not None:
                self._end_cell()
        elif name == self._formula_tag:
            self._formula = "".join(self._pieces)
        else:
            super()._end(name)

    def _take_text(self, text: str) -> None:
        self._stored = text

    def _start_data(self, _: Attributes) -> None:
        self._has_data = True

    def _check_size(self) -> None:
        if len(self.cells) > self._context.cell_limit:
            raise refused(self._package.name, "有内容的单元格超过一百万个")

    def _next_reference(self) -> str:
        """Return the place of a cell that does not name it: right of the one before, empty or not."""
        position = cell_position(self._cell["r"]) if self._cell else (self.row, 0)
        if position is None or position[0] < 1 or position[1] == COLUMN_LIMIT:
            raise self.fault(f"第 {self.row} 行里有不存在的单元格")
        return f"{column_name(position[1] + 1)}{position[0]}"

    def _end_cell(self) -> None:
        cell = self._cell
        reference = cell["r"]
        row, column = self.row, None
        if reference.endswith(self._row_text):
            column = self._columns.get(reference[: -len(self._row_text)])
        if column is None:
            row, column = self._locate(reference)
        stored, formula = self._stored, self._formula
        try:
            value = None if stored is None else self._readers[cell.get("t", "n")](stored)
            # Whether 0.8756 is a rate hangs on the format, so none is made up for an unknown style.
            number_format = self._formats[cell.get("s")]
            if formula is not None:
                formula = formula.removeprefix("=") or None
                if self._formula_attributes:
                    formula = self._groups.formula(formula, self._formula_attributes, row, column)
        except KeyError as error:
            raise self._cell_fault(f"的类型或样式编号 {shown(str(error))} 不存在") from error
        except ValueError as error:
            raise self._cell_fault(str(error)) from error
        except OverflowError as error:
            raise refused(self._package.name, f"工作表“{self._name}”{error}") from error
        if formula is None and (value is None or value == ""):
            return
        made = Cell(value, formula, number_format)
        if self.cells.setdefault((row, column), made) is not made:
            raise self._cell_fault("在文件里出现了两次")

    def _locate(self, reference: str) -> tuple[int, int]:
        """Find a cell in a column that was not met before, or one that names another row than its own."""
        position = cell_position(reference)
        if position is None:
            raise self.fault(f"里有不存在的单元格 {shown(reference)}")
        row, column = position
        if row == self.row:
            self._columns[reference[: -len(self._row_text)]] = column
        self._check_size()
        return row, column

    @property
    def _name(self) -> str:
        return shown(self._context.name)

    def _cell_fault(self, what: str) -> WorkbookError:
        return unreadable(
            self._package.name, f"单元格 {self._name}!{shown(self._cell['r'])} {what}"
        )
