"""A workbook that was never calculated is audited as if it had been."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from xlaudit.hosts.audited import audit_file
from xlaudit.recalculation.complete import complete, is_uncalculated
from xlaudit.workbook.snapshot import Cell, Sheet, Snapshot

SAMPLES = sorted((Path(__file__).parents[2] / "workbooks" / "samples").rglob("*.xlsx"))


@pytest.mark.parametrize("sample", SAMPLES[:6], ids=lambda path: path.stem)
def test_audit_is_the_same_without_stored_results(sample: Path, tmp_path: Path) -> None:
    bare = tmp_path / sample.name
    load_workbook(sample).save(bare)  # writes formulas without results
    before, after = audit_file(sample), audit_file(bare)
    assert is_uncalculated(after.snapshot)
    assert not is_uncalculated(before.snapshot)
    assert after.report.scorecard.score == before.report.scorecard.score
    assert [each.key for each in after.report.findings] == [
        each.key for each in before.report.findings
    ]
    assert any("没有存下结果" in notice for notice in after.report.notices)


def book(**formulas: str) -> Snapshot:
    """Return a sheet of formulas by address in column A: A1="1+1"."""
    cells = {(int(name[1:]), 1): Cell(None, formula) for name, formula in formulas.items()}
    return Snapshot("", (Sheet("表", cells),))


def test_results_follow_from_each_other_in_any_order() -> None:
    done, left = complete(book(A1="A2*2", A2="A3+1", A3="1.5"))
    assert left == 0
    assert [done.sheets[0].value(row, 1) for row in (1, 2, 3)] == [
        Decimal(5),
        Decimal("2.5"),
        Decimal("1.5"),
    ]


def test_circles_and_strange_functions_stay_blank_and_are_counted() -> None:
    done, left = complete(book(A1="A2+1", A2="A1+1", A3="TODAY()", A4="A3+1", A5="1"))
    assert left == 4
    assert done.sheets[0].value(5, 1) == Decimal(1)
    assert done.sheets[0].value(4, 1) is None


def test_a_workbook_with_one_result_is_left_alone() -> None:
    cells = {(1, 1): Cell(Decimal(2), "1+1"), (2, 1): Cell(None, 'IF(A1=2,"","x")')}
    assert not is_uncalculated(Snapshot("", (Sheet("表", cells),)))
