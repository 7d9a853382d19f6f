"""The tables of a ledger, version by version. What has been released is never edited: a change is a new step."""

from __future__ import annotations

import sqlite3

__all__ = ["APPLICATION", "LATEST", "TABLES", "migrate"]

APPLICATION = 0x786C6C67
"""“xllg”: by this number SQLite's header says whose file it is."""

_RESULTS_AND_ROUNDS = """
CREATE TABLE result (
    content TEXT NOT NULL,  -- sha256 of the workbook
    rules TEXT NOT NULL,    -- fingerprint of the schemes that it was read by
    version TEXT NOT NULL,  -- of xlaudit, and of how results are packed
    is_summary INTEGER NOT NULL,  -- 1: the workbook is a summary that xlaudit wrote
    payload BLOB NOT NULL,  -- the digest, packed; empty for a summary that hands nothing up
    seal TEXT NOT NULL,     -- hash of everything before
    PRIMARY KEY (content, rules, version)
);
CREATE TABLE round (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ended TEXT NOT NULL,    -- UTC as 2023-03-14T09:26:53Z
    year INTEGER            -- of the filings; null where there are several
);
CREATE TABLE submission (
    round INTEGER NOT NULL REFERENCES round (id),
    source TEXT NOT NULL,
    content TEXT NOT NULL,
    reason TEXT NOT NULL,   -- why it could not be read, else empty
    PRIMARY KEY (round, source)
) WITHOUT ROWID;
"""

_NOTES = """
CREATE TABLE decision (
    department TEXT NOT NULL,
    finding TEXT NOT NULL,  -- its stable key
    decided TEXT NOT NULL,
    remark TEXT NOT NULL,
    PRIMARY KEY (department, finding)
) WITHOUT ROWID;
CREATE TABLE review (
    department TEXT NOT NULL,
    block TEXT NOT NULL,
    indicator TEXT NOT NULL,
    actual TEXT NOT NULL,
    score TEXT,             -- a decimal number
    remark TEXT NOT NULL,
    PRIMARY KEY (department, block, indicator)
) WITHOUT ROWID;
CREATE TABLE figure (
    year INTEGER NOT NULL,
    department TEXT NOT NULL,
    code TEXT NOT NULL,
    budget TEXT,            -- 元, as decimal numbers
    spent TEXT,
    total TEXT,             -- 分
    grade TEXT NOT NULL,
    PRIMARY KEY (year, department)
) WITHOUT ROWID;
CREATE TABLE written (
    content TEXT PRIMARY KEY  -- sha256 of a summary, as we wrote it: nobody has noted anything in it yet
) WITHOUT ROWID;
"""

TABLES = frozenset({"result", "round", "submission", "decision", "review", "figure", "written"})

_STEPS = (_RESULTS_AND_ROUNDS, _NOTES)

LATEST = len(_STEPS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a ledger of any earlier version to the latest one: all of it, or nothing."""
    if connection.execute("PRAGMA user_version").fetchone()[0] == LATEST:
        return  # nothing is to be written, nobody has to wait
    connection.execute("BEGIN IMMEDIATE")
    with connection:  # ends what was begun: kept as a whole, or taken back
        # Asked inside the transaction: another process may have been first.
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        for step in _STEPS[version:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {LATEST}")


def _statements(script: str) -> list[str]:
    """Split a script; ``executescript`` would end the transaction."""
    return [statement for statement in script.split(";\n") if statement.strip()]
