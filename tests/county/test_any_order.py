"""Whatever comes, in whatever order: the summary is the same, and it reconciles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.county.filings import filing
from tests.property.strategies import modest
from xlaudit.county.digest import Digest
from xlaudit.county.model import CountySummary, Failure, Standing
from xlaudit.county.names import normal
from xlaudit.county.roster import Roster, RosterEntry
from xlaudit.county.standing import COUNTING
from xlaudit.county.summary import summarise

NAMES = (
    "示例县教育局",
    "示例县 教育局",
    "第一中学",
    "示例县第一中学",
    "示例县民政局",
    "外来局",
    "",
)
TEXT = "全年举办业务培训班 14 期，培训基层干部 1236 人次，参训人员满意度 96.4%。"
AMOUNTS = st.none() | st.decimals(0, 10**9, places=2, allow_nan=False)
SCORES = st.none() | st.sampled_from(("90", "90.00", "88.5", "100"))
ROSTERS = st.sampled_from(
    [
        None,
        *(
            Roster(
                (
                    RosterEntry("示例县第一中学", superior="示例县教育局", row=2),
                    RosterEntry("示例县教育局", includes_units=includes, row=3),
                    RosterEntry("示例县民政局", row=4),
                )
            )
            for includes in (True, False)
        ),
    ]
)


@st.composite
def filings(draw: st.DrawFn) -> Sequence[Digest]:
    drawn = st.builds(
        filing,
        st.sampled_from(NAMES),
        sha256=st.sampled_from(["", "aa", "bb", "cc", "dd", "ee"]),
        modified=st.sampled_from(["", "2023-03-01T08:00:00Z", "2023-03-02T08:00:00Z", "昨天"]),
        year=st.sampled_from([2021, 2022, 2022, None]),
        scheme=st.sampled_from(["one", "one", "two"]),
        budget=AMOUNTS,
        spent=AMOUNTS,
        total=SCORES,
        ours=SCORES,
        grade=st.sampled_from(["优", "良", "", "甲等"]),
        text=st.sampled_from(["", TEXT]),
    )
    digests = draw(st.lists(drawn, max_size=7))
    return [
        replace(each, stamp=replace(each.stamp, source=f"{index}.xlsx"))
        for index, each in enumerate(digests)
    ]


@modest
@given(filings(), st.integers(0, 2), ROSTERS, st.randoms(use_true_random=False))
def test_order_does_not_matter(digests, broken, roster, random) -> None:
    failures = [Failure(f"坏{number}.xlsx", "打不开") for number in range(broken)]
    expected = summarise(digests, failures, roster=roster, chosen=["1.xlsx"])
    shuffled = list(digests)
    random.shuffle(shuffled)
    other = summarise(shuffled, failures[::-1], roster=roster, chosen=["1.xlsx"])
    assert other == expected
    assert [each.finding for each in other.findings()] == [
        each.finding for each in expected.findings()
    ]


@modest
@given(filings(), st.integers(0, 2), ROSTERS)
def test_everything_is_accounted_for(digests, broken, roster) -> None:
    failures = [Failure(f"坏{number}.xlsx", "打不开") for number in range(broken)]
    summary = summarise(digests, failures, roster=roster)
    rows, statistics = summary.departments, summary.statistics
    assert statistics is not None
    assert all(check.holds for check in statistics.checks)
    assert not [
        each for each in summary.comparisons if each.finding.code == "XA710" and each.index is None
    ]
    files = [each.source for each in summary.submissions if each.source]
    assert sorted(files) == sorted(
        [*(each.source for each in rows), *(each.source for each in failures)]
    )
    standings = {each.source: each.standing for each in summary.submissions if each.source}
    assert all(row.is_counted == (standings[row.source] in COUNTING) for row in rows)
    counted = [row for row in rows if row.is_counted]
    once = Counter(normal(row.name) for row in counted if row.name)
    assert not once or max(once.values()) == 1
    assert statistics.budget == sum((row.budget or Decimal(0) for row in counted), Decimal(0))
    if digests:
        assert counted
    _expected_departments(summary, roster)


def _expected_departments(summary: CountySummary, roster: Roster | None) -> None:
    """Each department of the roster is counted, reported through another one, or missing."""
    for entry in roster.entries if roster else ():
        lines = [each for each in summary.submissions if each.name == entry.name]
        settled = [
            each
            for each in lines
            if each.standing in (Standing.COUNTED, Standing.OTHER_SCHEME, Standing.MISSING)
        ]
        assert len(settled) == 1
