"""What one cell shows, which formula it holds, and what becomes of what is put into it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from tests.hosts.xlwings_host import com
from tests.hosts.xlwings_host.typed import typed
from xlaudit.hosts.number_formats import BUILT_IN

__all__ = ["format_of", "formula_of", "put", "value_of"]

_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


def value_of(cell: Any, result: Any) -> Any:
    """Return the value as COM hands it over; ``result`` is what the formula gave, if there is one."""
    value = result if _is_formula(cell) else cell.value
    match value:
        case None | "":
            return None
        case CellRichText():
            return str(value)
        case str():
            is_error = value in _ERRORS and (cell.data_type in ("e", "f") or _is_formula(cell))
            return com.CellError(value) if is_error else str(value)
        case bool() | datetime():
            return value
        case date():
            return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - cells have no time zone
        case time() | timedelta():
            return datetime(1899, 12, 30) + timedelta(days=to_excel(value))  # noqa: DTZ001
    if "¥" in format_of(cell):
        return Decimal(f"{value:.4f}")
    return float(value)


def formula_of(cell: Any) -> str:
    """Return the formula, or a constant as Excel spells it there: dates as serial numbers."""
    match cell.value:
        case None:
            return ""
        case bool():
            return str(cell.value).upper()
        case date() | time() | timedelta():
            return f"{to_excel(cell.value, cell.parent.parent.epoch):.15g}"
        case int() | float():
            return f"{cell.value:.15g}"
    return str(cell.value)


def put(cell: Any, value: Any) -> None:
    """Put a value into a cell as if it were typed."""
    assert value is None or isinstance(value, str | float | bool), "COM would guess at this type"
    if not isinstance(value, str) or value == "":
        cell.value = None if value == "" else value
        return
    entered = typed(value, cell.number_format)
    cell.value = None
    if entered.is_formula:
        cell.value = entered.value
    elif isinstance(entered.value, str):
        cell._value = entered.value
        cell.data_type = "e" if entered.value in _ERRORS and not entered.quoted else "s"
    else:
        shape = cell.number_format
        cell.value = entered.value
        cell.number_format = entered.number_format or shape
    if entered.quoted:
        cell.quotePrefix = True


def format_of(cell: Any) -> str:
    """Return the number format; a Chinese Excel shows built-in ones in Chinese dress, openpyxl in American."""
    return BUILT_IN.get(cell._style.numFmtId, cell.number_format) if cell._style else "General"


def _is_formula(cell: Any) -> bool:
    return cell.data_type == "f" or isinstance(cell.value, ArrayFormula | DataTableFormula)
