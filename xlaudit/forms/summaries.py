"""The table of conclusions (得分汇总): blocks with points and scores, and the total."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlaudit.forms.binding import Binder
from xlaudit.forms.filing import BlockStatement, Stated
from xlaudit.forms.layout import Table
from xlaudit.forms.values import as_score
from xlaudit.forms.words import header_key, shown_name, words_of

__all__ = ["SummaryTable", "read_summary"]


@dataclass(slots=True)
class SummaryTable:
    """What one table of conclusions states."""

    table: Table
    statements: list[BlockStatement] = field(default_factory=list)
    total_points: Stated | None = None
    total_score: Stated | None = None
    last: int = 0


def read_summary(table: Table, binder: Binder) -> SummaryTable:
    """Read a table of conclusions, down to its total."""
    made = SummaryTable(table, last=table.first - 1)
    for row in table.rows():
        columns = table.labels(row)
        if not columns:
            continue
        label = table.grid.text(row, columns[0])
        key = header_key(label)
        points, score = (_cell(table, row, role) for role in ("points", "score"))
        if key in words_of("rows", "total"):
            made.total_points, made.total_score = (
                made.total_points or points,
                made.total_score or score,
            )
        elif block := binder.block(key.removesuffix("得分")):
            made.statements.append(BlockStatement(block, shown_name(label), points, score))
        elif made.total_score is not None or key in words_of("rows", "stop"):
            break
        made.last = row
    return made


def _cell(table: Table, row: int, role: str) -> Stated | None:
    stated = table.state(row, role)
    return as_score(stated, is_weight=role == "points")
