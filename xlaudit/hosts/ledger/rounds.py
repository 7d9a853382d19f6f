"""Rounds of submission: what came in with each run, and what that changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from xlaudit.hosts.ledger.store import Ledger

__all__ = ["Changes", "Submitted", "close_round", "submitted_in"]


class Submitted(NamedTuple):
    """One file of a round; ``reason`` says why it could not be read, else it is empty."""

    source: str
    content: str  # sha256, empty where not even that is known
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a round changed against the one before it in the same year: names of files, sorted.

    ``number`` counts the rounds of that year from 1.
    """

    number: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the round is the one before it, seen once more."""
        return not (self.added or self.changed or self.removed)

    def __str__(self) -> str:
        parts = (("新增", self.added), ("更新", self.changed), ("撤回", self.removed))
        said = "、".join(f"{word} {len(names)} 份" for word, names in parts if names)
        return f"第 {self.number} 轮报送：{said or '没有变化'}"


def close_round(ledger: Ledger, submitted: Iterable[Submitted], year: int | None) -> Changes:
    """Note what came in, as a round of that year; return what changed. The same again is no new round."""
    now = {each.source: each for each in submitted}
    with ledger.writing() as connection:
        last, count = _last(connection, year)
        before = {} if last is None else _submitted(connection, last)
        changes = Changes(
            count + 1,
            added=tuple(sorted(now.keys() - before.keys())),
            changed=tuple(
                sorted(name for name in now.keys() & before.keys() if now[name] != before[name])
            ),
            removed=tuple(sorted(before.keys() - now.keys())),
        )
        if last is not None and changes.is_empty:
            return Changes(count)
        moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        made = connection.execute("INSERT INTO round (ended, year) VALUES (?, ?)", (moment, year))
        connection.executemany(
            "INSERT OR REPLACE INTO submission (round, source, content, reason) VALUES (?, ?, ?, ?)",
            ((made.lastrowid, *each) for each in now.values()),
        )
    return changes


def submitted_in(ledger: Ledger, year: int | None) -> list[tuple[Submitted, ...]]:
    """Return what came in, round by round, the files sorted by name."""
    found = ledger.connection.execute("SELECT id FROM round WHERE year IS ? ORDER BY id", (year,))
    rounds = [number for (number,) in found.fetchall()]
    return [tuple(_submitted(ledger.connection, number).values()) for number in rounds]


def _last(connection: sqlite3.Connection, year: int | None) -> tuple[int | None, int]:
    """Return the latest round of a year, and how many there are."""
    query = "SELECT max(id), count(*) FROM round WHERE year IS ?"
    last, count = connection.execute(query, (year,)).fetchone()
    return last, count


def _submitted(connection: sqlite3.Connection, number: int) -> dict[str, Submitted]:
    query = "SELECT source, content, reason FROM submission WHERE round = ? ORDER BY source"
    return {row[0]: Submitted(*row) for row in connection.execute(query, (number,)).fetchall()}
