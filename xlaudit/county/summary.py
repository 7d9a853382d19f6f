"""Many reports → one county: a row a department, and one for every workbook that could not be read.

Nothing is merged or left out: a department that came twice stands there twice, and both rows say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from xlaudit.audit import Report
from xlaudit.checks.finding import Severity
from xlaudit.forms.filing import Stated
from xlaudit.numbers.quantity import Dimension

__all__ = ["CountySummary", "Department", "Failure", "Status", "summarise"]


class Status(Enum):
    """What the bureau has to do with a row."""

    CLEAN = "相符"
    DOUBT = "待核实"
    ERROR = "有错误"


@dataclass(frozen=True, slots=True)
class Failure:
    """A workbook that gave no report, and the sentence that says why."""

    source: str
    reason: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Department:
    """One filing. Amounts are in 元, the rate is a fraction; None where the form states none.

    ``low`` and ``high`` are our total: equal where it is certain, None where the scheme gives no points.
    """

    name: str
    source: str
    sha256: str
    scheme: str
    year: int | None
    budget: Decimal | None
    spent: Decimal | None
    stated_total: Decimal | None
    low: Decimal | None
    high: Decimal | None
    stated_grade: str
    grade: str
    counts: Mapping[Severity, int]
    unchecked: int
    is_duplicate: bool = False

    @property
    def rate(self) -> Decimal | None:
        """执行率: spent over budget, both as stated."""
        if self.budget is None or self.spent is None or self.budget == 0:
            return None
        return self.spent / self.budget

    @property
    def difference(self) -> Decimal | None:
        """Their total minus ours; None where either is missing or ours is a range."""
        if self.stated_total is None or self.low is None or self.low != self.high:
            return None
        return self.stated_total - self.low

    @property
    def status(self) -> Status:
        """The gravest of the row's findings, as what is to be done."""
        if self.counts[Severity.ERROR]:
            return Status.ERROR
        return Status.DOUBT if self.counts[Severity.DOUBT] else Status.CLEAN


@dataclass(frozen=True, slots=True)
class CountySummary:
    """The county, in an order that does not depend on when each workbook was read."""

    departments: tuple[Department, ...]
    failures: tuple[Failure, ...]

    @property
    def is_clean(self) -> bool:
        """Whether every workbook was read and none has 错误 or 待核实."""
        return not self.failures and all(each.status is Status.CLEAN for each in self.departments)


def summarise(reports: Iterable[Report], failures: Iterable[Failure] = ()) -> CountySummary:
    """Return the summary, departments by name and then by file, failures by file."""
    rows = [_department(report) for report in reports]
    times = Counter((row.name, row.year) for row in rows if row.name)
    marked = [replace(row, is_duplicate=times[row.name, row.year] > 1) for row in rows]
    return CountySummary(
        departments=tuple(sorted(marked, key=lambda row: (row.name, row.source, row.sha256))),
        failures=tuple(sorted(failures, key=lambda each: (each.source, each.reason))),
    )


def _department(report: Report) -> Department:
    filing, card = report.filing, report.scorecard
    is_scored = report.scheme.total is not None
    found = Counter(finding.severity for finding in report.findings)
    year = _number(filing.year)
    return Department(
        name=filing.department.text.strip() if filing.department else "",
        source=report.source,
        sha256=report.sha256,
        scheme=report.scheme.id,
        year=None if year is None else int(year),
        budget=_amount(filing.facts.get("budget")),
        spent=_amount(filing.facts.get("spent")),
        stated_total=_number(filing.total_score),
        low=card.low if is_scored else None,
        high=card.high if is_scored else None,
        stated_grade=filing.grade.text.strip() if filing.grade else "",
        grade=card.grade.label if is_scored and card.grade else "",
        counts={severity: found[severity] for severity in Severity},
        unchecked=len(report.unchecked),
    )


def _number(stated: Stated | None) -> Decimal | None:
    return stated.quantity.number if stated and stated.quantity else None


def _amount(stated: Stated | None) -> Decimal | None:
    """Return an amount in 元; None for a bare number, which may be in any unit."""
    if stated is None or stated.quantity is None:
        return None
    is_money = stated.quantity.unit.dimension is Dimension.MONEY
    return stated.quantity.value if is_money else None
