"""Rates beside a budget whose outlay was told before: 信号系统升级1960万元…／信号系统升级预算2240万元，执行率87.5%，未支出280万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import Tier, judge
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_RATE = re.compile(
    r"^[，、；（]?(?:预算|资金|支出|总体|总|整体)*(?:执行率|支出率|支付率|使用率|支出进度|执行进度|支付进度|完成率)[为是达到约]*$"
    r"|^[，、；（]?(?:实际|已|仅)?(?:支出)?(?:完成|占|为)(?:年初|全年|年度|调整后)?预算(?:数|安排)?的$"
)
_OFF = re.compile(
    r"^[，、；（]?(?:[比较与](?:年初|全年|年度|调整后?)?预算数?(?:相比)?，?)?(?:少支出?|节约|节省|节支|减少|压减|结余|少)(?:了|支出)?$"
)
_OF_BASE = re.compile(
    r"按照?(?P<base>[^，。；]{0,8}预算)数?(?:口径)?(?:计算|测算|算|口径|为基数)?(?:的)?，?(?:预算|资金|支出|总体)*(?:执行率|支出进度|执行进度|完成率)[为是达到约]*$"
)
_BUDGET = re.compile(
    r"(?:全年|年度|年初|调整后|批复|安排|总)*(?:预算|计划|指标)(?:数|金额|资金|安排|额|总额)*$"
)
_OUTLAY = re.compile(
    r"(?:实际|累计|已|共)*(?:支出|支付|列支|使用|决算)(?:决算|合计|总额|数|金额)?$"
)
_ALL = re.compile(
    r"^(?:[^，。；]{0,6}(?:局|部门|单位|委|院|镇|街道))?(?:本年度?|当年|全年|年度|决算|总|实际|全部|整体|累计)*支出(?:决算)?(?:合计|总计|总额|总数|数)?$"
)
_LEFT = re.compile(
    r"^，?(?:尚|还|仍)?(?:未支出|未执行|未支付|未使用|结余|剩余|结转)(?:资金|金额|的)?$"
)
_OTHER = re.compile(r"上年|去年|预算|[比较]|增加|减少|目标|计划")
_NUMBER = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）).、．])+")
_BACK = 90  # figures
_SHORTEST = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each such rate, and for what is left behind it."""
    figures = context.document.figures
    for rate in context.rates:
        budget = figures[rate.index - 1]
        if named := _OF_BASE.search(rate.lead):
            yield from _of_base(context, rate, named["base"])
        elif (
            _RATE.search(rate.lead)
            and budget.sentence == rate.sentence
            and _is_amount(budget)
            and _BUDGET.search(core(budget.lead))
        ):
            yield from _of_item(context, budget, rate)


def _is_amount(figure: Figure) -> bool:
    money = figure.dimension is Dimension.MONEY and figure.kind is Kind.LEVEL
    return money and figure.is_plain and bool(figure.value) and figure.period != "-1"


def _of_base(context: Context, rate: Figure, base: str) -> Iterator[Claim]:
    """按调整后预算计算执行率为95.92%: all that was spent, of the amount of that name."""
    before = context.document.figures[max(0, rate.index - _BACK) : rate.index][::-1]
    bases = [each for each in before if _is_amount(each) and core(each.lead) == base]
    outlays = [each for each in before if _is_amount(each) and _ALL.search(core(each.lead))]
    yield from _claim(rate, outlays, bases)


def _of_item(context: Context, budget: Figure, rate: Figure) -> Iterator[Claim]:
    """Hold a rate against the amount that bears the name of the budget beside it."""
    figures = context.document.figures
    following = figures[rate.index + 1 : rate.index + 2]
    behind = [each for each in following if each.sentence == rate.sentence and _is_amount(each)]
    label = core(_NUMBER.sub("", budget.lead))
    match = _BUDGET.search(label)
    name = label[: match.start()] if match else ""
    if len(name) < _SHORTEST or any(
        _OUTLAY.search(core(each.lead)) and not _LEFT.search(each.lead) for each in behind
    ):
        return
    named = [
        each
        for each in figures[max(0, budget.index - _BACK) : budget.index][::-1]
        if _is_amount(each)
        and not _OTHER.search(each.lead)
        and _OUTLAY.sub("", core(each.lead)) == name
        and each.value <= budget.value
    ]
    yield from _claim(rate, named, [budget])
    if following and named and following[0].kind is Kind.CHANGE:
        saved = following[0].sentence == rate.sentence and _OFF.match(following[0].lead)
        behind = following if saved and following[0].dimension is Dimension.MONEY else []
    elif not behind or not _LEFT.search(behind[0].lead):
        behind = []
    if behind and named:
        unique = len({each.value for each in named}) == 1
        strength = Strength.LIKELY if unique else Strength.POSSIBLE
        reading = Reading(Formula.DIFFERENCE, (budget, named[0]), behind[0], strength)
        yield Claim("difference", [reading], ceiling=Strength.LIKELY)


def _claim(rate: Figure, outlays: list[Figure], budgets: list[Figure]) -> Iterator[Claim]:
    unique = all(len({each.value for each in group}) == 1 for group in (outlays, budgets))
    strength = Strength.LIKELY if unique else Strength.POSSIBLE
    readings = [
        Reading(Formula.RATIO, (outlay, budget), rate, strength)
        for outlay in outlays[: 1 if unique else None]
        for budget in budgets[:1]
    ]
    if not readings:
        return
    judgement = judge(readings[0])
    if not unique or (judgement and judgement.tier in (Tier.TIED, Tier.CONTRADICTION)):
        yield Claim("ratio", readings, ceiling=Strength.LIKELY)
