"""The stored text of a cell and its type → the value: Decimal of the very digits, text, truth, error."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from xlaudit.hosts.faults import shown
from xlaudit.hosts.ooxml.part_reader import unescaped
from xlaudit.hosts.serials import serial_number
from xlaudit.workbook.snapshot import ErrorValue, Value

__all__ = ["StoredValues"]

# Decimal() alone would also take 1_000, NaN and full-width digits.
_NUMBER = re.compile(
    r"[+-]? (?: [0-9]{1,400} (?: \.[0-9]{0,400} )? | \.[0-9]{1,400} ) (?: [Ee] [+-]? [0-9]{1,3} )?",
    re.VERBOSE,
)
_LARGEST_EXPONENT = 308  # of a number in Excel


class StoredValues:
    """Reads stored values; what cannot be is a ``ValueError`` whose text continues “单元格 B3 …”."""

    def __init__(self, strings: Sequence[str], *, date1904: bool) -> None:
        self._strings = strings
        self._date1904 = date1904
        self._readers: dict[str, Callable[[str], Value]] = {
            "n": self._number,
            "s": self._shared_string,
            "str": unescaped,
            "inlineStr": unescaped,
            "b": self._truth,
            "e": self._error,
            "d": self._date,
        }

    def value(self, kind: str, stored: str) -> Value:
        """Return the value of a cell of this type (``t``).

        Raises:
            ValueError: the text is not one of its type.
        """
        reader = self._readers.get(kind)
        if reader is None:
            raise ValueError(f"的类型 {shown(kind)} 不存在")
        return reader(stored)

    def _number(self, stored: str) -> Decimal | None:
        if _NUMBER.fullmatch(stored) is None:
            stored = stored.strip()
            if not stored:
                return None  # a formula that was never computed
            if _NUMBER.fullmatch(stored) is None:
                raise ValueError(f"的数值“{shown(stored)}”不是数字")
        number = Decimal(stored)
        if number.adjusted() > _LARGEST_EXPONENT and number:
            raise ValueError(f"的数值“{shown(stored)}”超出 Excel 的范围")
        return number

    def _shared_string(self, stored: str) -> str | None:
        index = stored.strip()
        if not index:
            return None
        if not (index.isascii() and index.isdigit()):
            raise ValueError(f"的共享字符串编号“{shown(index)}”不是数字")
        # A longer number could only be beyond the table as well.
        number = int(index[:12])
        if number >= len(self._strings):
            raise ValueError(f"指向不存在的共享字符串 {number}")
        return self._strings[number]

    def _truth(self, stored: str) -> bool | None:
        match stored.strip():
            case "1" | "true":
                return True
            case "0" | "false":
                return False
            case "":
                return None
        raise ValueError(f"的逻辑值“{shown(stored)}”既不是真也不是假")

    def _error(self, stored: str) -> ErrorValue | None:
        # New kinds of error come with new versions of Excel, so no list is kept of them.
        code = stored.strip()
        return ErrorValue(code) if code else None

    def _date(self, stored: str) -> Decimal | None:
        text = stored.strip().removesuffix("Z")
        if not text:
            return None
        for kind in (date, datetime, time):
            try:
                return serial_number(kind.fromisoformat(text), date1904=self._date1904)
            except ValueError:
                continue
        raise ValueError(f"的日期“{shown(stored)}”不是 ISO 8601 的写法")
