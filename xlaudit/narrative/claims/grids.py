"""Tables of several columns in a text (pasted, or drawn with | in Markdown): each column adds up to its 合计."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Paragraph
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import Tier, judge
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension, Unit
from xlaudit.numbers.units import UNITS

__all__ = ["claims"]

_TOTAL = re.compile(r"(?:合|总|共)\s*计|总额")
_NO_ROW = re.compile(r"其中|小计|[…]|\.\.\.|比重|占比|[增减]")
_NO_SUM = re.compile(r"[率比%]|占|序号|编号|平均|人均|单价|标准|年度|时间|排名|[增减]幅")
_UNIT = re.compile(r"（(万元|亿元|千元|元)）|[（：:](?:单位：?)?(万元|亿元|千元|元)")
_PLAIN = Unit("", Dimension.MONEY)
_MANY_ROWS = 3
_MOST_ROWS = 60


_Line = tuple[Paragraph, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    cells: tuple[str, ...]
    figures: dict[int, Figure]


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each column of each table that has one row of totals, its first or its last."""
    if "\t" in context.document.text:
        for head, rows in _tables(context):
            yield from _columns(head, rows)


def _tables(context: Context) -> Iterator[tuple[_Row, list[_Row]]]:
    """Yield every run of lines with the same number of cells, the first of them as its head."""
    text = context.document.text
    run: list[_Line] = []
    last = -2
    for paragraph in context.document.paragraphs:
        start, end = paragraph.start, paragraph.end
        if len(run) == 1 and start == end and paragraph.index == last + 1:
            last += 1  # the rule below the head, read as a line of its own
            continue
        cells = tuple(text[start:end].split("\t")) if text.find("\t", start, end) >= 0 else ()
        if not run or paragraph.index != last + 1 or len(cells) != len(run[0][1]):
            yield from _closed(context, run)
            run = []
        if cells:
            run.append((paragraph, cells))
            last = paragraph.index
    yield from _closed(context, run)


def _closed(context: Context, run: list[_Line]) -> Iterator[tuple[_Row, list[_Row]]]:
    if _MANY_ROWS < len(run) <= _MOST_ROWS:
        head, *rows = (_row(context, paragraph, cells) for paragraph, cells in run)
        if not head.figures:
            yield head, rows


def _row(context: Context, paragraph: Paragraph, cells: tuple[str, ...]) -> _Row:
    places: dict[int, int] = {}
    start = paragraph.start
    for number, cell in enumerate(cells):
        places[start] = number
        start += len(cell) + 1
    figures = {
        places[figure.start]: figure
        for figure in context.document.inside(paragraph.start, paragraph.end)
        if figure.start in places
        and figure.kind is Kind.BARE
        and len(cells[places[figure.start]]) == figure.end - figure.start
    }
    return _Row(cells[0], cells, figures)


def _columns(head: _Row, rows: list[_Row]) -> Iterator[Claim]:
    totals = [number for number, row in enumerate(rows) if _is_total(row)]
    if len(totals) != 1 or totals[0] not in (0, len(rows) - 1):
        return
    total = rows[totals[0]]
    items = [row for row in rows if row is not total]
    if any(_NO_ROW.search(row.label) for row in items):
        return
    readings = []
    for column in range(1, len(head.cells)):
        told = totals[0] == 0 and column == len(head.cells) - 1  # as one of a plain table
        if told or _NO_SUM.search(head.cells[column]) or column not in total.figures:
            continue
        if all(column in row.figures for row in items):
            unit = _unit(head.cells[column])
            title = _UNIT.sub("", head.cells[column])
            figures = [_in_unit(row, column, unit, title) for row in (*items, total)]
            *parts, result = figures
            readings.append(Reading(Formula.SUM, tuple(parts), result, Strength.CERTAIN))
    fits = [_ties(reading) for reading in readings]
    for number, reading in enumerate(readings):
        proven = any(fits[:number] + fits[number + 1 :])
        sure = proven or len(items) >= _MANY_ROWS
        ceiling = Strength.CERTAIN if sure else Strength.LIKELY
        yield Claim("table", [reading], ceiling=ceiling, needs_slip=not proven)


def _is_total(row: _Row) -> bool:
    return any(_TOTAL.search(cell) for cell in row.cells[:2])


def _ties(reading: Reading) -> bool:
    judgement = judge(reading)
    return judgement is not None and judgement.tier is not Tier.CONTRADICTION


def _unit(title: str) -> Unit:
    match = _UNIT.search(title)
    return UNITS[match[1] or match[2]] if match else _PLAIN


def _in_unit(row: _Row, column: int, unit: Unit, title: str) -> Figure:
    """Return the figure of a cell in the unit of its column, called by its row and its column."""
    figure = row.figures[column]
    quantity = replace(figure.quantity, unit=unit)
    step = unit.scale * Decimal(1).scaleb(-quantity.decimals)
    name = f"{row.label}（{title}）" if title else row.label
    return replace(figure, quantity=quantity, value=quantity.value, step=step, label=name)
