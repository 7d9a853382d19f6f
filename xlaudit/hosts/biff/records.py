"""The records of a legacy workbook stream (BIFF5, BIFF8), one after the other, with what continues them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from enum import IntEnum
from math import isfinite
from typing import Any, NamedTuple

__all__ = ["Damage", "Kind", "Record", "double", "fields", "records"]


class Kind(IntEnum):
    """Record numbers, by their names in MS-XLS."""

    BOF = 0x0809
    EOF = 0x000A
    CONTINUE = 0x003C
    FILEPASS = 0x002F
    CODEPAGE = 0x0042
    DATE1904 = 0x0022
    BOUNDSHEET = 0x0085
    XF = 0x00E0
    FORMAT = 0x041E
    SST = 0x00FC
    ROW = 0x0208
    COLINFO = 0x007D
    PROTECT = 0x0012
    MERGECELLS = 0x00E5
    NUMBER = 0x0203
    RK = 0x027E
    MULRK = 0x00BD
    LABEL = 0x0204
    LABELSST = 0x00FD
    RSTRING = 0x00D6
    BOOLERR = 0x0205
    FORMULA = 0x0006
    STRING = 0x0207


class Damage(ValueError):  # noqa: N818 - what it says is that the stream is damaged, not that we erred
    """A record that cannot be; the text continues a Chinese sentence."""


class Record(NamedTuple):
    """One record: where it begins in the stream, its number, its body and those that continue it."""

    offset: int
    kind: int
    body: bytes
    continued: list[bytes]


def records(stream: bytes) -> Iterator[Record]:
    """Give the records up to the end of the stream, or up to one that is cut off."""
    record: Record | None = None
    offset = 0
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        body = stream[offset + 4 : offset + 4 + length]
        if len(body) < length:
            break  # behind the last sheet this is harmless; inside one, its end will be missed
        if kind == Kind.CONTINUE and record is not None:
            record.continued.append(body)
        else:
            if record is not None:
                yield record
            record = Record(offset, kind, body, [])
        offset += 4 + length
    if record is not None:
        yield record


def fields(layout: str, body: bytes, offset: int = 0) -> tuple[int, ...]:
    """Return the numbers in a body, little-endian.

    Raises:
        Damage: the body is too short.
    """
    return _unpacked(layout, body, offset)


def double(body: bytes, offset: int) -> float:
    """Return a floating-point number in a body.

    Raises:
        Damage: the body is too short, or it holds no number.
    """
    (number,) = _unpacked("d", body, offset)
    if not isfinite(number):
        raise Damage("有单元格的数值不是数字")
    return float(number)


def _unpacked(layout: str, body: bytes, offset: int) -> tuple[Any, ...]:
    try:
        return struct.unpack_from(f"<{layout}", body, offset)
    except struct.error as error:
        raise Damage("有记录残缺") from error
