"""The records of a legacy workbook stream (BIFF5, BIFF8), read for what python-calamine does not tell.

Error cells (it shows them as empty), number formats, hidden rows and columns, protection; and the corners of
each sheet before calamine lays out the whole rectangle between them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum

from xlaudit.hosts.number_formats import BUILT_IN

__all__ = ["CELL_LIMIT", "LegacyBook", "LegacySheet", "read_records"]

CELL_LIMIT = 1_000_000


class _Kind(IntEnum):
    """Record numbers, by their names in MS-XLS."""

    BOF = 0x0809
    EOF = 0x000A
    FILEPASS = 0x002F
    DATE1904 = 0x0022
    BOUNDSHEET = 0x0085
    XF = 0x00E0
    FORMAT = 0x041E
    ROW = 0x0208
    COLINFO = 0x007D
    PROTECT = 0x0012
    NUMBER = 0x0203
    RK = 0x027E
    MULRK = 0x00BD
    LABEL = 0x0204
    LABELSST = 0x00FD
    RSTRING = 0x00D6
    BOOLERR = 0x0205
    FORMULA = 0x0006


_CELLS = {
    _Kind.NUMBER,
    _Kind.RK,
    _Kind.LABEL,
    _Kind.LABELSST,
    _Kind.RSTRING,
    _Kind.BOOLERR,
    _Kind.FORMULA,
}
_BIFF8 = 0x0600
_STATES = ("visible", "hidden", "veryHidden")
_MACRO_SHEET = 1
_HIDDEN_ROW = 0x20
_HIDDEN_COLUMN = 0x01
_LAST_COLUMN = 255
_NOT_A_NUMBER = 0xFFFF  # in the last two bytes of a result: it is a string, a truth or an error
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
class LegacySheet:
    """What the records say about a sheet; cells are keyed by row and column counted from 1."""

    state: str = "visible"
    is_macro: bool = False
    is_protected: bool = False
    styles: dict[tuple[int, int], int] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def area(self) -> int:
        """The number of cells in the rectangle from A1 to the last row and column that hold something."""
        if not self.styles:
            return 0
        return max(row for row, _ in self.styles) * max(column for _, column in self.styles)


@dataclass(slots=True)
class LegacyBook:
    """What the records say about a workbook, its sheets in the order of its list."""

    sheets: list[LegacySheet] = field(default_factory=list)
    is_encrypted: bool = False
    date1904: bool = False
    formats: dict[int, str] = field(default_factory=dict)
    style_formats: list[int] = field(default_factory=list)

    def number_format(self, style: int) -> str:
        """Return the number format of a style index."""
        number = self.style_formats[style] if style < len(self.style_formats) else 0
        return self.formats.get(number) or BUILT_IN.get(number, "General")


def read_records(stream: bytes) -> LegacyBook:
    """Return what the records of a workbook stream say; records that are too short are passed over.

    Raises:
        OverflowError: there are more cells than ``CELL_LIMIT``.
    """
    reader = _RecordReader()
    for offset, kind, body in _records(stream):
        with suppress(struct.error):
            reader.take(offset, kind, body)
        if reader.cells > CELL_LIMIT:
            raise OverflowError
        if reader.book.is_encrypted:
            break  # what follows is noise
    return reader.book


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    offset = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        yield offset, kind, stream[offset + 4 : offset + 4 + length]
        offset += 4 + length


class _RecordReader:
    def __init__(self) -> None:
        self.book = LegacyBook()
        self.cells = 0
        self._version = _BIFF8
        self._begins: dict[int, LegacySheet] = {}
        self._open: list[LegacySheet | None] = []  # a chart in a sheet is a stream in a stream

    def take(self, offset: int, kind: int, body: bytes) -> None:
        if kind == _Kind.BOF:
            if not self._open:
                (self._version,) = struct.unpack_from("<H", body)
            self._open.append(self._begins.get(offset))
        elif kind == _Kind.EOF:
            del self._open[-1:]
        elif self._open and self._open[-1] is not None:
            self.cells += _take_from_sheet(self._open[-1], kind, body)
        elif len(self._open) == 1:
            self._take_from_globals(kind, body)

    def _take_from_globals(self, kind: int, body: bytes) -> None:
        book = self.book
        match kind:
            case _Kind.BOUNDSHEET:
                begin, state, what = struct.unpack_from("<IBB", body)
                sheet = LegacySheet(_STATES[min(state & 3, 2)], what == _MACRO_SHEET)
                book.sheets.append(sheet)
                self._begins[begin] = sheet
            case _Kind.FILEPASS:
                book.is_encrypted = True
            case _Kind.DATE1904:
                book.date1904 = struct.unpack_from("<H", body) == (1,)
            case _Kind.XF:
                _, number = struct.unpack_from("<HH", body)
                book.style_formats.append(number)
            case _Kind.FORMAT:
                (number,) = struct.unpack_from("<H", body)
                book.formats[number] = _format_text(body[2:], self._version)


def _format_text(body: bytes, version: int) -> str:
    if version != _BIFF8:
        return body[1 : 1 + body[0]].decode("gb18030", "replace") if body else ""
    length, options = struct.unpack_from("<HB", body)
    if options & 1:
        return body[3 : 3 + 2 * length].decode("utf-16-le", "replace")
    return body[3 : 3 + length].decode("latin-1")


def _take_from_sheet(sheet: LegacySheet, kind: int, body: bytes) -> int:
    """Take in one record; return how many cells it holds."""
    if kind in _CELLS:
        row, column, style = struct.unpack_from("<HHH", body)
        place = (row + 1, column + 1)
        sheet.styles[place] = style
        error = _error_code(kind, body)
        if error is not None:
            sheet.errors[place] = _ERRORS.get(error, "#UNKNOWN!")
        return 1
    match kind:
        case _Kind.MULRK:
            row, first = struct.unpack_from("<HH", body)
            count = (len(body) - 6) // 6
            for index in range(count):
                (style,) = struct.unpack_from("<H", body, 4 + 6 * index)
                sheet.styles[row + 1, first + index + 1] = style
            return count
        case _Kind.ROW:
            row, flags = struct.unpack_from("<H10xH", body)
            if flags & _HIDDEN_ROW:
                sheet.hidden_rows.add(row + 1)
        case _Kind.COLINFO:
            first, last, flags = struct.unpack_from("<HH4xH", body)
            if flags & _HIDDEN_COLUMN:
                sheet.hidden_columns.update(range(first + 1, min(last, _LAST_COLUMN) + 2))
        case _Kind.PROTECT:
            sheet.is_protected = struct.unpack_from("<H", body) == (1,)
    return 0


def _error_code(kind: int, body: bytes) -> int | None:
    if kind == _Kind.BOOLERR:
        code, is_error = struct.unpack_from("<BB", body, 6)
        return int(code) if is_error else None
    if kind == _Kind.FORMULA:
        what, code, mark = struct.unpack_from("<BxB3xH", body, 6)
        return int(code) if (what, mark) == (2, _NOT_A_NUMBER) else None
    return None
