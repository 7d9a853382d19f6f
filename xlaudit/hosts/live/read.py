"""An open workbook → ``Snapshot``: one read of values and one of formulas a sheet, whatever its size.

Excel's public API does not tell everything. Document properties, data validation, external links and the
date system come from the file as it was last saved; for a workbook that was never saved they are empty,
and dates are taken to count from 1900. The protection of a sheet is asked of Excel's own object.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlaudit.errors import WorkbookError
from xlaudit.hosts.faults import shown
from xlaudit.hosts.files import read_workbook
from xlaudit.hosts.live.asking import (
    area_of,
    array_areas,
    hidden_lines,
    merged_areas,
    number_formats,
    whole,
)
from xlaudit.hosts.live.values import ERROR_CODES, is_formula, value
from xlaudit.workbook.place import Area
from xlaudit.workbook.snapshot import Cell, ErrorValue, Sheet, Snapshot, Value

__all__ = ["USED_LIMIT", "is_protected", "is_read_only", "read_sheet", "saved_file", "snapshot"]

USED_LIMIT = 4_000_000
"""Cells of a used range; more of them is a sheet that was formatted to its far end."""

_STATES = {0: "hidden", 2: "veryHidden"}
_BUILT_IN_NAMES = frozenset(
    {"Print_Area", "Print_Titles", "_FilterDatabase", "Criteria", "Extract"}
)

Position = tuple[int, int]


def snapshot(book: Any) -> Snapshot:
    """Return what an open workbook (an ``xlwings.Book``) holds at this moment.

    ``sha256`` is that of the file where the file holds the very same cells, else empty.

    Raises:
        WorkbookError: a sheet is formatted far beyond its contents.
    """
    path = saved_file(book)
    stored = _stored(path)
    known = {} if stored is None else {sheet.name: sheet for sheet in stored.sheets}
    date1904 = stored is not None and stored.date1904
    live = Snapshot(
        name=book.name,
        sheets=tuple(
            read_sheet(sheet, known.get(sheet.name), date1904=date1904) for sheet in book.sheets
        ),
        names=dict(_names(book)),
        date1904=date1904,
    )
    if stored is None:
        return live
    return replace(
        live,
        sha256=stored.sha256 if _is_same(live, stored) else "",
        properties=stored.properties,
        external_links=stored.external_links,
        has_macros=stored.has_macros,
    )


def saved_file(book: Any) -> Path | None:
    """Return the file that a workbook was opened from or saved to; None for a new one or one on a server.

    Excel's own object is asked first: for an address on a server, xlwings would look into a sheet of the
    workbook for the folder that is meant, and the audited workbook shall not choose any.
    """
    name = str(getattr(book.api, "FullName", None) or book.fullname)
    path = Path(name)
    return path if "://" not in name and path.is_absolute() and path.is_file() else None


def is_protected(sheet: Any) -> bool:
    """Return whether Excel refuses changes to a sheet; no part of xlwings' own API tells."""
    return bool(getattr(sheet.api, "ProtectContents", False))


def is_read_only(book: Any) -> bool:
    """Return whether Excel opened a workbook for reading only; no part of xlwings' own API tells."""
    return bool(getattr(book.api, "ReadOnly", False))


def _stored(path: Path | None) -> Snapshot | None:
    if path is None:
        return None
    try:
        return read_workbook(path)
    except WorkbookError:
        return None  # of a kind that only Excel reads, or locked: then there is no more than Excel tells


def _is_same(live: Snapshot, stored: Snapshot) -> bool:
    """Return whether the file holds the sheets and cells that Excel shows; formats may be spelled otherwise."""
    if [sheet.name for sheet in live.sheets] != [sheet.name for sheet in stored.sheets]:
        return False
    pairs = zip(live.sheets, stored.sheets, strict=True)
    return all(_contents(mine) == _contents(theirs) for mine, theirs in pairs)


def _contents(sheet: Sheet) -> dict[Position, tuple[Value | float, str | None]]:
    """Return cells as Excel holds them: a file may write a double with more digits than it needs."""
    return {
        position: (
            float(cell.value) if isinstance(cell.value, Decimal) else cell.value,
            cell.formula,
        )
        for position, cell in sheet.cells.items()
        if cell.value not in (None, "") or cell.is_computed
    }


def read_sheet(sheet: Any, stored: Sheet | None = None, *, date1904: bool = False) -> Sheet:
    """Return what one open sheet holds; ``stored`` is the same sheet as it was saved.

    Raises:
        WorkbookError: the sheet is formatted far beyond its contents.
    """
    name = sheet.name
    visible = sheet.visible
    used = area_of(sheet.used_range)
    if (used.bottom - used.top + 1) * (used.right - used.left + 1) > USED_LIMIT:
        raise WorkbookError(
            f"工作表“{shown(name)}”的格式一直铺到 {used.address.rpartition(':')[2]}，读不过来；"
            "请删去数据以外的空行、空列，保存后再试。"
        )
    grid = _Grid(sheet, used)
    values = {
        position: value(shown_value, formula, date1904=date1904)
        if not isinstance(shown_value, ErrorValue)
        else shown_value
        for position, (shown_value, formula) in grid.filled.items()
    }
    formulas = {
        position: formula
        for position, (shown_value, formula) in grid.filled.items()
        if (isinstance(shown_value, ErrorValue) and formula.startswith("="))
        or is_formula(shown_value, formula)
    }
    formats = number_formats(sheet, used, grid.kinds)
    arrays = array_areas(sheet, used, formulas) if formulas else []
    is_locked = is_protected(sheet)
    # Excel does not look for cells on a protected sheet; there nobody hides a row unseen either.
    rows, columns = _hidden_as_saved(stored) if is_locked else hidden_lines(sheet, used)
    return Sheet(
        name=name,
        cells=dict(_cells(values, formulas, formats, arrays)),
        state=_STATES.get(int(visible), "visible"),
        merged=merged_areas(sheet, used, grid.empty),
        hidden_rows=rows,
        hidden_columns=columns,
        validations=stored.validations if stored is not None else (),
        is_protected=is_locked,
    )


def _hidden_as_saved(stored: Sheet | None) -> tuple[frozenset[int], frozenset[int]]:
    return (stored.hidden_rows, stored.hidden_columns) if stored else (frozenset(), frozenset())


class _Grid:
    """What the used range of a sheet shows and which formulas stand in it."""

    def __init__(self, sheet: Any, used: Area) -> None:
        block = whole(sheet, used)
        values = block.options(ndim=2, err_to_str=True).value
        formulas = block.formula
        if isinstance(formulas, str):
            formulas = ((formulas,),)
        without_errors: Sequence[Sequence[Any]] = ()
        if any(_may_be_error(shown_value) for row in values for shown_value in row):
            # An error and a text that reads like one differ only in how xlwings leaves errors out.
            without_errors = block.options(ndim=2).value
        self.filled: dict[Position, tuple[Any, str]] = {}
        self.empty: list[Position] = []
        for index, (shown_row, formula_row) in enumerate(zip(values, formulas, strict=True)):
            pairs = zip(shown_row, formula_row, strict=True)
            for offset, (shown_value, formula) in enumerate(pairs):
                position = used.top + index, used.left + offset
                if shown_value is None and not formula:
                    self.empty.append(position)
                elif _may_be_error(shown_value) and without_errors[index][offset] is None:
                    self.filled[position] = ErrorValue(shown_value), formula
                else:
                    self.filled[position] = shown_value, formula

    @property
    def kinds(self) -> dict[Position, tuple[str, bool]]:
        """What kind of content each filled cell has: cells of one kind mostly share a format."""
        return {
            position: (type(shown_value).__name__, formula.startswith("="))
            for position, (shown_value, formula) in self.filled.items()
        }


def _may_be_error(shown_value: Any) -> bool:
    return isinstance(shown_value, str) and shown_value in ERROR_CODES


def _cells(
    values: Mapping[Position, Value],
    formulas: Mapping[Position, str],
    formats: Mapping[Position, str],
    arrays: Sequence[Area],
) -> Iterator[tuple[Position, Cell]]:
    for position, content in values.items():
        array = next((area for area in arrays if area.holds(*position)), None)
        formula: str | None = formulas.get(position, "").removeprefix("=") or None
        if array is not None and position != (array.top, array.left):
            formula = None
        yield position, Cell(content, formula, formats[position], array)


def _names(book: Any) -> Iterator[tuple[str, str]]:
    """Yield the defined names as a file spells them: without quotes, built-in ones with their prefix."""
    for defined in book.names:
        owner, mark, name = defined.name.rpartition("!")
        if owner.startswith("'"):
            owner = owner[1:-1].replace("''", "'")
        prefix = "_xlnm." if name in _BUILT_IN_NAMES else ""
        yield f"{owner}{mark}{prefix}{name}", defined.refers_to.removeprefix("=")
