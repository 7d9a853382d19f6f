"""Two counts right before their rate: what was planned or there, and what was done of it."""

from __future__ import annotations

import re

from xlaudit.narrative.claims.dividing.failures import of_part_or_rest
from xlaudit.narrative.claims.dividing.wording import has_own_base, share_a_sign, words_of
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["fulfilled"]

_PLANNED = re.compile(r"计划|目标|应|任务|发放|受理|收回|回收|有效|参评|总")
_THERE = re.compile(r"[共现原]有|监测|检测|抽[查检]|辖")
_GOAL = re.compile(r"计划|目标|任务")
_FULFILS = re.compile(r"完成|执行|到位|达成|实现|进度")
_DONE = re.compile(r"实际|完成|收回|回收|办结|满意|合格|通过|到位|已")
_JUDGED = re.compile(r"满意|合格|优良|优秀|知晓|达标|及格|准确")


def fulfilled(context: Context, rate: Figure, levels: list[Figure]) -> Reading | None:
    """计划培训90人次，实际培训95人次，完成率…: two counts of one thing right before their rate."""
    if len(levels) < 2 or not levels[1].value:
        return None
    done, planned = levels[0], levels[1]
    if rate.index - done.index != 1 or done.index - planned.index != 1 or not planned.is_plain:
        return None
    if done.sentence != rate.sentence or planned.sentence != rate.sentence:
        return None
    if done.dimension is not Dimension.COUNT or done.quantity.unit != planned.quantity.unit:
        return None
    words = words_of(context, done)
    named = share_a_sign(rate.label, words)
    worded: object = (named and (_THERE.search(planned.label) or words is not done.label)) or (
        _PLANNED.search(planned.label) and _DONE.search(words)
    )
    gap = context.document.between(planned, done)
    equal = named and done.value == planned.value and "；" not in gap and rate.value * 10 >= 1
    worded = worded or equal  # 从业人员318人，持健康证318人，持证率100%
    if _GOAL.search(planned.label) and not _FULFILS.search(rate.label):
        named = named and share_a_sign(rate.label, planned.label)  # 计划改造…, 改造率
        if not named:
            return None
    judged = _JUDGED.search(rate.label)
    if has_own_base(context, rate) or (judged and not share_a_sign(judged[0], words)):
        return None
    if worded:
        sure = named and done.value <= planned.value and not equal
        strength = Strength.CERTAIN if sure else Strength.LIKELY
        return of_part_or_rest(planned, done, rate, words, strength)
    return None
