"""The key of a finding: the same defect wherever it has moved to, and whatever the text's file is called."""

from __future__ import annotations

from dataclasses import replace

from xlaudit.checks.finding import Finding, Severity
from xlaudit.workbook.place import Place

FINDING = Finding(
    "XA401",
    Severity.ERROR,
    "合计不符",
    Place("自评表", 5, 3),
    quote="860",
    stated="860",
    expected="850",
)


def test_key_stays_when_rows_move_and_changes_with_the_figures() -> None:
    assert replace(FINDING, place=Place("自评表", 9, 3)).key == FINDING.key
    for change in ({"stated": "870"}, {"expected": "851"}, {"code": "XA402"}, {"quote": "87"}):
        assert replace(FINDING, **change).key != FINDING.key
    assert replace(FINDING, place=Place("别的表", 5, 3)).key != FINDING.key


def test_key_of_a_text_does_not_depend_on_the_name_of_its_file() -> None:
    keys = {replace(FINDING, place=Place(name, 2, 0)).key for name in ("报告.txt", "报告(2).txt")}
    assert len(keys) == 1
