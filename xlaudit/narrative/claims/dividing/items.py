"""Rates of single items whose budgets stand under the same names elsewhere: 中央资金1200万元… 中央资金支出1180万元，执行率98.33%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.dividing.wording import has_own_base
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds, ties
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_RATE = re.compile(
    r"^[，、；（]?(?:预算|资金|总|进度|支出)*(?:执行率|支出率|支付率|使用率|到位率|拨付率|完成率|支出进度|执行进度|支付进度|完成预算的?|完成|进度)[为是达到约]*$"
)
# What is done with an item's money, behind the item's name.
_SPENT = re.compile(
    r"(?:已|实际|累计|共|当年|全年|本年)*(?:支出|支付|列支|到位|拨付|执行|使用|完成|花费|报账)(?:数|额|金额|资金|了|为|共)*$"
)
# What is said of an item's budget, behind and before its name.
_BUDGET = re.compile(
    r"(?:年初|全年|年度|调整后)?(?:预算|安排|下达|批复|计划|指标|应到位|到位|分配)*(?:数|资金|金额|安排|批复|下达|额|支出)*$"
)
_LISTED = re.compile(
    r"^(?:[，、；：—（）。\s①-⑳]|其中|包括|即|分别是|其他|另有|一是|二是|三是|四是|\d{1,2}[.、．]|[（(]?[一二三四五六七八九十\d]{1,2}[）)、])+"
)
_SOURCE = re.compile(
    r"(?:按|分)(?:资金)?(?:来源|项目|科目|支出|性质|层级)[^，]{0,6}，|(?:具体|详细)(?:来看|看)?[，：]?"
)
_ALL = re.compile(
    r"^(?:合计|总计|全年|总|共|实际|累计|项目总|各项|[两二三四五六七八九]项|整体|部门|财政|专项|其|已|资金)*$"
)
# What the names of one source or item are told with or without: 中央财政补助资金, 中央资金, 中央.
_FILLING = re.compile(r"资金|财政|补助|专项|支出|经费|配套|级|预算|改造|建设|项目|工程|费$|\s")
_GIVEN = re.compile(r"预算|安排|投入|下达|批复|计划|来源|筹|配套|规模|指标|资金|分配")
_OUTTURN = re.compile(
    r"(?:实际|全年|累计|完成|总|合计|共)支出|决算|支付|拨付|执行率|结余|结转|剩余"
)
_ALLOTTED = re.compile(
    r"^(?:共|计|合计|预算)?(?:安排|下达|分配|核定|投入|预算)(?:资金|预算|补助|经费)?[为共]?$"
)
_PART = re.compile(r"[；。：\n]")
_SENTENCE = re.compile(r"[。\n]")
_ROW = re.compile("其中|具体|分别|[按分从]")
_CLAUSE = 48  # characters
_BARE = 6  # characters of a lead that names nothing: 共安排资金
_BACK = 90  # figures
_REACH = 200  # characters
_OF_ALL = 8  # figures before the total of a list
_SHORT = 2
_ASIDE = 2  # figures between what was spent and its rate: 支出78.4万元，即28名每人2.8万元，执行率…


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate right behind what was spent on an item that has a budget before."""
    figures = context.document.figures
    for rate in context.rates:
        if not _RATE.search(rate.lead) or has_own_base(context, rate):
            continue
        spent = _spent(figures[max(0, rate.index - 1 - _ASIDE) : rate.index], rate)
        name = _name(_SPENT, spent.lead) if spent is not None else ""
        if spent is not None and name and not _ALL.match(name):
            yield from _claim(context, spent, rate, name)


def _spent(before: list[Figure], rate: Figure) -> Figure | None:
    """Return the amount right before a rate, or one said to be spent before what explains it."""
    for figure in reversed(before):
        if figure.sentence != rate.sentence or figure.dimension is Dimension.RATE:
            return None
        if _is_amount(figure) and (
            figure.index == rate.index - 1 or _SPENT.search(core(figure.lead))
        ):
            return figure
    return None


def _is_amount(figure: Figure) -> bool:
    return figure.dimension is Dimension.MONEY and figure.kind is Kind.LEVEL and figure.is_plain


def _name(tail: re.Pattern[str], lead: str) -> str:
    """Return the words of an item's own name before what was done with its money."""
    words = _LISTED.sub("", core(_LISTED.sub("", _SOURCE.sub("", lead))))
    match = tail.search(words)
    words = words[: match.start()] if match else words
    return _FILLING.sub("", words) or words


def _is_given(context: Context, figure: Figure) -> bool:
    """Tell whether an amount is of a budget: by the words of its sentence before it.

    共安排资金1733万元。按职责分，监管231万元…: a row without words of its own goes by the sentence before.
    """
    text = context.document.text
    before = text[max(0, figure.start - _REACH) : figure.start]
    *others, words = _SENTENCE.split(before)
    words = words or figure.lead
    if _GIVEN.search(words) is None and others and _ROW.match(words):
        if before[-len(words) - 1] == "\n" or _SPENT.search(core(figure.lead)):
            return False
        words = others[-1]
    return _GIVEN.search(words) is not None and not _OUTTURN.search(words)


def _claim(context: Context, spent: Figure, rate: Figure, name: str) -> Iterator[Claim]:
    """Claim the quotient with the budget of the same name: a question where only one amount bears it."""
    # One name begins or ends with the other, so that the lead has the signs of the head or of the tail.
    head, tail = name[: _SHORT + 1], name[-_SHORT - 1 :]
    same = [
        figure
        for figure in context.money_before(spent, _BACK)
        if (
            (
                (
                    (head[0] in figure.lead and head[-1] in figure.lead)
                    or (tail[0] in figure.lead and tail[-1] in figure.lead)
                )
                and _is_same(name, _name(_BUDGET, figure.lead))
            )
            or _opens(context, figure, name)
        )
        and figure.value
        and figure.period != "-1"
        and _is_given(context, figure)
    ]
    if not same:
        return
    unique = len({each.value for each in same}) == 1
    readings = [
        Reading(
            Formula.RATIO,
            (spent, each),
            rate,
            Strength.LIKELY if unique and not number else Strength.POSSIBLE,
        )
        for number, each in enumerate(same)
    ]
    if not (unique and (rounds(readings[0]) or _is_of_list(context, spent, rate))):
        yield Claim("ratio", readings, ceiling=Strength.LIKELY)


def _is_of_list(context: Context, spent: Figure, rate: Figure) -> bool:
    """Tell whether a rate behind the last of several items is that of them all, by the figures.

    实际支出3394.88万元，其中基本支出1679.05万元、项目支出1715.83万元，预算执行率95.57%.
    """
    listing = context.list_of.get(spent.index)
    if listing is None:
        return False
    head = listing.heads[0]
    if sum(each.value for each in listing.items if each.index <= spent.index) != head.value:
        return False
    wholes = context.money_before(head, _OF_ALL)
    readings = [Reading(Formula.RATIO, (head, each), rate, Strength.POSSIBLE) for each in wholes]
    return any(ties(each) for each in readings)


def _opens(context: Context, figure: Figure, name: str) -> bool:
    """Tell whether a name opens the part of a sentence that an amount closes: 中修工程按每公里28.5万元控制，安排1094.40万元."""
    if len(name) <= 1 or name == figure.lead or len(figure.lead) > _BARE:
        return False
    if not _ALLOTTED.search(figure.lead):
        return False
    before = context.document.text[max(0, figure.start - _CLAUSE) : figure.start]
    return _LISTED.sub("", _PART.split(before)[-1]).startswith(name)


def _is_same(name: str, other: str) -> bool:
    if name == other:
        return True
    shorter, longer = sorted((name, other), key=len)
    return len(shorter) > _SHORT and (longer.endswith(shorter) or longer.startswith(shorter))
