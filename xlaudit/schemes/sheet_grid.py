"""One edited sheet → entries of the document: its header found, its rows read, its mistakes told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlaudit.schemes import terms
from xlaudit.schemes.sheet_cells import CellValue, Names, as_text, read_cell
from xlaudit.schemes.sheet_columns import TOP, TOP_HEADINGS, TOP_SHEET, Column, SheetPlan
from xlaudit.schemes.table import Located, Mistakes, suggestion

__all__ = ["Grid", "Row", "read_top"]

Row = Sequence[CellValue]

_LOOK_DOWN = 10
"""Rows above a header that a title may take."""
_NOT_IN_ID = re.compile(r"[^\w-]+")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row that holds something: its number, its id (given, or made from its label) and its cells."""

    number: int
    id: str
    label: str
    cells: Mapping[Column, CellValue]


class Grid:
    """A sheet of rows, read against its plan."""

    def __init__(self, plan: SheetPlan, rows: Sequence[Row], mistakes: Mistakes) -> None:
        self._plan = plan
        self._mistakes = mistakes
        self._entries = tuple(self._read(rows))

    def labels(self) -> dict[str, str]:
        """Return the labels of the rows by their ids."""
        return {entry.id: entry.label for entry in self._entries if entry.id}

    def documents(self, names: Names) -> list[Located]:
        """Return the rows as tables of the document; each knows its sheet and row."""
        found = []
        for entry in self._entries:
            where = f"《{self._plan.name}》第 {entry.number} 行"
            document = Located(dict(self._plan.empty), where)
            for column, cell in entry.cells.items():
                place = _teller(self._mistakes, where, column)
                put(document, column, read_cell(column, cell, names, place))
            if entry.id:
                document["id"] = entry.id
            found.append(document)
        return found

    def _read(self, rows: Sequence[Row]) -> Iterator[_Entry]:
        headings = {column.heading: column for column in self._plan.columns}
        at = _header_row(rows, list(headings))
        if at is None:
            if rows:
                wanted = "、".join(headings)
                self._mistakes.add(f"《{self._plan.name}》", "", f"没有表头，应有 {wanted}")
            return
        columns = self._columns(rows[at], headings)
        has_id = any(column.key == "id" for column in self._plan.columns)
        for offset, row in enumerate(rows[at + 1 :]):
            cells = {column: row[place] for place, column in columns.items() if place < len(row)}
            if not any(as_text(cell) for cell in cells.values()):
                continue
            by_key = {column.key: as_text(cell) for column, cell in cells.items()}
            label = by_key.get("label", "")
            name = (by_key.get("id") or _NOT_IN_ID.sub("", label)[:60]) if has_id else ""
            yield _Entry(at + offset + 2, name, label, cells)

    def _columns(self, header: Row, headings: Mapping[str, Column]) -> dict[int, Column]:
        """Bind the columns of the sheet to the plan's, in whatever order they stand."""
        columns: dict[int, Column] = {}
        for place, cell in enumerate(header):
            heading = _bare(cell)
            column = headings.get(heading)
            where = f"《{self._plan.name}》的列“{heading}”"
            if column in columns.values():
                self._mistakes.add(where, "", "出现了两次")
            elif column is not None:
                columns[place] = column
            elif heading:
                self._mistakes.add(where, "", f"不认识，{suggestion(heading, headings)}")
        return columns


def read_top(rows: Sequence[Row], names: Names, mistakes: Mistakes) -> dict[str, object]:
    """Read the sheet 方案: an item in the first column, its content in the second."""
    columns = {column.heading: column for column in TOP}
    document: dict[str, object] = {}
    at = _header_row(rows, TOP_HEADINGS[:2])
    if at is None:
        mistakes.add(f"《{TOP_SHEET}》", "", f"没有表头，应有 {'、'.join(TOP_HEADINGS[:2])}")
        return document
    for row in rows[at + 1 :]:
        heading = _bare(row[0]) if row else ""
        if not heading:
            continue
        column = columns.get(heading)
        if column is None:
            where = f"《{TOP_SHEET}》的项目“{heading}”"
            mistakes.add(where, "", f"不认识，{suggestion(heading, columns)}")
            continue
        cell = row[1] if len(row) > 1 else None
        put(document, column, read_cell(column, cell, names, _teller(mistakes, "", column)))
    return document


def put(document: dict[str, object], column: Column, value: object) -> None:
    """Put a value where its column says; an empty one leaves what is there."""
    if value is None:
        return
    if not column.inside:
        document[column.key] = value
        return
    inner = document.setdefault(column.inside, {})
    assert isinstance(inner, dict)
    inner[column.key] = value


def _teller(mistakes: Mistakes, where: str, column: Column) -> Callable[[str], None]:
    """Return what notes a mistake of one cell, at the place where the scheme's own reading notes it."""
    if column.inside:
        inner = terms.key(column.inside)
        where = f"{where}的 {inner}" if where else inner
    return lambda message: mistakes.add(where, column.key, message)


def _header_row(rows: Sequence[Row], headings: Sequence[str]) -> int | None:
    """Return the row that bears most of the headings, at least two of them; None where none does."""
    best, found = 1, None
    for at, row in enumerate(rows[:_LOOK_DOWN]):
        count = len({_bare(cell) for cell in row} & set(headings))
        if count > best:
            best, found = count, at
    return found


def _bare(cell: CellValue) -> str:
    return "".join(as_text(cell).split())
