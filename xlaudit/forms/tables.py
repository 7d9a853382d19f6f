"""All tables of a workbook, read and put in order: which are the form's, and which belong to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xlaudit.forms.binding import Binder
from xlaudit.forms.funds import FundTable, read_funds
from xlaudit.forms.grid import Grid
from xlaudit.forms.indicators import IndicatorTable, chosen, read_indicators
from xlaudit.forms.layout import Table, find_tables
from xlaudit.forms.projects import ProjectTable, read_projects
from xlaudit.forms.summaries import SummaryTable, read_summary
from xlaudit.forms.vocabulary import CORE, Vocabulary
from xlaudit.forms.words import LONGEST_LABEL, header_key, word_lists, words_of
from xlaudit.schemes.schema import Scheme
from xlaudit.workbook.snapshot import Snapshot

__all__ = ["SCHEME_PROPERTY", "FormTables", "grids_of", "read_tables"]

SCHEME_PROPERTY = "xlaudit.scheme"
"""The custom document property by which a workbook of ours names its scheme."""
_TITLE_ROWS = 8
_LABEL_REACH = 8
_LEAST_CORE = 3
"""Headings that a column must have for a budget table to stand on its side."""


@dataclass(slots=True)
class FormTables:
    """The tables of the form, and the grids of the sheets that it stands on."""

    grids: list[Grid]
    indicators: list[IndicatorTable] = field(default_factory=list)
    funds: list[FundTable] = field(default_factory=list)
    projects: list[ProjectTable] = field(default_factory=list)
    summaries: list[SummaryTable] = field(default_factory=list)
    data: list[Table] = field(default_factory=list)
    skipped: tuple[str, ...] = ()
    dropped: list[Table] = field(default_factory=list)  # of another form on one of these sheets

    @property
    def main(self) -> str:
        """The sheet that the form itself stands on; empty where there is none."""
        for tables in (self.indicators, self.summaries, self.funds):
            for each in tables:
                return each.table.grid.name
        return ""


def grids_of(snapshot: Snapshot) -> list[Grid]:
    """Return the visible sheets, without our own; all sheets where none is visible."""
    visible = [sheet for sheet in snapshot.sheets if sheet.state == "visible"]
    ours = tuple(words_of("sheets", "ours"))
    form = words_of("sheets", "form") if _is_our_form(snapshot) else frozenset()
    return [
        Grid(sheet, date1904=snapshot.date1904)
        for sheet in visible or snapshot.sheets
        if not sheet.name.startswith(ours) and sheet.name not in form
    ]


def _is_our_form(snapshot: Snapshot) -> bool:
    """Return whether a workbook is a form of ours; saved as .xls or by another program, its title says so."""
    if SCHEME_PROPERTY in snapshot.properties:
        return True
    titles = word_lists()["sheets"]["form_titles"]
    first = [cell.value for sheet in snapshot.sheets if (cell := sheet.cells.get((1, 1)))]
    return any(isinstance(text, str) and text.strip() in titles for text in first)


def read_tables(grids: Sequence[Grid], vocabulary: Vocabulary, scheme: Scheme) -> FormTables:
    """Read every table of the form."""
    binder = Binder(scheme)
    found = {grid.name: find_tables(grid, vocabulary) for grid in grids}
    others = _of_projects(grids, found) if scheme.level == "department" else set()
    every = [table for name, tables in found.items() for table in tables if name not in others]
    indicators = [read_indicators(each, binder) for each in every if each.kind == "indicators"]
    taken, more = chosen(indicators)
    others |= more
    made = FormTables([grid for grid in grids if grid.name not in others], taken)
    made.skipped = tuple(grid.name for grid in grids if grid.name in others)
    kept = {id(each) for each in taken}
    made.dropped = [each.table for each in indicators if id(each) not in kept]
    for table in every:
        if table.grid.name not in others:
            _read_table(table, made, binder, vocabulary)
    if not any(each.rows for each in made.funds):
        made.funds += _on_their_side(made.grids, vocabulary)
    made.funds.sort(key=lambda each: each.table.grid.name != made.main)
    return made


def _read_table(table: Table, made: FormTables, binder: Binder, vocabulary: Vocabulary) -> None:
    match table.kind:
        case "funds":
            made.funds.append(read_funds(table, vocabulary))
        case "projects":
            made.projects.append(read_projects(table, vocabulary))
        case "blocks":
            made.summaries.append(read_summary(table, binder))
        case "data":
            made.data.append(table)


def _of_projects(grids: Sequence[Grid], found: Mapping[str, Sequence[Table]]) -> set[str]:
    """Return the sheets that are forms of single projects, where another sheet has tables of its own."""
    forms = {grid.name for grid in grids if _names_a_project(grid, found[grid.name])}
    others = {name for name, tables in found.items() if tables and name not in forms}
    return forms if others else set()


def _names_a_project(grid: Grid, tables: Sequence[Table]) -> bool:
    """Return whether a label above the tables names one project: 项目名称 | 大厅运维."""
    above = min((table.top for table in tables), default=1) - 1
    for row in grid.rows_from(1, min(above, _TITLE_ROWS)):
        for column in grid.columns[row]:
            text = grid.text(row, column)
            if len(text) > LONGEST_LABEL or "项目" not in text:
                continue
            label, _, inline = text.replace("：", ":").partition(":")
            if header_key(label) in words_of("labels", "project"):
                beside = grid.filled(row, grid.area(row, column).right + 1, column + _LABEL_REACH)
                named = inline.strip() or (grid.text(row, beside[0]) if beside else "")
                return bool(named)
    return False


def _on_their_side(grids: Sequence[Grid], vocabulary: Vocabulary) -> list[FundTable]:
    """Return budget tables whose headings stand in a column: 年初预算数, 全年预算数, … downwards."""
    made = []
    for grid in grids:
        for table in find_tables(grid.transposed(), vocabulary):
            is_full = sum(name in table.columns for name in CORE) >= _LEAST_CORE
            if table.kind == "funds" and is_full:
                read = read_funds(table, vocabulary)
                if any(row.facts for row in read.rows):
                    made.append(read)
    return made
