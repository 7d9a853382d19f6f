"""The county in figures: every number here is worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.county.filings import filing
from xlaudit.county.digest import Digest
from xlaudit.county.model import Failure, GradeCount, Previous, Standing, Statistics
from xlaudit.county.summary import summarise

# Totals, ours and grades of a small county; 丁局 has only a range, 戊局 states no amounts.
COUNTY = (
    filing("示例县甲局", initial=90, budget=100, spent=80, total=95, ours=94, grade="优", our_grade="优"),
    filing("示例县乙局", initial=250, budget=300, spent=297, total=90, ours=90, grade="优秀", our_grade="优"),
    filing("示例县丙局", initial=50, budget=50.5, spent=20.2, total=88, ours=81.5, grade="“良”", our_grade="良"),
    filing("示例县丁局", budget=10, spent=10, total=70, ours=60, high=72, grade="合格"),
    filing("示例县戊局", total=100, ours=100, our_grade="优"),
)  # fmt: skip


def figures(digests: tuple[Digest, ...] = COUNTY) -> Statistics:
    statistics = summarise(digests).statistics
    assert statistics is not None
    return statistics


def test_amounts_and_rate() -> None:
    told = figures()
    assert (told.initial_budget, told.budget, told.spent) == (3_900_000, 4_605_000, 4_072_000)
    assert told.rate == Decimal(4_072_000) / 4_605_000


def test_means_and_median() -> None:
    told = figures()
    assert told.mean == Decimal("91.375")  # (94 + 90 + 81.5 + 100) / 4: the range is no score
    assert told.median == 92
    # (94 × 100 + 90 × 300 + 81.5 × 50.5) / 450.5
    assert told.weighted_mean == Decimal("40515.75") / Decimal("450.5")
    assert figures(COUNTY[:3]).median == 90


def test_what_an_interrupted_run_left_is_no_failure_to_read() -> None:
    failures = [Failure("坏.xlsx", "打不开"), Failure("等.xlsx", "被中断", is_unread=True)]
    summary = summarise(COUNTY[:2], failures)
    told = summary.statistics
    assert told is not None
    assert (told.submitted, told.unreadable, told.unread) == (2, 1, 1)
    assert (summary.unreadable, summary.unread) == (1, 1)
    by_source = {each.source: each.standing for each in summary.submissions}
    assert (by_source["坏.xlsx"], by_source["等.xlsx"]) == (Standing.UNREADABLE, Standing.UNREAD)
    assert all(each.holds for each in told.checks)
    assert not summary.is_clean


def test_grades() -> None:
    assert figures().grades == (
        GradeCount("优", 2, 3),
        GradeCount("良", 1, 1),
        GradeCount("中", 0, 0),
        GradeCount("差", 0, 0),
        GradeCount("其他", 1, 0),
        GradeCount("未定", 1, 1),
    )


def test_worst_rates_come_first() -> None:
    summary = summarise(COUNTY)
    assert summary.statistics is not None
    names = [summary.departments[index].name for index in summary.statistics.worst]
    assert names == ["示例县丙局", "示例县甲局", "示例县乙局", "示例县丁局"]
    late = filing("示例县庚局", budget=100, spent=1, year=2021)
    assert [
        summarise((*COUNTY, late)).departments[index].name
        for index in figures((*COUNTY, late)).worst
    ] == names
    many = [filing(f"{number:02}局", budget=100, spent=number) for number in range(15)]
    assert len(figures(tuple(many)).worst) == 10


def test_ties_share_a_rank() -> None:
    scores = {"甲局": 90, "乙局": 95, "丙局": "90.00", "丁局": 80}
    rows = summarise([filing(name, ours=score) for name, score in scores.items()]).departments
    assert {row.name: row.rank for row in rows} == {"乙局": 1, "甲局": 2, "丙局": 2, "丁局": 4}


def test_a_range_and_what_does_not_count_have_no_rank() -> None:
    filings = [
        filing("甲局", ours=80, high=90),
        filing("乙局", ours=70),
        filing("丙局", ours=99, year=2021),
    ]
    rows = summarise([*filings, filing("丁局")]).departments
    assert {row.name: row.rank for row in rows} == {
        "甲局": None,
        "乙局": 1,
        "丙局": None,
        "丁局": None,
    }


def test_what_does_not_count_enters_no_total() -> None:
    filings = (
        *COUNTY,
        filing("示例县甲局", file="旧.xlsx", budget=7777, spent=1, ours=1, modified="2020-01-01"),
        filing("示例县己局", budget=8888, spent=1, ours=1, year=2021),
    )
    told = figures(filings)
    assert (told.budget, told.mean, told.submitted) == (4_605_000, Decimal("91.375"), 5)
    assert all(each.holds for each in told.checks)
    files = next(each for each in told.checks if each.label.startswith("计入"))
    assert files.left == files.right == 7


def test_nothing_at_all() -> None:
    told = figures(())
    assert (told.budget, told.rate, told.mean, told.weighted_mean, told.median) == (0, *(None,) * 4)
    assert (told.worst, told.grades, told.submitted) == ((), (), 0)
    zero = figures((filing("甲局", budget=0, spent=0, ours=90),))
    assert (zero.rate, zero.weighted_mean, zero.mean) == (None, None, 90)


def test_a_huge_amount_loses_nothing() -> None:
    told = figures(
        (filing("甲局", budget="1E+40", spent=1), filing("乙局", budget="0.01", spent=1))
    )
    assert told.budget == Decimal(10**44 + 100)
    assert all(each.holds for each in told.checks)


@pytest.mark.parametrize("key", ["示例县甲局", "001"])
def test_last_year_by_name_or_code(key: str) -> None:
    before = Previous(2021, Decimal(5), Decimal(4), Decimal(90), "优")
    digest = replace(COUNTY[0], code="001")
    assert summarise([digest], previous={key: before}).departments[0].previous == before
    assert summarise([digest], previous={"乙局": before}).departments[0].previous is None


@pytest.mark.parametrize(
    ("names", "region", "title"),
    [
        (["示例县甲局", "示例县乙局"], "", "示例县"),
        (["示例县市场监督管理局"], "", "示例县"),
        (["示例县城市管理局", "示例县住房和城市建设局"], "某省", "示例县"),
        (["示例县甲局", "示例县乙局", "某局"], "", "示例县"),
        (["甲局", "乙局"], "示例市", "示例市"),
        (["示例市东山区教育局", "示例市东山区民政局"], "", "示例市东山区"),
        (["示例市东山区教育局", "示例市西山区教育局"], "", "示例市"),
        ([], "", ""),
    ],
)
def test_title(names: list[str], region: str, title: str) -> None:
    assert summarise([filing(name, region=region) for name in names]).title == title
    assert summarise([filing(name) for name in names], title="甲县").title == "甲县"
