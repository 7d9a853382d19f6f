"""Excel's arithmetic at its corners; the answers are Excel's as published, or reckoned by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlaudit.numbers import excel

ROUNDED = [
    # value, digits, answer, why it stands here
    (21.9 / 0.2, 0, "110", "the quotient is 109.49999999999999 as a double, 109.5 on 15 digits"),
    (1.005, 2, "1.01", "the double lies below the tie"),
    (2.675, 2, "2.68", "the double lies below the tie"),
    (-1.005, 2, "-1.01", "half away from zero, on both sides of it"),
    (2699.18 / 3082.64 / 0.9 * 10, 2, "9.73", "a real score"),
    (9.985, 2, "9.99", "half up, not half even"),
    (0.5, 0, "1", "half up, not half even"),
    (1250, -2, "1300", "negative digits round to hundreds, and write no exponent"),
    (-1250, -2, "-1300", "the same below zero"),
    (4.9, -1, "0", "less than half of ten"),
    (1e30, 2, "1000000000000000000000000000000.00", "as large as an absurd budget"),
    (Decimal("1e30"), -30, "1000000000000000000000000000000", "the same, its own size as the unit"),
    (Decimal("0.87559999999999993"), 4, "0.8756", "as a file stores 87.56 %"),
    (Decimal("-0.001"), 2, "0.00", "zero has no sign"),
    (0.0, 2, "0.00", "zero itself"),
]


@pytest.mark.parametrize(("value", "digits", "answer", "why"), ROUNDED)
def test_round_half_away(value, digits, answer, why):
    assert str(excel.round_half_away(value, digits)) == answer, why


@pytest.mark.parametrize(
    ("value", "digits", "answer"),
    [
        (0.29 * 100, 0, "29"),  # 28.999999999999996 as a double
        (1.1 * 1.1 * 100, 0, "121"),
        (9.999, 2, "9.99"),
        (-9.999, 2, "-9.99"),
        (1299, -2, "1200"),
        (-0.009, 2, "0.00"),
    ],
)
def test_truncate(value, digits, answer):
    assert str(excel.truncate(value, digits)) == answer


@pytest.mark.parametrize(
    ("value", "digits", "below", "above"),
    [("2.341", 2, "2.34", "2.35"), ("-2.341", 2, "-2.35", "-2.34"), ("2.34", 2, "2.34", "2.34")],
)
def test_floor_and_ceiling_enclose(value, digits, below, above):
    assert str(excel.floor(Decimal(value), digits)) == below
    assert str(excel.ceiling(Decimal(value), digits)) == above


@pytest.mark.parametrize(
    ("left", "right", "order"),
    [
        (0.1 * 3, Decimal("0.3"), 0),
        (0.1 * 3, 0.3, 0),
        (1.1 * 1.1, Decimal("1.21"), 0),
        (sum([0.1] * 10), 1, 0),
        (99.99999999999999, 100, 0),  # 16 digits, of which Excel sees 100.000000000000
        (100.00000000000001, Decimal(100), 0),
        (Decimal("0.8999999999999"), Decimal("0.9"), -1),
        (Decimal("99.6801"), Decimal("99.68"), 1),
        (0.0, Decimal("-0.0"), 0),
        (1e30, Decimal("1e30"), 0),
    ],
)
def test_compare(left, right, order):
    assert excel.compare(left, right) == order
    assert excel.compare(right, left) == -order
    assert excel.equal(left, right) is (order == 0)


def test_subtract_leaves_an_exact_zero():
    assert excel.subtract(Decimal(0.1 * 3), Decimal("0.3")) == 0
    assert excel.subtract(Decimal("0.31"), Decimal("0.3")) == Decimal("0.01")


@pytest.mark.parametrize("digits", [400, 10_000, 330])
def test_more_digits_than_a_number_has_change_nothing(digits):
    assert excel.round_half_away(1.7e308, digits) == Decimal("1.7e308")
    assert excel.round_half_away(Decimal("0.1"), digits) == Decimal("0.1")


@pytest.mark.parametrize("digits", [-400, -10_000])
def test_rounding_to_absurd_units_leaves_zero(digits):
    assert excel.round_half_away(1.7e308, digits) == 0


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        float("-inf"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("1e309"),
        Decimal("-1e999999"),
    ],
)
def test_what_no_cell_can_hold_is_refused(value):
    with pytest.raises(ValueError, match="no number of a cell"):
        excel.view(value)
    with pytest.raises(ValueError, match="no number of a cell"):
        excel.round_half_away(value, 2)
    with pytest.raises(ValueError, match="no number of a cell"):
        excel.compare(value, 1)
