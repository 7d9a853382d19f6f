"""Tables pasted as text: a 合计 row over the rows below it, the caption's unit applied to the column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Paragraph
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Unit
from xlaudit.numbers.units import UNITS

__all__ = ["claims"]

_UNIT = re.compile(r"单位：?(万元|亿元|千元|元)")
_TOTAL = re.compile(r"[^\t]{0,8}(?:总额|合计|总计|小计)[^\t]{0,6}\t")
_PART = re.compile(r"^[^\t]{0,4}其中")
_MOST_ROWS = 40
_FEW_DIGITS = 4
_MANY_ROWS = 3  # with fewer, another amount may pass for a total that one digit spoils


def claims(context: Context) -> Iterator[Claim]:
    """Yield the sum of a column of plain rows, and the same amount where the prose states it."""
    text = context.document.text
    for paragraph in context.document.paragraphs if "\t" in text else ():
        if _TOTAL.match(text, paragraph.start, paragraph.end):
            yield from _column(context, paragraph)


def _column(context: Context, head: Paragraph) -> Iterator[Claim]:
    total = _last(context, head)
    if total is None:
        return
    unit = _unit(context, head)
    total = _in_unit(total, unit)
    items: list[Figure] = []
    for paragraph in context.document.paragraphs[head.index + 1 : head.index + _MOST_ROWS]:
        row = context.document.text[paragraph.start : paragraph.end]
        if paragraph.passage != head.passage or (items and not row.strip()) or _TOTAL.match(row):
            break
        figure = _last(context, paragraph) if "\t" in row and not _PART.match(row) else None
        if figure is not None:
            items.append(_in_unit(figure, unit))
        elif len(row) > 60:
            break
    if len(items) >= 2:
        reading = Reading(Formula.SUM, tuple(items), total, Strength.LIKELY)
        ceiling = Strength.CERTAIN if len(items) >= _MANY_ROWS else Strength.LIKELY
        yield Claim("table", [reading], ceiling=ceiling, needs_slip=True)
    yield from _in_prose(context, total)


def _last(context: Context, paragraph: Paragraph) -> Figure | None:
    figures = context.document.inside(paragraph.start, paragraph.end)
    return figures[-1] if figures and figures[-1].kind is Kind.BARE else None


def _unit(context: Context, head: Paragraph) -> Unit:
    start = context.document.paragraphs[max(0, head.index - 4)].start
    found = _UNIT.findall(context.document.text[start : head.start])
    return UNITS[found[-1] if found else ""]


def _in_unit(figure: Figure, unit: Unit) -> Figure:
    """Give a bare figure the unit of its column."""
    quantity = replace(figure.quantity, unit=unit)
    step = unit.scale * Decimal(1).scaleb(-quantity.decimals)
    return replace(figure, quantity=quantity, value=quantity.value, step=step)


def _in_prose(context: Context, total: Figure) -> Iterator[Claim]:
    if len(total.digits.strip("0")) < _FEW_DIGITS:
        return
    for figure in context.document.figures[max(0, total.index - 40) : total.index]:
        if figure.kind is Kind.LEVEL and figure.value == total.value:
            yield Claim("mention", [Reading(Formula.EQUAL, (figure,), total, Strength.POSSIBLE)])
            return
