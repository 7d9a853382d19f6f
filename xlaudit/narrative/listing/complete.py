"""Which items surely are the whole of their head: 男 and 女, 桥 and 涵 of 桥涵, 达标 and 未达标, shares of 100%.

其中 promises some of the parts; only words that leave no room for another part make a list complete.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.roles import LEXICON, core
from xlaudit.numbers.quantity import Dimension

__all__ = ["IN_PARTS", "complete_to", "consists_of", "counts_up"]

_WORDS = LEXICON["complete"]
_HALVES = [(re.compile("|".join(row)), [re.compile(m) for m in row]) for row in _WORDS["halves"]]
_WHOLES = [(row[0], [re.compile(member) for member in row[1:]]) for row in _WORDS["wholes"]]
_ANY = re.compile("|".join(m.pattern for _, row in (*_HALVES, *_WHOLES) for m in row))
_ALONE = re.compile("|".join(_WORDS["alone"]))
_BEHIND = re.compile(r"[\u4e00-\u9fff（）]{1,8}")
_DENIALS = ("尚未", "未能", "没有", "不太", "很不", "非", "未", "不", "无")
_STATE = re.compile(
    rf"^(?:(?P<no>{'|'.join(_DENIALS)})|(?:已经?|正在|正|部分|基本|非常|比较|较|很)*)(?=.)"
)
_LEVEL = re.compile(r"^(?:级|性|部)?(?:财政)?")
_SEVERAL = 3
_MOST = Decimal("0.7")
_FULL_MARK = Decimal(100)
_FEWEST = 2
_CLAUSE = 40  # characters before a head that may name its parts
_CLAUSE_SIGN = re.compile(r"[，。；：（）\n\d]")
_JOINED = re.compile("、|和|以及|及(?<![涉普波惠]及)|与(?<!参与)")
_LIST_VERB = re.compile(
    r"^(?:全[年县市区镇]|共|累计|保障|办理|完成|实施|建成|新建|发放|检查|培训)+(?=..)"
)
_REACH = 10  # characters of the head's label that name what is counted
_AHEAD = 24  # characters before the first item that may say how many there are
IN_PARTS = re.compile(
    r"分(?:成|为)?(?P<number>[两二三四五六七八九1-9])个?(?:批|次|期|笔|标段|阶段|年)[^。；]{0,20}$"
)
_ORDERS = {
    sign: n
    for row in ("一二三四五六七八九", "ABCDEFGH", "甲乙丙丁戊己庚", "123456789")
    for n, sign in enumerate(row)
}
_JOINS = re.compile("[、和及与]")
_OUTCOME = re.compile(r"党员|女|岁|办结|完成|整改|回访|满意|验收|办理")


def complete_to(
    document: Document, head: Figure, items: Sequence[Figure], *, may_go_on: bool = False
) -> int:
    """Return how many of the first items surely are the whole head; 0 where words leave that open.

    With ``may_go_on`` also where another item stands in the row: 初次412人次、重复208人次、集体96人次.
    """
    own = [item for item in items if item.sentence == items[0].sentence]
    if len(own) < 2 or any(not figure.is_plain for figure in (head, *own)):
        return 0
    if head.fact == "total_score":
        return 0 if may_go_on else _of_marks(head, own)
    names = [_name(document, item) for item in own]
    said = head.label[-_REACH:] + _behind(document, head)
    number = (
        _of_names(document, head, names)
        or _of_words(names, said)
        or _of_states(names)
        or _of_parts(document, own, names)
    )
    if number and may_go_on:
        return number
    if number and not _is_followed(document, own, names, number):
        return number if _leaves_none_out(document, own[:number]) else 0
    return len(own) if _shares_all(document, own) else 0


def _of_marks(head: Figure, own: list[Figure]) -> int:
    """Return how many marks of a sentence make up a total score: all, unless most of it is left out.

    What makes a full mark is what could be won, not what was.
    """
    reached = sum((item.value for item in own), Decimal())
    marks = all(item.kind is Kind.SCORE for item in own)
    if not marks or len(own) < _SEVERAL or reached == _FULL_MARK:
        return 0
    return len(own) if reached >= head.value * _MOST else 0


def _leaves_none_out(document: Document, own: list[Figure]) -> bool:
    """Tell whether every figure of the items' measure from the first to the last is one of them."""
    members = {item.index for item in own}
    return all(
        figure.index in members
        or figure.dimension is not own[0].dimension
        or figure.depth != own[0].depth
        or not same_measure(own[0], figure)
        for figure in document.figures[own[0].index : own[-1].index]
    )


def _name(document: Document, figure: Figure) -> str:
    """Return what an item counts, by the words before it or, in 7个乡, behind it.

    Of figures side by side, as in 城市2816户4093人, only the first has words of its own.
    """
    name = core(figure.lead if figure.run >= 0 else figure.label).removeprefix("其中")
    while not name and figure.index:
        before = document.figures[figure.index - 1]
        if document.between(before, figure) or before.sentence != figure.sentence:
            break
        figure = before
        name = core(figure.label).removeprefix("其中")
    return name or _behind(document, figure)


def _behind(document: Document, figure: Figure) -> str:
    match = _BEHIND.match(document.text, figure.end)
    return match[0] if match else ""


def _of_words(names: list[str], said: str) -> int:
    if _ANY.search(names[0]) is None:
        return 0
    for word, members in _WHOLES:
        if word in said and _covers(members, names, said) is not None:
            return len(members)
    for any_of_them, members in _HALVES:
        rests = _covers(members, names, said) if any_of_them.search(names[0]) else None
        if rests is not None and all(_is_of(rest, said) for rest in rests):
            return len(members)
    return 0


def _of_names(document: Document, head: Figure, names: list[str]) -> int:
    """Return how many items a head names one by one: 孤儿和留守儿童281名，其中孤儿64名、留守儿童217名."""
    before = document.text[max(0, head.start - _CLAUSE) : head.start]
    clause = _CLAUSE_SIGN.split(before)[-1]
    parts = _JOINED.split(clause)
    if not _FEWEST <= len(parts) <= len(names) or "等" in clause:
        return 0
    for part, name in zip((_LIST_VERB.sub("", each) for each in parts), names, strict=False):
        if len(name) < _FEWEST or not (part.endswith(name) or part.startswith(name)):
            return 0
    return len(parts)


def consists_of(word: str, names: Sequence[str]) -> bool:
    """Tell whether names are all the parts of what a word names: the three of 三公经费."""
    return any(
        whole in word
        and len(members) == len(names)
        and all(sum(1 for name in names if member.search(name)) == 1 for member in members)
        for whole, members in _WHOLES
    )


def _covers(members: list[re.Pattern[str]], names: list[str], said: str) -> list[str] | None:
    """Return what stands behind the members in the names, if each member stands in one of them.

    What stands before must not narrow it down: 大中桥 are not all bridges.
    """
    if len(names) < len(members):
        return None
    taken: set[int] = set()
    rests = []
    for name in names[: len(members)]:
        found = [(n, m) for n, member in enumerate(members) if (m := member.search(name))]
        if len(found) != 1:
            return None
        number, match = found[0]
        before = name[: match.start()]
        if before and before not in said and not _ALONE.fullmatch(before):
            return None
        taken.add(number)
        rests.append(name[match.end() :])
    return rests if len(taken) == len(members) else None


def _is_of(rest: str, said: str) -> bool:
    """Tell whether an item counts what its head counts: 女党员 are not all women among 职工."""
    rest = _LEVEL.sub("", rest)
    return len(rest) < 2 or rest[-2:] in said or rest[:2] in said or bool(_ALONE.fullmatch(rest))


def _of_states(names: list[str]) -> int:
    """Return how many names are states of one thing, one of them its denial: 已整改, 正在整改, 未整改."""
    if not any(name.startswith(_DENIALS) for name in names):
        return 0
    bare: list[str] = []
    denied = affirmed = 0
    for number, name in enumerate(names):
        match = _STATE.match(name)
        rest = name[match.end() :] if match else name
        if bare and not (rest == bare[0] or (rest.endswith(bare[0]) and len(bare[0]) > 1)):
            return number if denied and affirmed else 0
        bare.append(rest)
        is_denied = match is not None and match["no"] is not None
        denied += is_denied
        affirmed += not is_denied
    return len(names) if denied and affirmed else 0


def counts_up(names: Sequence[str]) -> bool:
    """Tell whether names count up from the first: 第一批, 第二批, 第三批; A标段, B标段."""
    orders = [_ORDERS.get(name.removeprefix("第")[:1], -1) for name in names]
    return orders == list(range(len(names)))


def _of_parts(document: Document, own: list[Figure], names: list[str]) -> int:
    """Return how many parts 分三批, 分两期 announces right before a list, if they stand in it one by one."""
    said = document.text[max(0, own[0].start - _AHEAD) : own[0].start]
    match = IN_PARTS.search(said)
    number = _ORDERS.get(match["number"].replace("两", "二"), -1) + 1 if match else 0
    return number if number > 1 and counts_up(names[:number]) and number <= len(names) else 0


def _is_followed(document: Document, own: list[Figure], names: list[str], number: int) -> bool:
    """Tell whether another item may be of the same row, so that the whole is not yet reached."""
    gaps = [document.between(a, b) for a, b in pairwise(own[: number + 1])]
    if any("其中" in gap for gap in gaps[: number - 1]):
        return True
    if number >= len(own) or _OUTCOME.search(names[number]):
        return False
    return _sign(gaps[number - 2]) == _sign(gaps[number - 1])


def _sign(gap: str) -> str:
    """Return what parts two items, the strongest sign of it."""
    return next((sign for sign in "；，" if sign in gap), "、" if _JOINS.search(gap) else "")


def _shares_all(document: Document, own: list[Figure]) -> bool:
    """Tell whether every item has its share right behind it and the shares make 100%."""
    figures = document.figures
    if own[0].dimension is Dimension.SCORE or own[-1].index + 1 >= len(figures):
        return False
    shares = [figures[item.index + 1] for item in own]
    if any(share.kind is not Kind.SHARE or not share.is_plain for share in shares):
        return False
    slack = sum((share.step for share in shares), Decimal()) / 2
    return abs(sum((share.value for share in shares), Decimal(-1))) <= slack
