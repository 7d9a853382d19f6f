"""The operators of a formula as closures: each takes the programs of its operands."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence

from xlaudit.numbers import excel
from xlaudit.recalculation.frame import Frame, Program
from xlaudit.recalculation.functions import FUNCTIONS, LAZY
from xlaudit.recalculation.values import (
    Failed,
    Scalar,
    Unsupported,
    as_number,
    as_text,
    compare,
    fail,
    single,
)
from xlaudit.workbook.snapshot import ErrorValue

__all__ = ["arithmetic", "call", "compares", "constant", "joins", "named", "negated", "percent"]

_ORDERS: dict[str, Callable[[int, int], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def constant(value: Scalar) -> Program:
    """Return the program that always gives this value."""
    return lambda _: value


def named(name: str) -> Program:
    """Return what a defined name gives."""
    return lambda frame: frame.named(name)


def percent(inner: Program) -> Program:
    """Return a hundredth."""
    return lambda frame: as_number(single(inner(frame))) / 100


def negated(inner: Program) -> Program:
    """Return the value with the other sign."""
    return lambda frame: 0.0 - as_number(single(inner(frame)))


def joins(parts: Sequence[Program]) -> Program:
    """Return texts as one."""
    return lambda frame: "".join([as_text(single(each(frame))) for each in parts])


def compares(sign: str, left: Program, right: Program) -> Program:
    """Return the truth of a comparison."""
    holds = _ORDERS[sign]
    return lambda frame: holds(compare(single(left(frame)), single(right(frame))), 0)


def arithmetic(first: Program, others: Sequence[tuple[str, Program]]) -> Program:
    """Return a chain of sums and differences, or of products and quotients, from left to right."""
    steps = [(_ARITHMETIC[sign], program) for sign, program in others]

    def program(frame: Frame) -> Scalar:
        result = as_number(single(first(frame)))
        for reckon, operand in steps:
            result = reckon(result, as_number(single(operand(frame))))
        if not math.isfinite(result):
            fail("#NUM!")
        return result

    return program


def _plus(left: float, right: float) -> float:
    return _minus(left, -right)


def _minus(left: float, right: float) -> float:
    """Subtract as a cell does: two numbers that look equal leave an exact zero."""
    return 0.0 if left and excel.equal(left, right) else left - right


def _quotient(left: float, right: float) -> float:
    return left / right if right else fail("#DIV/0!")


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": _plus,
    "-": _minus,
    "*": operator.mul,
    "/": _quotient,
}


def call(name: str, arguments: tuple[Program, ...]) -> Program:
    """Return the result of a function; IF and its like look only at the branch that they take."""
    if name in LAZY:
        branch, counts = LAZY[name]
        if len(arguments) not in counts:
            raise Unsupported(f"函数 {name} 的写法")
        return lambda frame: branch([_thunk(each, frame) for each in arguments])
    if name not in FUNCTIONS:
        raise Unsupported(f"函数 {name}")
    function, counts = FUNCTIONS[name]
    if len(arguments) not in counts:
        raise Unsupported(f"函数 {name} 的写法")
    return lambda frame: function(*[_settled(each, frame) for each in arguments])


def _thunk(program: Program, frame: Frame) -> Callable[[], Scalar]:
    return lambda: single(program(frame))


def _settled(program: Program, frame: Frame) -> object:
    """Return an argument; one that fails is handed over as its error value, which ISNUMBER may look at."""
    try:
        return program(frame)
    except Failed as failed:
        return ErrorValue(failed.code)
