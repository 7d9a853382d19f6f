"""Names in a filing → blocks and indicators of the scheme: equal names bind, near ones never.

One name may stand in two blocks (Henan scores 预算执行率 in the head and again under 投入), so the block
decides first; across blocks a name binds only where it is the only one of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from xlaudit.forms.words import block_key, name_key, word_lists
from xlaudit.schemes.schema import Indicator, Scheme

__all__ = ["Binder"]


class Binder:
    """The names of a scheme, ready to be looked up."""

    def __init__(self, scheme: Scheme) -> None:
        self.scheme = scheme
        self._blocks: dict[str, str] = {}
        for block in scheme.blocks:
            for word in (block.label, *block.also):
                self._blocks.setdefault(block_key(word), block.id)
        self._within: dict[tuple[str, str], Indicator] = {}
        self._names: dict[str, list[Indicator]] = {}
        for indicator in scheme.indicators:
            for key in {name_key(word) for word in (indicator.label, *indicator.also)}:
                self._within.setdefault((indicator.block, key), indicator)
                self._names.setdefault(key, []).append(indicator)
        self._seconds = self._second_levels()

    def _second_levels(self) -> dict[str, str]:
        """Return the second-level names that belong to one block only."""
        owners: dict[str, set[str]] = {}
        for indicator in self.scheme.indicators:
            if indicator.second_level:
                owners.setdefault(name_key(indicator.second_level), set()).add(indicator.block)
        for first, words in word_lists()["levels"].items():
            block = self._blocks.get(block_key(first))
            for word in words if block else ():
                owners.setdefault(name_key(word), set()).add(block or "")
        return {key: next(iter(blocks)) for key, blocks in owners.items() if len(blocks) == 1}

    def block(self, text: str) -> str | None:
        """Return the id of the block that a first-level name means; None for none."""
        return self._blocks.get(block_key(text)) if text else None

    def block_of_levels(self, first: str, second: str) -> str | None:
        """Return the block of a row: by its first level, else by a second level that only one block has."""
        return self.block(first) or self._seconds.get(name_key(second)) or self.block(second)

    def indicator(
        self, name: str, block: str | None, points: Decimal | None = None
    ) -> Indicator | None:
        """Return the prescribed indicator of that name: inside its block, else the only one anywhere.

        Where the block is not told and two indicators share the name, equal points decide.
        """
        key = name_key(name)
        if not key:
            return None
        if block is not None:
            return self._within.get((block, key))
        found = self._names.get(key, [])
        if len(found) > 1 and points is not None:
            found = [each for each in found if each.points == points]
        return found[0] if len(found) == 1 else None

    def is_prescribed(self, name: str) -> bool:
        """Return whether any indicator bears that name."""
        return name_key(name) in self._names

    def only_indicator(self, block: str) -> Indicator | None:
        """Return the indicator that makes up a closed block by itself, such as the execution rate."""
        found = self.scheme.indicators_of(block)
        is_open = self.scheme.block(block).is_open
        return found[0] if len(found) == 1 and not is_open else None

    def count(self, names: Iterable[str]) -> int:
        """Return how many different indicators the names mean, wherever they stand."""
        keys = {name_key(name) for name in names}
        return sum(
            any(name_key(word) in keys for word in (each.label, *each.also))
            for each in self.scheme.indicators
        )
