"""How many projects and indicators the form lists, in every way in which they may honestly be counted.

Where that cannot be told (one project, sub-projects, rows without a name or a score) nothing is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlaudit.forms.filing import Filing, IndicatorRow, Stated
from xlaudit.narrative import KnownFigure
from xlaudit.numbers.quantity import Dimension, Quantity, Unit
from xlaudit.workbook.place import Place

__all__ = ["tallies"]

_UNIT = Unit("个", Dimension.COUNT)
_SUB_PROJECT = re.compile(r"^\s*(?:其中|其他|[-—－·]|\d+[.．]\d|[（(]\d+[）)])|子项|小计|合计")
_SOME = re.compile(r"类|重点|专项|追加|新增|部分|上年|结转|政府投资")
"""Words in a sheet's name that make it a list of some projects only: 运转类项目, 特定目标类项目."""
_FEWEST_PROJECTS = 2
_FEWEST_ROWS = 4


def tallies(filing: Filing) -> Iterator[KnownFigure]:
    """Yield the counts; of one subject the plain count first, then those that may be meant as well."""
    if filing.year is not None and filing.year.quantity is not None:
        yield KnownFigure("number", "year", ("年度",), filing.year.quantity, filing.year.place)
    yield from _projects(filing)
    rows = filing.indicators
    if len(rows) >= _FEWEST_ROWS and all(row.name for row in rows):
        yield from _levels(filing, rows)
        yield from _marks(filing, rows)


def _number(subject: str, name: str, counts: Sequence[int], place: Place) -> Iterator[KnownFigure]:
    for count in dict.fromkeys(counts):
        quantity = Quantity(f"{count}个", Decimal(count), _UNIT, 0)
        yield KnownFigure("number", subject, (name,), quantity, place)


def _projects(filing: Filing) -> Iterator[KnownFigure]:
    tables = [place for kind, place in filing.tables if kind == "projects"]
    names = [each.name.strip() for each in filing.projects]
    if len(tables) != 1 or len(names) < _FEWEST_PROJECTS or len(set(names)) < len(names):
        return
    if _SOME.search(tables[0].sheet) or not all(names) or any(map(_SUB_PROJECT.search, names)):
        return
    yield from _number("projects", "项目", [len(names)], filing.projects[0].place)


def _levels(filing: Filing, rows: Sequence[IndicatorRow]) -> Iterator[KnownFigure]:
    """Count each level; the rate of execution beside the funds, and what was left out, may be one more."""
    place, more = rows[0].place, _beside(filing, rows)
    firsts = {row.first_level for row in rows}
    seconds = {(row.first_level, row.second_level) for row in rows}
    thirds = {(row.first_level, row.second_level, row.name) for row in rows}
    empty = len(filing.unfilled)
    if "" not in firsts:
        count = len(firsts)
        yield from _number("first_levels", "一级指标", [count, count + more], place)
    if all(all(pair) for pair in seconds):
        words = len({second for _, second in seconds})
        counts = [len(seconds), len(seconds) + more, words, words + more]
        yield from _number("second_levels", "二级指标", counts, place)
    counts = [count + extra for extra in (0, empty) for count in (len(rows), len(thirds))]
    counts += [count + more for count in counts]
    yield from _number("third_levels", "三级指标", counts, place)


def _beside(filing: Filing, rows: Sequence[IndicatorRow]) -> int:
    """Return 1 where something is scored outside of the table: the rate of execution beside the funds."""
    blocks = {row.block for row in rows}
    by_funds = any(row.points or row.score for row in filing.funds)
    return int(by_funds or any(each.block not in blocks for each in filing.blocks))


def _marks(filing: Filing, rows: Sequence[IndicatorRow]) -> Iterator[KnownFigure]:
    """Count what got all its points, and what did not; only where every row has its score."""
    gaps = [_gap(row.points, row.score) for row in rows]
    known = [gap for gap in gaps if gap is not None]
    if len(known) < len(gaps):
        return
    full, less = sum(gap <= 0 for gap in known), sum(gap > 0 for gap in known)
    fulls, lesses = [full], [less]
    beside = next((row for row in filing.funds if row.points or row.score), None)
    gap = _gap(beside.points, beside.score) if beside else None
    if gap is not None:
        (lesses if gap > 0 else fulls).append((less if gap > 0 else full) + 1)
    elif _beside(filing, rows):
        fulls.append(full + 1)
        lesses.append(less + 1)
    lesses += [count + len(filing.unfilled) for count in lesses]
    yield from _number("full_marks", "满分指标", fulls, rows[0].place)
    yield from _number("deductions", "扣分指标", lesses, rows[0].place)


def _gap(points: Stated | None, score: Stated | None) -> Decimal | None:
    if points is None or score is None or points.quantity is None or score.quantity is None:
        return None
    return points.quantity.number - score.quantity.number
