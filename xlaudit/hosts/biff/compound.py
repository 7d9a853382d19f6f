"""The compound file (OLE) around legacy workbooks and encrypted ones: which streams it has, and their bytes."""

from __future__ import annotations

import struct
from typing import NamedTuple

from xlaudit.errors import WorkbookError
from xlaudit.hosts.faults import unreadable

__all__ = ["COMPOUND_MAGIC", "CompoundFile"]

COMPOUND_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER_SECTORS = 109  # sectors of the allocation table that the header itself lists
_ENTRY_SIZE = 128
_LAST_REAL_SECTOR = 0xFFFFFFF9  # beyond it are marks: free, end of chain
_STREAM = 2
_NONE = 0xFFFFFFFF


class _Entry(NamedTuple):
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """The directory of a compound file, by name, and its streams."""

    def __init__(self, data: bytes, name: str) -> None:
        """Read the allocation table and the directory.

        Raises:
            WorkbookError: the file is damaged.
        """
        self._data = data
        self._name = name
        try:
            shift, mini_shift = struct.unpack_from("<HH", data, 30)
            directory, cutoff, mini_start = struct.unpack_from("<I4xII", data, 48)
        except struct.error as error:
            raise self._damage() from error
        if shift not in {9, 12} or mini_shift != 6:
            raise self._damage()
        self._sector_size = 1 << shift
        self._mini_size = 1 << mini_shift
        self._cutoff = cutoff
        self._table = self._allocation_table()
        listed = self._chain(directory)
        self._directory = [
            _entry(listed[begin : begin + _ENTRY_SIZE])
            for begin in range(0, len(listed), _ENTRY_SIZE)
        ]
        if not self._directory:
            raise self._damage()
        self._entries = self._outermost()
        self._mini_table = _numbers(self._chain(mini_start))
        self._mini_stream = self._chain(self._directory[0].start)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream.

        Raises:
            WorkbookError: it is missing or shorter than its entry says.
        """
        entry = self._entries.get(name)
        if entry is None or entry.kind != _STREAM:
            raise self._damage()
        content = (
            self._mini_chain(entry.start) if entry.size < self._cutoff else self._chain(entry.start)
        )
        if len(content) < entry.size:
            raise self._damage()
        return content[: entry.size]

    def _damage(self) -> WorkbookError:
        return unreadable(self._name, "文件残缺，内部目录读不出来")

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_size
        sector = self._data[start : start + self._sector_size]
        if not sector:
            raise self._damage()
        return sector.ljust(self._sector_size, b"\0")  # the last one may be cut short

    def _allocation_table(self) -> tuple[int, ...]:
        try:
            sectors = list(struct.unpack_from(f"<{_HEADER_SECTORS}I", self._data, 76))
            more, count = struct.unpack_from("<II", self._data, 68)
        except struct.error as error:
            raise self._damage() from error
        for _ in range(min(count, len(self._data) // self._sector_size)):
            *listed, more = _numbers(self._sector(more))
            sectors += listed
        used = [number for number in sectors if number < _LAST_REAL_SECTOR]
        if len(used) > len(self._data) // self._sector_size:
            raise self._damage()
        return _numbers(b"".join(self._sector(number) for number in used))

    def _chain(self, start: int) -> bytes:
        pieces: list[bytes] = []
        number = start
        while number < _LAST_REAL_SECTOR:
            # A chain that is longer than the table goes in a circle.
            if number >= len(self._table) or len(pieces) > len(self._table):
                raise self._damage()
            pieces.append(self._sector(number))
            number = self._table[number]
        return b"".join(pieces)

    def _mini_chain(self, start: int) -> bytes:
        pieces: list[bytes] = []
        number = start
        while number < _LAST_REAL_SECTOR:
            if number >= len(self._mini_table) or len(pieces) > len(self._mini_table):
                raise self._damage()
            begin = number * self._mini_size
            pieces.append(self._mini_stream[begin : begin + self._mini_size])
            number = self._mini_table[number]
        return b"".join(pieces)

    def _outermost(self) -> dict[str, _Entry]:
        """Return the entries of the root: an embedded document has streams of the same names further in."""
        found: dict[str, _Entry] = {}
        seen = {_NONE}
        ahead = [self._directory[0].child]
        while ahead:
            number = ahead.pop()
            if number in seen or number >= len(self._directory):
                continue
            seen.add(number)
            entry = self._directory[number]
            found[entry.name] = entry
            ahead += [entry.left, entry.right]
        return found


def _entry(content: bytes) -> _Entry:
    length, kind = struct.unpack_from("<HB", content, 64)
    left, right, child = struct.unpack_from("<III", content, 68)
    start, size = struct.unpack_from("<II", content, 116)
    name = content[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    return _Entry(name, kind, left, right, child, start, size)


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content)
