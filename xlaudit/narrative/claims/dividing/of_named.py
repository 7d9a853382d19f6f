"""Rates of an amount of another sentence that their words name: 相当于年末市场主体总量的16.4%, 与新收案件数相比达到87.77%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import Tier, judge
from xlaudit.narrative.listing.measures import AVERAGE, same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_OF = re.compile(
    r"^[，、（]?(?:约|仅)?(?:(?:相当于|等于|[为是]|达到?)(?P<name>[^，。；：、（）\d]{3,16}?)的"
    r"|(?:与|同|跟|和)(?P<other>[^，。；：、（）\d]{3,16}?)(?:数量?)?(?:之比|相比|的比例?|相比较)，?)[为是达到约]*$"
)
_GIVEN = re.compile(r"预算|计划|目标|任务|指标|上年|去年|同期|上一?年|限额|控制|标准")
_WHEN = re.compile(
    r"^(?:年末|年初|全年|本年|当年|年度|期末|全[国省市县区镇乡局系统]|20\d\d年|当前|现有|部门)+|(?:总[数额量]|人数|数量|户数|[数量额])+$"
)
_BACK = 60  # figures
_SHORT = 3
_A_NAME = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate of what was told right before it on what its words name."""
    figures = context.document.figures
    for rate in context.rates:
        if len(rate.lead) < _SHORT:
            continue
        match = _OF.match(rate.lead)
        if match is None:
            continue
        name = match["name"] or match["other"]
        part = figures[rate.index - 1]
        if _GIVEN.search(name) or part.sentence != rate.sentence or not _is_level(part):
            continue
        stem = _WHEN.sub("", core(name)) or name
        if len(stem) >= _A_NAME:
            yield from _claim(context, part, rate, stem)


def _is_level(figure: Figure) -> bool:
    counted = figure.dimension in (Dimension.COUNT, Dimension.MONEY) and not figure.is_word
    plain = figure.kind is Kind.LEVEL and figure.is_plain and bool(figure.value)
    return plain and counted and not AVERAGE.search(figure.lead)


def _claim(context: Context, part: Figure, rate: Figure, stem: str) -> Iterator[Claim]:
    """Claim the nearest amount of that name; sure where no other bears it."""
    wholes = [
        each
        for each in context.amounts_within(part.index - _BACK, part.index)[::-1]
        if each.dimension is part.dimension
        and _WHEN.sub("", core(each.label)).endswith(stem)
        and each.period != "-1"
        and _is_level(each)
        and same_measure(each, part)
    ]
    if not wholes:
        return
    unique = len({each.value for each in wholes}) == 1
    strength = Strength.LIKELY if unique else Strength.POSSIBLE
    readings = [
        Reading(Formula.RATIO, (part, each), rate, strength)
        for each in (wholes[:1] if unique else wholes)
    ]
    judgement = judge(readings[0]) if unique else None
    if judgement is None or judgement.tier in (Tier.TIED, Tier.CONTRADICTION):
        yield Claim("ratio", readings, ceiling=Strength.LIKELY, needs_slip=True)
