"""The words of one amount: before it, or right behind it where nothing stands before (906个达标)."""

from __future__ import annotations

import re

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.roles import core

__all__ = ["has_own_base", "share_a_sign", "words_of"]

_REACH = 12  # characters
_BOUND = re.compile(r"[，。；：、（）\n\d]")
_OWN_BASE = re.compile(
    r"（(?:[按以占仅]|不含|剔除|扣除|目标|需求|[^（）]{0,20}(?:基数|口径|分母|计算|折算))"
)
_NOTE = 28  # characters
_EMPTY = frozenset("率度数量的已实际应总共完成")


def has_own_base(context: Context, rate: Figure) -> bool:
    """Tell whether a bracket behind a rate says how it was reckoned: （按常住人口）, （以办结件为基数）."""
    text = context.document.text
    if not text.startswith("（", rate.end):
        return False
    return _OWN_BASE.match(text[rate.end : rate.end + _NOTE]) is not None


def words_of(context: Context, figure: Figure) -> str:
    """Return the label of a figure; of one without words before it, what stands right behind it."""
    if core(figure.lead):
        return figure.label
    text = context.document.text[figure.end : figure.end + _REACH]
    return _BOUND.split(text)[0] or figure.label


def share_a_sign(rate: str, words: str) -> bool:
    """Tell whether a rate's name and the words of its part have a sign with a meaning in common: 通车率, 已通客车."""
    return bool((set(core(rate)) & set(words)) - _EMPTY)
