"""What relations of the same words say of each other: bound by the ones that hold, another one is sure.

“占30.0%…占47.7%…占22.3%” of one sentence are shares of one whole. Where two of them tie with it, the third
one means it as well, though its own words leave open which amount that is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from xlaudit.narrative.judging.policy import Outcome, Verdict
from xlaudit.narrative.judging.slips import mends
from xlaudit.narrative.judging.tolerance import Tier, judge
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core

__all__ = ["bound", "raised"]

_SEVERAL = 3
_TWO = 2
_WORDS = 8  # characters before a figure that make it one of a kind
_NUMBERS = re.compile(r"[\d\s、和与及]+")  # 2023年比2022年增长 is of the make of 2022年比2021年增长
_OF_TWO = frozenset(
    {
        Formula.RATIO,
        Formula.DIFFERENCE,
        Formula.CHANGE_OF_LEVELS,
        Formula.RATE_OF_CHANGE,
        Formula.PRODUCT,
    }
)
_Words = tuple[str, Formula, str]
_Key = tuple[str, Formula, str, tuple[tuple[bool, int], ...]]


def raised(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Raise questions to errors where the same words tied at least three times elsewhere.

    A figure that ties by words of its own was misread by the relation that fails.
    """
    decided = list(outcomes)
    asked = {_wording(outcome) for outcome in decided if _may_be_raised(outcome)}
    if not asked:
        return decided
    kinds = {(kind, formula) for kind, formula, _ in asked}
    tied = [
        outcome
        for outcome in decided
        if outcome.verdict is Verdict.CONSISTENT
        and (outcome.claim.kind, outcome.reading.formula) in kinds
    ]
    holding = Counter(
        wording for wording, _ in {(_wording(o), o.reading.result.index) for o in tied}
    )
    settled = {_told(o) for o in tied if o.reading.strength > Strength.POSSIBLE}
    return [
        outcome._replace(verdict=Verdict.INCONSISTENT)
        if _may_be_raised(outcome)
        and _told(outcome) not in settled
        and holding[_wording(outcome)] >= _SEVERAL
        else outcome
        for outcome in decided
    ]


def _may_be_raised(outcome: Outcome) -> bool:
    return (
        outcome.verdict is Verdict.HINT
        and outcome.claim.ceiling is Strength.CERTAIN
        and outcome.reading.strength is Strength.CERTAIN
        and outcome.judgement.tier is Tier.CONTRADICTION
        and outcome.instead is None
    )


def _told(outcome: Outcome) -> tuple[str, Formula, int]:
    return outcome.claim.kind, outcome.reading.formula, outcome.reading.result.index


def _wording(outcome: Outcome) -> tuple[str, Formula, str]:
    return outcome.claim.kind, outcome.reading.formula, core(outcome.reading.result.label)


def bound(open_claims: Iterable[Claim], holding: Iterable[Outcome]) -> Iterator[Outcome]:
    """Yield an outcome for each open claim that relations of its make, at least two, bind to one reading.

    Its make: the same words before the stated figure, and operands that are the same figures or stand as
    many figures before it. Three of them and a slip that mends it make an error, two a question.
    """
    asked = [
        (claim, [(reading, _words(claim, reading)) for reading in claim.readings])
        for claim in open_claims
    ]
    told = {words for _, readings in asked for _, words in readings} - {None}
    made = {
        (make, outcome.reading.result.index)
        for outcome in holding
        if (words := _words(outcome.claim, outcome.reading)) in told
        for make in _makes(outcome.reading, words)
    }
    makes = Counter(make for make, _ in made)
    for claim, readings in asked if made else ():
        best: tuple[int, Reading] | None = None
        for reading, words in readings:
            number = max((makes[key] for key in _makes(reading, words)), default=0)
            if number >= _TWO and (best is None or number > best[0]):
                best = number, reading
        if best is not None:
            yield from _broken(claim, *best)


def _makes(reading: Reading, words: _Words | None) -> Iterator[_Key]:
    """Yield the ways in which a reading may be of the same make as another one."""
    if words is None:
        return
    first, second = reading.operands
    place = reading.result.index
    near = (False, place - first.index), (False, place - second.index)
    yield (*words, near)
    yield (*words, ((True, first.index), near[1]))
    yield (*words, (near[0], (True, second.index)))


def _words(claim: Claim, reading: Reading) -> _Words | None:
    """Return the kind, the formula and the last words before the stated figure; None where not two make it."""
    if reading.formula not in _OF_TWO or len(reading.operands) != 2:
        return None
    return claim.kind, reading.formula, _NUMBERS.sub("", reading.result.lead)[-_WORDS:]


def _broken(claim: Claim, number: int, reading: Reading) -> Iterator[Outcome]:
    judgement = judge(reading)
    if judgement is None or judgement.tier is Tier.TIED:
        return
    if judgement.tier is not Tier.CONTRADICTION:
        yield Outcome(claim, reading, judgement, Verdict.HINT)
        return
    found = tuple(mends(reading, judgement.computed))
    sure = found and number >= _SEVERAL and claim.ceiling is Strength.CERTAIN
    verdict = Verdict.INCONSISTENT if sure else Verdict.HINT
    yield Outcome(claim, reading, judgement, verdict, found)
