"""Scheme files → schemes: the shipped ones by their id, a bureau's own from its text.

A file inherits the common facts of ``data/facts.toml``, and may ``extends`` one shipped scheme: tables
with an id are then merged key by key, all else is taken from the file that names it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from xlaudit.errors import SchemeError
from xlaudit.schemes.build import build_scheme
from xlaudit.schemes.schema import Scheme
from xlaudit.schemes.table import Located, Mistakes, suggestion

__all__ = ["load_all", "load_scheme", "parse_scheme", "scheme_from", "scheme_ids", "shared_facts"]

_FACTS = "facts"
_POSITION = re.compile(r"at line (?P<line>\d+), column (?P<column>\d+)")
_MERGED = ("facts", "blocks", "indicators")


def scheme_ids() -> tuple[str, ...]:
    """Return the ids of all shipped schemes, in alphabetical order."""
    folder = resources.files("xlaudit.schemes") / "data"
    names = (file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    return tuple(sorted({name.removesuffix(".toml") for name in names} - {_FACTS}))


@cache
def load_scheme(scheme_id: str) -> Scheme:
    """Return a shipped scheme.

    Raises:
        SchemeError: there is none of that id; the message names the nearest one and all known ones.
    """
    if scheme_id not in scheme_ids():
        near = suggestion(scheme_id, scheme_ids())
        hint = "" if near.startswith("可填") else f"{near}？"
        known = "、".join(scheme_ids())
        raise SchemeError(f"没有编号为“{scheme_id}”的评分方案，{hint}现有：{known}")
    return parse_scheme(_shipped(scheme_id), f"{scheme_id}.toml")


def load_all() -> tuple[Scheme, ...]:
    """Return all shipped schemes, in the order of their ids."""
    return tuple(load_scheme(scheme_id) for scheme_id in scheme_ids())


def parse_scheme(text: str, source: str) -> Scheme:
    """Read a scheme from the text of a TOML file; ``source`` is the file's name, for messages.

    Raises:
        SchemeError: with every mistake in ``mistakes``, each naming file and key.
    """
    mistakes = Mistakes(source)
    document = _document(text, mistakes)
    if document is not None:
        document = _extended(document, mistakes)
    if document is None:
        raise _error(source, mistakes)
    return scheme_from(document, source, mistakes)


def scheme_from(
    document: Mapping[str, object], source: str, mistakes: Mistakes | None = None
) -> Scheme:
    """Build a scheme from a document of plain values, common facts added.

    Raises:
        SchemeError: as ``parse_scheme``.
    """
    mistakes = mistakes or Mistakes(source)
    scheme = build_scheme(_merged({_FACTS: shared_facts()}, document), mistakes)
    if mistakes.told:
        raise _error(source, mistakes)
    return scheme


def _error(source: str, mistakes: Mistakes) -> SchemeError:
    count = len(mistakes.told)
    return SchemeError(f"评分方案 {source} 有 {count} 处错误，请逐条改正：", mistakes.told)


def shared_facts() -> list[dict[str, object]]:
    """Return the facts that every scheme inherits, as they stand in their file."""
    facts: list[dict[str, object]] = _parsed(_FACTS)["facts"]
    return facts


@cache
def _parsed(name: str) -> dict[str, Any]:
    """Return a file of ours as it stands; nobody changes what is returned."""
    return tomllib.loads(_shipped(name), parse_float=Decimal)


def _shipped(name: str) -> str:
    file = resources.files("xlaudit.schemes") / "data" / f"{name}.toml"
    return file.read_text(encoding="utf-8")


def _document(text: str, mistakes: Mistakes) -> Mapping[str, object] | None:
    """Read TOML with exact decimals; None (and a mistake) where it is not TOML."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        position = _POSITION.search(str(error))
        where = f"第 {position['line']} 行第 {position['column']} 列" if position else "文件末尾"
        mistakes.add("", "", f"{where}附近不合 TOML 写法，请检查引号、括号、等号和重复的键")
    except RecursionError:
        mistakes.add("", "", "括号嵌套太深，无法读取")
    except (ValueError, ArithmeticError):
        # Python's own limits on the digits of a whole number and on the exponent of a decimal.
        mistakes.add("", "", "其中有一个数值位数太多，无法读取")
    return None


def _extended(document: Mapping[str, object], mistakes: Mistakes) -> Mapping[str, object] | None:
    """Lay the document over the scheme that it extends, at most one step."""
    if "extends" not in document:
        return document
    name = document["extends"]
    if not isinstance(name, str) or name not in scheme_ids():
        mistakes.add("", "extends", f"应为现有方案的编号：{'、'.join(scheme_ids())}")
        return None
    base = _parsed(name)
    if "extends" in base:
        mistakes.add("", "extends", f"不能沿用 {name}：它自己也沿用别的方案，至多沿用一层")
        return None
    changes = {key: value for key, value in document.items() if key != "extends"}
    return _merged(base, changes)


def _merged(base: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    merged = {**base, **changes}
    for key in _MERGED:
        if key in base and key in changes:
            merged[key] = _merged_tables(base[key], changes[key])
    return merged


def _merged_tables(base: object, changes: object) -> object:
    """Merge tables by their id, new ones behind; what is no list of tables is left to be told."""
    if not isinstance(changes, list) or not all(isinstance(each, dict) for each in changes):
        return changes
    assert isinstance(base, list)
    by_id = {each["id"]: each for each in base}
    result = list(base)
    done: set[str] = set()
    for change in changes:
        name = change.get("id")
        if isinstance(name, str) and name in by_id and name not in done:
            merged = {**by_id[name], **change}
            located = isinstance(change, Located)
            result[result.index(by_id[name])] = Located(merged, change.where) if located else merged
            done.add(name)
        else:
            result.append(change)
    return result
