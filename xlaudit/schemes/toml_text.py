"""A scheme → the text of a TOML file, which ``parse_scheme`` reads back as the same scheme."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal

from xlaudit.numbers.plain import plain
from xlaudit.schemes.document import document_of
from xlaudit.schemes.load import shared_facts
from xlaudit.schemes.schema import Scheme

__all__ = ["to_toml"]

_HEADINGS = {
    "grades": "等级",
    "reasons": "必须说明原因的情形",
    "blocks": "一级指标",
    "indicators": "指标",
    "facts": "本方案改写或增加的口径",
}


def to_toml(scheme: Scheme) -> str:
    """Print a scheme as a file that stands by itself; facts that all schemes share are left out."""
    document = document_of(scheme)
    empty: dict[str, object] = {"also": [], "unit": "", "definitions": []}
    common = [empty | fact for fact in shared_facts()]
    facts = document.get("facts", [])
    assert isinstance(facts, list)
    document["facts"] = [fact for fact in facts if fact not in common]
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Mapping[str, object]) -> Iterator[str]:
    for key, value in document.items():
        if key not in _HEADINGS and not isinstance(value, dict):
            yield f"{key} = {_value(value)}"
    for key, value in document.items():
        if isinstance(value, dict):
            yield from ("", f"[{key}]")
            yield from (f"{name} = {_value(each)}" for name, each in value.items())
    for key, heading in _HEADINGS.items():
        tables = document.get(key)
        if not isinstance(tables, list) or not tables:
            continue
        yield from ("", f"# {'-' * 64} {heading}")
        for table in tables:
            yield from ("", f"[[{key}]]")
            yield from (f"{name} = {_value(each)}" for name, each in table.items())


def _value(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case Decimal():
            return plain(value)
        case str():
            return _string(value)
        case dict():
            return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
        case list():
            return "[" + ", ".join(_value(each) for each in value) + "]"
    raise TypeError(value)


def _string(text: str) -> str:
    """Quote a text; one of several lines stands on lines of its own."""
    if "\n" not in text:
        return json.dumps(text, ensure_ascii=False)
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"""\n{escaped}\n"""'
