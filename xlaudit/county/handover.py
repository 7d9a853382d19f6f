"""What a summary hands up to the next level, as JSON text inside the summary workbook.

``xlaudit.handover/1``

    schema, version     "xlaudit.handover/1"; the version of xlaudit
    name, year          of the region; year null where its departments have several
    schemes[]           {id, title, region, year, status, total, grades[], fingerprint}
    tally               the fields of ``Tally`` by name: amounts in 元 and scores in 分 as strings, counts as
                        numbers, scores as {"92.73": how many departments}, severities by their English names

The cells that people read show rounded means; sums cannot be had from those, and a median not at all.
Unknown keys are passed over, so that a later version may add some.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from xlaudit.checks.finding import Severity
from xlaudit.county.digest import SchemeStamp
from xlaudit.county.tally import Tally

__all__ = ["SCHEMA", "Handover", "handover_from_json", "handover_to_json"]

SCHEMA = "xlaudit.handover/1"

_Json = dict[str, Any]

# What a float can hold and its square: an exponent could ask for a number of a billion digits.
_NUMBER = re.compile(r"-?[0-9]{1,640}(\.[0-9]{1,640})?")


@dataclass(frozen=True, slots=True)
class Handover:
    """A region's tally, and what it is the tally of."""

    name: str
    year: int | None
    schemes: tuple[SchemeStamp, ...]
    tally: Tally
    version: str  # of xlaudit


def handover_to_json(handover: Handover) -> str:
    """Return the text; the same handover gives the same text."""
    value = {
        "schema": SCHEMA,
        "version": handover.version,
        "name": handover.name,
        "year": handover.year,
        "schemes": [_plain_fields(each) for each in handover.schemes],
        "tally": _plain_fields(handover.tally),
    }
    return json.dumps(value, separators=(",", ":"))


def handover_from_json(text: str) -> Handover:
    """Return the handover that the text was made from.

    Raises:
        ValueError: the text is none, or of a schema that this version does not know.
    """
    try:
        value = json.loads(text)
        if value["schema"] != SCHEMA:
            raise ValueError(value["schema"])
        return Handover(
            name=_exact(value["name"], str),
            year=_year(value["year"]),
            schemes=tuple(_scheme(each) for each in value["schemes"]),
            tally=_tally(value["tally"]),
            version=_exact(value["version"], str),
        )
    except (TypeError, KeyError, ArithmeticError, AttributeError, RecursionError) as error:
        raise ValueError("not a handover") from error


def _plain_fields(value: Any) -> _Json:
    return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return format(value, "f")
        case Mapping():
            pairs = sorted((_key(key), number) for key, number in value.items())
            return dict(pairs)
        case tuple():
            return list(value)
    return value


def _key(key: Any) -> str:
    return key.name.lower() if isinstance(key, Severity) else str(_plain(key))


def _scheme(value: _Json) -> SchemeStamp:
    return SchemeStamp(
        id=_exact(value["id"], str),
        title=_exact(value["title"], str),
        region=_exact(value["region"], str),
        year=_year(value["year"]),
        status=_exact(value["status"], str),
        total=None if value["total"] is None else _number(value["total"]),
        grades=tuple(_exact(each, str) for each in value["grades"]),
        fingerprint=_exact(value["fingerprint"], str),
    )


_COUNTS = ("units", "missing", "unreadable", "stated", "unchecked")
_SUMS = (
    "initial_budget",
    "budget",
    "spent",
    "rated_budget",
    "rated_spent",
    "stated_sum",
    "weight",
    "weighted",
)


def _tally(value: _Json) -> Tally:
    numbers: _Json = {
        **{name: _count(value[name]) for name in _COUNTS},
        **{name: _number(value[name]) for name in _SUMS},
    }
    return Tally(
        due=None if value["due"] is None else _count(value["due"]),
        scores=_numbered(value["scores"], _number),
        stated_grades=_numbered(value["stated_grades"], str),
        grades=_numbered(value["grades"], str),
        severities=_numbered(value["severities"], lambda name: Severity[name.upper()]),
        summaries=tuple(_exact(each, str) for each in value["summaries"]),
        regions=tuple(_exact(each, str) for each in value["regions"]),
        **numbers,
    )


def _numbered(value: _Json, key: Callable[[str], Any]) -> Mapping[Any, int]:
    return {key(name): _count(number) for name, number in value.items()}


def _number(value: object) -> Decimal:
    text = _exact(value, str)
    if not _NUMBER.fullmatch(text):
        raise ValueError(text[:80])
    return Decimal(text)


def _count(value: object) -> int:
    number: int = _exact(value, int)
    if number < 0:
        raise ValueError(value)
    return number


def _year(value: object) -> int | None:
    return None if value is None else _count(value)


def _exact(value: Any, kind: type) -> Any:
    """Return the value where it is of just that type; true is no number."""
    if type(value) is not kind:
        raise TypeError(kind.__name__)
    return value
