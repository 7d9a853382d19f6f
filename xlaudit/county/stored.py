"""Sentences that stay packed until somebody asks: most departments share none with another one."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import overload

from xlaudit.county.digest import Sentence

__all__ = ["StoredSentences", "prints_of", "sentence_print"]

_BITS = 2**64 - 1


class StoredSentences(Sequence[Sentence]):
    """The sentences of a digest, known by their hashes; ``read`` fetches them anew each time."""

    __slots__ = ("_read", "prints")

    def __init__(self, prints: array[int], read: Callable[[], tuple[Sentence, ...]]) -> None:
        self.prints = prints
        self._read = read

    def __len__(self) -> int:
        return len(self.prints)

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self._read())

    @overload
    def __getitem__(self, index: int) -> Sentence: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Sentence, ...]: ...

    def __getitem__(self, index: int | slice) -> Sentence | tuple[Sentence, ...]:
        return self._read()[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as a list has none


def prints_of(sentences: Sequence[Sentence]) -> array[int]:
    """Return the hashes of sentences, one each, without reading those that are stored."""
    if isinstance(sentences, StoredSentences):
        return sentences.prints
    return array("Q", map(sentence_print, sentences))


def sentence_print(sentence: Sentence) -> int:
    """Return the hash of a sentence as a number of 64 bits."""
    try:
        return int(sentence.print, 16) & _BITS
    except ValueError:
        data = sentence.print.encode("utf-8", "replace")
        return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest())
