"""花名册: who has to report. Rows of a table → departments, and whose filing a name belongs to.

A name is matched exactly (without spaces, width and punctuation), by its code or by an alias. What only
comes near is proposed to the bureau and never taken.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from xlaudit.county.names import code_and_name, normal, short_name

__all__ = ["Match", "Roster", "RosterEntry"]

_LIKE = 0.55
"""民政 and 财政 are not alike, 教育 and 教育和体育 are."""
_OFFICE = re.compile(r"(?:局|委员会|委|办公室|办|厅|中心)$")
_TRIED = 8
"""Entries that a strange name is measured against: those that share most of its characters."""
_COMMON = 200
"""Entries that may share two characters before these say nothing, as those of the region."""
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One department that has to report; ``row`` is where it stands in the roster's file, from 1.

    ``superior`` is the name of its 主管部门 as the roster writes that one, empty for none.
    ``includes_units``: its filing already holds the figures of the units below it.
    """

    name: str
    code: str = ""
    aliases: tuple[str, ...] = ()
    superior: str = ""
    contact: str = ""
    includes_units: bool = False
    row: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """An entry by its index, and by what it was found: 名称, 编码 or 别名."""

    index: int
    by: str


@dataclass(frozen=True)
class Roster:
    """The departments in the order of the file; names, codes and aliases are told apart."""

    entries: tuple[RosterEntry, ...]
    source: str = "花名册"

    def find(self, name: str, code: str = "") -> Match | None:
        """Return the entry of a name as a form writes it, or of its code."""
        written, bare = code_and_name(name)
        key = normal(bare)
        if key and key in self._names:
            return Match(self._names[key], "名称")
        for each in (code.strip(), written):
            if each and each in self._codes:
                return Match(self._codes[each], "编码")
        if key and key in self._aliases:
            return Match(self._aliases[key], "别名")
        return None

    def propose(self, name: str) -> str:
        """Return the one name that comes near, empty where there is none or several do."""
        key = normal(name)
        told = (self._by_pair.get(pair, ()) for pair in sorted(_pairs(key)))
        shared = Counter(
            index for indexes in told if len(indexes) <= _COMMON for index in indexes
        ).most_common(_TRIED)
        tried = sorted(((self._likeness(key, index), index) for index, _ in shared), reverse=True)
        near = [pair for pair in tried if pair[0] >= _LIKE]
        if not near or (len(near) > 1 and near[0][0] == near[1][0]):
            return ""
        return self.entries[near[0][1]].name

    def named_in(self, text: str) -> frozenset[int]:
        """Return the entries whose name, with or without region, stands in a text such as a file's name."""
        key = normal(text)[: 2 * _LONGEST]
        parts = (
            key[start:end]
            for start in range(len(key))
            for end in range(start + 3, min(len(key), start + _LONGEST) + 1)
        )
        return frozenset(self._written[part] for part in parts if part in self._written)

    def superior_of(self, index: int) -> int | None:
        """Return the index of an entry's 主管部门."""
        name = self.entries[index].superior
        return self._names.get(normal(name)) if name else None

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The indexes as they are shown: units below their 主管部门, else as in the file."""
        below: Mapping[int | None, list[int]] = defaultdict(list)
        for index in range(len(self.entries)):
            below[self.superior_of(index)].append(index)
        shown: list[int] = []
        waiting = list(reversed(below[None]))
        while waiting:
            index = waiting.pop()
            shown.append(index)
            waiting += reversed(below.get(index, ()))
        return tuple(shown)

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """The place of each entry in ``order``."""
        place = {index: rank for rank, index in enumerate(self.order)}
        return tuple(place[index] for index in range(len(self.entries)))

    def includer_of(self, index: int) -> int | None:
        """Return the nearest 主管部门 whose own filing holds this unit's figures."""
        above = self.superior_of(index)
        while above is not None and not self.entries[above].includes_units:
            above = self.superior_of(above)
        return above

    def _likeness(self, key: str, index: int) -> float:
        entry = self.entries[index]
        return max(_likeness(key, normal(name)) for name in (entry.name, *entry.aliases))

    @cached_property
    def _names(self) -> Mapping[str, int]:
        return {normal(entry.name): index for index, entry in enumerate(self.entries)}

    @cached_property
    def _codes(self) -> Mapping[str, int]:
        return {entry.code: index for index, entry in enumerate(self.entries) if entry.code}

    @cached_property
    def _aliases(self) -> Mapping[str, int]:
        return {
            normal(alias): index
            for index, entry in enumerate(self.entries)
            for alias in entry.aliases
        }

    @cached_property
    def _written(self) -> Mapping[str, int]:
        """Every way to write an entry's name; what two of them have in common is left out."""
        found: dict[str, set[int]] = defaultdict(set)
        for index, entry in enumerate(self.entries):
            for name in (entry.name, short_name(entry.name), *entry.aliases):
                found[normal(name)].add(index)
        return {name: next(iter(owners)) for name, owners in found.items() if len(owners) == 1}

    @cached_property
    def _by_pair(self) -> Mapping[str, Sequence[int]]:
        found: Mapping[str, list[int]] = defaultdict(list)
        for index, entry in enumerate(self.entries):
            for pair in {pair for name in (entry.name, *entry.aliases) for pair in _pairs(name)}:
                found[pair].append(index)
        return found


def _pairs(name: str) -> set[str]:
    key = normal(name)
    return {key[start : start + 2] for start in range(len(key) - 1)}


def _likeness(one: str, other: str) -> float:
    """Return how alike two names are, from 0 to 1, by what is their own: not the region, not 局 or 委员会."""
    first, second = (_OFFICE.sub("", short_name(name)) or name for name in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
