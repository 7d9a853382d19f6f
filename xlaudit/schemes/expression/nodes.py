"""What an expression is made of: constants, variables, arithmetic, conditions, a bureau's own formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

__all__ = [
    "Binary",
    "Call",
    "Comparison",
    "Expression",
    "Formula",
    "If",
    "Number",
    "Variable",
    "maximum",
    "minimum",
    "number",
    "rounded",
    "substitute",
    "truncated",
    "variables",
]


class Node:
    """Arithmetic on expressions builds bigger ones, so a rule reads as its notice does."""

    __slots__ = ()

    def __add__(self, other: Node) -> Binary:
        return Binary("+", self, other)

    def __sub__(self, other: Node) -> Binary:
        return Binary("-", self, other)

    def __mul__(self, other: Node) -> Binary:
        return Binary("*", self, other)

    def __truediv__(self, other: Node) -> Binary:
        return Binary("/", self, other)

    def compare(self, operator: str, other: Node) -> Comparison:
        """Return the comparison with one of ``< <= = >= > <>``."""
        return Comparison(operator, self, other)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A constant of the notice."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Variable(Node):
    """Something that differs from row to row: actual, target, points, or a fact by its id."""

    name: str


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """``left operator right`` with one of ``+ - * /``."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """A condition; Excel compares on 15 digits."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class If(Node):
    """One of two expressions."""

    condition: Comparison
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function that every spreadsheet knows: MIN, MAX, ROUND, ROUNDDOWN, ABS."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Formula(Node):
    """A formula that a bureau wrote itself, such as ``MIN(1,实际完成值/目标值)*分值``.

    ``text`` has been accepted by ``formula.check``; ``names`` pairs each name in it with what it means.
    """

    text: str
    names: tuple[tuple[str, Node], ...]


Expression = Node


def number(value: Decimal | int | str) -> Number:
    """Return a constant."""
    return Number(Decimal(value))


def minimum(*arguments: Node) -> Call:
    """Return the least of the arguments."""
    return Call("MIN", arguments)


def maximum(*arguments: Node) -> Call:
    """Return the greatest of the arguments."""
    return Call("MAX", arguments)


def rounded(inner: Node, digits: int) -> Call:
    """Return ROUND(inner, digits)."""
    return Call("ROUND", (inner, number(digits)))


def truncated(inner: Node, digits: int) -> Call:
    """Return ROUNDDOWN(inner, digits)."""
    return Call("ROUNDDOWN", (inner, number(digits)))


def variables(expression: Node) -> frozenset[str]:
    """Return the names of all variables in the expression."""
    match expression:
        case Variable(name):
            return frozenset({name})
        case Binary(_, left, right) | Comparison(_, left, right):
            return variables(left) | variables(right)
        case If(condition, then, otherwise):
            return variables(condition) | variables(then) | variables(otherwise)
        case Call(_, arguments):
            return frozenset().union(*(variables(argument) for argument in arguments))
        case Formula(_, names):
            return frozenset().union(*(variables(meaning) for _, meaning in names))
    return frozenset()


def substitute(expression: Node, replacements: Mapping[str, Node]) -> Node:
    """Return the expression with some variables replaced: the actual rate by its two amounts, say."""

    def inside(node: Node) -> Node:
        return substitute(node, replacements)

    match expression:
        case Variable(name):
            return replacements.get(name, expression)
        case Binary(operator, left, right):
            return Binary(operator, inside(left), inside(right))
        case Comparison(operator, left, right):
            return Comparison(operator, inside(left), inside(right))
        case If(condition, then, otherwise):
            replaced = inside(condition)
            assert isinstance(replaced, Comparison)
            return If(replaced, inside(then), inside(otherwise))
        case Call(name, arguments):
            return Call(name, tuple(inside(argument) for argument in arguments))
        case Formula(text, names):
            return Formula(text, tuple((name, inside(meaning)) for name, meaning in names))
    return expression
