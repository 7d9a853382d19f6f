"""Find the tables of a sheet by their headings: any position, any order, beside or below each other.

A row is the head of a table when its headings fill the roles that a kind of table needs. Where the rows
below have to decide (are they sources of funds or projects? do they name blocks?), they are looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xlaudit.forms.captions import Captions
from xlaudit.forms.filing import Stated
from xlaudit.forms.grid import Grid
from xlaudit.forms.headers import Column, Heading, Headings, headings_at, is_ours, keys_by_row
from xlaudit.forms.values import state
from xlaudit.forms.vocabulary import CORE, Vocabulary
from xlaudit.forms.words import block_key, header_key, words_of
from xlaudit.numbers.quantity import Unit

__all__ = ["Table", "find_tables"]

_GAP = 3
"""Empty rows that end a table."""
_GLANCE = 12
"""Rows that are looked at to tell kinds of tables apart."""
_MOST_SPLITS = 8
"""Places at which a row of headings is tried to be split, and tables that may stand side by side."""
_LAST = 2**31


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns by role, where its headings stand, and how far it may reach.

    ``left`` is the first column that may belong to its labels, ``last`` the last row before the next
    table. ``unit`` is the unit of money of its caption, None where there is none.
    """

    kind: str
    grid: Grid
    columns: Mapping[str, Column]
    top: int
    first: int  # row of data
    last: int
    left: int
    right: int
    head: int  # column of the first heading
    unit: Unit | None = None

    def rows(self) -> Iterator[int]:
        """Yield the rows that hold something, up to a gap; a merged name reaches over empty rows."""
        reached = self.first - 1
        for row in self.grid.rows_from(self.first, self.last):
            filled = self.grid.filled(row, self.left, self.right)
            if not filled:
                continue
            if row - reached > _GAP:
                return
            reached = max(reached, *(self.grid.area(row, column).bottom for column in filled))
            yield row

    def cell(self, row: int, role: str) -> tuple[int, int] | None:
        """Return the cell of a column in a row; None where the table has no such column, or it is empty."""
        column = self.columns.get(role)
        if column is None:
            return None
        filled = self.grid.filled(row, column.left, column.right)
        return (row, filled[0]) if filled else None

    def state(self, row: int, role: str) -> Stated | None:
        """Return what the cell of a column in a row states."""
        cell = self.cell(row, role)
        return state(self.grid, *cell) if cell else None

    @property
    def labels_end(self) -> int:
        """The last column in front of the first column of values."""
        values = [column.left for role, column in self.columns.items() if role not in _LABEL_ROLES]
        return min(values, default=self.right + 1) - 1

    def labels(self, row: int) -> list[int]:
        """Return the columns of a row that hold text in front of the values."""
        filled = self.grid.filled(row, self.left, self.labels_end)
        return [column for column in filled if self.grid.text(row, column)]


_LABEL_ROLES = frozenset({"first", "second", "third", "label", "name"})


def find_tables(grid: Grid, vocabulary: Vocabulary) -> tuple[Table, ...]:
    """Return the tables of a sheet, from top to bottom and left to right."""
    known = keys_by_row(grid, vocabulary)
    heads = sorted(row for row, keys in known.items() if len(keys) >= 2)
    found: list[Table] = []
    done = 0
    for row in heads:
        if row <= done:
            continue
        headings = headings_at(grid, row, known, vocabulary)
        following = bisect_right(heads, headings.bottom)
        last = heads[following] - 1 if following < len(heads) else _LAST
        tables = _Row(grid, headings, vocabulary, last).tables()
        if tables:
            done = headings.bottom
            found += tables
    return _captioned(grid, _bounded(found))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of headings, of one table or of several side by side.

    ``last`` is how far down their rows may be looked at: as far as the next row of headings.
    """

    grid: Grid
    headings: Headings
    vocabulary: Vocabulary
    last: int

    def tables(self) -> list[Table]:
        """Return the tables that the headings make."""
        cells = self.headings.cells
        theirs = [cell for index, cell in enumerate(cells) if not is_ours(cells, index)]
        found: list[Table] = []
        left = 1
        for part in self._parts(theirs, left):
            table = self._table(part, left)
            if table is not None:
                found.append(table)
                left = table.right + 1
        return found

    def _parts(
        self, cells: Sequence[Heading], left: int, already: int = 0
    ) -> list[Sequence[Heading]]:
        """Split headings side by side: at a gap or before a label, if both sides are tables."""
        splits = [
            index
            for index in range(1, len(cells))
            if cells[index].left > cells[index - 1].right + 1
            or any(role.name in ("first", "label", "name") for role in cells[index].roles)
        ]
        for index in splits[: _MOST_SPLITS - already]:
            before, edge = cells[:index], cells[index - 1].right + 1
            if self._table(before, left) is None:
                continue
            rest = self._parts(cells[index:], edge, already + 1)
            if any(self._table(part, edge) for part in rest):
                return [before, *rest]
        return [cells]

    def _table(self, cells: Sequence[Heading], left: int) -> Table | None:
        """Return the table that headings make, of the first kind that they suffice for."""
        for kind, suffices in _KINDS.items():
            columns = _columns(cells, kind)
            if not columns or not suffices(columns) or self._has_figures(columns):
                continue
            table = Table(
                kind=kind,
                grid=self.grid,
                columns=columns,
                top=self.headings.top,
                first=self.headings.bottom + 1,
                last=self.last,
                left=left,
                right=cells[-1].right,
                head=cells[0].left,
            )
            if _fits(table, self.vocabulary):
                return table
        return None

    def _has_figures(self, columns: Mapping[str, Column]) -> bool:
        """Return whether figures stand among the headings: then they are labels, each beside its figure."""
        left = min(column.left for column in columns.values())
        right = max(column.right for column in columns.values())
        row = self.headings.top
        filled = self.grid.filled(row, left, right)
        return any(isinstance(self.grid.cells[row, column].value, Decimal) for column in filled)


def _columns(cells: Sequence[Heading], kind: str) -> dict[str, Column]:
    """Give every role its best heading; a heading serves one role only."""
    offers = sorted(
        (role.rank, index, role.name)
        for index, cell in enumerate(cells)
        for role in cell.roles
        if role.kind == kind
    )
    columns: dict[str, Column] = {}
    used: set[int] = set()
    for _, index, name in offers:
        if name not in columns and index not in used:
            columns[name] = Column.of(cells[index], name)
            used.add(index)
    return columns


def _is_indicators(columns: Mapping[str, Column]) -> bool:
    values = sum(role in columns for role in ("actual", "points", "score"))
    targets = "target" in columns or "adjusted_target" in columns
    if "third" in columns and header_key(columns["third"].header) not in words_of(
        "indicators", "loose"
    ):
        return values + targets >= 1
    if "second" in columns:
        return targets or "actual" in columns
    return "third" in columns and values + targets >= 2


def _is_money(columns: Mapping[str, Column]) -> bool:
    amounts = sum(role in columns for role in CORE[:4])
    return amounts >= 2 or (amounts == 1 and CORE[4] in columns)


def _is_projects(columns: Mapping[str, Column]) -> bool:
    return "name" in columns and ("budget" in columns or "spent" in columns)


def _is_blocks(columns: Mapping[str, Column]) -> bool:
    return "score" in columns and ("label" in columns or "points" in columns)


def _is_data(columns: Mapping[str, Column]) -> bool:
    return "name" in columns and "value" in columns


_KINDS = {
    "indicators": _is_indicators,
    "projects": _is_projects,
    "funds": _is_money,
    "blocks": _is_blocks,
    "data": _is_data,
}


def _fits(table: Table, vocabulary: Vocabulary) -> bool:
    """Look at the first rows where the headings alone do not tell."""
    if table.kind == "projects":
        sources = (words_of("funds", "sources") | words_of("funds", "totals")) - {"合计", "总计"}
        is_named = header_key(table.columns["name"].header) != "项目"
        return not any(
            key in sources or (not is_named and _is_fact(key, vocabulary)) for key in _glance(table)
        )
    is_summary = "target" not in table.columns and "actual" not in table.columns
    if table.kind == "blocks" or (
        table.kind == "indicators" and is_summary and "second" not in table.columns
    ):
        named = {vocabulary.blocks.get(block_key(key)) for key in _glance(table)} - {None}
        enough = bool(named) and len(named) >= min(2, len(set(vocabulary.blocks.values())))
        return enough is (table.kind == "blocks")
    return True


def _is_fact(key: str, vocabulary: Vocabulary) -> bool:
    return any(key + ending in vocabulary.facts for ending in ("", "预算数", "支出数", "执行数"))


def _glance(table: Table) -> Iterator[str]:
    """Yield the keys of labels in the first rows."""
    for count, row in enumerate(table.rows()):
        if count >= _GLANCE:
            return
        for column in table.labels(row):
            yield header_key(table.grid.text(row, column))


def _bounded(tables: Sequence[Table]) -> list[Table]:
    """End every table above the next one on any of its columns."""
    bounded: list[Table] = []
    next_top: dict[int, int] = {}
    for table in sorted(tables, key=lambda each: each.top, reverse=True):
        columns = range(table.head, table.right + 1)
        last = min((next_top.get(column, _LAST) for column in columns), default=_LAST)
        bounded.append(replace(table, last=last - 1))
        for column in columns:
            next_top[column] = table.top
    return sorted(bounded, key=lambda each: (each.top, each.head))


def _captioned(grid: Grid, tables: Sequence[Table]) -> tuple[Table, ...]:
    if not tables:
        return ()
    captions = Captions(grid)
    captioned = []
    for table in tables:
        head = table.first - 1
        unit = captions.beside(table.top, head, table.left, table.labels_end)
        unit = unit or captions.above(head, table.left, table.right + 1)
        captioned.append(replace(table, unit=unit))
    return tuple(captioned)
