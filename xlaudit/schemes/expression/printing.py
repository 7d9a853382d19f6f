"""Print an expression as a formula that Excel, WPS and LibreOffice all know."""

from __future__ import annotations

from collections.abc import Mapping

from xlaudit.numbers.plain import plain
from xlaudit.schemes.expression import formula
from xlaudit.schemes.expression.nodes import (
    Binary,
    Call,
    Comparison,
    Formula,
    If,
    Node,
    Number,
    Variable,
)

__all__ = ["STRENGTH", "to_excel"]

STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}
_ATOM = 3


def to_excel(expression: Node, references: Mapping[str, str]) -> str:
    """Print the expression as a formula without ``=``; ``references`` names the cell of each variable.

    >>> from xlaudit.schemes.expression import number, rounded
    >>> to_excel(rounded(Variable("actual") * number(10), 2), {"actual": "E5"})
    'ROUND(E5*10,2)'
    """
    match expression:
        case Number(value):
            return plain(value)
        case Variable(name):
            return references[name]
        case Binary(operator, left, right):
            return _infix(operator, left, right, references)
        case Comparison(operator, left, right):
            return f"{to_excel(left, references)}{operator}{to_excel(right, references)}"
        case If(condition, then, otherwise):
            parts = (condition, then, otherwise)
            return f"IF({','.join(to_excel(part, references) for part in parts)})"
        case Call(name, arguments):
            return f"{name}({','.join(to_excel(argument, references) for argument in arguments)})"
        case Formula(text, names):
            return formula.replace(text, {name: _closed(part, references) for name, part in names})
    raise TypeError(expression)


def _infix(operator: str, left: Node, right: Node, references: Mapping[str, str]) -> str:
    strength = STRENGTH[operator]

    def side(node: Node, *, is_right: bool) -> str:
        text = to_excel(node, references)
        inner = _strength(node)
        # A negative constant on the right, or a weaker or equal operator there, needs its brackets.
        closed = inner < strength or (is_right and (inner == strength or text.startswith("-")))
        return f"({text})" if closed else text

    return f"{side(left, is_right=False)}{operator}{side(right, is_right=True)}"


def _strength(node: Node) -> int:
    match node:
        case Binary(operator):
            return STRENGTH[operator]
        case Formula():
            return 0
    return _ATOM


def _closed(node: Node, references: Mapping[str, str]) -> str:
    """Print what stands for a name inside somebody else's formula: whole, whatever stands around it."""
    text = to_excel(node, references)
    return f"({text})" if _strength(node) < _ATOM or text.startswith("-") else text
