"""A workbook that somebody submitted: by which names it is known, and where it is."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from xlaudit.hosts.audited import COPY_MARK

__all__ = ["ARCHIVE", "ENDINGS", "Source", "is_submission"]

ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".et"})
ARCHIVE = ".zip"


@dataclass(frozen=True, slots=True)
class Source:
    """A workbook, and its name in the summary: its path below the folder that was given.

    ``members`` leads to it inside the archive ``path``: the names there, as the archive has them.
    ``fault`` is the sentence that says why it cannot be read, where that is known already.
    """

    path: Path
    name: str
    members: tuple[str, ...] = ()
    fault: str = ""


def is_submission(name: str) -> bool:
    """Return whether a file of that name (without folders) is a workbook that somebody submitted."""
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - a name inside an archive is no path
    return (
        ending.lower() in ENDINGS
        and not name.startswith(("~$", "."))
        and not stem.endswith(COPY_MARK)
    )
