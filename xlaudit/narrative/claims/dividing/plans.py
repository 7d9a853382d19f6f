"""What was done of what was planned, in any order and however the rate is worded: 计划26个，完成28个，为计划的107.7%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.dividing.goals import is_among
from xlaudit.narrative.claims.dividing.wording import has_own_base
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import AVERAGE, same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_OF_PLAN = r"(?:年度|全年|年初|原定|既定|[省市县区]定|考核|下达)*(?:计划|目标|任务|指标|预期)(?:任务|目标|值|数|量)*"
_RATE = re.compile(
    rf"^[，、；（]?(?:(?:任务|目标|计划|数量|总体|实际|累计|指标|产出)*(?:完成|达成|实现)(?:率|比例|进度|度)|(?:已|共|实际)?完成|"
    rf"(?:为|是|达到?|占|相当于|完成|实现)了?{_OF_PLAN}的)[为是达到约]*$"
)
_DEVIATION = re.compile(r"^[，、；（]?(?:指标|目标|产出|正|负)?偏差(?:率|度|程度)[为是达到约]*$")
_PLANNED = re.compile(r"计划|目标|任务|指标值|预期|应完成|拟")
_OTHERS = re.compile(
    r"^[，、；]?(?:[比较]|同比|超|多|少|差|欠|缺|未|低于|高于|其中|上年|去年|明年|下年|平均)"
)
_DONE = re.compile(r"实际|完成|建成|已|实|共|开展|举办|培训|演出|改造|修")
_BUNDLED = re.compile(r"[^，。；、（）\d]{0,6}")
_NOUN = re.compile(r"[\u4e00-\u9fff]{0,4}")  # 6个站点860个车位
_BUNDLE = 2
_MOST = 7  # figures
_BUDGETS = ("budget", "initial_budget", "spent")


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate of completion or deviation whose plan stands in its own sentence."""
    for rate in context.rates:
        deviates = "偏差" in rate.lead and _DEVIATION.search(rate.lead) is not None
        if not deviates and not _RATE.search(rate.lead):
            continue
        if not has_own_base(context, rate):
            yield from _claim(context, _stretch(context, rate), rate, deviates=deviates)


def _stretch(context: Context, rate: Figure) -> list[Figure]:
    """Return the amounts of the sentence between the rate before this one and this one."""
    found: list[Figure] = []
    for figure in context.document.figures[max(0, rate.index - _MOST) : rate.index][::-1]:
        is_rate = figure.dimension is Dimension.RATE and figure.kind is not Kind.GROWTH
        if figure.sentence != rate.sentence or is_rate:
            break
        if "；" in context.document.text[figure.end : rate.start]:
            break
        if _is_amount(figure):
            found.insert(0, figure)
    return found


def _is_amount(figure: Figure) -> bool:
    level = figure.kind is Kind.LEVEL and not figure.is_word and bool(figure.value)
    counted = figure.dimension in (Dimension.COUNT, Dimension.MONEY)
    apart = AVERAGE.search(figure.lead) or _OTHERS.search(figure.lead) or figure.period == "-1"
    return level and counted and not apart


def _claim(
    context: Context, stretch: list[Figure], rate: Figure, *, deviates: bool
) -> Iterator[Claim]:
    """Claim the rate of the only plan: of what was done right behind it, or before it where nothing is behind."""
    plans = [each for each in stretch if _PLANNED.search(each.lead)]
    if len(plans) != 1 or (plans[0].dimension is Dimension.MONEY and plans[0].fact in _BUDGETS):
        return
    plan = plans[0]
    bundled = _bundled(context, stretch, plan)
    if bundled is not None:
        yield _of(stretch[-1], bundled, rate, [], Strength.LIKELY, deviates=deviates)
        return
    done = [
        each
        for each in stretch
        if each is not plan and each.is_plain and each.depth <= plan.depth and _alike(each, plan)
    ]
    behind = [each for each in done if each.index > plan.index]
    before = [each for each in done if each.index < plan.index]
    if behind:
        meant, rest = behind[0], behind[1:]
    elif before and plan.index == rate.index - 1:
        meant, rest = before[-1], before[:-1]
    else:
        return
    if not behind and is_among(context, meant):
        yield _of_whole(before, plan, rate, deviates=deviates)
        return
    beside = abs(meant.index - plan.index) == 1 and rate.index - max(meant.index, plan.index) == 1
    sure = beside and (not behind or _DONE.search(meant.label) is not None)
    strength = Strength.CERTAIN if sure and plan.is_plain else Strength.LIKELY
    yield _of(meant, plan, rate, rest, strength, deviates=deviates)


def _bundled(context: Context, stretch: list[Figure], plan: Figure) -> Figure | None:
    """Return what is planned right behind the plan, where only that is of what stands before the rate.

    计划8期400人，实办8期、培训418人，完成104.50%: of the persons.
    """
    last = stretch[-1]
    place = stretch.index(plan) + 1
    if place >= len(stretch) - 1 or len(stretch) - place < _BUNDLE:
        return None
    other = stretch[place]
    beside = _BUNDLED.fullmatch(context.document.between(plan, other))
    text = context.document.text
    kinds = [(each.quantity.unit.text, _NOUN.match(text, each.end)) for each in (plan, other, last)]
    units = [(unit, noun[0] if noun else "") for unit, noun in kinds]
    return other if beside and units[0] != units[1] == units[2] else None


def _of_whole(before: list[Figure], plan: Figure, rate: Figure, *, deviates: bool) -> Claim:
    """Claim the rate of what was done in all, before its parts: 改造38.6公里，其中供水21.4公里、燃气17.2公里，计划36公里."""
    meant = max(before, key=lambda each: each.value)
    rest = [each for each in before if each is not meant]
    return _of(meant, plan, rate, rest, Strength.LIKELY, deviates=deviates)


def _of(
    done: Figure,
    plan: Figure,
    rate: Figure,
    rest: list[Figure],
    strength: Strength,
    *,
    deviates: bool,
) -> Claim:
    if deviates:
        sign = 1 if done.value >= plan.value else -1
        if rate.value < 0:
            sign = -sign
        reading = Reading(Formula.CHANGE_OF_LEVELS, (plan, done), rate, Strength.LIKELY, (sign,))
        return Claim("ratio", [reading], ceiling=Strength.LIKELY)
    readings = [Reading(Formula.RATIO, (done, plan), rate, strength)]
    readings += [Reading(Formula.RATIO, (each, plan), rate, Strength.POSSIBLE) for each in rest]
    closed = strength is Strength.CERTAIN
    ceiling = Strength.CERTAIN if closed else Strength.LIKELY
    return Claim("ratio", readings, is_closed=closed, ceiling=ceiling)


def _alike(first: Figure, second: Figure) -> bool:
    return first.dimension is second.dimension and same_measure(first, second)
