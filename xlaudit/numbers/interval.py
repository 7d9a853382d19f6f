"""A figure written as 68.26 stands for any true value from 68.255 to 68.265.

Two statements disagree only when no true value satisfies both. Ends are exact decimals and closed:
half-up and half-even printing both stay inside (the closed end is the tie itself).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext

__all__ = ["Interval"]


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed range of decimals, ``low <= high``."""

    low: Decimal
    high: Decimal

    def __post_init__(self) -> None:
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
        half = Decimal(5).scaleb(-decimals - 1)
        return cls(value - half, value + half)

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Interval:
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        return _span(a * b for a in (self.low, self.high) for b in (other.low, other.high))

    def __truediv__(self, other: Interval) -> Interval:
        """Divide by an interval that does not hold zero.

        Raises:
            ZeroDivisionError: the divisor may be zero; the caller has to say that it cannot check.
        """
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("divisor interval holds zero")
        with localcontext() as context:
            context.prec = 40  # quotients of 28 digits must not lose the end that decides a tie
            return _span(a / b for a in (self.low, self.high) for b in (other.low, other.high))

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
        return max(self.low - other.high, other.low - self.high, Decimal(0))


def _span(values: Iterable[Decimal]) -> Interval:
    ends = sorted(values)
    return Interval(ends[0], ends[-1])
