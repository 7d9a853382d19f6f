"""Counties become a city, cities a province: sums go up, and every level divides for itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from statistics import median

import pytest

from tests.output import example
from xlaudit.checks.finding import Severity
from xlaudit.county import ladder
from xlaudit.county.digest import Digest, FileStamp, SchemeStamp
from xlaudit.county.digest_json import digest_from_json, digest_to_json
from xlaudit.county.handover import Handover, handover_from_json, handover_to_json
from xlaudit.county.model import CountySummary, Standing
from xlaudit.county.summary import summarise
from xlaudit.county.tally import Tally, together

# A department: name, budget and spent in 元, its own total, ours (two where it is a range), its grade, ours.
Office = tuple[str, str | None, str | None, str | None, tuple[str, str], str, str]
EAST: Sequence[Office] = (
    ("甲局", "1000000.01", "900000.00", "95.00", ("93.50", "93.50"), "优", "优"),
    ("乙局", "500000.00", "250000.00", "88.00", ("88.00", "88.00"), "良", "良"),
)
WEST: Sequence[Office] = (
    ("丙局", "20000.00", "20000.00", "100.00", ("100.00", "100.00"), "优", "优"),
    ("丁局", None, "700.00", None, ("70.00", "80.00"), "", ""),
    ("戊局", "30000.00", None, "61.37", ("61.37", "61.37"), "良", "差"),
)
SOUTH: Sequence[Office] = (("己局", "9.99", "3.33", "88.00", ("88.00", "88.00"), "良", "良"),)


def office(given: Office) -> Digest:
    name, budget, spent, stated, (low, high), stated_grade, grade = given
    amounts = {"budget": budget, "spent": spent}
    return replace(
        example.digest(),
        stamp=FileStamp(f"{name}.xlsx", name.encode().hex()),
        name=name,
        blocks=(),
        facts={key: Decimal(value) for key, value in amounts.items() if value is not None},
        stated_total=None if stated is None else Decimal(stated),
        low=Decimal(low),
        high=Decimal(high),
        stated_grade=stated_grade,
        grade=grade,
    )


def region(name: str, digests: Sequence[Digest]) -> tuple[CountySummary, Digest]:
    """Return a summary, and the row that it becomes above, by way of the text in the workbook."""
    summary = summarise(list(digests))
    tally = ladder.tally_of_summary(summary)
    schemes = tuple({each.scheme.fingerprint: each.scheme for each in digests}.values())
    text = handover_to_json(Handover(name, 2022, schemes, tally, "0.1.0"))
    read = handover_from_json(text)
    stamp = FileStamp(f"{name}.xlsx", name.encode().hex())
    row = ladder.digest_of_summary(
        read.tally,
        stamp,
        name=read.name,
        year=read.year,
        scheme=ladder.scheme_of(read.schemes),
        version=read.version,
    )
    return summary, row


def test_province_is_the_same_as_all_departments_at_once() -> None:
    counties = [
        region(name, list(map(office, offices)))[1]
        for name, offices in (("东县", EAST), ("西县", WEST), ("南县", SOUTH))
    ]
    _, first = region("甲市", counties[:2])
    _, second = region("乙市", counties[2:])
    _, province = region("某省", [first, second])
    direct = ladder.tally_of_summary(summarise([office(each) for each in (*EAST, *WEST, *SOUTH)]))
    assert province.below is not None
    assert replace(province.below, summaries=(), regions=()) == direct
    assert province.units == 6
    assert set(province.below.summaries) == {
        name.encode().hex() for name in ("东县", "西县", "南县", "甲市", "乙市")
    }


def test_figures_by_hand() -> None:
    summary = summarise([office(each) for each in (*EAST, *WEST)])
    tally = ladder.tally_of_summary(summary)
    # 1,000,000.01 + 500,000 + 20,000 + 30,000; the office without a budget has spent 700.
    assert (tally.budget, tally.spent) == (Decimal("1550000.01"), Decimal("1170700.00"))
    assert tally.rate == Decimal("1170000.00") / Decimal("1520000.01")
    totals = [Fraction("93.5"), Fraction(88), Fraction(100), Fraction("61.37")]
    assert tally.mean == Decimal("342.87") / 4
    assert Fraction(tally.median or 0) == median(totals) == Fraction("90.75")
    budgets = [Fraction("1000000.01"), Fraction(500000), Fraction(20000), Fraction(30000)]
    weighted = sum(x * y for x, y in zip(totals, budgets, strict=True)) / sum(budgets)
    assert abs(Fraction(tally.weighted_mean or 0) - weighted) < Fraction(1, 10**20)
    assert tally.stated_mean == (Decimal(95) + 88 + 100 + Decimal("61.37")) / 4
    assert (tally.units, tally.scored, tally.stated) == (5, 4, 4)
    assert dict(tally.grades) == {"优": 2, "良": 1, "差": 1, "": 1}
    assert dict(tally.stated_grades) == {"优": 2, "良": 2, "": 1}
    # Every one of the five is the example's filing, with one 错误, one 待核实 and one 提示.
    assert tally.severities[Severity.ERROR] == 5
    assert tally.unchecked == 5


def test_row_of_a_county() -> None:
    _, digest = region("东县", list(map(office, EAST)))
    (row,) = summarise([digest]).departments
    assert (row.name, row.units, row.year) == ("东县", 2, 2022)
    assert (row.budget, row.spent) == (Decimal("1500000.01"), Decimal("1150000.00"))
    assert (row.stated_total, row.low, row.high) == (Decimal("91.5"), *(Decimal("90.75"),) * 2)
    assert row.difference == Decimal("0.75")
    assert (row.grade, row.stated_grade) == ("", "")
    assert row.counts[Severity.ERROR] == 2
    assert digest_from_json(digest_to_json(digest)) == digest


def test_a_mean_of_means_would_be_wrong() -> None:
    one = region("东县", list(map(office, EAST)))[1]
    other = region("南县", list(map(office, SOUTH)))[1]
    tally = ladder.tally_of_summary(summarise([one, other]))
    assert tally.mean == (Decimal("93.50") + 88 + 88) / 3


def test_rows_that_do_not_count_stay_below() -> None:
    summary = summarise(list(map(office, EAST)))
    rows = tuple(replace(each, is_counted=each.name == "乙局") for each in summary.departments)
    tally = ladder.tally_of_summary(replace(summary, departments=rows))
    assert (tally.units, tally.budget) == (1, Decimal("500000.00"))


def test_nothing_is_nothing() -> None:
    empty = together([])
    assert empty == Tally()
    assert (empty.mean, empty.weighted_mean, empty.median, empty.rate, empty.due) == (None,) * 5


def test_a_roster_is_known_only_where_every_county_has_one() -> None:
    assert together([Tally(due=3), Tally(due=4)]).due == 7
    assert together([Tally(due=3), Tally()]).due is None


def test_a_summary_inside_another_one_does_not_count_again() -> None:
    county = region("东县", list(map(office, EAST)))[1]
    city = region("甲市", [county])[1]
    province = region("某省", [city])[1]
    for digests in ([county, city], [city, county], [county, province]):
        rows = summarise(digests).departments
        assert {row.name: row.is_counted for row in rows if row.name == "东县"} == {"东县": False}
        assert sum(row.is_counted for row in rows) == 1
    assert all(row.is_counted for row in summarise([county]).departments)


def test_a_newer_summary_of_a_region_inside_another_one_is_told() -> None:
    county = region("东县", list(map(office, EAST)))[1]
    city = region("甲市", [county])[1]
    newer = replace(county, stamp=replace(county.stamp, sha256="ee", source="东县（新）.xlsx"))
    summary = summarise([city, newer])
    assert {row.name: row.is_counted for row in summary.departments} == {
        "甲市": True,
        "东县": False,
    }
    (line,) = [each for each in summary.submissions if each.standing is Standing.SUPERSEDED]
    assert "请重新汇总“甲市”" in line.why
    (finding,) = [each.finding for each in summary.comparisons]
    assert (finding.code, finding.severity) == ("XA702", Severity.DOUBT)
    other_year = replace(newer, year=2021)
    standings = {each.name: each.standing for each in summarise([city, other_year]).submissions}
    assert standings["东县"] is Standing.OTHER_YEAR


def test_several_schemes() -> None:
    one = SchemeStamp("a-2022", grades=("优", "良", "差"), fingerprint="a")
    other = SchemeStamp("b-2022", grades=("优秀", "良", "差"), fingerprint="b")
    assert ladder.scheme_of([one, one]) == one
    both = ladder.scheme_of([one, other])
    assert (both.id, both.grades) == ("多个方案", ("优", "良", "差", "优秀"))
    assert ladder.scheme_of([]).id == ""


def test_the_text_that_goes_up_is_documented_json() -> None:
    summary, _ = region("东县", list(map(office, EAST)))
    tally = ladder.tally_of_summary(summary)
    value = json.loads(handover_to_json(Handover("东县", None, (), tally, "0.1.0")))
    assert value["schema"] == "xlaudit.handover/1"
    assert value["tally"]["budget"] == "1500000.01"
    assert value["tally"]["scores"] == {"88.00": 1, "93.50": 1}
    assert value["tally"]["severities"]["error"] == 2


def _changed(**changes: object) -> str:
    tally = ladder.tally_of_summary(summarise(list(map(office, EAST))))
    value = json.loads(handover_to_json(Handover("东县", 2022, (), tally, "0.1.0")))
    value["tally"].update(changes)
    return json.dumps(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"schema": "xlaudit.handover/2"}',
        _changed(units=-1),
        _changed(units=True),
        _changed(budget=1.5),
        _changed(budget="NaN"),
        _changed(budget="=1+1"),
        _changed(budget="1E+999999"),
        _changed(budget="１２"),
        _changed(budget="9" * 700),
        _changed(scores={"x": 1}),
        _changed(severities={"fatal": 1}),
        _changed(summaries=[1]),
        _changed(regions=None),
        "[" * 100_000,
    ],
)
def test_anything_else_is_no_handover(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        handover_from_json(text)


def test_absurd_amounts_go_up_all_the_same() -> None:
    absurd = replace(
        office(EAST[0]), facts={"budget": Decimal("1E+300"), "spent": Decimal("1E-300")}
    )
    _, digest = region("东县", [absurd, office(EAST[1])])
    assert int(digest.facts["budget"]) == 10**300 + 500_000
    summarise([digest])


def test_unknown_keys_are_passed_over() -> None:
    assert handover_from_json(_changed(added_later=7)).tally.units == 2
