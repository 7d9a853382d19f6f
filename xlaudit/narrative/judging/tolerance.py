"""How far a stated figure may be from the computed one, and what to call the distance.

Not one epsilon: sums are held to their finest printed digit, rates to half of their last digit, and
only what no true values behind the printed ones can explain is a contradiction.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal
from enum import IntEnum
from functools import reduce
from operator import mul
from typing import NamedTuple

from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Formula, Reading, compute
from xlaudit.numbers.interval import Interval
from xlaudit.numbers.quantity import Dimension

__all__ = ["Judgement", "Tier", "half_steps", "judge", "rate_step", "rounds", "sum_slack", "ties"]

_HALF = Decimal("0.5")
_RATE_SLACK = Decimal("0.0005")  # 0.05 of a percentage point beyond the last digit
_LONG = 4  # digits of an amount beside which its decimals are small
_SUMS = frozenset({Formula.SUM, Formula.DIFFERENCE, Formula.EQUAL})
_RATES = frozenset(
    {
        Formula.RATIO,
        Formula.RATIO_OF_SUM,
        Formula.PRODUCT,
        Formula.RATE_OF_CHANGE,
        Formula.CHANGE_OF_LEVELS,
    }
)
_EXACT = (Dimension.COUNT, Dimension.SCORE)


class Tier(IntEnum):
    """From certain agreement to certain disagreement."""

    TIED = 0
    ROUNDING = 1  # 尾差: the rounding of the operands explains it
    TRUNCATED = 2  # 尾差: cut off instead of rounded
    HINT = 3  # only the worst case of all roundings together explains it
    CONTRADICTION = 4


class Judgement(NamedTuple):
    """The tier, and what the operands give in the base unit."""

    tier: Tier
    computed: Decimal


def judge(
    reading: Reading,
    *,
    only_ties: bool = False,
    changed: Figure | None = None,
    to: Decimal = _HALF,
) -> Judgement | None:
    """Hold the stated figure against the computed one; None where nothing can be computed.

    With ``only_ties`` whatever does not tie is a contradiction: cheaper, for readings that may only confirm.
    With ``changed`` that figure is taken to have the value ``to``, its printed precision kept.
    """
    values = [operand.value for operand in reading.operands]
    stated = reading.result.value
    if changed is not None:
        index = changed.index
        values = [
            to if operand.index == index else value
            for operand, value in zip(reading.operands, values, strict=True)
        ]
        stated = to if reading.result.index == index else stated
    computed = compute(reading, values)
    if computed is None:
        return None
    if reading.formula in _RATES:
        tier = _judge_rate(reading, values, stated, computed, only_ties=only_ties)
    elif reading.formula in _SUMS:
        tier = _judge_sum(reading, computed - stated, only_ties=only_ties)
    else:
        tier = Tier.TIED if _holds(reading, stated, computed) else Tier.CONTRADICTION
    return Judgement(tier, computed)


def ties(reading: Reading) -> bool:
    """Tell whether a reading ties exactly."""
    judgement = judge(reading, only_ties=True)
    return judgement is not None and judgement.tier is Tier.TIED


def rounds(reading: Reading) -> bool:
    """Tell whether a reading is nearly right: neither tied nor contradicted, and often not worth a remark."""
    judgement = judge(reading)
    return judgement is not None and judgement.tier not in (Tier.TIED, Tier.CONTRADICTION)


def _holds(reading: Reading, stated: Decimal, computed: Decimal) -> bool:
    match reading.formula:
        case Formula.AT_MOST:
            return stated <= computed
        case Formula.WHOLE:
            slack = sum((operand.step for operand in reading.operands), Decimal()) * _HALF
            return abs(computed - 1) <= slack
        case Formula.GRADE:
            return bool(reading.counted)
        case _:  # names and paragraphs counted
            return computed == stated


def half_steps(figures: Iterable[Figure]) -> dict[int, Decimal]:
    """Return by how much each figure's true value may differ from the printed one.

    An integer among decimals of its unit is exact (5 万元 is 5.00), and so are counts and scores; whole
    万元 among whole 万元 may each be off by half.
    """
    group = list(figures)
    has_decimals = any(figure.quantity.decimals for figure in group)
    finest = min((figure.quantity.unit.scale for figure in group), default=Decimal(1))
    result = {}
    for figure in group:
        scale = figure.quantity.unit.scale
        if figure.dimension in _EXACT and scale == 1:
            half = Decimal()
        elif figure.quantity.decimals or scale > finest:
            half = figure.step * _HALF
        else:
            half = Decimal() if has_decimals or scale == 1 else figure.step * _HALF
        result[figure.index] = half
    return result


def sum_slack(figures: list[Figure]) -> Decimal:
    """Return the 尾差 that a sum of these figures may show without anyone having made a mistake."""
    if figures[0].dimension in _EXACT:
        return Decimal()
    steps = [figure.step for figure in figures if figure.quantity.decimals]
    finest = min(steps) if steps else min(figure.step for figure in figures)
    if not steps and finest == 1:
        return Decimal()
    count = Decimal(len(figures))
    slack = max(finest, finest * Decimal("0.6") * count.sqrt())
    coarser = [step * _HALF for step in steps if step > finest]
    return max([slack, *coarser])


def _judge_sum(reading: Reading, difference: Decimal, *, only_ties: bool) -> Tier:
    if not difference:
        return Tier.TIED
    if only_ties:
        return Tier.CONTRADICTION
    figures = [*reading.operands, reading.result]
    if reading.formula is Formula.EQUAL:
        return _judge_equal(reading.operands[0], reading.result, abs(difference))
    if abs(difference) <= sum_slack(figures):
        return Tier.ROUNDING
    if _is_cut_off(reading, difference):
        return Tier.TRUNCATED
    if abs(difference) <= sum(half_steps(figures).values()):
        return Tier.HINT
    return Tier.CONTRADICTION


def _is_cut_off(reading: Reading, difference: Decimal) -> bool:
    """Tell whether a total only lost the decimals of its parts: 328,661 of 49,376 and 279,285.70."""
    result = reading.result
    if result.dimension is not Dimension.MONEY or len(result.digits) < _LONG:
        return False
    finer = any(operand.step < result.step for operand in reading.operands)
    return finer and 0 < difference < result.step


def _judge_equal(first: Figure, second: Figure, difference: Decimal) -> Tier:
    """Two statements of one amount agree where the coarser is the finer, rounded."""
    coarse = max(first.step, second.step)
    exact = first.step == second.step or (first.dimension in _EXACT)
    return Tier.TIED if not exact and difference <= coarse * _HALF else Tier.CONTRADICTION


def rate_step(result: Figure) -> Decimal:
    """Return the last printed digit of a rate; one without its % sign is a percentage all the same."""
    return result.step / 100 if result.dimension is Dimension.NUMBER else result.step


def _judge_rate(
    reading: Reading,
    values: list[Decimal],
    stated: Decimal,
    computed: Decimal,
    *,
    only_ties: bool,
) -> Tier:
    step = rate_step(reading.result)
    if computed * stated < 0 and reading.formula is Formula.CHANGE_OF_LEVELS:
        return Tier.CONTRADICTION  # 增长 written where the figures fall
    computed, stated = abs(computed), abs(stated)
    distance = abs(computed - stated)
    if distance <= step * _HALF:
        return Tier.TIED
    if only_ties:
        return Tier.CONTRADICTION
    if computed.quantize(step, ROUND_DOWN) == stated:
        return Tier.TRUNCATED
    printed = Interval(stated - step * _HALF, stated + step * _HALF)
    for halves, nearest in ((_fine_halves(reading), True), (half_steps(reading.operands), False)):
        span = _span(reading, values, halves)
        if span is not None and span.meets(printed):
            near = nearest and distance <= step + _RATE_SLACK
            return Tier.ROUNDING if near else Tier.HINT
    return Tier.CONTRADICTION


def _fine_halves(reading: Reading) -> dict[int, Decimal]:
    """Half steps with dropped zeros put back: 3.0 beside 2.62 is 3.00."""
    halves = half_steps(reading.operands)
    positive = [half for half in halves.values() if half]
    finest = min(positive, default=Decimal())
    return {index: min(half, finest) for index, half in halves.items()}


def _span(reading: Reading, values: list[Decimal], halves: dict[int, Decimal]) -> Interval | None:
    spans = [
        Interval(value - halves[operand.index], value + halves[operand.index])
        for operand, value in zip(reading.operands, values, strict=True)
    ]
    try:
        if reading.formula is Formula.RATIO:
            span = spans[0] / spans[1]
        elif reading.formula is Formula.RATIO_OF_SUM:
            total = sum(spans[1:-1], spans[0])
            span = total / spans[-1]
        elif reading.formula is Formula.PRODUCT:
            span = reduce(mul, spans)
        elif reading.formula is Formula.RATE_OF_CHANGE:
            change = spans[1] if reading.signs[0] > 0 else -spans[1]
            span = change / (spans[0] - change)
        else:
            span = (spans[1] - spans[0]) / spans[0]
    except ZeroDivisionError:
        return None
    low, high = sorted((abs(span.low), abs(span.high)))
    return Interval(low, high)
