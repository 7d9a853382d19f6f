"""The stored text of a cell and its type → the value: Decimal of the very digits, text, truth, error.

A text that is not one of its type is a ``ValueError`` whose sentence continues “单元格 B3 …”.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from xlaudit.hosts.faults import shown
from xlaudit.hosts.ooxml.part_reader import unescaped
from xlaudit.hosts.serials import serial_number
from xlaudit.workbook.snapshot import ErrorValue, Value

__all__ = ["value_readers"]

# Decimal() alone would also take 1_000, NaN and full-width digits.
_NUMBER = re.compile(
    r"[+-]? (?: [0-9]{1,400} (?: \.[0-9]{0,400} )? | \.[0-9]{1,400} ) (?: [Ee] [+-]? [0-9]{1,3} )?",
    re.VERBOSE,
)
_LARGEST_EXPONENT = 308  # of a number in Excel


def value_readers(
    strings: Sequence[str], *, date1904: bool
) -> Mapping[str, Callable[[str], Value]]:
    """Return how to read the stored text of each type of cell (``t``)."""

    def shared_string(stored: str) -> str | None:
        index = stored.strip()
        if not index:
            return None
        # A number of more digits could only be beyond the table as well.
        if not (index.isascii() and index.isdigit()) or int(index[:12]) >= len(strings):
            raise ValueError(f"指向不存在的共享字符串 {shown(index)}")
        return strings[int(index[:12])]

    def moment(stored: str) -> Decimal | None:
        return _moment(stored, date1904=date1904)

    return {
        "n": _number,
        "s": shared_string,
        "str": unescaped,
        "inlineStr": unescaped,
        "b": _truth,
        "e": _error,
        "d": moment,
    }


def _number(stored: str) -> Decimal | None:
    if _NUMBER.fullmatch(stored) is None:
        stored = stored.strip()
        if not stored:
            return None  # a formula that was never computed
        if _NUMBER.fullmatch(stored) is None:
            raise ValueError(f"的数值“{shown(stored)}”不是数字")
    number = Decimal(stored)
    if number.adjusted() > _LARGEST_EXPONENT:
        raise ValueError(f"的数值“{shown(stored)}”超出 Excel 的范围")
    return number


def _truth(stored: str) -> bool | None:
    match stored.strip():
        case "1" | "true":
            return True
        case "0" | "false":
            return False
        case "":
            return None
    raise ValueError(f"的逻辑值“{shown(stored)}”既不是真也不是假")


def _error(stored: str) -> ErrorValue | None:
    # New kinds of error come with new versions of Excel, so no list is kept of them.
    code = stored.strip()
    return ErrorValue(code) if code else None


def _moment(stored: str, *, date1904: bool) -> Decimal | None:
    text = stored.strip().removesuffix("Z")
    if not text:
        return None
    for kind in (date, datetime, time):
        try:
            return serial_number(kind.fromisoformat(text), date1904=date1904)
        except ValueError:
            continue
    raise ValueError(f"的日期“{shown(stored)}”不是 ISO 8601 的写法")
