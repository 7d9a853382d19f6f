"""Which value of one figure would make a reading tie: the formula turned round."""

from __future__ import annotations

from decimal import Decimal
from math import prod

from xlaudit.narrative.judging.tolerance import rate_step
from xlaudit.narrative.reading import Formula, Reading, compute
from xlaudit.numbers.interval import Interval

__all__ = ["needed", "span"]

_ADDED = (Formula.SUM, Formula.DIFFERENCE)
_RATES = (
    Formula.PRODUCT,
    Formula.RATIO,
    Formula.RATIO_OF_SUM,
    Formula.RATE_OF_CHANGE,
    Formula.CHANGE_OF_LEVELS,
)


def span(reading: Reading, index: int) -> Interval | None:
    """Return the values of an operand, or of the result behind the last one, for which a reading ties.

    A sum leaves one value; a rate leaves all that it would be rounded from. None where none can be told.
    """
    if reading.formula not in (*_ADDED, *_RATES):
        return None
    result = reading.result
    values = [operand.value for operand in reading.operands]
    if index == len(values):
        computed = compute(reading, values)
        if computed is None:
            return None
        half = Decimal() if reading.formula in _ADDED else rate_step(result) / 2
        return Interval(abs(computed) - half, abs(computed) + half)
    if reading.formula in _ADDED:
        value = needed(reading, index, result.value)
        return None if value is None else Interval(value, value)
    half = rate_step(result) / 2
    stated = abs(result.value)
    ends = [needed(reading, index, stated - half), needed(reading, index, stated + half)]
    if ends[0] is None or ends[1] is None:
        return None
    return Interval(min(ends[0], ends[1]), max(ends[0], ends[1]))


def needed(reading: Reading, index: int, stated: Decimal) -> Decimal | None:
    """Solve a reading for one operand, given what it states; None where nothing solves it."""
    values = [operand.value for operand in reading.operands]
    match reading.formula:
        case Formula.SUM:
            sign = reading.signs[index] if reading.signs else 1
            signs = reading.signs or (1,) * len(values)
            computed = sum((s * v for s, v in zip(signs, values, strict=True)), Decimal())
            return values[index] - sign * (computed - stated)
        case Formula.DIFFERENCE:
            return values[1] + abs(stated) if index == 0 else values[0] - abs(stated)
        case Formula.EQUAL | Formula.AT_MOST:
            return abs(stated)
        case Formula.RATIO:
            if index == 0:
                return abs(stated) * values[1]
            return values[0] / abs(stated) if stated else None
        case Formula.PRODUCT:
            others = prod((*values[:index], *values[index + 1 :]), start=Decimal(1))
            return abs(stated) / others if others else None
        case _:
            return _needed_for_rate(reading, values, index, abs(stated))


def _needed_for_rate(
    reading: Reading, values: list[Decimal], index: int, stated: Decimal
) -> Decimal | None:
    match reading.formula:
        case Formula.RATIO_OF_SUM:
            parts = sum(values[:-1], Decimal())
            if index == len(values) - 1:
                return parts / stated if stated else None
            return stated * values[-1] - (parts - values[index])
        case Formula.RATE_OF_CHANGE:
            sign = reading.signs[0]
            if index == 1:
                return stated * values[0] / (1 + sign * stated) if 1 + sign * stated else None
            return values[1] * (1 + sign * stated) / stated if stated else None
        case Formula.CHANGE_OF_LEVELS:
            sign = reading.signs[0]
            if index == 1:
                return values[0] * (1 + sign * stated)
            return values[1] / (1 + sign * stated) if 1 + sign * stated else None
        case _:
            return None
