"""Many digests → one county: what counts, its figures, and what departments have in common.

The digests are gone through once; what is kept of each is a row and some hashes. Only where departments are
found to share text are those few read again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from xlaudit.checks.finding import Decision, Severity
from xlaudit.county.digest import Digest, SchemeStamp
from xlaudit.county.handled import without_handled
from xlaudit.county.model import (
    CountyFinding,
    CountySummary,
    Department,
    Failure,
    Previous,
    Review,
    Statistics,
    Status,
    Submission,
)
from xlaudit.county.names import common_region
from xlaudit.county.registry import COUNTY_CHECKS, County
from xlaudit.county.roster import Roster
from xlaudit.county.rules import RULES
from xlaudit.county.standing import file_all
from xlaudit.county.statistics import statistics_of
from xlaudit.county.submissions import submissions_of
from xlaudit.county.trace import Trace, trace_of

__all__ = ["CountySummary", "Department", "Failure", "Status", "summarise"]

_Value = TypeVar("_Value", int, str)


@dataclass(frozen=True, slots=True)
class _Read:
    """What one walk through the digests leaves: the county's own scheme is the first of all ``schemes``."""

    traces: Sequence[Trace]
    year: int | None
    scheme: str
    schemes: tuple[SchemeStamp, ...]


def summarise(  # noqa: PLR0913 - what a bureau may give is not made less by a holder for it
    digests: Sequence[Digest],
    failures: Iterable[Failure] = (),
    *,
    roster: Roster | None = None,
    year: int | None = None,
    title: str = "",
    previous: Mapping[str, Previous] | None = None,
    decisions: Mapping[tuple[str, str], Decision] | None = None,
    reviews: Mapping[tuple[str, str, str], Review] | None = None,
    chosen: Collection[str] = (),
) -> CountySummary:
    """Return the summary; the order of digests and failures does not change it.

    Rows stand in the order of the roster, subordinate units below their 主管部门, else by name and file.
    ``year`` is that of the summary, the most frequent one if not given; ``title`` its region, else what the
    names begin with, else the scheme's. ``previous`` holds last year's figures by code or name; ``chosen``
    the files that count where a department sent several, instead of the one saved last. Findings that
    ``decisions`` close are not among the counts of a row.
    """
    read = _read(digests, year)
    failed = tuple(sorted(failures, key=lambda each: (each.source, each.reason)))
    filed = file_all(read.traces, roster, read.year, read.scheme, frozenset(chosen))
    submissions = submissions_of(filed, failed, roster)
    rows = _ranked([each.row for each in filed])
    county = County(
        filed=filed,
        submissions=submissions,
        statistics=_statistics(rows, submissions, read, failed, roster),
        digests=digests,
        roster=roster,
        year=read.year,
        scheme=read.scheme,
        region=title or common_region(each.row.name for each in filed) or _region(read.schemes),
    )
    comparisons = compare(county)
    found = _with_comparisons(_with_previous(rows, previous or {}), comparisons)
    return CountySummary(
        departments=tuple(without_handled(found, comparisons, digests, decisions or {})),
        failures=failed,
        digests=digests,
        title=county.region,
        year=read.year,
        schemes=read.schemes,
        submissions=submissions,
        statistics=county.statistics,
        comparisons=comparisons,
        decisions=decisions or {},
        reviews=reviews or {},
    )


def compare(county: County) -> tuple[CountyFinding, ...]:
    """Run every check between departments: of the county first, then in the order of rows and codes."""
    found = [
        finding
        for code in sorted(set(RULES) & set(COUNTY_CHECKS))
        for finding in COUNTY_CHECKS[code].run(county)
    ]
    # The sort is stable: below one row, by code and then as the check found them.
    return tuple(sorted(found, key=lambda each: -1 if each.index is None else each.index))


def _read(digests: Sequence[Digest], year: int | None) -> _Read:
    traces: list[Trace] = []
    schemes: Counter[SchemeStamp] = Counter()
    for index, digest in enumerate(digests):
        traces.append(trace_of(digest, index))
        schemes[digest.scheme] += 1
    year = year or _prevailing(trace.row.year for trace in traces)
    current = (trace for trace in traces if trace.row.year in (None, year))
    scheme = _prevailing(trace.row.scheme for trace in current) or ""
    return _Read(traces, year, scheme, _in_order(schemes, scheme))


def _prevailing(values: Iterable[_Value | None]) -> _Value | None:
    """Return the most frequent value, of equally frequent ones the greatest; None where there is none."""
    times = Counter(value for value in values if value is not None)
    return max(times, key=lambda value: (times[value], value), default=None)


def _in_order(schemes: Mapping[SchemeStamp, int], scheme: str) -> tuple[SchemeStamp, ...]:
    """Return the schemes, the county's own first, then the more frequent ones."""
    return tuple(
        sorted(
            schemes,
            key=lambda each: (each.id != scheme, -schemes[each], each.id, each.fingerprint),
        )
    )


def _statistics(
    rows: Sequence[Department],
    submissions: Sequence[Submission],
    read: _Read,
    failed: Sequence[Failure],
    roster: Roster | None,
) -> Statistics:
    return statistics_of(
        rows,
        submissions,
        read.schemes,
        received=len(read.traces) + len(failed),
        due=len(roster.entries) if roster else None,
    )


def _region(schemes: Sequence[SchemeStamp]) -> str:
    return schemes[0].region if schemes else ""


def _ranked(rows: Sequence[Department]) -> list[Department]:
    """Give each row that counts its rank by our certain total; equal totals share one."""
    scores = [_score(row) for row in rows]
    better: dict[Decimal, int] = {}
    for rank, score in enumerate(sorted((s for s in scores if s is not None), reverse=True), 1):
        better.setdefault(score, rank)
    return [
        row if score is None else replace(row, rank=better[score])
        for row, score in zip(rows, scores, strict=True)
    ]


def _score(row: Department) -> Decimal | None:
    return row.low if row.is_counted and row.low == row.high else None


def _with_previous(
    rows: Iterable[Department], previous: Mapping[str, Previous]
) -> Iterable[Department]:
    for row in rows:
        found = (previous.get(row.code) if row.code else None) or previous.get(row.name)
        yield replace(row, previous=found) if found else row


def _with_comparisons(
    rows: Iterable[Department], comparisons: Iterable[CountyFinding]
) -> Iterable[Department]:
    """Count the findings between departments with the row that they stand at."""
    more: Counter[tuple[int, Severity]] = Counter(
        (each.index, each.finding.severity) for each in comparisons if each.index is not None
    )
    touched = {index for index, _ in more}
    for index, row in enumerate(rows):
        if index not in touched:
            yield row
            continue
        counts = {severity: row.counts[severity] + more[index, severity] for severity in Severity}
        yield replace(row, counts=counts)
