"""Rates whose base stands in the words themselves: 62.52万元，完成预算86.00万元的72.70%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.lists import AVERAGE, same_measure
from xlaudit.narrative.reading import Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["is_with_addition", "readings"]

_OF = re.compile(r"(?:（[^（）]{0,12}）)?的约?")
_SAYS = r"(?:[仅只才约已]?(?:占到?|为|是|达到?|完成了?|相当于|已占|仅占|约占|共占))"
_RIGHT_BEHIND = re.compile(
    rf"[（，]?{_SAYS}(?!数|量|额)[^，。；：、（）\d占]{{0,14}}"
)  # 完成数占… names another
_CLAUSE = re.compile(rf"{_SAYS}[^，。；：、（）\d]{{0,14}}$")
_ENUMERATES = re.compile(r"[^，。；：（）]{0,14}[、和及与][^，。；：（）]{0,14}")
_ADDED = re.compile(r"追加|调[增减整]|核减|增加|减少|上年结[转余]")
_MOST = 4


def readings(context: Context, rate: Figure) -> list[Reading]:
    """Return the readings of a rate of the amount right before it, the amount before that above."""
    figures, document = context.document.figures, context.document
    base = figures[rate.index - 1] if rate.index > 1 else None
    if base is None or not _is_amount(base, rate) or not base.value:
        return []
    if not _OF.fullmatch(document.between(base, rate)) or not _CLAUSE.search(base.lead):
        return []
    part = figures[base.index - 1]
    if not _is_amount(part, rate) or not _alike(part, base) or AVERAGE.search(part.label):
        return [*_possible(figures[max(0, base.index - _MOST) : base.index], base, rate)]
    parts = _row(context, part)
    strength = Strength.LIKELY
    if not _RIGHT_BEHIND.fullmatch(document.between(part, base)):
        strength = Strength.POSSIBLE
    elif len(parts) == 1:
        strength = Strength.CERTAIN
    found = [Reading(Formula.RATIO, (part, base), rate, strength)]
    for first in range(len(parts) - 1):
        operands = (*parts[first:], base)
        found.append(Reading(Formula.RATIO_OF_SUM, operands, rate, Strength.POSSIBLE))
    whole = _split_into(context, parts, base)
    if whole is not None:  # 活动74项，其中县级32项、乡镇27项、社会15项，为计划数70项的105.71%
        found = [each._replace(strength=Strength.POSSIBLE) for each in found]
        found.insert(0, Reading(Formula.RATIO, (whole, base), rate, Strength.LIKELY))
    return found


def is_with_addition(context: Context, meant: Reading) -> bool:
    """Tell whether a rate is, by the figures, that of a budget and what was added to it.

    年初预算6820万元，追加2616.18万元；实际支出8527.05万元，预算完成率90.37%: no amount tells their sum.
    """
    spent, budget = meant.operands[0], meant.operands[-1]
    rate = meant.result
    between = context.document.figures[budget.index + 1 : spent.index]
    if "年初" in rate.lead or any(each.fact == "budget" for each in between):
        return False
    for added in between:
        if added.dimension is not Dimension.MONEY or not _ADDED.search(added.lead):
            continue
        moved = -added.value if added.direction < 0 else added.value
        whole = budget.value + moved
        if whole > 0 and abs(spent.value / whole - rate.value) <= rate.step / 2:
            return True
    return False


def _split_into(context: Context, parts: list[Figure], base: Figure) -> Figure | None:
    """Return the amount of the sentence that a row of parts makes up."""
    if len(parts) == 1:
        return None
    listing = context.list_of.get(parts[-1].index)
    whole = listing.heads[0] if listing is not None else base
    alone = whole.index < parts[0].index and sum(each.value for each in parts) == whole.value
    return whole if alone and _is_amount(whole, base) and _alike(whole, base) else None


def _row(context: Context, part: Figure) -> list[Figure]:
    """Return the amounts that are enumerated with a part and may be meant together with it."""
    row = [part]
    while row[0].index and len(row) < _MOST:
        before = context.document.figures[row[0].index - 1]
        joined = _ENUMERATES.fullmatch(context.document.between(before, row[0]))
        if not joined or not _is_amount(before, part) or not _alike(before, part):
            break
        row.insert(0, before)
    return row


def _possible(before: list[Figure], base: Figure, rate: Figure) -> Iterator[Reading]:
    for part in reversed(before):
        if _is_amount(part, rate) and _alike(part, base):
            yield Reading(Formula.RATIO, (part, base), rate, Strength.POSSIBLE)


def _is_amount(figure: Figure, rate: Figure) -> bool:
    counted = figure.dimension in (Dimension.MONEY, Dimension.COUNT) and not figure.is_word
    return figure.kind is Kind.LEVEL and counted and figure.sentence == rate.sentence


def _alike(first: Figure, second: Figure) -> bool:
    return first.dimension is second.dimension and same_measure(first, second)
