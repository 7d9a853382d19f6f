"""Excel's own arithmetic: ROUND and every comparison see a number through 15 significant digits.

Excel stores IEEE doubles, but shows, rounds and compares their 15-digit view: 85.345 that came out of
a product as 85.34499999999999 still rounds to 85.35. Python's ``round`` gets a quarter of such cases
wrong, and one wrong cent of a score is one accountant lost.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

__all__ = ["compare", "equal", "round_half_away", "subtract", "truncate", "view"]

_VIEW = Context(prec=15, rounding=ROUND_HALF_UP, Emax=999999, Emin=-999999)
# A cell holds at most 1.8E+308: any such number, and every digit that may be asked of it, fits in here.
_LARGEST = Decimal("1.8E+308")
_MOST_DIGITS = 330
_WIDE = Context(prec=700, Emax=999999, Emin=-999999)


def view(value: Decimal | float) -> Decimal:
    """Return the 15 significant digits that Excel sees of a number.

    >>> view(2.5349999999999997)
    Decimal('2.53500000000000')
    >>> view(Decimal("0.87559999999999993")) == Decimal("0.8756")
    True

    Raises:
        ValueError: no cell can hold it: infinite, not a number, or beyond 1.8E+308.
    """
    exact = Decimal(value)
    if not exact.is_finite() or exact.copy_abs() > _LARGEST:
        raise ValueError(f"no number of a cell: {exact:.3E}")
    return _VIEW.plus(exact)


def round_half_away(value: Decimal | float, digits: int) -> Decimal:
    """Return Excel's ``ROUND(value, digits)``: the 15-digit view, then half away from zero.

    Negative digits round to tens and hundreds; zero has no sign.

    >>> round_half_away(1.005, 2), round_half_away(Decimal("-2.5"), 0)
    (Decimal('1.01'), Decimal('-3'))
    """
    return _quantize(value, digits, ROUND_HALF_UP)


def truncate(value: Decimal | float, digits: int) -> Decimal:
    """Return Excel's ``ROUNDDOWN(value, digits)``: the 15-digit view, then cut off.

    >>> truncate(Decimal("9.999"), 2)
    Decimal('9.99')
    """
    return _quantize(value, digits, ROUND_DOWN)


def _quantize(value: Decimal | float, digits: int, rounding: str) -> Decimal:
    digits = max(-_MOST_DIGITS, min(_MOST_DIGITS, digits))
    unit = Decimal(1).scaleb(-digits)
    result = view(value).quantize(unit, rounding=rounding, context=_WIDE)
    return _WIDE.add(result, 0)  # 1.2E+3 becomes 1200, and -0.00 loses its sign


def compare(left: Decimal | float, right: Decimal | float) -> int:
    """Compare as ``<``, ``=`` and ``>`` do in a cell: -1, 0 or 1, on 15 digits.

    >>> compare(0.1 * 3, Decimal("0.3"))
    0
    """
    difference = view(left).compare(view(right))
    return int(difference)


def equal(left: Decimal | float, right: Decimal | float) -> bool:
    """Return whether Excel calls the two numbers equal."""
    return compare(left, right) == 0


def subtract(left: Decimal, right: Decimal) -> Decimal:
    """Subtract as a cell does: two numbers that look equal leave an exact zero."""
    return Decimal(0) if equal(left, right) else left - right


def floor(value: Decimal, digits: int) -> Decimal:
    """Return the greatest number of ``digits`` decimals that is not above ``value``."""
    return _quantize(value, digits, ROUND_FLOOR)


def ceiling(value: Decimal, digits: int) -> Decimal:
    """Return the least number of ``digits`` decimals that is not below ``value``."""
    return _quantize(value, digits, ROUND_CEILING)
