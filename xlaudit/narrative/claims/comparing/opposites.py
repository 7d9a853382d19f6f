"""An amount and its rate that turn in opposite directions: 比上年减少0.78万元，增长4.02%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

# Nothing of its own may stand before the rate: 收入增加5万元，支出下降3% speaks of two things.
_ITS_RATE = re.compile(
    r"，(?:同比|环比|较上年|比上年)?(?P<word>增长|上升|提高|增加|增幅|升幅|下降|减少|降低|降幅|减幅)"
    r"(?:率)?(?:了|为|达|约)?"
)


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate of change that turns against the change right before it."""
    for change, rate in pairwise(context.document.figures):
        if change.kind is not Kind.CHANGE or rate.kind is not Kind.GROWTH:
            continue
        if change.direction * rate.direction >= 0 or not (change.value and rate.value):
            continue
        if {change.index, rate.index} & context.comparisons.keys():
            continue  # 比上年的19.42万元减少…: both levels are there, and say which word is wrong
        match = _ITS_RATE.fullmatch(context.document.between(change, rate))
        if match is not None and context.document.text[rate.end : rate.end + 1] != "的":
            yield _claim(change, rate, match["word"])


def _claim(change: Figure, rate: Figure, word: str) -> Claim:
    turned = "增加" if change.direction > 0 else "减少"
    text = f"前面写{turned}{change.text}，紧接着写“{word}{rate.text}”，方向相反。"
    reading = Reading(Formula.GRADE, (change,), rate, Strength.CERTAIN, note=text)
    return Claim("direction", [reading], message=text)
