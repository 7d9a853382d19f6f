"""What may be said of a claim: accept it if any reading ties, call it an error only where none could.

An error needs a reading that is unique and closed, or one slip that mends it exactly. Between them lies
the question (待核实), and where nothing of this holds nothing is said: the figures stay unchecked.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from xlaudit.narrative.figures import Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.slips import Mend, mends
from xlaudit.narrative.tolerance import Judgement, Tier, judge

__all__ = ["SHADOW", "Outcome", "Verdict", "decide"]

SHADOW: frozenset[str] = frozenset()
"""Kinds of claims that are computed but not shown until their precision on unseen reports is known."""

_RATES = (Formula.RATIO, Formula.CHANGE_OF_LEVELS)
_FAR = Decimal("0.5")  # a larger relative gap usually means: not meant to add up
_NEAR = Decimal("0.01")
_SEVERAL = 3  # items that look like a full list, though their figures are short


class Verdict(Enum):
    """What is said of a relation."""

    CONSISTENT = "consistent"
    ROUNDING = "rounding"
    TRUNCATED = "truncated"
    HINT = "hint"
    INCONSISTENT = "inconsistent"


_ACCEPTED = {
    Tier.TIED: Verdict.CONSISTENT,
    Tier.ROUNDING: Verdict.ROUNDING,
    Tier.TRUNCATED: Verdict.TRUNCATED,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A claim with the reading that was chosen, and what is said of it."""

    claim: Claim
    reading: Reading
    judgement: Judgement
    verdict: Verdict
    mends: tuple[Mend, ...] = ()
    instead: Reading | None = None  # ties, but with another figure than the words name


def decide(claim: Claim) -> Outcome | None:
    """Return the outcome of a claim; None where nothing can be said."""
    best: tuple[Reading, Judgement] | None = None
    strongest: tuple[Reading, Judgement] | None = None
    for reading in claim.readings:
        judgement = judge(reading, only_ties=reading.strength is Strength.POSSIBLE)
        if judgement is None:
            continue
        if judgement.tier is Tier.TIED:
            if strongest is not None and _swaps_one(strongest, reading):
                return Outcome(claim, *strongest, Verdict.HINT, instead=reading)
            return Outcome(claim, reading, judgement, Verdict.CONSISTENT)
        if reading.strength is Strength.POSSIBLE:
            continue
        if best is None or judgement.tier < best[1].tier:
            best = reading, judgement
        if strongest is None or reading.strength > strongest[0].strength:
            strongest = reading, judgement
    if best is None or strongest is None:
        return None
    if best[1].tier in _ACCEPTED:
        return Outcome(claim, *best, _ACCEPTED[best[1].tier])
    if best[1].tier is Tier.HINT:
        return Outcome(claim, *best, Verdict.HINT)
    return _contradicted(claim, *strongest)


def _swaps_one(strongest: tuple[Reading, Judgement], tying: Reading) -> bool:
    """Tell whether a rate ties only if one operand of its certain reading is exchanged for another figure.

    The outturn right before the rate says 29.04, the heading 20.04, and the rate was reckoned on that.
    """
    meant, judgement = strongest
    if meant.strength is not Strength.CERTAIN or judgement.tier is not Tier.CONTRADICTION:
        return False
    if meant.formula is not tying.formula or meant.formula not in _RATES:
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
    strength = min(reading.strength, claim.ceiling)
    stated, computed = reading.result.value, judgement.computed
    relative = abs(computed - stated) / abs(stated) if stated else Decimal(1)
    if claim.needs_slip and not is_mended:
        return None
    if claim.ceiling is Strength.LIKELY:
        return Verdict.HINT
    if reading.formula not in (Formula.SUM, Formula.DIFFERENCE):
        return Verdict.INCONSISTENT if strength is Strength.CERTAIN else Verdict.HINT
    if is_mended:
        return Verdict.INCONSISTENT
    is_over = abs(computed) > abs(stated) and reading.result.kind is not Kind.CHANGE
    if relative > _FAR:
        told = strength is Strength.CERTAIN or (
            is_over and (claim.kind != "column" or relative <= 1)
        )
        return Verdict.HINT if told else None
    if strength is Strength.CERTAIN or (is_over and len(reading.operands) > 1):
        return Verdict.INCONSISTENT
    several = _SEVERAL if reading.is_partial else 2
    small = len(reading.operands) >= several and bool(mends(reading, computed, is_strict=False))
    return Verdict.HINT if relative <= _NEAR or small else None
