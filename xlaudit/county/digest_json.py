"""A digest as JSON text and back: types and shape are checked on the way, by the digest's own annotations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

import msgspec

from xlaudit.county.digest import Digest, Sentence

__all__ = ["digest_from_json", "digest_to_json", "sentences_from_json", "sentences_to_json"]


def digest_to_json(digest: Digest) -> bytes:
    """Return a digest as one line of JSON in UTF-8. The same digest gives the same text."""
    return _encoder().encode(digest)


def digest_from_json(text: bytes | str) -> Digest:
    """Return the digest that the text was made from.

    Raises:
        ValueError: the text is no digest of this version; a ledger then reads the file again.
    """
    digest: Digest = _decoded(Digest, text)
    return replace(digest, sentences=tuple(digest.sentences))


def sentences_to_json(sentences: Iterable[Sentence]) -> bytes:
    """Return sentences as one line of JSON in UTF-8."""
    return _encoder().encode(tuple(sentences))


def sentences_from_json(text: bytes) -> tuple[Sentence, ...]:
    """Return the sentences that the text was made from.

    Raises:
        ValueError: the text is none.
    """
    sentences: tuple[Sentence, ...] = _decoded(tuple[Sentence, ...], text)
    return sentences


def _decoded(kind: Any, text: bytes | str) -> Any:
    try:
        return _decoder(kind).decode(text)
    except (msgspec.DecodeError, ArithmeticError, RecursionError) as error:
        raise ValueError("not a digest") from error


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


@cache
def _encoder() -> msgspec.json.Encoder:
    return msgspec.json.Encoder(enc_hook=_plain)


def _plain(value: Any) -> Any:
    """Return what JSON knows for a value that it does not."""
    if isinstance(value, MappingProxyType):
        return dict(value)
    if isinstance(value, Sequence):
        return tuple(value)
    raise TypeError(type(value).__name__)
