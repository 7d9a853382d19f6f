"""A digest as JSON text and back: the shape is read off the values' own annotations, once a type."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from xlaudit.county.digest import Digest

__all__ = ["digest_from_json", "digest_to_json"]

Plain = Any
"""What JSON holds: a list, a string, a number, a boolean or nothing."""


def digest_to_json(digest: Digest) -> str:
    """Return a digest as one line of JSON. The same digest gives the same text."""
    return json.dumps(_writer(Digest)(digest), ensure_ascii=False, separators=(",", ":"))


def digest_from_json(text: str) -> Digest:
    """Return the digest that the text was made from.

    Raises:
        ValueError: the text is no digest of this version; a ledger then reads the file again.
    """
    try:
        digest: Digest = _reader(Digest)(json.loads(text))
    except (TypeError, KeyError, IndexError, ArithmeticError, AttributeError) as error:
        raise ValueError("not a digest") from error
    return digest


@cache
def _writer(kind: Any) -> Callable[[Any], Plain]:
    """Return what turns a value of that type into plain JSON; values become lists in field order."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        write = _writer(_some(inner))
        return lambda value: None if value is None else write(value)
    if origin is tuple:
        item = _writer(inner[0])
        return lambda values: [item(value) for value in values]
    if _is_mapping(origin):
        key, value = map(_writer, inner)
        return lambda mapping: [[key(name), value(mapping[name])] for name in mapping]
    if is_dataclass(kind):
        parts = [(each, _writer(hint)) for each, hint in _fields(kind)]
        return lambda value: [write(getattr(value, name)) for name, write in parts]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda value: value.name
    return str if kind is Decimal else lambda value: value


@cache
def _reader(kind: Any) -> Callable[[Plain], Any]:
    """Return what turns plain JSON back into a value of that type."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        read = _reader(_some(inner))
        return lambda plain: None if plain is None else read(plain)
    if origin is tuple:
        item = _reader(inner[0])
        return lambda plain: tuple([item(each) for each in plain])
    if _is_mapping(origin):
        key, value = map(_reader, inner)
        return lambda plain: {key(name): value(each) for name, each in plain}
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_reader(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind.__getitem__
    return Decimal if kind is Decimal else lambda plain: _checked(plain, kind)


def _dataclass_reader(kind: type) -> Callable[[Plain], Any]:
    """Return what makes a value from the list of its fields. Most fields stand as they are: only their types
    are looked at, all at once, and a row of types that was right before is right again.
    """
    readers = [_reader(hint) for _, hint in _fields(kind)]
    count = len(readers)
    made = [
        (number, reader)
        for number, (reader, (_, hint)) in enumerate(zip(readers, _fields(kind), strict=True))
        if not _is_plain(hint)
    ]
    plain_only = [number for number in range(count) if number not in dict(made)]
    seen: set[tuple[type, ...]] = set()

    def check(plain: Plain) -> tuple[type, ...]:
        if not isinstance(plain, list) or len(plain) != count:
            raise ValueError(f"{kind.__name__} has {count} fields")
        for number in plain_only:
            readers[number](plain[number])
        return tuple(map(type, plain))

    def read(plain: Plain) -> Any:
        # The most frequent call of a large county: a row of types holds its length as well.
        if type(plain) is not list or tuple(map(type, plain)) not in seen:
            seen.add(check(plain))
        for number, reader in made:
            plain[number] = reader(plain[number])
        return kind(*plain)

    return read


def _is_plain(hint: Any) -> bool:
    """Return whether JSON holds values of that type as they are."""
    if get_origin(hint) in (Union, UnionType):
        return _is_plain(_some(get_args(hint)))
    return hint in (str, int, bool)


def _checked(plain: Plain, kind: type) -> Any:
    if not isinstance(plain, kind):
        raise TypeError(kind.__name__)
    return plain


def _fields(kind: Any) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(each.name, hints[each.name]) for each in fields(kind)]


def _some(kinds: tuple[Any, ...]) -> Any:
    """Return the one type of ``X | None``."""
    (some,) = (kind for kind in kinds if kind is not NoneType)
    return some


def _is_mapping(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)
