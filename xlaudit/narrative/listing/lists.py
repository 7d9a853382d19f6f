"""Lists in prose: a head that may be the total, and the items that follow 其中, 分别为, a colon or a bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.addends import Addends
from xlaudit.narrative.listing.apart import stands_apart
from xlaudit.narrative.listing.complete import complete_to
from xlaudit.narrative.listing.extent import DISTRIBUTES, SPLITS, ends_of, is_result, pairs_off
from xlaudit.narrative.listing.heads import heads_of
from xlaudit.narrative.listing.measures import AVERAGE, alike_in_list, same_measure
from xlaudit.narrative.listing.softness import is_closed, is_soft
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["AVERAGE", "Listing", "find_lists", "same_measure"]

# Each begins with its own sign, which is searched for fast; what must stand before it is looked at then.
_TRIGGER = re.compile(
    r"""其中 | 分别 (?:为|是|用于|安排|有)? | 包括 | 包含 | 用于 | 如下
      | 由 (?<! [另再还] 由 ) (?! \d [^，。；]{0,16} [到至为] ) | 分解 | 构成 (?! [。；\n] ) | 分为 | 主要 (?:是|为|原因是)
      | 分 [两二三四五六七八九2-9] (?:批|次|期|笔) [^，。；：\d]{0,6} [，：] (?=第一|首)
      | 具体 (?:为|是) | 中 (?<= [\u4e00-\u9fff] 中 ) (?=[，：]) | ： | （""",
    re.VERBOSE,
)
_MOST = 60  # items of one list
_NEXT = 6  # characters behind a count that say what is counted
_INTENDED = re.compile(r"(?:计划|目标|任务|应|拟)[^，。；]{0,8}$")  # 计划350亩，完成357亩，其中…
_REST_BEHIND = re.compile(r"(?:，占[^，。；]{0,20}%)?[，；](?:其余|其[他它]|剩余|余下)")
_FULL_MARKS = re.compile(r"满分|分值|权重|标准分|应得分")
_FULL_MARK = 100
_BUDGETS = ("budget", "initial_budget")
_NAMES = re.compile(r"[^，；]*、[^，；]*[，；]")  # 分别为办公室、财务科，下属单位3个: names alone
# what was spent, and what is left then, stand beside the income in a list
_SPENT = re.compile(
    r"^(?:本年|当年|全年|累计|实际|基金|总|经费)*支出(?:完成|合计|总计|总额|数)?[为是]?$"
)
_LOST = re.compile(
    r"(?:扣|失|丢)(?:除|减|分|掉|了|去)*(?:项|情况|点)?(?:分别|依次)?[为是]?(?:：[^，。；：、\d]{0,12})?$"
)
_LEVELS = re.compile(r"^[一二三四]级")
_MEASURED = re.compile(
    r"分别(?:[为是达]*(?:计划|目标|任务|预算|上年|去年|年初)|[比较]?(?:计划|目标|任务)?(?:超|多|少|差|欠|高于|低于))"
)
# 其中履职效能由44.20分升至47.32分，升3.12分: what it was and what it became.
_MOVED_TO = re.compile(r"(?:升|降|增|减|涨|提高|增加|减少)(?:至|到)$")
_MADE_OF = re.compile("组成|构成|形成")
_BUNDLED = re.compile(r"[^，。；：、（）]{0,4}")


@dataclass(frozen=True, slots=True)
class Listing:
    """Candidate totals, nearest first, and the items up to the paragraph's end.

    ``ends`` are the numbers of items after which the list may stop by itself, the likeliest first.
    ``is_unique``: only the first head can be the total. ``is_closed``: nothing else can be part of it.
    ``is_complete``: the words of the natural items leave no room for another part of the first head.
    ``is_soft``: words such as 等 say that it goes on.
    """

    trigger: str
    place: int
    heads: tuple[Figure, ...]
    items: tuple[Figure, ...]
    ends: tuple[int, ...]
    is_unique: bool
    is_closed: bool
    is_complete: bool
    is_soft: bool

    @property
    def natural(self) -> tuple[Figure, ...]:
        """The items up to the likeliest end."""
        return self.items[: self.ends[0]] if self.ends else self.items


def find_lists(document: Document) -> Iterator[Listing]:
    """Yield every list of amounts, counts or scores, also of changes (their items carry a direction)."""
    text = document.text
    addends = Addends.of(document)
    seen: set[tuple[int, ...]] = set()
    for match in _TRIGGER.finditer(text):
        first = document.first_from(match.end())
        if first >= len(document.figures):
            return
        ahead = document.figures[first]
        if ahead.start - match.end() > 120 or _opens_none(text[match.start() : ahead.start]):
            continue
        for heads in heads_of(document, addends, match, first):
            items = _items(document, addends, match, heads[0], first)
            if not items:
                continue
            ends = ends_of(document, items, is_partial=match[0] == "其中")
            complete = complete_to(document, heads[0], items)
            if complete:
                ends = list(dict.fromkeys([complete, *ends]))
            key = (heads[0].index, *(item.index for item in items[: ends[0]]))
            if key in seen:
                continue
            listing = _finish(document, match, heads, items, ends, is_complete=bool(complete))
            if listing is not None:
                seen.add(key)
                yield listing


def _opens_none(words: str) -> bool:
    """Tell whether the words from a trigger to the next figure show that no list begins with it.

    The paragraph or the bracket ends before it, or 分别为计划… sets other amounts beside those before.
    """
    if "\n" in words:
        return True
    if words[0] == "（":
        return "）" in words
    if words[0] == "由":  # 剩余99.3万元由财政收回。支出中，…: 由 says by whom
        return "。" in words and not _MADE_OF.search(words)
    return words.startswith("分别") and bool(_NAMES.match(words) or _MEASURED.match(words))


def _items(
    document: Document, addends: Addends, match: re.Match[str], head: Figure, first: int
) -> list[Figure]:
    """Return the figures behind a trigger that may be parts of a head, up to the paragraph's end."""
    ahead = document.figures[first]
    depth = ahead.depth if match[0] == "（" else addends.depth_of(head)
    want_change = head.kind is Kind.CHANGE
    takes_in = "收入" in head.label and "支出" not in head.label
    items: list[Figure] = []
    for figure in document.figures[first : first + 4 * _MOST]:
        if figure.paragraph != ahead.paragraph or figure.depth < depth or len(items) >= _MOST:
            break
        if items and takes_in and _SPENT.search(core(figure.label)):
            break
        if items and figure.depth == depth and is_result(figure):
            if not figure.value == _total(items) != head.value:
                break
            if not _REST_BEHIND.match(document.text, figure.end):
                return []  # 合同价860万元，分两笔付，分别为…，共532万元: the total stands behind
            items = [figure]  # 甲208万元、乙171万元，两项合计379万元，其余共257万元
            continue
        if (
            figure.dimension is head.dimension
            and figure.depth == depth
            and (figure.kind is Kind.CHANGE) == want_change
            and addends.items[figure.index]
            and (alike_in_list(head, figure) or _is_second_unit(document, head, figure))
            and not stands_apart(head, figure)
        ):
            items.append(figure)
    if not items or items[0].sentence != ahead.sentence or _mixes(match, head, items):
        return []  # what follows the trigger is of another kind; these begin a list of their own
    farther = _is_farther(document, head, match.start())
    if farther and not _is_bundled(document, first, items[0]):
        return []  # 企业40家、问题85个，其中隐患30个、违规55个，关停3家: the 40 are not split
    return items


def _is_second_unit(document: Document, head: Figure, item: Figure) -> bool:
    """Tell whether a bracket behind a head names the unit of an item beside its own: 1746卷（件）, 其中实物124件."""
    return document.text.startswith(f"（{item.quantity.unit.text}）", head.end)


def _total(items: list[Figure]) -> Decimal:
    return sum((item.value for item in items), Decimal())


def _are_levels(document: Document, head: Figure, items: list[Figure]) -> bool:
    """Tell whether indicators are counted level by level: 25项指标，包括2个一级指标、25个三级指标."""
    if head.dimension is not Dimension.COUNT:
        return False
    words = [core(i.label) or document.text[i.end : i.end + _NEXT] for i in items]
    around = head.label + document.text[head.end : head.end + _NEXT]
    said = "指标" in around or any("指标" in word for word in words)
    return said and sum(1 for word in words if _LEVELS.match(word)) > 1


def _are_points(
    document: Document, match: re.Match[str], head: Figure, items: list[Figure]
) -> bool:
    """Tell whether what could be won, 100 in all, stands behind what was: 得分92.5分，其中投入20分、过程30分、…"""
    if head.kind is Kind.SCORE and _FULL_MARKS.search(document.text, head.end, match.start()):
        return True  # 效果29分，四项满分分别为15分、25分、…
    full = head.fact == "total_score" and head.value != _FULL_MARK
    return full and sum(item.value for item in items) == _FULL_MARK


def _is_rival(other: Figure, head: Figure, item: Figure) -> bool:
    """Tell whether a list may split another amount than its head: no plan, no like amount, no other unit."""
    if other.value == head.value or _INTENDED.search(other.lead):
        return False
    if "编制" in other.label and "编制" not in head.label + item.label:
        return False  # 编制98人，在岗107人，其中…: who is there is split, not the posts
    if head.fact == "spent" and other.fact in _BUDGETS:
        return False  # 预算6.5万元，支出5.1万元，其中…: what was spent is split
    units = (other.quantity.unit, head.quantity.unit, item.quantity.unit)
    return head.dimension is not Dimension.COUNT or not units[0] != units[1] == units[2]


def _mixes(match: re.Match[str], head: Figure, items: list[Figure]) -> bool:
    """Tell whether marks stand among points, or items are more than the head: 图书3种，印数分别为500册、…"""
    if head.dimension is Dimension.SCORE:
        said = match.string[head.end : items[0].start]
        if _LOST.search(said) and not _LOST.search(head.lead):
            return True  # 总分95.8分，扣分分别为0.5分、1.2分、…
        return len({item.kind for item in items[:2]}) > 1
    if head.dimension is not Dimension.COUNT or not match[0].startswith("分别"):
        return False
    words = {item.quantity.unit.text for item in items}
    apart = head.quantity.unit.text not in words
    return apart and any(item.value > head.value for item in items)


def _is_farther(document: Document, head: Figure, place: int) -> bool:
    """Tell whether another count stands between a head and its list."""
    if head.dimension is not Dimension.COUNT:
        return False
    last = document.figures[document.first_from(place) - 1]
    return last is not head and last.dimension is Dimension.COUNT


def _is_bundled(document: Document, first: int, item: Figure) -> bool:
    """Tell whether only figures side by side stand from the first one to an item: 2640户8976人."""
    row = document.figures[first : item.index + 1]
    return all(_BUNDLED.fullmatch(document.between(a, b)) for a, b in pairwise(row))


def _finish(
    document: Document,
    match: re.Match[str],
    heads: list[Figure],
    items: list[Figure],
    ends: list[int],
    *,
    is_complete: bool,
) -> Listing | None:
    """Return the list of these items; None where its natural ones are no parts of the first head."""
    head, natural = heads[0], items[: ends[0]]
    if match[0][0] == "分" and match[0][-1] in "，：" and not is_complete:
        return None  # 分三批下达，第一批…: the others are still to come
    if not any(item.is_plain for item in natural):
        return None  # 其中收入超50万元的村9个、50万元以下的5个: limits are no parts
    if _are_levels(document, head, natural) or _are_points(document, match, head, natural):
        return None
    if any(DISTRIBUTES.search(item.lead) or _MOVED_TO.search(item.lead) for item in natural):
        return None
    if pairs_off(document, match, natural):
        return None
    soft = is_soft(document, head, natural, match, may_overlap=not is_complete)
    closed = not soft and (
        is_complete
        or (match[0] == "（" and len(natural) == len(items) > 1)
        or match[0].startswith("分别")
        or is_closed(document, natural)
    )
    fitting = [each for each in heads if each.fact and each.fact == natural[0].fact]
    rivals = [each for each in heads[1:] if _is_rival(each, head, natural[0])]
    unique = not rivals or len(fitting) == 1
    if len(fitting) == 1:
        heads = [*fitting, *(each for each in heads if each is not fitting[0])]
    nested = _holds_parts_of_parts(document, match, natural)
    return Listing(
        match[0],
        match.start(),
        tuple(heads),
        tuple(items),
        tuple(ends),
        is_unique=unique and not nested,
        is_closed=closed,
        is_complete=is_complete and not nested and not soft,
        is_soft=soft,
    )


def _holds_parts_of_parts(document: Document, match: re.Match[str], natural: list[Figure]) -> bool:
    """Tell whether 其中, or 包括 right before an item, splits an item of a list further."""
    words = document.text[match.end() : natural[-1].end]
    if "包" not in words:
        return "其中" in words
    return "其中" in words or any(
        SPLITS.search(document.between(a, b)) for a, b in pairwise(natural)
    )
