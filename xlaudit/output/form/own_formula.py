"""A bureau's own formula on the form: which amounts it asks 资金 for, and in which unit it takes them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from xlaudit.schemes.definition import formula_of
from xlaudit.schemes.expression import Expression, Variable, number, substitute, variables
from xlaudit.schemes.schema import Block, Fact, Indicator, Scheme

__all__ = ["facts_asked", "over_cells"]

WAN = 10_000
"""Amounts stand on the form in 万元; a formula takes them in 元, as scoring does."""


def facts_asked(owner: Indicator | Block, scheme: Scheme, given: Container[str]) -> Iterator[Fact]:
    """Yield the facts that have to be typed for a formula, beyond those that the budget gives."""
    names = (owner.options or {}).get("names", {})
    assert isinstance(names, Mapping)
    for name in names.values():
        fact = scheme.fact(str(name))
        for part in variables(_typed(fact, given)):
            if part not in given:
                yield scheme.fact(part)


def over_cells(expression: Expression, scheme: Scheme, given: Container[str]) -> Expression:
    """Return the expression over what stands in cells: rates by their amounts, amounts in 元."""
    facts = {fact.id: fact for fact in scheme.facts}
    found = [facts[name] for name in variables(expression) if name in facts]
    whole = substitute(expression, {fact.id: _typed(fact, given) for fact in found})
    amounts = (name for name in variables(whole) if name in facts and facts[name].unit == "万元")
    return substitute(whole, {name: Variable(name) * number(WAN) for name in amounts})


def _typed(fact: Fact, given: Container[str]) -> Expression:
    """Return a fact over those that are typed: itself, or the formula that it follows from."""
    if fact.id in given or not fact.definitions:
        return Variable(fact.id)
    return formula_of(fact.definitions[0])
