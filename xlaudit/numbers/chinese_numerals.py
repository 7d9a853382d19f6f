"""Numbers written in Chinese characters: 一百二十三点五, 三千五百, 两万."""

from __future__ import annotations

from decimal import Decimal

__all__ = ["NUMERAL", "read_numeral"]

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "\u3007": 0,
    "两": 2,
}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "亿": 10**8}

NUMERAL = r"[零〇一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]*(?:点[零〇一二三四五六七八九]+)?"
"""A regular expression for such a number; not every match is one."""


def read_numeral(text: str) -> Decimal | None:
    """Return the value of a number in Chinese characters, None where the characters are no number.

    >>> read_numeral("三千五百"), read_numeral("一百二十三点五"), read_numeral("十二")
    (Decimal('3500'), Decimal('123.5'), Decimal('12'))
    >>> read_numeral("三五") is None
    True
    """
    whole, _, fraction = text.partition("点")
    value = _whole(whole)
    if value is None:
        return None
    if not fraction:
        return Decimal(value)
    return Decimal(f"{value}." + "".join(str(_DIGITS[character]) for character in fraction))


def _whole(text: str) -> int | None:
    total = section = digit = 0
    waiting = False  # a digit stands that no step has taken up yet
    for character in text:
        if character in _DIGITS:
            if waiting and digit:
                return None  # 三五: two digits in a row are a name or an estimate
            digit, waiting = _DIGITS[character], True
        elif character in _STEPS:
            section += (digit if waiting else 1) * _STEPS[character]
            digit, waiting = 0, False
        elif character == "亿":
            total = (total + section + digit) * _SCALES[character]
            section, digit, waiting = 0, 0, False
        else:
            total += (section + digit) * _SCALES[character]
            section, digit, waiting = 0, 0, False
    return total + section + digit
