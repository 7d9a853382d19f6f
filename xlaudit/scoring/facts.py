"""Facts that follow from others: a rate from the two amounts that the form states.

A rate is reckoned from the amounts where both stand in the form, so that a score is rounded once, at
its end, and never rests on a rate that was itself rounded (or mistyped) before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.forms.filing import Filing, Stated
from xlaudit.numbers.quantity import Dimension, Quantity
from xlaudit.schemes.definition import formula_of
from xlaudit.schemes.expression import Expression, Operand, Variable, evaluate, substitute
from xlaudit.schemes.schema import Definition, Fact, Scheme
from xlaudit.workbook.place import Place

__all__ = ["KnownFact", "derive", "formula_of", "reckon", "stated_operand"]


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact with its value in base units, the expression that gave it, and where its operands stand."""

    fact: Fact
    value: Decimal
    expression: Expression
    operands: Mapping[str, Operand]
    sources: Mapping[str, Place]
    is_derived: bool

    @property
    def shown(self) -> str:
        """The value as a person reads it: rates as percentages with two decimals."""
        if self.is_derived and self.fact.unit == "%":
            return f"{self.value * 100:.2f}%"
        return next(iter(self.operands.values())).shown


def stated_operand(quantity: Quantity, label: str) -> Operand:
    """Return a stated quantity as an operand, in base units."""
    return Operand(quantity.value, label, _shown(quantity))


def _shown(quantity: Quantity) -> str:
    number = f"{quantity.number:.{quantity.decimals}f}"
    space = "" if quantity.unit.dimension in (Dimension.RATE, Dimension.NUMBER) else " "
    return f"{number}{space}{quantity.unit.text}"


def reckon(
    definition: Definition, stated: Mapping[str, Stated], scheme: Scheme
) -> tuple[Decimal, dict[str, Operand], dict[str, Place]] | None:
    """Reckon a definition from what is stated; None where an operand is missing or the divisor is zero."""
    operands: dict[str, Operand] = {}
    sources: dict[str, Place] = {}
    for name in definition.of:
        statement = stated.get(name)
        if statement is None or statement.quantity is None:
            return None
        operands[name] = stated_operand(statement.quantity, scheme.fact(name).label)
        sources[name] = statement.place
    values = {name: operand.value for name, operand in operands.items()}
    try:
        return evaluate(formula_of(definition), values), operands, sources
    except ZeroDivisionError:
        return None


def derive(filing: Filing, scheme: Scheme) -> dict[str, KnownFact]:
    """Return every fact of the scheme that the filing states or implies, by fact id.

    A fact that follows from stated ones is reckoned by the scheme's own definition, even where the
    filing states it too; whether the two agree is for a check to say.
    """
    known: dict[str, KnownFact] = {}
    for fact in scheme.facts:
        found = _derived(fact, filing, scheme) or _stated(fact, filing)
        if found is not None:
            known[fact.id] = found
    return known


def _derived(fact: Fact, filing: Filing, scheme: Scheme) -> KnownFact | None:
    if not fact.definitions:
        return None
    definition = fact.definitions[0]
    reckoned = reckon(definition, filing.facts, scheme)
    if reckoned is not None:
        value, operands, sources = reckoned
        expression = formula_of(definition)
        return KnownFact(fact, value, expression, operands, sources, is_derived=True)
    return _through_amounts(fact, definition, filing, scheme)


def _through_amounts(
    fact: Fact, definition: Definition, filing: Filing, scheme: Scheme
) -> KnownFact | None:
    """Reckon a rate whose amount is not stated but follows: many forms have no column 预算调整."""
    expression = formula_of(definition)
    operands: dict[str, Operand] = {}
    sources: dict[str, Place] = {}
    for name in definition.of:
        stated = filing.facts.get(name)
        if stated is not None and stated.quantity is not None:
            operands[name] = stated_operand(stated.quantity, scheme.fact(name).label)
            sources[name] = stated.place
            continue
        inner = scheme.fact(name).definitions[:1]
        found = reckon(inner[0], filing.facts, scheme) if inner else None
        if found is None or inner[0].kind not in ("difference", "sum"):
            return None
        expression = substitute(expression, {name: formula_of(inner[0])})
        operands |= found[1]
        sources |= found[2]
    try:
        value = evaluate(expression, {name: each.value for name, each in operands.items()})
    except ZeroDivisionError:
        return None
    return KnownFact(fact, value, expression, operands, sources, is_derived=True)


def _stated(fact: Fact, filing: Filing) -> KnownFact | None:
    statement = filing.facts.get(fact.id)
    if statement is None or statement.quantity is None:
        return None
    operand = stated_operand(statement.quantity, fact.label)
    return KnownFact(
        fact,
        operand.value,
        Variable(fact.id),
        {fact.id: operand},
        {fact.id: statement.place},
        is_derived=False,
    )
