"""By how much a plan or a budget is overrun: 预算4.80万元，支出5.76万元，超20%; 目标1600万元，超额15.2%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_OVER = re.compile(
    r"(?:^|[，、；（])(?:[^，。；：、（）\d]{0,6})超(?:额|出|支|预算|计划|目标|编制|任务|标)?(?:比例|幅度|完成|床位|[^，。；：、（）\d]{0,4}任务)?[为是达约]*$"
)
_BOUND = re.compile(r"超过|不超|未超|没有?超|应超|超[^，。；]{0,4}不")
_BASE = re.compile(r"预算|计划|目标|任务|编制|核定|批复|定额|控制|定$")
_BACK = 6  # figures
_AMOUNTS = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each such rate whose plan and outcome, or whose plan and excess, stand before it."""
    for rate in context.percentages:
        if rate.index < _AMOUNTS or "超" not in rate.lead:
            continue  # 超20% is read as a bound, and is none
        if rate.kind is Kind.SHARE or _BOUND.search(rate.lead) or not _OVER.search(rate.lead):
            continue
        before = [
            each
            for each in context.document.figures[max(0, rate.index - _BACK) : rate.index]
            if each.sentence == rate.sentence
            and each.dimension in (Dimension.MONEY, Dimension.COUNT)
            and each.value
        ]
        bases = [e for e in before if e.kind is Kind.LEVEL and _BASE.search(e.lead)]
        if bases:
            readings = list(_readings(before, bases[-1], rate))
            if readings:
                yield Claim("ratio", readings, ceiling=Strength.LIKELY, needs_slip=True)


def _readings(before: list[Figure], base: Figure, rate: Figure) -> Iterator[Reading]:
    for each in before:
        if each is base or each.dimension is not base.dimension or not same_measure(each, base):
            continue
        if each.kind is Kind.CHANGE and each.direction > 0:
            yield Reading(Formula.RATIO, (each, base), rate, Strength.LIKELY)
        elif each.kind is Kind.LEVEL and each.value > base.value:
            yield Reading(Formula.CHANGE_OF_LEVELS, (base, each), rate, Strength.LIKELY, (1,))
