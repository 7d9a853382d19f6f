"""The county as values: its rows, what was submitted, its statistics. No files, no screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from types import MappingProxyType

from xlaudit.checks.finding import Decision, Finding, Severity
from xlaudit.county.digest import BlockDigest, Digest, FileStamp, SchemeStamp
from xlaudit.county.tally import Tally

__all__ = [
    "CountyFinding",
    "CountySummary",
    "Department",
    "Failure",
    "GradeCount",
    "Previous",
    "Reckoned",
    "Review",
    "Standing",
    "Statistics",
    "Status",
    "Submission",
]


class Status(Enum):
    """What the bureau has to do with a row."""

    CLEAN = "相符"
    DOUBT = "待核实"
    ERROR = "有错误"


@dataclass(frozen=True, slots=True)
class Failure:
    """A workbook that gave no report, and the sentence that says why.

    ``is_unread``: nobody has tried to read it, because the run was interrupted before.
    """

    source: str
    reason: str
    sha256: str = ""
    stamp: FileStamp | None = None
    is_unread: bool = False

    @property
    def standing(self) -> Standing:
        """How its file stands in the submission."""
        return Standing.UNREAD if self.is_unread else Standing.UNREADABLE


@dataclass(frozen=True, slots=True)
class Previous:
    """The same department a year earlier; amounts in 元, the total in 分."""

    year: int
    budget: Decimal | None
    spent: Decimal | None
    total: Decimal | None
    grade: str


@dataclass(frozen=True, slots=True)
class Department:
    """One filing. Amounts are in 元, rates are fractions; None where the form states none.

    ``low`` and ``high`` are our total: equal where it is certain, None where the scheme gives no points.
    ``superior`` is the 主管部门 of a subordinate unit; ``is_counted`` is False where the row is shown but
    does not enter totals (an earlier submission, another year). ``index`` is its digest's.
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
    code: str = ""
    superior: str = ""
    initial_budget: Decimal | None = None
    adjustment_rate: Decimal | None = None
    carryover_rate: Decimal | None = None
    blocks: tuple[BlockDigest, ...] = ()
    is_counted: bool = True
    rank: int | None = None
    previous: Previous | None = None
    index: int = field(default=0, compare=False)
    units: int = 1  # departments behind the row: more than one for a county in a city's summary
    below: Tally | None = None  # their sums and counts, where the row is a whole county
    handled: int = 0  # findings that the bureau decided to leave; they are not among ``counts``

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
        """The gravest of the row's open findings, as what is to be done."""
        if self.counts[Severity.ERROR]:
            return Status.ERROR
        return Status.DOUBT if self.counts[Severity.DOUBT] else Status.CLEAN


class Standing(Enum):
    """How one file, or one department of the roster, stands in the submission."""

    COUNTED = "已报"
    MISSING = "未报"
    UNREADABLE = "无法读取"
    UNREAD = "没有读"  # the run was interrupted before it came to this file
    SUPERSEDED = "重复，未计入"
    OTHER_YEAR = "年度不同，未计入"
    OTHER_SCHEME = "方案不同"
    SAME_CONTENT = "内容相同，未计入"
    HELD = "已含在另一份汇总，未计入"  # a summary inside another one of the same run
    STRANGER = "不在花名册"


@dataclass(frozen=True, slots=True)
class Submission:
    """A line of 报送情况. ``why`` says in one sentence why it counts or not; ``proposal`` is the near
    miss of a name that was not found, never taken by itself.
    """

    standing: Standing
    name: str
    code: str = ""
    superior: str = ""
    contact: str = ""
    source: str = ""
    modified: str = ""
    why: str = ""
    proposal: str = ""


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How many departments have a grade: by their own account, and by ours."""

    grade: str
    stated: int
    reckoned: int


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One of the comparisons behind the master cell 是否相符."""

    label: str
    left: Decimal
    right: Decimal

    @property
    def holds(self) -> bool:
        """Whether both sides are equal."""
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class Statistics:
    """The county in figures, of the departments that count. Amounts in 元, scores in 分.

    ``weighted_mean`` weighs our scores by budget; ``worst`` are the indexes (in ``departments``) of the ten lowest
    execution rates, lowest first.
    """

    due: int | None  # 应报: None without a roster
    submitted: int
    missing: int
    unreadable: int
    grades: tuple[GradeCount, ...]
    mean: Decimal | None
    weighted_mean: Decimal | None
    median: Decimal | None
    initial_budget: Decimal
    budget: Decimal
    spent: Decimal
    rate: Decimal | None
    worst: tuple[int, ...] = ()
    checks: tuple[Reckoned, ...] = ()
    unread: int = 0  # files that an interrupted run did not come to


@dataclass(frozen=True, slots=True)
class CountyFinding:
    """A finding of one filing (``index`` of its department in ``departments``), or of the county (None)."""

    index: int | None
    finding: Finding


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer filled in for one indicator: 复核完成值, 复核得分, 备注."""

    actual: str
    score: Decimal | None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CountySummary:
    """The county, in an order that does not depend on when each workbook was read.

    ``digests`` may be read from a ledger one by one: go through it, do not hold it. ``decisions`` are
    keyed by (department, finding key), ``reviews`` by (department, block, indicator's name).
    """

    departments: tuple[Department, ...]
    failures: tuple[Failure, ...]
    digests: Sequence[Digest] = field(default=(), compare=False)
    title: str = ""  # the region, as in 示例县
    year: int | None = None
    schemes: tuple[SchemeStamp, ...] = ()
    submissions: tuple[Submission, ...] = ()
    statistics: Statistics | None = None
    comparisons: tuple[CountyFinding, ...] = ()
    """Findings between departments and of the county itself (XA7xx)."""
    decisions: Mapping[tuple[str, str], Decision] = field(
        default_factory=lambda: MappingProxyType({})
    )
    reviews: Mapping[tuple[str, str, str], Review] = field(
        default_factory=lambda: MappingProxyType({})
    )

    @property
    def unreadable(self) -> int:
        """How many workbooks could not be read."""
        return len(self.failures) - self.unread

    @property
    def unread(self) -> int:
        """How many workbooks an interrupted run did not come to."""
        return sum(each.is_unread for each in self.failures)

    @property
    def is_clean(self) -> bool:
        """Whether every workbook was read and neither it nor the county has 错误 or 待核实."""
        grave = (Severity.ERROR, Severity.DOUBT)
        return (
            not self.failures
            and all(each.status is Status.CLEAN for each in self.departments)
            and not any(
                each.finding.severity in grave and not self.is_handled(each)
                for each in self.comparisons
            )
        )

    @property
    def handled(self) -> int:
        """How many findings were decided to be left: those of the rows, and those of the county itself."""
        own = (each for each in self.comparisons if each.index is None)
        return sum(row.handled for row in self.departments) + sum(map(self.is_handled, own))

    def decision(self, each: CountyFinding) -> Decision | None:
        """Return what was noted beside a finding, if anything."""
        name = "" if each.index is None else self.departments[each.index].name
        return self.decisions.get((name, each.finding.key))

    def is_handled(self, each: CountyFinding) -> bool:
        """Whether somebody decided that a finding stays as it is."""
        decision = self.decision(each)
        return decision is not None and decision.closes

    def findings(self) -> Iterator[CountyFinding]:
        """Go through all findings: of the county, then of each department in the order of the rows."""
        yield from (each for each in self.comparisons if each.index is None)
        for index, department in enumerate(self.departments):
            for finding in self.digests[department.index].findings:
                yield CountyFinding(index, finding)
            yield from (each for each in self.comparisons if each.index == index)
