"""What cannot be, whatever the other figures say: a part greater than its whole, a share beyond 100%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.lists import Listing
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_ALL = Decimal(1)
_PART_OF_ALL = re.compile(
    r"(?:满意|合格|优良|优秀|准确|达标|及格|通过|回收|消除|知晓|普及|成活|中标|上线|开通|安装|整改)(?:率|度)[为达是]?(?:到|了)?$"
)
# 占预算的105%: what was spent may exceed what was planned, and this year's what was last year's.
_DIFFERENCE = re.compile(r"[高低大小多少]于|超|相差|差额|不足")
_PLANNED = re.compile(r"预算|计划|目标|任务|指标|定额|上年|去年|同期|限额|控制")


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each share beyond the whole and each item of 其中 beyond all that it may be part of."""
    for figure in context.percentages:
        if figure.value > _ALL and _is_share(figure):
            text = f"“{core(figure.label)}”写作{figure.text}，一部分不会多于全部（100%）。"
            reading = Reading(Formula.GRADE, (), figure, Strength.LIKELY, note=text)
            yield Claim("bound", [reading], ceiling=Strength.LIKELY, message=text)
    for listing in context.lists:
        if listing.trigger == "其中":
            yield from _items(listing)


def _is_share(figure: Figure) -> bool:
    """Tell whether a percentage says how much of something a part is."""
    if not figure.is_plain or _PLANNED.search(figure.label):
        return False
    return figure.kind is Kind.SHARE or _PART_OF_ALL.search(figure.lead) is not None


def _items(listing: Listing) -> Iterator[Claim]:
    """Hold amounts against the greatest they may be part of. 其中 of things may count others: 乡镇20个，其中村286个."""
    heads = [head for head in listing.heads if head.dimension is Dimension.MONEY]
    if not heads or not all(head.is_plain and head.kind is Kind.LEVEL for head in heads):
        return
    most = max(heads, key=lambda head: head.value)
    if _DIFFERENCE.search(most.lead):
        return  # 决算数高于预算数36万元，其中预算数900万元: what follows explains the difference
    greater = [item for item in listing.natural if item.value > most.value]
    for item in greater:
        alone = len(greater) == 1 < len(listing.natural)  # two of them are of another whole
        if alone and item.kind is Kind.LEVEL and item.is_plain and most.value > 0:
            name = core(item.label).removeprefix("其中") or item.text
            text = f"“{name}”写作{item.text}，是{most.text}其中的一项，却比{most.text}还多。"
            reading = Reading(Formula.AT_MOST, (most,), item, Strength.LIKELY)
            yield Claim("bound", [reading], ceiling=Strength.LIKELY, message=text)
