"""What may be said of a claim: accept it if any reading ties, call it an error only where none could.

An error needs one place where a hand may have gone wrong: a slip that mends it exactly, and without it
even a reading that is unique and closed is a question (待核实). What the words leave open and no slip mends
is not spoken of: the figures stay unchecked.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from xlaudit.narrative.figures import Kind
from xlaudit.narrative.judging.slips import Mend, is_jumbled, mends, point_is_misplaced
from xlaudit.narrative.judging.tolerance import Judgement, Tier, judge
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["RECKONED", "SHADOW", "Outcome", "Verdict", "decide", "may_be_unnamed"]

SHADOW: frozenset[str] = frozenset({"reason", "count_run"})
"""Kinds of claims that are computed but not shown until their precision on unseen reports is known."""

_NAMED = (Formula.RATIO, Formula.CHANGE_OF_LEVELS)  # their operands stand right before the rate
_RATES = (
    Formula.RATIO,
    Formula.RATIO_OF_SUM,
    Formula.PRODUCT,
    Formula.CHANGE_OF_LEVELS,
    Formula.RATE_OF_CHANGE,
)
RECKONED = (*_RATES, Formula.SUM, Formula.DIFFERENCE)
"""Formulas whose figures were typed from others: names are counted, grades looked up."""

_FAR = Decimal("0.5")  # a larger relative gap usually means: not meant to add up
_CLOSE = Decimal("0.25")  # a closed list that misses by more may have been read wrongly
_NEAR = Decimal("0.01")
_SEVERAL = 3  # items that look like a full list, though their figures are short


class Verdict(Enum):
    """What is said of a relation."""

    CONSISTENT = "consistent"
    ROUNDING = "rounding"
    TRUNCATED = "truncated"
    HINT = "hint"
    INCONSISTENT = "inconsistent"

    __hash__ = object.__hash__  # by identity; Enum's own hashes the name anew each time


_ACCEPTED = {
    Tier.TIED: Verdict.CONSISTENT,
    Tier.ROUNDING: Verdict.ROUNDING,
    Tier.TRUNCATED: Verdict.TRUNCATED,
}


class Outcome(NamedTuple):
    """A claim with the reading that was chosen, and what is said of it."""

    claim: Claim
    reading: Reading
    judgement: Judgement
    verdict: Verdict
    mends: tuple[Mend, ...] = ()
    instead: Reading | None = None  # ties, but with another figure than the words name


def decide(claim: Claim) -> Outcome | None:
    """Return the outcome of a claim; None where nothing can be said."""
    meant: list[tuple[Reading, Judgement]] = []
    for reading in claim.readings:
        judgement = judge(reading, only_ties=reading.strength is Strength.POSSIBLE)
        if judgement is None:
            continue
        if judgement.tier is Tier.TIED:
            return _tied(claim, reading, judgement, meant)
        if reading.strength is not Strength.POSSIBLE:
            meant.append((reading, judgement))
    if not meant:
        return None
    best = min(meant, key=lambda pair: pair[1].tier)
    if best[1].tier is Tier.CONTRADICTION:
        return _contradicted(claim, *max(meant, key=lambda pair: pair[0].strength))
    return Outcome(claim, *best, _ACCEPTED.get(best[1].tier, Verdict.HINT))


def _tied(
    claim: Claim, reading: Reading, judgement: Judgement, meant: list[tuple[Reading, Judgement]]
) -> Outcome:
    """Accept a reading that ties, unless it needs another figure than the words certainly name."""
    for certain in meant:
        if _swaps_one(certain, reading):
            return Outcome(claim, *certain, Verdict.HINT, instead=reading)
    return Outcome(claim, reading, judgement, Verdict.CONSISTENT)


def _swaps_one(strongest: tuple[Reading, Judgement], tying: Reading) -> bool:
    """Tell whether a rate ties only if one operand of its certain reading is exchanged for another figure.

    The outturn right before the rate says 29.04, the heading 20.04, and the rate was reckoned on that.
    """
    meant, judgement = strongest
    if meant.strength is not Strength.CERTAIN or judgement.tier is not Tier.CONTRADICTION:
        return False
    if meant.formula is not tying.formula or meant.formula not in _NAMED:
        return False
    pairs = zip(meant.operands, tying.operands, strict=True)
    swapped = [(named, other) for named, other in pairs if named is not other]
    return len(swapped) == 1 and swapped[0][1] not in meant.operands


def _contradicted(claim: Claim, reading: Reading, judgement: Judgement) -> Outcome | None:
    found = tuple(mends(reading, judgement.computed))
    verdict = _verdict(claim, reading, judgement, is_mended=bool(found))
    return Outcome(claim, reading, judgement, verdict, found) if verdict else None


def _verdict(
    claim: Claim, reading: Reading, judgement: Judgement, *, is_mended: bool
) -> Verdict | None:
    stated, computed = reading.result.value, judgement.computed
    relative = abs(computed - stated) / abs(stated) if stated else Decimal(1)
    if claim.needs_slip and not is_mended:
        return None
    if claim.ceiling is Strength.LIKELY:
        return Verdict.HINT
    return _of_sure_claim(claim, reading, computed, relative, is_mended=is_mended)


def _of_sure_claim(
    claim: Claim, reading: Reading, computed: Decimal, relative: Decimal, *, is_mended: bool
) -> Verdict | None:
    stated = reading.result.value
    is_certain = reading.strength is Strength.CERTAIN
    if is_certain and not (is_mended or _is_explained(reading, computed)):
        return Verdict.HINT
    if is_certain and claim.is_closed:
        return Verdict.INCONSISTENT
    if reading.formula not in (Formula.SUM, Formula.DIFFERENCE):
        sure = is_certain and (is_mended or relative <= _FAR or reading.formula not in _RATES)
        return Verdict.INCONSISTENT if sure else Verdict.HINT
    is_over = abs(computed) > abs(stated) and reading.result.kind is not Kind.CHANGE
    surely = is_mended and (is_certain or is_over or not may_be_unnamed(reading, computed))
    if surely or (is_certain and relative <= _CLOSE):
        return Verdict.INCONSISTENT
    if claim.kind == "column" and is_over:
        return _of_column(relative)
    count = len(reading.operands)
    small = bool(
        mends(reading, computed, is_strict=False)
    )  # one slip, though the figures are short
    # 其中党员27人、女性16人、青年14人: what is counted among others may be counted twice.
    overlaps = reading.is_partial and reading.result.dimension is Dimension.COUNT
    if is_over and small and count >= _SEVERAL and relative <= _CLOSE and not overlaps:
        return Verdict.INCONSISTENT
    if reading.strength > Strength.POSSIBLE and point_is_misplaced(reading, computed):
        return Verdict.INCONSISTENT
    if is_mended or is_certain or (is_over and count > 1 and (small or relative <= 1)):
        return Verdict.HINT
    # 其中甲576.04万元、乙775.15万元: what they leave of 1355.84 may be a small item that nobody names
    near = relative <= _NEAR and (small or is_over or not reading.is_partial)
    return Verdict.HINT if near or (small and _is_told(reading, relative)) else None


def _is_explained(reading: Reading, computed: Decimal) -> bool:
    """Tell whether a hand may have gone wrong in one place: a slip in short figures too, or an amount copied.

    What no slip explains was more often read otherwise than it was meant than typed wrong: it is asked.
    """
    if reading.formula not in RECKONED:
        return True  # names are counted, marks bounded, grades looked up: nothing is typed there
    values = [operand.value for operand in reading.operands]
    if reading.result.value in values or is_jumbled(reading.result, computed):
        return True
    if reading.formula in (Formula.SUM, Formula.DIFFERENCE):
        gap = abs(computed - reading.result.value)
        if any(gap in (value, 2 * value) for value in values):
            return True  # left out, counted twice, or added for taken off
    elif len(set(values)) < len(values):
        return True
    return bool(mends(reading, computed, is_strict=False))


def _is_told(reading: Reading, relative: Decimal) -> bool:
    """Tell whether one slip in short figures is worth a question: a full list, and not any few of 其中.

    饭店37家，其中五星级2家、四星级16家、三星级15家: any few are one digit off, and the rest has no grade.
    """
    few = reading.is_partial and len(reading.result.digits) < _SEVERAL
    if few and reading.result.dimension is Dimension.COUNT:
        return False
    several = _SEVERAL if reading.is_partial else 2
    return len(reading.operands) >= several and relative <= _FAR


def may_be_unnamed(reading: Reading, computed: Decimal) -> bool:
    """Tell whether what 其中 leaves out is a round amount: one digit makes up for it, and so may an item."""
    gap = abs(computed - reading.result.value) / min(each.step for each in reading.operands)
    return reading.is_partial and len(str(int(gap)).strip("0")) <= 1


def _of_column(relative: Decimal) -> Verdict | None:
    """Judge rows that exceed the total introducing them: sure, unless that total is another one."""
    if relative <= _FAR:
        return Verdict.INCONSISTENT
    return Verdict.HINT if relative <= 1 else None
