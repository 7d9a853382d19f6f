"""What Excel makes of a string that is put into a cell, as if somebody typed it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, NamedTuple

__all__ = ["Typed", "typed"]

_NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?([eE][-+]?\d+)?|[-+]?\.\d+")
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_DATES = (
    *("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y年%m月", "%Y/%m", "%B %Y", "%b %Y", "%b-%Y"),
    *("%m-%d", "%m/%d", "%m月%d日", "%d-%b", "%d-%B"),
)


class Typed(NamedTuple):
    """What stands in the cell: its value, whether that is a formula, a format that it brought, a prefix."""

    value: Any
    is_formula: bool = False
    number_format: str | None = None
    quoted: bool = False


def typed(text: str, number_format: str) -> Typed:  # noqa: C901 - one kind after the other
    """Return what stands in a cell of that format after the string was assigned."""
    if text.startswith("'"):
        return Typed(text[1:] or None, quoted=True)
    if number_format == "@":
        return Typed(text)
    if text.startswith("=") and len(text) > 1:
        return Typed(text, is_formula=True)
    plain = text.strip()
    if _NUMBER.fullmatch(plain):
        return Typed(float(plain.replace(",", "")))
    if plain[-1:] in ("%", "％") and _NUMBER.fullmatch(plain[:-1]):
        return Typed(float(plain[:-1].replace(",", "")) / 100, number_format="0.00%")
    if plain[:1] in ("¥", "$") and _NUMBER.fullmatch(plain[1:]):
        return Typed(float(plain[1:].replace(",", "")), number_format='"¥"#,##0.00')
    if re.fullmatch(r"\(\d+(\.\d+)?\)", plain):
        return Typed(-float(plain[1:-1]))
    if plain.upper() in ("TRUE", "FALSE"):
        return Typed(plain.upper() == "TRUE")
    if plain.upper() in _ERRORS:
        return Typed(plain.upper())
    if plain[:1] in ("+", "-", "@") and len(plain) > 1:
        return Typed(f"={plain}", is_formula=True)
    return _moment(plain) or Typed(text or None)


def _moment(text: str) -> Typed | None:
    for pattern in _DATES:
        try:
            found = datetime.strptime(text, pattern)  # noqa: DTZ007 - cells have no time zone
        except ValueError:
            continue
        year = 2022 if "%Y" not in pattern else found.year
        return Typed(found.replace(year=year), number_format="yyyy/m/d")
    match = re.fullmatch(r"(\d{1,2}):([0-5]\d)", text)
    if match and int(match[1]) < 24:
        return Typed((int(match[1]) * 60 + int(match[2])) / 1440, number_format="h:mm")
    return None
