"""A cell → what it states: its text, and the quantity in the unit that its column, table or format gives.

A bare number in a column of amounts is in the unit of the caption; one in a column of points or scores is
分. How a bare number in a column of rates is read, is told at ``as_rate``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Context, Decimal

from xlaudit.forms.filing import Stated
from xlaudit.forms.grid import Grid
from xlaudit.forms.shown import Shown, show
from xlaudit.forms.words import LONGEST_LABEL, is_nothing
from xlaudit.numbers.lexer import UNITS, read_quantity
from xlaudit.numbers.quantity import Comparator, Dimension, Quantity, Unit

__all__ = [
    "as_amount",
    "as_rate",
    "as_score",
    "money_unit",
    "read_text_quantity",
    "state",
    "with_quantity",
]

PERCENT = UNITS["%"]
SCORE = UNITS["分"]
LARGEST_FRACTION = Decimal("1.5")
"""A bare rate up to this is a fraction (0.8756 is 87.56%), a greater one stands for per cent."""

_EXACT = Context(prec=400)
_ABBREVIATED = {"万": UNITS["万元"], "亿": UNITS["亿元"], "千": UNITS["千元"]}
_RESIDUE = (
    ("\\geqslant", "≥"),
    ("\\leqslant", "≤"),
    ("\\geq", "≥"),
    ("\\leq", "≤"),
    ("\\ge", "≥"),
    ("\\le", "≤"),
    ("\\%", "%"),
    ("$", ""),
)
"""What text recognition leaves of a formula: “$\\geq 90\\%$”."""
_SUFFIX = re.compile(
    r"""(?P<body> .+? ) (?: [（(] 含 [）)] )?
        (?: (?P<least> 及?以上 ) | (?P<most> 及以下|以内|之内 ) | (?P<below> 以下 ) | (?P<about> 左右 ) )
        (?: [（(] 含 [）)] )?""",
    re.VERBOSE,
)
_SUFFIX_SIGNS = {
    "least": Comparator.AT_LEAST,
    "most": Comparator.AT_MOST,
    "below": Comparator.BELOW,
    "about": Comparator.ABOUT,
}
_REACHED = re.compile(r"^(?:达到|达)(?=[\d≥>])")
_MONEY = r"(?P<{0}>亿元|百万元|万元|千元|元)(?![\w/])"
_CAPTION = re.compile(
    rf"单位\s*[:：]\s*(?:人民币)?\s*{_MONEY.format('caption')}"
    rf"|[(（]\s*(?:人民币)?\s*{_MONEY.format('bracket')}\s*[,，、]?\s*[%％]?\s*[)）]"
    rf"|[/／]\s*{_MONEY.format('behind')}$"
)
_MILLION = Unit("百万元", Dimension.MONEY, Decimal(1_000_000))


def money_unit(text: str) -> tuple[Unit, bool] | None:
    """Return the unit of money that a heading or caption names, and whether as 单位：…

    >>> money_unit("金额单位：万元")[0].text, money_unit("预算数（元）")[0].text, money_unit("单位：个")
    ('万元', '元', None)
    """
    if "元" not in text or len(text) > 2 * LONGEST_LABEL:
        return None
    found = _CAPTION.search(text)
    if found is None:
        return None
    word = found["caption"] or found["bracket"] or found["behind"]
    return UNITS.get(word, _MILLION), found["caption"] is not None


def state(grid: Grid, row: int, column: int) -> Stated | None:
    """Return what a cell states; None for an empty one, a mark of nothing (—, /, 无) and an error value.

    An error is left to be read from the workbook itself: it states nothing that could be right or wrong.
    """
    cell = grid.cells.get((row, column))
    if cell is None or not isinstance(cell.value, str | Decimal | bool):
        return None
    shown = show(cell, date1904=grid.date1904)
    if shown is None or is_nothing(shown.text):
        return None
    is_text = isinstance(cell.value, str)
    quantity = read_text_quantity(shown.text) if is_text else _quantity(shown)
    return Stated(
        text=shown.text,
        place=grid.place(row, column),
        quantity=quantity,
        has_formula=cell.formula is not None,
        is_text_number=is_text and quantity is not None,
    )


def _quantity(shown: Shown) -> Quantity | None:
    if shown.number is None:
        return None
    unit = PERCENT if shown.is_rate else UNITS.get(shown.unit, UNITS[""])
    return Quantity(shown.text, shown.number, unit, shown.decimals, end=len(shown.text))


def read_text_quantity(text: str) -> Quantity | None:
    r"""Read a cell of text that holds one quantity, with words of comparison behind it or in front.

    >>> read_text_quantity("90%以上").comparator.value, read_text_quantity(r"$\leq 30\%$").number
    ('≥', Decimal('30'))
    """
    if len(text) > LONGEST_LABEL:
        return None
    cleaned = text
    for residue, sign in _RESIDUE:
        cleaned = cleaned.replace(residue, sign)
    cleaned = _REACHED.sub("", cleaned.strip())
    quantity, comparator = read_quantity(cleaned), None
    behind = _SUFFIX.fullmatch(cleaned)
    if behind is not None:
        quantity = read_quantity(behind["body"])
        comparator = _SUFFIX_SIGNS[behind.lastgroup or "least"]
    if quantity is None:
        return None
    if comparator is None or quantity.comparator is not Comparator.EQUAL:
        comparator = quantity.comparator
    return replace(
        quantity, literal=text.strip(), comparator=comparator, start=0, end=len(text.strip())
    )


def with_quantity(stated: Stated | None, quantity: Quantity | None) -> Stated | None:
    """Return the statement with its quantity read in another way."""
    return None if stated is None else replace(stated, quantity=quantity)


def as_amount(stated: Stated | None, unit: Unit | None) -> Stated | None:
    """Read a bare number in a unit of money; one that bears a unit of its own keeps it."""
    quantity = stated.quantity if stated else None
    if quantity is None:
        return stated
    own = _ABBREVIATED.get(quantity.unit.text)
    if quantity.unit.dimension is not Dimension.NUMBER or own is not None:
        return with_quantity(stated, replace(quantity, unit=own)) if own else stated
    return with_quantity(stated, replace(quantity, unit=unit)) if unit else stated


def as_score(stated: Stated | None, *, is_weight: bool = False) -> Stated | None:
    """Read a number as 分. A weight of 10% is 10 of 100 分; a score in per cent stays what it is."""
    quantity = stated.quantity if stated else None
    if quantity is None:
        return stated
    dimension = quantity.unit.dimension
    if dimension is Dimension.NUMBER or (is_weight and quantity.unit == PERCENT):
        return with_quantity(stated, replace(quantity, unit=SCORE))
    return stated


def as_rate(
    stated: Stated | None, *, is_per_cent: bool = False, truth: Decimal | None = None
) -> Stated | None:
    """Read a bare number in a column of rates.

    Three rules, in this order. Where the same row states the amounts, ``truth`` is the rate that they
    give, and of 0.8756% and 87.56% the nearer one is meant. Else, under a heading with a percent sign
    (``is_per_cent``) the number is per cent. Else up to 1.5 it is a fraction, above it is per cent.
    """
    quantity = stated.quantity if stated else None
    if quantity is None or quantity.unit.dimension is not Dimension.NUMBER:
        return stated
    whole = replace(quantity, unit=PERCENT)
    decimals = max(quantity.decimals - 2, 0)
    hundredfold = _EXACT.multiply(quantity.number, Decimal(100))
    hundredfold = hundredfold.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)
    fraction = replace(whole, number=hundredfold, decimals=decimals)
    if truth is not None:
        is_fraction = abs(fraction.value - truth) < abs(whole.value - truth)
    else:
        is_fraction = not is_per_cent and abs(quantity.number) <= LARGEST_FRACTION
    return with_quantity(stated, fraction if is_fraction else whole)
