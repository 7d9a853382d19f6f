"""Rates of what moved or was left: 预算680万元，使用率94.6%，结余36.90万元; 由2310亩降到1848亩，处置率20%; 比目标5500元多500元，偏差率9.09%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_DONE = re.compile(
    r"^(?:预算|资金|任务|总)*(?:执行|使用|支出|支付|完成|到位|拨付|兑付|收缴|征收)(?:率|进度|比例)?[为是达到约]*$"
)
_LEFT = re.compile(
    r"^(?:资金|尚|还|仍)*(?:结余|剩余?|节余|余|欠|缺口?|未[^，。；\d]{1,4}|少|差)[^，。；\d]{0,4}$"
)
_WHOLE = re.compile(r"预算|计划|目标|任务|应|安排|下达|指标|总")
_FELL = re.compile(r"(?:降|减少?|下降|压减|压缩|缩减|消减|削减|化解)(?:到|至|为)$")
_FALLING = re.compile(
    r"^[^，。；\d]{0,4}(?:去除|处置|削减|消减|减排|下降|压减|化解|节约|节水|节能|节电|消化)率?[为是达到约]*$"
)
_IN_AND_OUT = re.compile(r"^[^，。；\d]{0,4}(?:去除|削减)率[为是达到约]*$")
_DEVIATES = re.compile(r"^(?:偏差|偏离|超额|超标|超支|超出|节约|超)(?:率|比例|幅度)[为是达到约]*$")
_AGAINST = re.compile(r"[比较与](?:年初|年度)?(?:目标|计划|预算|任务|标准|控制|限额|定额)")
_COUNTED = (Dimension.COUNT, Dimension.MONEY)
_DIGITS = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate between a whole and what is left of it, or behind what moved."""
    figures = context.document.figures
    for rate in context.rates:
        before = figures[rate.index - 1]
        if before.sentence != rate.sentence or before.dimension not in _COUNTED:
            continue
        lead = rate.lead
        reading = None
        if len(rate.digits) < _DIGITS:
            continue
        if _DONE.match(lead):
            reading = _of_left(context, before, rate)
        elif _DEVIATES.match(lead):
            reading = _of_change(context, before, rate)
        elif _FALLING.match(lead):
            reading = _of_fall(context, before, rate)
        if reading is not None and not rounds(reading):
            fell = reading.formula is Formula.CHANGE_OF_LEVELS and before is reading.operands[1]
            yield Claim("ratio", [reading], ceiling=Strength.LIKELY, needs_slip=fell)


def _is_level(figure: Figure) -> bool:
    plain = figure.is_plain and not figure.is_word and bool(figure.value)
    return plain and figure.kind is Kind.LEVEL


def _of_left(context: Context, whole: Figure, rate: Figure) -> Reading | None:
    """预算680万元，使用率94.6%，结余36.90万元: all but what is left."""
    if not _is_level(whole) or not _WHOLE.search(whole.lead) or whole.fact == "spent":
        return None
    for left in context.document.figures[rate.index + 1 : rate.index + 2]:
        alike = left.dimension is whole.dimension and same_measure(left, whole)
        told = left.sentence == rate.sentence and _LEFT.match(left.lead) and left.is_plain
        more = context.document.text.startswith("（", left.end)  # （含上年结余4.30万元）
        if alike and told and not more and left.value < whole.value:
            return Reading(Formula.CHANGE_OF_LEVELS, (whole, left), rate, Strength.LIKELY, (-1,))
    return None


def _of_change(context: Context, change: Figure, rate: Figure) -> Reading | None:
    """比目标5500元多500元，偏差率9.09%: of what stands right before the change."""
    if change.index < 1 or change.kind is not Kind.CHANGE or not change.is_plain:
        return None
    base = context.document.figures[change.index - 1]
    alike = base.dimension is change.dimension and same_measure(base, change)
    if alike and base.sentence == rate.sentence and _is_level(base) and _AGAINST.search(base.lead):
        return Reading(Formula.RATIO, (change, base), rate, Strength.LIKELY)
    return None


def _of_fall(context: Context, new: Figure, rate: Figure) -> Reading | None:
    """由2310亩降到1848亩，处置率20%; 进水218.4毫克/升，出水23.6毫克/升，去除率89.19%."""
    if new.index < 1 or not _is_level(new):
        return None
    old = context.document.figures[new.index - 1]
    alike = old.dimension is new.dimension and same_measure(old, new) and _is_level(old)
    if not alike or old.sentence != rate.sentence or old.value <= new.value:
        return None
    through = "进" in old.lead and "出" in new.lead and _IN_AND_OUT.match(rate.lead)
    if through or _FELL.search(new.lead):
        return Reading(Formula.CHANGE_OF_LEVELS, (old, new), rate, Strength.LIKELY, (-1,))
    return None
