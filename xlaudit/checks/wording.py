"""How findings speak: figures as they stand, differences with their direction."""

from __future__ import annotations

from decimal import Decimal

from xlaudit.checks.finding import Effect
from xlaudit.checks.registry import Context
from xlaudit.forms.filing import Stated
from xlaudit.numbers.plain import plain
from xlaudit.numbers.quantity import Dimension, Quantity

__all__ = ["amount", "difference", "effect_on_total", "named", "percent", "quoted"]


def percent(value: Decimal) -> str:
    """Write a fraction as a percentage with two decimals.

    >>> percent(Decimal("0.12439344"))
    '12.44%'
    """
    return f"{value * 100:.2f}%"


def amount(value: Decimal, like: Quantity) -> str:
    """Write a value in base units as ``like`` is written: its unit, at least its decimals."""
    number = value / like.unit.scale
    if like.unit.dimension is Dimension.RATE:
        return percent(value)
    return f"{plain(number)}{like.unit.text}"


def named(label: str) -> str:
    """Put a name into quotes; those that it bears itself become inner ones.

    >>> named("“三公”经费控制率")
    '“‘三公’经费控制率”'
    """
    return f"“{label.replace('“', '‘').replace('”', '’')}”"


def quoted(stated: Stated) -> str:
    """Write what a cell states, with the unit of its table where the cell itself bears none."""
    quantity = stated.quantity
    text = stated.text.strip()
    if quantity is None or not quantity.unit.text or text.endswith(quantity.unit.text):
        return text
    return f"{text}{quantity.unit.text}"


def difference(stated: Decimal, expected: Decimal, unit: str) -> str:
    """Say by how much the stated figure is larger or smaller.

    >>> difference(Decimal(10), Decimal("9.98"), "分")
    '多 0.02 分'
    """
    gap = stated - expected
    return f"{'多' if gap > 0 else '少'} {plain(abs(gap))} {unit}".rstrip()


def effect_on_total(context: Context, change: Decimal) -> Effect:
    """Return what taking ``change`` points from the stated total would alter: the grade, or the score."""
    stated = context.filing.total_score
    if stated is None or stated.quantity is None:
        return Effect.SCORE
    total = stated.quantity.number
    before, after = context.scheme.grade_of(total), context.scheme.grade_of(total - change)
    return Effect.GRADE if before != after else Effect.SCORE
