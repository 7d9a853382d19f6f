"""A county's digests as a sequence that holds none of them: each is decoded when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple, overload

from xlaudit.county.digest import Digest
from xlaudit.hosts.batch.packing import DamagedResultError, unpacked
from xlaudit.hosts.ledger.store import Ledger, Rules

__all__ = ["DamagedResultError", "LedgerDigests", "Row"]

_KEPT = 1000
"""Digests that stay decoded: a city's fit; those of a province are decoded each time that they are asked for."""


class Row(NamedTuple):
    """A workbook: its name, its content, and its file's own time (UTC as 2023-03-14T09:26:53Z)."""

    name: str
    content: str
    modified: str


class LedgerDigests(Sequence[Digest]):
    """The digests of these rows, sorted by name whenever they arrived.

    ``kept`` are some of them, decoded before. Getting one, or the sentences of one, raises ``DamagedResultError`` where its row in the ledger is gone or is no digest.
    """

    def __init__(
        self,
        ledger: Ledger,
        rules: Rules,
        rows: Iterable[Row],
        kept: dict[Row, Digest] | None = None,
    ) -> None:
        self._ledger = ledger
        self._rules = rules
        self._rows = sorted(rows)
        self._kept = {} if kept is None else kept

    def decode(self) -> None:
        """Decode all of them now, if they can be kept; what is damaged comes out later."""
        if len(self._rows) <= _KEPT:
            with suppress(DamagedResultError):
                for row in self._rows:
                    self._decoded(row)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Digest: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Digest]: ...

    def __getitem__(self, index: int | slice) -> Digest | Sequence[Digest]:
        if isinstance(index, slice):
            return [self._decoded(row) for row in self._rows[index]]
        return self._decoded(self._rows[index])

    def _decoded(self, row: Row) -> Digest:
        kept = self._kept.get(row)
        if kept is None:
            kept = self._decode(row)
            if len(self._rows) <= _KEPT:
                self._kept[row] = kept
        return kept

    def _decode(self, row: Row) -> Digest:
        payload = self._ledger.payload(row.content, self._rules)
        return unpacked(payload or b"", row.name, row.modified, row.content)
