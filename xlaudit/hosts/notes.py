"""What people noted in an earlier summary, read back before it is replaced."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xlaudit.checks.finding import Decision
from xlaudit.county.model import Review
from xlaudit.hosts.batch.workers import LimitedProcesses, Limits
from xlaudit.hosts.files import read_bytes, read_workbook
from xlaudit.hosts.ledger import Ledger
from xlaudit.hosts.ledger.notes import is_untouched
from xlaudit.output.summary import is_summary, read_back

__all__ = ["NOTHING", "Notes", "notes_in"]

_SMALL = 2 * 2**20
"""Bytes of a summary that is read in this process; a larger one would stay in its memory."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What stands in a summary; ``is_summary`` is False where the workbook is none of ours."""

    is_summary: bool = False
    decisions: Mapping[tuple[str, str], Decision] = field(default_factory=dict)
    reviews: Mapping[tuple[str, str, str], Review] = field(default_factory=dict)


NOTHING = Notes()


def notes_in(path: Path, ledger: Ledger, limits: Limits = Limits()) -> Notes:  # noqa: B008 - immutable
    """Return what people noted in the summary; one that the ledger knows as written is not even opened.

    Raises:
        WorkbookError: the file cannot be read.
    """
    if is_untouched(ledger, hashlib.sha256(read_bytes(path)).hexdigest()):
        return Notes(is_summary=True)
    if path.stat().st_size <= _SMALL:
        return _read(path)
    with LimitedProcesses(1, limits) as process:
        notes: Notes = process.submit(_read, path).result()
    return notes


def _read(path: Path) -> Notes:
    snapshot = read_workbook(path)
    if not is_summary(snapshot):
        return NOTHING
    decisions, reviews = read_back(snapshot)
    return Notes(is_summary=True, decisions=decisions, reviews=reviews)
