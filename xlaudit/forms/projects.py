"""The projects table: one row a project, and the total row that is to equal their sum."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from xlaudit.forms.filing import Project, Stated
from xlaudit.forms.funds import facts_of_row
from xlaudit.forms.layout import Table
from xlaudit.forms.values import as_score
from xlaudit.forms.vocabulary import Vocabulary
from xlaudit.forms.words import header_key, shown_name, words_of

__all__ = ["ProjectTable", "read_projects"]

_GROUP = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)])"
)
"""A heading of a group (一、运转类项目), whose amount is the sum of the projects below it."""


@dataclass(slots=True)
class ProjectTable:
    """What one projects table states."""

    table: Table
    rows: list[Project] = field(default_factory=list)
    total: Project | None = None
    notes: list[Stated] = field(default_factory=list)
    last: int = 0


def read_projects(table: Table, vocabulary: Vocabulary) -> ProjectTable:
    """Read a projects table; it ends with a total below its projects, or with a row without figures."""
    made = ProjectTable(table, last=table.first - 1)
    groups: list[Project] = []
    for row in table.rows():
        keys = {header_key(table.grid.text(row, column)) for column in table.labels(row)}
        if keys & words_of("rows", "stop"):
            break
        project = _project(table, row, vocabulary)
        if project is None:
            if keys and made.rows and not table.cell(row, "name"):
                break
            continue
        made.last = row
        made.notes += _notes(table, row)
        if keys & (words_of("rows", "total") | words_of("funds", "totals")):
            made.total = made.total or project
            if made.rows:
                break
        elif keys & words_of("rows", "subtotal") or any(key.endswith("小计") for key in keys):
            continue
        else:
            (groups if _is_group(table, row) else made.rows).append(project)
    if not made.rows:
        made.rows = groups
    return made


def _is_group(table: Table, row: int) -> bool:
    return any(_GROUP.match(table.grid.text(row, column)) for column in table.labels(row))


def _project(table: Table, row: int, vocabulary: Vocabulary) -> Project | None:
    """Return what a row states of a project; None for a row without any figure."""
    facts = facts_of_row(table, row, vocabulary)
    score = as_score(table.state(row, "score"))
    if not facts and score is None:
        return None
    cell = table.cell(row, "name")
    row_name = shown_name(table.grid.text(*cell)) if cell else ""
    figures = [each.quantity for each in (*facts.values(), score) if each is not None]
    if not row_name and not any(each is None or each.number for each in figures):
        return None  # a formula's zero in a row that nobody has filled in
    place = table.grid.place(*(cell or (row, table.columns["name"].left)))
    return Project(row_name, place, facts, score)


def _notes(table: Table, row: int) -> list[Stated]:
    cells = (table.state(row, role) for role in ("reason", "note"))
    return [each for each in cells if each is not None and each.quantity is None]
