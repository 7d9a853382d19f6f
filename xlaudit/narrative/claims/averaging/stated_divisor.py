"""Averages over a time that brackets name: 清运垃圾5340吨，月均445吨（按12个月计）; 日均21.4件（按250个工作日计算）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_MEAN = re.compile(
    r"(?:[日月周年季]均|平均每[天日月周年季]|每[天日月周年]平均|人均|户均|村均)[\u4e00-\u9fff]{0,6}$"
)
_BY = re.compile(r"（(?:均|全年|以|按照?)(?:[\u4e00-\u9fff]{0,10})")
_RECKONED = re.compile(r"(?:[\u4e00-\u9fff]{0,6})(?:计算?|测算|折算|算|统计|口径)?）")
_IS_BY = re.compile(
    r"(?:行政|自然)?(?:[村镇乡校站店班组所]|社区|乡镇|街道|项目|单位|标段|小区|部门|企业|家庭)?(?:（[^（）\d]{1,6}）)?平均(?:每[村镇乡校个])?[为是约达]*$"
)
_NEAR = 3  # figures
_DIMENSIONS = (Dimension.MONEY, Dimension.COUNT)


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each average right behind its whole, with what it divides by in brackets."""
    document = context.document
    for mean in context.means:
        if "平均" in mean.lead:
            yield from _of_number_before(context, mean)
        if mean.dimension not in _DIMENSIONS or not mean.is_plain or not _MEAN.search(mean.lead):
            continue
        divisor = next(iter(document.figures[mean.index + 1 : mean.index + 2]), None)
        if divisor is None or not divisor.value or not _is_divisor(context, mean, divisor):
            continue
        whole = document.figures[mean.index - 1]
        if (
            whole.sentence == mean.sentence
            and whole.kind is Kind.LEVEL
            and whole.is_plain
            and whole.dimension is mean.dimension
            and same_measure(whole, mean)
        ):
            reading = Reading(Formula.RATIO, (whole, divisor), mean, Strength.CERTAIN)
            yield Claim("ratio", [reading], is_closed=True)


def _of_number_before(context: Context, mean: Figure) -> Iterator[Claim]:
    """村级组织运转8216400元，占40.82%，21个村（社区）平均391257.14元: what is counted right before divides."""
    figures = context.document.figures
    number = figures[mean.index - 1]
    if number.dimension is not Dimension.COUNT or number.kind is not Kind.LEVEL:
        return
    if not number.value or not number.is_plain or not mean.is_plain or not _IS_BY.match(mean.lead):
        return
    for whole in figures[max(0, number.index - _NEAR) : number.index][::-1]:
        if whole.sentence != mean.sentence or "；" in context.document.between(whole, number):
            return
        if whole.kind is Kind.LEVEL and whole.dimension is mean.dimension:
            if whole.is_plain and same_measure(whole, mean):
                reading = Reading(Formula.RATIO, (whole, number), mean, Strength.LIKELY)
                yield Claim("ratio", [reading], ceiling=Strength.LIKELY, needs_slip=True)
            return


def _is_divisor(context: Context, mean: Figure, divisor: Figure) -> bool:
    other = divisor.is_plain and divisor.quantity.unit != mean.quantity.unit
    return (
        other
        and _BY.fullmatch(context.document.between(mean, divisor)) is not None
        and _RECKONED.match(context.document.text, divisor.end) is not None
    )
