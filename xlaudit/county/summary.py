"""Many digests → one county: a row a department, and one for every workbook that could not be read.

Nothing is merged or left out: a department that came twice stands there twice, and both rows say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from xlaudit.county.digest import Digest
from xlaudit.county.model import CountySummary, Department, Failure, Status

__all__ = ["CountySummary", "Department", "Failure", "Status", "summarise"]


def summarise(digests: Sequence[Digest], failures: Iterable[Failure] = ()) -> CountySummary:
    """Return the summary, departments by name and then by file, failures by file."""
    rows = [_department(digest, index) for index, digest in enumerate(digests)]
    times = Counter((row.name, row.year) for row in rows if row.name)
    marked = [replace(row, is_duplicate=times[row.name, row.year] > 1) for row in rows]
    return CountySummary(
        departments=tuple(sorted(marked, key=lambda row: (row.name, row.source, row.sha256))),
        failures=tuple(sorted(failures, key=lambda each: (each.source, each.reason))),
        digests=digests,
    )


def _department(digest: Digest, index: int) -> Department:
    facts = digest.facts
    return Department(
        name=digest.name,
        source=digest.stamp.source,
        sha256=digest.stamp.sha256,
        scheme=digest.scheme.id,
        year=digest.year,
        budget=facts.get("budget"),
        spent=facts.get("spent"),
        stated_total=digest.stated_total,
        low=digest.low,
        high=digest.high,
        stated_grade=digest.stated_grade,
        grade=digest.grade,
        counts=digest.counts,
        unchecked=digest.left_unchecked,
        code=digest.code,
        initial_budget=facts.get("initial_budget"),
        adjustment_rate=facts.get("adjustment_rate"),
        carryover_rate=facts.get("carryover_rate"),
        blocks=digest.blocks,
        index=index,
        units=digest.units,
    )
