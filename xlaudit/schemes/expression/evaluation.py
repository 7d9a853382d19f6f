"""Reckon an expression as a cell would, in exact decimals."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext

from xlaudit.numbers import excel
from xlaudit.schemes.expression.formula import run
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

__all__ = ["evaluate", "holds"]

_ORDERS = {"<": {-1}, "<=": {-1, 0}, "=": {0}, ">=": {0, 1}, ">": {1}, "<>": {-1, 1}}


def evaluate(expression: Node, values: Mapping[str, Decimal]) -> Decimal:
    """Reckon the expression as a cell would.

    Products and quotients carry 28 digits where Excel carries a double; both see the same 15 digits at
    every ROUND and comparison, and those are the only places where a digit can fall either way.

    Raises:
        ZeroDivisionError: a divisor is zero, or a bureau's own formula gives an error value.
        KeyError: a variable has no value.
    """
    match expression:
        case Number(value):
            return value
        case Variable(name):
            return values[name]
        case Binary(operator, left, right):
            return _arithmetic(operator, evaluate(left, values), evaluate(right, values))
        case If(condition, then, otherwise):
            return evaluate(then if holds(condition, values) else otherwise, values)
        case Call(name, arguments):
            return _call(name, [evaluate(argument, values) for argument in arguments])
        case Formula(text, names):
            return run(text, {name: evaluate(meaning, values) for name, meaning in names})
    raise TypeError(expression)


def holds(condition: Comparison, values: Mapping[str, Decimal]) -> bool:
    """Return whether the condition is met; both sides are seen on 15 digits."""
    order = excel.compare(evaluate(condition.left, values), evaluate(condition.right, values))
    return order in _ORDERS[condition.operator]


def _arithmetic(operator: str, left: Decimal, right: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = 28
        match operator:
            case "+":
                return excel.subtract(left, -right)
            case "-":
                return excel.subtract(left, right)
            case "*":
                return left * right
        if right == 0:
            raise ZeroDivisionError("除数为零")
        return left / right


def _call(name: str, arguments: list[Decimal]) -> Decimal:
    match name:
        case "MIN":
            return min(arguments)
        case "MAX":
            return max(arguments)
        case "ROUND":
            return excel.round_half_away(arguments[0], int(arguments[1]))
        case "ROUNDDOWN":
            return excel.truncate(arguments[0], int(arguments[1]))
        case "ABS":
            return abs(arguments[0])
    raise TypeError(name)
