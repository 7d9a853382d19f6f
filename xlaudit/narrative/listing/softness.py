"""Which lists need not add up to their head: they go on, overlap, mix kinds, or hold parts of parts."""

from __future__ import annotations

import re
from itertools import pairwise

from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.roles import LEXICON, core
from xlaudit.numbers.quantity import Dimension

__all__ = ["OUTCOME", "REMAINDER", "is_closed", "is_soft"]

REMAINDER = re.compile(r"(?:其余|剩余|余下)[^，。；、]{0,12}[，；。]")
_PAID = re.compile(r"(?:已|实际|累计)(?:支付|支出|使用|执行|完成|拨付)|执行数?为?$")
_ATTRIBUTE = re.compile(r"男|女|党员|岁|本科|研究生|学历|职称|少数民族|线上|网上|即办|跨省")
OUTCOME = re.compile(
    r"(?:办结|办理|结案|整改|销号|回访|答复|满意|验收|竣工|完工|开工|挂牌|再就业|全程网办|解决|化解|处置|合格|达标|公示)(?:完[成毕])?了?$"
)
_MAIN = re.compile(r"集中[在于]|主要[在是]")  # 扣分集中在两项，分别扣1.5分和1.4分
_TAIL = 6  # characters of a name that tell 义务教育支出 from 教育支出
_COUNTED = re.compile(
    r"(?P<number>[两二三四五六七八九])(?:个|大)?(?:方向|方面|部分|板块|大类|类)：[^，。；：\d]{0,20}$"
)
_NUMBERS = {sign: number for number, sign in enumerate("二三四五六七八九", 2)} | {"两": 2}
_ANNOUNCED = 32  # characters before the first item
_AND_OTHERS = re.compile("[及和与]其[他它]")
_CLOSING = tuple(LEXICON["lists"]["closing"])
_FAMILIES = LEXICON["lists"]["families"]
_RELATIVES = re.compile("|".join(name for family in _FAMILIES for name in family))


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
    text, end = document.text, items[-1].end
    return (
        not head.is_plain
        or not all(item.is_plain for item in items)
        or text.startswith("等", end)
        or REMAINDER.match(text, end + 1) is not None
        or "主要" in text[max(0, match.start() - 4) : match.end() + 2]
        or _names_main(document, head, items[0])
        or (head.dimension is not Dimension.SCORE and _is_mixed(head, items))
        or (may_overlap and _overlap(items))
        or _shares_differ(document, items)
    )


def _names_main(document: Document, head: Figure, first: Figure) -> bool:
    """Tell whether the words from a score to its items promise the main ones only."""
    between = document.text[head.end : first.start]
    return head.dimension is Dimension.SCORE and _MAIN.search(between) is not None


def _is_mixed(head: Figure, items: list[Figure]) -> bool:
    """Tell whether amounts spent stand among other amounts: parts of one total are of one kind."""
    if head.fact == "spent":
        return False
    paid = [_PAID.search(item.label) is not None for item in items]
    return any(paid) and not all(paid)


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


def _shares_differ(document: Document, items: list[Figure]) -> bool:
    """Tell whether the shares behind items say that these are no parts of one whole."""
    shares = [_share_behind(document, item) for item in items]
    return any(shares) and (_nests(items, shares) or _turns(document, items, shares))


def _share_behind(document: Document, item: Figure) -> Figure | None:
    figures = document.figures
    behind = figures[item.index + 1] if item.index + 1 < len(figures) else None
    return behind if behind and behind.kind is Kind.SHARE else None


def _nests(items: list[Figure], shares: list[Figure | None]) -> bool:
    """Tell whether one item is said to be a share of another: 农村义务教育…，占义务教育支出的36%."""
    names = {item.index: core(item.label)[-_TAIL:] for item in items}
    for item, share in zip(items[1:], shares[1:], strict=True):
        if share is not None:
            others = (name for index, name in names.items() if index != item.index)
            if any(len(name) == _TAIL and name in share.lead for name in others):
                return True
    return False


def _turns(document: Document, items: list[Figure], shares: list[Figure | None]) -> bool:
    """Tell whether a semicolon parts an item with its share from one without: 水田9万亩，占60%；播种面积12万亩."""
    if core(items[-1].label).startswith(_CLOSING):
        return False  # 教育20万元，占40%；交通18万元；其他12万元: shares of the greatest only
    return any(
        share and not next_share and "；" in document.between(item, following)
        for (item, share), (following, next_share) in pairwise(zip(items, shares, strict=True))
    )


def is_closed(document: Document, items: list[Figure]) -> bool:
    """Tell whether the items' own words say that no other follows: …和其他, two of a kind, so many in all."""
    labels = [core(item.label) for item in items]
    return (
        labels[-1].startswith(_CLOSING)
        or _AND_OTHERS.search(labels[-1]) is not None
        or _are_counted(document, items)
        or _is_family(labels)
    )


def _are_counted(document: Document, items: list[Figure]) -> bool:
    """Tell whether the words before the items say how many they are: 用于三个方面：."""
    before = document.text[max(0, items[0].start - _ANNOUNCED) : items[0].start]
    match = _COUNTED.search(before)
    return match is not None and _NUMBERS[match["number"]] == len(items)


def _is_family(labels: list[str]) -> bool:
    """Tell whether two members of a set that the genre knows as whole stand in a list."""
    said = "\n".join(labels)
    return _RELATIVES.search(said) is not None and any(
        sum(name in said for name in family) >= 2 for family in _FAMILIES
    )
