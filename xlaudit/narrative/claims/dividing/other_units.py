"""Rates of two things counted in different units: 服务人口32180人，建立电子档案30146份，建档率93.7%."""

from __future__ import annotations

from collections.abc import Iterator

from xlaudit.narrative.claims.dividing.wording import has_own_base, share_a_sign, words_of
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import Tier, judge
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_UNITS = frozenset("人名户家个份件张册所")
_DIGITS = 3  # of a rate that hardly fits by chance
_SECOND = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate right behind its whole and its part, which bears its name; it only confirms."""
    figures = context.document.figures
    for rate in context.rates:
        if rate.index < _SECOND or "率" not in rate.lead or len(rate.digits) < _DIGITS:
            continue
        whole, part = figures[rate.index - 2 : rate.index]
        if whole.sentence != rate.sentence or not _is_count(whole) or not _is_count(part):
            continue
        if whole.quantity.unit == part.quantity.unit or part.value > whole.value:
            continue
        if share_a_sign(rate.lead, words_of(context, part)) and not has_own_base(context, rate):
            reading = Reading(Formula.RATIO, (part, whole), rate, Strength.POSSIBLE)
            judgement = judge(reading, only_ties=True)
            if judgement is not None and judgement.tier is Tier.TIED:
                yield Claim("ratio", [reading])


def _is_count(figure: Figure) -> bool:
    level = figure.kind is Kind.LEVEL and figure.is_plain and not figure.is_word
    counted = figure.dimension is Dimension.COUNT and figure.quantity.unit.text[-1:] in _UNITS
    return level and counted and bool(figure.value) and not AVERAGE.search(figure.lead)
