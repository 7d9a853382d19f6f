"""What Excel hands over for a cell → its value in a snapshot, and back. Text goes in as text, whatever it looks like."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from xlaudit.hosts.ooxml.cell_markup import TEXT_LIMIT, cut
from xlaudit.hosts.serials import serial_number
from xlaudit.workbook.patch import CellWrite
from xlaudit.workbook.snapshot import ErrorValue, Value

__all__ = ["ERROR_CODES", "content", "is_formula", "to_excel", "value"]

ERROR_CODES = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
"""The errors that xlwings names; a text may read the same."""

_NEWER_ERRORS = {
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
_ERROR_BASE = (
    -2146828288
)  # an error arrives as this number plus its own, where xlwings has no name for it

_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no time zone
_DAYS_TO_1904 = 1462
_WHOLE = 10**15  # beyond this, Excel itself shows an exponent


def is_formula(shown: Any, formula: str) -> bool:
    """Return whether a cell holds a formula. A text that begins with ``=`` shows itself, a formula its result."""
    return formula.startswith("=") and shown != formula


def value(shown: Any, formula: str, *, date1904: bool) -> Value:
    """Return the value of a cell from what xlwings reads as its value and as its formula; errors come as numbers.

    Dates become serial numbers. A constant amount in a currency format, which Excel hands over with four
    decimals, and a constant date are taken from the digits of the formula; a computed one has no others.
    """
    is_constant = not is_formula(shown, formula)
    match shown:
        case None | bool() | str():
            return shown
        case float():
            return _number(shown)
        case int():
            return ErrorValue(_NEWER_ERRORS.get(shown - _ERROR_BASE, "#UNKNOWN!"))
        case _ if is_constant and _is_number(formula):
            return _number(float(formula))
        case Decimal():
            return _number(float(shown))
        case datetime():
            serial = serial_number(shown.replace(tzinfo=None) - _ZERO, date1904=False)
            return serial - _DAYS_TO_1904 if date1904 else serial
    raise TypeError(f"a cell of type {type(shown).__name__}")


def to_excel(write: CellWrite) -> str | float | bool | None:
    """Return what to assign so that the cell holds the value of ``write``.

    Every text gets the apostrophe that Excel takes for “this is text”: without it “001”, “1-2”, “50%” and
    “=1+1” would become numbers, dates and formulas.
    """
    match write.value:
        case Decimal():
            # As a Decimal it would travel as currency, with four decimals.
            return float(write.value)
        case ErrorValue(code):
            return code
        case str() as text:
            return f"'{cut(text, TEXT_LIMIT)}" if text else None
    return write.value


def content(write: CellWrite) -> str | float | bool | None:
    """Return what to assign to a cell that may hold a formula."""
    return to_excel(write) if write.formula is None else f"={write.formula}"


def _number(number: float) -> Decimal:
    whole = number.is_integer() and abs(number) < _WHOLE
    return Decimal(int(number)) if whole else Decimal(repr(number))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
