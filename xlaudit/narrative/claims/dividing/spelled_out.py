"""Rates told first, their two amounts behind: 满意率93.2%（1846/1980）, 满意度85.8%，即318份有效问卷中满意273份.

What stands on both sides of a stroke is read as no figure of the text; it is taken here for what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlaudit.narrative.claims.dividing.failures import fails, rest_of
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import GIVEN, Figure, Kind, out_of_text
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension, Quantity, Unit

__all__ = ["claims"]

_OPENS = re.compile(r"（|，即")
_STROKE = re.compile(
    r"（(?P<part>\d[\d,]*(?:\.\d+)?)[/÷](?P<whole>\d[\d,]*(?:\.\d+)?)(?:[×*]100%)?[）；，]"
)
_FIRST = -2_000_000  # no figure of the text and none given elsewhere stands there
_OF_THEM = re.compile(r"[^，。；：、（）\d]{0,12}中，?[^，。；：（）\d]{1,12}")
_KINDS = (Kind.RATE, Kind.SHARE)
_SHORT = 12  # characters
_COUNTED = (Dimension.COUNT, Dimension.MONEY, Dimension.NUMBER, Dimension.SCORE)


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate whose two amounts follow it in brackets or behind 即."""
    figures, text = context.document.figures, context.document.text
    for rate in context.plain_percentages:
        if rate.kind is Kind.GROWTH:
            continue
        if text[rate.end : rate.end + 1] not in "（，":
            continue
        written = _STROKE.match(text, rate.end)
        if written is not None:
            yield from _of_stroke(rate, written)
            continue
        behind = figures[rate.index + 1 : rate.index + 3]
        if len(behind) < 2 or not all(_is_amount(each, rate) for each in behind):
            continue
        gap = context.document.between(rate, behind[0])
        if _OPENS.match(gap) and len(gap) <= _SHORT:
            yield from _of_them(context, rate, behind[0], behind[1])


def _of_stroke(rate: Figure, written: re.Match[str]) -> Iterator[Claim]:
    part, whole = (_unwritten(place, written[name]) for place, name in enumerate(("part", "whole")))
    if whole.value:
        reading = Reading(Formula.RATIO, (part, whole), rate, Strength.LIKELY)
        yield Claim("ratio", [reading], ceiling=Strength.LIKELY)


def _unwritten(place: int, literal: str) -> Figure:
    number = Decimal(literal.replace(",", ""))
    decimals = len(literal.partition(".")[2])
    quantity = Quantity(literal, number, Unit("", Dimension.NUMBER), decimals)
    return out_of_text(literal, _FIRST - place, quantity, kind=Kind.LEVEL, passage=GIVEN)


def _is_amount(figure: Figure, rate: Figure) -> bool:
    counted = figure.dimension in _COUNTED and not figure.is_word and bool(figure.value)
    return counted and figure.is_plain and figure.paragraph == rate.paragraph


def _of_them(context: Context, rate: Figure, first: Figure, second: Figure) -> Iterator[Claim]:
    """Claim N份中M份 as M of N, and what fails by its own words as what the rate leaves out."""
    alike = first.dimension is second.dimension and same_measure(first, second)
    levels = first.kind is Kind.LEVEL and second.kind is Kind.LEVEL
    if alike and levels and _OF_THEM.fullmatch(context.document.between(first, second)):
        if not fails(second.lead, rate):
            share = Reading(Formula.RATIO, (second, first), rate, Strength.CERTAIN)
            yield Claim("ratio", [share], is_closed=True)
            return
        rest = rest_of(first, second, rate, Strength.CERTAIN)
        share = Reading(Formula.RATIO, (second, first), rate, Strength.POSSIBLE)
        yield Claim("ratio", [rest, share], is_closed=True)
