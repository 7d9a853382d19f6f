"""Totals of several sentences: 收入总计 is 支出总计, 基本支出 and 项目支出 make up what was spent, income and funds added to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_TELLS_A_TOTAL = re.compile("总计|合计|项目支出|加")  # as few amounts do
_CAME_IN = re.compile(r"收入(?:决算|预算)?总计$")
_WENT_OUT = re.compile(r"支出(?:决算|预算)?总计$")
_OF_YEAR = re.compile(r"(?<!上)(?:本|当)年(?P<noun>收入|支出)(?:决算)?合计[为是]?$")
_CARRIED = re.compile(r"(?:结转|结余|结余分配)(?:资金)?[为是]?$")
_KEPT = re.compile(r"结余|结转|结存|余额")
_BASIC = re.compile(r"(?<!款)(?<!算)基本支出(?:决算|合计|完成|总额)?$")
_PROJECT = re.compile(r"(?<!款)(?<!算)项目支出(?:决算|合计|完成|总额)?$")
_SPENT = re.compile(
    r"^(?:[^，。；]{0,8}?(?:局|委|办|院|会|厅|部门|单位|中心))?(?:整体|实际|总|累计|全局|全系统)*支出(?:决算)?(?:总额|合计|总计|总数|数|金额)?$"
)
_ADDED = re.compile(r"^(?P<name>[^，。；：、\d]{0,8}?)加上?(?P<item>[^，。；：、\d]{2,})$")
_RESULT = re.compile(r"(?:总计|合计|总量|总收入|总支出|财力|资金总额|总额)[为是共达]*$")
_APART = 12  # figures between the two outlays
_BACK = 12
_FAR = 60
_FEW_DIGITS = 4


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of such totals."""
    for figure in context.money_levels:
        if figure.period == "-1" or not _TELLS_A_TOTAL.search(figure.label):
            continue
        if _WENT_OUT.search(core(figure.label)):
            yield from _balance(context, figure)
        elif _OF_YEAR.search(figure.label):
            yield from _with_carried(context, figure)
        elif _PROJECT.search(core(figure.label)):
            yield from _outlays(context, figure)
        elif _ADDED.search(figure.label):
            yield from _added(context, figure)


def _balance(context: Context, spent: Figure) -> Iterator[Claim]:
    """收入总计…，支出总计…: by the rules of the accounts one amount, what is carried over in both."""
    figures = context.document.figures
    for income in reversed(figures[max(0, spent.index - _BACK) : spent.index]):
        if income.paragraph != spent.paragraph:
            return
        if income.kind is Kind.LEVEL and _CAME_IN.search(core(income.label)):
            break
    else:
        return
    behind = figures[spent.index + 1 : spent.index + 4]
    if any(f.sentence == spent.sentence and _KEPT.search(f.label) for f in behind):
        return
    if income.period not in ("", spent.period) and spent.period:
        return
    beside = income.sentence == spent.sentence and income.is_plain
    strength = Strength.LIKELY if beside else Strength.POSSIBLE
    text = f"收入总计写作{income.text}，支出总计写作{spent.text}，两个总计应当相等。"
    reading = Reading(Formula.EQUAL, (income,), spent, strength)
    yield Claim("balance", [reading], ceiling=Strength.LIKELY, message=text)


def _with_carried(context: Context, year: Figure) -> Iterator[Claim]:
    """本年收入合计…，使用结余…，年初结转…: with what was carried over it is the 总计 of an earlier section."""
    figures = context.document.figures
    match = _OF_YEAR.search(year.label)
    noun = match["noun"] if match else ""
    carried = [
        each
        for each in figures[year.index + 1 : year.index + _BACK]
        if each.paragraph == year.paragraph
        and each.kind is Kind.LEVEL
        and each.dimension is Dimension.MONEY
        and each.depth == year.depth
        and _CARRIED.search(each.lead)
    ]
    if not carried:
        return
    for total in reversed(figures[max(0, year.index - _FAR) : year.index]):
        if _is_amount(total) and core(total.label).endswith(f"{noun}总计"):
            reading = Reading(Formula.SUM, (year, *carried), total, Strength.POSSIBLE)
            yield Claim("sum", [reading], ceiling=Strength.LIKELY)
            return


def _outlays(context: Context, project: Figure) -> Iterator[Claim]:
    """基本支出… and 项目支出… in sentences of their own: together they are what was spent."""
    figures = context.document.figures
    basic = next(
        (
            each
            for each in reversed(figures[max(0, project.index - _APART) : project.index])
            if _is_amount(each) and _BASIC.search(core(each.label))
        ),
        None,
    )
    if basic is None:
        return
    before = [
        each
        for each in reversed(figures[max(0, basic.index - _BACK) : basic.index])
        if _is_amount(each) and _SPENT.search(core(each.label))
    ]
    if not before or before[0].sentence == project.sentence:
        return  # 支出90万元，其中基本支出50万元、项目支出40万元: told as a list
    readings = [
        Reading(Formula.SUM, (basic, project), total, Strength.POSSIBLE) for total in before
    ]
    yield Claim("sum", readings, ceiling=Strength.LIKELY)


def _is_amount(figure: Figure) -> bool:
    return (
        figure.kind is Kind.LEVEL
        and figure.dimension is Dimension.MONEY
        and figure.is_plain
        and figure.period != "-1"
    )


def _added(context: Context, first: Figure) -> Iterator[Claim]:
    """当年收入加上级补助收入50万元、调入资金8万元，收入总计90万元: the first summand was stated before."""
    figures = context.document.figures
    items = [first]
    for figure in figures[first.index + 1 : first.index + _BACK]:
        money = figure.kind is Kind.LEVEL and figure.dimension is Dimension.MONEY
        if figure.sentence != first.sentence or not money or not figure.is_plain:
            return
        if _RESULT.search(figure.lead):
            break
        if "、" not in context.document.between(items[-1], figure):
            return
        items.append(figure)
    else:
        return
    readings = [
        Reading(Formula.SUM, (base, *items), figure, Strength.POSSIBLE)
        for base in _bases(context, items, figure)
    ]
    if readings:
        yield Claim("sum", readings, ceiling=Strength.LIKELY)


def _bases(context: Context, items: list[Figure], total: Figure) -> Iterator[Figure]:
    """Yield what may have been added to: the amount that ties, then those that open a paragraph."""
    figures = context.document.figures
    first = items[0]
    missing = total.value - sum(item.value for item in items)
    before = [
        figure
        for figure in reversed(figures[max(0, first.index - _FAR) : first.index])
        if _is_amount(figure) and len(figure.digits) >= _FEW_DIGITS - 1
    ]
    yield from (figure for figure in before if figure.value == missing)
    match = _ADDED.search(first.label)
    noun = match["name"][-2:] if match else ""
    for figure in before:
        opens = figures[figure.index - 1].paragraph != figure.paragraph if figure.index else True
        if opens and noun in figure.label:
            yield figure
