"""A score as a formula over the filing's own cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.output import example
from xlaudit.output.live import cell_formula, score_formula
from xlaudit.schemes.expression import Operand, Variable, rounded
from xlaudit.scoring.scorecard import Basis, RowScore
from xlaudit.workbook.place import Place
from xlaudit.workbook.snapshot import Cell, Sheet, Snapshot, Value

PERCENT = "0.00%"


def formula(cell: Cell, operand: Operand) -> str:
    """Return the formula of a score that is just the operand, read from A1."""
    row = RowScore(
        "指标", None, None, None, None, None, operand.value, Basis.COMPUTED, "", Place("表", 1, 1),
        Variable("actual"), {"actual": operand}, {"actual": Place("表", 1, 1)},
    )  # fmt: skip
    told = score_formula(row, Snapshot("", (Sheet("表", {(1, 1): cell}),)), "表")
    assert told is not None
    return told


@pytest.mark.parametrize(
    ("value", "number_format", "operand", "shown", "expected"),
    [
        (Decimal("0.9"), PERCENT, "0.9", "90%", "A1"),
        (Decimal(90), "General", "0.9", "90%", "(A1/100)"),
        (Decimal("28664.34"), "General", "286643400", "28664.34 万元", "(A1*10000)"),
        (Decimal(0), "General", "0", "0%", "(A1/100)"),
        (Decimal(0), PERCENT, "0", "0.00%", "A1"),
        (Decimal(0), "General", "0", "0 万元", "(A1*10000)"),
        # What the cell shows is what is stated, whatever the digits behind it.
        (Decimal("622.6200000000008"), "0.00", "6226200", "622.62 万元", "(ROUND(A1,2)*10000)"),
        (Decimal("0.87558976"), "0.00%", "0.8756", "87.56%", "ROUND(A1,4)"),
        (Decimal("87.558976"), "0.00", "0.8756", "87.56%", "(ROUND(A1,2)/100)"),
        ("87.56%", "General", "0.8756", "87.56%", "VALUE(A1)"),
        ("≥90%", "General", "0.9", "90%", 'VALUE(SUBSTITUTE(A1,"≥",""))'),
        ("≥ 90％", "General", "0.9", "90%",
         'VALUE(SUBSTITUTE(SUBSTITUTE(A1,"≥ ",""),"％","%"))'),
        ("1,234.5万元", "General", "12345000", "1234.5 万元",
         '(VALUE(SUBSTITUTE(SUBSTITUTE(A1,"万元",""),",",""))*10000)'),
        ("９０", "General", "90", "90", "90"),  # full-width digits: no formula that all programs share
        ('9"&A9&"', "General", "9", "9", "9"),  # never out of the quotation marks
        ('9"', "General", "9", "9", "9"),
        ("经统计，全年完成数量为9", "General", "9", "9", "9"),  # a sentence is no cell of a number
        ("2个项目，90%", "General", "0.9", "90%", "0.9"),
        (Decimal(88), "General", "0.9", "90%", "0.9"),  # the cell does not give the operand
        (True, "General", "1", "1", "1"),
    ],
)  # fmt: skip
def test_cell_is_read_as_the_operand(
    value: Value, number_format: str, operand: str, shown: str, expected: str
) -> None:
    cell = Cell(value, number_format=number_format)
    assert formula(cell, Operand(Decimal(operand), "", shown)) == expected


def test_a_unit_that_cancels_out_is_left_out() -> None:
    rows = {row.label: row for row in example.report().scorecard.rows}
    told = score_formula(rows["预算执行率"], example.snapshot(), example.SHEET)
    assert told == "ROUND(MAX(0,MIN(1,D4/C4/0.9))*10,2)"


def test_a_unit_that_does_not_cancel_out_is_kept() -> None:
    spent, budget = Variable("spent"), Variable("budget")
    amounts = {
        "spent": Operand(Decimal(10511600), "", "1051.16 万元"),
        "budget": Operand(Decimal(12005000), "", "1200.5 万元"),
    }
    sources = {"spent": Place(example.SHEET, 4, 4), "budget": Place(example.SHEET, 4, 3)}
    for expression in (spent - budget, spent * budget, rounded(spent, 2) / budget):
        row = RowScore(
            "差", None, None, None, None, None, Decimal(0), Basis.COMPUTED, "",
            Place(example.SHEET, 4, 1), expression, amounts, sources,
        )  # fmt: skip
        told = score_formula(row, example.snapshot(), example.SHEET)
        assert told is not None
        assert told.count("*10000") == 2


def test_cell_of_another_sheet_is_named_with_it() -> None:
    stated, snapshot = example.stated("9.73", 4, 6), example.snapshot()
    assert cell_formula(stated, Decimal("9.73"), snapshot, "另表") == "'自评表'!F4"
    assert cell_formula(stated, Decimal("9.74"), snapshot, "另表") == "9.74"
    nowhere = example.stated("-1", 99, 1)
    assert cell_formula(nowhere, Decimal(-1), snapshot, "另表") == "(-1)"
