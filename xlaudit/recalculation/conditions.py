"""The conditions of COUNTIF, SUMIFS and their like: ``"<60"``, ``"是"``, ``"供水*"``, ``""``, a number."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from xlaudit.recalculation.values import Scalar, Unsupported, as_text, compare, fail
from xlaudit.workbook.snapshot import ErrorValue

__all__ = ["condition"]

_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)?(.*)", re.DOTALL)
_MARK = re.compile(r"~[*?~]|.", re.DOTALL)
_LONGEST = 255
"""Letters that a condition may have."""
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
        return _pattern_condition(sign, text)
    try:
        number = float(text)
    except ValueError:
        return _text_condition(sign, text)
    order = _ORDERS[sign]
    if sign == "<>":
        return lambda value: not isinstance(value, float) or compare(value, number) != 0
    return lambda value: isinstance(value, float) and order(compare(value, number), 0)


def _pattern_condition(sign: str, text: str) -> Callable[[Scalar], bool]:
    """Return a condition with wildcards, which hold for texts alone; in LibreOffice for the digits of numbers too."""
    if sign not in ("=", "<>"):
        raise Unsupported("条件里有通配符，又比较大小")
    if len(text) > _LONGEST:
        fail("#VALUE!")
    shape = _shape(text)
    takes_nothing = shape.fullmatch("") is not None

    def holds(value: Scalar) -> bool:
        if value is None and takes_nothing:
            # A formula's empty text would count, a blank cell would not; stored, both are the same.
            raise Unsupported("通配符遇到空单元格")
        if isinstance(value, float | bool) and shape.fullmatch(as_text(value)):
            raise Unsupported("通配符遇到数字")
        is_alike = isinstance(value, str) and shape.fullmatch(value) is not None
        return is_alike if sign == "=" else not is_alike

    return holds


def _shape(text: str) -> re.Pattern[str]:
    """Return what a text with ``*`` (any letters), ``?`` (one letter) and ``~`` (the next as it stands) fits.

    Each piece between two stars is taken where it first fits, for good: a pattern from somebody's file
    cannot make the search run for ever.
    """
    pieces = [""]
    for mark in _MARK.findall(text):
        if mark == "*":
            pieces.append("")
        else:
            pieces[-1] += "." if mark == "?" else re.escape(mark[-1])
    first, *rest = pieces
    if rest:
        *middle, last = rest
        first += "".join(f"(?>.*?{piece})" for piece in middle) + f".*{last}"
    return re.compile(first, re.IGNORECASE | re.DOTALL)


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
