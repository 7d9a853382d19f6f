"""Rates of two things counted in different units: 服务人口32180人，建立电子档案30146份，建档率93.7%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.dividing.wording import has_own_base, share_a_sign, words_of
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_OF_AIM = re.compile(r"^(?:已|共|实际)?完成(?:年度|全年)?(?:目标|计划|任务)?(?:数|的)*$")
_AIM = re.compile(r"目标|计划|任务")
_UNITS = frozenset("人名户家个份件张册所")
_DIGITS = 3  # of a rate that hardly fits by chance
_SECOND = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate right behind its whole and its part, which bears its name; it only confirms."""
    figures = context.document.figures
    for rate in context.rates:
        aimed = "率" not in rate.lead and _OF_AIM.match(rate.lead) is not None
        if rate.index < _SECOND or len(rate.digits) < _DIGITS:
            continue
        if not aimed and "率" not in rate.lead:
            continue
        whole, part = figures[rate.index - 2 : rate.index]
        if whole.sentence != rate.sentence or not _is_count(whole) or not _is_count(part):
            continue
        if whole.quantity.unit == part.quantity.unit:
            continue
        if aimed:
            named = _AIM.search(whole.lead) is not None
        else:
            named = part.value <= whole.value
            named = named and share_a_sign(rate.lead, words_of(context, part))
        if named and not has_own_base(context, rate):
            reading = Reading(Formula.RATIO, (part, whole), rate, Strength.POSSIBLE)
            if ties(reading):
                yield Claim("ratio", [reading])


def _is_count(figure: Figure) -> bool:
    level = figure.kind is Kind.LEVEL and figure.is_plain and not figure.is_word
    counted = figure.dimension is Dimension.COUNT and figure.quantity.unit.text[-1:] in _UNITS
    return level and counted and bool(figure.value) and not AVERAGE.search(figure.lead)
