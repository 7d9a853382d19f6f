"""The equations of a budget: 年初＋追加＝全年, 预算－执行＝结余, 年初结转＋收入－支出＝年末结转."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]


def claims(context: Context) -> Iterator[Claim]:
    """Yield the equations that each amount of a budget or a balance takes part in as the result."""
    for figure in context.document.figures:
        if figure.kind is Kind.LEVEL and figure.dimension is Dimension.MONEY:
            yield from _budget_equation(context, figure)


def _budget_equation(context: Context, figure: Figure) -> Iterator[Claim]:
    if figure.fact == "budget":
        parts: dict[str, Figure] = {}
        for other in context.levels_before(figure, 8, Dimension.MONEY):
            if other.fact in ("initial_budget", "adjustment"):
                parts.setdefault(other.fact, other)
        for index in range(figure.index - 1, max(-1, figure.index - 6), -1):
            other = context.document.figures[index]
            added = other.kind is Kind.CHANGE and re.search(r"追加|调增|调减|核减", other.lead)
            if added and other.paragraph == figure.paragraph:
                parts.setdefault("adjustment", other)
        if len(parts) == 2:
            items = (parts["initial_budget"], parts["adjustment"])
            signs = (1, items[1].direction or 1)
            certain = figure.index - items[0].index <= 3
            strength = Strength.CERTAIN if certain else Strength.LIKELY
            yield Claim("sum", [Reading(Formula.SUM, items, figure, strength, signs)])
    elif figure.fact == "carryover":
        yield from _carryover(context, figure)
        yield from _roll_forward(context, figure)


def _roll_forward(context: Context, closing: Figure) -> Iterator[Claim]:
    """年初结转＋本年收入－本年支出＝年末结转."""
    if not re.search(r"年末|年底|期末", closing.label):
        return
    parts: dict[str, Figure] = {}
    for other in context.levels_before(closing, 8, Dimension.MONEY):
        if other.fact == "carryover" and re.search(r"年初|上年|期初", other.label):
            parts.setdefault("opening", other)
        elif other.fact in ("income", "spent"):
            parts.setdefault(other.fact, other)
    if len(parts) == 3:
        items = (parts["opening"], parts["income"], parts["spent"])
        near = all(item.sentence == closing.sentence for item in items)
        strength = Strength.LIKELY if near else Strength.POSSIBLE
        yield Claim("sum", [Reading(Formula.SUM, items, closing, strength, (1, 1, -1))])


def _carryover(context: Context, figure: Figure) -> Iterator[Claim]:
    """结余: the budget less what was spent, nearest first, also from an earlier section."""
    budgets, spents = [], []
    for index in range(figure.index - 1, max(-1, figure.index - 60), -1):
        other = context.document.figures[index]
        if other.dimension is Dimension.MONEY and other.kind is Kind.LEVEL and other.period != "-1":
            if other.fact == "budget":
                budgets.append(other)
            elif other.fact == "spent":
                spents.append(other)
    if not budgets or not spents:
        return
    near = budgets[0].paragraph == spents[0].paragraph == figure.paragraph
    sure = near and figure.index - min(budgets[0].index, spents[0].index) <= 3
    strength = Strength.LIKELY if sure else Strength.POSSIBLE
    pairs = [(budget, spent) for budget in budgets[:3] for spent in spents[:3]]
    yield Claim(
        "difference",
        [
            Reading(
                Formula.DIFFERENCE, pair, figure, strength if number == 0 else Strength.POSSIBLE
            )
            for number, pair in enumerate(pairs)
        ],
    )
