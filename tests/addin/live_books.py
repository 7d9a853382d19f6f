"""Comparisons of what two hosts hold, and workbooks made for these tests."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from xlaudit.workbook.snapshot import Cell, Snapshot

__all__ = ["SAMPLES", "TEMPLATES", "cells", "differences", "facts", "without_results"]

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
SAMPLES = sorted((WORKBOOKS / "samples").rglob("*.xlsx"))
TEMPLATES = sorted((WORKBOOKS / "templates").glob("*.xlsx"))


def cells(snapshot: Snapshot) -> dict[tuple[str, int, int], Cell]:
    """Return every cell; numbers as the double that Excel keeps, whatever digits a file spells it with."""
    return {
        (sheet.name, *position): cell._replace(value=_stored(cell.value))
        for sheet in snapshot.sheets
        for position, cell in sheet.cells.items()
        if cell.value not in (None, "") or cell.is_computed
    }


def differences(mine: Snapshot, theirs: Snapshot) -> list[str]:
    """Return every cell that differs, in words."""
    ours, others = cells(mine), cells(theirs)
    return [
        f"{place}: {ours.get(place)} / {others.get(place)}"
        for place in sorted(set(ours) | set(others))
        if ours.get(place) != others.get(place)
    ]


def facts(snapshot: Snapshot) -> list[object]:
    """Return what is known of the sheets besides their cells."""
    return [
        (
            sheet.name,
            sheet.state,
            set(sheet.merged),
            sheet.hidden_rows,
            sheet.hidden_columns,
            sheet.validations,
            sheet.is_protected,
        )
        for sheet in snapshot.sheets
    ]


def without_results(snapshot: Snapshot) -> Snapshot:
    """Leave out what formulas result in: the host computes nothing."""
    sheets = []
    for sheet in snapshot.sheets:
        found = {
            place: cell._replace(value=None) if cell.is_computed else cell
            for place, cell in sheet.cells.items()
        }
        sheets.append(replace(sheet, cells=found))
    return replace(snapshot, sheets=tuple(sheets))


def _stored(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value
