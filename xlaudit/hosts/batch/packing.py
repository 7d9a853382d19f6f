"""A digest as bytes that a ledger can hold: what every summary asks for in front, the sentences behind.

A report of forty thousand characters has hundreds of sentences, nine tenths of its digest. Only their hashes
are compared; they themselves are unpacked where two departments are found to share some.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from dataclasses import replace

from xlaudit.county.digest import Digest, Sentence
from xlaudit.county.digest_json import (
    digest_from_json,
    digest_to_json,
    sentences_from_json,
    sentences_to_json,
)
from xlaudit.county.stored import StoredSentences, prints_of

__all__ = ["PACKING", "DamagedResultError", "packed", "unpacked"]

PACKING = 2
"""Raised with every change of what is packed, or how: a ledger of another number reads its files again."""

_LIMIT = 64 * 2**20  # bytes: a ledger is data, and may hold anything
_LENGTHS = struct.Struct(
    "<III"
)  # of the digest and of the sentences in bytes, and the number of sentences
_PRINT = 8  # bytes


class DamagedResultError(ValueError):
    """The bytes kept of a content are no digest: they are to be forgotten, and the workbook read again."""

    def __init__(self, content: str) -> None:
        super().__init__(content)
        self.content = content


def packed(digest: Digest) -> bytes:
    """Return a digest as bytes: the same digest gives the same ones."""
    prints = _little_endian(prints_of(digest.sentences))
    head = zlib.compress(digest_to_json(replace(digest, sentences=())), 1)
    tail = zlib.compress(sentences_to_json(digest.sentences), 1)
    lengths = _LENGTHS.pack(len(head), len(tail), len(prints))
    return b"".join((lengths, head, prints.tobytes(), tail))


def unpacked(payload: bytes, name: str, modified: str, content: str = "") -> Digest:
    """Return the digest that was packed, as that of the file ``name``; ``content`` is told in the error.

    Raises:
        DamagedResultError: it is none; of the sentences this comes out when they are asked for.
    """
    try:
        head, prints, tail = _parts(payload)
        digest = digest_from_json(_text(head))
    except ValueError as error:
        raise DamagedResultError(content) from error

    def sentences() -> tuple[Sentence, ...]:
        try:
            found = sentences_from_json(_text(tail))
        except ValueError as error:
            raise DamagedResultError(content) from error
        if prints_of(found) != prints:
            raise DamagedResultError(content)
        return found

    return replace(
        digest,
        stamp=replace(digest.stamp, source=name, modified=digest.stamp.modified or modified),
        sentences=StoredSentences(prints, sentences) if prints else (),
    )


def _parts(payload: bytes) -> tuple[bytes, array[int], bytes]:
    """Return the packed digest, the hashes and the packed sentences."""
    if len(payload) < _LENGTHS.size:
        raise ValueError("too short")
    head, tail, count = _LENGTHS.unpack_from(payload)
    first = _LENGTHS.size + head
    last = first + count * _PRINT
    if len(payload) != last + tail:
        raise ValueError("of another length")
    prints = array("Q", payload[first:last])
    return payload[_LENGTHS.size : first], _little_endian(prints), payload[last:]


def _little_endian(prints: array[int]) -> array[int]:
    """Return the hashes as every machine writes them, or what was written so as this one reads it."""
    if sys.byteorder == "little":
        return prints
    turned = array("Q", prints)
    turned.byteswap()
    return turned


def _text(data: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, _LIMIT)
    except zlib.error as error:
        raise ValueError("not packed") from error
    if not unpacking.eof:
        raise ValueError("cut short, or beyond all bounds")
    return text
