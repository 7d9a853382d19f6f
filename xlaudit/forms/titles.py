"""Titles of sheets: the year, and the department where no label names it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from xlaudit.forms.filing import Stated
from xlaudit.forms.grid import Grid
from xlaudit.numbers.lexer import normalise
from xlaudit.numbers.quantity import Dimension, Quantity, Unit

__all__ = ["departments_in_titles", "read_year", "years_in_titles"]

_ROWS = 12
"""Rows from the top in which a title may stand."""
_LONGEST = 60

_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"(?<!\d)(?P<year>20\d\d)(?!\d)\s*(?P<unit>年度|年)?")
_ALONE = re.compile(r"[（(]?\s*20\d\d\s*年度?\s*[)）]?")
_EVALUATION = re.compile(r"自评|评价|绩效")
_TITLE = re.compile(
    r"""^(?P<name> [^，。：:\d（(]{3,30}? ) (?:部门)?
        (?: (?:20\d\d) \s* 年度? )? (?: 部门|单位 )* (?: 整体|预算 ) .{0,12} (?: 自评|评价 ) .{0,6} $""",
    re.VERBOSE,
)
_OFFICE = re.compile(
    r"(?:局|办|室|委|会|中心|院|校|厅|站|队|所|处|部|府|馆|社|镇|乡|街道|团|工会|司|学|园)$"
)


def read_year(stated: Stated | None) -> Stated | None:
    """Return the year that a cell states, its number as the quantity; None where it states none."""
    if stated is None:
        return None
    found = _YEAR.search(_arabic(stated.text))
    if found is None:
        return None
    year = Quantity(
        found[0].strip(),
        Decimal(found["year"]),
        Unit(found["unit"] or "年", Dimension.COUNT),
        0,
        start=found.start(),
        end=found.end(),
    )
    return replace(stated, text=found["year"], quantity=year, is_text_number=False)


def years_in_titles(grids: Iterable[Grid]) -> Iterator[Stated]:
    """Yield the years that stand alone （2022年度）, then those in titles of an evaluation."""
    titles = [title for grid in grids for title in _titles(grid)]
    alone = [each for each in titles if _ALONE.fullmatch(_arabic(each.text))]
    named = [each for each in titles if each not in alone and _EVALUATION.search(each.text)]
    for stated in (*alone, *named):
        year = read_year(stated)
        if year is not None:
            yield year


def departments_in_titles(grids: Iterable[Grid]) -> Iterator[Stated]:
    """Yield the departments that titles name: …局2022年度部门整体绩效自评报告."""
    for grid in grids:
        for stated in _titles(grid):
            text = re.sub(r"\s+", "", normalise(stated.text))
            found = _TITLE.match(text)
            if found and _OFFICE.search(found["name"]):
                yield replace(stated, text=found["name"])


def _titles(grid: Grid) -> Iterator[Stated]:
    for row in grid.rows_from(1, _ROWS):
        for column in grid.columns[row][:_ROWS]:
            text = grid.text(row, column)
            if 4 <= len(text) <= _LONGEST and not re.search("[。；]", text):
                yield Stated(text, grid.place(row, column))


def _arabic(text: str) -> str:
    """Write years in Chinese digits (二〇二二年) with Arabic ones."""
    return re.sub(
        r"二[〇零○][一二三四五六七八九〇零○]{2}(?=年)",
        lambda match: match[0].translate(_DIGITS),
        normalise(text),
    )
