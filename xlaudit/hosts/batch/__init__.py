"""Many files → digests of their reports, in worker processes or through any ``concurrent.futures`` executor.

``sources``: folders and archives → the workbooks in them. ``archives``: those inside .zip files, read in
place. ``reading``: one workbook → what is kept of it; ``packing``: that as bytes. ``workers``: an executor
of processes with limits; ``worker`` is what runs in one. ``mapping``: all files through an executor.
``cluster``: one on Dask.
"""

from __future__ import annotations

from xlaudit.hosts.batch.mapping import audit_files, read_files
from xlaudit.hosts.batch.reading import Read, is_summary
from xlaudit.hosts.batch.source import Source
from xlaudit.hosts.batch.sources import find_sources
from xlaudit.hosts.batch.workers import Limits

__all__ = [
    "Limits",
    "Read",
    "Source",
    "audit_files",
    "find_sources",
    "is_summary",
    "read_files",
]
