"""Losses told one by one: 扣分项：…扣1.2分，…扣2分; 扣4.5分：预算执行1.2分、…; …扣1.5分，…扣1分，合计2.5分.

A list opens with a heading of its own or ends with a sum; what was lost stands before it, or is what the total
leaves of the full mark. The losses of all numbered problems may make it as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlaudit.narrative.claims.scoring.score_totals import full_mark, is_of_whole
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.judging.slips import is_slip
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_NUMBERS = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_NUMBER = r"(?P<number>[一二两三四五六七八九十]|\d{1,2})"
_HEADING = re.compile(
    r"[扣失丢]分(?:项目?|点|原因|情况|指标|环节|因素|事项|明细|构成)?"
    rf"(?P<some>主要|集中)?(?:共|有|分别|合计|计)*(?:{_NUMBER}[个处项点条])?(?:[为是]|如下)?[：:，](?:主要|一是)?"
)
_EACH_NAMED = re.compile(
    r".分(?:项|点|指标|明细|构成)"
)  # 扣分原因 and 扣分情况 may name the main ones
_LOST = re.compile(r"(?:扣|失|丢)(?:除|减|分|掉|了|去)*(?:合计|共计?)?[为是]?$")
_EACH = re.compile(r"[每各均][^，。]{0,6}$|多扣|少扣")
_SUM = re.compile(
    rf"^(?:以上|上述|这)?(?:{_NUMBER}(?:个|大)?(?:项|处|点|方面|部分)?)?(?:扣分|失分)?(?:项|点)?"
    r"(?:合计|共计|总计|累计|小计|共|计)(?:扣分?|失分?|丢分?)?[为是]?$"
)
_MAY_SUM = re.compile(r"[共计][扣失丢分除减掉了为是]*$")
_OF_BLOCK = re.compile(r"(?:共计?|合计|累计|总计)(?:扣|失|丢)(?:除|减|分|掉|了)*[为是]?$")
_ITEM = re.compile(r"[^，。；：、（）\n\d]{2,16}")
_NEXT = re.compile(r"[、，；和及与]+(?:[^，。；：、（）\n\d]{2,16})")
_MARKED = re.compile(r"得|评|满分|分值|总分")
_CLAUSE_END = re.compile(r"[，。；：、（\n]|\d分")
_OPENS = re.compile(r"[，：（](?:其中|主要|分别|为|系|因)")
_ENDS = "。）\n；"
_LISTS = "，、；。\n"
_FULL = Decimal(100)
_LEAST = 50
_SEVERAL = 3
_PAIR = 2
_BACK = 24  # figures
_NEAR = 6


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of lists with a heading, of lists behind a colon and of lists that end with a sum."""
    text = context.document.text
    if not context.scores:
        return
    for match in _HEADING.finditer(text):
        yield from _of_heading(context, match)
    for figure in context.scores:
        if not figure.is_plain:
            continue
        if text[figure.end : figure.end + 1] in "：（" and _LOST.search(figure.lead):
            yield from _behind_colon(context, figure)
        if _MAY_SUM.search(figure.lead):
            if _SUM.search(_clause(context, figure)):
                yield from _of_sum(context, figure)
            elif _OF_BLOCK.search(figure.lead):
                yield from _of_block(context, figure)
    yield from _of_problems(context)


def is_lost(context: Context, figure: Figure) -> bool:
    """Tell whether a figure is what was lost; a list of them may have one 扣 for all: 分别扣1分、2分."""
    first = context.document.figures[figure.run] if figure.run >= 0 else figure
    lead = first.lead
    return (
        figure.dimension is Dimension.SCORE
        and figure.is_plain
        and _LOST.search(lead) is not None
        and _EACH.search(lead) is None
    )


def _clause(context: Context, figure: Figure) -> str:
    words = context.document.text[max(0, figure.start - _BACK) : figure.start]
    return _CLAUSE_END.split(words)[-1]


def _items(context: Context, place: int) -> list[Figure]:
    """Return the losses from a place to the end of its sentence, up to a sum of them."""
    items: list[Figure] = []
    figures = context.document.figures
    first = context.document.first_from(place)
    for figure in figures[first : first + 2 * _BACK]:
        if figure.sentence != figures[first].sentence:
            break
        if figure.dimension is not Dimension.SCORE:
            continue
        if _MAY_SUM.search(figure.lead) and _SUM.search(_clause(context, figure)):
            break
        if not is_lost(context, figure):
            return []
        if not items or figure.depth <= items[0].depth:
            items.append(figure)
    return items


def _of_heading(context: Context, match: re.Match[str]) -> Iterator[Claim]:
    """扣分项有三处：…扣1分；…扣1.5分；…扣0.8分: all losses, where no 主要 leaves some out."""
    items = _items(context, match.end())
    if not items:
        yield from _of_names(context, match.end())
    if not items or context.document.text[items[-1].end : items[-1].end + 1] == "等":
        return
    number = match["number"]
    if number and _number(number) != len(items):
        return
    before = context.document.text[max(0, match.start() - _PAIR) : match.start()]
    some = before == "主要" or match["some"] is not None
    each = _EACH_NAMED.match(match[0]) is not None
    is_open = not number and (some or not each or len(items) < _PAIR)
    strength = Strength.POSSIBLE if is_open else Strength.LIKELY
    yield from _against_total(context, items, items[0], strength)


def _of_names(context: Context, place: int) -> Iterator[Claim]:
    """扣分：执行率0.15分，档案少接收124件0.8分，…，共1.45分: a list without 扣, its sum and what the total leaves."""
    text = context.document.text
    items: list[Figure] = []
    first = context.document.first_from(place)
    figures = context.document.figures
    for figure in figures[first : first + 2 * _BACK]:
        if figure.sentence != figures[first].sentence:
            break
        if figure.dimension is not Dimension.SCORE:
            continue
        words = text[items[-1].end if items else place : figure.start]
        if len(items) >= _PAIR and _MAY_SUM.search(figure.lead):
            if _SUM.search(_clause(context, figure)):
                strength = Strength.CERTAIN if len(items) >= _SEVERAL else Strength.LIKELY
                yield Claim("sum", [Reading(Formula.SUM, tuple(items), figure, strength)])
            break
        listed = (
            figure.is_plain and figure.value > 0 and text[figure.end : figure.end + 1] in _LISTS
        )
        if not listed or _MARKED.search(words) or _EACH.search(words):
            return
        items.append(figure)
    if len(items) >= _PAIR:
        yield from _against_total(context, items, items[0], Strength.LIKELY)


def _against_total(
    context: Context, items: Sequence[Figure], near: Figure, strength: Strength
) -> Iterator[Claim]:
    """Hold losses against what was lost right before them, else against what the total leaves."""
    figures = context.document.figures
    for figure in reversed(figures[max(0, near.index - _NEAR) : near.index]):
        if near.paragraph - figure.paragraph > 1:
            return
        if figure.dimension is not Dimension.SCORE or not figure.is_plain:
            continue
        if is_lost(context, figure):
            some = sum((item.value for item in items), Decimal()) < figure.value
            reading = Reading(Formula.SUM, tuple(items), figure, strength, is_partial=some)
            yield Claim("sum", [reading], ceiling=strength, needs_slip=some)
            return
        if is_of_whole(context, figure) and _LEAST <= figure.value <= _FULL:
            yield _of_left(context, items, figure, strength)
            return


def _of_left(context: Context, items: Sequence[Figure], total: Figure, strength: Strength) -> Claim:
    """得96.7分 and the losses make the full mark, whether it is stated or not."""
    full = full_mark(context, total)
    if full is not None:
        reading = Reading(Formula.SUM, (total, *items), full, strength)
        return Claim("sum", [reading], ceiling=strength, needs_slip=True)
    lost = sum((item.value for item in items), Decimal())
    left = _FULL - total.value
    slipped = any(is_slip(item, item.value + left - lost) for item in items)
    if lost != left and not slipped and not is_slip(total, _FULL - lost):
        strength = Strength.POSSIBLE  # the main ones only
    sentence = (
        f"得分写作{total.text}，满分{_FULL}分应失{left.normalize():f}分，"
        f"所列{len(items)}项合计扣{lost.normalize():f}分。"
    )
    reading = Reading(
        Formula.GRADE,
        tuple(items),
        total,
        strength,
        counted=int(lost == left),
        note=f"{_FULL}分－{total.text}",
    )
    return Claim("score", [reading], ceiling=strength, message=sentence)


def _behind_colon(context: Context, lost: Figure) -> Iterator[Claim]:
    """扣4.5分：预算执行1.2分、目标编制0.5分、…: a list of names with what each lost, without 扣."""
    text = context.document.text
    items: list[Figure] = []
    before = lost
    for figure in context.following(lost):
        between = text[before.end : figure.start]
        named = _NEXT if items else _ITEM
        is_next = named.fullmatch(between if items else between[1:]) is not None
        if figure.dimension is not Dimension.SCORE or not is_next or _MARKED.search(between):
            break
        items.append(figure)
        before = figure
    closes = text[before.end : before.end + 1] in _ENDS
    if len(items) >= _PAIR and closes and not any(is_lost(context, item) for item in items):
        reading = Reading(Formula.SUM, tuple(items), lost, Strength.CERTAIN)
        yield Claim("sum", [reading], is_closed=len(items) >= _SEVERAL)


def _of_sum(context: Context, total: Figure) -> Iterator[Claim]:
    """…扣1.5分；…扣1分，合计2.5分: the losses in front of a sum, as many as it names, or of its sentence."""
    match = _SUM.search(_clause(context, total))
    number = match["number"] if match else None
    items: list[Figure] = []
    for figure in reversed(context.document.figures[max(0, total.index - _BACK) : total.index]):
        if figure.paragraph != total.paragraph or (number and _number(number) == len(items)):
            break
        if figure.dimension is not Dimension.SCORE or figure.depth > total.depth:
            continue
        if not is_lost(context, figure) or (not number and figure.sentence != total.sentence):
            break
        items.insert(0, figure)
    if len(items) < _PAIR or (number and _number(number) != len(items)):
        return
    sure = len(items) >= _SEVERAL or number is not None
    strength = Strength.CERTAIN if sure else Strength.LIKELY
    heads = _heads(context, items[0])
    readings = [Reading(Formula.SUM, tuple(items), total, strength)]
    if heads:
        readings.append(Reading(Formula.SUM, tuple(items[1:]), total, Strength.POSSIBLE))
    yield Claim("sum", readings, ceiling=strength)


def _heads(context: Context, first: Figure) -> bool:
    """Tell whether the first loss may be the sum of those behind it: 扣4分，其中…"""
    following = context.document.text[first.end : first.end + _NEAR]
    return _OPENS.match(following) is not None


def _of_block(context: Context, total: Figure) -> Iterator[Claim]:
    """…扣2分；…扣1.2分。产出类共扣3.2分: the losses of the paragraph before the sum of a block."""
    items: list[Figure] = []
    for figure in reversed(context.document.figures[max(0, total.index - _BACK) : total.index]):
        if figure.paragraph != total.paragraph:
            break
        if figure.dimension is Dimension.SCORE and is_lost(context, figure):
            if _OF_BLOCK.search(figure.lead):
                break
            items.insert(0, figure)
    if len(items) >= _PAIR:
        reading = Reading(Formula.SUM, tuple(items), total, Strength.POSSIBLE)
        yield Claim("sum", [reading])


def _of_problems(context: Context) -> Iterator[Claim]:
    """Hold what the numbered problems of a section lost, all together, against what the whole lost."""
    totals = [f for f in context.scores if f.fact == "total_score" and is_of_whole(context, f)]
    if len({total.value for total in totals}) != 1 or not _LEAST <= totals[0].value <= _FULL:
        return
    lost_ones = [
        figure
        for figure in context.scores
        if is_lost(context, figure) and not _OF_BLOCK.search(figure.lead)
    ]
    places = [figure.start for figure in lost_ones]
    for group in context.siblings:
        start, end = group.members[0].start, group.members[-1].end
        items = lost_ones[bisect_left(places, start) : bisect_left(places, end)]
        if len(items) > _SEVERAL and start > totals[0].end:
            lost = sum((item.value for item in items), Decimal())
            if lost == _FULL - totals[0].value:
                yield _of_left(context, items, totals[0], Strength.POSSIBLE)


def _number(word: str) -> int:
    return _NUMBERS[word] if word in _NUMBERS else int(word)
