"""A ledger on disk: made where there is none, brought up to date, and put aside where it is damaged."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from xlaudit.errors import OutputError, UsageError
from xlaudit.hosts.faults import shown
from xlaudit.hosts.ledger.schema import APPLICATION, LATEST, TABLES, migrate
from xlaudit.hosts.ledger.store import Ledger

__all__ = ["open_ledger", "temporary_ledger"]

ENDINGS = (".sqlite", ".db")
_PATIENCE = 60.0  # seconds that one process waits for another
_ONE_THREAD = sqlite3.threadsafety < 3  # whether this SQLite was built for one thread only
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_COMPANIONS = ("-journal", "-wal", "-shm")


def open_ledger(path: Path) -> Ledger:
    """Open the ledger, or make an empty one; a damaged one is moved aside, and its ``remark`` says so.

    Raises:
        UsageError: the file is no ledger, or one of a later version of xlaudit.
        OutputError: there is no such folder, or it accepts no writing.
    """
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(f"台账文件“{shown(path.name)}”应以 {ENDINGS[0]} 或 {ENDINGS[1]} 结尾。")
    if path.is_dir() or not path.parent.is_dir():
        raise UsageError(f"台账“{shown(str(path), 200)}”的位置不对：请给一个已有文件夹里的文件名。")
    before = _identity(path)
    try:
        return Ledger(_ready(path), path)
    except sqlite3.OperationalError as error:
        raise _unusable(path, error) from error
    except sqlite3.DatabaseError:
        if _identity(path) != before:  # another process has mended it meanwhile
            return open_ledger(path)
        return _mended(path)


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one that took its name."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _mended(path: Path) -> Ledger:
    """Put a damaged ledger aside and start another one."""
    aside = _move_aside(path)
    try:
        connection = _ready(path)
    except sqlite3.DatabaseError as error:
        raise _unusable(path, error) from error
    return Ledger(
        connection,
        path,
        f"台账“{shown(path.name)}”已损坏，改名为“{shown(aside.name)}”；已从送来的文件重新建立，"
        "其中的处理意见和往年数字要从旧的汇总表或备份里找回。",
    )


def temporary_ledger() -> Ledger:
    """Return a ledger for one run: it stays in memory while it is small, and leaves nothing behind."""
    # SQLite's own temporary file
    connection = sqlite3.connect("", isolation_level=None, check_same_thread=_ONE_THREAD)
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute("PRAGMA synchronous = OFF")
    migrate(connection)
    return Ledger(connection)


def _ready(path: Path) -> sqlite3.Connection:
    """Open, check and migrate.

    Raises:
        sqlite3.DatabaseError: it is damaged (``OperationalError``: it cannot be used now).
    """
    with ExitStack() as undone:
        connection = sqlite3.connect(
            path, timeout=_PATIENCE, isolation_level=None, check_same_thread=_ONE_THREAD
        )
        undone.callback(connection.close)
        _check_is_ours(connection, path)
        # A rollback journal, not WAL: shares have no common memory, and one file is easy to copy.
        _check_is_sound(connection)
        migrate(connection)
        _check_has_tables(connection)
        undone.pop_all()  # it stays open: it is ours and sound
    return connection


def _check_is_ours(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    is_empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if owner != APPLICATION and not is_empty:
        raise UsageError(
            f"“{shown(path.name)}”是别的程序的数据库，不是 xlaudit 的台账；请另给一个文件名。"
        )
    if version > LATEST:
        raise UsageError(
            f"台账“{shown(path.name)}”是更新版本的 xlaudit 写的；请升级 xlaudit，或另给一个文件名。"
        )


def _check_is_sound(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise sqlite3.DatabaseError("damaged")


def _check_has_tables(connection: sqlite3.Connection) -> None:
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master").fetchall()}
    if not names >= TABLES:
        raise sqlite3.DatabaseError("tables are missing")


def _unusable(path: Path, error: sqlite3.DatabaseError) -> OutputError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    what = "别的程序正占用着它" if code in _BUSY else "不能在那里读写"
    return OutputError(
        f"打不开台账“{shown(str(path), 200)}”：{what}；请检查权限和磁盘空间，或稍后再试。"
    )


def _move_aside(path: Path) -> Path:
    """Give a damaged ledger, with what belongs to it, a name that is free; return it."""
    for number in count(1):
        aside = path.with_name(f"{path.stem}.损坏{number}{path.suffix}")
        if not aside.exists():
            break
    try:
        path.rename(aside)
        for ending in _COMPANIONS:
            companion = path.with_name(path.name + ending)
            if companion.exists():
                companion.rename(aside.with_name(aside.name + ending))
    except OSError as error:
        raise OutputError(
            f"台账“{shown(str(path), 200)}”已损坏，也改不了名；请把它移走后再试。"
        ) from error
    return aside
