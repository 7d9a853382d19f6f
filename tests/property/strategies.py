"""What the property tests draw: true values, honest ways to print them, and intervals."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal

from hypothesis import settings
from hypothesis import strategies as st

from xlaudit.numbers.interval import Interval

__all__ = [
    "DECIMALS",
    "ROUNDINGS",
    "decimals",
    "intervals",
    "modest",
    "printed",
    "values",
]

modest = settings(derandomize=True, deadline=None, max_examples=150)
"""The same examples on every run, and few enough for a suite of minutes."""

_PLENTY = Context(prec=200)

DECIMALS = st.integers(0, 6)
"""Digits after the point that people print."""

ROUNDINGS = st.sampled_from((ROUND_HALF_UP, ROUND_HALF_EVEN))
"""Honest ways to round; spreadsheets do the first, some printing libraries the second."""


def values(least: int = -(10**9), most: int = 10**9) -> st.SearchStrategy[Decimal]:
    """Draw true values: exact decimals with up to nine digits after the point, ties among them."""
    coarse = st.decimals(least, most, places=3, allow_nan=False, allow_infinity=False)
    fine = st.decimals(least, most, places=9, allow_nan=False, allow_infinity=False)
    return coarse | fine


def decimals(*places: int) -> st.SearchStrategy[Decimal]:
    """Draw figures as a form prints them, with a number of digits after the point from ``places``."""
    return st.sampled_from(places).flatmap(
        lambda place: st.integers(-(10**9), 10**9).map(lambda whole: Decimal(whole).scaleb(-place))
    )


def printed(value: Decimal, places: int, rounding: str) -> Decimal:
    """Print a true value honestly."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=rounding, context=_PLENTY)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """Draw an interval and a true value inside it."""
    low, inside, high = sorted(draw(st.tuples(values(), values(), values())))
    return Interval(low, high), inside
