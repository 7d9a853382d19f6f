"""Against the budget that one item has in an earlier sentence: 基本支出决算A，为年初预算的R%，少支C; …公车运行费A，比预算少C."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims", "own_budgets"]

_RATE = re.compile(
    r"^[，、；（]?(?:占|为|是|完成|达到?|相当于)(?:年初|全年|年度|调整后?)?(?:的)?预算(?:数|安排)?的?$"
)
_CHANGE = re.compile(
    r"^[，、；（]?(?:[比较与](?:年初|全年|年度|调整后?)?预算(?:数|安排)?(?:相比)?，?)?"
    r"(?:少支出?|多支出?|少用|节约|节省|节支|超支|超出?|增加|减少|增支|减支|压减|结余|少|多)(?:了|支出)?$"
)
_BUDGET = re.compile(r"预算|安排|批复|下达|核定")
_GIVING = re.compile(r"^.*(?:预算|安排|批复|下达|核定)(?=..)")
_OUTTURN = re.compile(r"支出决算|决算|实际|执行率|完成预算|支付|结余|结转")
_SPENT = re.compile(r"(?:支出)?(?:决算|实际|执行|支出|完成)+(?:数|额)?[为是共]*$")
_NUMBERED = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,2}[）).、．]|[①-⑳]|[-—·\s]|其中[：:]?|20\d\d年度?|全年|本年度?)+"
)
_END = re.compile(r"[。\n]")
_BACK = 60  # figures
_REACH = 160  # characters
_HEADING = 12  # characters: 1.基本支出。
_A_NAME = 4
_NEAR = 3  # figures


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate or difference behind an amount whose own budget stands in another sentence."""
    for rate in context.rates:
        if "预算" in rate.lead and _RATE.match(rate.lead):
            yield from _moved(context, rate)
    for change in context.moves:
        if change.kind is not Kind.CHANGE or change.dimension is not Dimension.MONEY:
            continue
        open_yet = change.is_plain and change.index not in context.comparisons
        if open_yet and _CHANGE.match(change.lead):
            yield from _moved(context, change)


def _moved(context: Context, moved: Figure) -> Iterator[Claim]:
    spent = _spent(context, moved)
    if spent is not None:
        yield from _claim(moved, spent, own_budgets(context, spent))


def _spent(context: Context, moved: Figure) -> Figure | None:
    """Return the amount right before, with nothing but its rates and changes between."""
    for figure in context.document.figures[max(0, moved.index - _NEAR) : moved.index][::-1]:
        if figure.sentence != moved.sentence:
            return None
        if figure.kind is Kind.LEVEL:
            plain = figure.dimension is Dimension.MONEY and figure.is_plain
            gap = context.document.text[figure.end : moved.start]
            return figure if plain and "；" not in gap and figure.period != "-1" else None
    return None


def own_budgets(context: Context, spent: Figure) -> list[Figure]:
    """Return the budgets of earlier sentences that bear the name of what was spent, the nearest first.

    An amount without a name of its own (2024年决算2381万元) has that of its sentence's subject.
    """
    name = _SPENT.sub("", _NUMBERED.sub("", core(spent.label)))
    text = context.document.text
    subject = ""
    if len(name) < _A_NAME:
        words = [w for w in _END.split(text[max(0, spent.start - _REACH) : spent.start]) if w]
        if not words:
            return []
        headed = len(words) > 1 and len(words[-2]) <= _HEADING
        subject = _NUMBERED.sub("", words[-2 if headed else -1])
        if len(subject) < _A_NAME:
            return []
    found: list[Figure] = []
    for each in context.amounts_within(spent.index - _BACK, spent.index)[::-1]:
        if each.dimension is not Dimension.MONEY or each.sentence == spent.sentence:
            continue
        label = _GIVING.sub("", core(each.label))
        if len(label) < _A_NAME or each.period == "-1" or not each.is_plain or not each.value:
            continue
        same = subject.startswith(label) if subject else _bears(label, name)
        if same and _is_given(text, each):
            found.append(each)
    return found


def _bears(label: str, name: str) -> bool:
    return label in (name, name + "支出") or label.removesuffix("预算") == name


def _is_given(text: str, figure: Figure) -> bool:
    """Tell whether the sentence of an amount speaks of a budget before it, and not yet of what was spent."""
    words = _END.split(text[max(0, figure.start - _REACH) : figure.start])[-1]
    return _BUDGET.search(words) is not None and _OUTTURN.search(words) is None


def _claim(moved: Figure, spent: Figure, budgets: list[Figure]) -> Iterator[Claim]:
    if not budgets:
        return
    unique = len({each.value for each in budgets}) == 1
    strength = Strength.LIKELY if unique else Strength.POSSIBLE
    readings = [_reading(moved, spent, each, strength) for each in budgets[: 1 if unique else None]]
    if not (unique and rounds(readings[0])):
        kind = "ratio" if moved.kind is Kind.RATE else "change"
        yield Claim(kind, readings, ceiling=Strength.LIKELY, needs_slip=True)


def _reading(moved: Figure, spent: Figure, budget: Figure, strength: Strength) -> Reading:
    if moved.kind is Kind.RATE:
        return Reading(Formula.RATIO, (spent, budget), moved, strength)
    pair = (spent, budget) if spent.value >= budget.value else (budget, spent)
    return Reading(Formula.DIFFERENCE, pair, moved, strength)
