"""A row of headings → the columns of a table: two-row and merged headings become one leaf a column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from xlaudit.forms.grid import Grid
from xlaudit.forms.values import money_unit
from xlaudit.forms.vocabulary import Role, Vocabulary
from xlaudit.forms.words import LONGEST_LABEL, header_key, words_of
from xlaudit.numbers.quantity import Unit

__all__ = ["Column", "Heading", "Headings", "headings_at", "is_ours", "keys_by_row"]

_TALLEST = 4
"""Rows that headings may take."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over the columns ``left`` to ``right``, with everything that it may stand for."""

    text: str
    key: str
    left: int
    right: int
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Headings:
    """Headings from left to right; data begin in the row behind ``bottom``."""

    top: int
    bottom: int
    cells: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table, known by its role."""

    role: str
    left: int
    right: int
    header: str
    unit: Unit | None = None  # of money, where the heading names one
    is_per_cent: bool = field(default=False)  # the heading bears a percent sign

    @classmethod
    def of(cls, heading: Heading, role: str) -> Column:
        """Return the column of a heading in one of its roles."""
        found = money_unit(heading.text)
        is_per_cent = "%" in heading.text or "％" in heading.text
        unit = found[0] if found else None
        return cls(role, heading.left, heading.right, heading.text, unit, is_per_cent)


def keys_by_row(grid: Grid, vocabulary: Vocabulary) -> dict[int, dict[int, str]]:
    """Return the keys of known headings by row and column; rows without any are left out."""
    found: dict[int, dict[int, str]] = {}
    for (row, column), cell in grid.cells.items():
        value = cell.value
        if isinstance(value, str) and len(value) <= 2 * LONGEST_LABEL:
            key = header_key(value)
            if vocabulary.roles_of(key):
                found.setdefault(row, {})[column] = key
    return found


def headings_at(
    grid: Grid, row: int, known: Mapping[int, Mapping[int, str]], vocabulary: Vocabulary
) -> Headings:
    """Return the headings that begin in a row, with those of the rows below that belong to them."""
    tops = [_heading(grid, row, column, vocabulary) for column in _texts(grid, row)]
    bottom = _bottom(grid, row, tops, known)
    # What reaches down among the data is a label at the side, such as 项目资金.
    tops = [top for top in tops if grid.area(row, top.left).bottom <= bottom]
    leaves = [
        _heading(grid, line, column, vocabulary)
        for line in range(row + 1, bottom + 1)
        for column in _texts(grid, line)
        if grid.area(line, column).bottom <= bottom
    ]
    cells = _joined(tops, leaves, vocabulary) if leaves else tuple(tops)
    return Headings(row, bottom, cells)


def _bottom(
    grid: Grid, row: int, tops: Sequence[Heading], known: Mapping[int, Mapping[int, str]]
) -> int:
    """Return the last row of headings: as far as they are merged downwards, while no data stand there."""
    merged = [grid.area(row, top.left).bottom for top in tops if top.roles]
    lowest = min(max(merged, default=row), row + _TALLEST - 1)
    if lowest == row and _is_second_row(grid, tops, row, known):
        return row + 1
    for line in range(row + 1, lowest + 1):
        if line in grid.columns and not _is_all_words(grid, line, known):
            return line - 1
    return lowest


def _is_all_words(grid: Grid, row: int, known: Mapping[int, Mapping[int, str]]) -> bool:
    texts = [bool(grid.text(row, column)) for column in grid.columns[row]]
    return all(texts) and len(known.get(row, ())) >= 2


def _texts(grid: Grid, row: int) -> list[int]:
    return [column for column in grid.columns.get(row, ()) if grid.text(row, column)]


def _heading(grid: Grid, row: int, column: int, vocabulary: Vocabulary) -> Heading:
    text = grid.text(row, column)
    key = header_key(text) if len(text) <= 2 * LONGEST_LABEL else ""
    right = grid.area(row, column).right
    return Heading(text, key, column, right, vocabulary.roles_of(key))


def _is_second_row(
    grid: Grid, tops: Sequence[Heading], row: int, known: Mapping[int, Mapping[int, str]]
) -> bool:
    """Return whether the row below holds more headings: each under a wide heading, or under none.

    A heading right under a heading of one column is the next table.
    """
    below = known.get(row + 1, {})
    if len(below) < 2:
        return False
    narrow = {top.left for top in tops if top.left == top.right}
    open_to_right = {left for left in narrow if left + 1 in below and not grid.text(row, left + 1)}
    return not any(column in narrow - open_to_right for column in below)


def _joined(
    tops: Sequence[Heading], leaves: Sequence[Heading], vocabulary: Vocabulary
) -> tuple[Heading, ...]:
    """Let every column be headed by its lowest heading; groups give it a first name."""
    joined: list[Heading] = []
    for index, top in enumerate(tops):
        edge = tops[index + 1].left - 1 if index + 1 < len(tops) else top.right
        under = [leaf for leaf in leaves if top.left <= leaf.left <= max(edge, top.right)]
        named = [_named(top, leaf, vocabulary) for leaf in under]
        joined += _with_roles_of(top, named) if any(leaf.roles for leaf in named) else [top]
    first = tops[0].left if tops else 0
    last = max((top.right for top in tops), default=0)
    joined += [leaf for leaf in leaves if leaf.left < first or leaf.left > last]
    covered: dict[int, Heading] = {}
    for heading in joined:
        covered.setdefault(heading.left, heading)
    return tuple(covered[left] for left in sorted(covered))


def _with_roles_of(top: Heading, leaves: Sequence[Heading]) -> list[Heading]:
    """Let the first unknown leaf stand for its group, unless another leaf does: 指标值 over 性质, 值, 单位."""
    wanted = {role.name for role in top.roles}
    given = {role.name for leaf in leaves for role in leaf.roles}
    made = list(leaves)
    unknown = [index for index, leaf in enumerate(made) if not leaf.roles]
    if unknown and wanted and wanted.isdisjoint(given):
        made[unknown[0]] = replace(made[unknown[0]], roles=top.roles)
    return made


def _named(top: Heading, leaf: Heading, vocabulary: Vocabulary) -> Heading:
    """Return a leaf with its group's name where the two together are a known word: 三公经费 + 预算数."""
    for key in (top.key + leaf.key, leaf.key + top.key):
        roles = vocabulary.roles.get(key)
        if roles and leaf.key != top.key:
            return Heading(f"{top.text}{leaf.text}", key, leaf.left, leaf.right, roles)
    text = (
        leaf.text if money_unit(leaf.text) or not money_unit(top.text) else f"{leaf.text}{top.text}"
    )
    return Heading(text, leaf.key, leaf.left, leaf.right, leaf.roles)


def is_ours(cells: Sequence[Heading], index: int) -> bool:
    """Return whether a heading is one of the three columns (系统得分, 差异, 说明) that a scored copy bears."""
    return any(
        cells[start].key in words_of("shared", "system")
        and cells[start + 1].key in words_of("shared", "difference")
        for start in range(max(index - 2, 0), min(index + 1, len(cells) - 2))
    )
