"""What speaks for a reading that its own words leave open: one slip that mends it, or another reading.

A reading that may only confirm says nothing where it fails: most often it was not meant. It was meant,
however, if one slip of a single figure mends it exactly where hardly any number would, and it was meant if
a second relation, unlike the first, asks for the very same value of a figure they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from itertools import combinations

from xlaudit.narrative.explain import name_of
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.judging.policy import RECKONED, Outcome, Verdict
from xlaudit.narrative.judging.slips import (
    Mend,
    mends,
    point_is_misplaced,
    slip_rank,
    telling_digits,
)
from xlaudit.narrative.judging.solving import span
from xlaudit.narrative.judging.tolerance import Judgement, Tier, judge
from xlaudit.narrative.judging.weighing import repeated
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.interval import Interval
from xlaudit.numbers.quantity import Dimension

__all__ = ["agreeing", "copied", "slipped"]

_TELLING = 4  # digits, below which many a number is one slip away
_FEW = 3  # digits, below which next to any number is
_READINGS = 6  # of one claim that are tried, the likeliest first
_SHARING = 24  # readings of one figure that are held against each other
_BY_CHANCE = Decimal("0.001")  # how likely two readings may ask for one value without meaning it
_CHANGED = 2  # the rank of a digit substituted, or of two transposed
_NEAR = 40  # figures between two relations that may speak of the same thing
_FAR = 20  # times: no slip of a pen makes more of it
_SUMS = (Formula.SUM, Formula.DIFFERENCE)


def slipped(open_claims: Iterable[Claim], confirmed: set[int]) -> Iterator[Outcome]:
    """Yield a question for each open claim that one slip in a figure of enough digits mends.

    A figure that another relation bears out (``confirmed``, by its index) was not mistyped: two amounts, each
    borne out by itself, are two amounts, however alike.
    """
    for claim in open_claims:
        for reading in claim.readings[:_READINGS]:
            if not _has_doubtful(reading, confirmed):
                continue
            judgement = judge(reading)
            if judgement is None or judgement.tier is not Tier.CONTRADICTION:
                continue
            found = _slips(reading, judgement.computed, confirmed)
            if found or _point_slipped(reading, judgement.computed):
                yield Outcome(claim, reading, judgement, Verdict.HINT, found)
                break


def copied(
    open_claims: Iterable[Claim],
    confirmed: set[int],
    doubted: Iterable[Outcome],
    figures: Sequence[Figure],
) -> Iterator[Outcome]:
    """Yield a question for each of the ``figures`` that its neighbour repeats and that an open claim does not fit.

    Which claim was meant is not known: the two figures are what is asked about, once, and not where one of
    them was asked about before.
    """
    asked = {f.index for o in doubted for f in (*o.reading.operands, o.reading.result)}
    for claim in open_claims:
        for reading in claim.readings[:_READINGS]:
            if reading.formula not in RECKONED or len(reading.operands) < 2 or _repeats(reading):
                continue
            for figure in (*reading.operands, reading.result):
                if figure.index in confirmed or figure.index in asked:
                    continue
                other = repeated(figure, figures)
                if other is None or other.index in asked or _stand_in_rows(figure, other):
                    continue
                judgement = judge(reading)
                if judgement is not None and judgement.tier is Tier.CONTRADICTION:
                    asked |= {figure.index, other.index}
                    yield _alike(figure, other)


def _stand_in_rows(one: Figure, two: Figure) -> bool:
    """Tell whether two amounts have the same place in two rows: 预算912、198万元，支出912、186万元 spends it all."""
    places = [figure.index - figure.run if figure.run >= 0 else 0 for figure in (one, two)]
    rows = [figure.run if figure.run >= 0 else figure.index for figure in (one, two)]
    return places[0] == places[1] > 0 and rows[0] != rows[1]


def _alike(figure: Figure, other: Figure) -> Outcome:
    one, two = sorted((figure, other), key=lambda each: each.index)
    names = f"“{name_of(two)}”" if name_of(two) else "此处"
    before = f"“{name_of(one)}”" if name_of(one) else "前面"
    note = f"与紧邻的{before}{one.text}数字相同"
    reading = Reading(Formula.GRADE, (one,), two, Strength.LIKELY, note=note)
    text = f"{names}写作{two.text}，{note}，且与相关的数对不上，请核对是否抄错。"
    claim = Claim("neighbour", [reading], ceiling=Strength.LIKELY, message=text)
    return Outcome(claim, reading, Judgement(Tier.CONTRADICTION, two.value), Verdict.HINT)


def _has_doubtful(reading: Reading, confirmed: set[int]) -> bool:
    figures = (*reading.operands, reading.result)
    return any(f.index not in confirmed and len(f.digits) > 1 for f in figures)


def _slips(reading: Reading, computed: Decimal, confirmed: set[int]) -> tuple[Mend, ...]:
    digits = len(telling_digits(reading.result))
    if digits < _TELLING and (digits < _FEW or reading.formula not in _SUMS):
        return ()
    return tuple(
        mend
        for mend in mends(reading, computed, is_strict=digits >= _TELLING)
        if mend.figure.index not in confirmed and _is_telling(mend, reading)
    )


def _point_slipped(reading: Reading, computed: Decimal) -> bool:
    """Tell whether parts exceed their total because one of them is ten times too much: 142 typed as 1420.

    Of 26人，其中女性6人、35岁以下10人、党员19人 some are counted twice, but none is more than all of them.
    """
    total = reading.result
    counted = total.dimension is Dimension.COUNT
    if counted and all(operand.value <= total.value for operand in reading.operands):
        return False
    return computed > reading.result.value > 0 and point_is_misplaced(reading, computed)


def _is_telling(mend: Mend, reading: Reading) -> bool:
    """Tell whether a mend is a slip in a long figure, and as finely printed as that figure is.

    The remainder that an open list leaves may be any round amount, and one digit makes up for it.
    """
    figure, value = mend.figure, mend.value
    rank = slip_rank(figure, value)
    digits = min(len(telling_digits(figure)), len(telling_digits(reading.result)))
    if digits < _FEW or value % figure.step or not rank:
        return False
    if reading.formula not in _SUMS:
        # A rate ties within its last digit, so that lost and added digits of its operands mend too much.
        surely = slip_rank(figure, value) == _CHANGED
        return surely if figure is not reading.result else abs(figure.value - value) != 1
    gap = abs(figure.value - value) / figure.step
    several = len(str(int(gap)).strip("0")) > 1
    if digits < _TELLING:
        return several and rank == _CHANGED
    return several or figure.quantity.decimals > 0


@dataclass(frozen=True, slots=True)
class _Wish:
    """The values of a figure for which a reading of a claim would tie."""

    claim: Claim
    reading: Reading
    values: Interval
    outcome: Outcome | None  # where the claim is decided: a question so far


def agreeing(
    open_claims: Sequence[Claim], doubted: Iterable[Outcome], confirmed: set[int]
) -> Iterator[Outcome]:
    """Yield a question for the open claims of which two, or one and a question, ask for the same value.

    Figures that a relation which holds confirms are not asked for another value.
    """
    wishes: dict[int, list[_Wish]] = defaultdict(list)
    figures: dict[int, Figure] = {}
    for claim, reading, outcome in _readings(open_claims, doubted):
        for place, figure in enumerate((*reading.operands, reading.result)):
            if figure.index < 0 or figure.index in confirmed or not figure.is_plain:
                continue
            values = span(reading, place)
            if values is not None and values.low > 0:
                wishes[figure.index].append(_Wish(claim, reading, values, outcome))
                figures[figure.index] = figure
    seen: set[int] = set()
    for index, wanted in wishes.items():
        for wish in _shared(figures[index], wanted[:_SHARING]):
            if wish.outcome is None and id(wish.claim) not in seen:
                seen.add(id(wish.claim))
                judgement = judge(wish.reading)
                if judgement is not None and judgement.tier is Tier.CONTRADICTION:
                    yield _question(wish, judgement)


def _question(wish: _Wish, judgement: Judgement) -> Outcome:
    found = tuple(mends(wish.reading, judgement.computed))
    return Outcome(wish.claim, wish.reading, judgement, Verdict.HINT, found)


def _readings(
    open_claims: Iterable[Claim], doubted: Iterable[Outcome]
) -> Iterator[tuple[Claim, Reading, Outcome | None]]:
    for outcome in doubted:
        yield outcome.claim, outcome.reading, outcome
    for claim in open_claims:
        for reading in claim.readings[:_READINGS]:
            if not _repeats(reading):
                yield claim, reading, None


def _repeats(reading: Reading) -> bool:
    """Tell whether an amount stands on both sides of a sum: said twice, it was not reckoned from itself."""
    values = [operand.value for operand in reading.operands]
    return reading.formula in _SUMS and reading.result.value in values


def _shared(figure: Figure, wanted: Sequence[_Wish]) -> Iterator[_Wish]:
    """Yield the wishes for one value of a figure that two relations of different figures have in common."""
    claims = len({id(wish.claim) for wish in wanted})
    if claims < 2:
        return
    allowed = _BY_CHANCE / (claims - 1)
    for one, other in combinations(wanted, 2):
        if one.claim is other.claim or (one.outcome and other.outcome):
            continue
        if not _differ(one.reading, other.reading) or not one.values.meets(other.values):
            continue
        value = _printable(figure, one.values, other.values)
        if value is None or not figure.value / _FAR <= value <= figure.value * _FAR:
            continue
        width = (one.values.high - one.values.low) + (other.values.high - other.values.low)
        if (width + figure.step) / value <= allowed:
            yield one
            yield other


def _differ(one: Reading, other: Reading) -> bool:
    """Tell whether each reading has an amount that the other has not, and both stand near each other.

    Two readings that hold one list against an amount printed twice are one reading.
    """
    first = {figure.value for figure in (*one.operands, one.result)}
    second = {figure.value for figure in (*other.operands, other.result)}
    near = abs(one.result.index - other.result.index) <= _NEAR
    return near and not first <= second and not second <= first


def _printable(figure: Figure, one: Interval, other: Interval) -> Decimal | None:
    """Return the least value in both intervals that could stand in the figure's place, as finely printed."""
    low, high = max(one.low, other.low), min(one.high, other.high)
    value = (low / figure.step).to_integral_value(ROUND_CEILING) * figure.step
    if value > high or value == figure.value:
        return None
    counted = figure.dimension is Dimension.COUNT and figure.step == 1
    return value if not counted or value == value.to_integral_value() else None
