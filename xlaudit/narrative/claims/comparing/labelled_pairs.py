"""Two amounts of one thing, told before under its name or in two lists: 受理…执行2190件；审执结…执行2076件 leave 执行案件未结114件."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.comparisons.sides import same_measure
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.roles import core

__all__ = ["same_label", "same_name"]

_UNDONE = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{2,10}?)(?:还有|尚有|仍有|尚|还|仍)?[未没](?:有)?[\u4e00-\u9fff]{1,4}$"
)
_NAME = re.compile(r"[\u4e00-\u9fff（）]{2,}")
_NO_NAME = re.compile(
    r"(?:一|二|三|四|五|六)是|年末|年底|全年|期末|目前|截至|资金|项目|指标|我[局县镇单位]+|还|仍|尚|有|共|是|为|的|和|与|比|较"
)
_TIMES, _ABOUT = 4, 5  # places of a name, figures behind each
_LEAST, _MOST = 2, 6  # signs of a label
_BACK = 60  # figures


def same_label(context: Context, left: Figure) -> Iterator[tuple[Figure, Figure]]:
    """Yield the two amounts before a rest whose whole label begins what is left undone, the greater one first."""
    match = _UNDONE.search(left.lead)
    if match is None:
        return
    labels = {match["what"][:length] for length in range(_LEAST, _MOST + 1)}
    found: dict[str, list[Figure]] = {}
    for each in context.document.figures[max(0, left.index - _BACK) : left.index]:
        if each.kind is Kind.LEVEL and each.is_plain and same_measure(each, left):
            label = core(each.lead)
            if label in labels:
                found.setdefault(label, []).append(each)
    for _, pair in sorted(found.items(), key=lambda item: -len(item[0])):
        if len(pair) == _LEAST and pair[0].value > pair[1].value:
            yield pair[0], pair[1]


def same_name(context: Context, left: Figure, subject: str) -> Iterator[tuple[Figure, Figure]]:
    """Yield the pairs told of the same thing in an earlier section: 森林抚育…计划…，完成…."""
    document = context.document
    found = _NAME.findall(_NO_NAME.sub("，", subject))
    if not found:
        return
    name, place = found[-1][:8], left.start
    for _ in range(_TIMES):
        place = document.text.rfind(name, 0, place)
        if place < 0:
            return
        first = document.first_from(place)
        told = [
            each
            for each in document.figures[first : min(first + _ABOUT + 1, left.index)]
            if each.kind is Kind.LEVEL
            and each.is_plain
            and same_measure(each, left)
            and each.paragraph == document.figures[first].paragraph
        ]
        for number, one in enumerate(told):
            for other in told[number + 1 :]:
                yield (one, other) if one.value > other.value else (other, one)
