"""Which filing of a department counts, and what is said of the others."""

from __future__ import annotations

import pytest

from tests.county.filings import filing
from xlaudit.county.model import CountySummary, Failure, Standing
from xlaudit.county.roster import Roster, RosterEntry
from xlaudit.county.summary import summarise

SCHOOLS = Roster(
    (
        RosterEntry("示例县民政局", "002", row=2, contact="李四 0371-2"),
        RosterEntry("示例县第一中学", "00101", superior="示例县教育局", row=3),
        RosterEntry("示例县教育局", "001", ("教体局",), row=4),
        RosterEntry("示例县第二中学", "00102", superior="示例县教育局", row=5),
    )
)


def lines(summary: CountySummary) -> list[tuple[str, str, str]]:
    return [(each.standing.value, each.name, each.source) for each in summary.submissions]


def counted(summary: CountySummary) -> list[str]:
    return [each.source for each in summary.departments if each.is_counted]


def test_the_later_one_counts_whatever_its_name() -> None:
    times = ["2023-03-09T09:00:00Z", "2023-03-09T16:30:00+08:00", "2023-03-08T23:00:00Z", ""]
    filings = [
        filing("甲局", file=f"{number}.xlsx", modified=time) for number, time in enumerate(times)
    ]
    summary = summarise(filings)
    assert counted(summary) == ["0.xlsx"]  # half an hour after 16:30 in Beijing
    line = summary.submissions[1]
    assert line.why == "同一部门有 4 份，计保存较晚（2023-03-09 09:00:00）的 0.xlsx"
    assert counted(summarise(filings[1:])) == ["1.xlsx"]
    assert counted(summarise(filings[2:])) == ["2.xlsx"]


def test_of_one_moment_the_first_by_name_counts() -> None:
    filings = [filing("甲局", file=name) for name in ("b.xlsx", "a.xlsx", "a1.xlsx")]
    summary = summarise(filings)
    assert counted(summary) == ["a.xlsx"]
    assert [each.why for each in summary.submissions] == [
        "同一部门有 3 份，计这一份；计入汇总",
        "同一部门有 3 份，保存时间相同，计文件名在前的 a.xlsx",
        "同一部门有 3 份，保存时间相同，计文件名在前的 a.xlsx",
    ]
    assert all(each.is_duplicate for each in summary.departments)


def test_the_chosen_one_counts() -> None:
    filings = [
        filing("甲局", file="旧.xlsx", modified="2023-01-01T00:00:00Z"),
        filing("甲局", file="新.xlsx", modified="2023-02-01T00:00:00Z"),
    ]
    summary = summarise(filings, chosen=["旧.xlsx"])
    assert counted(summary) == ["旧.xlsx"]
    (line,) = [each for each in summary.submissions if each.standing is Standing.SUPERSEDED]
    assert line.why == "同一部门有 2 份，按指定计 旧.xlsx"


def test_a_chosen_one_of_another_year_does_not_count() -> None:
    filings = [filing("甲局", file="去年.xlsx", year=2021), filing("乙局"), filing("丙局")]
    assert "去年.xlsx" not in counted(summarise(filings, chosen=["去年.xlsx"]))


def test_same_content_counts_once_and_the_chosen_name_stands() -> None:
    filings = [filing("甲局", file=name, sha256="ab") for name in ("1.xlsx", "2.xlsx", "3.xlsx")]
    assert counted(summarise(filings)) == ["1.xlsx"]
    summary = summarise(filings, chosen=["3.xlsx"])
    assert counted(summary) == ["3.xlsx"]
    assert [each.why for each in summary.submissions] == [
        "与 3.xlsx 一字不差",
        "与 3.xlsx 一字不差",
        "计入汇总",
    ]


def test_files_without_a_hash_are_not_the_same() -> None:
    filings = [filing(name, sha256="") for name in ("甲局", "乙局")]
    assert len(counted(summarise(filings))) == 2


@pytest.mark.parametrize(
    ("years", "year"),
    [([2022, 2022, 2021], 2022), ([2021, 2022], 2022), ([None, None], None), ([2021, None], 2021)],
)
def test_year_is_the_most_frequent_of_equals_the_later(
    years: list[int | None], year: int | None
) -> None:
    filings = [filing(f"{number}局", year=each) for number, each in enumerate(years)]
    assert summarise(filings).year == year


def test_a_filing_without_a_year_counts() -> None:
    filings = [filing("甲局"), filing("乙局", year=None), filing("丙局", year=2021)]
    assert counted(summarise(filings, year=2022)) == ["乙局.xlsx", "甲局.xlsx"]


def test_scheme_is_that_of_the_year() -> None:
    old = [filing(f"{number}局", year=2021, scheme="old") for number in range(2)]
    new = [filing(f"{number}院", scheme="new") for number in range(2)]
    summary = summarise([*old, *new, filing("丙所", scheme="other")])
    assert [each.id for each in summary.schemes] == ["new", "old", "other"]
    standings = {each.source: each.standing for each in summary.submissions}
    assert standings["丙所.xlsx"] is Standing.OTHER_SCHEME
    assert standings["0局.xlsx"] is Standing.OTHER_YEAR


def test_roster_against_what_came() -> None:
    filings = [
        filing("教体局", file="a.xlsx"),
        filing("00102-二中", file="b.xlsx"),
        filing("示例县民政", file="c.xlsx"),
    ]
    summary = summarise(filings, [Failure("报送/第一中学.xls", "打不开")], roster=SCHOOLS)
    assert lines(summary) == [
        ("未报", "示例县民政局", ""),
        ("已报", "示例县教育局", "a.xlsx"),
        ("未报", "示例县第一中学", ""),
        ("已报", "示例县第二中学", "b.xlsx"),
        ("不在花名册", "示例县民政", "c.xlsx"),
        ("无法读取", "", "报送/第一中学.xls"),
    ]
    civil, education, first, second, stranger, broken = summary.submissions
    assert (civil.contact, civil.code) == ("李四 0371-2", "002")
    assert education.why == "计入汇总；表中部门名称为“教体局”，按别名归入"
    assert first.why == "没有收到；文件名相近的 报送/第一中学.xls 无法读取"
    assert (second.why, second.superior) == (
        "计入汇总；表中部门名称为“二中”，按编码归入",
        "示例县教育局",
    )
    assert stranger.proposal == "示例县民政局"
    assert (broken.proposal, broken.why) == ("示例县第一中学", "打不开")
    statistics = summary.statistics
    assert statistics is not None
    assert (statistics.due, statistics.submitted, statistics.missing, statistics.unreadable) == (
        *(4, 2, 2),
        1,
    )
    assert all(each.holds for each in statistics.checks)
    assert [row.name for row in summary.departments] == [
        "示例县教育局",
        "示例县第二中学",
        "示例县民政",
    ]


def test_units_within_their_superior_count_once() -> None:
    entries = list(SCHOOLS.entries)
    entries[2] = RosterEntry("示例县教育局", "001", includes_units=True, row=4)
    roster = Roster(tuple(entries))
    filings = [
        filing("示例县教育局", budget=900),
        filing("示例县第一中学", budget=300),
        filing("示例县民政局", budget=100),
    ]
    summary = summarise(filings, roster=roster)
    assert summary.statistics is not None
    assert summary.statistics.budget == 10_000_000
    assert lines(summary) == [
        ("已报", "示例县民政局", "示例县民政局.xlsx"),
        ("已报", "示例县教育局", "示例县教育局.xlsx"),
        ("已报", "示例县第一中学", ""),
        ("重复，未计入", "示例县第一中学", "示例县第一中学.xlsx"),
        ("已报", "示例县第二中学", ""),
    ]
    assert summary.statistics.missing == 0
    assert all(each.holds for each in summary.statistics.checks)


def test_units_count_themselves_where_their_superior_did_not_report() -> None:
    entries = list(SCHOOLS.entries)
    entries[2] = RosterEntry("示例县教育局", "001", includes_units=True, row=4)
    summary = summarise([filing("示例县第一中学", budget=300)], roster=Roster(tuple(entries)))
    assert counted(summary) == ["示例县第一中学.xlsx"]
    assert summary.statistics is not None
    assert summary.statistics.missing == 3


def test_both_count_where_nothing_is_said() -> None:
    filings = [filing("示例县教育局", budget=900), filing("示例县第一中学", budget=300)]
    summary = summarise(filings, roster=SCHOOLS)
    assert summary.statistics is not None
    assert summary.statistics.budget == 12_000_000
    assert [each.superior for each in summary.departments] == ["", "示例县教育局"]
