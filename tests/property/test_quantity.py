"""Quantities: a figure in its unit is the same figure in any other, and knows how exact it is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.property.strategies import DECIMALS, ROUNDINGS, modest, printed, values
from xlaudit.numbers.quantity import Dimension, Quantity, Unit

YUAN = Unit("元", Dimension.MONEY)
WAN = Unit("万元", Dimension.MONEY, Decimal(10_000))
YI = Unit("亿元", Dimension.MONEY, Decimal(100_000_000))
PERCENT = Unit("%", Dimension.RATE, Decimal("0.01"))
UNITS = st.sampled_from((YUAN, WAN, YI, PERCENT))


def _written(number: Decimal, unit: Unit) -> Quantity:
    digits = f"{number:f}"
    return Quantity(f"{digits}{unit.text}", number, unit, len(digits.partition(".")[2]))


@modest
@given(values(), DECIMALS, ROUNDINGS, UNITS)
def test_an_honest_figure_holds_the_truth_in_base_units(value, places, rounding, unit):
    """“Every true value, in the base unit, that prints as this literal.”"""
    quantity = _written(printed(value, places, rounding), unit)
    truth = Fraction(value) * Fraction(unit.scale)
    assert Fraction(quantity.interval.low) <= truth <= Fraction(quantity.interval.high)
    assert quantity.interval.holds(quantity.value)


@modest
@given(values(), DECIMALS, DECIMALS, ROUNDINGS, st.tuples(UNITS, UNITS))
def test_one_amount_written_in_two_units_never_disagrees(amount, first, second, rounding, units):
    """“1.2 亿元 and 12000 万元 are one amount.”"""
    one, other = (
        _written(printed(amount / unit.scale, places, rounding), unit)
        for unit, places in zip(units, (first, second), strict=True)
    )
    assert one.interval.meets(other.interval)


@modest
@given(st.integers(1, 10**40), DECIMALS, UNITS)
def test_the_value_is_exact_whatever_its_length(digits, places, unit):
    """Money is Decimal from the literal on; no digit is lost on the way to the base unit."""
    number = Decimal(f"{digits}e-{places}")
    exact = Fraction(digits, 10**places) * Fraction(unit.scale)
    assert Fraction(_written(number, unit).value) == exact


@modest
@given(values(), DECIMALS, UNITS)
def test_more_printed_digits_say_more(value, places, unit):
    """650.14 narrows 650.1 down: the finer figure allows a tenth of the range."""
    coarse = _written(printed(value, places, "ROUND_HALF_UP"), unit).interval
    fine = _written(printed(value, places + 1, "ROUND_HALF_UP"), unit).interval
    assert Fraction(fine.high) - Fraction(fine.low) == (
        (Fraction(coarse.high) - Fraction(coarse.low)) / 10
    )
    assert coarse.meets(fine)


@pytest.mark.parametrize(
    ("number", "unit", "value", "low", "high"),
    [
        ("3082.64", WAN, "30826400", "30826350", "30826450"),
        ("1.2", YI, "120000000", "115000000", "125000000"),
        ("12000", WAN, "120000000", "119995000", "120005000"),
        ("87.56", PERCENT, "0.8756", "0.87555", "0.87565"),
        ("3.0", WAN, "30000", "29500", "30500"),
        ("-16.2", WAN, "-162000", "-162500", "-161500"),
        ("0", WAN, "0", "-5000", "5000"),
    ],
)
def test_figures_reckoned_by_hand(number, unit, value, low, high):
    quantity = _written(Decimal(number), unit)
    assert quantity.value == Decimal(value)
    assert (quantity.interval.low, quantity.interval.high) == (Decimal(low), Decimal(high))
