"""Sums that a workbook may hold, each as operands, a formula and what Excel's arithmetic makes of it.

Seeded: the same cases on every run. Doubles are computed here exactly as a cell computes them.
LibreOffice is no referee in two corners, so no case lies there: ROUND to whole numbers of computed ties
(it takes the raw double, Excel the 15-digit view), and ROUNDDOWN that keeps nearly 12 digits (it
rounds to 12 digits first).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.numbers import excel

__all__ = ["CASES_A_KIND", "COMPARE_KINDS", "ROUND_KINDS", "TRUNCATE_KINDS", "Sum", "sums"]

CASES_A_KIND = 2500
POINTS = (
    1,
    2,
    2.5,
    4,
    5,
    8,
    10,
    12.5,
    16,
    20,
    25,
    40,
    50,
)  # 分值: dividing by one ends after few digits


@dataclass(frozen=True, slots=True)
class Sum:
    """One row of the referee's sheet: cells A, B and C, the formula in D, and our own answer."""

    operands: tuple[float, ...]
    formula: str  # {row} stands for the number of the row
    ours: Decimal | bool


def _digits(draw: random.Random) -> int:
    return draw.choice((2, 2, 2, 0, 1, 3, 4, -1, -2))


def _uniform(draw: random.Random) -> tuple[tuple[float, ...], str, float]:
    """Any double."""
    value = draw.uniform(-1, 1) * 10 ** draw.randint(0, 9)
    return (value,), "A{row}", value


def _tie(draw: random.Random, digits: int) -> Decimal:
    """A decimal that lies half-way between two numbers of ``digits`` decimals."""
    whole = draw.randint(1, 10 ** draw.randint(1, 7))
    return Decimal(whole * 10 + 5).scaleb(-digits - 1)


def _product(draw: random.Random, value: Decimal) -> tuple[tuple[float, ...], str, float]:
    """``value`` as the outcome of 执行数 ÷ 预算数 × 分值, whose double need not be its nearest."""
    points = draw.choice(POINTS)
    budget = Decimal(draw.randint(1, 99999)).scaleb(-2)
    spent = value * budget / Decimal(points)
    operands = (float(spent), float(budget), float(points))
    return operands, "A{row}/B{row}*C{row}", operands[0] / operands[1] * operands[2]


def _round_uniform(draw: random.Random) -> Sum:
    return _rounding(_uniform(draw), _digits(draw))


def _round_literal_tie(draw: random.Random) -> Sum:
    digits = _digits(draw)
    value = float(_tie(draw, digits) * draw.choice((1, -1)))
    return _rounding(((value,), "A{row}", value), digits)


def _round_ratio(draw: random.Random) -> Sum:
    spent, budget = (round(draw.uniform(1, 99999), 2) for _ in range(2))
    points = draw.choice(POINTS)
    value = spent / budget * points
    return _rounding(((spent, budget, points), "A{row}/B{row}*C{row}", value), _digits(draw))


def _round_computed_tie(draw: random.Random) -> Sum:
    digits = draw.choice((2, 2, 2, 1, 3))
    return _rounding(_product(draw, _tie(draw, digits)), digits)


def _rounding(computed: tuple[tuple[float, ...], str, float], digits: int) -> Sum:
    operands, formula, value = computed
    return Sum(operands, f"ROUND({formula},{digits})", excel.round_half_away(value, digits))


def _truncate_score(draw: random.Random) -> Sum:
    """Any double of the size of a score or a percentage."""
    value = draw.uniform(-150, 150)
    return _truncation(((value,), "A{row}", value), draw.choice((0, 1, 2, 3, -1)))


def _truncate_computed(draw: random.Random) -> Sum:
    """Exact decimals that doubles may miss from below: 0.29 × 100 must stay 29."""
    digits = draw.choice((0, 1, 2))
    value = Decimal(draw.randint(1, 99999)).scaleb(-digits)
    return _truncation(_product(draw, value), digits)


def _truncation(computed: tuple[tuple[float, ...], str, float], digits: int) -> Sum:
    operands, formula, value = computed
    return Sum(operands, f"ROUNDDOWN({formula},{digits})", excel.truncate(value, digits))


def _comparison(draw: random.Random, left: str, value: float, operands: tuple[float, ...]) -> Sum:
    """Hold a computed value in A and B against a written one in C, with one of six signs."""
    sign, agrees = draw.choice(SIGNS)
    ours = agrees(excel.compare(value, operands[2]))
    return Sum(operands, f"({left}){sign}C{{row}}", ours)


SIGNS: tuple[tuple[str, Callable[[int], bool]], ...] = (
    ("=", lambda order: order == 0),
    ("<>", lambda order: order != 0),
    ("<", lambda order: order < 0),
    (">", lambda order: order > 0),
    ("<=", lambda order: order <= 0),
    (">=", lambda order: order >= 0),
)


def _near(draw: random.Random, value: Decimal) -> float:
    """The value itself, or its neighbour in the last written digit."""
    return float(
        value + draw.choice((0, 0, 1, -1)) * Decimal(1).scaleb(int(value.as_tuple().exponent))
    )


def _compare_product(draw: random.Random) -> Sum:
    """0.1 × 3 = 0.3, and everything of that kind."""
    left, right = (Decimal(draw.randint(1, 9999)).scaleb(-draw.randint(0, 3)) for _ in range(2))
    operands = (float(left), float(right), _near(draw, left * right))
    return _comparison(draw, "A{row}*B{row}", operands[0] * operands[1], operands)


def _compare_sum(draw: random.Random) -> Sum:
    """Two amounts or scores against their written total."""
    left, right = (Decimal(draw.randint(1, 999999)).scaleb(-2) for _ in range(2))
    operands = (float(left), float(right), _near(draw, left + right))
    return _comparison(draw, "A{row}+B{row}", operands[0] + operands[1], operands)


def _compare_threshold(draw: random.Random) -> Sum:
    """A rate that reaches its target exactly: 执行数 ÷ 预算数 against 90 %."""
    target = Decimal(draw.randint(1, 150)).scaleb(-2)
    budget = Decimal(draw.randint(1, 999999)).scaleb(-2)
    operands = (float(target * budget), float(budget), _near(draw, target))
    return _comparison(draw, "A{row}/B{row}", operands[0] / operands[1], operands)


def _difference(draw: random.Random) -> Sum:
    """What is left of a total after the product that makes it up: nothing, and not 5.55E-17."""
    left, right = (Decimal(draw.randint(1, 9999)).scaleb(-draw.randint(0, 3)) for _ in range(2))
    operands = (float(left), float(right), _near(draw, left * right))
    difference = excel.subtract(Decimal(operands[0] * operands[1]), Decimal(operands[2]))
    return Sum(operands, "(A{row}*B{row}-C{row})=0", difference == 0)


ROUND_KINDS: dict[str, Callable[[random.Random], Sum]] = {
    "any double": _round_uniform,
    "literal tie": _round_literal_tie,
    "ratio times points": _round_ratio,
    "computed tie": _round_computed_tie,
}
TRUNCATE_KINDS: dict[str, Callable[[random.Random], Sum]] = {
    "any score, cut off": _truncate_score,
    "computed decimal, cut off": _truncate_computed,
}
COMPARE_KINDS: dict[str, Callable[[random.Random], Sum]] = {
    "product against total": _compare_product,
    "sum against total": _compare_sum,
    "rate against target": _compare_threshold,
    "difference against zero": _difference,
}


def sums(kind: str) -> Iterator[Sum]:
    """Yield the cases of a kind, the same ones on every run."""
    draw = random.Random(kind)
    make = (ROUND_KINDS | TRUNCATE_KINDS | COMPARE_KINDS)[kind]
    for _ in range(CASES_A_KIND):
        yield make(draw)
