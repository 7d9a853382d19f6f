"""A figure written as 68.26 stands for any true value from 68.255 to 68.265.

Two statements disagree only when no true value satisfies both. Ends are decimals and closed: half-up and
half-even printing both stay inside (the closed end is the tie itself). What needs more than 60 digits is
rounded outwards, so that no true value ever falls out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, Context, Decimal

__all__ = ["Interval"]

_DOWN = Context(prec=60, rounding=ROUND_FLOOR, Emax=MAX_EMAX, Emin=MIN_EMIN)
_UP = Context(prec=60, rounding=ROUND_CEILING, Emax=MAX_EMAX, Emin=MIN_EMIN)

_Operation = Callable[[Context, Decimal, Decimal], Decimal]


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed range of decimals, ``low <= high``; neither end is infinite.

    >>> budget, spent = Interval.printed(Decimal("28664.34"), 2), Interval.printed(Decimal("16848.83"), 2)
    >>> (spent / budget).meets(Interval.printed(Decimal("0.5878"), 4))
    True
    """

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        if not (self.low.is_finite() and self.high.is_finite()):
            raise ValueError(f"endless interval: {self.low} to {self.high}")
        if self.low > self.high:
            raise ValueError(f"empty interval: {self.low} > {self.high}")

    @classmethod
    def exact(cls, value: Decimal | int) -> Interval:
        """Return the interval of one value."""
        return cls(Decimal(value), Decimal(value))

    @classmethod
    def printed(cls, value: Decimal, decimals: int) -> Interval:
        """Return every true value that prints as ``value`` with ``decimals`` decimals.

        >>> Interval.printed(Decimal("58.78"), 2)
        Interval(low=Decimal('58.775'), high=Decimal('58.785'))
        """
        half = Decimal(5).scaleb(-decimals - 1, _UP)
        return cls(_DOWN.subtract(value, half), _UP.add(value, half))

    def __add__(self, other: Interval) -> Interval:
        return Interval(_DOWN.add(self.low, other.low), _UP.add(self.high, other.high))

    def __neg__(self) -> Interval:
        return Interval(self.high.copy_negate(), self.low.copy_negate())

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        return self._span(other, Context.multiply)

    def __truediv__(self, other: Interval) -> Interval:
        """Divide by an interval that does not hold zero.

        Raises:
            ZeroDivisionError: the divisor may be zero; the caller has to say that it cannot check.
        """
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("divisor interval holds zero")
        return self._span(other, Context.divide)

    def _span(self, other: Interval, operation: _Operation) -> Interval:
        """Return the hull of an operation that is monotonous in each of its operands."""
        corners = [(a, b) for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(
            min(operation(_DOWN, a, b) for a, b in corners),
            max(operation(_UP, a, b) for a, b in corners),
        )

    def scale(self, factor: Decimal) -> Interval:
        """Return the interval in another unit."""
        return self * Interval.exact(factor)

    def meets(self, other: Interval) -> bool:
        """Return whether some true value satisfies both."""
        return self.low <= other.high and other.low <= self.high

    def holds(self, value: Decimal) -> bool:
        """Return whether ``value`` lies inside, ends included."""
        return self.low <= value <= self.high

    def distance(self, other: Interval) -> Decimal:
        """Return how far apart the two are; zero where they meet."""
        gaps = (_UP.subtract(self.low, other.high), _UP.subtract(other.low, self.high))
        return max(*gaps, Decimal(0))
