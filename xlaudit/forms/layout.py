"""Find the tables of a sheet by their headings: any position, any order, beside or below each other.

A row is the head of a table when its headings fill the roles that a kind of table needs. Where the rows
below have to decide (are they sources of funds or projects? do they name blocks?), they are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
        """Yield the rows that hold something, up to a gap."""
        previous = self.first - 1
        for row in self.grid.rows_from(self.first, self.last):
            if not self.grid.filled(row, self.left, self.right):
                continue
            if row - previous > _GAP:
                return
            previous = row
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
    found: list[Table] = []
    done = 0
    for row in sorted(known):
        if row <= done or len(known[row]) < 2:
            continue
        headings = headings_at(grid, row, known, vocabulary)
        tables = list(_tables(grid, headings, vocabulary))
        if tables:
            done = headings.bottom
            found += tables
    return _captioned(grid, _bounded(found))


def _tables(grid: Grid, headings: Headings, vocabulary: Vocabulary) -> Iterator[Table]:
    cells = [
        cell for index, cell in enumerate(headings.cells) if not is_ours(headings.cells, index)
    ]
    left = 1
    for part in _parts(grid, headings, cells, vocabulary, left):
        table = _classified(grid, headings, part, vocabulary, left)
        if table is not None:
            yield table
            left = table.right + 1


def _parts(
    grid: Grid,
    headings: Headings,
    cells: Sequence[Heading],
    vocabulary: Vocabulary,
    left: int,
) -> list[Sequence[Heading]]:
    """Split headings that stand side by side: at a gap or before a label, if both sides are tables."""
    splits = [
        index
        for index in range(1, len(cells))
        if cells[index].left > cells[index - 1].right + 1
        or any(role.name in ("first", "label", "name") for role in cells[index].roles)
    ]
    for index in splits[:_MOST_SPLITS]:
        before, behind = cells[:index], cells[index:]
        if _classified(grid, headings, before, vocabulary, left) is None:
            continue
        rest = _parts(grid, headings, behind, vocabulary, before[-1].right + 1)
        if any(
            _classified(grid, headings, part, vocabulary, before[-1].right + 1) for part in rest
        ):
            return [before, *rest]
    return [cells]


def _classified(
    grid: Grid, headings: Headings, cells: Sequence[Heading], vocabulary: Vocabulary, left: int
) -> Table | None:
    """Return the table that headings make, of the first kind that they suffice for."""
    if not cells:
        return None
    for kind, suffices in _KINDS.items():
        columns = _columns(cells, kind)
        if not columns or not suffices(columns):
            continue
        table = Table(
            kind,
            grid,
            columns,
            headings.top,
            headings.bottom + 1,
            _LAST,
            left,
            cells[-1].right,
            cells[0].left,
        )
        if _fits(table, vocabulary):
            return table
    return None


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
    keys = list(_glance(table))
    if table.kind == "projects":
        sources = (words_of("funds", "sources") | words_of("funds", "totals")) - {"合计", "总计"}
        is_named = header_key(table.columns["name"].header) != "项目"
        return not any(
            key in sources or (not is_named and _is_fact(key, vocabulary)) for key in keys
        )
    is_summary = "target" not in table.columns and "actual" not in table.columns
    if table.kind == "blocks" or (
        table.kind == "indicators" and is_summary and "second" not in table.columns
    ):
        named = {vocabulary.blocks.get(block_key(key)) for key in keys} - {None}
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
