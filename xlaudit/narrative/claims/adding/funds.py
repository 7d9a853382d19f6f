"""Funds: 收入5.26亿元，支出4.87亿元，当期结余0.39亿元，累计结余3.18亿元（上年末2.79亿元）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_LEFT = re.compile(
    r"(?:当期|当年|本期|本年|年度)(?:基金)?(?:收支)?(?:净?结余|盈余)[为是达到]*$|收支结余[为是达到]*$"
)
_SAVED = re.compile(
    r"(?:(?:历年)?累计|滚存|年末|期末)(?:基金|滚存|累计)?(?:净?结余|结存)(?:额|资金)?[为是达到]*$"
)
_INCOME = re.compile(r"(?<!非税)收入(?:总额|合计|总计|完成)?$")
_SPENT = re.compile(r"^(?!.*(?:预算|上年|计划)).*支出(?:总额|合计|总计|完成)?$")
_OLD = re.compile(
    r"(?:（|，(?:加上?)?)(?:含|其中)?(?:上年|去年|20\d\d年|年初|期初)(?:度|年)?[末底]?(?:基金)?(?:滚存|累计)?(?:结余|结转|结存)?(?:结余)?[为是]?"
)
_BEFORE = re.compile(r"(?:上年|年初|期初|历年)[末底]?(?:基金)?(?:滚存|累计)?(?:结余|结转|结存)")
_CARRIED = re.compile(r"上年结转|年初结[转余]|动用|弥补|调入")
_BACK = 8


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for what a year left of its income, and for what has been saved up with it."""
    for figure in context.money_levels:
        if "结" not in figure.lead and "盈余" not in figure.lead:
            continue
        if _LEFT.search(figure.lead):
            yield from _of_year(context, figure)
        elif _SAVED.search(figure.lead) and figure.period != "-1":
            yield from _saved_up(context, figure)


def _levels(context: Context, figure: Figure) -> list[Figure]:
    """Return the amounts before a figure in its sentence, nearest first."""
    return [
        other
        for other in context.document.figures[max(0, figure.index - _BACK) : figure.index][::-1]
        if other.sentence == figure.sentence
        and other.kind is Kind.LEVEL
        and other.dimension is Dimension.MONEY
        and other.is_plain
        and other.period != "-1"
    ]


def _of_year(context: Context, left: Figure) -> Iterator[Claim]:
    levels = _levels(context, left)
    spent = next((each for each in levels if _SPENT.search(core(each.label))), None)
    if spent is None:
        return
    income = next(
        (e for e in levels if e.index < spent.index and _INCOME.search(core(e.label))), None
    )
    if income is None or income.depth != spent.depth:
        return
    between = context.document.text[income.end : left.start]
    near = left.index - spent.index == 1 and not _CARRIED.search(between)
    others = [e for e in levels if e.index < spent.index and _INCOME.search(core(e.label))]
    strength = Strength.CERTAIN if near and len(others) == 1 else Strength.POSSIBLE
    reading = Reading(Formula.DIFFERENCE, (income, spent), left, strength)
    yield Claim("difference", [reading], is_closed=True)


def _saved_up(context: Context, saved: Figure) -> Iterator[Claim]:
    """当期结余0.39亿元，累计结余3.18亿元（上年末2.79亿元): what was there before and what the year left."""
    figures = context.document.figures
    levels = _levels(context, saved)
    own = next((each for each in levels if _LEFT.search(each.lead)), None)
    if own is None:
        return
    behind = figures[saved.index + 1 : saved.index + 2]
    before = [
        each
        for each in figures[max(0, saved.index - _BACK) : saved.index][::-1]
        if each.sentence == saved.sentence
        and each.dimension is Dimension.MONEY
        and each.is_plain
        and _BEFORE.search(each.lead)
    ]
    signs = (1, 1)
    if behind and _is_old(context, saved, behind[0]):
        near = saved.index - own.index == 1
        strength = Strength.CERTAIN if near else Strength.LIKELY
        reading = Reading(Formula.SUM, (own, behind[0]), saved, strength, signs)
        yield Claim("sum", [reading], is_closed=True)
    elif before and not _is_parted(levels, own, before[0]):
        reading = Reading(Formula.SUM, (own, before[0]), saved, Strength.LIKELY, signs)
        yield Claim("sum", [reading])


def _is_parted(levels: list[Figure], own: Figure, old: Figure) -> bool:
    """Tell whether something else came or went behind the two: 上缴财政40万元，年末结余…."""
    first = min(own.index, old.index)
    return any(each.index > first and each not in (own, old) for each in levels)


def _is_old(context: Context, saved: Figure, old: Figure) -> bool:
    same = old.dimension is Dimension.MONEY and old.is_plain and old.sentence == saved.sentence
    return same and _OLD.fullmatch(context.document.between(saved, old)) is not None
