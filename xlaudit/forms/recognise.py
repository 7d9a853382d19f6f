"""Which scheme a workbook is filled in for: by the mark in the file, else by the form itself.

The form speaks first (blocks, their points, prescribed names), then the region that the workbook names,
then the year. Two schemes that nothing tells apart are a matter for the user, not for a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from xlaudit.errors import FormError
from xlaudit.forms.binding import Binder
from xlaudit.forms.filing import BlockStatement
from xlaudit.forms.grid import Grid
from xlaudit.forms.indicators import IndicatorTable, chosen, read_indicators
from xlaudit.forms.layout import Table, find_tables
from xlaudit.forms.read import not_found
from xlaudit.forms.summaries import read_summary
from xlaudit.forms.tables import SCHEME_PROPERTY, grids_of
from xlaudit.forms.titles import years_in_titles
from xlaudit.forms.vocabulary import vocabulary_of
from xlaudit.forms.words import block_key, header_key
from xlaudit.numbers.lexer import normalise
from xlaudit.schemes.schema import Scheme
from xlaudit.workbook.snapshot import Snapshot

__all__ = ["recognise"]

_LEAST_FIT = Decimal("0.6")
_LEAST_MARKS = Decimal("0.5")
"""A report keeps half of the marks of its skeleton, in one wording or another."""
_ALIKE = Decimal("0.15")
"""Fits closer than this are alike: a wrong weight or a missing row must not decide."""
_MOST_TEXT = 400_000
_HEAD_ROWS = 12
_ROWS_READ = 400
"""Rows of a table that are read to tell its form; the longest forms have a hundred."""
_LONGEST_TITLE = 60
_REGION = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,8}?)(?:省|自治区|市|自治州|地区|县|区|旗)")


def recognise(snapshot: Snapshot, schemes: Sequence[Scheme]) -> Scheme:
    """Return the scheme of a workbook.

    Raises:
        FormError: none fits, or two fit alike; the message names both and says to use --scheme.
    """
    marked = snapshot.properties.get(SCHEME_PROPERTY, "").strip()
    for scheme in schemes:
        if scheme.id == marked:
            return scheme
    grids = grids_of(snapshot)
    vocabulary = vocabulary_of(schemes)
    found = [each for grid in grids for each in find_tables(grid, vocabulary)]
    tables = [replace(each, last=min(each.last, each.first + _ROWS_READ)) for each in found]
    reading = _Reading.of(snapshot, grids)
    fits = {scheme.id: _fit(scheme, tables, reading) for scheme in schemes}
    fitting = [scheme for scheme in schemes if fits[scheme.id] >= _least(scheme)]
    if not fitting:
        raise FormError(_no_match(snapshot, grids, tables, schemes))
    best = max(fits[scheme.id] for scheme in fitting)
    left = [scheme for scheme in fitting if fits[scheme.id] >= best - _ALIKE]
    for prefers in (reading.names_in_head, reading.names, reading.is_of_year):
        left = _preferred(left, prefers)
    most = max(reading.marks(scheme) for scheme in left)
    left = _preferred(left, lambda scheme: reading.marks(scheme) == most)
    if len(left) > 1:
        named = "和".join(f"“{scheme.title}”（{scheme.id}）" for scheme in left[:2])
        raise FormError(
            f"“{snapshot.name}”同时符合评分方案{named}，表里没有写明是哪个地区、哪一年，请用 --scheme 指明"
        )
    return left[0]


def _no_match(
    snapshot: Snapshot, grids: Sequence[Grid], tables: Sequence[Table], schemes: Sequence[Scheme]
) -> str:
    if not tables:
        return not_found(snapshot, grids)
    known = "、".join(scheme.id for scheme in schemes)
    return (
        f"“{snapshot.name}”的表样不符合任何一个评分方案（一级指标的名称、分值都对不上），"
        f"请用 --scheme 指明评分方案，现有：{known}"
    )


def _preferred(schemes: list[Scheme], prefers: Callable[[Scheme], bool]) -> list[Scheme]:
    kept = [scheme for scheme in schemes if prefers(scheme)] if len(schemes) > 1 else []
    return kept or schemes


@dataclass(frozen=True, slots=True)
class _Reading:
    """The words of a workbook: all of them, and those of titles and of the file's name."""

    text: str
    head: str
    years: frozenset[int]

    @classmethod
    def of(cls, snapshot: Snapshot, grids: Sequence[Grid]) -> _Reading:
        """Gather the words of visible sheets."""
        pieces: list[str] = []
        head = [snapshot.name]
        length = 0
        for grid in grids:
            for row in grid.rows:
                for column in grid.columns[row]:
                    text = grid.text(row, column)
                    length += len(text)
                    if text and length <= _MOST_TEXT:
                        pieces.append(text)
                        if row <= _HEAD_ROWS and len(text) <= _LONGEST_TITLE:
                            head.append(text)
        years = {
            int(stated.quantity.number) for stated in years_in_titles(grids) if stated.quantity
        }
        return cls(normalise("\n".join(pieces)), normalise("\n".join(head)), frozenset(years))

    def names_in_head(self, scheme: Scheme) -> bool:
        """Return whether titles, the department or the file name the scheme's region."""
        return any(word in self.head for word in _region_words(scheme))

    def names(self, scheme: Scheme) -> bool:
        """Return whether the workbook names the scheme's region anywhere."""
        return any(word in self.text for word in _region_words(scheme))

    def marks(self, scheme: Scheme) -> Decimal:
        """Return the share of the scheme's marks, its region aside, that the workbook bears."""
        own = [mark for mark in scheme.marks if mark not in _region_words(scheme)]
        return _share(sum(mark in self.text for mark in own), len(own))

    def is_of_year(self, scheme: Scheme) -> bool:
        """Return whether the scheme covers a year that a title names."""
        return any(scheme.covers(year) for year in self.years)


def _region_words(scheme: Scheme) -> list[str]:
    """Return the name of the region itself, not of the province above it, and short marks beside it."""
    names = [match["name"] for match in _REGION.finditer(scheme.region)]
    known = {grade.label for grade in scheme.grades} | {block.label for block in scheme.blocks}
    short = [mark for mark in scheme.marks if len(mark) <= 3 and mark not in known]
    return names[-1:] + short


def _least(scheme: Scheme) -> Decimal:
    return _LEAST_MARKS if scheme.total is None else _LEAST_FIT


def _fit(scheme: Scheme, tables: Sequence[Table], reading: _Reading) -> Decimal:
    """Return how well the form fits, from 0 to 1: blocks named, points equal, prescribed names found.

    A scheme without points has no table of its own; there the marks of its report count.
    """
    if scheme.total is None:
        return reading.marks(scheme)
    binder = Binder(scheme)
    indicators = [read_indicators(each, binder) for each in tables if each.kind == "indicators"]
    taken, _ = chosen(indicators)
    statements = [each for table in taken for each in table.statements]
    for table in tables:
        if table.kind == "blocks":
            statements += read_summary(table, binder).statements
    named = {each.block for each in statements}.union(*(table.blocks for table in taken))
    named |= {block.id for block in scheme.blocks if _heads_a_column(block.label, tables)}
    shares = [_share(len(named), len(scheme.blocks))]
    told = _points(scheme, taken, statements)
    if told and sum(told.values()) * 2 <= len(told):
        return Decimal(0)
    if told:
        shares.append(_share(sum(told.values()), len(told)))
    if len(scheme.indicators) > 1:
        bound = {row.indicator.id for table in taken for row in table.rows if row.indicator}
        shares.append(min(_share(len(bound) * 2, len(scheme.indicators)), Decimal(1)))
    return sum(shares, Decimal(0)) / len(shares)


def _heads_a_column(label: str, tables: Sequence[Table]) -> bool:
    """Return whether a block is scored in the head, beside the budget: 预算执行率."""
    key = block_key(label)
    return any(
        table.kind == "funds"
        and "score" in table.columns
        and any(
            block_key(header_key(column.header)).startswith(key)
            for column in table.columns.values()
        )
        for table in tables
    )


def _points(
    scheme: Scheme, tables: Sequence[IndicatorTable], statements: Sequence[BlockStatement]
) -> dict[str, bool]:
    """Return for every block whether its points are the scheme's: as stated, else as its rows add up to.

    Rows that add up to less may not be all of them, and say nothing.
    """
    sums: dict[str, Decimal] = {}
    for table in tables:
        for row in table.rows:
            if row.block and row.points and row.points.quantity:
                sums[row.block] = sums.get(row.block, Decimal(0)) + row.points.quantity.number
    wanted = {block.id: block.points for block in scheme.blocks if block.points is not None}
    found = {
        block: points == wanted[block]
        for block, points in sums.items()
        if block in wanted and points >= wanted[block]
    }
    for each in statements:
        if each.points and each.points.quantity and each.block in wanted:
            found[each.block] = each.points.quantity.number == wanted[each.block]
    return found


def _share(part: int, whole: int) -> Decimal:
    return Decimal(part) / Decimal(whole) if whole else Decimal(0)
