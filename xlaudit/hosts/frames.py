"""``xlaudit.consolidate``: folders of workbooks → the county as values and as pandas frames."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from xlaudit.hosts import consolidation
from xlaudit.output.frames import CountyFrames

__all__ = ["consolidate"]


def consolidate(
    paths: str | Path | Iterable[str | Path],
    scheme: str | None = None,
    workers: int = 1,
    *,
    roster: str | Path | None = None,
    year: int | None = None,
    title: str = "",
    ledger: str | Path | None = None,
) -> CountyFrames:
    """Audit all workbooks in these folders, archives and files, and sum them up.

    >>> county = consolidate("报送", roster="花名册.xlsx")  # doctest: +SKIP
    >>> county.departments[["department", "budget", "execution_rate", "grade"]]  # doctest: +SKIP
    >>> county.findings.query("severity == '错误'")  # doctest: +SKIP

    ``county.departments``, ``.indicators``, ``.findings`` and ``.sources`` are pandas frames, made when they
    are asked for; ``help(county)`` lists their columns, units and dtypes. ``county.summary`` is the same as
    plain values. ``workers`` is the number of processes (0: this one), ``roster`` the file of departments
    that have to report, ``ledger`` that of earlier results, which are not worked out again. Where there are
    only summaries of the level below, these are summed up.

    Raises:
        UsageError: a path does not exist, or there is no workbook at all.
    """
    several = [paths] if isinstance(paths, str | Path) else paths
    return CountyFrames(
        consolidation.consolidate(
            several, scheme, workers, roster=roster, year=year, title=title, ledger=ledger
        )
    )
