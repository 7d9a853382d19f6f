"""Chinese text → quantities: what a cell such as ``≥90%`` or ``1,234.50万元`` says."""

from __future__ import annotations

import re
from decimal import Decimal

from xlaudit.numbers.quantity import Comparator, Dimension, Quantity, Unit

__all__ = ["UNITS", "normalise", "read_quantity"]

UNITS = {
    unit.text: unit
    for unit in (
        Unit("", Dimension.NUMBER),
        Unit("元", Dimension.MONEY),
        Unit("千元", Dimension.MONEY, Decimal(1000)),
        Unit("万元", Dimension.MONEY, Decimal(10000)),
        Unit("亿元", Dimension.MONEY, Decimal(100000000)),
        Unit("%", Dimension.RATE, Decimal("0.01")),
        Unit("‰", Dimension.RATE, Decimal("0.001")),
        Unit("个百分点", Dimension.POINTS, Decimal("0.01")),
        Unit("百分点", Dimension.POINTS, Decimal("0.01")),
        Unit("分", Dimension.SCORE),
    )
}

# One character for one character, so that places in the text stay true.
_WIDTHS = str.maketrans(
    "０１２３４５６７８９．，％＋－（）＜＞＝−﹣≧≦ 　",
    "0123456789.,%+-()<>=--≥≤  ",
)

_COMPARATORS = {
    "": Comparator.EQUAL,
    "=": Comparator.EQUAL,
    "≥": Comparator.AT_LEAST,
    ">=": Comparator.AT_LEAST,
    "不低于": Comparator.AT_LEAST,
    "不少于": Comparator.AT_LEAST,
    "≤": Comparator.AT_MOST,
    "<=": Comparator.AT_MOST,
    "不超过": Comparator.AT_MOST,
    "不高于": Comparator.AT_MOST,
    ">": Comparator.ABOVE,
    "大于": Comparator.ABOVE,
    "<": Comparator.BELOW,
    "小于": Comparator.BELOW,
    "约": Comparator.ABOUT,
}

_CELL = re.compile(
    r"""\s*
    (?P<comparator> [≥≤<>=]=? | 不低于 | 不少于 | 不超过 | 不高于 | 大于 | 小于 | 约 )? \s*
    (?P<number> [+-]? (?: \d{1,3} (?: ,\d{3} )+ | \d+ ) (?: \.\d+ )? | [+-]? \.\d+ ) \s*
    (?P<unit> [^\d\s,.()（）；;。、]{0,6} ) \s*""",
    re.VERBOSE,
)


def normalise(text: str) -> str:
    """Return the text with full-width digits and signs made half-width, every character in its place.

    >>> normalise("≥９０％")
    '≥90%'
    """
    return text.translate(_WIDTHS)


def read_quantity(text: str) -> Quantity | None:
    """Read a cell that holds one quantity and nothing else; None for words and for several numbers.

    >>> read_quantity("≥90%").value
    Decimal('0.90')
    >>> read_quantity("1,234.50万元").value == 12345000
    True
    >>> read_quantity("完成") is None
    True
    """
    match = _CELL.fullmatch(normalise(text))
    if match is None:
        return None
    digits = match["number"].replace(",", "")
    unit = UNITS.get(match["unit"]) or Unit(match["unit"], Dimension.COUNT)
    return Quantity(
        literal=text.strip(),
        number=Decimal(digits),
        unit=unit,
        decimals=len(digits.partition(".")[2]),
        comparator=_COMPARATORS[match["comparator"] or ""],
        start=0,
        end=len(text),
    )
