"""Results by content: what a workbook's bytes gave under these rules, by this version of xlaudit."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from xlaudit.hosts.batch.reading import Read

__all__ = ["Known", "Ledger", "Rules"]


class Rules(NamedTuple):
    """What a result depends on beside the workbook: the schemes' fingerprint; the version of xlaudit and of packing."""

    schemes: str
    version: str


class Known(NamedTuple):
    """What a workbook is, as far as the ledger knows: ``is_empty`` where its payload holds nothing."""

    is_summary: bool
    is_empty: bool


class Ledger:
    """An open ledger; ``path`` is None for one that lasts a run.

    ``remark`` is a sentence for the user where it had to be mended, else empty.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path | None = None, remark: str = ""
    ) -> None:
        self.connection = connection
        self.path = path
        self.remark = remark

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close it; what was kept stays."""
        self.connection.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Do several changes as one: all of them, or none. Other processes wait meanwhile."""
        self.connection.execute("BEGIN IMMEDIATE")
        with self.connection:  # ends what was begun: kept as a whole, or taken back
            yield self.connection

    def has_results(self, rules: Rules) -> bool:
        """Return whether anything was read by these rules."""
        query = "SELECT 1 FROM result WHERE rules = ? AND version = ? LIMIT 1"
        return self.connection.execute(query, rules).fetchone() is not None

    def known(self, contents: Iterable[str], rules: Rules) -> dict[str, Known]:
        """Return what is here and sound of these contents; one whose row was touched is not known."""
        query = (
            "SELECT is_summary, payload, seal FROM result"
            " WHERE content = ? AND rules = ? AND version = ?"
        )
        known = {}
        for content in contents:
            row = self.connection.execute(query, (content, *rules)).fetchone()
            if row is None or not isinstance(row[1], bytes):
                continue
            is_summary, payload, seal = row
            if seal == _seal(content, rules, payload):
                known[content] = Known(bool(is_summary), not payload)
        return known

    def keep(self, results: Iterable[Read], rules: Rules) -> None:
        """Keep results; a later one of the same content takes the place of the earlier."""
        with self.writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (
                        each.sha256,
                        *rules,
                        int(each.is_summary),
                        each.payload,
                        _seal(each.sha256, rules, each.payload),
                    )
                    for each in results
                ),
            )

    def forget(self, content: str) -> None:
        """Drop what is known of a content, so that it is read again."""
        with self.writing() as connection:
            connection.execute("DELETE FROM result WHERE content = ?", (content,))

    def payload(self, content: str, rules: Rules) -> bytes | None:
        """Return a result; None where there is none."""
        query = "SELECT payload FROM result WHERE content = ? AND rules = ? AND version = ?"
        row = self.connection.execute(query, (content, *rules)).fetchone()
        return row[0] if row is not None and isinstance(row[0], bytes) else None


def _seal(content: str, rules: Rules, payload: bytes) -> str:
    """Return a hash that tells a damaged or exchanged row; it keeps nobody from forging one."""
    return hashlib.sha256("\0".join((content, *rules, "")).encode() + payload).hexdigest()[:32]
