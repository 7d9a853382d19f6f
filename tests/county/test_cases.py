"""Every check between departments on its cases: filings in, the findings of that code out.

A case has ``filing`` tables (name; file, sha256, modified, year, scheme, budget and spent in 万元, total, text,
rows “name|target|actual”, projects, blocks, told codes), and ``roster``, ``year``, ``chosen`` where it needs
them. ``expect`` names code, severity and the department, 全县 for a finding of no department.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.county.filings import filing
from xlaudit.county.roster import Roster
from xlaudit.county.roster_rows import roster_from_rows
from xlaudit.county.summary import Failure, summarise

CASES = Path(__file__).parent.parent / "cases"

Case = dict[str, Any]


def cases() -> Iterator[object]:
    for path in sorted(CASES.glob("XA7*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield pytest.param(path.stem, case, id=f"{path.stem}-{case['name']}")


def roster(case: Case) -> Roster | None:
    if "roster" not in case:
        return None
    lines = case["roster"].strip().split("\n")
    return roster_from_rows((row, line.split("|")) for row, line in enumerate(lines, start=1))


@pytest.mark.parametrize(("code", "case"), list(cases()))
def test_case(code: str, case: Case) -> None:
    filings = [filing(**each) for each in case.get("filing", ())]
    failures = [Failure(source, "打不开") for source in case.get("unreadable", ())]
    for order in (filings, filings[::-1]):
        summary = summarise(
            order,
            failures,
            roster=roster(case),
            year=case.get("year"),
            chosen=case.get("chosen", ()),
        )
        found = [
            f"{each.finding.code} {each.finding.severity.value} "
            f"{'全县' if each.index is None else summary.departments[each.index].name}"
            for each in summary.comparisons
            if each.finding.code == code
        ]
        assert sorted(found) == sorted(case["expect"]), case["why"]
        for each in summary.comparisons:
            assert case.get("says", "") in each.finding.message or each.finding.code != code


def test_a_total_that_does_not_add_up() -> None:
    """No input makes our own sums wrong, so a wrong one is put into the statistics by hand."""
    from xlaudit.county.model import Reckoned  # noqa: PLC0415 - for this test alone
    from xlaudit.county.registry import COUNTY_CHECKS, County  # noqa: PLC0415

    summary = summarise([filing("甲局", budget=10)])
    assert summary.statistics is not None
    wrong = Reckoned("预算：合计 = 各部门之和", Decimal(100), Decimal(90))
    statistics = replace(summary.statistics, checks=(*summary.statistics.checks, wrong))
    county = County((), summary.submissions, statistics, summary.digests)
    (found,) = COUNTY_CHECKS["XA710"].run(county)
    assert found.index is None
    assert (found.finding.severity.value, found.finding.difference) == ("错误", Decimal(10))
    assert "左边 100，右边 90" in found.finding.message
