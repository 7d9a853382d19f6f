"""Differences in a row, each of the amounts of its own rank in two rows before it.

预算912万元、198万元，实际支出912万元、186.48万元，结余0.00万元、11.52万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_LEFT = re.compile(
    r"结余|节余|结转|剩余|余额|节约|节省|差额|缺口|尚欠|未[支拨完付]|超支|超出|[增减]|多|少"
)
_BACK = 6  # rows
_SEVERAL = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each difference of a row, once most of the row shows which amounts it is of."""
    for row in context.rows:
        first = row[0]
        amounts = first.index and first.dimension in (Dimension.MONEY, Dimension.COUNT)
        if amounts and _LEFT.search(first.lead) and all(each.is_plain for each in row):
            yield from _of_row(context, row)


def _of_row(context: Context, row: list[Figure]) -> Iterator[Claim]:
    for near, far in combinations(_rows_before(context, row), 2):
        readings = [
            _difference(a, b, each) for a, b, each in zip(far, near, row, strict=True) if each.value
        ]
        tied = sum(1 for reading in readings if ties(reading))
        equal = all(
            a.value == b.value for a, b, e in zip(far, near, row, strict=True) if not e.value
        )
        if tied < _SEVERAL or tied * 2 <= len(readings) or not equal:
            continue
        sure = Strength.CERTAIN if tied > _SEVERAL else Strength.LIKELY
        for a, b, each in zip(far, near, row, strict=True):
            reading = _difference(a, b, each)
            yield Claim("difference", [Reading(reading.formula, reading.operands, each, sure)])
        return


def _rows_before(context: Context, row: list[Figure]) -> list[list[Figure]]:
    """Return the rows of as many amounts of the same measure before a row in its paragraph, nearest first."""
    figures = context.document.figures
    rows: list[list[Figure]] = []
    last = row[0].index - 1
    while last >= 0 and len(rows) < _BACK and figures[last].paragraph == row[0].paragraph:
        before = context.run_of(figures[last])
        alike = before[0].dimension is row[0].dimension
        alike = alike and before[0].quantity.unit == row[0].quantity.unit
        if alike and len(before) == len(row) and before[0].kind is Kind.LEVEL:
            rows.append(before)
        last = before[0].index - 1
    return rows


def _difference(first: Figure, second: Figure, result: Figure) -> Reading:
    pair = (first, second) if first.value >= second.value else (second, first)
    return Reading(Formula.DIFFERENCE, pair, result, Strength.POSSIBLE)
