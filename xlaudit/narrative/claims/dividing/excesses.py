"""A part that is more than everything it could be of: one slip of the two may show what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.judging.slips import is_slip
from xlaudit.narrative.reading import Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["of_groups", "spoiled"]

_PLANNED = re.compile(r"计划|目标|任务|年初|预计|拟")
_ASKED = re.compile(r"调查|发放|走访|访问|收回|回收|问卷|抽[取查选样]|样本|受访|访谈|评议|回访")
_AGAIN = re.compile(r"收回|回收|有效|其中|实际")
_MOST = 2
_LONG = 3  # digits: any two short figures are one slip apart


def spoiled(rate: Figure, alike: list[Figure], part: Figure) -> Iterator[Reading]:
    """Ask about a part greater than the amounts before it where one slip of the two gives the rate."""
    beside = [f for f in alike if f.index < part.index and f.depth == part.depth]
    if sum((f.value for f in beside), Decimal()) == part.value:
        return  # 拨款39.8万元，自筹58.2万元，到位98万元: the sum of them
    before = [f for f in alike if f.index < part.index and not _PLANNED.search(f.label)]
    for whole in sorted(before, key=lambda figure: -figure.value)[:_MOST]:
        reading = Reading(Formula.RATIO, (part, whole), rate, Strength.LIKELY)
        if whole.value and 0 < rate.value <= 1 and _is_slip(part, whole, rate):
            yield reading
            return


def of_groups(
    context: Context, rate: Figure, pool: list[Figure], part: Figure, *, is_sure: bool
) -> list[Reading]:
    """调查企业200家、群众150人，满意329人: of the groups side by side right before a part that is more than each."""
    row: list[Figure] = []
    for each in reversed([figure for figure in pool if figure.index < part.index]):
        ahead = row[0] if row else part
        beside = ahead.index - each.index == 1 and each.dimension is Dimension.COUNT
        if not beside or each.value >= part.value or _PLANNED.search(each.label):
            break
        row.insert(0, each)
    total = sum((each.value for each in row), Decimal())
    if len(row) < _MOST or total < part.value or rate.value > 1:
        return []
    words = context.document.text[row[0].start - len(row[0].lead) : part.start]
    if not _ASKED.search(words):
        return []
    if any(_AGAIN.search(each.lead) for each in row[1:]):
        return []
    told = f"（{'＋'.join(each.text for each in row)}）"
    whole = replace(row[-1], quantity=replace(row[-1].quantity, literal=told), value=total)
    strength = Strength.LIKELY if is_sure else Strength.POSSIBLE
    return [Reading(Formula.RATIO, (part, whole), rate, strength)]


def _is_slip(part: Figure, whole: Figure, rate: Figure) -> bool:
    """Tell whether one slip of either amount gives the rate, to its last printed digit."""
    of_part = _rounded(whole.value * rate.value, part.step)
    of_whole = _rounded(part.value / rate.value, whole.step)
    for figure, meant in ((part, of_part), (whole, of_whole)):
        if len(figure.digits) < _LONG or not meant or not is_slip(figure, meant):
            continue
        quotient = meant / whole.value if figure is part else part.value / meant
        if abs(quotient - rate.value) <= rate.step:
            return True
    return False


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value() * step
