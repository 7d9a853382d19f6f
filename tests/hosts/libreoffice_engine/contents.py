"""What cells hold, between LibreOffice and xlwings: whole blocks at a time, formulas one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.hosts.libreoffice_engine.grammar import Grammar

__all__ = ["CellError", "formulas", "is_array", "put", "values"]

_DATE, _CURRENCY, _LOGICAL = 2 | 4, 8, 1024  # com.sun.star.util.NumberFormat
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_TYPED = _ERRORS | {"TRUE", "FALSE"}


class CellError:
    """An error in a cell."""

    def __init__(self, code: str) -> None:
        self.code = code


def values(block: Any, document: Any) -> list[list[Any]]:
    """Return what the cells show: floats, texts, None, booleans, dates, amounts in a currency format, errors."""
    rows = [[None if value == "" else value for value in row] for row in _without_errors(block)]
    corner = block.getRangeAddress()
    for place, kind in _kinds(block, document):
        row, column = place[0] - corner.StartRow, place[1] - corner.StartColumn
        rows[row][column] = _dressed(rows[row][column], kind, document)
    return rows


def formulas(block: Any, grammar: Grammar) -> tuple[tuple[str, ...], ...]:
    """Return what stands in the cells as a person would type it."""
    found = []
    pairs = zip(block.getFormulaArray(), block.getDataArray(), strict=True)
    for below, (spelled, shown) in enumerate(pairs):
        row = []
        for beside, (text, value) in enumerate(zip(spelled, shown, strict=True)):
            if is_formula(text):
                row.append(f"={grammar.formula_of(block.getCellByPosition(beside, below))}")
            else:
                row.append(f"{value:.15g}" if isinstance(value, float) else value)
        found.append(tuple(row))
    return tuple(found)


def is_formula(spelled: str) -> bool:
    """Say whether LibreOffice's own spelling is that of a formula; a text like one has an apostrophe there."""
    return spelled.startswith("=") or is_array(spelled)


def is_array(spelled: str) -> bool:
    """Say whether it is that of an array formula."""
    return spelled.startswith("{=")


def put(block: Any, rows: Sequence[Sequence[Any]], grammar: Grammar) -> None:
    """Write cells: formulas, numbers, booleans, errors, and texts with the apostrophe that says so."""
    plain, special = [], []
    for below, row in enumerate(rows):
        plain.append(tuple(_plain(value) for value in row))
        special += [
            (below, beside, value)
            for beside, value in enumerate(row)
            if isinstance(value, bool) or (isinstance(value, str) and value and value[0] != "'")
        ]
    block.setDataArray(tuple(plain))
    for below, beside, value in special:
        cell = block.getCellByPosition(beside, below)
        typed = str(value).upper() if isinstance(value, bool) else value
        if typed.startswith("="):
            grammar.put(cell, typed.removeprefix("="))
        else:
            assert typed in _TYPED, f"what Excel makes of {typed!r} is not known here"
            cell.setFormula(typed)


def _plain(value: Any) -> str | float:
    """Return what LibreOffice takes as it stands; what it does not is empty for now."""
    match value:
        case bool():
            return ""
        case int() | float():
            return float(value)
        case str() if value.startswith("'"):
            return value[1:]
        case str() | None:
            return ""
    raise TypeError(f"COM would guess at {type(value).__name__}")


def _without_errors(block: Any) -> list[list[Any]]:
    rows = [list(row) for row in block.getDataArray()]
    for below, row in enumerate(rows):
        for beside, value in enumerate(row):
            if value is None:
                shown = block.getCellByPosition(beside, below).getString()
                row[beside] = CellError(shown if shown in _ERRORS else "#VALUE!")
    return rows


def _kinds(block: Any, document: Any) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the cells, counted from zero, whose format makes Excel hand over something else than a float."""
    formats = document.getNumberFormats()
    for group in block.getUniqueCellFormatRanges():
        kind = formats.getByKey(group.NumberFormat).Type & (_DATE | _CURRENCY | _LOGICAL)
        if not kind:
            continue
        for area in group.getRangeAddresses():
            for row in range(area.StartRow, area.EndRow + 1):
                for column in range(area.StartColumn, area.EndColumn + 1):
                    yield (row, column), kind


def _dressed(value: Any, kind: int, document: Any) -> Any:
    if not isinstance(value, float):
        return value
    if kind & _LOGICAL:
        return bool(value)
    if kind & _CURRENCY:
        return Decimal(f"{value:.4f}")
    zero = document.NullDate
    return datetime(zero.Year, zero.Month, zero.Day) + timedelta(days=value)  # noqa: DTZ001
