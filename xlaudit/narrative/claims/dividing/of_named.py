"""Rates of an amount of another sentence that their words name: 相当于年末市场主体总量的16.4%, 与新收案件数相比达到87.77%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds
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
_GREATEST = re.compile(
    r"(?P<name>[^，。；：、\d]{2,12}?)(?:一[项类])?(?:占比|比重|所占比例)(?:为?最[大高多小低少])的?，$"
)
_LOOK = 24  # characters
_GRANTED = frozenset(("下达", "到位", "安排", "批复", "拨付", "收到"))  # 为下达数的97.38%
_BACK = 60  # figures
_SHORT = 3
_A_NAME = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate of what was told right before it on what its words name."""
    figures = context.document.figures
    for rate in (*context.rates, *context.multiples):
        if rate.lead == "为":
            yield from _greatest(context, rate)
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


def _greatest(context: Context, rate: Figure) -> Iterator[Claim]:
    """其中政府性基金占比最大，为72.91%: of the list that the amount of that name stands in."""
    text = context.document.text
    place = rate.start - len(rate.lead)
    match = _GREATEST.search(text[max(0, place - _LOOK) : place])
    name = core(match["name"]) if match else ""
    if len(name) < _A_NAME:
        return
    for part in context.amounts_within(rate.index - _BACK, rate.index)[::-1]:
        listing = context.list_of.get(part.index)
        if listing is not None and part.paragraph == rate.paragraph and name in core(part.label):
            head = listing.heads[0]
            strength = Strength.LIKELY if listing.is_unique else Strength.POSSIBLE
            if head.value > part.value:
                reading = Reading(Formula.RATIO, (part, head), rate, strength)
                yield Claim("ratio", [reading], ceiling=Strength.LIKELY, needs_slip=True)
            return


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
        and (
            _WHEN.sub("", core(each.label)).endswith(stem)
            or (stem in _GRANTED and stem in each.lead)
        )
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
    if not (unique and rounds(readings[0])):
        yield Claim("ratio", readings, ceiling=Strength.LIKELY, needs_slip=True)
