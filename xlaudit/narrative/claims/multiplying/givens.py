"""Numbers that nobody writes: the 12 months and the 365 days of a year."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xlaudit.narrative.figures import GIVEN, Figure, Kind, out_of_text
from xlaudit.numbers.quantity import Dimension, Quantity, Unit

__all__ = ["given"]

_FIRST = -1_000_000  # far below the cells of a workbook


@lru_cache(maxsize=64)
def given(number: int, unit: str) -> Figure:
    """Return a number of units as a figure that stands in no text."""
    quantity = Quantity(f"{number}{unit}", Decimal(number), Unit(unit, Dimension.COUNT), 0)
    return out_of_text(quantity.literal, _FIRST - number, quantity, kind=Kind.LEVEL, passage=GIVEN)
