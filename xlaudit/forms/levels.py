"""The rows of an indicator table with their levels: merged names filled down, sums told from rows.

What a row is called may stand in the wrong column (a third-level name among the second levels is common);
the names of the scheme, not the columns, then say what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from xlaudit.forms.binding import Binder
from xlaudit.forms.filing import Stated
from xlaudit.forms.layout import Table
from xlaudit.forms.values import as_score
from xlaudit.forms.words import header_key, is_nothing, name_key, words_of

__all__ = ["Line", "lines_of"]

LEVELS = ("first", "second", "third")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet with its levels. ``kind``: row, heading (of a block), subtotal, total or end.

    ``label`` is the name of a heading or a sum, ``column`` where the name stands.
    """

    row: int
    kind: str
    column: int
    first: str = ""
    second: str = ""
    name: str = ""
    label: str = ""
    points: Stated | None = None
    score: Stated | None = None
    first_at: tuple[int, int] = (0, 0)  # where the first level that holds here stands
    behind: int = 0  # column of a third-level text, where the name stands one column too far left


@dataclass(slots=True)
class _Walk:
    """The levels that hold at a row."""

    table: Table
    binder: Binder
    first: str = ""
    first_at: tuple[int, int] = (0, 0)
    second: str = ""
    own: Mapping[str, int] = field(default_factory=dict)  # level → column of the row's own text

    def text(self, row: int, level: str) -> str:
        """Return the row's own text of a level."""
        column = self.own.get(level)
        return self.table.grid.text(row, column) if column is not None else ""

    def text_before(self, row: int, column: int) -> str:
        """Return the first level that stands in the same row in front of a column."""
        first = self.table.columns.get("first")
        return self.table.grid.text(row, first.left) if first and first.left < column else ""

    def begin(self, first: str, place: tuple[int, int]) -> None:
        """Begin a first level; the second level ends with the one before."""
        self.first, self.first_at, self.second = first, place, ""

    def step(self, row: int) -> None:
        """Take in the names of a row; a new first level ends the second."""
        self.own = _own(self.table, row)
        first, second = self.text(row, "first"), self.text(row, "second")
        is_level = self.binder.block(first) is not None or not self.binder.is_prescribed(first)
        if first and is_level and name_key(first) != name_key(self.first):
            self.begin(first, (row, self.own["first"]))
        if second and not self.binder.is_prescribed(second):
            self.second = second


def lines_of(table: Table, binder: Binder) -> list[Line]:
    """Return the rows of a table up to its total, or to what stands behind it."""
    lines: list[Line] = []
    walk = _Walk(table, binder)
    for row in table.rows():
        line = _special(table, row, walk)
        if line is None:
            walk.step(row)
            line = _row(table, row, walk)
        if line is None:
            continue
        line = replace(line, first_at=walk.first_at)
        has_rows = bool(lines)
        lines.append(line)
        if line.kind == "end" or (line.kind == "total" and has_rows):
            break
    return list(_without_groups(lines, table))


def _own(table: Table, row: int) -> dict[str, int]:
    """Return where the names of a row stand, by level."""
    found = {}
    for level in LEVELS:
        column = table.columns.get(level)
        if column is not None:
            filled = table.grid.filled(row, column.left, column.right)
            texts = [each for each in filled if _name_at(table, row, each)]
            if texts:
                found[level] = texts[0]
    return found


def _name_at(table: Table, row: int, column: int) -> str:
    text = table.grid.text(row, column)
    return "" if is_nothing(text) or header_key(text) in words_of("rows", "absent_names") else text


def _special(table: Table, row: int, walk: _Walk) -> Line | None:
    """Return the line of a sum, of a block heading across the table, or of the end; None for a row."""
    end = max(column.right for role, column in table.columns.items() if role in LEVELS)
    columns = [
        each for each in table.grid.filled(row, table.left, end) if table.grid.text(row, each)
    ]
    if not columns:
        return None
    for column in reversed(columns):
        made = _sum(table, row, column, walk)
        if made is not None:
            return made
    column, key = columns[0], header_key(table.grid.text(row, columns[0]))
    if len(columns) == 1 and _ends(key):
        return Line(row, "end", column, label=table.grid.text(row, column))
    if table.grid.area(row, column).right > end:
        return _heading(table, row, column, walk)
    return None


def _ends(key: str) -> bool:
    label = key.partition(":")[0]
    is_label = label in words_of("rows", "total") or label in words_of("labels", "grade")
    return label in words_of("rows", "stop") or (is_label and label != key)


def _sum(table: Table, row: int, column: int, walk: _Walk) -> Line | None:
    text = table.grid.text(row, column)
    key = header_key(text)
    is_total = key in words_of("rows", "total")
    if not is_total and key not in words_of("rows", "subtotal") and not key.endswith("小计"):
        return None
    points, score = _points(table, row)
    if is_total and points is None and score is None:
        return Line(row, "end", column, label=text)  # its figure stands elsewhere, beside the label
    if is_total and not _is_of_block(table, column, points, walk):
        return Line(row, "total", column, label=text, points=points, score=score)
    named = walk.text_before(row, column) or key.removesuffix("小计")
    label = named if walk.binder.block(named) else walk.first
    return Line(row, "subtotal", column, label=label, points=points, score=score)


def _is_of_block(table: Table, column: int, points: Stated | None, walk: _Walk) -> bool:
    """Return whether a 合计 among the lower levels is that of the block: it has the block's points."""
    first = table.columns.get("first")
    block = walk.binder.block(walk.first)
    if first is None or column <= first.right or block is None or not (points and points.quantity):
        return False
    scheme = walk.binder.scheme
    number = points.quantity.number
    return number == scheme.block(block).points and number != scheme.total


def _heading(table: Table, row: int, column: int, walk: _Walk) -> Line | None:
    """Take a cell across the whole table as the heading of a block, if it names one."""
    text = table.grid.text(row, column)
    if walk.binder.block(text) is not None:
        walk.begin(text, (row, column))
        points, score = _points(table, row)
        return Line(row, "heading", column, text, label=text, points=points, score=score)
    return Line(row, "note", column, label=text)


def _points(table: Table, row: int) -> tuple[Stated | None, Stated | None]:
    """Return the points and the score of a row."""
    found = []
    for role in ("points", "score"):
        stated = table.state(row, role)
        found.append(as_score(stated, is_weight=role == "points"))
    return found[0], found[1]


def _row(table: Table, row: int, walk: _Walk) -> Line | None:
    """Return the row under the name that it most likely bears; None for one without name and figures."""
    points, score = _points(table, row)
    has_aims = any(
        table.state(row, role) for role in ("target", "adjusted_target", "actual", "sign")
    )
    level = _name_level(row, walk, has_values=has_aims or points is not None or score is not None)
    column = walk.own.get(level, next(iter(walk.own.values()), table.head))
    name = walk.text(row, level)
    if level == "first":
        is_row = has_aims or (walk.binder.is_prescribed(name) and score is not None)
        kind = "row" if is_row else "heading"
        return Line(row, kind, column, walk.first, "", name if is_row else "", name, points, score)
    if not name and not _is_filled(points, score, has_aims=has_aims):
        return None
    made = Line(row, "row", column, walk.first, walk.second, name, "", points, score)
    return replace(made, behind=walk.own.get("third", 0)) if level == "second" else made


def _is_filled(points: Stated | None, score: Stated | None, *, has_aims: bool) -> bool:
    """Return whether a row without a name has figures; a lone zero is what a formula left there."""
    figures = [each.quantity for each in (points, score) if each is not None and each.quantity]
    return any(each.number != 0 for each in figures) or (has_aims and bool(figures))


def _name_level(row: int, walk: _Walk, *, has_values: bool) -> str:
    """Return the level whose text is the row's name: the third, unless only another one is prescribed."""
    third = walk.text(row, "third")
    if third and walk.binder.is_prescribed(third):
        return "third"
    for level in ("second", "first"):
        if walk.binder.is_prescribed(walk.text(row, level)) and (level == "second" or not third):
            return level
    if third:
        return "third"
    if walk.text(row, "second") and has_values:
        return "second"
    if walk.text(row, "first") and not walk.text(row, "second"):
        return "first"
    return "third"


def _without_groups(lines: list[Line], table: Table) -> Iterator[Line]:
    """Leave out sums of second levels: a second-level name with figures, above rows that it holds."""
    for index, line in enumerate(lines):
        behind = lines[index + 1] if index + 1 < len(lines) else None
        is_group = (
            line.kind == "row"
            and line.name == line.second != ""
            and behind is not None
            and behind.kind == "row"
            and behind.second == line.second
            and behind.name != behind.second
            and not any(table.cell(line.row, role) for role in ("target", "actual"))
        )
        if not is_group:
            yield line
