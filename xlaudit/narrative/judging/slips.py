"""The slips of a typing hand: which single slip would turn the right figure into the printed one.

That one slip mends a sum exactly is strong evidence that the sum was meant: a list that was never
meant to add up misses its total by an arbitrary amount, which next to no single digit can mend.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor

from xlaudit.narrative.figures import Figure
from xlaudit.narrative.judging.solving import span
from xlaudit.narrative.reading import Formula, Reading
from xlaudit.numbers.quantity import Dimension

__all__ = [
    "Mend",
    "is_jumbled",
    "is_slip",
    "mends",
    "point_is_misplaced",
    "slip_rank",
    "telling_digits",
]

_LONG = 12  # digits beyond which no candidates are tried
_SHIFTS = (1, 2, 4)  # places by which a point slips, or 万元 taken for 元
_FAR_APART = 3  # places before or behind: no single slip makes more of it
_STRONG_SUM = 4
_STRONG_RATE = 3
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Mend:
    """One figure that, changed by one slip to ``value`` (in its base unit), mends a reading."""

    figure: Figure
    value: Decimal


def _candidates(figure: Figure) -> Iterator[int]:
    """Yield the numbers that one slip turns into the printed one, without sign, in tenths of its last digit."""
    decimals = figure.quantity.decimals
    digits = (figure.digits.lstrip("0") or "0").rjust(decimals + 1, "0")
    if len(digits) > _LONG:
        return
    own = int(digits) * 10
    yield from (number for number in _rewritten(digits, decimals) if number != own)
    yield from (own * shift for shift in (10, 100, 10000))
    yield from (own // shift for shift in (10, 100, 10000) if own % shift == 0)


def _rewritten(digits: str, decimals: int) -> Iterator[int]:
    point = len(digits) - decimals
    for index, digit in enumerate(digits):
        head, tail = digits[:index], digits[index + 1 :]
        for other in "0123456789":
            if other != digit:
                yield int(head + other + tail) * 10  # a digit substituted
            dropped = int(head + other + digit + tail)
            if index <= point:
                yield dropped * 10
            if decimals and index >= point:
                yield dropped
        if head + tail and index < point:
            yield int(head + tail) * 10  # a digit doubled or too many
        if tail and tail[0] != digit:
            yield int(head + tail[0] + digit + tail[1:]) * 10  # two digits transposed
    for other in "123456789":
        yield int(digits + other) * (1 if decimals else 10)


def mends(reading: Reading, computed: Decimal, *, is_strict: bool = True) -> list[Mend]:
    """Return the figures that one slip, or the copy of a neighbour, may have spoiled.

    Where ``is_strict``, short figures prove nothing: any small gap is one digit.
    """
    if reading.formula in (Formula.SUM, Formula.DIFFERENCE, Formula.EQUAL):
        return _of_sum(reading, computed, is_strict=is_strict)
    if reading.formula in (Formula.COUNT, Formula.AT_MOST, Formula.WHOLE, Formula.GRADE):
        return []
    return _of_rate(reading, least=_STRONG_RATE if is_strict else 1)


def _of_sum(reading: Reading, computed: Decimal, *, is_strict: bool) -> list[Mend]:
    result = reading.result
    significant = max(len(figure.digits.strip("0")) for figure in (result, *reading.operands))
    weak = significant < _STRONG_SUM or len(result.digits.lstrip("0")) < _STRONG_SUM - 1
    if is_strict and weak and reading.formula is not Formula.EQUAL:
        return []
    if reading.formula is Formula.EQUAL and significant < _STRONG_RATE:
        return []
    gap = computed - result.value
    found = [Mend(result, computed)] if is_slip(result, computed) else []
    values = [operand.value for operand in reading.operands]
    for index, operand in enumerate(reading.operands):
        needed = operand.value - _sign(reading, index) * gap
        copied = needed > 0 and operand.value > 0 and values.count(operand.value) > 1
        if copied or (needed >= 0 and is_slip(operand, needed)):
            found.append(Mend(operand, needed))  # two items that print one amount: perhaps a copy
    return found


def point_is_misplaced(reading: Reading, computed: Decimal) -> bool:
    """Tell whether ten times too much or too little in one place explains a list of several parts.

    Even short figures prove something then: 9 typed as 90 leaves a gap of exactly 81.
    """
    parts = [operand for operand in reading.operands if operand.value]
    if len(parts) < _SEVERAL or reading.formula is not Formula.SUM or reading.signs:
        return False
    gap = computed - reading.result.value
    pairs = [(reading.result, computed), *((part, part.value - gap) for part in parts)]
    return any(_is_shifted(figure, true) for figure, true in pairs)


def _is_shifted(figure: Figure, true: Decimal) -> bool:
    if true not in (figure.value * 10, figure.value / 10):
        return False
    return figure.dimension is not Dimension.COUNT or true == true.to_integral_value()


def _sign(reading: Reading, index: int) -> int:
    if reading.formula is Formula.DIFFERENCE:
        return 1 if index == 0 else -1
    return reading.signs[index] if reading.signs else 1


def telling_digits(figure: Figure) -> str:
    """Return the digits that tell an amount from a round one: 62.40 has four, 120.00 has two."""
    digits = figure.digits.lstrip("0")
    decimals = figure.quantity.decimals
    is_round = not decimals or not digits[-decimals:].strip("0")
    return digits.rstrip("0") if is_round else digits


def is_slip(figure: Figure, needed: Decimal) -> bool:
    """Tell whether one slip turns a value (in the base unit) into the printed figure."""
    return slip_rank(figure, needed) > 0


def is_jumbled(figure: Figure, needed: Decimal) -> bool:
    """Tell whether the digits printed are those needed in another order: 96.24 for 94.26."""
    step = Decimal(1).scaleb(-figure.quantity.decimals)
    true = (abs(needed) / figure.quantity.unit.scale).quantize(step)
    return sorted(_digits(true, figure.quantity.decimals)) == sorted(figure.digits.lstrip("0"))


def slip_rank(figure: Figure, needed: Decimal) -> int:
    """Return 2 for a digit substituted or two transposed, 1 for one lost, added or a shifted point, else 0."""
    printed, true = abs(figure.quantity.number), abs(needed) / figure.quantity.unit.scale
    if not printed or not true or printed == true:
        return 0
    places = printed.adjusted() - true.adjusted()
    if abs(places) in _SHIFTS and true.scaleb(places) == printed:
        return 1
    digits = figure.digits.lstrip("0")
    if abs(places) > _FAR_APART or len(digits) > _LONG:
        return 0
    decimals = figure.quantity.decimals
    same, longer = _digits(true, decimals), _digits(true, decimals + 1)
    if _one_differs(digits, same):
        return 2
    # A digit lost or too many before the point leaves the decimals as they are, one lost behind it the rest.
    if same and _behind_point(same, decimals) == _behind_point(digits, decimals):
        return int(_one_more(digits, same) or _one_more(same, digits))
    return int(int(printed) == int(true) and _one_more(digits, longer))


def _digits(value: Decimal, decimals: int) -> str:
    """Return the digits of a value with so many decimals; empty if it needs more."""
    shifted = value.scaleb(decimals)
    return str(int(shifted)) if shifted == shifted.to_integral_value() else ""


def _behind_point(digits: str, decimals: int) -> str:
    return digits.zfill(decimals)[-decimals:] if decimals else ""


def _one_differs(first: str, second: str) -> bool:
    """Tell whether one digit was substituted, or two neighbours transposed."""
    if len(first) != len(second):
        return False
    places = [n for n, (a, b) in enumerate(zip(first, second, strict=True)) if a != b]
    if len(places) == 2 and places[1] == places[0] + 1:
        a, b = places
        return first[a] == second[b] and first[b] == second[a]
    return len(places) == 1


def _one_more(short: str, long: str) -> bool:
    """Tell whether the longer one has one digit more; an empty one is no number of so many decimals."""
    if not short or len(long) != len(short) + 1:
        return False
    place = next(
        (n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    return short[place:] == long[place + 1 :]


def _of_rate(reading: Reading, *, least: int) -> list[Mend]:
    result = reading.result
    if len(result.digits.lstrip("0")) < least or result.dimension is Dimension.NUMBER:
        return []
    found = []
    for index, figure in enumerate((*reading.operands, result)):
        if figure.is_given or len(figure.digits.strip("0")) < least:
            continue
        fitting = span(reading, index)
        if fitting is None:
            continue
        tenth = figure.quantity.unit.scale.scaleb(-figure.quantity.decimals - 1)
        low, high = ceil(fitting.low / tenth), floor(fitting.high / tenth)
        numbers = [number for number in _candidates(figure) if low <= number <= high]
        if numbers:
            found.append(Mend(figure, min(numbers) * tenth))
    return found
