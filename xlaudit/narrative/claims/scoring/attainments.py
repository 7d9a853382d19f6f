"""Words against figures: a target of ≥90% of which 88% was reached is not 已完成, nor is 92% 未达到."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Comparator, Dimension

__all__ = ["claims"]

_AIM = r"(?:年度|年初|全年|预期|预定|既定|绩效|设定|计划)*(?:目标|指标|任务)?值?"
_TARGET = re.compile(r"(?:目标|指标|计划|任务)(?:值|数|量|要求)?[为是应达到:：]*[≥≤<>]?$")
_ACTUAL = re.compile(
    r"^[，；：）]*(?:年度|全年|截至[^，。；\d]{0,6})?(?:实际|完成|实现|达到|实绩|现已)[^，。；\d≥≤]{0,8}$"
)
_BOUNDS = re.compile(r"^以[上下内]|^（含）")
_OTHER = re.compile(r"上年|去年|同期|平均|其中|[^预]计划|预计")
_MET = re.compile(
    rf"^[，、；]?(?:已|均|都|全面|全部|圆满|顺利|按期|如期|较好地?)*(?:(?P<over>超额|超)?(?:完成|达到|实现|达成)了?{_AIM}|达标|(?P<over_too>超过|超出|高于){_AIM})(?=[，。；）]|$)"
)
_UNMET = re.compile(
    rf"^[，、；]?(?:但|尚|仍)?(?:未|没有|未能|尚未)(?:全部|完全|全面|按期|如期)?(?:完成|达到|实现|达成){_AIM}(?=[，。；）]|$)|^[，、；]?(?:未达标|不达标)(?=[，。；）]|$)"
)
_LESS_IS_BETTER = re.compile(
    r"投诉|差错|错误|逾期|超标|事故|成本|死亡|返[工岗贫]|漏|流失|负债|空置|时限|时间|天数|能耗|排放|降|减|控制|费用|经费"
)
_LEAST = (Comparator.AT_LEAST, Comparator.ABOVE)
_MOST = (Comparator.AT_MOST, Comparator.BELOW)
_BEHIND = 24  # characters


def claims(context: Context) -> Iterator[Claim]:
    """Yield a question for each target and what was reached of it, where the words behind say otherwise."""
    text = context.document.text
    for target, actual in pairwise(context.document.figures):
        alike = target.dimension is actual.dimension and target.sentence == actual.sentence
        if not alike or not _is_pair(context, target, actual):
            continue
        behind = text[actual.end : actual.end + _BEHIND]
        met = _MET.match(behind)
        said = met or _UNMET.match(behind)
        more = _more_is_better(context, target)
        if more is None or said is None:
            continue
        reached = actual.value >= target.value if more else actual.value <= target.value
        over = bool(met and (met["over"] or met["over_too"])) and more
        if over and actual.value == target.value:
            continue  # 超额 of nothing is a matter of taste
        sentence = (
            f"目标为{_bound(target)}{target.text}，实际{actual.text}，"
            f"{'已达到' if reached else '未达到'}目标，文中写作“{said[0].strip('，、；')}”，请核对。"
        )
        reading = Reading(
            Formula.GRADE,
            (target,),
            actual,
            Strength.LIKELY,
            counted=int(reached == bool(met)),
            note=f"目标{_bound(target)}{target.text}",
        )
        yield Claim("target", [reading], ceiling=Strength.LIKELY, message=sentence)


def _is_pair(context: Context, target: Figure, actual: Figure) -> bool:
    if target.dimension not in (Dimension.RATE, Dimension.COUNT) or not actual.is_plain:
        return False
    if target.dimension is Dimension.COUNT and (
        target.quantity.unit.text != actual.quantity.unit.text or target.is_word
    ):
        return False
    if Kind.CHANGE in (target.kind, actual.kind) or Kind.GROWTH in (target.kind, actual.kind):
        return False
    between = context.document.between(target, actual)
    if not _TARGET.search(target.lead) or _OTHER.search(target.lead + between):
        return False
    return _ACTUAL.match(_BOUNDS.sub("", between)) is not None


def _more_is_better(context: Context, target: Figure) -> bool | None:
    """Tell in which direction a target is meant; None where nobody can be sure."""
    comparator = target.quantity.comparator
    if comparator in _LEAST:
        return True
    if comparator in _MOST:
        return False
    words = context.document.text[max(0, target.start - _BEHIND) : target.start]
    return True if target.is_plain and not _LESS_IS_BETTER.search(words) else None


def _bound(target: Figure) -> str:
    comparator = target.quantity.comparator
    written = target.text[:1] in "≥≤<>" or target.text[-2:] in ("以上", "以下")
    return "" if target.is_plain or written else comparator.value
