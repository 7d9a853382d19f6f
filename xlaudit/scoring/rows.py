"""One row of the form → its score, by the scheme's rule where the data are there.

What cannot be reckoned is never guessed: the stated score is taken over, and the row says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.forms.filing import IndicatorRow, Stated
from xlaudit.numbers.quantity import Comparator, Dimension, Quantity
from xlaudit.schemes.expression import Expression, Operand, evaluate, explain, substitute, variables
from xlaudit.schemes.rules import JUDGED, by_sign, score
from xlaudit.schemes.schema import Block, Indicator, Limits, Scheme
from xlaudit.scoring.facts import KnownFact, stated_operand
from xlaudit.scoring.scorecard import Basis, RowScore
from xlaudit.workbook.place import Place

__all__ = ["Subject", "rule_of", "score_row"]

NOT_APPLICABLE = frozenset({"不适用", "不涉及"})


@dataclass(frozen=True, slots=True)
class Subject:
    """What is to be scored: a row of the form, or the execution rate in the head of it."""

    label: str
    block: Block | None
    place: Place
    indicator: Indicator | None = None
    row: IndicatorRow | None = None
    stated: Stated | None = None

    @property
    def points(self) -> Decimal | None:
        """The scheme's points; those of the row where the scheme leaves them to the unit."""
        if self.indicator is not None and self.indicator.points is not None:
            return self.indicator.points
        stated = self.row.points if self.row else None
        return stated.quantity.number if stated and stated.quantity else None

    @property
    def target(self) -> Quantity | None:
        """The target as the row states it, else the scheme's."""
        if self.row and self.row.target:
            return self.row.target.quantity
        if self.indicator and self.indicator.target:
            return self.indicator.target.quantity
        return None


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rule that a row is scored by."""

    name: str
    options: Mapping[str, object]
    rounding: str
    limits: Limits


def rule_of(subject: Subject, scheme: Scheme) -> Ruling:
    """Return the rule: the indicator's own, else the block's, else the one that the target's sign asks."""
    indicator, block = subject.indicator, subject.block
    source = indicator or block
    limits = source.limits if source else Limits()
    rounding = (source.rounding if source else "") or scheme.rounding
    if indicator is not None and indicator.rule != "by_sign":
        return Ruling(indicator.rule, indicator.options or {}, rounding, limits)
    if indicator is None and block is not None and block.rule != "by_sign":
        return Ruling(block.rule, block.options or {}, rounding, limits)
    target = subject.target
    comparator = target.comparator if target else Comparator.EQUAL
    name, options = by_sign(comparator, target.value if target else None)
    return Ruling(name, options, rounding, limits)


def score_row(subject: Subject, scheme: Scheme, known: Mapping[str, KnownFact]) -> RowScore:
    """Score one row."""
    ruling = rule_of(subject, scheme)
    if subject.row and subject.row.actual and subject.row.actual.text.strip() in NOT_APPLICABLE:
        return _taken(subject, Basis.NOT_APPLICABLE)
    if ruling.name in JUDGED:
        return _taken(subject, Basis.ACCEPTED)
    reckoning = _reckoning(subject, ruling, known)
    if reckoning is None:
        return _taken(subject, Basis.UNVERIFIED)
    expression, operands, sources = reckoning
    try:
        value = evaluate(expression, {name: each.value for name, each in operands.items()})
    except ZeroDivisionError:
        return _taken(subject, Basis.UNVERIFIED)
    return RowScore(
        label=subject.label,
        block=subject.block.id if subject.block else None,
        row=subject.row,
        indicator=subject.indicator,
        points=subject.points,
        stated=subject.stated,
        score=value,
        basis=Basis.COMPUTED,
        explanation=explain(expression, operands),
        place=subject.place,
        expression=expression,
        operands=operands,
        sources=sources,
    )


def _taken(subject: Subject, basis: Basis) -> RowScore:
    """Take the stated score over, and say why."""
    stated = subject.stated
    value = stated.quantity.number if stated and stated.quantity else None
    if value is None and basis is not Basis.NOT_APPLICABLE:
        basis = Basis.MISSING
    return RowScore(
        label=subject.label,
        block=subject.block.id if subject.block else None,
        row=subject.row,
        indicator=subject.indicator,
        points=subject.points,
        stated=stated,
        score=None if basis is Basis.NOT_APPLICABLE else value,
        basis=basis,
        explanation=basis.value,
        place=subject.place,
    )


def _reckoning(
    subject: Subject, ruling: Ruling, known: Mapping[str, KnownFact]
) -> tuple[Expression, dict[str, Operand], dict[str, Place]] | None:
    """Bind the rule's variables; None where one of them is not to be had."""
    expression = score(ruling.name, ruling.options, ruling.rounding, ruling.limits)
    needed = variables(expression)
    operands: dict[str, Operand] = {}
    sources: dict[str, Place] = {}
    if "points" in needed:
        if subject.points is None:
            return None
        operands["points"] = Operand(subject.points, "", f"{subject.points.normalize():f} 分")
        if subject.row and subject.row.points:
            sources["points"] = subject.row.points.place
    if "target" in needed:
        if subject.target is None:
            return None
        operands["target"] = stated_operand(subject.target, "目标")
        if subject.row and subject.row.target and subject.row.target_place:
            sources["target"] = subject.row.target_place
    if "actual" in needed:
        bound = _actual(subject, known)
        if bound is None:
            return None
        replacement, more_operands, more_sources = bound
        expression = substitute(expression, {"actual": replacement}) if replacement else expression
        operands |= more_operands
        sources |= more_sources
    return _with_facts(expression, operands, sources, known)


def _with_facts(
    expression: Expression,
    operands: dict[str, Operand],
    sources: dict[str, Place],
    known: Mapping[str, KnownFact],
) -> tuple[Expression, dict[str, Operand], dict[str, Place]] | None:
    """Bind the facts that a formula of the bureau's own names; None where one is not known."""
    facts = variables(expression) - operands.keys()
    if not facts <= known.keys():
        return None
    for name in facts:
        operands |= known[name].operands
        sources |= known[name].sources
    expression = substitute(expression, {name: known[name].expression for name in facts})
    return expression, operands, sources


def _actual(
    subject: Subject, known: Mapping[str, KnownFact]
) -> tuple[Expression | None, dict[str, Operand], dict[str, Place]] | None:
    """Return what stands for the actual value: a derived fact's amounts, else the row's own figure."""
    fact_id = subject.indicator.fact if subject.indicator else None
    fact = known.get(fact_id) if fact_id else None
    stated = subject.row.actual if subject.row else None
    if fact is not None and (fact.is_derived or stated is None or stated.quantity is None):
        return fact.expression, dict(fact.operands), dict(fact.sources)
    if stated is None or stated.quantity is None:
        return None
    quantity = _in_unit_of(stated.quantity, subject.target)
    if quantity is None:
        return None
    return None, {"actual": stated_operand(quantity, "实际")}, {"actual": stated.place}


def _in_unit_of(actual: Quantity, target: Quantity | None) -> Quantity | None:
    """Return the actual value comparable with its target; None where the two measure different things.

    A bare number beside a target in per cent was typed without its sign where it exceeds 1.5 (95 beside
    ≥90%); below that it is the fraction itself (0.95). A bare number beside any count is that count.
    """
    if target is None or actual.unit.dimension is target.unit.dimension:
        return actual
    kinds = {actual.unit.dimension, target.unit.dimension}
    if kinds == {Dimension.RATE, Dimension.NUMBER}:
        if actual.unit.dimension is Dimension.NUMBER and actual.number <= Decimal("1.5"):
            return actual
        bare = actual.unit.dimension is Dimension.NUMBER
        return _with_unit(actual, target) if bare else None
    if Dimension.NUMBER in kinds:
        bare = actual.unit.dimension is Dimension.NUMBER
        return _with_unit(actual, target) if bare else actual
    return None


def _with_unit(quantity: Quantity, other: Quantity) -> Quantity:
    return Quantity(quantity.literal, quantity.number, other.unit, quantity.decimals)
