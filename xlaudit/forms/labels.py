"""Figures and names that stand beside their label, outside of every table.

“部门名称 | 档案局”, “基本支出 | 961.51”, “年初预算数：650.14万元”, “总分 | 88”. A figure counts only where it
is the one figure beside its label: with two of them a heading would have to tell which is which.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from xlaudit.forms.captions import Captions
from xlaudit.forms.filing import Stated
from xlaudit.forms.grades import read_grade
from xlaudit.forms.grid import Grid
from xlaudit.forms.layout import Table
from xlaudit.forms.values import as_amount, as_rate, as_score, money_unit, read_text_quantity, state
from xlaudit.forms.vocabulary import Vocabulary
from xlaudit.forms.words import LONGEST_LABEL, header_key, is_nothing, word_lists, words_of
from xlaudit.numbers.lexer import UNITS
from xlaudit.numbers.quantity import Dimension, Unit
from xlaudit.schemes.schema import Scheme
from xlaudit.workbook.place import Place

__all__ = ["Fact", "Labelled", "read_data", "read_labels"]

_REACH = 8
"""Columns to the right of a label in which its value may stand."""
_WIDEST = 16384
_LARGEST_SCORE = Decimal(1000)
_INLINE = re.compile(r"^(?P<label>[^:：]{2,30})[:：]\s*(?P<rest>.*)$", re.DOTALL)
_NEXT_FIELD = re.compile(
    r"\s{2,}|\u3000{2,}|(?=填报日期|填表日期|联系人|联系电话|单位[:：]|金额单位)"
)
_BLANKS = re.compile(
    r"^[\s_\uff3f（）()]*|[\s_\uff3f]*(?:[（(](?:盖章|公章|签章)[）)])?[\s_\uff3f]*$"
)
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")


Fact = tuple[str, str, Stated]
"""The id of a fact, the key of the label that names it, and what is stated."""


@dataclass(slots=True)
class Labelled:
    """What labels of a workbook state, in the order of sheets and rows.

    Facts come with the key of their label; ``loose`` ones have labels that could mean something else.
    """

    facts: list[Fact] = field(default_factory=list)
    loose: list[Fact] = field(default_factory=list)
    totals: list[Stated] = field(default_factory=list)
    grades: list[Stated] = field(default_factory=list)
    ungraded: list[Place] = field(
        default_factory=list
    )  # labels of a grade with nothing beside them
    departments: list[tuple[int, Stated]] = field(default_factory=list)  # rank of the label first
    years: list[Stated] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Label:
    """A label on a sheet, with the statement beside it."""

    key: str
    text: str
    row: int
    column: int
    inline: Stated | None  # behind a colon in the label's own cell


def read_labels(
    grid: Grid, vocabulary: Vocabulary, scheme: Scheme, taken: Collection[tuple[int, int]]
) -> Labelled:
    """Read the labels of a sheet; ``taken`` are cells of tables, which are none."""
    found = Labelled()
    captions = Captions(grid)
    for label in _labels(grid, taken):
        _read_department(grid, label, found, vocabulary)
        if label.key in vocabulary.facts:
            stated = _figure(grid, label, vocabulary.facts, taken)
            if stated is not None:
                _read_fact(stated, label, found, vocabulary, captions)
        beside = label.inline or _right(grid, label)
        if beside is not None:
            _read_conclusion(beside, label, found, scheme)
        elif _lacks_grade(grid, label):
            found.ungraded.append(grid.place(label.row, label.column))
    return found


def _read_fact(
    stated: Stated, label: _Label, found: Labelled, vocabulary: Vocabulary, captions: Captions
) -> None:
    name = vocabulary.facts[label.key]
    own = vocabulary.units[name]
    if _is_plausible(stated, own, label):
        unit = money_unit(label.text)
        caption = unit[0] if unit else captions.above(label.row, 1, _WIDEST)
        facts = found.loose if label.key in words_of("loose", "facts") else found.facts
        facts.append((name, label.key, _in_unit(stated, own, caption, label)))


def _read_conclusion(beside: Stated, label: _Label, found: Labelled, scheme: Scheme) -> None:
    """Take the year, the total and the grade."""
    if label.key in words_of("labels", "year"):
        found.years.append(beside)
    if label.key in words_of("labels", "total_score"):
        score = as_score(beside)
        if score and score.quantity and 0 <= score.quantity.number <= _LARGEST_SCORE:
            found.totals.append(score)
    if label.key in words_of("labels", "grade"):
        is_sentence = label.key in words_of("labels", "conclusions")
        grade = read_grade(beside, scheme, is_sentence=is_sentence)
        if grade is not None:
            found.grades.append(grade)


def _lacks_grade(grid: Grid, label: _Label) -> bool:
    """Return whether a label of the grade stands alone in its row, with nothing below it either."""
    is_its = label.key in words_of("labels", "grade") - words_of("labels", "conclusions")
    below = grid.area(label.row, label.column).bottom + 1
    return is_its and len(grid.columns[label.row]) == 1 and (below, label.column) not in grid.cells


def _labels(grid: Grid, taken: Collection[tuple[int, int]]) -> Iterator[_Label]:
    for row in grid.rows:
        for column in grid.columns[row]:
            text = grid.text(row, column)
            if not text or len(text) > 2 * LONGEST_LABEL or (row, column) in taken:
                continue
            named = _INLINE.match(text)
            inline = None
            if named and named["rest"].strip():
                rest = _NEXT_FIELD.split(named["rest"].strip())[0]
                place = grid.place(row, column)
                if not is_nothing(rest):
                    inline = Stated(rest, place, read_text_quantity(rest))
            label = named["label"] if named else text
            yield _Label(header_key(label), label, row, column, inline)


def _read_department(grid: Grid, label: _Label, found: Labelled, vocabulary: Vocabulary) -> None:
    """Take the department; a unit of money (单位：万元) and another label beside this one are none."""
    ranks = _department_ranks()
    stated = label.inline or _right(grid, label) if label.key in ranks else None
    if stated is None or stated.quantity is not None or money_unit(f"单位：{stated.text}"):
        return
    name = _BLANKS.sub("", stated.text)
    is_name = _WORDS.search(name) and len(name) <= LONGEST_LABEL and not re.search("[:：]", name)
    if is_name and not _is_label(header_key(name), vocabulary):
        found.departments.append((ranks[label.key], replace(stated, text=name)))


def _is_label(key: str, vocabulary: Vocabulary) -> bool:
    lists = (words_of("labels", name) for name in ("department", "year", "total_score", "grade"))
    return (
        key in vocabulary.roles
        or key in vocabulary.facts
        or key in words_of("rows", "stop")
        or any(key in words for words in lists)
    )


@cache
def _department_ranks() -> dict[str, int]:
    words = word_lists()["labels"]["department"]
    return {header_key(word): rank for rank, word in reversed(list(enumerate(words)))}


def _right(grid: Grid, label: _Label) -> Stated | None:
    """Return what stands next to a label, to its right."""
    start = grid.area(label.row, label.column).right + 1
    for column in grid.filled(label.row, start, start + _REACH):
        return state(grid, label.row, column)
    return None


def _figure(
    grid: Grid, label: _Label, facts: Collection[str], taken: Collection[tuple[int, int]]
) -> Stated | None:
    """Return the one figure that a label has: behind its colon, to its right, or below."""
    if label.inline is not None:
        return label.inline if label.inline.quantity else None
    area = grid.area(label.row, label.column)
    columns = grid.filled(label.row, area.right + 1, area.right + _REACH)
    figures = [state(grid, label.row, column) for column in columns[:2]]
    if figures and figures[0] is not None and figures[0].quantity is not None:
        second = figures[1] if len(figures) > 1 else None
        if second is not None and second.quantity is not None:
            return None
        return _with_unit_beside(figures[0], second)
    below = area.bottom + 1
    if (below, label.column) in taken or (below, label.column) not in grid.cells:
        return None
    if not all(header_key(grid.text(label.row, each)) in facts for each in grid.columns[label.row]):
        return None  # a row of headings, of which some are unknown
    stated = state(grid, below, label.column)
    further = state(grid, below + 1, label.column)
    is_alone = further is None or further.quantity is None
    return stated if stated is not None and stated.quantity is not None and is_alone else None


def _with_unit_beside(stated: Stated, second: Stated | None) -> Stated:
    """Give an amount the unit that stands in the cell behind it."""
    unit = UNITS.get(second.text) if second is not None else None
    amount = as_amount(stated, unit) if unit and unit.dimension is Dimension.MONEY else stated
    return amount or stated


def _is_plausible(stated: Stated, own: str, label: _Label) -> bool:
    """Return whether a figure is what its label says: a bare number beside a rate may be its points."""
    if own != "%" or stated.quantity is None or "%" in label.text or "％" in label.text:
        return True
    return stated.quantity.unit.dimension is Dimension.RATE


def _in_unit(stated: Stated, own: str, caption: Unit | None, label: _Label) -> Stated:
    """Read a figure in the unit of its label, of the caption above, or of the scheme."""
    if own == "%":
        is_per_cent = "%" in label.text or "％" in label.text
        return as_rate(stated, is_per_cent=is_per_cent) or stated
    unit = UNITS.get(own)
    if unit is None or unit.dimension is not Dimension.MONEY:
        return stated
    return as_amount(stated, caption or unit) or stated


def read_data(table: Table, vocabulary: Vocabulary) -> tuple[list[Fact], list[Stated], int]:
    """Read a table of names and values (数据名称 | 数值 | 单位): its facts, its notes and its last row."""
    facts: list[Fact] = []
    notes: list[Stated] = []
    last = table.first - 1
    for row in table.rows():
        cell = table.cell(row, "name")
        text = table.grid.text(*cell) if cell else ""
        key = header_key(text)
        if not text or key in words_of("rows", "stop"):
            break
        last = row
        stated, note = table.state(row, "value"), table.state(row, "note")
        if note is not None and note.quantity is None:
            notes.append(note)
        name = vocabulary.facts.get(key)
        if name is None or stated is None or stated.quantity is None:
            continue
        stated = _with_unit_beside(stated, table.state(row, "unit"))
        unit = money_unit(text)
        caption = unit[0] if unit else table.columns["value"].unit or table.unit
        label = _Label(key, text, row, table.head, None)
        facts.append((name, key, _in_unit(stated, vocabulary.units[name], caption, label)))
    return facts, notes, last
