"""Which figures before a list may be its total: the nearest first, those of each measure apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.addends import Addends
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.roles import core

__all__ = ["heads_of"]

_STOPS = re.compile(r"[。！？\n]")
_GOES_ON = re.compile(r"^[。，；]?(?:具体|其使用|明细|分配|使用)[^，。；\n]{0,12}$")
_MEASURES = re.compile(
    r"(?:完成|^为|是|达到?|占|控制在|超过?|低于|高于|较|比)[^，。；]{0,6}(?:预算|计划|任务|目标|指标|控制)[数额值]?$"
)
_SHARE_OF_ALL = re.compile(r"^，占[^，。；\d]{0,12}[\d.]+%(?=，)")  # stands behind any amount
_ALL = ("支出", "收入", "总支出", "总收入")
_TIMES = re.compile(
    r"^(?:截至[^，。；]{0,8}?[底末止日]|年[底末]|[底末]|全年|实际|累计|当年|本年|共|完成|已)+|(?:总额|合计|总计|决算数?|完成|数)+$"
)
_CLAUSE = 30  # characters before 中
_TAIL = 6
_SHORTEST = 4
_NEAR = 16  # characters between a head and a bracket, a colon or 用于
_A_NAME = 2
_BACK = 12  # figures before a list in which its head may stand


def heads_of(
    document: Document, addends: Addends, match: re.Match[str], first: int
) -> Iterator[list[Figure]]:
    """Yield the candidate totals, one group for each dimension and for levels and changes apart."""
    word, place = match[0], match.start()
    before = [
        figure
        for figure in document.figures[max(0, first - _BACK) : first]
        if figure.end <= place and figure.index in addends.heads
    ]
    before = list(_once(addends, before))
    if not before:
        return
    near = _near(document, addends, before, word, place)
    groups: list[list[Figure]] = []
    for figure in reversed(near):
        group = next((each for each in groups if _is_alike(each[0], figure)), None)
        if group is None:
            groups.append([figure])
        else:
            group.append(figure)
    for group in groups:  # 支出90万元，完成预算100万元的90%，其中…: the 90 are split
        yield sorted(group, key=lambda figure: bool(_MEASURES.search(figure.lead)))


def _once(addends: Addends, before: list[Figure]) -> Iterator[Figure]:
    """Yield every amount once: of 1.26亿元（12583.40万元） the finer one, which the parts add up to."""
    for number, figure in enumerate(before):
        again = before[number + 1] if number + 1 < len(before) else None
        if again and again.index in addends.again and again.step < figure.step:
            continue
        earlier = before[number - 1] if number else None
        if earlier and figure.index in addends.again and figure.step >= earlier.step:
            continue
        yield figure


def _is_alike(first: Figure, figure: Figure) -> bool:
    """Tell whether two heads may be candidates for one total: 5845户 and 19558人 are two totals."""
    same = first.dimension is figure.dimension and same_measure(first, figure)
    return same and (first.kind is Kind.CHANGE) == (figure.kind is Kind.CHANGE)


def _near(
    document: Document, addends: Addends, before: list[Figure], word: str, place: int
) -> list[Figure]:
    last = before[-1]
    gap = document.text[last.end : place]
    if word in ("用于", "："):
        gap = _SHARE_OF_ALL.sub("", gap)
    if word == "（":
        return [last] if gap == "" else []
    if word == "中":
        return _named_before(document, before, place)
    name = core(last.label).removeprefix("其中")
    if word == "用于" and (len(name) < _A_NAME or name.startswith("用于")):
        return []  # 30万元用于…: the amount is an item and stands before its purpose
    if word[0] == "分" and word[-1] in "，：":
        return [last] if len(gap) <= _NEAR and not _STOPS.search(gap) else []
    if word in ("：", "由", "用于", "分解", "构成", "分为", "包括", "包含") or word.startswith(
        "分别"
    ):
        if re.search(r"[\d；]", gap):
            return []
        if len(gap) <= _NEAR and (not _STOPS.search(gap) or _GOES_ON.match(gap)):
            return [last]
        return _same_sentence(before, gap, word)
    sentence = [
        figure
        for figure in before
        if figure.sentence == last.sentence and addends.depth_of(figure) == addends.depth_of(last)
    ]
    pause = document.text.rfind("；", sentence[0].end, last.start)
    sentence = [figure for figure in sentence if figure.start > pause]
    if _STOPS.search(gap) and len(gap) > _NEAR:
        return []
    return sentence


def _same_sentence(before: list[Figure], gap: str, word: str) -> list[Figure]:
    if _STOPS.search(gap) or not (word.startswith("分别") or word == "包括"):
        return []
    return [figure for figure in before if figure.sentence == before[-1].sentence]


def _named_before(document: Document, before: list[Figure], place: int) -> list[Figure]:
    """Return the heads that the words before 中 name: 项目支出中，…, and 年底支出4245万元…。支出中，…."""
    words = document.text[max(0, place - _CLAUSE) : place]
    name = re.split(r"[，。；：、（）\n]", words)[-1]
    if name in _ALL:
        return [figure for figure in before if _TIMES.sub("", core(figure.label)) == name]
    tail = core(name)[-_TAIL:]
    fits = len(tail) >= _SHORTEST
    return [figure for figure in before if fits and core(figure.label).endswith(tail)]
