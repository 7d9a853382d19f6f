"""All of a number: 28个小区全部开工，开工率100%; the words leave nothing but 100%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_ALL = re.compile(
    r"[^，。；：、（）\d]{0,10}[，、]?(?:已?全部|均已?|都已?|已?全数|逐[一个户]|如数|已?足额)(?:按[时期])?(?P<done>[\u4e00-\u9fff]{1,10})[，、；](?P<rate>[\u4e00-\u9fff]{1,10}率)[为是达到]*"
)
_EACH_BEYOND = re.compile(
    r"[^，。；：、（）\d]{0,10}(?:均|都|全部)(?:已|能)?(?:超过|达到|达|高于|大于|不低于|不少于|低于|控制在|超)"
)
_REACHED = re.compile(
    r"^[，、]?[^，。；：、（）\d]{0,4}(?:达标|完成|合格|实现|及格|覆盖)率[为是达到]*$"
)
_PART = re.compile(r"其中|超|少|多|差|未|不")


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate of what was done to all of the number right before."""
    figures = context.document.figures
    for rate in context.rates:
        whole = figures[rate.index - 1]
        if rate.value == 1 and whole.index and "均" in whole.lead + whole.label:
            yield from _beyond(context, rate, whole)
        if whole.sentence != rate.sentence or not _is_amount(whole):
            continue
        match = _ALL.fullmatch(context.document.between(whole, rate))
        if match is None or _PART.search(match[0]):
            continue
        if set(match["done"]) & set(match["rate"][:-1]):
            reading = Reading(Formula.RATIO, (whole, whole), rate, Strength.LIKELY)
            yield Claim("ratio", [reading], ceiling=Strength.LIKELY, needs_slip=True)


def _beyond(context: Context, rate: Figure, bound: Figure) -> Iterator[Claim]:
    """17个村均超过15万元的目标，达标率100%: each of them, so all."""
    whole = context.document.figures[bound.index - 1]
    if whole.sentence != rate.sentence or not _is_amount(whole) or not _REACHED.match(rate.lead):
        return
    if _EACH_BEYOND.fullmatch(context.document.between(whole, bound)):
        reading = Reading(Formula.RATIO, (whole, whole), rate, Strength.POSSIBLE)
        yield Claim("ratio", [reading])


def _is_amount(figure: Figure) -> bool:
    level = figure.kind is Kind.LEVEL and figure.is_plain and bool(figure.value)
    return level and figure.dimension in (Dimension.COUNT, Dimension.MONEY)
