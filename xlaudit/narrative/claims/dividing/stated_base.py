"""Rates that say what they are reckoned on: 累计支出4200万元…；按概算计算的执行率为95.5%，按到位资金计算的支付率为98.4%."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.reading import Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["readings"]

_BY = re.compile(
    r"按照?(?P<base>[^，。；：、（）\d]{2,12}?)(?:口径|基数)?(?:计算|测算|核算|计列|计|算|口径)[^，。；：、（）\d]{0,8}率[为是达约]*$"
)
_TAIL = re.compile(r"(?<=..)(?:资金|总额|金额|投资|额|数)+$")
_ALL_OF = re.compile(r"^(?:项目|实际|全部|总)+(?=..)")
_BACK = 90  # figures


def readings(context: Context, rate: Figure, others: Sequence[Reading]) -> list[Reading]:
    """Return the readings of a rate with a stated base first; of the ``others`` those on another base must tie."""
    match = _BY.search(rate.lead) if "按" in rate.lead else None
    if match is None:
        return list(others)
    before = context.document.figures[max(0, rate.index - _BACK) : rate.index][::-1]
    money = [f for f in before if f.dimension is Dimension.MONEY and f.kind is Kind.LEVEL]
    stem = _stem(core(match["base"]), money)
    if any(each.strength is not Strength.POSSIBLE and _is_on(each, stem) for each in others):
        return list(others)
    spent = [f for f in money if f.fact == "spent" and f.sentence == rate.sentence and f.is_plain]
    bases = [f for f in money if stem in f.label and f.value and f.is_plain and f not in spent]
    own = [f for f in bases if core(f.label).endswith(stem)] or bases
    unique = len({f.value for f in own}) == 1 and len({f.value for f in spent}) == 1
    meant = [
        Reading(Formula.RATIO, (part, base), rate, Strength.LIKELY if unique else Strength.POSSIBLE)
        for part in spent
        for base in (own[:1] if unique else own)
    ]
    open_yet = [each._replace(strength=Strength.POSSIBLE) for each in others if ties(each)]
    return [*meant, *open_yet]


def _stem(name: str, money: Sequence[Figure]) -> str:
    """Return the words that tell the base: all of them where an amount bears them, 实际到位 beside 应到位."""
    stem = _TAIL.sub("", name)
    return stem if any(stem in each.label for each in money) else _ALL_OF.sub("", stem)


def _is_on(reading: Reading, stem: str) -> bool:
    """Tell whether a reading divides by what bears the name of the stated base, or by the budget that is named."""
    base = reading.operands[-1]
    return stem in base.label or ("预算" in stem and base.fact in ("budget", "initial_budget"))
