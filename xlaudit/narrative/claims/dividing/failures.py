"""What fails by its own words, and the rate of all the others: 60台中4台未贴标签，标签率93.33%."""

from __future__ import annotations

import re

from xlaudit.narrative.figures import Figure
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.reading import Formula, Reading, Strength

__all__ = ["fails", "of_part_or_rest", "rest_of"]

_DENIED = re.compile(
    r"未(?!成年|来)|没有?|无(?!害|障碍|线|人机|偿)|不(?!动产|锈|少于|低于|小于|超|含|同|断|仅|孕|限|等)"
)
_BAD = re.compile(
    r"问题|错|尚缺|违规|违反|逾期|超期|超标|延误|滞后|迟|漏|缺|投诉|退回|返工|失败|异常|差评|损坏|故障|停用|隐患"
)
# Of 11952人中问题对象37人 the rate is that of all the others, unless it is itself one of failures.
_OF_FAILED = re.compile(f"{_DENIED.pattern}|{_BAD.pattern}|差|发生|发现|退|流失|空置|闲置|占|比例")
_DEALT = re.compile(
    r"整改|解决|处[理置]|办[结理]|消除|治理|修|查处|化解|销号|纠正|追回|收回|清理|关闭|已|完成|得到|予以|回复|答复"
)
_NAME = re.compile(r"(?P<name>[\u4e00-\u9fff]{2})(?:率|度)")


def fails(words: str, rate: Figure) -> bool:
    """Tell whether the words of a part say that it failed while its rate is one of success.

    整改问题45个, 治理未达标点位20个 are what was done about failures.
    """
    if _OF_FAILED.search(rate.label):
        return False
    denied = _DENIED.search(words)
    dealt = _DEALT.search(words)
    if denied is not None:
        return dealt is None or dealt.start() > denied.start()
    name = _NAME.search(rate.label)
    named = name is not None and name["name"] in words
    return _BAD.search(words) is not None and dealt is None and not named


def rest_of(whole: Figure, failed: Figure, rate: Figure, strength: Strength) -> Reading:
    """Return the reading of a rate as that of all but those that failed."""
    return Reading(Formula.CHANGE_OF_LEVELS, (whole, failed), rate, strength, (-1,))


def of_part_or_rest(
    whole: Figure, part: Figure, rate: Figure, words: str, strength: Strength
) -> Reading:
    """Return the reading of a rate as that of a part, or of all the others where the part's ``words`` tell a failure.

    What no word tells the figures may: the other of the two, if only that one ties.
    """
    share = Reading(Formula.RATIO, (part, whole), rate, strength)
    rest = rest_of(whole, part, rate, strength)
    meant, other = (rest, share) if fails(words, rate) else (share, rest)
    if part.value < whole.value and not ties(meant) and ties(other):
        return Reading(other.formula, other.operands, rate, Strength.POSSIBLE, other.signs)
    return meant
