"""The last word on contradictions: weighed by what the relations that hold say of their figures.

A slip that mends a contradiction says where it went wrong, if nothing else bears that figure out. A
contradiction between figures of which each is borne out elsewhere was more often never meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from xlaudit.narrative.figures import Figure
from xlaudit.narrative.judging.policy import RECKONED, Outcome, Verdict, may_be_unnamed
from xlaudit.narrative.judging.slips import Mend, mends, slip_rank, telling_digits
from xlaudit.narrative.judging.tolerance import Tier
from xlaudit.narrative.reading import Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["CONFIRMS_NOTHING", "borne_out", "repeated", "weighed"]

CONFIRMS_NOTHING = frozenset({"target", "score_loss"})
"""Kinds of relations that hold for many a number, so that they bear none of them out."""

_FAILING = (Verdict.HINT, Verdict.INCONSISTENT)
_NEAR = 4  # figures before or behind, from which an eye may copy
_TELLING = 3  # digits, below which equal numbers are no copies
_MANY = 4
_FAR = Decimal("0.5")  # a larger relative gap usually means: not meant
_SURE = 5
_SUMS = (Formula.SUM, Formula.DIFFERENCE)
_RATES = (Formula.RATIO, Formula.RATIO_OF_SUM, Formula.CHANGE_OF_LEVELS)


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


def weighed(outcomes: Iterable[Outcome], figures: Sequence[Figure]) -> list[Outcome]:
    """Raise questions that a slip of one of the ``figures`` answers, lower errors between figures borne out."""
    decided = list(outcomes)
    holding = [outcome for outcome in decided if outcome.verdict not in _FAILING]
    known = borne_out(holding)
    surely = borne_out(o for o in holding if o.reading.strength > Strength.POSSIBLE)
    whole: dict[int, list[set[int]]] = defaultdict(list)
    rates: dict[int, list[Reading]] = defaultdict(list)
    for outcome in holding:
        whole[outcome.reading.result.index].append(_operands(outcome))
        if outcome.reading.formula in _RATES and outcome.reading.strength > Strength.POSSIBLE:
            rates[outcome.reading.result.index].append(outcome.reading)
    weighed_all = [_weighed(outcome, known, surely, figures) for outcome in decided]
    return [
        outcome
        for outcome in weighed_all
        if outcome.verdict is not Verdict.HINT
        or not (
            _is_contained(outcome, whole)
            or _is_answered(outcome, rates)
            or _is_misread(outcome, known, surely)
        )
    ]


def _is_misread(outcome: Outcome, known: set[int], surely: set[int]) -> bool:
    """Tell whether every figure of a wide contradiction is borne out otherwise, the stated one surely.

    执行率100% right behind 5万元 and 28万元 is wrong all the same, though the sum of all lines has 100% as well.
    """
    reading, computed = outcome.reading, outcome.judgement.computed
    if reading.formula not in RECKONED or reading.result.index not in surely:
        return False
    if reading.strength is Strength.CERTAIN and reading.formula is not Formula.DIFFERENCE:
        return False
    gap = abs(computed - reading.result.value)
    near = gap <= abs(reading.result.value) * _FAR  # by a figure that is stale
    missed = any(gap == operand.value for operand in reading.operands)
    return not near and not missed and all(each.index in known for each in reading.operands)


def _operands(outcome: Outcome) -> set[int]:
    return {operand.index for operand in outcome.reading.operands}


def _is_contained(outcome: Outcome, whole: Mapping[int, list[set[int]]]) -> bool:
    """Tell whether a relation that holds has all operands of this one, and more: 期初＋收入－支出＝期末, not 期初－支出."""
    reading = outcome.reading
    own = _operands(outcome)
    return reading.formula in _SUMS and any(own < other for other in whole[reading.result.index])


def _is_answered(outcome: Outcome, rates: Mapping[int, list[Reading]]) -> bool:
    """Tell whether a rate ties by words that name what it is of: it has one meaning, and was misread here.

    Not where both mean one thing that stands twice in the text: 支出29.04万元, in the heading 20.04万元.
    """
    reading = outcome.reading
    if reading.formula not in _RATES:
        return False
    return any(not _names_the_same(reading, other) for other in rates.get(reading.result.index, ()))


def _names_the_same(one: Reading, other: Reading) -> bool:
    """Tell whether two quotients differ only by amounts of one name, printed differently in two places."""
    if one.formula is not other.formula or len(one.operands) != len(other.operands):
        return False
    pairs = [(a, b) for a, b in zip(one.operands, other.operands, strict=True) if a is not b]
    return all(_is_one_thing(a, b) for a, b in pairs)


def _is_one_thing(first: Figure, second: Figure) -> bool:
    """Tell whether two amounts bear one name and year; of one enumeration only the first has words of its own."""
    starts = [figure.run if figure.run >= 0 else figure.index for figure in (first, second)]
    same = core(first.label) == core(second.label) and first.period == second.period
    return same and starts[0] != starts[1]


def _weighed(
    outcome: Outcome, known: set[int], surely: set[int], figures: Sequence[Figure]
) -> Outcome:
    reading = outcome.reading
    concerned = (*reading.operands, reading.result)
    if outcome.verdict is Verdict.INCONSISTENT and reading.formula is not Formula.GRADE:
        meant = any(figure.index not in surely and not figure.is_given for figure in concerned)
        return outcome if meant else outcome._replace(verdict=Verdict.HINT)
    if (
        outcome.verdict is Verdict.HINT
        and outcome.judgement.tier is Tier.CONTRADICTION
        and outcome.instead is None
        and outcome.claim.ceiling is Strength.CERTAIN
        and reading.formula is not Formula.EQUAL  # two amounts may be alike, and both be right
        and _has_one_wrong(outcome, known, figures)
    ):
        return outcome._replace(verdict=Verdict.INCONSISTENT)
    return outcome


def _has_one_wrong(outcome: Outcome, known: set[int], figures: Sequence[Figure]) -> bool:
    """Tell whether one figure that nothing bears out was mistyped, or copied from its neighbour."""
    reading = outcome.reading
    if any(_tells(mend, outcome) for mend in outcome.mends if mend.figure.index not in known):
        return True
    if reading.strength is Strength.POSSIBLE or reading.formula not in RECKONED:
        return False
    if reading.strength is Strength.CERTAIN and reading.formula not in _SUMS:
        short = mends(reading, outcome.judgement.computed, is_strict=False)
        if any(mend.figure.index not in known and _is_long(mend, reading) for mend in short):
            return True
    return any(
        figure.index not in known and repeated(figure, figures) is not None
        for figure in (*reading.operands, reading.result)
    )


def _is_long(mend: Mend, reading: Reading) -> bool:
    """Tell whether enough digits are at stake: any 18% is one slip away from some 8%.

    A rate of one or two digits is met by so many operands that a slip of one of them proves nothing.
    """
    figure, result = mend.figure, reading.result
    meant = abs(mend.value) / figure.quantity.unit.scale
    digits = len(str(int(meant.scaleb(figure.quantity.decimals))))
    if figure is not result and len(result.digits.lstrip("0")) < _TELLING:
        return False
    return max(len(figure.digits.lstrip("0")), digits) >= _TELLING


def repeated(figure: Figure, figures: Sequence[Figure]) -> Figure | None:
    """Return the same number of the same unit right before or behind, if any; rates of three digits often meet."""
    least = _MANY if figure.dimension is Dimension.RATE else _TELLING
    if figure.index < 0 or len(telling_digits(figure)) < least:
        return None
    near = figures[max(0, figure.index - _NEAR) : figure.index + _NEAR + 1]
    return next(
        (
            other
            for other in near
            if other is not figure
            and other.value == figure.value
            and other.quantity.unit == figure.quantity.unit
        ),
        None,
    )


def _tells(mend: Mend, outcome: Outcome) -> bool:
    """Tell whether a mend is a slip that hardly any other number would pass for."""
    if not slip_rank(mend.figure, mend.value):
        return False
    if outcome.reading.strength is Strength.POSSIBLE and not _is_many(mend, outcome.reading):
        return False
    reading, computed = outcome.reading, outcome.judgement.computed
    if reading.formula not in _SUMS or reading.strength is Strength.CERTAIN:
        return True
    return not (may_be_unnamed(reading, computed) or _may_be_missed(reading, computed))


def _is_many(mend: Mend, reading: Reading) -> bool:
    """Tell whether both figures have so many digits that hardly one of many readings is a slip away by chance."""
    return min(len(telling_digits(mend.figure)), len(telling_digits(reading.result))) >= _SURE


def _may_be_missed(reading: Reading, computed: Decimal) -> bool:
    """Tell whether a sum falls short by a round number, as a row that was overlooked may have, like others of it.

    各行9.72分、8.5分、9分、28分、9.7分，合计94.92分: the row of 30 points is not named like the others.
    """
    gap = reading.result.value - computed
    scale = reading.result.quantity.unit.scale
    if gap <= 0 or gap % scale or len(str(int(gap / scale)).strip("0")) > 1:
        return False
    return any(operand.value % scale == 0 for operand in reading.operands)
