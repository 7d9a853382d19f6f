"""The register of the checks between departments; their pages are like those of the other checks."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlaudit.checks.registry import Rule
from xlaudit.county.digest import Digest
from xlaudit.county.model import CountyFinding, Statistics, Submission
from xlaudit.county.roster import Roster
from xlaudit.county.standing import Filed

__all__ = ["COUNTY_CHECKS", "County", "CountyCheck", "Findings", "county_check"]

Findings = Iterator[CountyFinding]


@dataclass(frozen=True)
class County:
    """Everything that is known of a county. ``filed`` are its filings in the order of the rows.

    ``digests`` may be read from a ledger one by one: only a check that has found something reads them again.
    """

    filed: Sequence[Filed]
    submissions: Sequence[Submission]
    statistics: Statistics
    digests: Sequence[Digest]
    roster: Roster | None = None
    year: int | None = None
    scheme: str = ""
    region: str = ""

    @cached_property
    def counted(self) -> Sequence[tuple[int, Filed]]:
        """The filings that count, each with its index among the rows."""
        return [(index, each) for index, each in enumerate(self.filed) if each.row.is_counted]

    def digest(self, index: int) -> Digest:
        """Return the digest of a row."""
        return self.digests[self.filed[index].row.index]


@dataclass(frozen=True, slots=True)
class CountyCheck(Rule):
    """A registered check of a county."""

    run: Callable[[County], Findings]


COUNTY_CHECKS: dict[str, CountyCheck] = {}


def county_check(
    code: str, title: str
) -> Callable[[Callable[[County], Findings]], Callable[[County], Findings]]:
    """Register a check between departments under its code and the name of its defect."""

    def register(function: Callable[[County], Findings]) -> Callable[[County], Findings]:
        assert code not in COUNTY_CHECKS, code
        COUNTY_CHECKS[code] = CountyCheck(code, title, inspect.getdoc(function) or "", function)
        return function

    return register
