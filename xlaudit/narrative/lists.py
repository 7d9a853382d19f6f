"""Lists in prose: a head that may be the total, and the items that follow 其中, 分别为, a colon or a bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlaudit.narrative.document import Document
from xlaudit.narrative.extent import DISTRIBUTES, ends_of, is_result, pairs_off
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.roles import LEXICON, core
from xlaudit.narrative.softness import is_family, is_soft
from xlaudit.numbers.quantity import Dimension

__all__ = ["AVERAGE", "Listing", "find_lists", "same_measure"]

_TRIGGER = re.compile(
    r"""其中 | 分别 (?:为|是|用于|安排|有)? | 包括 | 包含 | 用于 | 如下
      | (?<! [另再还] ) 由 (?! \d [^，。；]{0,16} [到至为] ) | 分解 | 构成 (?! [。；\n] ) | 分为 | 主要 (?:是|为|原因是)
      | 具体 (?:为|是) | (?<=[\u4e00-\u9fff]) 中 (?=[，：]) | ： | （""",
    re.VERBOSE,
)
_STOPS = re.compile(r"[。！？\n]")
_GOES_ON = re.compile(r"^[。，；]?(?:具体|其使用|明细|分配|使用)[^，。；\n]{0,12}$")
_NEAR = 16  # characters between a head and a bracket, a colon or 用于
_A_NAME = 2
_MOST = 60  # items of one list
_COMPARES = re.compile(
    r"上年(?!结转|结余)|去年|上一年|同期|^[比较]|相比|占|单价|均价|(?<!高)标准(?!化)"
)
AVERAGE = re.compile(r"[日月年户人场次件亩]均|平均|每")  # what it measures is of another total
_OWED = re.compile(r"负债|净资产")  # stand beside the assets in a list, not among them
_VACANT = re.compile(r"[空缺超]编")  # what the staff falls short of its posts by, or exceeds them
_ADJUSTED = re.compile(
    r"调整后|调整预算数|^全年预算"
)  # comes after the parts of the initial budget
_APART = (_OWED, _VACANT, _ADJUSTED)  # beside what such words name, only its like is an item
_MEASURED = re.compile(r"分别[为是达]*(?:计划|目标|任务|预算|上年|去年|年初)")
_ALIKE = (
    frozenset("件期份篇条个次场项批起册本部张块幅则套类种"),
    frozenset("人名位"),
    frozenset("辆台套架"),
    frozenset("家个所处"),
    frozenset("家户"),
)
_SUMMABLE = (Dimension.MONEY, Dimension.COUNT, Dimension.SCORE)


@dataclass(frozen=True, slots=True)
class Listing:
    """Candidate totals, nearest first, and the items up to the paragraph's end.

    ``ends`` are the numbers of items after which the list may stop by itself, the likeliest first.
    ``is_unique``: only the first head can be the total. ``is_closed``: nothing else can be part of it.
    ``is_soft``: words such as 等 say that it goes on.
    """

    trigger: str
    place: int
    heads: tuple[Figure, ...]
    items: tuple[Figure, ...]
    ends: tuple[int, ...]
    is_unique: bool
    is_closed: bool
    is_soft: bool

    @property
    def natural(self) -> tuple[Figure, ...]:
        """The items up to the likeliest end."""
        return self.items[: self.ends[0]] if self.ends else self.items


def find_lists(document: Document) -> Iterator[Listing]:
    """Yield every list of amounts, counts or scores, also of changes (their items carry a direction)."""
    text = document.text
    seen: set[tuple[int, ...]] = set()
    for match in _TRIGGER.finditer(text):
        first = document.first_from(match.end())
        if first >= len(document.figures):
            return
        ahead = document.figures[first]
        if ahead.start - match.end() > 120 or _opens_none(text[match.start() : ahead.start]):
            continue
        for heads in _heads(document, match, first):
            listing = _listing(document, match, heads, first)
            if listing is None:
                continue
            key = (heads[0].index, *(item.index for item in listing.natural))
            if key not in seen:
                seen.add(key)
                yield listing


def _opens_none(words: str) -> bool:
    """Tell whether the words from a trigger to the next figure show that no list begins with it.

    The paragraph or the bracket ends before it, or 分别为计划… sets other amounts beside those before.
    """
    closed = words[0] == "（" and "）" in words
    return "\n" in words or closed or _MEASURED.match(words) is not None


def _heads(document: Document, match: re.Match[str], first: int) -> Iterator[list[Figure]]:
    """Yield the candidate totals, one group for each dimension and for levels and changes apart."""
    word, place = match[0], match.start()
    before = [
        figure
        for figure in document.figures[max(0, first - 12) : first]
        if figure.end <= place and _may_add(figure) and not AVERAGE.search(figure.lead)
    ]
    before = [
        figure
        for figure in before
        if not _BASE.search(document.text[max(0, figure.start - 12) : figure.start])
    ]
    if not before:
        return
    near = _near(document, before, word, place)
    groups: dict[tuple[Dimension, bool], list[Figure]] = {}
    for figure in reversed(near):
        groups.setdefault((figure.dimension, figure.kind is Kind.CHANGE), []).append(figure)
    yield from groups.values()


_BASE = re.compile(r"[比较](?:去年|上年|上年度|\d{4}年度?|年初|期初|同期|上年同期)的?\Z")
"""What was compared with, as in 较上年13925元, is nobody's total: what follows splits this year's figure."""


def _may_add(figure: Figure) -> bool:
    """Tell whether a figure can be a part or a total: no 三个阶段, and no bound of a grade band."""
    if figure.dimension not in _SUMMABLE or figure.is_word:
        return False
    return figure.is_plain or figure.dimension is not Dimension.SCORE


def same_measure(head: Figure, item: Figure) -> bool:
    """Tell whether two counts may be added: 件 and 期 are both pieces, 亩 and 公里 are not."""
    if head.dimension is not Dimension.COUNT:
        return True
    words = (_measure(head), _measure(item))
    return words[0] == words[1] or any(set(words) <= group for group in _ALIKE)


def _measure(figure: Figure) -> str:
    return figure.quantity.unit.text.lstrip("十百千万亿")


def _near(document: Document, before: list[Figure], word: str, place: int) -> list[Figure]:
    last = before[-1]
    gap = document.text[last.end : place]
    if word == "（":
        return [last] if gap == "" else []
    if word == "中":
        name = re.split(r"[，。；：、（）\n]", document.text[max(0, place - 30) : place])[-1]
        tail = core(name)[-6:]
        return [figure for figure in before if len(tail) >= 4 and core(figure.label).endswith(tail)]
    name = core(last.label).removeprefix("其中")
    if word == "用于" and (len(name) < _A_NAME or name.startswith("用于")):
        return []  # 30万元用于…: the amount is an item and stands before its purpose
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
        if figure.sentence == last.sentence and figure.depth == last.depth
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


def _listing(
    document: Document, match: re.Match[str], heads: list[Figure], first: int
) -> Listing | None:
    head = heads[0]
    bracket = match[0] == "（"
    depth = document.figures[first].depth if bracket else head.depth
    want_change = head.kind is Kind.CHANGE
    items: list[Figure] = []
    for figure in document.figures[first : first + 4 * _MOST]:
        if figure.paragraph != document.figures[first].paragraph or len(items) >= _MOST:
            break
        if figure.depth < depth:
            break
        if items and figure.depth == depth and is_result(figure):
            if figure.value == sum(item.value for item in items) != head.value:
                return None  # 合同价860万元，已付两笔，分别为…，共532万元: the total stands behind
            break
        if (
            figure.depth == depth
            and figure.dimension is head.dimension
            and (figure.kind is Kind.CHANGE) == want_change
            and _may_add(figure)
            and same_measure(head, figure)
            and not _COMPARES.search(figure.lead)
            and not AVERAGE.search(figure.lead)
            and not any(p.search(figure.label) and not p.search(head.label) for p in _APART)
        ):
            items.append(figure)
    if items and items[0].sentence != document.figures[first].sentence:
        return None  # what follows the trigger is of another kind; these begin a list of their own
    if not items or (head.dimension is Dimension.SCORE and len({f.kind for f in items[:2]}) > 1):
        return None
    return _finish(document, match, heads, items, bracket=bracket)


def _finish(
    document: Document,
    match: re.Match[str],
    heads: list[Figure],
    items: list[Figure],
    *,
    bracket: bool,
) -> Listing | None:
    ends = ends_of(document, items, is_partial=match[0] == "其中")
    natural = items[: ends[0]]
    if any(DISTRIBUTES.search(item.lead) for item in natural) or pairs_off(
        document, match, natural
    ):
        return None
    between = document.text[match.start() : natural[-1].end]
    labels = [core(item.label) for item in natural]
    last_label = labels[-1]
    soft = is_soft(document, heads[0], natural, match)
    closed = (
        any(last_label.startswith(word) for word in LEXICON["lists"]["closing"])
        or (bracket and len(natural) == len(items) and len(items) > 1)
        or match[0].startswith("分别")
        or is_family(labels)
    )
    fitting = [head for head in heads if head.fact and head.fact == natural[0].fact]
    unique = len(heads) == 1 or len(fitting) == 1
    if len(fitting) == 1:
        heads = [*fitting, *(head for head in heads if head is not fitting[0])]
    nested = "其中" in between[len(match[0]) :]
    return Listing(
        match[0],
        match.start(),
        tuple(heads),
        tuple(items),
        tuple(ends),
        is_unique=unique and not nested,
        is_closed=closed and not soft,
        is_soft=soft,
    )
