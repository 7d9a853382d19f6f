"""Snapshot + scheme → filing: every figure that the form states, once, with its place.

Where two cells state one thing the first in this order is taken, and the pair is kept for a check: the
budget table before labels, rows and sums of the indicator table before the table of conclusions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from xlaudit.errors import FormError
from xlaudit.forms.filing import Filing, IndicatorRow, Passage, Project, Stated
from xlaudit.forms.funds import merged
from xlaudit.forms.grid import Grid
from xlaudit.forms.labels import Fact, Labelled, read_data, read_labels
from xlaudit.forms.layout import Table
from xlaudit.forms.passages import prose_of, stated_passages
from xlaudit.forms.tables import FormTables, grids_of, read_tables
from xlaudit.forms.titles import departments_in_titles, read_year, years_in_titles
from xlaudit.forms.totals import Totals, totals_of
from xlaudit.forms.vocabulary import CORE, Vocabulary, vocabulary_of
from xlaudit.schemes.schema import Indicator, Scheme
from xlaudit.workbook.place import Place
from xlaudit.workbook.snapshot import ErrorValue, Snapshot

__all__ = ["not_found", "read_filing"]


def read_filing(snapshot: Snapshot, scheme: Scheme) -> Filing:
    """Read what one department states.

    Raises:
        FormError: no table of the form was found, nor any amount beside a label.
    """
    vocabulary = vocabulary_of((scheme,))
    grids = grids_of(snapshot)
    tables = read_tables(grids, vocabulary, scheme)
    rest = _Rest.of(tables, vocabulary, scheme)
    funds, details, stated = merged(tables.funds)
    in_tables = [(name, "", each) for name, each in stated]
    facts, duplicates = _first_of_each((*in_tables, *rest.labelled.facts))
    for name, _, each in rest.labelled.loose:
        facts.setdefault(name, each)
    recognised = _recognised(tables, rest)
    if not recognised:
        raise FormError(not_found(snapshot, grids))
    rows = tuple(row for each in tables.indicators for row in each.rows)
    totals = totals_of(tables, rest.labelled, scheme)
    projects, project_total = _projects(tables)
    filing = Filing(
        department=_department(tables, rest.labelled),
        year=_year(tables, rest.labelled),
        funds=funds,
        indicators=rows,
        blocks=totals.blocks,
        projects=projects,
        project_total=project_total,
        passages=tuple(_passages(tables, rest)),
        total_points=totals.points,
        total_score=totals.score,
        grade=totals.grade,
        ungraded=totals.ungraded,
        facts=MappingProxyType(facts),
        duplicates=(*duplicates, *totals.duplicates),
        unbound=_unbound(rows, scheme),
        tables=recognised,
        fund_details=details,
        skipped_sheets=tables.skipped,
    )
    return replace(filing, unfilled=tuple(_unfilled(filing, totals, scheme, snapshot)))


@dataclass(slots=True)
class _Rest:
    """What stands outside of the tables, and the cells that are inside."""

    labelled: Labelled
    notes: list[Stated] = field(default_factory=list)
    taken: dict[str, set[tuple[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: FormTables, vocabulary: Vocabulary, scheme: Scheme) -> _Rest:
        """Read the tables of single values, then the labels on every sheet, that of the form first."""
        made = cls(Labelled(), taken={grid.name: set() for grid in tables.grids})
        for table, last in _extents(tables):
            made.take(table, last)
        for table in tables.data:
            facts, notes, last = read_data(table, vocabulary)
            made.labelled.facts += facts
            made.notes += notes
            made.take(table, last)
        for grid in sorted(tables.grids, key=lambda each: each.name != tables.main):
            found = read_labels(grid, vocabulary, scheme, made.taken[grid.name])
            made.labelled.facts += found.facts
            made.labelled.loose += found.loose
            made.labelled.totals += found.totals
            made.labelled.grades += found.grades
            made.labelled.ungraded += found.ungraded
            made.labelled.departments += found.departments
            made.labelled.years += found.years
        return made

    def take(self, table: Table, last: int) -> None:
        """Note the cells of a table."""
        taken = self.taken.get(table.grid.name)
        if taken is None:
            return
        for row in table.grid.rows_from(table.top, last):
            for column in table.grid.filled(row, table.left, table.right):
                taken.add((column, row) if table.grid.is_transposed else (row, column))


def _extents(tables: FormTables) -> Iterator[tuple[Table, int]]:
    """Yield the tables with their last rows."""
    yield from ((each.table, each.last) for each in tables.indicators)
    yield from ((each.table, each.last) for each in tables.funds)
    yield from ((each.table, each.last) for each in tables.projects)
    yield from ((each.table, each.last) for each in tables.summaries)
    for table in tables.dropped:
        yield table, min(table.last, max(table.rows(), default=table.top))


def _first_of_each(
    found: Iterable[Fact],
) -> tuple[dict[str, Stated], list[tuple[str, Stated, Stated]]]:
    """Take the first statement of every fact, and pair the others with it.

    Labels that share a fact need not mean one thing (two kinds of 满意度); only the same words do, and the
    amounts of the budget itself.
    """
    first: dict[str, tuple[str, Stated]] = {}
    duplicates = []
    seen: set[tuple[str, Place]] = set()
    for name, key, stated in found:
        if (name, stated.place) in seen:
            continue
        seen.add((name, stated.place))
        own_key, own = first.setdefault(name, (key, stated))
        if own is not stated and (name in CORE or key == own_key):
            duplicates.append((name, own, stated))
    return {name: stated for name, (_, stated) in first.items()}, duplicates


def _recognised(tables: FormTables, rest: _Rest) -> tuple[tuple[str, Place], ...]:
    """Return the tables that were found, each with the place of its first heading."""
    found: list[tuple[str, Table]] = [("funds", each.table) for each in tables.funds if each.rows]
    found += [("indicators", each.table) for each in tables.indicators]
    found += [("blocks", each.table) for each in tables.summaries if each.statements]
    found += [("projects", each.table) for each in tables.projects if each.rows or each.total]
    places = [(kind, table.grid.place(table.top, table.head)) for kind, table in found]
    beside = [*rest.labelled.facts, *rest.labelled.loose]
    if beside:
        places.append(("facts", beside[0][2].place))
    return tuple(places)


def not_found(snapshot: Snapshot, grids: Sequence[Grid]) -> str:
    """Say that no form was found, where it was looked for, and by which words."""
    names = "、".join(f"“{grid.name}”" for grid in grids[:6]) or "（没有工作表）"
    more = f"等 {len(grids)} 张" if len(grids) > 6 else ""
    return (
        f"“{snapshot.name}”里没有认出自评表：看过工作表 {names}{more}，没有找到表头“三级指标、分值、得分”"
        "“年初预算数、全年预算数、全年执行数”或“项目名称、预算数、支出数”，"
        "请核对表头用词，或用 xlaudit new 生成空白表重新填报"
    )


def _department(tables: FormTables, labelled: Labelled) -> Stated | None:
    """Return the department: by the plainest label, on the form's own sheet first; else from a title."""
    if labelled.departments:
        return min(labelled.departments, key=lambda pair: pair[0])[1]
    return next(departments_in_titles(tables.grids), None)


def _year(tables: FormTables, labelled: Labelled) -> Stated | None:
    for stated in labelled.years:
        year = read_year(stated)
        if year is not None:
            return year
    ordered = sorted(tables.grids, key=lambda grid: grid.name != tables.main)
    return next(years_in_titles(ordered), None)


def _projects(tables: FormTables) -> tuple[tuple[Project, ...], Project | None]:
    """Return the projects of the largest table; a second list of them would count everything twice."""
    if not tables.projects:
        return (), None
    main = max(tables.projects, key=lambda each: len(each.rows))
    return tuple(main.rows), main.total


def _passages(tables: FormTables, rest: _Rest) -> Iterator[Passage]:
    for grid in tables.grids:
        reasons, notes = [], []
        for each in tables.indicators:
            if each.table.grid.name == grid.name:
                reasons += [row.reason.place for row in each.rows if row.reason]
                notes += [row.actual.place for row in each.rows if row.actual]
                notes += each.notes
        for fund in tables.funds:
            if fund.table.grid.name == grid.name:
                reasons += [stated.place for stated in fund.reasons]
        said = [stated for each in tables.projects for stated in each.notes]
        notes += [each.place for each in (*said, *rest.notes) if each.place.sheet == grid.name]
        found = [*stated_passages(grid, reasons, "reason"), *stated_passages(grid, notes, "note")]
        taken = rest.taken[grid.name]
        found += prose_of(grid, taken, has_tables=bool(taken))
        yield from sorted(found, key=lambda passage: passage.place)


def _unbound(rows: Iterable[IndicatorRow], scheme: Scheme) -> tuple[IndicatorRow, ...]:
    """Return rows that no rule is known for: of closed blocks, or of no block at all.

    A scheme without prescribed rows leaves all of them to the unit.
    """
    if not scheme.indicators:
        return ()
    is_open = {block.id: block.is_open for block in scheme.blocks}
    return tuple(
        row for row in rows if row.indicator is None and not (row.block and is_open[row.block])
    )


def _unfilled(
    filing: Filing, totals: Totals, scheme: Scheme, snapshot: Snapshot
) -> Iterator[Indicator]:
    """Yield the prescribed indicators that nothing was stated for.

    A row that stands there with neither an actual value nor a score is unfilled, but an error value in
    one of them is not nothing. The execution rate may be scored in the head or among the conclusions.
    """
    filled = set()
    for row in filing.indicators:
        if row.indicator is not None and (row.actual or row.score or _has_error(row, snapshot)):
            filled.add(row.indicator.id)
    in_head = any(row.is_total and row.score for row in filing.funds)
    scored: set[str] = {each.block for each in totals.blocks if each.score is not None}
    for indicator in scheme.indicators:
        is_alone = len(scheme.indicators_of(indicator.block)) == 1
        is_rate = indicator.fact == "execution_rate"
        stated = is_alone and (indicator.block in scored or (is_rate and in_head))
        if indicator.id not in filled and not stated:
            yield indicator


def _has_error(row: IndicatorRow, snapshot: Snapshot) -> bool:
    cells = snapshot.sheet(row.place.sheet).cells
    return any(
        isinstance(cells[row.place.row, column].value, ErrorValue)
        for column in range(row.place.column + 1, row.place.column + 12)
        if (row.place.row, column) in cells
    )
