"""What the bureau decided to leave, taken out of the counts of the rows and counted beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from xlaudit.checks.finding import Decision, Finding, Severity
from xlaudit.county.digest import Digest
from xlaudit.county.model import CountyFinding, Department

__all__ = ["without_handled"]


def without_handled(
    rows: Iterable[Department],
    comparisons: Sequence[CountyFinding],
    digests: Sequence[Digest],
    decisions: Mapping[tuple[str, str], Decision],
) -> Iterator[Department]:
    """Yield the rows with the counts of their open findings; only rows with a decision are read again."""
    closed: dict[str, set[str]] = {}
    for (name, key), decision in decisions.items():
        if decision.closes:
            closed.setdefault(name, set()).add(key)
    for index, row in enumerate(rows):
        if row.name not in closed:
            yield row
            continue
        compared = (each.finding for each in comparisons if each.index == index)
        found = (*digests[row.index].findings, *compared)
        yield _counted(row, [each for each in found if each.key in closed[row.name]])


def _counted(row: Department, handled: Sequence[Finding]) -> Department:
    less = Counter(each.severity for each in handled)
    counts = {severity: row.counts[severity] - less[severity] for severity in Severity}
    return replace(row, counts=counts, handled=less.total())
