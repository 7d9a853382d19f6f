"""The equations of a budget: 年初＋追加＝全年, 预算－执行＝结余, 年初结转＋收入－支出＝年末结转."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.adding.subjects import speaks_of_one
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_ADJUSTS = re.compile(r"追加|调增|调减|核减|压减|追减")
_LOWERS = re.compile(r"^[^，。；]*?(?:压减|压缩|调减|核减|追减|调出|收回)(?!.*(?:追加|调增))")
_ADJUSTED = re.compile(r"全年|调整|总预算")
_OPENING = re.compile(r"年初|上年|期初")
_WITHIN = 6  # figures
_BACK = 59  # figures
_NEAREST = 3
_BROUGHT = re.compile(r"(?:结转|结余)(?:资金|指标|数|收入)?[为是]?$")
_RESERVES = re.compile(
    r"使用.{0,8}结余|结余分配|弥补|提取|专用结余|预算稳定调节基金|调入|调出|置换"
)
_TAKEN_BACK = re.compile(r"收回(?!残值|投资)|上缴|上交|缴回|退回|交回|统筹|调剂|核减|盘活|注销")
_SAVED = re.compile(r"^(?:资金|共|合计)?(?:节约|节支|节省)(?:资金|了)?$")


def claims(context: Context) -> Iterator[Claim]:
    """Yield the equations that each amount of a budget or a balance takes part in as the result."""
    for figure in context.document.figures:
        if figure.fact not in ("budget", "carryover") or not _is_money(figure):
            continue
        if figure.fact == "budget":
            yield from _adjusted(context, figure)
        elif not _OPENING.search(figure.label):
            yield from _carryover(context, figure)
            yield from _roll_forward(context, figure)


def _is_money(figure: Figure) -> bool:
    return figure.kind is Kind.LEVEL and figure.dimension is Dimension.MONEY


def _adjusted(context: Context, budget: Figure) -> Iterator[Claim]:
    """年初＋追加－调减＝全年: with every adjustment between the two."""
    levels = context.levels_before(budget, 8, Dimension.MONEY)
    initial = next((level for level in levels if level.fact == "initial_budget"), None)
    if initial is None:
        return
    between = [
        figure
        for figure in context.document.figures[initial.index + 1 : budget.index]
        if figure.dimension is Dimension.MONEY
    ]
    moved = [figure for figure in between if _sign(figure)]
    if _is_told_between(initial, moved, between):
        return
    if not moved or (initial.sentence != budget.sentence and speaks_of_one(context, budget)):
        return
    brought = [
        figure for figure in between if figure.kind is Kind.LEVEL and _BROUGHT.search(figure.label)
    ]
    whole = _in_order([*moved, *_outside(context, initial, brought)])
    known = all(
        _sign(f) or f in brought or f.depth > initial.depth or _is_part(context, initial, f)
        for f in between
    )
    strength = _strength(initial, budget, len(whole)) if known else Strength.POSSIBLE
    others = (moved, _in_order([*moved, *brought]), moved[-1:])
    yield Claim(
        "sum",
        [
            Reading(
                Formula.SUM,
                (initial, *chosen),
                budget,
                sure,
                (1, *(_sign(figure) or 1 for figure in chosen)),
            )
            for chosen, sure in ((whole, strength), *((o, Strength.POSSIBLE) for o in others))
        ],
    )


def _is_told_between(initial: Figure, moved: list[Figure], between: list[Figure]) -> bool:
    """Tell whether the adjusted budget stands before: 追加后为1862.60万元，其中项目经费986.05万元."""
    whole = initial.value + sum(_sign(figure) * figure.value for figure in moved)
    return any(figure.value == whole and figure not in moved for figure in between)


def _strength(initial: Figure, budget: Figure, count: int) -> Strength:
    """Return how sure it is that ``count`` adjustments and no other led from one budget to the other."""
    if budget.index - initial.index <= count + 2:
        return Strength.CERTAIN
    meant = initial.sentence == budget.sentence or _ADJUSTED.search(budget.label)
    return Strength.LIKELY if meant else Strength.POSSIBLE


def _in_order(figures: list[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda figure: figure.index)


def _outside(context: Context, initial: Figure, brought: list[Figure]) -> list[Figure]:
    """Return what was carried over besides the initial budget: not 其中上年结转, not in brackets."""
    return [
        figure
        for figure in brought
        if figure.depth <= initial.depth and not _is_part(context, initial, figure)
    ]


def _is_part(context: Context, initial: Figure, figure: Figure) -> bool:
    """Tell whether an amount behind the initial budget may only be a part of one before it."""
    return re.search(r"其中|含|包括", context.document.text[initial.end : figure.start]) is not None


def _sign(figure: Figure) -> int:
    """Return how an amount moved the budget: 1 or -1, 0 where it did not or nobody can tell."""
    if figure.kind is Kind.CHANGE:
        return figure.direction if _ADJUSTS.search(figure.lead) else 0
    if figure.kind is not Kind.LEVEL:
        return 0
    if _LOWERS.search(figure.lead):
        return -1
    return int(figure.fact == "adjustment")


def _roll_forward(context: Context, closing: Figure) -> Iterator[Claim]:
    """年初结转＋本年收入－本年支出＝年末结转."""
    if not re.search(r"年末|年底|期末", closing.label):
        return
    parts: dict[str, Figure] = {}
    for other in context.levels_before(closing, 8, Dimension.MONEY):
        if other.fact == "carryover" and _OPENING.search(other.label):
            parts.setdefault("opening", other)
        elif other.fact in ("income", "spent"):
            parts.setdefault(other.fact, other)
    if len(parts) == 3:
        items = (parts["opening"], parts["income"], parts["spent"])
        near = all(item.sentence == closing.sentence for item in items) and not _used(
            context, items[0], closing
        )
        strength = Strength.LIKELY if near else Strength.POSSIBLE
        yield Claim("sum", [Reading(Formula.SUM, items, closing, strength, (1, 1, -1))])


def _used(context: Context, opening: Figure, closing: Figure) -> bool:
    """Tell whether reserves were used or a balance distributed: neither is income or expenditure."""
    figures = context.document.figures[max(0, opening.index - 2) : closing.index]
    return any(_RESERVES.search(f.lead) and f.paragraph == closing.paragraph for f in figures)


def _carryover(context: Context, figure: Figure) -> Iterator[Claim]:
    """结余: the budget less what was spent, nearest first, also from an earlier section."""
    budgets: list[Figure] = []
    spents: list[Figure] = []
    for other in context.document.figures[max(0, figure.index - _BACK) : figure.index][::-1]:
        if other.fact in ("budget", "spent") and _is_money(other) and other.period != "-1":
            (budgets if other.fact == "budget" else spents).append(other)
    if not budgets or not spents:
        return
    near = budgets[0].paragraph == spents[0].paragraph == figure.paragraph
    taken = _taken_back(context, spents[0], figure)
    sure = near and not taken and figure.index - min(budgets[0].index, spents[0].index) <= 3
    strength = Strength.LIKELY if sure else Strength.POSSIBLE
    told = [budget for budget in budgets if _is_told(context, budget, spents[0], figure)]
    pairs = [(budget, spents[0]) for budget in told[:1]]
    pairs += [(budget, spent) for budget in budgets[:_NEAREST] for spent in spents[:_NEAREST]]
    readings = [
        Reading(Formula.DIFFERENCE, pair, figure, strength if number == 0 else Strength.POSSIBLE)
        for number, pair in enumerate(pairs)
    ]
    if near and taken and figure.index - budgets[0].index <= _WITHIN:
        whole = (budgets[0], spents[0], *taken)
        signs = (1, *(-1 for _ in whole[1:]))
        readings.append(Reading(Formula.SUM, whole, figure, Strength.LIKELY, signs))
    yield Claim("difference", readings)


def _is_told(context: Context, budget: Figure, spent: Figure, left: Figure) -> bool:
    """Tell whether the rate between what was spent and what is left is that of a budget."""
    rate = context.document.figures[left.index - 1]
    between = rate.kind is Kind.RATE and rate.index == spent.index + 1 and bool(budget.value)
    return between and abs(spent.value / budget.value - rate.value) * 2 <= rate.step


def _taken_back(context: Context, spent: Figure, balance: Figure) -> list[Figure]:
    """Return what was taken back, handed over or saved besides the balance: 财政收回…万元, 节约…万元."""
    figures = context.document.figures
    near = [
        *figures[spent.index + 1 : balance.index],
        *(
            f
            for f in figures[balance.index + 1 : balance.index + 2]
            if f.sentence == balance.sentence
        ),
    ]
    return [
        figure
        for figure in near
        if figure.dimension is Dimension.MONEY
        and (_TAKEN_BACK.search(figure.lead) or _SAVED.search(figure.lead))
    ]
