"""Sums inside a sentence: a total with 其中 items, a run of items with shares; items with 合计 are next door."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby, pairwise

from xlaudit.narrative.claims.adding.alternating import rows_of
from xlaudit.narrative.claims.adding.quarters import quarters_of
from xlaudit.narrative.claims.adding.totals import may_be_total, trailing_total
from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.complete import complete_to
from xlaudit.narrative.listing.extent import SPLITS
from xlaudit.narrative.listing.lists import Listing
from xlaudit.narrative.listing.nested import without_named
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import LEXICON, core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_FEW_DIGITS = 4  # below, a prefix that happens to add up proves nothing
_FAR = 60
_LEVELS = (Kind.LEVEL, Kind.SCORE)
_PAIRS = LEXICON["lists"]["pairs"]
_FIRST_OF_PAIR = re.compile("|".join(pair[0] for pair in _PAIRS))


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of lists, of trailing totals and of runs of shares."""
    for listings in _side_by_side(context.lists):
        several = len(listings) > 1
        held = {len(each.natural) for each in listings if several and _adds_up(each)}
        for listing in listings:
            proven = len(listing.natural) in held
            claim = _of_list(context.document, listing, is_proven=proven)
            if claim is not None:
                yield claim
    for figure in context.document.figures:
        if figure.kind not in _LEVELS or figure.dimension is Dimension.NUMBER:
            continue
        quarters = quarters_of(context, figure)
        if quarters:
            reading = Reading(Formula.SUM, tuple(quarters), figure, Strength.CERTAIN)
            yield Claim("sum", [reading], is_closed=True)
        elif may_be_total(context.document, figure):
            yield from trailing_total(context, figure)
    yield from _share_runs(context)


def _side_by_side(lists: Iterable[Listing]) -> Iterator[list[Listing]]:
    """Yield the lists that one word opens, those of 63户182人，其中… together."""
    for _, group in groupby(lists, key=lambda listing: listing.place):
        yield list(group)


def _adds_up(listing: Listing) -> bool:
    """Tell whether a list of things adds up to its nearest head, by more than chance."""
    head, items = listing.heads[0], listing.natural
    proves = len(items) > 1 and len(head.digits) > 1 and head.kind is Kind.LEVEL
    return proves and sum(item.value for item in items) == head.value


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


def _of_list(document: Document, listing: Listing, *, is_proven: bool) -> Claim | None:
    """Return the claim of a list; ``is_proven`` if the same parts, measured otherwise, add up."""
    natural = listing.natural
    if len(natural) == 1:
        return _single_item(listing)
    if _mixes_points(natural) or rows_of(listing):
        return None
    return _of_split_items(listing) or _of_items(document, listing, is_proven=is_proven)


def _of_items(document: Document, listing: Listing, *, is_proven: bool) -> Claim | None:
    """Return the claim of several items of one list."""
    head, natural = listing.heads[0], listing.natural
    whole = is_proven or listing.is_complete
    partial = listing.trigger == "其中" and not whole and not _is_pair(natural)
    strength = Strength.CERTAIN if whole else _strength(listing)
    apart = without_named(document.figures, natural)
    if len(apart) < len(natural):
        strength = (
            Strength.POSSIBLE
        )  # 中小企业…；小微企业…，占中小企业的…: perhaps a part of a part
    readings = [_reading(natural, head, strength, is_partial=partial)]
    if _adds_up(listing):
        return Claim("sum", readings)  # no other reading is asked for
    readings += [_reading(natural, other, Strength.POSSIBLE) for other in listing.heads[1:4]]
    for kept in (_without_nested(document, listing), _without_details(natural), apart):
        if 1 < len(kept) < len(natural):
            readings.append(_reading(kept, head, Strength.POSSIBLE))
    if len(natural) == 2 and head.kind is Kind.LEVEL:  # 净值（原值…，累计折旧…）
        readings.append(Reading(Formula.DIFFERENCE, natural, head, Strength.POSSIBLE))
    for end in listing.ends[1:3]:
        if end > 1 and not _goes_on(listing, end):
            readings.append(_reading(listing.items[:end], head, Strength.POSSIBLE))
    parts = complete_to(document, head, listing.items, may_go_on=True)
    if 1 < parts != len(natural):
        readings.append(_reading(listing.items[:parts], head, Strength.POSSIBLE))
    readings += _prefixes(document, listing)
    return Claim("sum", readings, is_closed=whole and listing.is_unique)


def _of_split_items(listing: Listing) -> Claim | None:
    """Claim a list whose first item is split at once, and which goes on behind its parts.

    支出14811万元，其中基本支出9804万元，工资、办公费分别为9391万元、413万元；项目支出5007万元.
    """
    if len(_without_details(listing.natural)) > 1 or _adds_up(listing):
        return None
    kept = _without_details(listing.items)
    head = listing.heads[0]
    for number in range(2, len(kept) + 1):
        reading = _reading(kept[:number], head, Strength.LIKELY)
        if sum((item.value for item in kept[:number]), Decimal()) == head.value:
            return Claim("sum", [reading])
    if _is_pair(kept[:2]) and listing.natural[-1].run >= 0:
        return Claim("sum", [_reading(kept[:2], head, _strength(listing))])
    return None


def _mixes_points(items: Sequence[Figure]) -> bool:
    """Tell whether points and marks stand in one list, the rows of a score: 执行20分，扣1.5分，得18.5分."""
    if items[0].dimension is not Dimension.SCORE:
        return False
    return 0 < sum("得" in item.lead for item in items) < len(items)


def _is_pair(items: Sequence[Figure]) -> bool:
    """Tell whether items are the usual halves of their whole: 行政 and 事业, 一般债务 and 专项债务."""
    names = "\n".join(core(item.label) for item in items)
    return _FIRST_OF_PAIR.search(names) is not None and any(
        len(pair) == len(items) and all(member in names for member in pair) for pair in _PAIRS
    )


def _strength(listing: Listing) -> Strength:
    if not listing.is_unique:
        return Strength.POSSIBLE
    if listing.is_soft or listing.heads[0].run >= 0:
        return Strength.POSSIBLE
    return Strength.CERTAIN if listing.is_closed else Strength.LIKELY


def _reading(
    items: Sequence[Figure], head: Figure, strength: Strength, *, is_partial: bool = False
) -> Reading:
    signs: tuple[int, ...] = ()
    if head.kind is Kind.CHANGE:
        signs = tuple(item.direction * head.direction for item in items)
    return Reading(Formula.SUM, tuple(items), head, strength, signs, is_partial=is_partial)


def _single_item(listing: Listing) -> Claim | None:
    """其中：财政拨款收入 … with nothing else: equal, or the list says only a part."""
    item, head = listing.items[0], listing.heads[0]
    if head.kind is Kind.CHANGE or not listing.is_unique:
        return None
    if item.fact == "carryover" != head.fact:
        return None  # what was carried over is a part of other money by its nature
    if listing.trigger == "（" and _restates(item, head):
        fine, coarse = sorted((head, item), key=lambda figure: figure.step)
        return Claim("mention", [Reading(Formula.EQUAL, (fine,), coarse, Strength.LIKELY)])
    reading = Reading(Formula.SUM, (item,), head, Strength.LIKELY, is_partial=True)
    return Claim("sum", [reading], ceiling=Strength.LIKELY, needs_slip=True)


def _restates(item: Figure, head: Figure) -> bool:
    """Tell whether a bracket holds the amount before it in another unit: 342617万元（34.26亿元）."""
    converted = item.quantity.unit.scale != head.quantity.unit.scale
    return converted and abs(item.value - head.value) * 2 <= max(item.step, head.step)


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
        if number and SPLITS.search(before):
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


def _prefixes(document: Document, listing: Listing) -> Iterator[Reading]:
    """Yield the prefixes that add up exactly to a candidate total of enough digits, or end where 、 does."""
    if listing.heads[0].kind is Kind.CHANGE:
        return
    running = Decimal()
    real = 0  # items that are not zero: 甲100、乙0 is no list yet
    for number, item in enumerate(listing.items, 1):
        running += item.value
        if item.value:
            real += 1
        pauses = _pauses(document, listing, number)
        if real < 2 or (_goes_on(listing, number) and not pauses):
            continue
        for head in listing.heads[:4]:
            if head.value == running and (pauses or len(head.digits) >= _FEW_DIGITS):
                yield _reading(listing.items[:number], head, Strength.POSSIBLE)


def _pauses(document: Document, listing: Listing, number: int) -> bool:
    """Tell whether a list parted by 、 comes to a comma: 男9人、女6人，空编2名."""
    if number >= len(listing.items):
        return False
    gaps = [document.between(a, b) for a, b in pairwise(listing.items[: number + 1])]
    return "、" not in gaps[-1] and all("、" in gap for gap in gaps[:-1])


def _goes_on(listing: Listing, number: int) -> bool:
    """Tell whether the next item is of the same make, so that the list cannot stop before it."""
    if number >= len(listing.items):
        return False
    last, following = listing.items[number - 1], listing.items[number]
    alike = core(last.label)[-2:] == core(following.label)[-2:]
    return alike and last.sentence == following.sentence
