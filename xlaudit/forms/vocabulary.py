"""Every word that a reader of forms knows, by key: the common ones, and those of a scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlaudit.forms.words import block_key, header_key, word_lists
from xlaudit.schemes.schema import Scheme

__all__ = ["CORE", "Role", "Vocabulary", "vocabulary_of"]

CORE = ("initial_budget", "adjustment", "budget", "spent", "execution_rate")
"""The facts that head the columns of a budget table."""

_SHARED = ("indicators", "projects", "funds", "blocks")
_LONGEST_ENDING = 20
_BY_ENDING = 1000
_CRITERIA = re.compile(r"标准|指标|评分|填[表报写]")
_OWN = {
    "indicators": (
        "first",
        "second",
        "third",
        "sign",
        "adjusted_target",
        "target",
        "unit",
        "actual",
    ),
    "funds": ("label",),
    "projects": ("name",),
    "blocks": ("label",),
    "data": ("name", "value"),
}


@dataclass(frozen=True, slots=True)
class Role:
    """What a heading may stand for in a kind of table; of two columns the lower ``rank`` is taken."""

    kind: str
    name: str  # target, points …; a fact id for a column of amounts or rates
    rank: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of the forms. ``facts`` leads from the key of a label to the id of its fact."""

    roles: Mapping[str, tuple[Role, ...]]
    facts: Mapping[str, str]
    units: Mapping[str, str]  # fact id → its unit in the scheme
    blocks: Mapping[str, str]  # key of a first-level name → block id

    def roles_of(self, key: str) -> tuple[Role, ...]:
        """Return what a heading may stand for; 完成情况说明 and 未达标原因 are known by their endings."""
        found = self.roles.get(key)
        if found is not None or len(key) > _LONGEST_ENDING or _CRITERIA.search(key):
            return found or ()
        if "原因" in key:
            return tuple(Role(kind, "reason", _BY_ENDING) for kind in _SHARED)
        if key.endswith(("说明", "备注")):
            return tuple(Role(kind, "note", _BY_ENDING) for kind in (*_SHARED, "data"))
        return ()


def vocabulary_of(schemes: Sequence[Scheme]) -> Vocabulary:
    """Return the vocabulary for reading by one scheme, or for recognising one of several."""
    facts: dict[str, str] = {}
    units: dict[str, str] = {}
    blocks: dict[str, str] = {}
    for scheme in schemes:
        for fact in scheme.facts:
            units.setdefault(fact.id, fact.unit)
            for word in (fact.label, *fact.also):
                facts.setdefault(header_key(word), fact.id)
        for block in scheme.blocks:
            for word in (block.label, *block.also):
                blocks.setdefault(block_key(word), block.id)
    for name, words in word_lists()["facts"].items():
        for word in words if name in units else ():
            facts.setdefault(header_key(word), name)
    return Vocabulary(_roles(facts, units), facts, units, blocks)


def _roles(facts: Mapping[str, str], units: Mapping[str, str]) -> dict[str, tuple[Role, ...]]:
    roles: dict[str, dict[tuple[str, str], Role]] = {}
    for key, role in _pairs(facts, units):
        roles.setdefault(key, {}).setdefault((role.kind, role.name), role)
    return {key: tuple(found.values()) for key, found in roles.items()}


def _pairs(facts: Mapping[str, str], units: Mapping[str, str]) -> Iterator[tuple[str, Role]]:
    """Yield every heading with what it stands for, common words first."""
    lists = word_lists()
    for name, words in lists["shared"].items():
        for kind in _SHARED:
            yield from _ranked(kind, name, words)
    for kind, names in _OWN.items():
        for name in names:
            yield from _ranked(kind, name, lists[kind][name])
    for name in ("unit", "note"):
        words = lists["indicators"]["unit"] if name == "unit" else lists["shared"]["note"]
        yield from _ranked("data", name, words)
    for kind in ("funds", "projects"):
        for name in CORE:
            if name in units:
                yield from _ranked(kind, name, lists["facts"][name])
        for rank, (key, name) in enumerate(facts.items(), start=100):
            yield key, Role(kind, name, rank)


def _ranked(kind: str, name: str, words: Sequence[str]) -> Iterator[tuple[str, Role]]:
    for rank, word in enumerate(words):
        yield header_key(word), Role(kind, name, rank)
