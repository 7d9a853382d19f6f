"""What several items spent together against what each was given in a row: 预算分别为14万元、4万元，…；两项共支13.78万元，比预算节约4.22万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.comparisons.sides import same_measure
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_AGAINST = re.compile(
    r"[比较](?P<base>年初预算|预算|控制价|最高限价|概算|计划|任务|目标|上年|去年)(?:数|同期|金额|总额|合计)?[\u4e00-\u9fff]{1,5}$"
)
_TOGETHER = re.compile(r"共|合计|总计")
_OLDER = re.compile(r"上年|去年")
_PAIR = 2
_BACK = 16  # figures
_NEAR = 4


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each change of a total whose base is told item by item."""
    for change in context.moves:
        if change.kind is not Kind.CHANGE or not change.direction:
            continue
        if change.dimension not in (Dimension.MONEY, Dimension.COUNT):
            continue
        against = _AGAINST.search(change.lead)
        total = _total(context, change) if against else None
        if against is None or total is None:
            continue
        row = _row(context, total, against["base"])
        if row:
            signs = (-change.direction,) * len(row) + (change.direction,)
            reading = Reading(Formula.SUM, (*row, total), change, Strength.LIKELY, signs)
            yield Claim("change", [reading], ceiling=Strength.LIKELY)


def _total(context: Context, change: Figure) -> Figure | None:
    """Return the level right before a change, or before another change of it, that says 共 or 合计."""
    for figure in context.document.figures[max(0, change.index - _NEAR) : change.index][::-1]:
        if figure.sentence != change.sentence:
            return None
        if figure.kind is Kind.LEVEL and not figure.is_word and same_measure(figure, change):
            return figure if _TOGETHER.search(figure.lead) else None
    return None


def _row(context: Context, total: Figure, base: str) -> list[Figure]:
    """Return the one enumeration before a total, in its paragraph, of what it is compared with."""
    older = _OLDER.search(base) is not None
    name = base.removeprefix("年初")
    figures = context.document.figures
    for first in figures[max(0, total.index - _BACK) : total.index][::-1]:
        if first.run >= 0 and first.run != first.index:
            continue  # the first of a row bears its words
        if first.paragraph != total.paragraph or not same_measure(first, total):
            continue
        told = first.period == "-1" if older else name in first.label and first.period != "-1"
        row = context.run_of(first)
        if told and len(row) >= _PAIR and first.kind is Kind.LEVEL:
            return row
    return []
