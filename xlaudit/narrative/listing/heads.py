"""Which figures before a list may be its total: the nearest first, those of each measure apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.addends import Addends
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.roles import core

__all__ = ["heads_of"]

_RIGHT_BEFORE = ("：", "由", "用于", "分解", "构成", "分为", "包括", "包含")  # and all with 分别
_STOPS = re.compile(r"[。！？\n]")
_OTHER_MATTER = re.compile(r"[\d；]")
_CLAUSE_SIGN = re.compile(r"[，。；：、（）\n]")
_GOES_ON = re.compile(r"^[。，；]?(?:具体|其使用|明细|分配|使用)[^，。；\n]{0,12}$")
_MEASURES = re.compile(
    r"(?:完成|^为|是|达到?|占|控制在|超过?|低于|高于|较|比)[^，。；]{0,6}(?:预算|计划|任务|目标|指标|控制)[数额值]?$"
)
_SHARE_OF_ALL = re.compile(r"^，占[^，。；\d]{0,12}[\d.]+%(?=，)")  # stands behind any amount
_ALL = ("支出", "收入", "总支出", "总收入")
_TIMES = re.compile(
    r"^(?:截至[^，。；]{0,8}?[底末止日]|年[底末]|[底末]|全年|实际|累计|当年|本年|共|完成|已)+|(?:总额|合计|总计|决算数?|完成|数)+$"
)
_SAYS_MORE = re.compile(r"(?:具体|其中)[^。！？\n]*。$")  # the sentence right before is split
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
    if first == 0 or _is_afar(document, match, document.figures[first - 1]):
        return
    groups: list[list[Figure]] = []
    before = _before(document, addends, match, first)
    if document.figures[first].fact == "spent":
        before = _without_balance(before)
    for figure in _near(document, addends, before, match):
        group = next((each for each in groups if _is_alike(each[0], figure)), None)
        if group is None:
            groups.append([figure])
        else:
            group.append(figure)
    for group in groups:  # 支出90万元，完成预算100万元的90%，其中…: the 90 are split
        if len(group) > 1:
            group.sort(key=lambda figure: bool(_MEASURES.search(figure.lead)))
        yield group


def _is_afar(document: Document, match: re.Match[str], last: Figure) -> bool:
    """Tell cheaply whether a trigger splits none of the figures before it: a sentence ends long before it."""
    if match[0] == "（":
        return last.end != match.start()
    end = max(last.end, match.start() - _NEAR)
    return match[0] != "中" and document.text.find("。", last.end, end) >= 0


def _before(
    document: Document, addends: Addends, match: re.Match[str], first: int
) -> Iterator[Figure]:
    """Yield what may be totals, nearest first: of 1.26亿元（12583.40万元） the finer one, which the parts add up to."""
    near = document.figures[max(0, first - _BACK) : first]
    last: Figure | None = None
    for number in range(len(near) - 1, -1, -1):
        figure = near[number]
        if figure.end > match.start() or not addends.heads[figure.index]:
            continue
        coarse = last and addends.again[last.index] and last.step < figure.step
        if not coarse and addends.again[figure.index]:
            earlier = next((e for e in near[:number][::-1] if addends.heads[e.index]), None)
            coarse = earlier and figure.step >= earlier.step
        if not coarse:
            yield figure
        last = figure


def _without_balance(before: Iterator[Figure]) -> Iterator[Figure]:
    """支出95万元，执行率95%，结余5万元。具体为：奖励支出60万元…: outlays split what was spent, not what is left."""
    found = list(before)
    told = any(figure.fact == "spent" for figure in found)
    return (figure for figure in found if not told or figure.fact != "carryover")


def _is_alike(first: Figure, figure: Figure) -> bool:
    """Tell whether two heads may be candidates for one total: 5845户 and 19558人 are two totals."""
    same = first.dimension is figure.dimension and same_measure(first, figure)
    return same and (first.kind is Kind.CHANGE) == (figure.kind is Kind.CHANGE)


def _near(
    document: Document, addends: Addends, before: Iterator[Figure], match: re.Match[str]
) -> list[Figure]:
    """Return those of the figures before a list that its trigger may split, nearest first."""
    word, place = match[0], match.start()
    last = next(before, None)
    if last is None:
        return []
    gap = document.text[last.end : place]
    if word in ("用于", "："):
        gap = _SHARE_OF_ALL.sub("", gap)
    if word == "（":
        return [last] if gap == "" else []
    if word == "中":
        return _named_before(document, [last, *before], place)
    if word == "用于":
        name = core(last.label).removeprefix("其中")
        if len(name) < _A_NAME or name.startswith("用于"):
            return []  # 30万元用于…: the amount is an item and stands before its purpose
    if word in _RIGHT_BEFORE or word[0] == "分":
        return _right_before(last, before, word, gap)
    if _STOPS.search(gap) and len(gap) > _NEAR and not _SAYS_MORE.match(word + gap):
        return []
    depth = addends.depth_of(last)
    row = [each for each in _of_sentence(last, before) if addends.depth_of(each) == depth]
    pause = document.text.rfind("；", row[-1].end, last.start)
    return [each for each in row if each.start > pause]


def _right_before(last: Figure, before: Iterator[Figure], word: str, gap: str) -> list[Figure]:
    """Return the figure right before a trigger; 分别 and 包括 may split another one of its sentence."""
    stops = _STOPS.search(gap)
    if word[-1] in "，：" and word != "：":  # 分三批：
        return [last] if len(gap) <= _NEAR and not stops else []
    if _OTHER_MATTER.search(gap):
        return []
    if len(gap) <= _NEAR and (not stops or _GOES_ON.match(gap)):
        return [last]
    reaches = word.startswith("分别") or word == "包括"
    return _of_sentence(last, before) if reaches and not stops else []


def _of_sentence(last: Figure, before: Iterator[Figure]) -> list[Figure]:
    return [last, *takewhile(lambda each: each.sentence == last.sentence, before)]


def _named_before(document: Document, before: list[Figure], place: int) -> list[Figure]:
    """Return the heads that the words before 中 name: 项目支出中，…, and 年底支出4245万元…。支出中，…."""
    words = document.text[max(0, place - _CLAUSE) : place]
    name = _CLAUSE_SIGN.split(words)[-1]
    if name in _ALL:
        return [figure for figure in before if _TIMES.sub("", core(figure.label)) == name]
    tail = core(name)[-_TAIL:]
    fits = len(tail) >= _SHORTEST
    return [figure for figure in before if fits and core(figure.label).endswith(tail)]
