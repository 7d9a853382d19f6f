"""Rates of what is left when the bad ones are taken off: 抽查机井15眼，不能出水的2眼，完好率86.7%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.dividing.wording import share_a_sign, words_of
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_GOOD = re.compile(
    r"(?:完好|一致|相符|合格|达标|按时|按期|及时|准时|准确|规范|正常|正确|完整|优良|通过|有效|满意|好评)(?:率|度)[为是达到约]*$"
)
_BAD = re.compile(
    r"不能|不符|不一致|不合格|不达标|不规范|不准|不完整|不满意|未[^，。；]|无法|损坏|逾期|超期|超过|超时|滞后|延期|差错|错误|失效|缺失|差评|故障"
)


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate of good ones right behind all and the bad ones."""
    figures = context.document.figures
    for rate in context.rates:
        if not _GOOD.search(rate.lead):
            continue
        pair = _pair(figures[max(0, rate.index - 4) : rate.index], rate)
        if pair is None:
            continue
        whole, part = pair
        words = words_of(context, part) + context.document.text[part.end : part.end + 8]
        if _BAD.search(words) and (
            share_a_sign(rate.label, words) or _BAD.search(part.lead) or whole.depth == 0
        ):
            beside = rate.index - part.index == 1 == part.index - whole.index
            strength = Strength.LIKELY if beside else Strength.POSSIBLE
            reading = Reading(Formula.CHANGE_OF_LEVELS, (whole, part), rate, strength, (-1,))
            yield Claim("ratio", [reading], ceiling=Strength.LIKELY, needs_slip=True)


def _pair(before: list[Figure], rate: Figure) -> tuple[Figure, Figure] | None:
    """Return the last two counts of one measure in the rate's sentence, the greater first."""
    counts = [
        each
        for each in before
        if each.sentence == rate.sentence
        and each.dimension is Dimension.COUNT
        and each.kind is Kind.LEVEL
        and each.is_plain
        and not each.is_word
        and each.value
    ]
    for part in reversed(counts):
        for whole in reversed([each for each in counts if each.index < part.index]):
            if same_measure(whole, part) and whole.value > 2 * part.value:
                return _of_both(counts, whole, part), part
    return None


def _of_both(counts: list[Figure], good: Figure, bad: Figure) -> Figure:
    """Return what the good and the bad ones make together, if it is printed: 问题746个，整改728个，逾期18个."""
    total = good.value + bad.value
    return next((e for e in counts if e.value == total and e.index < good.index), good)
