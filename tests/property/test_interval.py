"""Intervals: each test quotes the rule that it proves. Python's exact fractions are the referee."""

from __future__ import annotations

import operator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.property.strategies import (
    DECIMALS,
    ROUNDINGS,
    decimals,
    intervals,
    modest,
    printed,
    values,
)
from xlaudit.numbers.interval import Interval

PARTS = st.lists(st.tuples(values(), DECIMALS, ROUNDINGS), min_size=1, max_size=12)
PRINTING = st.tuples(DECIMALS, ROUNDINGS)


def _interval(value: Decimal, printing: tuple[int, str]) -> Interval:
    """Return what a reader may conclude from a true value that was printed honestly."""
    places, rounding = printing
    return Interval.printed(printed(value, places, rounding), places)


def _sum(parts: list[Interval]) -> Interval:
    total = Interval.exact(0)
    for part in parts:
        total += part
    return total


class TestHonestRounding:
    """“Two statements disagree only when no true value satisfies both.”"""

    @modest
    @given(values(), PRINTING)
    def test_a_printed_figure_holds_its_true_value(self, value, printing):
        """“A figure stands for every true value that prints so”, half up and half even."""
        assert _interval(value, printing).holds(value)

    @modest
    @given(PARTS, PRINTING)
    def test_a_sum_meets_its_printed_total(self, parts, printing):
        """Parts rounded each in its own way never contradict the rounded total."""
        total = sum((value for value, *_ in parts), Decimal(0))
        stated = [_interval(value, (places, rounding)) for value, places, rounding in parts]
        assert _sum(stated).meets(_interval(total, printing))

    @modest
    @given(values(0), values(1), PRINTING, PRINTING, PRINTING)
    def test_a_rate_meets_its_printed_value(self, spent, budget, first, second, third):
        """执行率 printed from the unrounded amounts never contradicts the rounded amounts."""
        exact = Fraction(spent) / Fraction(budget)
        rate = Decimal(exact.numerator * 10**40 // exact.denominator).scaleb(-40)
        divisor = _interval(budget, second)
        assume(divisor.low > 0)
        # The rate is cut off at 40 digits here; a tie at six is told apart by far fewer.
        assert (_interval(spent, first) / divisor).meets(_interval(rate, third))

    @modest
    @given(values(), values(), PRINTING, PRINTING, PRINTING)
    def test_a_difference_meets_its_printed_value(self, budget, spent, first, second, third):
        """全年预算 − 执行数 = 结余, each rounded on its own."""
        left = _interval(budget, first) - _interval(spent, second)
        assert left.meets(_interval(budget - spent, third))

    @modest
    @given(values(), PRINTING, PRINTING)
    def test_one_amount_in_two_units_meets_itself(self, amount, first, second):
        """万元 in the table and 亿元 in the sentence state one amount, each to its own digits."""
        table = _interval(amount, first).scale(Decimal(10_000))
        sentence = _interval(amount.scaleb(-4), second).scale(Decimal(100_000_000))
        assert table.meets(sentence)


class TestDishonestFigures:
    """An error larger than the rounding slack is always seen."""

    @modest
    @given(
        st.lists(decimals(0, 1, 2, 4), min_size=1, max_size=12),
        DECIMALS,
        st.integers(1, 10**6),
        st.sampled_from((1, -1)),
    )
    def test_a_wrong_total_misses(self, parts, places, excess, side):
        """The slack is half a unit of the last digit of each figure: beyond it nothing is excused."""
        slack = _half(places) + sum(map(_half_of, parts))
        # The least error beyond the slack that the printed digits can show, or any larger one.
        unit = Decimal(1).scaleb(-6)
        total = sum(parts, Decimal(0)) + side * (slack + excess * unit)
        stated = Interval.printed(total, places)
        items = _sum([Interval.printed(part, _places(part)) for part in parts])
        assert not items.meets(stated)
        assert items.distance(stated) == excess * unit

    @modest
    @given(decimals(0, 2), decimals(0, 2), DECIMALS, values())
    def test_a_total_misses_exactly_when_it_lies_beyond_the_slack(self, left, right, places, total):
        """Neither earlier nor later: the slack is sharp."""
        slack = _half(places) + _half_of(left) + _half_of(right)
        items = Interval.printed(left, _places(left)) + Interval.printed(right, _places(right))
        error = abs(left + right - total)
        assert items.meets(Interval.printed(total, places)) is (error <= slack)


def _places(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)


def _half(places: int) -> Decimal:
    return Decimal(5).scaleb(-places - 1)


def _half_of(value: Decimal) -> Decimal:
    return _half(_places(value))


class TestArithmetic:
    """The outcome for every true value of the operands lies inside the interval of the outcome."""

    @modest
    @pytest.mark.parametrize(
        "operation", [operator.add, operator.sub, operator.mul, operator.truediv]
    )
    @given(data=st.data())
    def test_results_are_held(self, operation, data):
        """“What needs more than 60 digits is rounded outwards.”"""
        (left, a), (right, b) = data.draw(intervals()), data.draw(intervals())
        if operation is operator.truediv and right.low <= 0 <= right.high:
            with pytest.raises(ZeroDivisionError):
                operation(left, right)
            return
        result = operation(left, right)
        exact = operation(Fraction(a), Fraction(b))
        assert Fraction(result.low) <= exact <= Fraction(result.high)

    @modest
    @pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul])
    @given(left=intervals(), right=intervals())
    def test_ends_are_reached(self, operation, left, right):
        """No interval is wider than it must be: its ends are outcomes of ends."""
        (first, _), (second, _) = left, right
        ends = {
            operation(Fraction(a), Fraction(b))
            for a in (first.low, first.high)
            for b in (second.low, second.high)
        }
        result = operation(first, second)
        assert {Fraction(result.low), Fraction(result.high)} == {min(ends), max(ends)}

    @modest
    @given(st.integers(28, 200), st.integers(1, 9), decimals(0, 2))
    def test_large_numbers_lose_nothing(self, zeros, digit, small):
        """Beyond 28 digits, where Python's own decimals begin to round, and beyond 60."""
        large = Decimal(digit).scaleb(zeros)
        outcome = Interval.exact(large) + Interval.exact(small) - Interval.exact(large)
        assert outcome.holds(small)
        stated = Interval.printed(large, 2)
        assert Fraction(stated.low) <= Fraction(large) - Fraction(1, 200)
        assert Fraction(stated.high) >= Fraction(large) + Fraction(1, 200)


class TestMeeting:
    """``meets`` and ``distance`` speak of the same thing, from both sides alike."""

    @modest
    @given(intervals(), intervals())
    def test_meeting_is_mutual(self, left, right):
        """No finding depends on which of two figures is read first."""
        (first, inside), (second, _) = left, right
        assert first.meets(second) is second.meets(first)
        assert first.distance(second) == second.distance(first)
        assert first.meets(second) is (first.distance(second) == 0)
        assert first.meets(first)
        assert first.holds(inside)

    @modest
    @given(intervals(), values())
    def test_a_point_meets_where_it_is_held(self, drawn, value):
        """``holds`` is ``meets`` for one value."""
        interval, _ = drawn
        assert interval.holds(value) is interval.meets(Interval.exact(value))

    @modest
    @given(intervals(), intervals(), st.sampled_from(("10000", "0.01", "-1", "0.0001")))
    def test_the_unit_decides_nothing(self, left, right, factor):
        """Both in 元 or both in 万元: the verdict is one, the distance scales."""
        (first, _), (second, _) = left, right
        scale = Decimal(factor)
        assert first.scale(scale).meets(second.scale(scale)) is first.meets(second)
        scaled = first.scale(scale).distance(second.scale(scale))
        assert Fraction(scaled) == Fraction(first.distance(second)) * abs(Fraction(scale))

    @modest
    @given(intervals(), values(1, 10**6))
    def test_another_unit_and_back(self, drawn, factor):
        """Multiplying and dividing by one factor loses no true value."""
        interval, inside = drawn
        back = interval.scale(factor) / Interval.exact(factor)
        assert back.holds(inside)


@pytest.mark.parametrize("end", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_an_interval_has_two_finite_ends(end):
    for low, high in ((end, "1"), ("1", end)):
        with pytest.raises(ValueError, match="endless"):
            Interval(Decimal(low), Decimal(high))


def test_an_interval_is_not_empty():
    with pytest.raises(ValueError, match="empty"):
        Interval(Decimal(2), Decimal(1))


@pytest.mark.parametrize(("low", "high"), [("0", "1"), ("-1", "0"), ("-1", "1"), ("0", "0")])
def test_nothing_is_divided_by_what_may_be_zero(low, high):
    with pytest.raises(ZeroDivisionError):
        Interval.exact(1) / Interval(Decimal(low), Decimal(high))


# Real statements, told apart by hand.
STATEMENTS = [
    # numerator, denominator, printed rate, agrees
    ("16848.83", "28664.34", "58.78", True),
    ("2699.18", "3082.64", "87.56", True),
    ("2699.18", "3082.64", "87.57", False),
    ("10236.22", "1579.29", "648.15", True),
    ("10236.22", "1579.29", "648.50", False),
    ("28", "5", "100", False),
]


@pytest.mark.parametrize(("numerator", "denominator", "rate", "agrees"), STATEMENTS)
def test_real_rates(numerator, denominator, rate, agrees):
    above, below, stated = (
        Interval.printed(Decimal(text), len(text.partition(".")[2]))
        for text in (numerator, denominator, rate)
    )
    assert (above / below).meets(stated.scale(Decimal("0.01"))) is agrees
