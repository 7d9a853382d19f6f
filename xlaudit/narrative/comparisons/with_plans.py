"""What was planned and what became of it (预算A，实际B，节约C), and what came and went (新增A，注销B，净增C)."""

from __future__ import annotations

import re

from xlaudit.narrative.comparisons.sides import (
    GROWS,
    OF_A_YEAR,
    Comparison,
    difference,
    is_like,
    rate_behind,
    same_measure,
)
from xlaudit.narrative.comparisons.with_years import made_of, whole_of
from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.numbers.quantity import Dimension

__all__ = ["net", "planned", "saved"]

_PRICED = re.compile(
    r"(?:预算|控制价|最高限价|概算|估算|送审|报审|计划|控制数)(?:价|金额|资金|总额|造价|数|合计|总价)*[为是]?$"
)
_ACTUAL = re.compile(
    r"[，、](?:[^，。；：、\d]{0,8}?)(?:实际|中标|成交|审定|采购金额|结算|支出|决算|执行)[^，。；：、\d]{0,8}"
)
_TO_PRICE = r"(?:[较比](?:招标|采购|年初|合同)?(?:控制价|控制数|预算|概算|估算|最高限价|限价|计划|定额)(?:价|数|金额)?)?"
_SPARED = re.compile(
    rf"，(?:共|累计|合计)?{_TO_PRICE}(?:(?P<up>超支|超出|超过?(?:合同|预算|概算)?|高出?|多(?:支出?|用|花)?)"
    r"|(?P<down>节约|节省|节支|核减|审减|下浮|结余|降低|减少|低|少(?:支出?|用|花)?))(?:了|资金|金额|财政资金|投资)*"
)
_OVERRUN = re.compile(r"，?(?:超支|超出|超预算|超合同|超概算|高出?|超)(?:率|幅度|比例)?[为是达]?")
_SAVED = re.compile(
    rf"{GROWS.pattern}|，(?:[较比](?:招标)?(?:控制价|预算|概算|最高限价))?(?:节约|节支|节省|下浮|降低|下降)(?:了|资金)?"
)
_GOAL = re.compile(
    r"(?:目标值?|指标值|计划数?|任务数?|任务量|计划任务)[为是]?$|(?:^|年初|年度|全年)(?:计划|目标)[\u4e00-\u9fff]{1,6}$"
)
_DONE = re.compile(
    r"[，、]?(?:全年|年末|截至年底)?(?:实际)?(?:完成|达到?|建成|实现)?[^，。；：、\d]{0,6}"
)
_GOAL_BEHIND = re.compile(
    r"[，（](?:年度|全年|绩效|年初|原)?(?:目标值?|指标值|计划数?|任务数?)(?:任务)?[为是]?"
)
_BEYOND = re.compile(
    r"）?，(?:比|较)?(?:(?P<up>超额?完成|超额|超出?|超过|高于|高出|多[完修建办做植栽改装训]?成?)|(?P<down>低于|未达|欠|少[完修建办做植栽改装训]?成?|相差|尚差|还差|尚缺|差|缺))"
    r"(?:年度|全年)?(?:目标值?|计划数?|任务数?)?(?:任务)?(?:多|少|高|低)?"
)
_FULFILLED = re.compile(
    r"，(?:(?:目标|任务|计划)?(?:完成|达成|实现|超额完成)(?:率|比例)?[为是达]?"
    r"|(?:完成|达到?|实现|[为是占])(?:年度|全年)?(?:目标|任务|计划)(?:任务)?[数量]?的)"
)
_BEYOND_RATE = re.compile(
    r"，?(?:超额?完成|超额|超|超出)(?:年度|全年)?(?:目标|计划|任务)?(?:率|比例)?"
)
_REST = re.compile(r"结转|结余|收回|上缴|调剂|统筹|未支付|待支付|尚")
_CAME = re.compile(
    r"(?:新增|新登记|新设|新设立|新注册|新识别|新招录|招录|招聘|调入|迁入|新纳入|新开户|增加|净?流入)(?:了|[^，。；：、\d]{1,6})?$"
)
_WENT = re.compile(
    r"，(?:同期|当年|年内)?(?:注销|退出|退休|调出|迁出|减少|离职|辞职|吊销|清退|退休和调出|流出|销户)[^，。；：、\d]{0,4}"
)
_NET = re.compile(r"，(?:全年|年内|当年|累计|合计)?(?:(?P<up>净增加?长?)|(?P<down>净减少?))(?:了)?")


def net(document: Document, came: Figure) -> Comparison | None:
    """新登记4.37万户，注销2.82万户，净增1.55万户."""
    if not _CAME.search(came.lead):
        return None
    went = document.figures[came.index + 1]
    if went.sentence != came.sentence or not went.is_plain or not same_measure(came, went):
        return None
    if not _WENT.fullmatch(document.between(came, went)):
        return None
    behind = difference(document, went, came, _NET)
    if behind is None:
        return None
    change, direction = behind
    return Comparison(came, went, change, None, direction, (), is_close=True)


def saved(document: Document, plan: Figure) -> Comparison | None:
    """预算A，实际B，节约C; 预算A、支出B，节约r%."""
    actual = document.figures[plan.index + 1]
    if plan.dimension is not Dimension.MONEY or not is_like(actual, plan):
        return None
    if not _PRICED.search(plan.lead) or actual.index + 1 >= len(document.figures):
        return None
    if not _ACTUAL.fullmatch(document.between(plan, actual)):
        return None
    behind = difference(document, actual, plan, _SPARED)
    last = behind[0] if behind else actual
    side = behind[1] if behind else -1
    rate = rate_behind(document, last, (GROWS if side < 0 else _OVERRUN) if behind else _SAVED)
    if rate and (rate.direction != side or OF_A_YEAR.search(document.between(last, rate))):
        rate = None
    if (behind is None and rate is None) or _shares_the_rest(document, behind):
        return None
    change = behind[0] if behind else None
    return Comparison(actual, plan, change, rate, side, (), is_close=True, is_sure=False)


def _shares_the_rest(document: Document, behind: tuple[Figure, int] | None) -> bool:
    """Tell whether another amount takes a part of what was not spent: 节约5万元，结转3万元."""
    if behind is None:
        return False
    change = behind[0]
    following = document.figures[change.index + 1 : change.index + 2]
    return bool(
        following
        and following[0].sentence == change.sentence
        and following[0].dimension is change.dimension
        and _REST.search(following[0].lead)
    )


def planned(document: Document, first: Figure) -> Comparison | None:
    """目标A，实际B，超额C; B，目标值A，超出目标C个百分点."""
    second = document.figures[first.index + 1]
    if not is_like(second, first) or first.kind is Kind.SCORE:
        return None
    gap = document.between(first, second)
    if _GOAL.search(first.lead) and _DONE.fullmatch(gap):
        goal, done = first, second
    elif _GOAL_BEHIND.fullmatch(gap):
        goal, done = second, first
    else:
        return None
    behind = difference(document, _rated(document, second), first, _BEYOND)
    if behind is None:
        return None
    change, direction = behind
    rate = _beyond(document, change)
    whole = whole_of(document, done) if done is first else None
    if whole is not None:  # 75处，其中甲26处、乙49处，目标80处，少建5处
        told = made_of(document, done) is whole
        return Comparison(whole, goal, change, rate, direction, (done,), is_close=told)
    return Comparison(done, goal, change, rate, direction, (), is_close=True)


def _rated(document: Document, second: Figure) -> Figure:
    """Return the rate right behind the second amount, else that amount: 目标A，完成B，完成率R，少C."""
    following = document.figures[second.index + 1 : second.index + 2]
    if not following or following[0].sentence != second.sentence:
        return second
    told = _FULFILLED.fullmatch(document.between(second, following[0]))
    return following[0] if told and following[0].dimension is Dimension.RATE else second


def _beyond(document: Document, change: Figure) -> Figure | None:
    """Return the 超额…% right behind a difference."""
    following = document.figures[change.index + 1 : change.index + 2]
    if not following or following[0].dimension is not Dimension.RATE or not following[0].is_plain:
        return None
    matches = _BEYOND_RATE.fullmatch(document.between(change, following[0]))
    return following[0] if matches else None
