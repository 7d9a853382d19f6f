"""Runs of shares: 甲…万元，占x%；乙…万元，占y%；丙…万元，占z% are shares of one whole, named or not.

Where two of them tie with an amount before them, that amount is the whole of the others too, even if the
words leave it open and the item that broke the list hides it from the lists' own reading.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.policy import Outcome, Verdict
from xlaudit.narrative.judging.slips import mends
from xlaudit.narrative.judging.tolerance import Tier, judge
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["bound"]

_SEVERAL = 3
_TWO = 2
_FAR = 60  # figures before a run in which its whole may stand
_MOST = 24  # amounts that are tried as the whole


def bound(context: Context, spoken_of: Container[int]) -> Iterator[Outcome]:
    """Yield an outcome for each share of a run that ties not with the whole that the others prove.

    ``spoken_of`` holds the places of the figures that a relation already states.
    """
    figures = context.document.figures
    for run in context.share_runs:
        shares = [figures[item.index + 1] for item in run]
        if len(run) < _SEVERAL or all(share.index in spoken_of for share in shares):
            continue
        readings, number = _of_one_whole(context, run, shares)
        for reading in readings if number >= _TWO else ():
            judgement = judge(reading)
            if judgement is None or judgement.tier is not Tier.CONTRADICTION:
                continue
            if reading.result.index in spoken_of:
                continue
            found = tuple(mends(reading, judgement.computed))
            sure = bool(found) and number >= _SEVERAL
            verdict = Verdict.INCONSISTENT if sure else Verdict.HINT
            yield Outcome(Claim("share", [reading]), reading, judgement, verdict, found)


def _of_one_whole(
    context: Context, run: Sequence[Figure], shares: Sequence[Figure]
) -> tuple[list[Reading], int]:
    """Return the readings with the whole of which most shares tie, and how many do."""
    best: tuple[list[Reading], int] = ([], 0)
    for whole in _wholes(context, run):
        readings = [
            Reading(Formula.RATIO, (item, whole), share, Strength.LIKELY)
            for item, share in zip(run, shares, strict=True)
            if share.is_plain
        ]
        judged = [judge(reading, only_ties=True) for reading in readings]
        number = sum(each is not None and each.tier is Tier.TIED for each in judged)
        if number > best[1]:
            best = readings, number
    return best


def _wholes(context: Context, run: Sequence[Figure]) -> list[Figure]:
    """Return the amounts before a run that its items may be parts of, the nearest first, each value once."""
    found: dict[object, Figure] = {}
    most = min(item.value for item in run)
    for index in range(run[0].index - 1, max(-1, run[0].index - _FAR), -1):
        other = context.document.figures[index]
        fits = other.kind is Kind.LEVEL and other.dimension is run[0].dimension
        if fits and other.is_plain and other.value > most and len(found) < _MOST:
            found.setdefault(other.value, other)
    return list(found.values())
