"""All tables of a workbook, read and put in order: which are the form's, and which belong to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xlaudit.forms.binding import Binder
from xlaudit.forms.funds import FundTable, read_funds
from xlaudit.forms.grid import Grid
from xlaudit.forms.indicators import IndicatorTable, chosen, read_indicators
from xlaudit.forms.layout import Table, find_tables
from xlaudit.forms.projects import ProjectTable, read_projects
from xlaudit.forms.summaries import SummaryTable, read_summary
from xlaudit.forms.vocabulary import CORE, Vocabulary
from xlaudit.forms.words import words_of
from xlaudit.schemes.schema import Scheme
from xlaudit.workbook.snapshot import Snapshot

__all__ = ["SCHEME_PROPERTY", "FormTables", "grids_of", "read_tables"]

SCHEME_PROPERTY = "xlaudit.scheme"
"""The custom document property by which a workbook of ours names its scheme."""
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
    form = words_of("sheets", "form") if SCHEME_PROPERTY in snapshot.properties else frozenset()
    return [
        Grid(sheet, date1904=snapshot.date1904)
        for sheet in visible or snapshot.sheets
        if not sheet.name.startswith(ours) and sheet.name not in form
    ]


def read_tables(grids: Sequence[Grid], vocabulary: Vocabulary, scheme: Scheme) -> FormTables:
    """Read every table of the form."""
    binder = Binder(scheme)
    found = {grid.name: find_tables(grid, vocabulary) for grid in grids}
    every = [table for tables in found.values() for table in tables]
    indicators = [read_indicators(each, binder) for each in every if each.kind == "indicators"]
    taken, others = chosen(indicators)
    made = FormTables([grid for grid in grids if grid.name not in others], taken)
    made.skipped = tuple(grid.name for grid in grids if grid.name in others)
    kept = {id(each) for each in taken}
    made.dropped = [each.table for each in indicators if id(each) not in kept]
    for table in every:
        if table.grid.name in others:
            continue
        if table.kind == "funds":
            made.funds.append(read_funds(table, vocabulary))
        elif table.kind == "projects":
            made.projects.append(read_projects(table, vocabulary))
        elif table.kind == "blocks":
            made.summaries.append(read_summary(table, binder))
        elif table.kind == "data":
            made.data.append(table)
    if not any(each.rows for each in made.funds):
        made.funds += _on_their_side(made.grids, vocabulary)
    made.funds.sort(key=lambda each: each.table.grid.name != made.main)
    return made


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
