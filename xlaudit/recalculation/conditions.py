"""The conditions of COUNTIF, SUMIFS and their like: ``"<60"``, ``"是"``, ``""``, a number."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from xlaudit.recalculation.values import Scalar, Unsupported, compare
from xlaudit.workbook.snapshot import ErrorValue

__all__ = ["condition"]

_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)?(.*)", re.DOTALL)
_ORDERS = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def condition(wanted: Scalar) -> Callable[[Scalar], bool]:
    """Return what tells whether a cell meets the condition.

    Raises:
        Unsupported: the condition is of a kind that is not reckoned here.
    """
    if isinstance(wanted, ErrorValue):
        raise Unsupported("条件是错误值")
    if not isinstance(wanted, str):
        target = 0.0 if wanted is None else wanted
        return lambda value: type(value) is type(target) and compare(value, target) == 0
    found = _CONDITION.match(wanted)
    assert found is not None
    sign, text = found[1] or "=", found[2]
    if any(mark in text for mark in "*?~"):
        raise Unsupported("带通配符的条件")
    try:
        number = float(text)
    except ValueError:
        return _text_condition(sign, text)
    order = _ORDERS[sign]
    if sign == "<>":
        return lambda value: not isinstance(value, float) or compare(value, number) != 0
    return lambda value: isinstance(value, float) and order(compare(value, number), 0)


def _text_condition(sign: str, text: str) -> Callable[[Scalar], bool]:
    if sign not in ("=", "<>"):
        raise Unsupported("文本的大小条件")
    if not text:
        # "=" asks for truly blank cells, "<>" for all others.
        return (lambda value: value is None) if sign == "=" else (lambda value: value is not None)
    folded = text.casefold()
    if sign == "=":
        return lambda value: isinstance(value, str) and value.casefold() == folded
    return lambda value: not (isinstance(value, str) and value.casefold() == folded)
