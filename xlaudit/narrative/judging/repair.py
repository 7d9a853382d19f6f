"""Root causes: failing relations that share a figure fail together, and one change may mend them all.

The change is a suggestion, never proof of which figure is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.narrative.judging.policy import Outcome, Verdict
from xlaudit.narrative.judging.slips import Mend, slip_rank
from xlaudit.narrative.judging.solving import needed
from xlaudit.narrative.judging.tolerance import Tier, judge
from xlaudit.narrative.reading import Formula

__all__ = ["FOLLOWS", "Cluster", "clusters"]

FOLLOWS = frozenset(
    {"bound", "basis", "format", "target", "score_loss"}
)  # no evidence of their own
_MOST = 40  # relations of one cluster that are tried
_MANY = 200  # causes, beyond which nobody reads proposals: no change is looked for any more


@dataclass(frozen=True, slots=True)
class Cluster:
    """Failing outcomes with one root, the best mend (if any) and how many of them it clears."""

    outcomes: tuple[Outcome, ...]
    mend: Mend | None
    cleared: int
    is_said: bool = (
        False  # the text prints the mended value elsewhere: that figure may be the one meant
    )

    @property
    def is_error(self) -> bool:
        """Whether one of them is an error, or several questions agree on one figure."""
        if any(outcome.verdict is Verdict.INCONSISTENT for outcome in self.outcomes):
            return True
        kinds = {outcome.claim.kind for outcome in self.outcomes} - FOLLOWS
        agree = len(kinds) > 1 and self.cleared == len(self.outcomes)
        return self.mend is not None and agree and not self.is_said


def clusters(
    failing: Sequence[Outcome],
    holding: Iterable[Outcome],
    trusted: frozenset[Decimal] = frozenset(),
    printed: frozenset[Decimal] = frozenset(),
) -> list[Cluster]:
    """Return one cluster for each root cause, in the order of the text.

    A figure whose value is ``trusted`` (a cell states it) is changed only where no other will do. ``printed``
    are the values of all figures: one that would mend a figure may be what was meant instead of it.
    """
    if not failing:
        return []
    holders: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in failing:
        for index in _indices(outcome):
            holders[index].append(outcome)
    ties: dict[int, list[Outcome]] = defaultdict(list)  # of the figures of what fails alone
    for outcome in holding:
        for figure in (*outcome.reading.operands, outcome.reading.result):
            if figure.index in holders:
                ties[figure.index].append(outcome)
    taken: set[int] = set()
    found: list[Cluster] = []
    trials = _Trials(trusted, printed)
    for outcome in failing:
        while id(outcome) not in taken:
            if len(found) < _MANY:
                group = _connected(outcome, holders, taken)
                cluster = _next(outcome, group, ties, trials)
            else:
                cluster = Cluster((outcome,), None, 0)
            found.append(cluster)
            taken.update(map(id, cluster.outcomes))
    return sorted(found, key=lambda cluster: cluster.outcomes[0].reading.result.start)


class _Trials:
    """Which relations tie once a figure is changed; each change is tried on each of them once."""

    def __init__(self, trusted: frozenset[Decimal], printed: frozenset[Decimal]) -> None:
        self.trusted = trusted
        self.printed = printed
        self._tried: dict[tuple[int, int, Decimal], bool] = {}

    def ties(self, outcome: Outcome, mend: Mend) -> bool:
        """Tell whether a relation ties, within 尾差, once the figure has the other value."""
        key = (id(outcome), mend.figure.index, mend.value)
        if key not in self._tried:
            judgement = judge(outcome.reading, changed=mend.figure, to=mend.value)
            self._tried[key] = judgement is not None and judgement.tier <= Tier.TRUNCATED
        return self._tried[key]


def _next(
    first: Outcome, group: list[Outcome], ties: dict[int, list[Outcome]], trials: _Trials
) -> Cluster:
    """Return the cluster of the change that clears most; alone, a relation is its own cluster."""
    best: tuple[tuple[int, int, int, int, int], Mend, list[Outcome]] | None = None
    touching: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in group:
        for index in _indices(outcome):
            touching[index].append(outcome)
    for mend in _candidates(group):
        touched = touching[mend.figure.index]
        cleared = [outcome for outcome in touched if trials.ties(outcome, mend)]
        if not cleared:
            continue
        broken = sum(1 for outcome in ties[mend.figure.index] if not trials.ties(outcome, mend))
        slip = slip_rank(mend.figure, mend.value)
        borne_out = (mend.value in trials.trusted) - (mend.figure.value in trials.trusted)
        rank = (
            len(cleared) - broken,
            borne_out,
            slip,
            -broken,
            int(mend.figure is cleared[0].reading.result),
        )
        if best is None or rank > best[0]:
            best = rank, mend, touched
    if best is None:
        return Cluster((first,), None, 0)
    rank, mend, touched = best
    worth = rank[0] > 0
    outcomes = tuple(touched) if worth and first in touched else (first,)
    if first not in touched:
        outcomes = tuple(touched)
    if not worth or (len(outcomes) == 1 and not rank[2]):
        return Cluster(outcomes, None, 0)
    number = sum(1 for outcome in outcomes if trials.ties(outcome, mend))
    return Cluster(outcomes, mend, number, is_said=mend.value in trials.printed)


def _connected(first: Outcome, holders: dict[int, list[Outcome]], taken: set[int]) -> list[Outcome]:
    """Return the relations that hang together with the first one by shared figures."""
    group = [first]
    seen = {id(first)}
    for outcome in group:
        for index in _indices(outcome):
            for other in holders[index]:
                if id(other) not in seen and id(other) not in taken:
                    seen.add(id(other))
                    group.append(other)
        if len(group) >= _MOST:
            break
    return group[:_MOST]


def _indices(outcome: Outcome) -> set[int]:
    return {figure.index for figure in (*outcome.reading.operands, outcome.reading.result)}


def _candidates(group: list[Outcome]) -> Iterable[Mend]:
    """Yield every change of one figure that would mend one of the relations."""
    seen: set[tuple[int, Decimal]] = set()
    for outcome in group:
        for mend in (*outcome.mends, *_solutions(outcome)):
            key = (mend.figure.index, mend.value)
            if key not in seen and mend.value >= 0 and not mend.figure.is_given:
                seen.add(key)
                yield mend


def _solutions(outcome: Outcome) -> Iterable[Mend]:
    reading, computed = outcome.reading, outcome.judgement.computed
    result = reading.result
    if reading.formula is Formula.WHOLE:
        return
    step = result.step
    rounded = (
        computed
        if reading.formula in (Formula.SUM, Formula.DIFFERENCE)
        else computed.quantize(step)
    )
    yield Mend(result, rounded)
    for index, operand in enumerate(reading.operands):
        value = needed(reading, index, result.value)
        if value is not None:
            yield Mend(operand, value.quantize(operand.step))
