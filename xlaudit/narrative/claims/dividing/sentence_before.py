"""Rates whose part stands right before them, and whose whole in the sentence before: 培训2595人次。取得证书2388人次，合格率92.02%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.dividing.wording import has_own_base, share_a_sign, words_of
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.listing.measures import AVERAGE, same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_RATE = re.compile(
    r"^[，、；]?(?:[^，。；：、（）\d]{2,8}率|[^，。；：、（）\d]{0,6}(?:满意|认可)度)[为是达到约]*$"
)
_DENIED = re.compile("[不未无]")
_OTHERS = re.compile(r"其中|上年|去年|同期|目标|计划|[比较]|空缺")
_BACK = 12  # figures


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate whose own sentence has its part alone."""
    figures = context.document.figures
    for rate in context.rates:
        part = figures[rate.index - 1]
        if part.sentence != rate.sentence or not _is_count(part) or not _RATE.search(rate.lead):
            continue
        words = words_of(context, part)
        if _DENIED.search(words) and not _DENIED.search(rate.lead):
            continue
        if not share_a_sign(rate.lead, words) or has_own_base(context, rate):
            continue
        before = [
            each
            for each in figures[max(0, part.index - _BACK) : part.index]
            if each.paragraph == rate.paragraph and _is_count(each) and same_measure(each, part)
        ]
        if before and not any(each.sentence == rate.sentence for each in before):
            yield from _claim(rate, part, before)


def _is_count(figure: Figure) -> bool:
    level = figure.kind is Kind.LEVEL and figure.is_plain and bool(figure.value)
    counted = figure.dimension is Dimension.COUNT and not figure.is_word
    return level and counted and not AVERAGE.search(figure.lead)


def _claim(rate: Figure, part: Figure, before: list[Figure]) -> Iterator[Claim]:
    """Claim the part by the number that opens the nearest sentence; other numbers of the paragraph only confirm."""
    near = [each for each in before if each.sentence == before[-1].sentence]
    wholes = [each for each in near if not _OTHERS.search(each.lead)]
    readings = []
    if wholes and wholes[0].value >= part.value:
        first = Reading(Formula.RATIO, (part, wholes[0]), rate, Strength.LIKELY)
        if not rounds(first):
            readings.append(first)
    readings += [
        Reading(Formula.RATIO, (part, each), rate, Strength.POSSIBLE)
        for each in before[::-1]
        if each.value > part.value
    ]
    if readings:
        yield Claim("ratio", readings, ceiling=Strength.LIKELY, needs_slip=True)
