"""A number as somebody wrote it: the literal, its exact value, its unit and the decimals shown.

The unit says what may be compared with what (its dimension) and how to convert (its scale):
1.2 亿元 and 12000 万元 are one amount; 12% and 12 个百分点 are not one kind of figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from enum import Enum

from xlaudit.numbers.interval import Interval

__all__ = ["Comparator", "Dimension", "Quantity", "Unit"]

# A product of two written numbers is exact; Python's default context would keep 28 digits of it.
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


class Dimension(Enum):
    """What kind of thing a figure measures; only equal dimensions are ever compared."""

    MONEY = "money"
    RATE = "rate"
    POINTS = "points"  # 百分点: a difference of rates
    SCORE = "score"
    COUNT = "count"
    NUMBER = "number"  # no unit written

    __hash__ = object.__hash__  # by identity; Enum's own hashes the name anew each time


class Comparator(Enum):
    """The word or sign in front of (or behind) a figure; the value is the sign shown to users."""

    EQUAL = "="
    AT_LEAST = "≥"
    AT_MOST = "≤"
    ABOVE = ">"
    BELOW = "<"
    ABOUT = "约"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as written, with its dimension and the factor to the base unit (元, 1, 分, one piece)."""

    text: str
    dimension: Dimension
    scale: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One written number.

    ``number`` is the value in the written unit (87.56 for 87.56%), ``decimals`` the digits after its
    point, ``start`` and ``end`` its place in the text it came from (unit included).
    """

    literal: str
    number: Decimal
    unit: Unit
    decimals: int
    comparator: Comparator = Comparator.EQUAL
    start: int = 0
    end: int = 0

    @property
    def value(self) -> Decimal:
        """The value in the base unit of its dimension: 元, 1 for rates, 分, pieces."""
        return _EXACT.multiply(self.number, self.unit.scale)

    @property
    def interval(self) -> Interval:
        """Every true value, in the base unit, that prints as this literal."""
        return Interval.printed(self.number, self.decimals).scale(self.unit.scale)
