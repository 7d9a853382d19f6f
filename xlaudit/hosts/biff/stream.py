"""The whole workbook stream: the list of sheets, what they share, and each sheet's own records."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlaudit.hosts.biff.records import Damage, Kind, Record, fields, records
from xlaudit.hosts.biff.sheets import BIFF8, BookFacts, SheetRecords
from xlaudit.hosts.biff.strings import StringCursor, byte_text, shared_strings
from xlaudit.workbook.snapshot import Sheet

__all__ = ["LegacyBook", "read_stream"]

CELL_LIMIT = 1_000_000
_SHEET_LIMIT = 10_000

_STATES = ("visible", "hidden", "veryHidden", "hidden")
_WORKSHEET, _MACRO_SHEET = 0, 1


@dataclass(slots=True)
class LegacyBook:
    """What a workbook stream says. An encrypted one says nothing more."""

    sheets: list[Sheet] = field(default_factory=list)
    is_encrypted: bool = False
    has_macro_sheets: bool = False
    date1904: bool = False


def read_stream(stream: bytes) -> LegacyBook:
    """Read a workbook stream.

    Raises:
        Damage: the stream is cut off or contradicts itself.
        OverflowError: there is more in it than any form has.
    """
    reader = _StreamReader()
    for record in records(stream):
        reader.take(record)
        if reader.book.is_encrypted:
            return reader.book  # what follows is noise
    return reader.finished()


class _StreamReader:
    def __init__(self) -> None:
        self.book = LegacyBook()
        self._facts = BookFacts()
        self._sheets: dict[int, SheetRecords] = {}  # by where they begin
        self._unopened: dict[int, str] = {}
        self._open: list[SheetRecords | None] = []  # a chart in a sheet is a stream in a stream
        self._cells = 0
        self._has_globals = False  # the first stream is over

    def take(self, record: Record) -> None:
        if record.kind == Kind.BOF:
            if not self._open and not self._sheets:
                (self._facts.version,) = fields("H", record.body)
            self._unopened.pop(record.offset, None)
            self._open.append(self._sheets.get(record.offset))
        elif record.kind == Kind.EOF:
            self._close()
        elif self._open and self._open[-1] is not None:
            self._open[-1].take(record)
            if self._cells + len(self._open[-1].cells) > CELL_LIMIT:
                raise OverflowError("单元格超过一百万个")
        elif len(self._open) == 1 and not self._has_globals:
            self._take_from_globals(record)

    def finished(self) -> LegacyBook:
        """Return the book once all its records were taken."""
        for name in self._unopened.values():
            raise Damage(f"找不到工作表“{name}”的内容")
        if self._open:
            raise Damage("内容残缺，没有结尾")
        self.book.sheets = [sheet.sheet() for sheet in self._sheets.values()]
        return self.book

    def _close(self) -> None:
        if self._open:
            closed = self._open.pop()
            self._cells += len(closed.cells) if closed is not None else 0
            self._has_globals |= not self._open

    def _take_from_globals(self, record: Record) -> None:
        facts, body = self._facts, record.body
        match record.kind:
            case Kind.FILEPASS:
                self.book.is_encrypted = True
            case Kind.DATE1904:
                self.book.date1904 = fields("H", body) == (1,)
            case Kind.CODEPAGE:
                (facts.code_page,) = fields("H", body)
            case Kind.BOUNDSHEET:
                self._list_sheet(record)
            case Kind.XF:
                facts.styles.append(fields("HH", body)[1])
            case Kind.FORMAT:
                (number,) = fields("H", body)
                facts.formats[number] = self._text(record, 2, wide_length=True)
            case Kind.SST:
                facts.strings = shared_strings([body, *record.continued])

    def _list_sheet(self, record: Record) -> None:
        begin, state, kind = fields("IBB", record.body)
        name = self._text(record, 6, wide_length=False)
        self.book.has_macro_sheets |= kind == _MACRO_SHEET
        if kind != _WORKSHEET:
            return
        if begin in self._sheets:
            raise Damage(f"工作表“{name}”出现了两次")
        self._sheets[begin] = SheetRecords(name, _STATES[state & 3], self._facts)
        self._unopened[begin] = name
        if len(self._sheets) > _SHEET_LIMIT:
            raise OverflowError("工作表超过一万个")

    def _text(self, record: Record, offset: int, *, wide_length: bool) -> str:
        """Return a string; before BIFF8 its length is always one byte."""
        if self._facts.version == BIFF8:
            cursor = StringCursor([record.body, *record.continued], offset)
            return cursor.text("H" if wide_length else "B")
        (length,) = fields("B", record.body, offset)
        return byte_text(record.body[offset + 1 : offset + 1 + length], self._facts.code_page)
