"""Sums inside a sentence: a total with 其中 items, items with 合计, 年初＋追加＝全年, 预算－执行＝结余."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.lists import Listing
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import LEXICON, core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_TOTAL = re.compile("(?:" + "|".join(map(re.escape, LEXICON["totals"]["tails"])) + ")$")
_FEW_DIGITS = 4  # below, a prefix that happens to add up proves nothing
_BACK = 16


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of lists, of trailing totals, and of the budget equations."""
    for listing in context.lists:
        claim = _of_list(context.document, listing)
        if claim is not None:
            yield claim
    for figure in context.document.figures:
        if figure.kind in (Kind.LEVEL, Kind.SCORE) and figure.dimension is not Dimension.NUMBER:
            yield from _trailing_total(context, figure)
            if figure.dimension is Dimension.MONEY:
                yield from _budget_equation(context, figure)


def _of_list(document: Document, listing: Listing) -> Claim | None:
    head, natural = listing.heads[0], listing.natural
    if len(natural) == 1:
        return _single_item(listing)
    readings = [_reading(natural, head, _strength(listing), is_closed=listing.is_closed)]
    readings += [_reading(natural, other, Strength.POSSIBLE) for other in listing.heads[1:4]]
    kept = _without_nested(document, listing)
    if 1 < len(kept) < len(natural):
        readings.append(_reading(kept, head, Strength.POSSIBLE))
    for end in listing.ends[1:3]:
        if end > 1:
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
    items: Sequence[Figure], head: Figure, strength: Strength, *, is_closed: bool = True
) -> Reading:
    signs: tuple[int, ...] = ()
    if head.kind is Kind.CHANGE:
        signs = tuple(item.direction * head.direction for item in items)
    return Reading(Formula.SUM, tuple(items), head, strength, signs, is_closed=is_closed)


def _single_item(listing: Listing) -> Claim | None:
    """其中：财政拨款收入 … with nothing else: equal, or the list says only a part."""
    item, head = listing.items[0], listing.heads[0]
    if item.value != head.value or head.kind is Kind.CHANGE:
        return None
    return Claim("sum", [Reading(Formula.SUM, (item,), head, Strength.POSSIBLE)])


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


def _prefixes(listing: Listing) -> Iterator[Reading]:
    """Yield the prefixes that add up exactly to a candidate total of enough digits."""
    if listing.heads[0].kind is Kind.CHANGE:
        return
    totals = [head for head in listing.heads[:4] if len(head.digits) >= _FEW_DIGITS]
    running = Decimal()
    for number, item in enumerate(listing.items, 1):
        running += item.value
        if number < 2:
            continue
        for head in totals:
            if head.value == running:
                yield _reading(listing.items[:number], head, Strength.POSSIBLE)


def _trailing_total(context: Context, total: Figure) -> Iterator[Claim]:
    """A、B 和 C，合计 T: the figures before a total of the same kind."""
    if not _TOTAL.search(core(total.label)) and total.fact not in ("budget", "total_score"):
        return
    figures = context.document.figures
    before = []
    for index in range(total.index - 1, max(-1, total.index - _BACK), -1):
        other = figures[index]
        if other.paragraph != total.paragraph:
            break
        same = other.kind is total.kind or total.dimension is Dimension.SCORE
        if other.dimension is total.dimension and same and other.depth == total.depth:
            before.append(other)
    if len(before) < 2:
        return
    readings = []
    sentence = [item for item in before if item.sentence == before[0].sentence]
    own = [item for item in before if item.sentence == total.sentence]
    if len(own) >= 2 and own == sentence:
        sure = re.search(r"(?:合计|共计|总计)[为是]?$", total.lead) and not _has_list(context, own)
        strength = Strength.LIKELY if sure else Strength.POSSIBLE
        readings.append(_reading(own[::-1], total, strength))
    elif total.kind is Kind.SCORE and len(sentence) >= 3 and total.fact == "total_score":
        readings.append(_reading(sentence[::-1], total, Strength.LIKELY))
    running = Decimal()
    exact = len(total.digits) >= _FEW_DIGITS or total.dimension is Dimension.SCORE
    for number, item in enumerate(before, 1):
        running += item.value
        if number >= 2 and exact and running == total.value:
            readings.append(_reading(before[:number][::-1], total, Strength.POSSIBLE))
    if readings:
        yield Claim("sum", readings)


def _has_list(context: Context, items: list[Figure]) -> bool:
    start, end = items[-1].start, items[0].end
    text = context.document.text[max(0, start - 20) : end]
    return "其中" in text or any(item.period == "-1" for item in items)


def _budget_equation(context: Context, figure: Figure) -> Iterator[Claim]:
    if figure.fact == "budget":
        parts: dict[str, Figure] = {}
        for other in context.levels_before(figure, 8, Dimension.MONEY):
            if other.fact in ("initial_budget", "adjustment"):
                parts.setdefault(other.fact, other)
        for index in range(figure.index - 1, max(-1, figure.index - 6), -1):
            other = context.document.figures[index]
            added = other.kind is Kind.CHANGE and re.search(r"追加|调增|调减|核减", other.lead)
            if added and other.paragraph == figure.paragraph:
                parts.setdefault("adjustment", other)
        if len(parts) == 2:
            items = (parts["initial_budget"], parts["adjustment"])
            signs = (1, items[1].direction or 1)
            certain = figure.index - items[0].index <= 3
            strength = Strength.CERTAIN if certain else Strength.LIKELY
            yield Claim("sum", [Reading(Formula.SUM, items, figure, strength, signs)])
    elif figure.fact == "carryover":
        yield from _carryover(context, figure)


def _carryover(context: Context, figure: Figure) -> Iterator[Claim]:
    """结余: the budget less what was spent, nearest first, also from an earlier section."""
    budgets, spents = [], []
    for index in range(figure.index - 1, max(-1, figure.index - 60), -1):
        other = context.document.figures[index]
        if other.dimension is Dimension.MONEY and other.kind is Kind.LEVEL and other.period != "-1":
            if other.fact == "budget":
                budgets.append(other)
            elif other.fact == "spent":
                spents.append(other)
    if not budgets or not spents:
        return
    near = budgets[0].paragraph == spents[0].paragraph == figure.paragraph
    sure = near and figure.index - min(budgets[0].index, spents[0].index) <= 3
    strength = Strength.LIKELY if sure else Strength.POSSIBLE
    pairs = [(budget, spent) for budget in budgets[:3] for spent in spents[:3]]
    yield Claim(
        "difference",
        [
            Reading(Formula.DIFFERENCE, pair, figure, strength if number == 0 else Strength.POSSIBLE)
            for number, pair in enumerate(pairs)
        ],
    )
