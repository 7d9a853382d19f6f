"""A number as people write it: all its digits, no exponent, no needless zeros."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["plain"]


def plain(value: Decimal) -> str:
    """Write a number without trailing zeros or exponent.

    >>> plain(Decimal("9.730")), plain(Decimal("1E+2")), plain(Decimal("0.50"))
    ('9.73', '100', '0.5')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
