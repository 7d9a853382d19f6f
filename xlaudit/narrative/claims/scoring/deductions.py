"""Deductions: 共扣5.8分，其中…扣2分、…扣0.8分, and the list in front of its sum: …扣2分；…扣3.5分，合计扣5.5分."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from xlaudit.narrative.claims.scoring.score_points import is_one_slip_off
from xlaudit.narrative.claims.scoring.score_totals import is_of_all, is_of_several, items_named
from xlaudit.narrative.context import Context, among
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_ITEMS = r"(?:[以上述]{0,3}[一二两三四五六七八九十\d]{1,2}[个项处大]?(?:部分|方面|指标)?)?"
_LOST = re.compile(
    rf"^(?:本次|本年|全年)?(?:自评)?{_ITEMS}(?:(?:共计?|合计|累计|总计?)?(?:扣|失|丢)分(?:合计|共计|共)?|(?:共计?|合计|累计|总计?)(?:扣|失)(?:除|掉|了)?|扣)[为是]?$"
)
_DEDUCTED = re.compile(r"(?:扣|失|丢)(?:除|减|分|掉|了|去)*[为是]?$")
_COMPARED = re.compile(r"[比较]|[多少]扣")
_EACH = re.compile(r"[各均每]")
_PARTIAL = re.compile(r"主要|其中|包括|集中[在于]|多[为在]")
_REST = re.compile(r"(?:其余|其他|其它|余下)[^，。；]*$")
_TOGETHER = re.compile(r"[共总]|合计|累计")
_OPENS = re.compile(r"[：（]|，?(?:其中|明细|主要|包括|分别|具体|(?:扣分)?原因)")  # 扣2分，其中…
_EXPLAINED = re.compile(r"[，：（](?:主要|其中|分别|包括|为|即|系|因|原因[是为：]|由于|源于)")
_CAUSE = re.compile(r"[因系]|由于")
_SAID = 10  # characters before a sum
_SAID_BEFORE = re.compile(r"以上|上述|前述|各项|各处|总计|累计|合计|[一二三四五六七八九十两]项")
_APART = 6  # paragraphs between two losses
_SEVERAL = 3
_BACK = 24  # figures
_MOST = 60


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of deductions behind and in front of what they make together."""
    for figure in context.losses:
        if not figure.is_plain:
            continue
        found = list(_of_following(context, figure)) if _LOST.search(figure.lead) else []
        yield from found
        if not found and _is_deducted(figure):
            yield from _of_explained(context, figure)
        if is_of_all(context, figure):
            yield from _of_preceding(context, figure)
        elif is_of_several(context, figure):
            yield from _of_paragraphs(context, figure, items_named(context, figure))


def _is_deducted(figure: Figure) -> bool:
    lead = figure.lead
    return figure.is_plain and _DEDUCTED.search(lead) is not None and not _EACH.search(lead[-6:])


def _of_following(context: Context, lost: Figure) -> Iterator[Claim]:
    """扣分6.65分：…扣2.35分，…扣1.8分: all that the sentence deducts."""
    items: list[Figure] = []
    is_head = _TOGETHER.search(lost.lead) is not None
    for figure in context.document.figures[lost.index + 1 : lost.index + 1 + _MOST]:
        if figure.sentence != lost.sentence or _COMPARED.search(figure.lead):
            break
        if is_of_all(context, figure):
            if not is_head and "分" not in lost.lead:
                return  # …扣1分，…扣1.5分，共扣2.5分: one of the items of the sum that closes them
            break
        if figure.dimension is Dimension.SCORE:
            if items and _explains(context, items[-1], figure):
                return  # 其中产出失3.5分，主要是…扣1.2分: items of an item
            items.append(figure)
    rest = [item for item in items if _REST.search(item.lead)]  # 其余3.6分为…: nothing is left
    if len(items) < 2 or not all(_is_deducted(item) or item in rest for item in items):
        return
    if context.document.text[items[-1].end : items[-1].end + 1] == "等":
        return
    between = context.document.between(lost, items[0])
    if not is_head and (not _OPENS.match(between) or "；" in between):
        return  # 扣2.1分，原因是…；满意度扣1.8分，产出扣1.5分: items beside it
    words = context.document.text[items[0].end : items[-1].end]
    yield _claim(
        lost, items, is_open=bool(_PARTIAL.search(between)) and not rest, is_nested="其中" in words
    )


def _explains(context: Context, lost: Figure, item: Figure) -> bool:
    """Tell whether 主要是, 系 or 因 makes a deduction the reason of the one before, which names none itself."""
    opens = _EXPLAINED.match(context.document.between(lost, item))
    return opens is not None and _CAUSE.search(lost.lead) is None


def _of_explained(context: Context, lost: Figure) -> Iterator[Claim]:
    """产出部分失3.5分，主要是…扣1.2分、…扣2.3分；…: what explains a deduction makes it, up to the next item."""
    items: list[Figure] = []
    before = lost
    for figure in context.document.figures[lost.index + 1 : lost.index + 1 + _BACK]:
        between = context.document.between(before, figure)
        if figure.sentence != lost.sentence or "；" in between:
            break
        if not items and not _explains(context, lost, figure):
            return
        if figure.dimension is Dimension.SCORE:
            if not _is_deducted(figure) or _TOGETHER.search(figure.lead):
                break
            items.append(figure)
        before = figure
    if len(items) < 2:
        return
    is_open = _PARTIAL.search(context.document.between(lost, items[0])) is not None
    reading = Reading(Formula.SUM, tuple(items), lost, Strength.LIKELY, is_partial=is_open)
    yield Claim("sum", [reading], ceiling=Strength.LIKELY, needs_slip=is_open)


def _claim(lost: Figure, items: Sequence[Figure], *, is_open: bool, is_nested: bool) -> Claim:
    """Claim the sum of deductions; those in brackets explain the one before them."""
    outer = tuple(item for item in items if item.depth <= lost.depth)
    main = outer if 2 <= len(outer) < len(items) else tuple(items)
    reached = sum((item.value for item in main), Decimal())
    over = reached > lost.value
    some = is_open and not over  # only the main ones may be named
    sure = not is_nested and (not is_open or over)
    strength = Strength.CERTAIN if sure else Strength.LIKELY
    readings = [Reading(Formula.SUM, main, lost, strength, is_partial=is_open)]
    if len(main) < len(items):
        readings.append(Reading(Formula.SUM, tuple(items), lost, Strength.POSSIBLE))
    return Claim("sum", readings, ceiling=strength, needs_slip=some, is_closed=sure)


def _of_earlier(
    context: Context, lost: Figure, items: Sequence[Figure], number: int | None
) -> Iterator[Claim]:
    """…扣1.8分；…扣1分。以上共扣2.8分: all of the paragraph, asked about where one slip would make it so."""
    words = context.document.text[max(0, lost.start - _SAID) : lost.start]
    if number is not None or len(items) < 2:
        yield from _of_paragraphs(context, lost, number)
    elif _SAID_BEFORE.search(words) and not any("小计" in item.lead for item in items):
        reading = Reading(Formula.SUM, tuple(items), lost, Strength.LIKELY)
        some = len(items) < _SEVERAL or "其中" in context.document.between(items[0], lost)
        yield Claim("sum", [reading], needs_slip=some, ceiling=Strength.LIKELY)


def _of_paragraphs(context: Context, lost: Figure, number: int | None) -> Iterator[Claim]:
    """（一）…扣0.85分。／（二）…扣1.8分。／以上两项共扣2.65分: as many as it names, else all of its run of paragraphs."""
    words = context.document.text[max(0, lost.start - _SAID) : lost.start]
    if number is None and not _SAID_BEFORE.search(words):
        return
    items: list[Figure] = []
    for figure in reversed(among(context.losses, lost.index - 5 * _BACK, lost.index)):
        near = items[-1] if items else lost
        if is_of_several(context, figure) or near.paragraph - figure.paragraph > _APART:
            break
        if _is_deducted(figure) and not figure.depth:
            items.append(figure)
    whole = number == len(items)  # no more than it names, back to the last sum
    if number is None and len(items) >= _SEVERAL:
        whole = all(after.paragraph - item.paragraph <= 1 for after, item in pairwise(items))
    items = items[:number]
    if number is None and not is_of_all(context, lost):  # 以上过程类合计扣: only some of them
        sums = list(accumulate(item.value for item in items))
        whole, items = False, items[: sums.index(lost.value) + 1] if lost.value in sums else []
    if len(items) < 2 or (number is not None and number != len(items)):
        return
    asked = whole or number is not None or is_one_slip_off(items, lost)
    strength = Strength.LIKELY if asked else Strength.POSSIBLE
    reading = Reading(Formula.SUM, tuple(items[::-1]), lost, strength)
    yield Claim("sum", [reading], needs_slip=not whole, ceiling=Strength.LIKELY)


def _of_preceding(context: Context, lost: Figure) -> Iterator[Claim]:
    """①…扣2分；②…扣3.5分。以上两项共扣5.5分: sure where the items are in one sentence, or as many as named."""
    items: list[Figure] = []
    number = items_named(context, lost)
    figures = context.document.figures
    for figure in reversed(figures[max(0, lost.index - _BACK) : lost.index]):
        if figure.paragraph != lost.paragraph or is_of_several(context, figure):
            break
        if figure.dimension is not Dimension.SCORE:
            continue
        if _is_deducted(figure):
            items.insert(0, figure)
        elif number is None and figure.sentence == lost.sentence:
            return
    outer = [item for item in items if item.depth == lost.depth]
    near = [item for item in outer if item.sentence == lost.sentence]
    if not near and number != len(outer):
        yield from _of_earlier(context, lost, outer, number)
        return
    main = outer if number == len(outer) else near
    if len(main) < 2 or "其中" in context.document.between(main[0], lost):
        return
    if number is not None and number != len(main):
        return
    sure = number is not None or (len(main) == len(items) and len(main) >= _SEVERAL)
    strength = Strength.CERTAIN if sure else Strength.LIKELY
    yield Claim("sum", [Reading(Formula.SUM, tuple(main), lost, strength)], is_closed=sure)
