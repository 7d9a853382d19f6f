"""Tally: many departments as sums and counts, from which every level above takes its figures.

A mean of means would give a county of five offices the weight of one of a hundred. So a summary hands up
sums, and each level divides for itself: the province's mean is the mean of all its departments, its median
their median, its execution rate what they spent over what they had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Context, Decimal
from types import MappingProxyType
from typing import TypeVar

from xlaudit.checks.finding import Severity

__all__ = ["Tally", "together"]

Key = TypeVar("Key", Decimal, str, Severity)

_EXACT = Context(prec=1000)  # a sum does not depend on the order of its parts


def _none() -> Mapping[str, int]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Tally:
    """The departments that count. Amounts are sums in 元, scores sums in 分.

    ``units`` is how many they are; ``missing``, ``unreadable`` and ``due`` (None without a roster) stand
    beside them. Grades are as written, the empty one of those without a grade among them. ``scores`` holds our certain totals, each with the number of departments that have it.
    ``weight`` is the budget of the departments with a certain total and ``weighted`` the sum of total times
    budget; ``rated_budget`` and ``rated_spent`` are of those that state both.
    """

    units: int = 0
    due: int | None = None
    missing: int = 0
    unreadable: int = 0
    initial_budget: Decimal = Decimal(0)
    budget: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    rated_budget: Decimal = Decimal(0)
    rated_spent: Decimal = Decimal(0)
    stated: int = 0  # how many state a total of their own
    stated_sum: Decimal = Decimal(0)
    scores: Mapping[Decimal, int] = field(default_factory=lambda: MappingProxyType({}))
    weight: Decimal = Decimal(0)
    weighted: Decimal = Decimal(0)
    stated_grades: Mapping[str, int] = field(default_factory=_none)
    grades: Mapping[str, int] = field(default_factory=_none)
    severities: Mapping[Severity, int] = field(default_factory=lambda: MappingProxyType({}))
    unchecked: int = 0
    summaries: tuple[str, ...] = ()  # sha256 of the summaries behind it, at any level
    regions: tuple[str, ...] = ()  # and their names

    @property
    def scored(self) -> int:
        """How many departments have a certain total by our account."""
        return sum(self.scores.values())

    @property
    def score_sum(self) -> Decimal:
        """The sum of our totals."""
        return _sum(_EXACT.multiply(score, times) for score, times in self.scores.items())

    @property
    def mean(self) -> Decimal | None:
        """The mean of our totals, a department a voice."""
        return self.score_sum / self.scored if self.scored else None

    @property
    def weighted_mean(self) -> Decimal | None:
        """The mean of our totals, a yuan of budget a voice."""
        return self.weighted / self.weight if self.weight else None

    @property
    def stated_mean(self) -> Decimal | None:
        """The mean of their own totals."""
        return self.stated_sum / self.stated if self.stated else None

    @property
    def median(self) -> Decimal | None:
        """The middle one of our totals; between the middle two of an even number."""
        ordered = sorted(self.scores.items())
        if not ordered:
            return None
        places = ((self.scored - 1) // 2, self.scored // 2)
        return sum((_at(ordered, place) for place in places), Decimal(0)) / 2

    @property
    def rate(self) -> Decimal | None:
        """执行率 of the departments that state both amounts."""
        return self.rated_spent / self.rated_budget if self.rated_budget else None


def together(tallies: Iterable[Tally]) -> Tally:
    """Return several tallies as one; ``due`` stays None unless every one of them has a roster."""
    every = tuple(tallies)
    return Tally(
        units=sum(each.units for each in every),
        due=_due(every),
        missing=sum(each.missing for each in every),
        unreadable=sum(each.unreadable for each in every),
        initial_budget=_sum(each.initial_budget for each in every),
        budget=_sum(each.budget for each in every),
        spent=_sum(each.spent for each in every),
        rated_budget=_sum(each.rated_budget for each in every),
        rated_spent=_sum(each.rated_spent for each in every),
        stated=sum(each.stated for each in every),
        stated_sum=_sum(each.stated_sum for each in every),
        scores=_counts(each.scores for each in every),
        weight=_sum(each.weight for each in every),
        weighted=_sum(each.weighted for each in every),
        stated_grades=_counts(each.stated_grades for each in every),
        grades=_counts(each.grades for each in every),
        severities=_counts(each.severities for each in every),
        unchecked=sum(each.unchecked for each in every),
        summaries=_union(each.summaries for each in every),
        regions=_union(each.regions for each in every),
    )


def _union(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({name for part in parts for name in part}))


def _due(every: tuple[Tally, ...]) -> int | None:
    known = [each.due for each in every if each.due is not None]
    return sum(known) if every and len(known) == len(every) else None


def _sum(values: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = _EXACT.add(total, value)
    return total


def _counts(parts: Iterable[Mapping[Key, int]]) -> Mapping[Key, int]:
    """Add counts up; the order of the keys is that of their first appearance."""
    total: Counter[Key] = Counter()
    for part in parts:
        total.update(part)
    return MappingProxyType(dict(total))


def _at(ordered: Iterable[tuple[Decimal, int]], place: int) -> Decimal:
    """Return the score at a place of the row that all scores make, lowest first, counted from 0."""
    for score, times in ordered:
        if place < times:
            return score
        place -= times
    raise AssertionError("the place lies behind the last score")
