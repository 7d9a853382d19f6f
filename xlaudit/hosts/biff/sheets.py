"""The records of one sheet → its cells, sparse, and what hides, joins and protects them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from decimal import Decimal

from xlaudit.hosts.biff.records import Damage, Kind, Record, double, fields
from xlaudit.hosts.biff.strings import StringCursor, byte_text
from xlaudit.hosts.number_formats import BUILT_IN
from xlaudit.workbook.place import Area
from xlaudit.workbook.snapshot import Cell, ErrorValue, Sheet, Value

__all__ = ["BIFF8", "BookFacts", "SheetRecords"]

BIFF8 = 0x0600

_AREA_LIMIT = 200_000
_LAST_COLUMN = 255
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01
_NOT_A_NUMBER = 0xFFFF  # in the last two bytes of a result: it is a string, a truth or an error
_RESULT_STRING, _RESULT_TRUTH, _RESULT_ERROR = 0, 1, 2
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


@dataclass(slots=True)
class BookFacts:
    """What cells need from the rest of the workbook."""

    version: int = BIFF8
    code_page: int = 936
    strings: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)  # by format number
    styles: list[int] = field(default_factory=list)  # format numbers by style index

    def number_format(self, style: int) -> str:
        """Return the number format of a style.

        Raises:
            Damage: there is no such style.
        """
        if not self.styles:
            return "General"
        if style >= len(self.styles):
            raise Damage("有单元格的样式编号不存在")
        number = self.styles[style]
        return self.formats.get(number) or BUILT_IN.get(number, "General")


class SheetRecords:
    """Collects one sheet, record by record."""

    def __init__(self, name: str, state: str, facts: BookFacts) -> None:
        self.name = name
        self.cells: dict[tuple[int, int], Cell] = {}
        self._state = state
        self._facts = facts
        self._merged: list[Area] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._is_protected = False
        self._counted = 0
        self._awaiting: tuple[int, int, int] | None = None  # the formula cell whose text comes next

    def sheet(self) -> Sheet:
        """Return what was collected."""
        return Sheet(
            name=self.name,
            cells=self.cells,
            state=self._state,
            merged=tuple(self._merged),
            hidden_rows=frozenset(self._hidden_rows),
            hidden_columns=frozenset(self._hidden_columns),
            is_protected=self._is_protected,
        )

    def take(self, record: Record) -> None:
        """Take in one record; those of no interest are passed over.

        Raises:
            Damage: the record cannot be.
            OverflowError: there are more merged areas or hidden columns than any form has.
        """
        body = record.body
        match record.kind:
            case Kind.NUMBER:
                self._put(body, _decimal(double(body, 6)))
            case Kind.RK:
                self._put(body, _compressed(*fields("I", body, 6)))
            case Kind.MULRK:
                self._take_row_of_numbers(body)
            case Kind.LABELSST:
                self._put(body, self._shared(*fields("I", body, 6)))
            case Kind.LABEL | Kind.RSTRING:
                self._put(body, self._text(record, 6))
            case Kind.BOOLERR:
                code, is_error = fields("BB", body, 6)
                self._put(body, _error(code) if is_error else bool(code))
            case Kind.FORMULA:
                self._take_formula(body)
            case Kind.STRING:
                self._take_formula_text(record)
            case _:
                self._take_shape(record.kind, body)

    def _put(self, body: bytes, value: Value) -> None:
        row, column, style = fields("HHH", body)
        self._set(row, column, style, value)

    def _set(self, row: int, column: int, style: int, value: Value) -> None:
        if value is None or value == "":
            return
        if column > _LAST_COLUMN:
            raise Damage("有不存在的列")
        self.cells[row + 1, column + 1] = Cell(value, None, self._facts.number_format(style))

    def _shared(self, index: int) -> str:
        if index >= len(self._facts.strings):
            raise Damage(f"有单元格指向不存在的字符串 {index}")
        return self._facts.strings[index]

    def _text(self, record: Record, offset: int) -> str:
        if self._facts.version == BIFF8:
            return StringCursor([record.body, *record.continued], offset).text()
        (length,) = fields("H", record.body, offset)
        raw = record.body[offset + 2 : offset + 2 + length]
        return byte_text(raw, self._facts.code_page)

    def _take_row_of_numbers(self, body: bytes) -> None:
        row, first = fields("HH", body)
        for index in range((len(body) - 6) // 6):
            style, number = fields("HI", body, 4 + 6 * index)
            self._set(row, first + index, style, _compressed(number))

    def _take_formula(self, body: bytes) -> None:
        row, column, style = fields("HHH", body)
        what, code, mark = fields("BxB3xH", body, 6)
        self._awaiting = None
        if mark != _NOT_A_NUMBER:
            self._put(body, _decimal(double(body, 6)))
        elif what == _RESULT_STRING:
            self._awaiting = (row, column, style)
        elif what == _RESULT_TRUTH:
            self._put(body, bool(code))
        elif what == _RESULT_ERROR:
            self._put(body, _error(code))

    def _take_formula_text(self, record: Record) -> None:
        if self._awaiting is not None:
            self._set(*self._awaiting, self._text(record, 0))
        self._awaiting = None

    def _take_shape(self, kind: int, body: bytes) -> None:
        match kind:
            case Kind.ROW:
                row, flags = fields("H10xH", body)
                if flags & _HIDDEN_ROW:
                    self._hidden_rows.add(row + 1)
            case Kind.COLINFO:
                first, last, flags = fields("HH4xH", body)
                if flags & _HIDDEN_COLUMN:
                    columns = range(first + 1, min(last, _LAST_COLUMN) + 2)
                    self._count(len(columns))
                    self._hidden_columns.update(columns)
            case Kind.MERGECELLS:
                (count,) = fields("H", body)
                self._count(count)
                for index in range(count):
                    top, bottom, left, right = fields("HHHH", body, 2 + 8 * index)
                    self._merged.append(Area(top + 1, left + 1, bottom + 1, right + 1))
            case Kind.PROTECT:
                self._is_protected = fields("H", body) == (1,)

    def _count(self, number: int) -> None:
        self._counted += number
        if self._counted > _AREA_LIMIT:
            raise OverflowError("合并区域或隐藏列过多")


def _compressed(number: int) -> Decimal:
    """Return an RK number: the upper thirty bits of a double, or an integer; either may be hundredths."""
    if number & 2:
        whole = Decimal((number >> 2) - ((number & 0x80000000) >> 1))
        return whole / 100 if number & 1 else whole
    upper = double(struct.pack("<II", 0, number & 0xFFFFFFFC), 0)
    return _decimal(upper / 100 if number & 1 else upper)


def _decimal(number: float) -> Decimal:
    return (
        Decimal(int(number))
        if number.is_integer() and abs(number) < 1e15
        else Decimal(repr(number))
    )


def _error(code: int) -> ErrorValue:
    return ErrorValue(_ERRORS.get(code, "#UNKNOWN!"))
