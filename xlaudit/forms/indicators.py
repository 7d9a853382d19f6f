"""The indicator table: rows bound to the scheme, block sums, total and grade, as they are stated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from xlaudit.forms.binding import Binder
from xlaudit.forms.filing import BlockStatement, IndicatorRow, Stated
from xlaudit.forms.layout import Table
from xlaudit.forms.levels import Line, lines_of
from xlaudit.forms.targets import read_actual, read_target
from xlaudit.forms.values import SCORE, read_text_quantity
from xlaudit.forms.words import header_key, points_in_name, shown_name, words_of
from xlaudit.numbers.quantity import Dimension, Quantity
from xlaudit.schemes.schema import Indicator, Target
from xlaudit.workbook.place import Place

__all__ = ["IndicatorTable", "chosen", "read_indicators"]


@dataclass(slots=True)
class IndicatorTable:
    """What one indicator table states."""

    table: Table
    rows: list[IndicatorRow] = field(default_factory=list)
    statements: list[BlockStatement] = field(default_factory=list)
    total: Line | None = None
    grade: Stated | None = None
    ungraded: Place | None = None  # the empty cell of a row 评价等级
    notes: list[Place] = field(default_factory=list)  # cells across the table that name no block
    last: int = 0
    blocks: set[str] = field(default_factory=set)
    """The blocks that its first levels, rows and sums name."""

    @property
    def bound(self) -> int:
        """How many prescribed indicators it fills in or lists."""
        return sum(row.indicator is not None for row in self.rows)


def read_indicators(table: Table, binder: Binder) -> IndicatorTable:
    """Read an indicator table from its first row to its total."""
    made = IndicatorTable(table, last=table.first - 1)
    in_names: dict[str, BlockStatement] = {}
    for line in lines_of(table, binder):
        if line.kind == "end":
            _take_grade(made, line)
            break
        made.last = line.row
        if line.kind == "row":
            row = _row(table, line, binder)
            made.rows.append(row)
            made.blocks |= {row.block} if row.block else set()
        elif line.kind in ("heading", "subtotal"):
            made.statements += _statement(line, binder)
        elif line.kind == "total":
            made.total = line
        elif line.kind == "note":
            made.notes.append(table.grid.place(line.row, line.column))
        if line.kind == "row" and "reason" in table.columns:
            note = table.cell(line.row, "note")
            made.notes += [table.grid.place(*note)] if note else []
        _points_of_name(table, line, binder, in_names)
        named = binder.block(line.first) or binder.block(line.label)
        made.blocks |= {named} if named else set()
    made.statements += in_names.values()
    if made.total is not None and made.grade is None:
        _grade_below(table, made)
    return made


def _row(table: Table, line: Line, binder: Binder) -> IndicatorRow:
    block = binder.block_of_levels(line.first, line.second)
    points = line.points.quantity.number if line.points and line.points.quantity else None
    indicator = binder.indicator(line.name, block, points)
    target, target_place = read_target(table, line.row, is_rate=_is_rate(indicator, binder))
    if target is None and line.behind:
        text = table.grid.text(line.row, line.behind)
        target = Target(text, read_text_quantity(text))
        target_place = table.grid.place(line.row, line.behind)
    return IndicatorRow(
        place=table.grid.place(line.row, line.column),
        first_level=shown_name(line.first),
        second_level=shown_name(line.second),
        name=shown_name(line.name),
        indicator=indicator,
        block=indicator.block if indicator is not None else block,
        target=target,
        target_place=target_place,
        actual=read_actual(table, line.row, target or (indicator.target if indicator else None)),
        points=line.points,
        score=line.score,
        reason=_reason(table, line.row),
    )


def _is_rate(indicator: Indicator | None, binder: Binder) -> bool:
    if indicator is None:
        return False
    if indicator.target is not None and indicator.target.quantity is not None:
        return indicator.target.quantity.unit.dimension is Dimension.RATE
    facts = {fact.id: fact for fact in binder.scheme.facts}
    return indicator.fact in facts and facts[indicator.fact or ""].unit == "%"


def _reason(table: Table, row: int) -> Stated | None:
    """Return the reason for a deviation; where the form has only 说明 or 备注, what stands there."""
    role = "reason" if "reason" in table.columns else "note"
    return table.state(row, role)


def _statement(line: Line, binder: Binder) -> Iterable[BlockStatement]:
    block = binder.block(line.label)
    if block is not None and (line.points is not None or line.score is not None):
        yield BlockStatement(block, shown_name(line.label), line.points, line.score)


def _points_of_name(
    table: Table, line: Line, binder: Binder, found: dict[str, BlockStatement]
) -> None:
    """Take the points that a first-level name bears: 产出指标（50分）."""
    block = binder.block(line.first)
    if block is None or block in found or line.kind not in ("row", "heading"):
        return
    points = points_of_text(line.first)
    if points is not None:
        stated = Stated(line.first, table.grid.place(*line.first_at), points)
        found[block] = BlockStatement(block, shown_name(line.first), stated, None)


def points_of_text(text: str) -> Quantity | None:
    """Return the points in a name, as 分, with their place in it."""
    named = points_in_name(text)
    if named is None:
        return None
    literal, digits = named
    start = max(text.find(digits), 0)
    decimals = len(digits.partition(".")[2])
    return Quantity(
        literal, Decimal(digits), SCORE, decimals, start=start, end=start + len(literal)
    )


def _take_grade(made: IndicatorTable, line: Line) -> None:
    """Take the grade of a row 评价等级 whose word stands in the column of scores."""
    column = made.table.columns.get("score")
    if column is None or header_key(line.label) not in words_of("labels", "grade"):
        return
    stated = made.table.state(line.row, "score")
    if stated is None:
        made.ungraded = made.table.grid.place(line.row, column.left)
    elif stated.quantity is None:
        made.grade = stated
        made.last = line.row


def _grade_below(table: Table, made: IndicatorTable) -> None:
    """Look for a row 评价等级 right below the total."""
    for row in table.grid.rows_from(made.last + 1, min(table.last, made.last + 2)):
        columns = table.labels(row)
        if columns:
            text = table.grid.text(row, columns[0])
            _take_grade(made, Line(row, "end", columns[0], label=text))
            return


def chosen(tables: Sequence[IndicatorTable]) -> tuple[list[IndicatorTable], set[str]]:
    """Return the tables that make up the filing, and the sheets whose tables are another form's.

    The sheet that fills in most of the scheme is the form. It may go on below its first table and on
    other sheets, with blocks that it did not have yet; a table that begins again is another form (that
    of a project, say).
    """
    by_sheet: dict[str, list[IndicatorTable]] = {}
    for each in tables:
        by_sheet.setdefault(each.table.grid.name, []).append(each)
    if not by_sheet:
        return [], set()
    main = max(by_sheet, key=lambda name: _weight(by_sheet[name]))
    taken = _continued(by_sheet.pop(main))
    covered = _blocks(taken)
    others: set[str] = set()
    for name, found in by_sheet.items():
        more = _blocks(found)
        if more and more.isdisjoint(covered):
            taken += found
            covered |= more
        else:
            others.add(name)
    return _once(taken), others


def _continued(tables: Sequence[IndicatorTable]) -> list[IndicatorTable]:
    """Return the tables of one sheet up to the one that begins another form."""
    taken: list[IndicatorTable] = []
    for each in tables:
        has_ended = bool(taken) and taken[-1].total is not None
        if has_ended and not each.blocks.isdisjoint(_blocks(taken)):
            break
        taken.append(each)
    return taken


def _blocks(tables: Iterable[IndicatorTable]) -> set[str]:
    return {block for each in tables for block in each.blocks}


def _weight(tables: Sequence[IndicatorTable]) -> tuple[int, int, int]:
    rows = sum(len(each.rows) for each in tables)
    return max(each.bound for each in tables), len(_blocks(tables)), rows


def _once(tables: Sequence[IndicatorTable]) -> list[IndicatorTable]:
    """Let every indicator keep its first row only: it is scored once, a second row of its name is not it."""
    seen: set[str] = set()
    for each in tables:
        for index, row in enumerate(each.rows):
            if row.indicator is None:
                continue
            if row.indicator.id in seen:
                each.rows[index] = replace(row, indicator=None)
            seen.add(row.indicator.id)
    return list(tables)
