"""Target and actual value of a row: in one cell (“≥90%”), or split into sign, number and unit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from xlaudit.forms.filing import Stated
from xlaudit.forms.layout import Table
from xlaudit.forms.values import (
    LARGEST_FRACTION,
    as_rate,
    read_text_quantity,
    state,
    with_quantity,
)
from xlaudit.numbers.lexer import normalise
from xlaudit.numbers.plain import plain
from xlaudit.numbers.quantity import Comparator, Dimension, Quantity
from xlaudit.schemes.schema import Target
from xlaudit.workbook.place import Place

__all__ = ["rate_beside", "read_actual", "read_target"]

_SIGNS = {
    "≥": Comparator.AT_LEAST,
    ">=": Comparator.AT_LEAST,
    "大于等于": Comparator.AT_LEAST,
    "不低于": Comparator.AT_LEAST,
    "不少于": Comparator.AT_LEAST,
    "正向": Comparator.AT_LEAST,
    "正向指标": Comparator.AT_LEAST,
    "≤": Comparator.AT_MOST,
    "<=": Comparator.AT_MOST,
    "小于等于": Comparator.AT_MOST,
    "不高于": Comparator.AT_MOST,
    "不超过": Comparator.AT_MOST,
    "反向": Comparator.AT_MOST,
    "反向指标": Comparator.AT_MOST,
    "=": Comparator.EQUAL,
    "等于": Comparator.EQUAL,
    ">": Comparator.ABOVE,
    "大于": Comparator.ABOVE,
    "<": Comparator.BELOW,
    "小于": Comparator.BELOW,
}
_MARKS = frozenset("≥≤=><")
_NEAR = 5
"""Times a target: a rate within it is near; the other reading of a bare number is then twenty times off."""
_FAR = 100 // _NEAR
_LEAST_SHARE = Decimal("0.5")
"""Targets of half and more are shares of a whole; below, 0.5 beside % may well be half a per cent."""


def read_target(
    table: Table, row: int, *, is_rate: bool = False
) -> tuple[Target | None, Place | None]:
    """Return the target of a row and where its number stands.

    A later target (调整后指标值) takes the place of the first one. ``is_rate``: the scheme prescribes a
    rate here, so that a bare 0.9 is 90%.
    """
    cell = table.cell(row, "adjusted_target") or table.cell(row, "target")
    stated = state(table.grid, *cell) if cell else None
    if cell is None or stated is None:
        return None, None
    pieces = _pieces(table, row, cell)
    if len(pieces) > 1:  # one heading over three cells: ≥ | 90 | %
        text = "".join(piece.text for piece in pieces)
        place = next((piece.place for piece in pieces if piece.quantity), stated.place)
        return Target(text, read_text_quantity(text)), place
    sign, unit = _side(table, row, "sign"), _side(table, row, "unit")
    comparator = _SIGNS.get(normalise(sign).replace(" ", ""))
    text = _composed(sign if comparator else "", stated.text, unit)
    quantity = stated.quantity
    if quantity is None or sign.startswith("定性"):
        return Target(text if quantity else stated.text), stated.place
    share = _share(table, row, stated, unit)
    if share is not None and share.quantity is not None:
        shown = f"{plain(share.quantity.number)}{share.quantity.unit.text}"
        text = _composed(sign if comparator else "", shown, unit)
        quantity = share.quantity
    quantity = _in_unit(quantity, unit)
    if is_rate and quantity.unit.dimension is Dimension.NUMBER:
        read = as_rate(with_quantity(stated, quantity))
        quantity = read.quantity if read and read.quantity else quantity
    if comparator and quantity.comparator is Comparator.EQUAL:
        quantity = replace(quantity, comparator=comparator)
    return Target(text, replace(quantity, literal=text, end=len(text))), stated.place


def _share(table: Table, row: int, stated: Stated, unit: str) -> Stated | None:
    """Return a target of 0.95 beside the unit % as 95%, where the actual value is such a fraction too.

    Which it is, the two cells say together: 0.95 and 0.96 are shares, 1 and 3 are per cent.
    """
    actual = table.state(row, "actual")
    both = [each.quantity for each in (stated, actual) if each is not None]
    named = read_text_quantity(f"1{unit}") if unit else None
    is_bare = all(each is not None and each.unit.dimension is Dimension.NUMBER for each in both)
    if named is None or named.unit.dimension is not Dimension.RATE or len(both) < 2 or not is_bare:
        return None
    target, reached = (each.number for each in both if each is not None)
    is_share = _LEAST_SHARE <= target <= 1 and target / _NEAR <= reached <= LARGEST_FRACTION
    return as_rate(stated, truth=target) if is_share else None


def _pieces(table: Table, row: int, cell: tuple[int, int]) -> list[Stated]:
    role = "adjusted_target" if table.cell(row, "adjusted_target") == cell else "target"
    column = table.columns[role]
    found = (
        state(table.grid, row, each) for each in table.grid.filled(row, column.left, column.right)
    )
    return [stated for stated in found if stated is not None]


def _side(table: Table, row: int, role: str) -> str:
    stated = table.state(row, role)
    return stated.text if stated else ""


def _composed(sign: str, text: str, unit: str) -> str:
    """Put a split target together; what the cell itself already says is not said twice."""
    is_mark = (
        set(normalise(sign)) <= _MARKS
    )  # 正向指标 is a word for the column, not for the target
    sign = sign if is_mark and not normalise(text).startswith(tuple(_SIGNS)) else ""
    unit = "" if unit and (text.endswith(unit) or not text[-1:].isdigit()) else unit
    return f"{sign}{text}{unit}"


def _in_unit(quantity: Quantity, unit: str) -> Quantity:
    """Give a bare number the unit of its column."""
    if not unit or quantity.unit.dimension is not Dimension.NUMBER:
        return quantity
    named = read_text_quantity(f"1{unit}")
    return replace(quantity, unit=named.unit) if named else quantity


def read_actual(table: Table, row: int, target: Target | None) -> Stated | None:
    """Return the actual value; a bare number beside a target in per cent is read as ``rate_beside`` tells."""
    stated = table.state(row, "actual")
    if stated is None or stated.quantity is None:
        return stated
    unit = _side(table, row, "unit")
    bare = stated.quantity.unit.dimension is Dimension.NUMBER
    aim = target.quantity if target else None
    named = read_text_quantity(f"1{unit}") if unit else None
    is_per_cent = named is not None and named.unit.dimension is Dimension.RATE
    if bare and (is_per_cent or (aim is not None and aim.unit.dimension is Dimension.RATE)):
        return rate_beside(stated, aim, is_per_cent=is_per_cent)
    if bare and named is not None:
        return with_quantity(stated, replace(stated.quantity, unit=named.unit))
    return stated


def rate_beside(stated: Stated, target: Quantity | None, *, is_per_cent: bool) -> Stated | None:
    """Read a bare number as a rate beside its target.

    Above 1.5 it is per cent. Below, it is the fraction, unless that overshoots the target twenty times
    and more, while per cent is near: 0.2 beside ≤1%. Where neither reading is near (0.5 beside ≤5%), the
    unit column decides; without one the figure stays unread, since a guess would decide the score.
    """
    number = stated.quantity.number if stated.quantity else Decimal(0)
    aim = target.value if target is not None and target.unit.dimension is Dimension.RATE else None
    if abs(number) > LARGEST_FRACTION or aim is None or aim <= 0:
        return as_rate(stated, is_per_cent=is_per_cent)
    whole = number / 100
    if number <= aim or number <= aim * _NEAR:
        return as_rate(stated, truth=number)
    if whole > aim or number >= aim * _FAR or is_per_cent:
        return as_rate(stated, is_per_cent=True)
    return with_quantity(stated, None)
