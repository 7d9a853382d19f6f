"""What a table of a summary is made of: columns, each said once, and rows that are walked, not held."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from xlaudit.county.digest import SchemeStamp
from xlaudit.county.model import CountySummary

__all__ = [
    "Column",
    "Kind",
    "Table",
    "Value",
    "count",
    "decimal",
    "flag",
    "grades",
    "moment",
    "one_of",
    "rank",
    "text",
    "word",
]

Value = str | int | Decimal | bool | datetime | None

# Half a character of a pair cannot be written in any encoding, and a zero byte ends a text for many readers.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
_LARGEST = 2**63 - 1


class Kind(Enum):
    """What a column holds."""

    TEXT = "string"
    COUNT = "count"
    DECIMAL = "decimal"
    WORD = "word"  # one of the column's words
    RANK = "rank"  # likewise, and the words rise in their order
    FLAG = "flag"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``words`` are the values of a WORD or RANK in their order, given the summary."""

    name: str
    heading: str
    kind: Kind
    value: Callable[[Any], Value]
    unit: str = ""
    words: Callable[[CountySummary], tuple[str, ...]] | None = None

    @property
    def title(self) -> str:
        """The Chinese heading with its unit: 执行数（元）."""
        return f"{self.heading}（{self.unit}）" if self.unit else self.heading


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``rows`` goes through a summary without holding it."""

    name: str
    heading: str
    columns: tuple[Column, ...]
    rows: Callable[[CountySummary], Iterator[Any]]

    def records(self, summary: CountySummary) -> Iterator[tuple[Value, ...]]:
        """Yield the values of each row in the order of the columns."""
        getters = [each.value for each in self.columns]
        for row in self.rows(summary):
            yield tuple([_writable(getter(row)) for getter in getters])


def _writable(value: Value) -> Value:
    match value:
        case str():
            return _UNWRITABLE.sub("�", value) or None
        case int() if abs(value) > _LARGEST:
            return None  # a “year” of twenty digits counts nothing
    return value


def text(name: str, heading: str, value: Callable[[Any], str | None]) -> Column:
    """Return a column of text; empty text is no value."""
    return Column(name, heading, Kind.TEXT, value)


def count(name: str, heading: str, value: Callable[[Any], int | None], unit: str = "") -> Column:
    """Return a column of whole numbers."""
    return Column(name, heading, Kind.COUNT, value, unit)


def decimal(name: str, heading: str, unit: str, value: Callable[[Any], Decimal | None]) -> Column:
    """Return a column of exact numbers."""
    return Column(name, heading, Kind.DECIMAL, value, unit)


def flag(name: str, heading: str, value: Callable[[Any], bool]) -> Column:
    """Return a column of yes and no."""
    return Column(name, heading, Kind.FLAG, value)


def word(
    name: str,
    heading: str,
    value: Callable[[Any], str | None],
    words: Callable[[CountySummary], tuple[str, ...]],
) -> Column:
    """Return a column that holds one of a few words."""
    return Column(name, heading, Kind.WORD, value, words=words)


def rank(
    name: str,
    heading: str,
    value: Callable[[Any], str | None],
    words: Callable[[CountySummary], tuple[str, ...]],
) -> Column:
    """Return a column whose words can be compared: the later, the better, graver or larger."""
    return Column(name, heading, Kind.RANK, value, words=words)


def moment(name: str, heading: str, unit: str, value: Callable[[Any], datetime | None]) -> Column:
    """Return a column of moments."""
    return Column(name, heading, Kind.TIME, value, unit)


def one_of(members: Iterable[Enum]) -> Callable[[CountySummary], tuple[str, ...]]:
    """Return the words of an enumeration, in the order given."""
    every = tuple(each.value for each in members)
    return lambda _: every


def grades(summary: CountySummary) -> tuple[str, ...]:
    """Return the grades from the worst to the best; one that no scheme knows stands in front."""
    stamps: tuple[SchemeStamp, ...] = summary.schemes or tuple(
        digest.scheme for digest in summary.digests
    )
    known = dict.fromkeys(grade for stamp in stamps for grade in stamp.grades)
    seen = {grade for each in summary.departments for grade in (each.stated_grade, each.grade)}
    return (*sorted(seen - {"", *known}), *reversed(known))
