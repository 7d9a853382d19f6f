"""Rates of an amount that stands right beside them: 为计划数70场的105.71%, 占常住人口42.8万人的35.5%, 完成目标的102.5%（目标值800人次）."""

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

_OF = re.compile(r"[^，。；：、（）\d]{0,6}的")
_SAYS = re.compile(
    r"(?:占|完成|达到|实现|相当于|覆盖|(?:^|[，、])[^，。；、]{0,6}[为是])(?:20\d\d年度?[末底]?的?)?[^，。；：\d]{0,14}$"
)
_PART = re.compile(r"(?:^|[，、；])(?P<name>[^，。；：、占\d]{2,10}?)(?:合计|共)?占[^占]*$")
_OF_TARGET = re.compile(
    r"(?:目标|计划|任务|指标|预期|预算)[^，。；：、（）\d]{0,6}的$|完成率?[为达到]*$"
)
_TARGET = re.compile(r"（(?:年度|年初|全年|原定)?(?:目标|计划|任务|指标|应)[^，。；：（）\d]{0,6}")
_OTHERS = re.compile(r"^[，、；（]?(?:[比较与]|同比|上年|去年|其中)|目标|计划|任务")
_ALL_OF = re.compile(r"^(?:部门|本年|全年|当年|年度|\d{4}年度?)+|(?:合计|总计|总额|决算数?|数)+$")
_BACK = 8  # figures
_EXACT = 4  # digits that hardly tie by chance
_DIMENSIONS = (Dimension.COUNT, Dimension.MONEY, Dimension.NUMBER)


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate of the amount right before it, and of the target right behind it."""
    text = context.document.text
    for rate in (*context.rates, *context.multiples):
        if rate.lead.endswith("的") and _OF.fullmatch(rate.lead):
            yield from _of_before(context, rate)
        if text.startswith("（", rate.end) and _OF_TARGET.search(rate.lead):
            yield from _of_behind(context, rate)


def _of_before(context: Context, rate: Figure) -> Iterator[Claim]:
    figures = context.document.figures
    whole = figures[rate.index - 1]
    if whole.sentence != rate.sentence or not _is_level(whole) or not _SAYS.search(whole.lead):
        return
    if context.document.between(whole, rate) != rate.lead:
        return
    before = [
        each
        for each in figures[max(0, whole.index - _BACK) : whole.index][::-1]
        if each.paragraph == rate.paragraph and _may_be_part(each, whole)
    ]
    here = [each for each in before if each.sentence == rate.sentence]
    named = _PART.search(whole.lead)
    if named is not None and not here:
        name = core(named["name"])
        here = [each for each in before if _ALL_OF.sub("", core(each.label)) == name]
    if not here:
        return
    alike = [each for each in here if same_measure(each, whole)] or here
    listing = context.list_of.get(alike[0].index)
    if listing is not None and listing.heads[0] in alike:
        alike = [listing.heads[0]]  # 活动74项，其中县级32项…，为计划数70项的105.71%
    unique = len({each.value for each in alike}) == 1
    beside = listing is not None or alike[0].index == whole.index - 1
    beside = beside and same_measure(alike[0], whole)
    first = Strength.LIKELY if unique and beside else Strength.POSSIBLE
    if len(rate.digits.strip("0")) < _EXACT and not same_measure(alike[0], whole):
        return
    readings = [
        Reading(
            Formula.RATIO, (each, whole), rate, first if each is alike[0] else Strength.POSSIBLE
        )
        for each in alike
    ]
    if first is Strength.POSSIBLE or not rounds(readings[0]):
        in_percent = rate.dimension is Dimension.RATE
        yield Claim("ratio", readings, ceiling=Strength.LIKELY, needs_slip=in_percent)


def _of_behind(context: Context, rate: Figure) -> Iterator[Claim]:
    """完成目标的102.5%（目标值800人次）: of what was done, right before the rate."""
    figures = context.document.figures
    if rate.index + 1 >= len(figures):
        return
    done, target = figures[rate.index - 1], figures[rate.index + 1]
    gap = context.document.between(rate, target)
    alike = done.dimension is target.dimension and same_measure(done, target)
    here = done.sentence == rate.sentence and _may_be_part(done, target)
    if alike and here and _is_level(target) and _TARGET.fullmatch(gap):
        reading = Reading(Formula.RATIO, (done, target), rate, Strength.LIKELY)
        yield Claim("ratio", [reading], ceiling=Strength.LIKELY)


def _is_level(figure: Figure) -> bool:
    level = figure.kind in (Kind.LEVEL, Kind.BARE) and not figure.is_word and bool(figure.value)
    return level and figure.is_plain and figure.dimension in _DIMENSIONS


def _may_be_part(figure: Figure, whole: Figure) -> bool:
    same = figure.dimension is whole.dimension and figure.period != "-1" and _is_level(figure)
    return same and not AVERAGE.search(figure.lead) and not _OTHERS.search(figure.lead)
