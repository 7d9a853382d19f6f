"""A scheme ⇄ the tables of a worksheet that a bureau can edit, without loss.

Pure values: the workbook itself is written by ``output.scheme_sheet`` and read by any host.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.errors import SchemeError
from xlaudit.numbers.plain import plain
from xlaudit.schemes.document import Document, document_of
from xlaudit.schemes.load import scheme_from
from xlaudit.schemes.schema import Scheme
from xlaudit.schemes.sheet_cells import CellValue, Names, written
from xlaudit.schemes.sheet_columns import SHEETS, TOP, TOP_HEADINGS, TOP_SHEET, Column
from xlaudit.schemes.sheet_grid import Grid, Row, read_top
from xlaudit.schemes.table import Mistakes
from xlaudit.schemes.toml_text import to_toml
from xlaudit.workbook.snapshot import Cell, ErrorValue, Sheet, Snapshot

__all__ = ["TOP_SHEET", "WorksheetTable", "from_rows", "from_snapshot", "to_rows", "to_toml"]


@dataclass(frozen=True, slots=True)
class WorksheetTable:
    """A sheet as values: its name, the headings of its columns, and its rows."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]


def to_rows(scheme: Scheme) -> tuple[WorksheetTable, ...]:
    """Return the scheme as tables: 方案 (one line per item), then one sheet per kind of row."""
    document = document_of(scheme)
    names = _names(document)
    top = tuple(
        (column.heading, written(column, _value_at(document, column), names), column.help)
        for column in TOP
    )
    tables = [WorksheetTable(TOP_SHEET, TOP_HEADINGS, top)]
    for plan in SHEETS:
        rows = tuple(
            tuple(written(column, _value_at(entry, column), names) for column in plan.columns)
            for entry in _entries(document, plan.key)
        )
        headings = tuple(column.heading for column in plan.columns)
        tables.append(WorksheetTable(plan.name, headings, rows))
    return tuple(tables)


def _entries(document: Mapping[str, object], key: str) -> list[Document]:
    entries = document.get(key, [])
    assert isinstance(entries, list)
    return entries


def _value_at(values: Mapping[str, object], column: Column) -> object:
    if column.inside:
        inner = values.get(column.inside, {})
        assert isinstance(inner, Mapping)
        return inner.get(column.key)
    return values.get(column.key)


def _names(document: Mapping[str, object]) -> Names:
    def labels(key: str) -> dict[str, str]:
        return {str(each.get("id")): str(each.get("label")) for each in _entries(document, key)}

    return Names(labels("blocks"), labels("facts"))


def from_snapshot(snapshot: Snapshot) -> Scheme:
    """Read an edited workbook back.

    Raises:
        SchemeError: with every mistake in ``mistakes``, each naming sheet, row and column.
    """
    tables = {sheet.name.strip(): _grid(sheet) for sheet in snapshot.sheets}
    return from_rows(tables, snapshot.name)


def _grid(sheet: Sheet) -> list[list[CellValue]]:
    last_row, last_column = sheet.extent
    empty = Cell(None)
    return [
        [
            _shown(sheet.cells.get((row, column), empty))
            for column in range(1, min(last_column, 60) + 1)
        ]
        for row in range(1, min(last_row, 2000) + 1)
    ]


def _shown(cell: Cell) -> CellValue:
    """Return what a cell holds; a percentage with its sign, whether it was typed as text or number."""
    value = cell.value
    if isinstance(value, ErrorValue):
        return value.code
    if isinstance(value, Decimal) and cell.is_percent:
        return f"{plain(value * 100)}%"
    return value


def from_rows(tables: Mapping[str, Sequence[Row]], source: str) -> Scheme:
    """Read edited tables (by sheet name, headers included) back; ``source`` names them in messages.

    Raises:
        SchemeError: as ``from_snapshot``.
    """
    mistakes = Mistakes(source)
    if TOP_SHEET not in tables:
        wanted = "、".join((TOP_SHEET, *(plan.name for plan in SHEETS)))
        raise SchemeError(f"{source} 不是导出的方案工作表：没有“{TOP_SHEET}”表，应有 {wanted}")
    grids = {plan.key: Grid(plan, tables.get(plan.name, ()), mistakes) for plan in SHEETS}
    names = Names(grids["blocks"].labels(), grids["facts"].labels())
    document = read_top(tables[TOP_SHEET], names, mistakes)
    for key, grid in grids.items():
        document[key] = grid.documents(names)
    return scheme_from(document, source, mistakes)
