"""Which rate a name means: 患者满意度 the one whose clause speaks of 患者 and whose label ends with 满意度."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context, among
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["LAST_YEAR", "are_alike", "bearing", "clause_of", "is_aim", "rates_before"]

LAST_YEAR = re.compile(r"上年|去年|上一年|同期|20\d\d年")
_AIM = re.compile(
    r"(?:目标|要求|标准|任务|计划|底线|红线|指标)(?:值|数|比例|增速|增幅)?(?:[为是达到在的，]|[^，。；：\d]{0,8}?(?:不低于|不高于|不少于|不超过|达到?)|≥|≤)*$"
    r"|(?:未|没有|没能)(?:达到?|到|完成)[^，。；：\d]{0,6}$"
)
_AIM_BEHIND = re.compile(
    r"）?的?(?:年度|全年|国家|考核|绩效|[省市县区]定|[省市县区]级|预期|既定|规定)*(?:目标|要求|标准|任务|计划|底线|红线|控制线|控制数|警戒线|上限|下限)"
)
_DONE = re.compile(r"(?:完成|占|达到?|为|是|相当于)[^，。；]{0,8}的$")
_BREAK = re.compile(r"[。；\n]")
_BEHIND = 12  # characters
_CLAUSE = 60  # characters
_FAR = 240  # figures
_NAME = 2
_SHORT = 4  # signs of a label that says no more than what kind of rate it is
_NEAR = 8  # figures
_WORDS = re.compile(r"[^\u4e00-\u9fff]+")


def is_aim(context: Context, rate: Figure) -> bool:
    """Tell whether a rate is what somebody is to reach: 目标92%, 90%的国家标准."""
    if rate.dimension is not Dimension.RATE or _DONE.search(rate.lead):
        return False
    behind = context.document.text[rate.end : rate.end + _BEHIND]
    return _AIM.search(rate.lead) is not None or _AIM_BEHIND.match(behind) is not None


def clause_of(context: Context, figure: Figure) -> str:
    """Return the words before a figure back to the last full stop or semicolon."""
    before = context.document.text[max(0, figure.start - _CLAUSE) : figure.start]
    return _BREAK.split(before)[-1]


def rates_before(context: Context, figure: Figure, back: int) -> Iterator[Figure]:
    """Yield the plain rates before a figure that are no aims, nearest first."""
    for other in reversed(among(context.plain_percentages, figure.index - back, figure.index)):
        if not is_aim(context, other):
            yield other


def are_alike(first: Figure, second: Figure) -> bool:
    """Tell whether two rates are of one make by the end of their labels: 问题发现率, 问题率."""
    words, others = core(first.label), core(second.label)
    if not words or not others or first.kind is not second.kind:
        return False
    return words[-1] == others[-1] and len(set(words) & set(others)) >= min(_NAME, len(others))


def bearing(context: Context, points: Figure, name: str, back: int = _FAR) -> list[Figure]:
    """Return the rates before a figure that a name means, nearest first."""
    name = _WORDS.sub("", name)
    if len(name) < _NAME:
        return []
    exact: list[Figure] = []
    found: list[Figure] = []
    for rate in rates_before(context, points, back):
        label = _WORDS.sub("", core(rate.label))
        common = _tail_in_common(name, label)
        own = name[: len(name) - common]
        if not own or _names_it(label, name):
            exact.append(rate)
            continue
        if rate.kind is Kind.SHARE:  # 累计完成数字化71530卷，占馆藏的58.38% is the 数字化率
            own = name.removesuffix("率")
        elif common < len(label) and (common or len(label) > _SHORT):
            continue  # a name of its own: 总体满意率 is nobody else's
        if len(own) >= _NAME and _in_order(own, _own_words(context, rate, label)):
            found.append(rate)
    return exact or found


def _names_it(label: str, name: str) -> bool:
    """Tell whether one begins with the other: 商户 for 商户满意率, 总体入住率 for 总体."""
    return len(label) >= _NAME and (name.startswith(label) or label.startswith(name))


def _in_order(name: str, words: str) -> bool:
    """Tell whether the signs of a name stand in words one after another: 糖尿病血糖, 糖尿病在册2180人，血糖达标."""
    place = -1
    for sign in name:
        place = words.find(sign, place + 1)
        if place < 0:
            return False
    return name[:_NAME] in words


def _own_words(context: Context, rate: Figure, label: str) -> str:
    """Return the clause of a rate as far as no other rate of that label stands before it there."""
    start = rate.start - len(clause_of(context, rate))
    for other in context.document.figures[max(0, rate.index - _NEAR) : rate.index][::-1]:
        if other.dimension is Dimension.RATE and _WORDS.sub("", core(other.label)) == label:
            start = max(start, other.end)
            break
    return context.document.text[start : rate.start]


def _tail_in_common(name: str, label: str) -> int:
    """Return how many signs at their ends a name and a label have in common: 满意度 of 患者满意度."""
    common = 0
    while common < min(len(name), len(label)) and name[-1 - common] == label[-1 - common]:
        common += 1
    return common
