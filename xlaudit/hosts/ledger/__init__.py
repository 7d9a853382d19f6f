"""The 台账: what was read of each workbook, who submitted what and when, and what people noted, in SQLite.

``schema``: the tables, version by version. ``opening``: a ledger on disk, checked, mended where it is
damaged. ``store``: results by content. ``digests``: a county's digests, read one at a time. ``rounds``: what
came in and what changed. ``notes``: 处理意见, reviews, last year's figures.
"""

from __future__ import annotations

from xlaudit.hosts.ledger.digests import DamagedResultError, LedgerDigests
from xlaudit.hosts.ledger.opening import open_ledger, temporary_ledger
from xlaudit.hosts.ledger.rounds import Changes, Submitted
from xlaudit.hosts.ledger.store import Ledger, Rules

__all__ = [
    "Changes",
    "DamagedResultError",
    "Ledger",
    "LedgerDigests",
    "Rules",
    "Submitted",
    "open_ledger",
    "temporary_ledger",
]
