"""Which lists need not add up to their head: they go on, overlap, mix kinds, or hold parts of parts."""

from __future__ import annotations

import re
from itertools import pairwise

from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.roles import LEXICON, core
from xlaudit.numbers.quantity import Dimension

__all__ = ["OUTCOME", "REMAINDER", "is_family", "is_soft"]

REMAINDER = re.compile(r"(?:其余|剩余|余下)[^，。；、]{0,12}[，；。]")
_PAID = re.compile(r"(?:已|实际|累计)(?:支付|支出|使用|执行|完成|拨付)|执行数?为?$")
_ATTRIBUTE = re.compile(r"男|女|党员|岁|本科|研究生|学历|职称|少数民族|线上|网上|即办|跨省")
OUTCOME = re.compile(
    r"(?:办结|办理|结案|整改|销号|回访|答复|满意|验收|竣工|完工|开工|挂牌|再就业|全程网办|解决|化解|处置|合格|达标|公示)(?:完[成毕])?了?$"
)
_MAIN = re.compile(r"集中[在于]|主要[在是]")  # 扣分集中在两项，分别扣1.5分和1.4分
_TAIL = 6  # characters of a name that tell 义务教育支出 from 教育支出


def is_soft(
    document: Document,
    head: Figure,
    items: list[Figure],
    match: re.Match[str],
    *,
    may_overlap: bool,
) -> bool:
    """Tell whether words or items say that a list goes on, or that its items are no parts of one total.

    What is counted by attributes does not overlap where these are all there are (男, 女).
    """
    after = document.text[items[-1].end : items[-1].end + 2]
    lead_in = document.text[max(0, match.start() - 4) : match.end() + 2]
    return (
        after.startswith("等")
        or REMAINDER.match(document.text, items[-1].end + 1) is not None
        or (head.dimension is not Dimension.SCORE and _is_mixed(head, items))
        or (may_overlap and _overlap(items))
        or _nests(document, items)
        or _turns(document, items)
        or "主要" in lead_in
        or _names_main(document, head, items[0])
        or not head.is_plain
        or any(not item.is_plain for item in items)
    )


def _names_main(document: Document, head: Figure, first: Figure) -> bool:
    """Tell whether the words from a score to its items promise the main ones only."""
    between = document.text[head.end : first.start]
    return head.dimension is Dimension.SCORE and _MAIN.search(between) is not None


def _is_mixed(head: Figure, items: list[Figure]) -> bool:
    """Tell whether amounts spent stand among other amounts: parts of one total are of one kind."""
    paid = [_PAID.search(item.label) is not None for item in items]
    return any(paid) and not all(paid) and head.fact != "spent"


def _overlap(items: list[Figure]) -> bool:
    """Tell whether things are counted by attributes that one thing may have together: 女性, 党员, 线上办理.

    What came of a thing (办结) stands beside what it was (来信), never among it.
    """
    counted = [item.label for item in items if item.dimension is Dimension.COUNT]
    found = {match[0] for label in counted if (match := _ATTRIBUTE.search(label))}
    if found and not {"男", "女"} <= found:
        return True
    outcomes = [OUTCOME.search(core(label)) is not None for label in counted]
    return any(outcomes) and not all(outcomes)


def _nests(document: Document, items: list[Figure]) -> bool:
    """Tell whether one item is said to be a share of another: 农村义务教育…，占义务教育支出的36%."""
    names = {item.index: core(item.label)[-_TAIL:] for item in items}
    for item in items[1:]:
        share = document.figures[item.index + 1 : item.index + 2]
        if share and share[0].kind is Kind.SHARE:
            others = (name for index, name in names.items() if index != item.index)
            if any(len(name) == _TAIL and name in share[0].lead for name in others):
                return True
    return False


def _turns(document: Document, items: list[Figure]) -> bool:
    """Tell whether a semicolon parts an item with its share from one without: 水田9万亩，占60%；播种面积12万亩."""
    closing = LEXICON["lists"]["closing"]
    if any(core(items[-1].label).startswith(word) for word in closing):
        return False  # 教育20万元，占40%；交通18万元；其他12万元: shares of the greatest only
    for item, following in pairwise(items):
        shares = [document.figures[f.index + 1 : f.index + 2] for f in (item, following)]
        has = [bool(share) and share[0].kind is Kind.SHARE for share in shares]
        if has == [True, False] and "；" in document.between(item, following):
            return True
    return False


def is_family(labels: list[str]) -> bool:
    """Tell whether two members of a set that the genre knows as whole stand in a list."""
    said = "\n".join(labels)
    return any(sum(name in said for name in family) >= 2 for family in LEXICON["lists"]["families"])
