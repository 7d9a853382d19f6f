"""How far a list reaches: where it pauses, what sums it up, and when it is no list but a second row."""

from __future__ import annotations

import re
from itertools import islice, pairwise

from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.listing.softness import OUTCOME, REMAINDER
from xlaudit.narrative.roles import core

__all__ = ["DISTRIBUTES", "SPLITS", "ends_of", "is_result", "pairs_off"]

# 9个乡镇各100份, 甲、乙各安排200万元: to be multiplied before it is added. 各类, 各镇 only name many.
DISTRIBUTES = re.compile(
    r"各(?:自|(?![类项种级镇乡县村部单市科处地方界局区])[\u4e00-\u9fff]{0,3})$"
)
_RESULT = re.compile(
    r"^(?:前[一二三四五六七八九十\d]+[项类]|以上|上述|[两二三四五六七八九十]+[项类者笔])?(?:资金|收入|支出)?(?:合计|共计|小计|总计|之和|共)$"
)
_THINGS = frozenset("件期份篇条个次场项批起册本部张块幅则套类种")
# 人员经费720万元，包括工资680万元: the clause right before an item makes it a part of a part
SPLITS = re.compile(r"其中|(?:包括|包含)[^；。]*$")
# 其余…, 另…, 按年龄分：…, 第二，…: another row begins
_NEW_ROW = re.compile(
    REMAINDER.pattern
    + r"|，(?:另|此外|按[^，。；：\d]{1,8}分[：，])|；(?:另|此外|按[^，。；：\d]{1,8}分[：，]"
    r"|第[二三四五六七八九][，、]|[二三四五六七八九]是|（[二三四五六七八九2-9]）|[②-⑨])"
)
_SIDE_BY_SIDE = re.compile(r"[、和及与][^，。；：、（）]{0,16}")
_ENDS = 3  # places where a list may stop that are looked for


def is_result(figure: Figure) -> bool:
    """Tell whether a figure sums up what stands before it: 共774万元, 前三项合计…; it is no further item."""
    label = figure.label
    said = "计" in label or "共" in label or "之和" in label
    return said and _RESULT.search(core(label)) is not None


def pairs_off(document: Document, match: re.Match[str], items: list[Figure]) -> bool:
    """Tell whether as many figures stand side by side before a list as in it: 课程9门、基地8个（计划8门、7个）."""
    if match[0] != "（" and not match[0].startswith("分别"):
        return False
    last = document.first_from(match.start()) - 1
    row = 1
    while last >= row and _SIDE_BY_SIDE.fullmatch(
        document.between(*document.figures[last - row : last - row + 2])
    ):
        row += 1
    return row > 1 and row == len(items)


def ends_of(document: Document, items: list[Figure], *, is_partial: bool) -> list[int]:
    """Return after how many items the list may end: the first sentence's end before all others."""
    sentence = items[0].sentence
    first = sum(1 for item in items if item.sentence == sentence)
    gaps = [document.between(a, b) for a, b in pairwise(items)]
    first = _cut(gaps[: first - 1])
    if is_partial:
        first = _of_one_make(items[:first], gaps)
        first = _before_outcome(items[:first], gaps)
    pauses = (number for number, gap in enumerate(gaps, 1) if "；" in gap or "。" in gap)
    return list(dict.fromkeys([first, *islice(pauses, _ENDS), len(items)]))


def _cut(gaps: list[str]) -> int:
    """Return where items parted by commas run into another clause behind a semicolon."""
    if gaps and "；" not in gaps[0]:
        for number, gap in enumerate(gaps, 1):
            if "；" in gap:
                return number
    rows = (number for number, gap in enumerate(gaps, 1) if _NEW_ROW.search(gap))
    return next(rows, len(gaps) + 1)


def _before_outcome(items: list[Figure], gaps: list[str]) -> int:
    """Return where a list parted by 、 comes to what became of them: 甲类30件、乙类20件，办结48件."""
    for number in range(2, len(items)):
        if "、" not in gaps[number - 2]:
            break
        if "，" in gaps[number - 1] and OUTCOME.search(core(items[number].label)):
            return number
    return len(items)


def _of_one_make(items: list[Figure], gaps: list[str]) -> int:
    """Return where another clause counts other things: 会议9次，其中党组会5次，印发文件30份."""
    for number, (item, following) in enumerate(pairwise(items), 1):
        words = (item.quantity.unit.text, following.quantity.unit.text)
        other = words[0] != words[1] and all(word in _THINGS for word in words)
        if other and "、" not in gaps[number - 1]:
            return number
    return len(items)
