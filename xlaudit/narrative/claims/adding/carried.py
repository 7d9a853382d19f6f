"""What is carried over: 当年收支相抵结余48万元，加上年结转39万元，年末结转87万元; 年初结转…，加本年收入、减本年支出后，年末结转…."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_TOLD = r"(?:资金|金额|余额|数|额|为|达|共|的|计|约|是|有)*$"
_KEPT = r"(?:结转结余|结转和结余|结余结转|结余和结转|滚存结余|结转|结余|结存|余额)"
_OPENING = re.compile(
    rf"(?:上年度?末?|年初|期初|上一年度?|以前年度|历年)[^，。；]{{0,6}}{_KEPT}{_TOLD}"
)
_CLOSING = re.compile(
    rf"(?:(?:年末|期末|年底|年终|累计|滚存|本年末)[^，。；]{{0,6}}{_KEPT}|(?:结转|转入|留)(?:到|至|入)?(?:下年度?|下一年度?|次年|20\d\d年)(?:继续)?(?:使用|支出)?)"
    + _TOLD
)
_SURPLUS = re.compile(
    rf"(?:(?:当年|本年|全年|收支)[^，。；]{{0,10}}(?:结余|结存|盈余|节余|差额)|收支(?:差额|结余|盈余)|收支相[抵减][^，。；]{{0,6}}){_TOLD}"
)
_SHORT = re.compile(r"赤字|短缺|超支|倒挂|亏|为负|支大于收|动用|(?<!收)支差")
_RECKONED = re.compile(
    r"(?:加上?|计入|连同)[^，。；、]{0,8}收入.{0,24}?(?:减去?|扣除|扣减|抵减)[^，。；、]{0,8}支出"
)
_SPEAKS_OF_A_REST = re.compile("余|结|差额|收支|转入|留")  # as few amounts do
_LEFT = re.compile(rf"(?:结余|盈余|结存|节余){_TOLD}")
_CLAUSE_END = re.compile(r"[。；\n]")
_BALANCED = re.compile(r"收支(?:相抵|相减|差额|结余|盈余)")
_WHOSE = r"^(?:[^，。；]{0,6}(?:局|部门|单位|委|院|镇|街道))?(?:本年度?|当年|全年|年度|决算|总|实际|全部|整体|累计)*"
_SUM = r"(?:决算|预算)?(?:合计|总计|总额|总数|数)?$"
_INCOME = re.compile(f"{_WHOSE}收入{_SUM}")
_SPENT = re.compile(f"{_WHOSE}支出{_SUM}")
_BACK = 4  # figures of one row
_FAR = 60
_THIS_YEAR = ("", "0")


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each amount carried over at the end, and for each year's surplus."""
    for figure in context.money_levels:
        if not _SPEAKS_OF_A_REST.search(figure.lead):
            continue
        if _SURPLUS.search(figure.lead) or _is_balance(context, figure):
            yield from _surplus(context, figure)
        if _CLOSING.search(figure.lead) and not _OPENING.search(figure.lead):
            yield from _carried(context, figure)


def _is_amount(figure: Figure) -> bool:
    return figure.dimension is Dimension.MONEY and figure.kind is Kind.LEVEL and figure.is_plain


def _is_balance(context: Context, figure: Figure) -> bool:
    """Tell whether the clause right before an amount left over balances what came in and went out: 收支相抵，结余…."""
    if not _LEFT.search(figure.lead) or _CLOSING.search(figure.lead):
        return False
    before = context.document.text[max(0, figure.start - len(figure.lead) - 12) : figure.start]
    return _BALANCED.search(_CLAUSE_END.split(before)[-1]) is not None


def _carried(context: Context, closing: Figure) -> Iterator[Claim]:
    """Hold the end against the opening and the surplus of its row, or against income and outlay that the words name."""
    figures = context.document.figures
    row = [
        each
        for each in figures[max(0, closing.index - _BACK) : closing.index][::-1]
        if each.paragraph == closing.paragraph and _is_amount(each)
    ]
    opening = next((each for each in row if _OPENING.search(each.lead)), None)
    if opening is None or "其中" in context.document.between(opening, closing):
        return
    surplus = next(
        (
            e
            for e in row
            if e is not opening and (_SURPLUS.search(e.lead) or _is_balance(context, e))
        ),
        None,
    )
    if surplus is not None:
        first = min(opening.index, surplus.index)
        if any(each.index > first and each not in (opening, surplus) for each in row):
            return  # something else came or went
        sign = -1 if _SHORT.search(surplus.lead) else 1
        pair = (opening, surplus)
        readings = [Reading(Formula.SUM, pair, closing, Strength.CERTAIN, (1, sign))]
        if "差额" in surplus.lead:  # of which only the total tells the sign
            readings.append(Reading(Formula.SUM, pair, closing, Strength.POSSIBLE, (1, -sign)))
        yield Claim("sum", readings, is_closed=True)
    elif opening.index == closing.index - 1 and _RECKONED.search(
        context.document.between(opening, closing)
    ):
        readings = [
            Reading(Formula.SUM, (opening, *pair), closing, strength, (1, 1, -1))
            for pair, strength in _totals(context, opening)
        ]
        if readings:
            yield Claim("sum", readings, is_closed=True)


def _surplus(context: Context, left: Figure) -> Iterator[Claim]:
    """收支相抵，当年结余48万元: the year's income less its outlay, in whatever sentence these stand."""
    if _SHORT.search(left.lead) or _has_opening(context, left):
        return
    readings = [
        Reading(Formula.DIFFERENCE, pair, left, strength)
        for pair, strength in _totals(context, left)
        if pair[0].value > pair[1].value
    ]
    if readings:
        yield Claim("difference", readings, ceiling=Strength.LIKELY)


def _has_opening(context: Context, left: Figure) -> bool:
    """Tell whether what was carried over is in it: 收入860万元，上年结转40万元，支出848万元，本年结余52万元."""
    if "收支" in left.lead:
        return False
    figures = context.document.figures[max(0, left.index - _BACK) : left.index]
    return any(each.sentence == left.sentence and _OPENING.search(each.lead) for each in figures)


def _totals(context: Context, place: Figure) -> Iterator[tuple[tuple[Figure, Figure], Strength]]:
    """Yield income and outlay of the year before a place: sure where each is told but once."""
    before = [
        each
        for each in context.document.figures[max(0, place.index - _FAR) : place.index][::-1]
        if _is_amount(each) and each.period != "-1"
    ]
    incomes, outlays = (_of_this_year(before, name) for name in (_INCOME, _SPENT))
    unique = all(len({each.value for each in group}) == 1 for group in (incomes, outlays))
    for income in incomes[: 1 if unique else None]:
        for outlay in outlays[: 1 if unique else None]:
            yield (income, outlay), Strength.LIKELY if unique else Strength.POSSIBLE


def _of_this_year(before: list[Figure], name: re.Pattern[str]) -> list[Figure]:
    """Return the amounts of a name without a year, else those of the latest year."""
    named = [each for each in before if name.search(core(each.label))]
    own = [each for each in named if each.period in _THIS_YEAR]
    latest = max((each.period for each in named), default="")
    return own or [each for each in named if each.period == latest]
