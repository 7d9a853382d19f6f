"""Rates in a row, each of the amounts of its own rank: 满意372人、97人，满意率93%、97%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.listing.lists import same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_BACK = 24  # figures
_ALL = re.compile(
    r"^[，；（]?(?:[两二三四五六]者|[两二三四五六][类项个][^，。；\d]{0,4})?(?:综合|总体?|合并|合计|整体|汇总|加权(?:平均)?|合在一起)[^，。；\d]{0,8}$"
)
_PERIOD = re.compile(r"年[、和及与]|上年|去年|同期")


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate of a row, once nearly the whole row shows which amounts it is of."""
    for rates in context.rows:
        if rates[0].kind is not Kind.RATE or _PERIOD.search(rates[0].lead):
            continue
        if all(rate.is_plain for rate in rates):
            yield from _of_row(context, rates)


def _of_row(context: Context, rates: list[Figure]) -> Iterator[Claim]:
    rows = _rows_before(context, rates[0], len(rates))
    for number, near in enumerate(rows):
        for parts, wholes in _either_way(near, rows[number + 1 :]):
            readings = _paired(parts, wholes, rates)
            tied = sum(1 for reading in readings if ties(reading))
            if readings and tied * 2 > len(readings):
                sure = Strength.CERTAIN if tied >= 2 else Strength.LIKELY
                for reading in readings:
                    named = Reading(reading.formula, reading.operands, reading.result, sure)
                    yield Claim("ratio", [named])
                yield from _of_all(context, parts, wholes, rates[-1])
                return


def _of_all(
    context: Context, parts: list[Figure], wholes: list[Figure], last: Figure
) -> Iterator[Claim]:
    """满意372人、97人，满意率93%、97%，综合满意率93.8%: of all the parts together, by all their wholes."""
    behind = context.document.figures[last.index + 1 : last.index + 3]
    rate = next((each for each in behind if not each.is_word), None)  # 三类合并为95.18%
    if rate is None or rate.kind is not Kind.RATE or rate.sentence != last.sentence:
        return
    if rate.is_plain and rate.run < 0 and _ALL.match(rate.lead):
        operands = (_added(parts), _added(wholes))
        yield Claim(
            "ratio",
            [Reading(Formula.RATIO, operands, rate, Strength.LIKELY)],
            ceiling=Strength.LIKELY,
        )


def _added(row: list[Figure]) -> Figure:
    """Return the sum of a row as a figure at the place of its last one."""
    told = f"（{'＋'.join(each.text for each in row)}）"
    total = sum((each.value for each in row), Decimal())
    return replace(row[-1], quantity=replace(row[-1].quantity, literal=told), value=total)


def _either_way(
    near: list[Figure], rest: list[list[Figure]]
) -> Iterator[tuple[list[Figure], list[Figure]]]:
    """Yield the parts and the wholes of two rows: the wholes mostly stand first, but need not."""
    for far in rest:
        yield near, far
        if near[0].dimension is Dimension.MONEY:
            yield far, near


def _rows_before(context: Context, first: Figure, length: int) -> list[list[Figure]]:
    """Return the rows of so many amounts of one measure before a figure, nearest first."""
    figures = context.document.figures[max(0, first.index - _BACK) : first.index]
    rows: list[list[Figure]] = []
    levels = [
        figure
        for figure in figures
        if figure.paragraph == first.paragraph
        and figure.kind is Kind.LEVEL
        and not figure.is_word
        and figure.dimension in (Dimension.COUNT, Dimension.MONEY)
    ]
    for start in range(len(levels) - length, -1, -1):
        row = levels[start : start + length]
        together = row[-1].index - row[0].index == length - 1
        if together and row[0].sentence == row[-1].sentence and _of_one_measure(row):
            rows.append(row)
    return rows


def _of_one_measure(row: list[Figure]) -> bool:
    return all(f.dimension is row[0].dimension and same_measure(row[0], f) for f in row[1:])


def _paired(parts: list[Figure], wholes: list[Figure], rates: list[Figure]) -> list[Reading]:
    if {figure.index for figure in parts} & {figure.index for figure in wholes}:
        return []
    if not _of_one_measure([*parts[:1], *wholes[:1]]) or not all(whole.value for whole in wholes):
        return []
    return [
        Reading(Formula.RATIO, (part, whole), rate, Strength.POSSIBLE)
        for part, whole, rate in zip(parts, wholes, rates, strict=True)
    ]
