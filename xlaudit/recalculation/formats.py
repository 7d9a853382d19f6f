"""TEXT: a number written in a format."""

from __future__ import annotations

import re

from xlaudit.numbers import excel
from xlaudit.recalculation.values import Scalar, Unsupported, as_number

__all__ = ["written"]

_PLAIN = re.compile(r"(?P<sign>[+-])?(?P<comma>#,##)?0(?:\.(?P<decimals>0+))?(?P<percent>%)?")


def written(value: Scalar, pattern: str) -> str:
    """Write a number in a plain format (0.00, 0%, +0.0;-0.0); a text is left as it is.

    Raises:
        Unsupported: any other format.
    """
    shapes = [_PLAIN.fullmatch(each) for each in pattern.split(";")]
    if len(shapes) > 2 or None in shapes:
        raise Unsupported("TEXT 的格式")
    if isinstance(value, str):
        return value
    number = excel.view(as_number(value))
    is_second = number < 0 and len(shapes) > 1  # it writes its sign itself
    shape = shapes[is_second]
    assert shape is not None
    scale = 100 if shape["percent"] else 1
    decimals = len(shape["decimals"] or "")
    shown = excel.round_half_away((abs(number) if is_second else number) * scale, decimals)
    if shape["sign"] and number < 0 and not is_second:
        raise Unsupported("TEXT 的格式")  # a sign before a sign
    comma = "," if shape["comma"] else ""
    return f"{shape['sign'] or ''}{shown:{comma}.{decimals}f}{shape['percent'] or ''}"
