"""What fails by its own words, and the rate of all the others: 60台中4台未贴标签，标签率93.33%."""

from __future__ import annotations

import re

from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Formula, Reading, Strength

__all__ = ["fails", "rest_of"]

_FAILED = re.compile(
    r"问题|错|不合格|不达标|不满意|不符|不准|不一致|不规范|不完整|未|没有?|尚缺|违规|违反|逾期|超期|延误|滞后|迟|漏|缺|投诉|退回|返工|失败|无效|异常|差评|损坏|故障"
)
# The rate is that of all the others, unless it is itself one of failures.
_OF_FAILED = re.compile(f"{_FAILED.pattern}|差|发生|退|流失|空置|闲置|占|比例")


def fails(words: str, rate: Figure) -> bool:
    """Tell whether the words of a part say that it failed while its rate is one of success."""
    return _FAILED.search(words) is not None and _OF_FAILED.search(rate.label) is None


def rest_of(whole: Figure, failed: Figure, rate: Figure, strength: Strength) -> Reading:
    """Return the reading of a rate as that of all but those that failed."""
    return Reading(Formula.CHANGE_OF_LEVELS, (whole, failed), rate, strength, (-1,))
