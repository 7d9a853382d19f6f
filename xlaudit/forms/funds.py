"""The budget table: one row a source of funds, one column a fact; the total row speaks for the department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from xlaudit.forms.filing import FundRow, Stated
from xlaudit.forms.layout import Table
from xlaudit.forms.values import as_amount, as_rate, as_score
from xlaudit.forms.vocabulary import Vocabulary
from xlaudit.forms.words import header_key, word_lists, words_of
from xlaudit.numbers.lexer import UNITS
from xlaudit.numbers.quantity import Dimension

__all__ = ["FundTable", "facts_of_row", "merged", "read_funds"]


@dataclass(frozen=True, slots=True)
class FundTable:
    """What one budget table states. ``others`` are facts that a row and a column name together."""

    table: Table
    rows: tuple[FundRow, ...]
    details: tuple[FundRow, ...]
    others: tuple[tuple[str, Stated], ...]
    reasons: tuple[Stated, ...]
    last: int

    @property
    def total(self) -> FundRow | None:
        """The total row; the only row where there is one."""
        return next((row for row in self.rows if row.is_total), None)


def facts_of_row(table: Table, row: int, vocabulary: Vocabulary) -> dict[str, Stated]:
    """Return what a row states, by fact; a rate is read beside the amounts of its row."""
    found: dict[str, Stated] = {}
    for role in sorted(table.columns, key=lambda name: table.columns[name].left):
        if role in vocabulary.units and vocabulary.units[role] != "%":
            stated = _amount(table, table.state(row, role), role, vocabulary)
            if stated is not None:
                found[role] = stated
    for role, column in table.columns.items():
        if vocabulary.units.get(role) == "%":
            stated = table.state(row, role)
            truth = _rate(found) if role == "execution_rate" else None
            stated = as_rate(stated, is_per_cent=column.is_per_cent, truth=truth)
            if stated is not None:
                found[role] = stated
    return found


def _amount(
    table: Table, stated: Stated | None, role: str, vocabulary: Vocabulary
) -> Stated | None:
    unit = UNITS.get(vocabulary.units[role])
    if unit is None or unit.dimension is not Dimension.MONEY:
        return stated
    # Without any caption the amounts are in the unit that the form itself prescribes.
    return as_amount(stated, table.columns[role].unit or table.unit or unit)


def _rate(facts: Mapping[str, Stated]) -> Decimal | None:
    budget, spent = (facts.get(name) for name in ("budget", "spent"))
    if not (budget and spent and budget.quantity and spent.quantity and budget.quantity.value):
        return None
    return spent.quantity.value / budget.quantity.value


def read_funds(table: Table, vocabulary: Vocabulary) -> FundTable:
    """Read a budget table down to its end: a row that is neither a source of funds nor bears figures."""
    rows: list[FundRow] = []
    details: list[FundRow] = []
    others: list[tuple[str, Stated]] = []
    reasons: list[Stated] = []
    parents: set[str] = set()
    last = table.first - 1
    for row in table.rows():
        if _is_end(table, row, after_gap=row > last + 1) or (
            rows and rows[-1].is_total and len(rows) > 1
        ):
            break
        last = row
        made = _row(table, row, vocabulary)
        key = header_key(made.label)
        if made.facts or made.points or made.score:
            (details if _is_nested(key, parents) else rows).append(made)
        parents.add(key)
        others += _composed(key, made, vocabulary)
        reasons += _texts(table, row)
    if len(rows) == 1 and rows[0].facts:
        rows = [replace(rows[0], is_total=True)]
    return FundTable(table, tuple(rows), tuple(details), tuple(others), tuple(reasons), last)


def _is_end(table: Table, row: int, *, after_gap: bool) -> bool:
    """Return whether a row lies behind the table.

    Its label is no source of funds, and there are no figures beside it, or words: the headings of what
    follows. Behind an empty row a single figure is a label with its value (自评总分 | 88), not a source.
    """
    column = _label_column(table, row)
    key = header_key(table.grid.text(row, column)) if column else ""
    if key in words_of("rows", "stop"):
        return True
    if not key or key in _known_labels():
        return False
    names = [name for name in table.columns if name not in ("label", "reason", "note")]
    cells = [name for name in names if table.cell(row, name)]
    stated = [table.state(row, name) for name in cells]
    if after_gap and len(cells) <= 1:
        return True
    return not cells or any(each is not None and each.quantity is None for each in stated)


def _row(table: Table, row: int, vocabulary: Vocabulary) -> FundRow:
    column = _label_column(table, row)
    label = table.grid.text(row, column) if column else ""
    return FundRow(
        label=label,
        place=table.grid.place(row, column or table.head),
        facts=facts_of_row(table, row, vocabulary),
        points=as_score(table.state(row, "points"), is_weight=True),
        score=as_score(table.state(row, "score")),
        is_total=header_key(label) in words_of("funds", "totals"),
    )


def _texts(table: Table, row: int) -> Iterable[Stated]:
    for role in ("reason", "note"):
        stated = table.state(row, role)
        if stated is not None and stated.quantity is None:
            yield stated


@cache
def _known_labels() -> frozenset[str]:
    return words_of("funds", "sources") | words_of("funds", "totals") | frozenset(_nested())


@cache
def _nested() -> Mapping[str, frozenset[str]]:
    """Return the labels that may be part of another one, with those that they may be part of."""
    found: dict[str, set[str]] = {}
    for rule in word_lists()["funds"]["nested"]:
        for child in rule["children"]:
            found.setdefault(header_key(child), set()).update(map(header_key, rule["parents"]))
    return {child: frozenset(parents) for child, parents in found.items()}


def _is_nested(key: str, parents: set[str]) -> bool:
    return not parents.isdisjoint(_nested().get(key, frozenset()))


def _label_column(table: Table, row: int) -> int | None:
    """Return the column of a row's label: one that names a source, else the one next to the figures."""
    columns = table.labels(row)
    for column in reversed(columns):
        if header_key(table.grid.text(row, column)) in _known_labels():
            return column
    return columns[-1] if columns else None


def _composed(key: str, row: FundRow, vocabulary: Vocabulary) -> Iterable[tuple[str, Stated]]:
    """Yield facts that a row and a column name together: 三公经费 + 预算数."""
    if not key or row.is_total:
        return
    for role in ("budget", "spent"):
        stated = row.facts.get(role)
        words = word_lists()["facts"][role] if stated else ()
        for word in words:
            name = vocabulary.facts.get(key + header_key(word))
            if name is not None and stated is not None:
                yield name, stated
                break


def merged(
    tables: Sequence[FundTable],
) -> tuple[tuple[FundRow, ...], tuple[FundRow, ...], list[tuple[str, Stated]]]:
    """Return the rows of the fullest table with a total, its details, and every fact stated.

    Where the head of the form repeats the total to score it, points and score are taken from there.
    """
    with_total = [each for each in tables if each.total is not None]
    stated = [pair for each in tables for pair in each.others]
    if not with_total:
        chosen = tables[0] if tables else None
        return (chosen.rows, chosen.details, stated) if chosen else ((), (), stated)
    main = max(with_total, key=lambda each: len(each.rows))
    ordered = [main, *(each for each in with_total if each is not main)]
    totals = [row for each in ordered for row in each.rows if row.is_total]
    first = totals[0]
    scored = next((row for row in totals if row.points or row.score), first)
    whole = replace(first, points=scored.points, score=scored.score)
    rows = tuple(whole if row is first else row for row in main.rows)
    stated = [pair for total in totals for pair in total.facts.items()] + stated
    return rows, main.details, stated
