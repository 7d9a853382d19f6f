"""Numbers that nobody writes: the 12 months and the 365 days of a year."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from xlaudit.narrative.figures import GIVEN, Figure, Kind
from xlaudit.numbers.quantity import Dimension, Quantity, Unit

__all__ = ["given"]

_FIRST = -1_000_000  # far below the cells of a workbook


@lru_cache(maxsize=64)
def given(number: int, unit: str) -> Figure:
    """Return a number of units as a figure that stands in no text."""
    quantity = Quantity(f"{number}{unit}", Decimal(number), Unit(unit, Dimension.COUNT), 0)
    return Figure(
        id=quantity.literal,
        index=_FIRST - number,
        quantity=quantity,
        value=Decimal(number),
        step=Decimal(1),
        kind=Kind.LEVEL,
        label="",
        lead="",
        passage=GIVEN,
        paragraph=-1,
        sentence=-1,
        depth=0,
        start=-1,
        end=-1,
        origin=(-1, -1),
    )
