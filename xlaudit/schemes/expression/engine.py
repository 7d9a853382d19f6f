"""The ``formulas`` package with Excel's arithmetic put in.

Its own ROUND, comparisons and differences look at raw doubles; Excel looks at 15 digits, and one total
in twenty would come out differently. They are replaced in its public registries, once, before the
first formula.
The package costs two seconds to import, so it waits until a formula asks for it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from functools import cache
from typing import Any

from xlaudit.numbers import excel

__all__ = ["compiled", "parser"]

_WIDE = Context(prec=400, Emax=999999, Emin=-999999)

Compiled = Callable[[Mapping[str, float]], object]


@cache
def parser() -> Any:
    """Return the parser of the ``formulas`` package, its registries corrected."""
    with warnings.catch_warnings():
        # Its modules compare with literals; Python says so while it compiles them for the first time.
        warnings.simplefilter("ignore", SyntaxWarning)
        import formulas  # noqa: PLC0415 - two seconds

        functions = formulas.get_functions()
        from formulas.functions import wrap_ufunc  # noqa: PLC0415
        from formulas.functions.operators import OPERATORS, logic_wrap  # noqa: PLC0415

    rounding = {"ROUND": ROUND_HALF_UP, "ROUNDDOWN": ROUND_DOWN, "ROUNDUP": ROUND_UP}
    for name, mode in rounding.items():
        functions[name] = wrap_ufunc(_rounds(mode))
    functions["INT"] = wrap_ufunc(_rounds(ROUND_FLOOR))
    functions["TRUNC"] = wrap_ufunc(_rounds(ROUND_DOWN))
    OPERATORS["-"] = wrap_ufunc(_subtract)
    OPERATORS["+"] = wrap_ufunc(lambda left, right: _subtract(left, -right))
    for operator, accepts in _COMPARISONS.items():
        OPERATORS[operator] = logic_wrap(_compares(accepts))
    return formulas.Parser()


@cache
def compiled(text: str) -> tuple[Callable[..., object], tuple[str, ...]]:
    """Compile a formula without ``=``; return it and the names it takes, in its order.

    Raises:
        formulas.errors.BaseError: it is not a formula.
    """
    function = parser().ast(f"={text}")[1].compile()
    return function, tuple(function.inputs)


def _subtract(left: float, right: float) -> float:
    """Subtract as a cell does: two numbers that look equal leave an exact zero."""
    return 0.0 if excel.equal(left, right) else left - right


def _rounds(mode: str) -> Callable[..., float]:
    def rounds(value: float, digits: float = 0) -> float:
        unit = Decimal(1).scaleb(-int(digits))
        return float(excel.view(float(value)).quantize(unit, rounding=mode, context=_WIDE))

    return rounds


_COMPARISONS: Mapping[str, Callable[[int], bool]] = {
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    "=": lambda order: order == 0,
    ">=": lambda order: order >= 0,
    ">": lambda order: order > 0,
    "<>": lambda order: order != 0,
}


def _compares(accepts: Callable[[int], bool]) -> Callable[..., bool]:
    """Return a comparison of two (kind, value) pairs; kind 0 is a number, seen on 15 digits."""

    def compares(left: tuple[int, Any], right: tuple[int, Any]) -> bool:
        (left_kind, left_value), (right_kind, right_value) = left, right
        if left_kind == right_kind == 0:
            return accepts(excel.compare(float(left_value), float(right_value)))
        return accepts((left > right) - (left < right))

    return compares
