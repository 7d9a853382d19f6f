"""Many reports as one county."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

from tests.output import example
from xlaudit.checks.finding import Severity
from xlaudit.county.digest import Digest
from xlaudit.county.summary import Failure, Status, summarise


def report(department: str, source: str, *severities: Severity) -> Digest:
    """Return the example as the filing of a department, with findings of these severities."""
    findings = [replace(example.FINDINGS[0], severity=severity) for severity in severities]
    filing = replace(example.filing(), department=example.stated(department, 1, 1))
    whole = replace(example.report(), source=source, filing=filing, findings=tuple(findings))
    return example.digest(whole)


def test_row_of_a_department() -> None:
    (row,) = summarise([example.digest()]).departments
    assert (row.name, row.source, row.year) == ("示例县档案馆", "自评表.xlsx", 2022)
    assert (row.budget, row.spent) == (Decimal(12005000), Decimal(10511600))
    assert row.rate == Decimal(10511600) / Decimal(12005000)
    assert (row.stated_total, row.low, row.high) == (
        Decimal("92.73"),
        Decimal("91.23"),
        Decimal("91.23"),
    )
    assert row.difference == Decimal("1.50")
    assert (row.stated_grade, row.grade, row.status) == ("优", "优", Status.ERROR)
    assert row.unchecked == 1


def test_order_does_not_matter() -> None:
    reports = [report("乙局", "b.xlsx"), report("甲局", "c.xlsx"), report("甲局", "a.xlsx")]
    failures = [Failure("z.xlsx", "打不开"), Failure("y.xlsx", "打不开")]
    expected = summarise(reports, failures)
    assert [row.source for row in expected.departments] == ["b.xlsx", "a.xlsx", "c.xlsx"]
    assert [failure.source for failure in expected.failures] == ["y.xlsx", "z.xlsx"]
    for order in permutations(reports):
        assert summarise(list(order), reversed(failures)) == expected


def test_duplicates_are_flagged_and_kept() -> None:
    rows = summarise([report("甲局", "a"), report("甲局", "b"), report("乙局", "c")]).departments
    assert [(row.name, row.is_duplicate) for row in rows] == [
        ("乙局", False),
        ("甲局", True),
        ("甲局", True),
    ]


def test_filings_without_a_name_are_not_duplicates_of_each_other() -> None:
    rows = summarise([report("", "a"), report(" ", "b")]).departments
    assert [row.is_duplicate for row in rows] == [False, False]


def test_status() -> None:
    cases = {
        (): Status.CLEAN,
        (Severity.HINT, Severity.ROUNDING): Status.CLEAN,
        (Severity.HINT, Severity.DOUBT): Status.DOUBT,
        (Severity.DOUBT, Severity.ERROR): Status.ERROR,
    }
    for severities, status in cases.items():
        summary = summarise([report("甲局", "a", *severities)])
        assert summary.departments[0].status is status
        assert summary.is_clean is (status is Status.CLEAN)
    assert not summarise([], [Failure("a", "打不开")]).is_clean


def test_what_is_not_stated_is_none() -> None:
    bare = replace(example.filing(), facts={}, total_score=None, grade=None, year=None)
    (row,) = summarise([example.digest(replace(example.report(), filing=bare))]).departments
    assert (row.budget, row.rate, row.stated_total, row.difference, row.year) == (None,) * 5


def test_an_amount_without_a_unit_is_not_taken_for_yuan() -> None:
    bare = replace(example.filing(), facts={"budget": example.stated("1200.5", 4, 3)})
    assert (
        summarise([example.digest(replace(example.report(), filing=bare))]).departments[0].budget
        is None
    )


def test_a_scheme_without_points_gives_no_score() -> None:
    scheme = replace(example.SCHEME, total=None)
    (row,) = summarise([example.digest(replace(example.report(), scheme=scheme))]).departments
    assert (row.low, row.high, row.grade, row.difference) == (None, None, "", None)
