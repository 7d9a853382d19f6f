"""The last word on contradictions: weighed by what the relations that hold say of their figures.

A slip that mends a contradiction says where it went wrong, if nothing else bears that figure out. A
contradiction between figures of which each is borne out elsewhere was more often never meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from xlaudit.narrative.policy import Outcome, Verdict, may_be_unnamed
from xlaudit.narrative.reading import Formula, Reading, Strength
from xlaudit.narrative.slips import Mend, slip_rank
from xlaudit.narrative.tolerance import Tier

__all__ = ["CONFIRMS_NOTHING", "borne_out", "weighed"]

CONFIRMS_NOTHING = frozenset({"target", "score_loss"})
"""Kinds of relations that hold for many a number, so that they bear none of them out."""

_FAILING = (Verdict.HINT, Verdict.INCONSISTENT)
_SUMS = (Formula.SUM, Formula.DIFFERENCE)


def borne_out(holding: Iterable[Outcome]) -> set[int]:
    """Return the indices of the figures that a relation bears out; a bound does so only where it is reached."""
    return {
        figure.index
        for outcome in holding
        if outcome.claim.kind not in CONFIRMS_NOTHING and _is_exact(outcome.reading)
        for figure in (*outcome.reading.operands, outcome.reading.result)
    }


def _is_exact(reading: Reading) -> bool:
    bound = reading.formula is Formula.AT_MOST
    return not bound or reading.operands[0].value == reading.result.value


def weighed(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Raise questions that a slip of a figure answers, and lower errors between figures borne out elsewhere."""
    decided = list(outcomes)
    holding = [outcome for outcome in decided if outcome.verdict not in _FAILING]
    known = borne_out(holding)
    surely = borne_out(o for o in holding if o.reading.strength > Strength.POSSIBLE)
    return [_weighed(outcome, known, surely) for outcome in decided]


def _weighed(outcome: Outcome, known: set[int], surely: set[int]) -> Outcome:
    reading = outcome.reading
    figures = (*reading.operands, reading.result)
    if outcome.verdict is Verdict.INCONSISTENT and reading.formula is not Formula.GRADE:
        meant = any(figure.index not in surely and not figure.is_given for figure in figures)
        return outcome if meant else replace(outcome, verdict=Verdict.HINT)
    if (
        outcome.verdict is Verdict.HINT
        and outcome.judgement.tier is Tier.CONTRADICTION
        and outcome.instead is None
        and outcome.claim.ceiling is Strength.CERTAIN
        and reading.formula is not Formula.EQUAL  # two amounts may be alike, and both be right
        and any(_tells(mend, outcome) for mend in outcome.mends if mend.figure.index not in known)
    ):
        return replace(outcome, verdict=Verdict.INCONSISTENT)
    return outcome


def _tells(mend: Mend, outcome: Outcome) -> bool:
    """Tell whether a mend is a slip that hardly any other number would pass for."""
    if not slip_rank(mend.figure, mend.value):
        return False
    reading, computed = outcome.reading, outcome.judgement.computed
    if reading.formula not in _SUMS or reading.strength is Strength.CERTAIN:
        return True
    return not (may_be_unnamed(reading, computed) or _may_be_missed(reading, computed))


def _may_be_missed(reading: Reading, computed: Decimal) -> bool:
    """Tell whether a sum falls short by a round number, as a row that was overlooked may have, like others of it.

    各行9.72分、8.5分、9分、28分、9.7分，合计94.92分: the row of 30 points is not named like the others.
    """
    gap = reading.result.value - computed
    scale = reading.result.quantity.unit.scale
    if gap <= 0 or gap % scale or len(str(int(gap / scale)).strip("0")) > 1:
        return False
    return any(operand.value % scale == 0 for operand in reading.operands)
