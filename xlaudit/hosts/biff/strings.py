"""Strings in records: one or two bytes a character, rich text and phonetics behind, cut anywhere by CONTINUE."""

from __future__ import annotations

from collections.abc import Sequence

from xlaudit.hosts.biff.records import Damage, fields

__all__ = ["StringCursor", "byte_text", "shared_strings"]

STRING_LIMIT = 2_000_000  # twice as many as there may be cells

_WIDE, _PHONETIC, _RICH = 0x01, 0x04, 0x08
_CODE_PAGES = {936: "gb18030", 950: "big5", 1200: "utf-16-le", 1252: "cp1252"}


class StringCursor:
    """Walks through a body and its continuations as through one; characters may change width at a cut."""

    def __init__(self, pieces: Sequence[bytes], offset: int = 0) -> None:
        self._pieces = pieces
        self._index = 0
        self._at = offset

    def bytes(self, count: int) -> bytes:
        """Return the next bytes.

        Raises:
            Damage: there are not so many.
        """
        taken = bytearray()
        while len(taken) < count:
            piece = self._pieces[self._index]
            part = piece[self._at : self._at + count - len(taken)]
            taken += part
            self._at += len(part)
            if len(taken) < count:
                self._next_piece()
        return bytes(taken)

    def text(self, length_layout: str = "H") -> str:
        """Return the next string, whose length is written as ``H`` (two bytes) or ``B`` (one).

        Raises:
            Damage: it is cut off.
        """
        (length,) = fields(length_layout, self.bytes(1 if length_layout == "B" else 2))
        (options,) = self.bytes(1)
        (runs,) = fields("H", self.bytes(2)) if options & _RICH else (0,)
        (phonetic,) = fields("I", self.bytes(4)) if options & _PHONETIC else (0,)
        text = self._characters(length, options)
        self.bytes(4 * runs)
        self.bytes(phonetic)
        return text

    def _characters(self, length: int, options: int) -> str:
        pieces: list[str] = []
        left = length
        while left:
            width = 2 if options & _WIDE else 1
            here = min(left, (len(self._pieces[self._index]) - self._at) // width)
            raw = self.bytes(here * width)
            pieces.append(raw.decode("utf-16-le" if width == 2 else "latin-1", "replace"))
            left -= here
            if left:
                self._next_piece()
                (options,) = self.bytes(1)  # every continuation says anew how wide it is
        return "".join(pieces)

    def _next_piece(self) -> None:
        if self._index + 1 >= len(self._pieces):
            raise Damage("有字符串残缺")
        self._index += 1
        self._at = 0


def shared_strings(pieces: Sequence[bytes]) -> list[str]:
    """Return the shared string table.

    Raises:
        Damage: it is cut off.
        OverflowError: there are more strings than ``STRING_LIMIT``.
    """
    _, count = fields("II", pieces[0])
    if count > STRING_LIMIT:
        raise OverflowError("字符串超过两百万个")
    cursor = StringCursor(pieces, 8)
    return [cursor.text() for _ in range(count)]


def byte_text(raw: bytes, code_page: int) -> str:
    """Return a string of the time before Unicode (BIFF5)."""
    return raw.decode(_CODE_PAGES.get(code_page, "gb18030"), "replace")
