"""Prose in a workbook: reasons, notes beside the tables, and the sheets of a written report.

One cell is one passage, with its text exactly as it stands, so that a place in it stays true.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal

from xlaudit.forms.filing import Passage
from xlaudit.forms.grid import Grid
from xlaudit.forms.words import LONGEST_LABEL, header_key, is_nothing, words_of
from xlaudit.workbook.place import Place

__all__ = ["is_prose", "prose_of", "stated_passages"]

_SHORTEST = 8
_MOST_NUMBERS = 10
"""Cells of text for each number that a sheet of prose may hold."""
_SENTENCE = re.compile(r"[。；！？]|[^\s，]{4,}，[^\s，]{4,}")
_FIGURE = re.compile(r"\d(?:\.\d+)?\s*(?:万元|亿元|元|[%％]|个百分点)")
# A title that bears a name may bear somebody else's.
_TITLE = re.compile(
    r"[^\W\d_]{3}\s*20\d\d\s*年?度?\s*(?:部门|单位)?(?:整体|绩效|预算)\S{0,12}(?:自评|评价)"
)
_INSTRUCTION = re.compile(
    r"^\s*(?:[（(]?注\d*[：:]|备注[：:]|填[表报写]说明|评分方案[：:]|依据[：:])"
)
_SIGNATURE = re.compile(r"填[表报]人|负责人[：:（(]|联系电话")


def is_prose(text: str) -> bool:
    """Return whether a cell is worth reading as text: a sentence, or figures within words.

    >>> is_prose("执行率87.56%，主要是验收推迟"), is_prose("一、基本情况"), is_prose("≥90%")
    (True, False, False)
    """
    if len(text.strip()) < _SHORTEST or _INSTRUCTION.match(text) or _SIGNATURE.search(text[:60]):
        return False
    if text.strip().startswith(tuple(words_of("rows", "instructions"))):
        return False
    return bool(_SENTENCE.search(text) or (_FIGURE.search(text) and len(text) > 2 * _SHORTEST))


def stated_passages(grid: Grid, places: Iterable[Place], kind: str) -> Iterator[Passage]:
    """Yield the passages of cells that a form keeps for words, such as 偏差原因."""
    for place in places:
        cell = grid.sheet.cells.get((place.row, place.column))
        if cell is None or not isinstance(cell.value, str) or cell.formula is not None:
            continue
        if not is_nothing(cell.value) and (kind == "reason" or is_prose(cell.value)):
            yield Passage(cell.value, place, kind)


def prose_of(
    grid: Grid, taken: Collection[tuple[int, int]], *, has_tables: bool
) -> Iterator[Passage]:
    """Yield the prose outside of tables; on a sheet without any it is a report.

    What formulas write, and the sheets and notes that explain how to fill in the form, are not the
    department's words.
    """
    if header_key(grid.name) in words_of("sheets", "instructions"):
        return
    kind = "report" if not has_tables and _is_text(grid) else "note"
    for row in grid.rows:
        for column in grid.columns[row]:
            cell = grid.cells[row, column]
            if (row, column) in taken or cell.formula is not None:
                continue
            text = cell.value
            if isinstance(text, str) and (
                is_prose(text)
                or (kind == "report" and not _INSTRUCTION.match(text) and _has_marks(text))
            ):
                label = _label_before(grid, row, column)
                if label not in words_of("labels", "standards"):
                    place = grid.place(row, column)
                    yield Passage(text, place, "reason" if "原因" in label else kind)


def _has_marks(text: str) -> bool:
    """Return whether a title or a line without a full stop bears something to compare."""
    return bool(_FIGURE.search(text) or _TITLE.search(text))


def _is_text(grid: Grid) -> bool:
    """Return whether a sheet is written prose, not a table of figures that was not recognised."""
    numbers = sum(isinstance(cell.value, Decimal) for cell in grid.cells.values())
    return numbers * _MOST_NUMBERS <= len(grid.cells)


def _label_before(grid: Grid, row: int, column: int) -> str:
    """Return the key of the label to the left of a cell: 预算执行率偏低的原因, 等级标准."""
    before = grid.filled(row, 1, column - 1)
    return header_key(grid.text(row, before[-1])[:LONGEST_LABEL]) if before else ""
