"""How well stated figures agree: the tiers, by hand arithmetic."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlaudit.checks.agreement import Agreement, judge_rate, judge_sum
from xlaudit.checks.evidence import relative
from xlaudit.numbers.interval import Interval
from xlaudit.numbers.lexer import read_quantity
from xlaudit.numbers.quantity import Quantity


def quantity(text: str) -> Quantity:
    found = read_quantity(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("total", "items", "expected"),
    [
        ("28664.34", ["650.14", "28014.20"], Agreement.TIED),
        # 650.1 stands for 650.14: half a unit of the coarser figure is rounding.
        ("28664.34", ["650.1", "28014.2"], Agreement.ROUNDING),
        # Sixteen amounts, one of them with four decimals, against a total with five.
        ("585.11577", ["32.1658", "552.95"], Agreement.ROUNDING),
        ("606.7958", ["583.79577"], Agreement.CONTRADICTED),
        ("60.07", ["10.01", "20.02", "30.03"], Agreement.ROUNDING),
        ("60.08", ["10.01", "20.02", "30.03"], Agreement.POSSIBLE),
        ("60.09", ["10.01", "20.02", "30.03"], Agreement.CONTRADICTED),
        # Whole numbers are exact: 5 + 28 is not 32, but whole 万元 may each be rounded.
        ("32", ["5", "28"], Agreement.CONTRADICTED),
        ("32万元", ["5万元", "28万元"], Agreement.ROUNDING),
        ("87分", ["6分", "24分", "25分", "33分"], Agreement.CONTRADICTED),
        ("32.00", ["5", "28"], Agreement.CONTRADICTED),
    ],
)
def test_sum(total: str, items: list[str], expected: Agreement) -> None:
    assert judge_sum(quantity(total), [quantity(item) for item in items]) is expected


@pytest.mark.parametrize(
    ("stated", "value", "expected"),
    [
        ("87.56%", Decimal("2699.18") / Decimal("3082.64"), Agreement.TIED),
        ("58.78%", Decimal("16848.83") / Decimal("28664.34"), Agreement.TIED),
        ("95%", Decimal("26.68") / Decimal(28), Agreement.TIED),
        ("12.66%", Decimal("0.38") / Decimal(3), Agreement.ROUNDING),  # cut off
        ("100%", Decimal(28) / Decimal(5), Agreement.CONTRADICTED),
        ("648.50%", Decimal("10236.22") / Decimal("1579.29"), Agreement.CONTRADICTED),
    ],
)
def test_rate(stated: str, value: Decimal, expected: Agreement) -> None:
    assert judge_rate(quantity(stated), value) is expected


def test_a_rate_of_coarse_operands_may_move() -> None:
    """1.02 亿 of 3.41 亿 is any rate from 29.7 to 30.1 %; a printed 29.80 % may be the true one."""
    true = Interval(Decimal("1.015") / Decimal("3.415"), Decimal("1.025") / Decimal("3.405"))
    value = Decimal("1.02") / Decimal("3.41")
    assert judge_rate(quantity("29.80%"), value, true) is Agreement.POSSIBLE
    assert judge_rate(quantity("31.00%"), value, true) is Agreement.CONTRADICTED


@pytest.mark.parametrize(
    ("formula", "row", "column", "expected"),
    [
        ("E3/D3", 3, 6, "R[0]C[-1]/R[0]C[-2]"),
        ("SUM(G3:G9)", 10, 7, "SUM(R[-7]C[0]:R[-1]C[0])"),
        ("$B$2*C4", 4, 4, "R2C2*R[0]C[-1]"),
        ('IF(A1="B2","C3",1)', 1, 2, 'IF(R[0]C[-1]="B2","C3",1)'),
        ("'A1 表'!B2+LOG10(C3)", 1, 1, "'A1 表'!R[1]C[1]+LOG10(R[2]C[2])"),
    ],
)
def test_relative_formula(formula: str, row: int, column: int, expected: str) -> None:
    assert relative(formula, row, column) == expected
