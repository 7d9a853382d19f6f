"""So many per cent of an amount: 按审定价的3%预留质保金75.26万元; 签约付30%即123.12万元; 按结余的50%压减32.98万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds, ties
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_OF = re.compile(
    r"按照?(?P<name>[^，。；：\d]{2,10}?)(?:总额|金额|总价|数额)?的$"
    r"|(?:按照?|付|支付|预付|拨付|预留|质保金|扣留|承担|负担|分担|提取|压减|占其中的|返还|补助|奖励)(?:比例)?[为约]*$"
)
_DONE = re.compile(
    r"(?:的?(?:比例|标准|幅度))?[\u4e00-\u9fff]{0,10}?(?:，(?:即|为|应|计|约|据此)?[\u4e00-\u9fff]{0,8})?"
)
_BACK = 40  # figures
_DIGITS = 3  # of an amount that hardly fits by chance
_MOST = 8


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each amount right behind the percentage that it is of another one before."""
    figures = context.document.figures
    for rate in context.rates:
        match = _OF.search(rate.lead)
        if match is None or rate.index + 1 >= len(figures):
            continue
        amount = figures[rate.index + 1]
        if amount.dimension is not Dimension.MONEY or amount.sentence != rate.sentence:
            continue
        told = amount.is_plain and len(amount.digits.strip("0")) >= _DIGITS
        if told and _DONE.fullmatch(context.document.between(rate, amount)):
            yield from _claim(context, rate, amount, core(match["name"] or ""))


def _claim(context: Context, rate: Figure, amount: Figure, name: str) -> Iterator[Claim]:
    """Claim the only amount of that name, else whichever before makes it up; the latter only confirms."""
    before = [
        each
        for each in context.amounts_within(rate.index - _BACK, rate.index)[::-1]
        if each.dimension is Dimension.MONEY and each.value > amount.value and _is_whole(each)
    ]
    named = [each for each in before if name and name in core(each.label)][:_MOST]
    unique = len({each.value for each in named}) == 1
    if unique:
        reading = Reading(Formula.PRODUCT, (named[0], rate), amount, Strength.LIKELY)
        if not rounds(reading):
            yield Claim("product", [reading], ceiling=Strength.LIKELY, needs_slip=True)
        return
    for each in named or [each for each in before if each.paragraph == rate.paragraph]:
        reading = Reading(Formula.PRODUCT, (each, rate), amount, Strength.POSSIBLE)
        if ties(reading):
            yield Claim("product", [reading])
            return


def _is_whole(figure: Figure) -> bool:
    plain = figure.is_plain and figure.period != "-1" and figure.kind is Kind.LEVEL
    return plain and not AVERAGE.search(figure.lead)
