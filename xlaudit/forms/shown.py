"""What a cell shows: a number through its number format, as the person who signed the form saw it.

A rate stored as 0.87560657 under ``0.00%`` is the statement “87.56%”; its other digits were never stated.
In General a typed number shows its own digits, a computed one as many as a cell has room for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal
from functools import lru_cache

from xlaudit.numbers import excel
from xlaudit.workbook.snapshot import Cell, ErrorValue

__all__ = ["Shown", "show"]

_ROOM = 11
"""Characters of a number that Excel shows in General, at most."""
_PLENTY = Context(prec=400)
_MOST_DECIMALS = 30

_PIECE = re.compile(
    r"""  "(?P<quoted> [^"]* )"?          # literal text
        | [\\!] (?P<escaped> . )         # one literal character
        | _ .                            # a blank as wide as the character
        | \* .                           # filling
        | \[ (?P<bracket> [^\]]* ) \]?   # colour, condition, currency, elapsed time
        | (?P<general> General | G/通用格式 )
        | (?P<exponent> (?<= [0#?] ) E [+\-] 0+ )
        | (?P<date> [yYmMdDhHsSeE年月日时分秒] | 上午/下午 | AM/PM )
        | (?P<digits> [0#?]+ )
        | (?P<point> \. )
        | (?P<comma> , )
        | (?P<percent> % )
        | (?P<text> @ )
        | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


_Pieces = Sequence[tuple[str | None, re.Match[str]]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in a cell for the reader. ``number`` is in the unit of the text: 87.56 for 87.56%."""

    text: str
    number: Decimal | None = None
    decimals: int = 0
    is_rate: bool = False
    unit: str = ""  # literal text of the format behind the number, such as 万元


@dataclass(frozen=True, slots=True)
class _Format:
    """A number format, as far as it changes the figure that is seen."""

    is_general: bool = False
    is_date: bool = False
    least: int = 0
    most: int = 0
    has_thousands: bool = False
    percents: int = 0
    thousandths: int = 0  # commas at the end, each divides by one thousand
    shift: int = 0  # digits behind a literal point, as 万 formats have it: 0!.0000
    before: str = ""
    behind: str = ""


def show(cell: Cell, *, date1904: bool = False) -> Shown | None:
    """Return what a cell shows; None for an empty one."""
    value = cell.value
    if value is None:
        return None
    if isinstance(value, bool):
        return Shown("TRUE" if value else "FALSE")
    if isinstance(value, ErrorValue):
        return Shown(value.code)
    if isinstance(value, str):
        text = value.strip()
        return Shown(text) if text else None
    try:
        number = excel.view(value)
    except ValueError:
        return Shown(str(value))
    made = _read(cell.number_format)
    if made.is_date:
        return _date(number, date1904=date1904) or _general(number, is_computed=False)
    if made.is_general:
        return _general(number, is_computed=cell.formula is not None)
    return _formatted(number, made)


def _general(number: Decimal, *, is_computed: bool) -> Shown:
    text = _digits(number)
    if is_computed and len(text) > _ROOM and "." in text:
        decimals = max(_ROOM - len(text.partition(".")[0]) - 1, 0)
        text = _digits(excel.round_half_away(number, decimals))
    return Shown(text, Decimal(text), len(text.partition(".")[2]))


def _digits(number: Decimal) -> str:
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("", "-0", "-") else text


def _formatted(number: Decimal, made: _Format) -> Shown:
    # Kept to fifteen digits at each step, so that no stray digit of a product decides a rounding.
    scaled = _PLENTY.scaleb(number, 2 * made.percents - 3 * made.thousandths)
    rounded = excel.round_half_away(excel.view(scaled), made.most)
    shown = _PLENTY.scaleb(rounded, -made.shift)
    text = format(
        shown,
        f",.{made.most + made.shift}f" if made.has_thousands else f".{made.most + made.shift}f",
    )
    least = made.least + made.shift
    while "." in text and text[-1] == "0" and len(text.partition(".")[2]) > least:
        text = text[:-1].rstrip(".")
    bare = text.replace(",", "")
    whole = f"{made.before}{text}{'%' * made.percents}{made.behind}"
    return Shown(
        whole.strip(),
        Decimal(bare),
        len(bare.partition(".")[2]),
        is_rate=made.percents == 1,
        unit=made.behind.strip(),
    )


@lru_cache(maxsize=512)
def _read(number_format: str) -> _Format:
    """Read the first part of a format: the others differ in colour, brackets or the word for zero."""
    pieces = [(match.lastgroup, match) for match in _PIECE.finditer(_first_part(number_format))]
    kinds = [kind for kind, _ in pieces]
    places = [index for index, kind in enumerate(kinds) if kind == "digits"]
    is_date = any(kind == "date" or _is_elapsed(match) for kind, match in pieces)
    if not places or is_date or _has_other_form(pieces):
        return _Format(is_general=not is_date, is_date=is_date)
    first, last = places[0], places[-1]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    fraction = "".join(pieces[index][1][0] for index in places if index > point)
    literal_points = [
        index
        for index, (kind, match) in enumerate(pieces)
        if kind == "escaped" and match["escaped"] == "." and first < index < last
    ]
    behind_literal = [index for index in places if literal_points and index > literal_points[0]]
    return _Format(
        least=min(fraction.count("0"), _MOST_DECIMALS),
        most=min(len(fraction), _MOST_DECIMALS),
        has_thousands="comma" in kinds[first:last],
        percents=kinds.count("percent"),
        thousandths=kinds[last:].count("comma"),
        shift=min(sum(len(pieces[index][1][0]) for index in behind_literal), _MOST_DECIMALS),
        before=_literals(pieces[:first]),
        behind=_literals(pieces[last:]),
    )


def _first_part(number_format: str) -> str:
    made, is_quoted = "", False
    for character in number_format[:255]:
        if character == '"':
            is_quoted = not is_quoted
        if character == ";" and not is_quoted:
            break
        made += character
    return made


def _is_elapsed(match: re.Match[str]) -> bool:
    return (
        match["bracket"] is not None
        and re.fullmatch("h+|m+|s+", match["bracket"], re.IGNORECASE) is not None
    )


def _has_other_form(pieces: _Pieces) -> bool:
    """Return whether numbers show in General, with an exponent or as a fraction: read by their digits."""
    others = "".join(match[0] for kind, match in pieces if kind == "other")
    return "/" in others or any(kind in ("general", "exponent") for kind, _ in pieces)


def _literals(pieces: _Pieces) -> str:
    kinds = ("quoted", "escaped", "other")
    return "".join(match[kind] for kind, match in pieces if kind in kinds).strip()


def _date(number: Decimal, *, date1904: bool) -> Shown | None:
    """Return a serial number as a date; None where it is none."""
    days = int(number) if abs(number) < 3_000_000 else -1
    first = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
    if not 0 < days < 2_900_000:
        return None
    shown = first + timedelta(days=days)
    return Shown(f"{shown.year}年{shown.month}月{shown.day}日")
