"""Execution rates whose budget stands in the paragraph before: 全年预算…万元。／实际支出…万元，预算执行率…%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context, among
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import Tier, judge, rounds
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_RATE = re.compile(
    r"^(?:部门|全年|总体|整体|综合|资金|年度)*(?:预算)?(?:执行率|支出进度|执行进度|支出率)$"
)
_SPENT = re.compile(
    r"^(?:[^，。；]{0,8}?(?:局|委|办|院|会|厅|部门|单位|中心))?(?:整体|实际|总|累计|共|资金)*支出(?:决算|总额|合计|总计|资金)?$"
)
_OUTLAY = re.compile(
    r"^(?:[^，。；]{0,8}?(?:局|委|办|院|会|厅|部门|单位|中心))?(?:整体|实际|总|累计|共|资金|预算|已)*(?:支出|执行|使用|支付)(?:决算|总额|合计|总计|资金|数|金额)*$"
)
_MARKER = re.compile(r"^（[一二三四五六七八九十\d]{1,3}）|^\d{1,2}[.、．]")
_PART = re.compile(r"其中|项目支出|基本支出|项目经费|人员经费|公用经费")
_BACK = 16  # figures
_NEAR = 2  # paragraphs
_NEAR_FIGURES = 6
_FAR = 40  # figures


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each execution rate right behind what was spent, with no budget in its own paragraph."""
    for rate in context.rates:
        spent = context.document.figures[rate.index - 1]
        if not _RATE.match(core(rate.label)):
            continue
        if spent.dimension is not Dimension.MONEY or spent.sentence != rate.sentence:
            yield from _alone(context, rate)
            continue
        if not _is_spent(spent, rate):
            continue
        before = among(context.budgets, spent.index - _BACK, spent.index)
        budgets = [each for each in before if not _PART.search(each.label)]
        if not budgets or any(each.paragraph == rate.paragraph for each in budgets):
            continue
        yield from _claims(rate, spent, budgets)


def _alone(context: Context, rate: Figure) -> Iterator[Claim]:
    """全年预算100万元，实际支出95万元。／预算执行率为95%: of the last outlay before, and the budget told with it."""
    if rate.period == "-1" or any(
        each.sentence == rate.sentence for each in context.money_before(rate, _BACK)
    ):
        return
    spent = next(
        (each for each in context.money_before(rate, _FAR) if _is_outlay(each)),
        None,
    )
    if spent is None:
        return
    budgets = [
        each
        for each in among(context.budgets, spent.index - _NEAR_FIGURES, spent.index)
        if not _PART.search(each.label) and spent.paragraph - each.paragraph <= 1
    ]
    adjusted = [each for each in budgets if each.fact == "budget"] or budgets
    if len({each.value for each in adjusted}) == 1 and adjusted[0].value:
        reading = Reading(Formula.RATIO, (spent, adjusted[-1]), rate, Strength.LIKELY)
        if not rounds(reading):
            yield Claim("ratio", [reading], ceiling=Strength.LIKELY, needs_slip=True)


def _is_outlay(figure: Figure) -> bool:
    told = figure.is_plain and figure.fact == "spent" and figure.period != "-1"
    return told and _OUTLAY.match(core(_MARKER.sub("", figure.label))) is not None


def _is_spent(spent: Figure, rate: Figure) -> bool:
    told = spent.kind is Kind.LEVEL and spent.is_plain and spent.sentence == rate.sentence
    return told and _SPENT.match(core(_MARKER.sub("", spent.label))) is not None


def _claims(rate: Figure, spent: Figure, budgets: list[Figure]) -> Iterator[Claim]:
    """Of the adjusted budget where there is one; that the initial one fits instead is asked about."""
    adjusted = [each for each in budgets if each.fact == "budget"]
    initial = [each for each in budgets if each.fact == "initial_budget"]
    meant = adjusted or initial
    near = rate.paragraph - meant[-1].paragraph <= _NEAR
    unique = len({each.value for each in meant}) == 1
    if not near or meant[-1].value * 2 < spent.value:
        return
    strength = Strength.LIKELY if unique else Strength.POSSIBLE
    first = Reading(Formula.RATIO, (spent, meant[-1]), rate, strength)
    others = [Reading(Formula.RATIO, (spent, each), rate, Strength.POSSIBLE) for each in meant[:-1]]
    basis = next((each for each in initial if each not in meant and each.value), None)
    if basis is not None and unique and not _ties(first):
        second = Reading(Formula.RATIO, (spent, basis), rate, Strength.POSSIBLE)
        if _ties(second):
            yield _asked(first, second)
            return
    yield Claim("ratio", [first, *others], ceiling=Strength.LIKELY, needs_slip=True)


def _asked(meant: Reading, true: Reading) -> Claim:
    rate = meant.result
    texts = [each.text for each in (*true.operands, *meant.operands)]
    sentence = (
        f"“{core(rate.label)}”写作{rate.text}，是按{texts[0]}÷{texts[1]}（年初预算）得出的；"
        f"文中另有全年预算{texts[3]}，请核对所用的基数。"
    )
    reading = Reading(
        Formula.GRADE, meant.operands, rate, Strength.LIKELY, note=f"按{texts[3]}计算"
    )
    return Claim("basis", [reading], ceiling=Strength.LIKELY, message=sentence)


def _ties(reading: Reading) -> bool:
    judgement = judge(reading)
    return judgement is not None and judgement.tier < Tier.HINT
