"""Compound files and legacy workbook streams made by hand, from MS-CFB and MS-XLS."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from itertools import pairwise

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5

Streams = Mapping[str, "bytes | Streams"]


def compound(streams: Streams) -> bytes:
    """Return a compound file; a nested mapping is a storage. Streams under 4096 bytes are mini streams."""
    sectors: list[bytes] = [b""]  # the first one is the allocation table
    following: list[int] = [TABLE]
    small: list[bytes] = []
    small_following: list[int] = []

    def stored(content: bytes, size: int, pieces: list[bytes], chain: list[int]) -> int:
        start = len(pieces)
        count = max(1, -(-len(content) // size))
        for number in range(count):
            pieces.append(content[number * size : (number + 1) * size].ljust(size, b"\0"))
            chain.append(start + number + 1 if number < count - 1 else END)
        return start

    entries: list[list[object]] = [["Root Entry", ROOT, FREE, FREE, FREE, END, 0]]

    def listed(level: Streams) -> int:
        numbers = []
        for name, content in level.items():
            entry: list[object]
            if isinstance(content, bytes):
                where = (MINI, small, small_following) if len(content) < CUTOFF else None
                size, pieces, chain = where or (SECTOR, sectors, following)
                start = stored(content, size, pieces, chain)
                entry = [name, STREAM, FREE, FREE, FREE, start, len(content)]
                entries.append(entry)
                numbers.append(len(entries) - 1)
            else:
                entry = [name, STORAGE, FREE, FREE, FREE, 0, 0]
                entries.append(entry)
                numbers.append(len(entries) - 1)
                entry[4] = listed(content)
        for number, right in pairwise(numbers):
            entries[number][3] = right
        return numbers[0] if numbers else FREE

    entries[0][4] = listed(streams)
    mini_table = END
    if small:
        entries[0][6] = len(small) * MINI
        entries[0][5] = stored(b"".join(small), SECTOR, sectors, following)
        table = struct.pack(f"<{len(small_following)}I", *small_following)
        mini_table = stored(table + b"\xff" * (-len(table) % SECTOR), SECTOR, sectors, following)
    directory = b"".join(directory_entry(*entry) for entry in entries)
    directory_start = stored(directory, SECTOR, sectors, following)
    assert len(following) <= SECTOR // 4, "one sector of allocation table is enough for tests"
    sectors[0] = struct.pack(f"<{len(following)}I", *following).ljust(SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xII I I I II II",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1),
        directory_start,
        0,
        CUTOFF,
        *(mini_table, 0 if mini_table == END else 1),
        *(END, 0),
    )
    listed_sectors = struct.pack("<109I", 0, *[FREE] * 108)
    return header + listed_sectors + b"".join(sectors)


def directory_entry(
    name: str, kind: int, left: int, right: int, child: int, start: int, size: int
) -> bytes:
    encoded = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIII", encoded, len(encoded) + 2, kind, 1, left, right, child, start, size, 0
    )


def record(kind: int, body: bytes = b"") -> bytes:
    """Return one record of a workbook stream."""
    return struct.pack("<HH", kind, len(body)) + body


def unicode(text: str, length: str = "<H") -> bytes:
    return struct.pack(length, len(text)) + b"\x01" + text.encode("utf-16-le")


def begin(kind: int) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def label(row: int, column: int, text: str, style: int = 0) -> bytes:
    return record(0x0204, struct.pack("<HHH", row, column, style) + unicode(text))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def error(row: int, column: int, code: int, *, is_error: bool = True) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, code, is_error))


def formula(row: int, column: int, result: bytes) -> bytes:
    """Return a formula cell; its expression is the constant 1."""
    tokens = b"\x1e\x01\x00"
    return record(
        0x0006,
        struct.pack("<HHH", row, column, 0) + result + struct.pack("<HIH", 0, 0, 3) + tokens,
    )


def workbook_stream(
    sheets: Iterable[tuple[str, int, bytes]], *, formats: Mapping[int, str], more: bytes = b""
) -> bytes:
    """Return a stream of sheets (name, state, records) with one style for General and each format."""
    sheets = list(sheets)
    settings = more + record(0x0042, struct.pack("<H", 1200))
    for index, text in formats.items():
        settings += record(0x041E, struct.pack("<H", index) + unicode(text))
    for index in (0, *formats):
        settings += record(0x00E0, struct.pack("<HH", 0, index).ljust(20, b"\0"))
    names = [unicode(name, "<B") for name, _, _ in sheets]
    length = len(begin(5)) + len(settings) + sum(10 + len(name) for name in names) + 4
    listed = b""
    contents = b""
    for (_, state, cells), name in zip(sheets, names, strict=True):
        listed += record(0x0085, struct.pack("<IBB", length + len(contents), state, 0) + name)
        contents += begin(0x10) + cells + record(0x000A)
    return begin(5) + settings + listed + record(0x000A) + contents
