"""Sums inside a sentence: a total with 其中 items, items with 合计, a run of items with shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.lists import Listing, same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import LEXICON, core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_TOTAL = re.compile("(?:" + "|".join(map(re.escape, LEXICON["totals"]["tails"])) + ")$")
_FEW_DIGITS = 4  # below, a prefix that happens to add up proves nothing
_SUMMED = re.compile(r"(?:合计|共计|总计)[为是]?$")
_ADDENDS = re.compile(r"(?:收入|支出|资金|费用)?(?:合计|共计|总计|小计|累计|之和|相加|共|合|相抵)")
_EACH = re.compile(r"每|单价|人均|均价|标准")
_BACK = 16
_FAR = 60


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of lists, of trailing totals and of runs of shares."""
    for listing in context.lists:
        claim = _of_list(context.document, listing)
        if claim is not None:
            yield claim
    for figure in context.document.figures:
        if figure.kind in (Kind.LEVEL, Kind.SCORE) and figure.dimension is not Dimension.NUMBER:
            yield from _trailing_total(context, figure)
    yield from _share_runs(context)


def _share_runs(context: Context) -> Iterator[Claim]:
    """甲5万元，占50%；乙5万元，占50%: without a head of its own, the sum stands somewhere before."""
    figures = context.document.figures
    for items in context.share_runs:
        total = sum((item.value for item in items), Decimal())
        for index in range(items[0].index - 1, max(-1, items[0].index - _FAR), -1):
            other = figures[index]
            if (
                other.value == total
                and other.kind is Kind.LEVEL
                and other.dimension is items[0].dimension
            ):
                yield Claim("sum", [_reading(items, other, Strength.POSSIBLE)])
                break


def _of_list(document: Document, listing: Listing) -> Claim | None:
    head, natural = listing.heads[0], listing.natural
    if len(natural) == 1:
        return _single_item(listing)
    readings = [_reading(natural, head, _strength(listing), listing.trigger)]
    readings += [_reading(natural, other, Strength.POSSIBLE) for other in listing.heads[1:4]]
    for kept in (_without_nested(document, listing), _without_details(natural)):
        if 1 < len(kept) < len(natural):
            readings.append(_reading(kept, head, Strength.POSSIBLE))
    if len(natural) == 2 and head.kind is Kind.LEVEL:  # 净值（原值…，累计折旧…）
        readings.append(Reading(Formula.DIFFERENCE, natural, head, Strength.POSSIBLE))
    for end in listing.ends[1:3]:
        if end > 1 and not _goes_on(listing, end):
            readings.append(_reading(listing.items[:end], head, Strength.POSSIBLE))
    readings += _prefixes(listing)
    return Claim("sum", readings)


def _strength(listing: Listing) -> Strength:
    if not listing.is_unique:
        return Strength.POSSIBLE
    if listing.is_soft or listing.heads[0].run >= 0:
        return Strength.POSSIBLE
    return Strength.CERTAIN if listing.is_closed else Strength.LIKELY


def _reading(
    items: Sequence[Figure], head: Figure, strength: Strength, trigger: str = ""
) -> Reading:
    signs: tuple[int, ...] = ()
    if head.kind is Kind.CHANGE:
        signs = tuple(item.direction * head.direction for item in items)
    return Reading(Formula.SUM, tuple(items), head, strength, signs, is_partial=trigger == "其中")


def _single_item(listing: Listing) -> Claim | None:
    """其中：财政拨款收入 … with nothing else: equal, or the list says only a part."""
    item, head = listing.items[0], listing.heads[0]
    if head.kind is Kind.CHANGE or not listing.is_unique:
        return None
    if item.fact == "carryover" != head.fact:
        return None  # what was carried over is a part of other money by its nature
    if listing.trigger == "（" and _restates(item, head):
        return Claim("mention", [Reading(Formula.EQUAL, (head,), item, Strength.LIKELY)])
    reading = Reading(Formula.SUM, (item,), head, Strength.LIKELY, is_partial=True)
    return Claim("sum", [reading], ceiling=Strength.LIKELY, needs_slip=True)


def _restates(item: Figure, head: Figure) -> bool:
    """Tell whether a bracket holds the amount before it in a coarser unit: 342617万元（34.26亿元）."""
    return item.step > head.step and abs(item.value - head.value) * 2 <= item.step


def _without_nested(document: Document, listing: Listing) -> list[Figure]:
    """Leave out what a second 其中 within the list splits further."""
    kept: list[Figure] = []
    text = document.text
    natural = listing.natural
    skip_to = -1
    for number, item in enumerate(natural):
        if item.start < skip_to:
            continue
        before = text[natural[number - 1].end if number else listing.place + 2 : item.start]
        if number and "其中" in before:
            ends = [place for sign in "；。" if (place := text.find(sign, item.end)) >= 0]
            skip_to = min(ends, default=natural[-1].end)
            continue
        kept.append(item)
    return kept


def _without_details(items: Sequence[Figure]) -> list[Figure]:
    """Leave out what splits an item further without saying so: 基本支出90，人员经费60，公用经费30，项目支出10."""
    kept: list[Figure] = []
    place = 0
    while place < len(items):
        item = items[place]
        kept.append(item)
        running, ahead = Decimal(), place + 1
        while ahead < len(items) and running < item.value:
            running += items[ahead].value
            ahead += 1
        place = ahead if running == item.value and ahead > place + 2 else place + 1
    return kept


def _prefixes(listing: Listing) -> Iterator[Reading]:
    """Yield the prefixes that add up exactly to a candidate total of enough digits."""
    if listing.heads[0].kind is Kind.CHANGE:
        return
    totals = [head for head in listing.heads[:4] if len(head.digits) >= _FEW_DIGITS]
    running = Decimal()
    real = 0  # items that are not zero: 甲100、乙0 is no list yet
    for number, item in enumerate(listing.items, 1):
        running += item.value
        if item.value:
            real += 1
        if real < 2 or _goes_on(listing, number):
            continue
        for head in totals:
            if head.value == running:
                yield _reading(listing.items[:number], head, Strength.POSSIBLE)


def _goes_on(listing: Listing, number: int) -> bool:
    """Tell whether the next item is of the same make, so that the list cannot stop before it."""
    if number >= len(listing.items):
        return False
    last, following = listing.items[number - 1], listing.items[number]
    alike = core(last.label)[-2:] == core(following.label)[-2:]
    return alike and last.sentence == following.sentence


def _trailing_total(context: Context, total: Figure) -> Iterator[Claim]:
    """A、B 和 C，合计 T: the figures before a total of the same kind."""
    if not _TOTAL.search(core(total.label)) and total.fact not in ("budget", "total_score"):
        return
    before = _summands(context, total)
    if len(before) < 2 or (
        total.kind is Kind.SCORE and any(item.kind is Kind.CHANGE for item in before)
    ):  # 扣3分 is no part of a score
        return
    readings = []
    sentence = [item for item in before if item.sentence == before[0].sentence]
    own = [item for item in before if item.sentence == total.sentence]
    named = _named(own, total)
    if named:
        readings.append(_reading(named[::-1], total, Strength.LIKELY))
    elif len(own) >= 2 and own == sentence:
        sure = _SUMMED.search(total.lead) and not _has_list(context, own, total)
        readings.append(_reading(own[::-1], total, Strength.LIKELY if sure else Strength.POSSIBLE))
    elif total.kind is Kind.SCORE and len(sentence) >= 3 and total.fact == "total_score":
        readings.append(_reading(sentence[::-1], total, Strength.LIKELY))
    readings += _suffixes(before, total)
    if readings:
        yield Claim("sum", readings)
        yield from _in_brackets(context, readings[0])


def _summands(context: Context, total: Figure) -> list[Figure]:
    """Return what may add up to a trailing total, nearest first; unit prices and weights may not."""
    is_score = total.dimension is Dimension.SCORE
    found = []
    for index in range(total.index - 1, max(-1, total.index - _BACK), -1):
        other = context.document.figures[index]
        if other.paragraph != total.paragraph:
            break
        if other.dimension is not total.dimension or other.depth != total.depth:
            continue
        if not other.is_plain or not same_measure(total, other):
            continue
        if _counts_the_addends(context.document, other):
            continue
        if (other.kind is total.kind or is_score) and not _EACH.search(other.label):
            found.append(other)
    weighted = {f.kind for f in found} == {Kind.WEIGHT, Kind.SCORE} and any(
        found[n].kind is Kind.SCORE and found[n + 1].kind is Kind.WEIGHT
        for n in range(len(found) - 1)
    )
    if is_score and weighted and found[-1].kind is Kind.WEIGHT:
        return [figure for figure in found if figure.kind is Kind.SCORE]
    if not is_score and found:
        pause = context.document.text.rfind("；", found[-1].end, total.start)
        after = [figure for figure in found if figure.start > pause]
        return after if len(after) < len(found) and "；" not in _gaps(context, found) else found
    return found


def _counts_the_addends(document: Document, figure: Figure) -> bool:
    """Tell whether a figure says how many are added: 两项合计, 三者之和."""
    return figure.is_word and _ADDENDS.match(document.text, figure.end) is not None


def _gaps(context: Context, found: list[Figure]) -> str:
    """Return what stands between the items, without the gap right before the total."""
    return "".join(context.document.between(b, a) for a, b in pairwise(found))


def _suffixes(before: list[Figure], total: Figure) -> Iterator[Reading]:
    exact = len(total.digits) >= _FEW_DIGITS or total.dimension is Dimension.SCORE
    running = Decimal()
    for number, item in enumerate(before, 1):
        running += item.value
        if number >= 2 and exact and running == total.value:
            yield _reading(before[:number][::-1], total, Strength.POSSIBLE)


def _in_brackets(context: Context, outer: Reading) -> Iterator[Claim]:
    """甲100（其中建筑80）、乙50（其中建筑40），合计150（其中建筑120）: what the brackets hold adds up too."""
    figures = context.document.figures
    inner = [
        figures[f.index + 1] for f in (*outer.operands, outer.result) if f.index + 1 < len(figures)
    ]
    names = {core(figure.label) for figure in inner}
    deeper = all(figure.depth == outer.result.depth + 1 for figure in inner)
    if deeper and len(inner) == len(outer.operands) + 1 and len(names) == 1:
        yield Claim("sum", [_reading(inner[:-1], inner[-1], Strength.LIKELY)])


def _named(items: list[Figure], total: Figure) -> list[Figure]:
    """Return the items that the total itself names: 会议费和培训费合计."""
    name = _SUMMED.sub("", core(total.label))
    if not _SUMMED.search(total.label) or not re.search(r"[和及与、]", name):
        return []
    named = [item for item in items if len(core(item.label)) >= 2 and core(item.label)[-3:] in name]
    return named if len(named) >= 2 and len(named) < len(items) else []


def _has_list(context: Context, items: list[Figure], total: Figure) -> bool:
    start, end = items[-1].start, total.start
    text = context.document.text[max(0, start - 20) : end]
    return "其中" in text or any(item.period == "-1" for item in items)
