"""One way to read a claim: which figures, by which formula, must give the stated figure.

A builder emits every plausible reading; the policy accepts a claim if any of them ties.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import Enum, IntEnum
from math import prod
from typing import NamedTuple

from xlaudit.narrative.figures import Figure
from xlaudit.workbook.place import Place

__all__ = ["Claim", "Formula", "Reading", "Strength", "compute", "spell"]


class Formula(Enum):
    """How the operands give the result; the comment shows operands a, b, c."""

    SUM = "sum"  # a + b + c, each with its sign
    DIFFERENCE = "difference"  # a - b
    RATIO = "ratio"  # a / b
    RATIO_OF_SUM = "ratio of a sum"  # (a + b) / c, the whole last
    PRODUCT = "product"  # a * b * c
    RATE_OF_CHANGE = "rate of change"  # a: level, b: change → b / (a - b), signed
    CHANGE_OF_LEVELS = "change of levels"  # (b - a) / a
    EQUAL = "equal"  # a
    AT_MOST = "at most"  # result ≤ a
    WHOLE = "whole"  # a + b + c make 100%
    GRADE = "grade"  # the band that a score falls into; ``counted`` is 1 if it is the stated one
    COUNT = "count"  # the number of names or paragraphs, given as ``counted``

    __hash__ = object.__hash__  # by identity; Enum's own hashes the name anew each time


class Strength(IntEnum):
    """How surely a reading is the one that was meant."""

    POSSIBLE = 1  # may only confirm
    LIKELY = 2  # may raise a question
    CERTAIN = 3  # unique and closed: may be called an error


class Reading(NamedTuple):
    """``operands`` by ``formula`` must give ``result``."""

    formula: Formula
    operands: tuple[Figure, ...]
    result: Figure
    strength: Strength
    signs: tuple[int, ...] = ()
    counted: int = 0
    is_partial: bool = False  # 其中 promises some of the parts, not all
    note: str = ""


class Claim(NamedTuple):
    """What a stretch of text claims: a ``kind`` of relation and its possible readings."""

    kind: str
    readings: Sequence[Reading]
    needs_slip: bool = False  # nothing is said unless one slip would mend it
    ceiling: Strength = Strength.CERTAIN  # LIKELY: never more than a question
    is_closed: bool = False  # the grammar leaves no other figures: an error however far off, if a slip explains it
    message: str = ""  # where the general sentence would not do
    cells: tuple[Place, ...] = ()  # of the workbook, where an operand is a cell


def compute(reading: Reading, values: Sequence[Decimal]) -> Decimal | None:
    """Return what operands of these values give in the base unit; None where a divisor is zero."""
    rule = _RULES.get(reading.formula)
    if rule is not None:
        return rule(values, reading.signs)
    if reading.formula is Formula.COUNT:
        return Decimal(reading.counted)
    return reading.result.value if reading.formula is Formula.GRADE else values[0]


def _sum(values: Sequence[Decimal], signs: Sequence[int]) -> Decimal:
    if signs:
        return sum((s * value for s, value in zip(signs, values, strict=True)), Decimal())
    return sum(values, Decimal())


def _ratio_of_sum(values: Sequence[Decimal], _: Sequence[int]) -> Decimal | None:
    return sum(values[:-1], Decimal()) / values[-1] if values[-1] else None


def _rate_of_change(values: Sequence[Decimal], signs: Sequence[int]) -> Decimal | None:
    change = values[1] * signs[0]
    base = values[0] - change
    return abs(change / base) if base else None


def _change_of_levels(values: Sequence[Decimal], signs: Sequence[int]) -> Decimal | None:
    return signs[0] * (values[1] - values[0]) / values[0] if values[0] else None


_RULES: dict[Formula, Callable[[Sequence[Decimal], Sequence[int]], Decimal | None]] = {
    Formula.SUM: _sum,
    Formula.WHOLE: _sum,
    Formula.DIFFERENCE: lambda values, _: values[0] - values[1],
    Formula.RATIO: lambda values, _: values[0] / values[1] if values[1] else None,
    Formula.RATIO_OF_SUM: _ratio_of_sum,
    Formula.PRODUCT: lambda values, _: prod(values, start=Decimal(1)),
    Formula.RATE_OF_CHANGE: _rate_of_change,
    Formula.CHANGE_OF_LEVELS: _change_of_levels,
}


_SIGNS = {Formula.DIFFERENCE: "－", Formula.RATIO: "÷", Formula.PRODUCT: "×"}


def spell(reading: Reading) -> str:
    """Return the formula with the figures as written."""
    texts = [operand.text for operand in reading.operands]
    match reading.formula:
        case Formula.SUM | Formula.WHOLE:
            return _spell_sum(reading, texts)
        case Formula.DIFFERENCE | Formula.RATIO | Formula.PRODUCT:
            return _SIGNS[reading.formula].join(texts)
        case Formula.RATIO_OF_SUM:
            return f"（{'＋'.join(texts[:-1])}）÷{texts[-1]}"
        case Formula.RATE_OF_CHANGE:
            sign = "－" if reading.signs[0] > 0 else "＋"
            return f"{texts[1]}÷（{texts[0]}{sign}{texts[1]}）"
        case Formula.CHANGE_OF_LEVELS:
            more, less = (texts[1], texts[0]) if reading.signs[0] > 0 else (texts[0], texts[1])
            return f"（{more}－{less}）÷{texts[0]}"
        case Formula.COUNT:
            return f"逐项计数为{reading.counted}"
        case Formula.AT_MOST:
            return f"不超过{texts[0]}"
        case Formula.GRADE:
            return reading.note
        case _:
            return texts[0]


def _spell_sum(reading: Reading, texts: list[str]) -> str:
    signs = reading.signs or (1,) * len(texts)
    spelled = "".join(
        f"{'＋' if sign > 0 else '－'}{text}" for sign, text in zip(signs, texts, strict=True)
    )
    return spelled.removeprefix("＋")
