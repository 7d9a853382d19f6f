"""How one fact follows from others: as an expression, and in the words and signs of a notice."""

from __future__ import annotations

from collections.abc import Mapping

from xlaudit.schemes.expression import Expression, Variable
from xlaudit.schemes.schema import Definition

__all__ = ["describe", "formula_of"]


def formula_of(definition: Definition) -> Expression:
    """Return the formula of a definition, over variables that bear the ids of its facts.

    >>> from xlaudit.schemes.expression import to_excel
    >>> to_excel(formula_of(Definition("change", ("a", "b"))), {"a": "A1", "b": "B1"})
    '(B1-A1)/A1'
    """
    terms: list[Expression] = [Variable(name) for name in definition.of]
    match definition.kind:
        case "ratio":
            return terms[0] / terms[1]
        case "change":
            return (terms[1] - terms[0]) / terms[0]
        case "remainder":
            return (terms[0] - terms[1]) / terms[0]
        case "difference":
            return terms[0] - terms[1]
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def describe(definition: Definition, labels: Mapping[str, str]) -> str:
    """Write a definition as a notice would; ``labels`` names the facts by their ids.

    >>> describe(Definition("change", ("a", "b")), {"a": "上年数", "b": "本年数"})
    '（本年数 − 上年数）÷ 上年数'
    """
    names = [labels[name] for name in definition.of]
    match definition.kind:
        case "ratio":
            return f"{names[0]} ÷ {names[1]}"
        case "change":
            return f"（{names[1]} − {names[0]}）÷ {names[0]}"
        case "remainder":
            return f"（{names[0]} − {names[1]}）÷ {names[0]}"
        case "difference":
            return f"{names[0]} − {names[1]}"
    return " + ".join(names)
