"""Folders of workbooks → the county's summary."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from xlaudit.county.digest import Digest
from xlaudit.county.summary import CountySummary, Failure, summarise
from xlaudit.hosts.batch import audit_files, find_sources

__all__ = ["consolidate"]


def consolidate(
    paths: Iterable[str | Path], scheme: str | None = None, workers: int = 1
) -> CountySummary:
    """Audit all workbooks in these folders and files, and return the county's summary.

    Raises:
        UsageError: a path does not exist, or there is no workbook at all.
    """
    sources = find_sources([Path(path) for path in paths])
    results = list(audit_files(sources, scheme, workers))
    return summarise(
        [result for result in results if isinstance(result, Digest)],
        (result for result in results if isinstance(result, Failure)),
    )
