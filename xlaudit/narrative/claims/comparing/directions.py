"""Words of direction against the figures: 决算数小于预算数, 与上年持平."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_COMPARED = re.compile(
    r"(?:决算|支出|执行)数?(?P<sign>小于|低于|大于|高于|等于|与)(?:年初|全年)?预算数?(?P<even>基本持平|持平|一致|相等)?"
)
_EVEN = re.compile(r"(?:与|比|较)[^，。；]{2,16}?(?:基本)?(?:持平|一致|相同)")


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each comparison in words whose two amounts stand just before it."""
    text = context.document.text
    for match in _COMPARED.finditer(text):
        amounts = _budget_and_spent(context, match.start())
        if amounts is not None:
            claim = _compared(match, *amounts)
            if claim is not None:
                yield claim
    for match in _EVEN.finditer(text):
        pair = _two_before(context, match.start())
        if pair is None:
            continue
        equal = pair[0].value == pair[1].value
        near = "基本" in match[0] and abs(pair[0].value - pair[1].value) * 20 <= pair[0].value
        if equal or not near:
            reading = Reading(Formula.EQUAL, pair[:1], pair[1], Strength.LIKELY)
            sentence = f"文中写“{match[0]}”，而两个数分别为{pair[0].text}和{pair[1].text}。"
            yield Claim("direction", [reading], ceiling=Strength.LIKELY, message=sentence)


def _before(context: Context, place: int, most: int) -> list[Figure]:
    """Return the levels before a place in its paragraph, nearest first."""
    index = context.document.first_from(place)
    levels = []
    for figure in reversed(context.document.figures[max(0, index - most) : index]):
        if "\n" in context.document.text[figure.end : place]:
            break
        if figure.kind is Kind.LEVEL and figure.dimension is Dimension.MONEY:
            levels.append(figure)
    return levels


def _budget_and_spent(context: Context, place: int) -> tuple[Figure, Figure] | None:
    levels = _before(context, place, 4)
    if len(levels) != 2:
        return None
    spent, budget = levels
    if spent.fact != "spent" or budget.fact not in ("budget", "initial_budget"):
        return None
    return budget, spent


def _compared(match: re.Match[str], budget: Figure, spent: Figure) -> Claim | None:
    sign, even = match["sign"], match["even"]
    if even or sign == "等于":
        if not even:
            return None
        near = abs(spent.value - budget.value) * 20 <= budget.value
        if not near:
            return None
        low, high = sorted((budget, spent), key=lambda figure: figure.value)
        return Claim("direction", [Reading(Formula.AT_MOST, (high,), low, Strength.POSSIBLE)])
    if sign == "与":
        return None
    low, high = (spent, budget) if sign in ("小于", "低于") else (budget, spent)
    reading = Reading(Formula.AT_MOST, (high,), low, Strength.LIKELY)
    sentence = f"文中写“{match[0]}”，而预算为{budget.text}、决算（执行）为{spent.text}，方向相反。"
    return Claim("direction", [reading], ceiling=Strength.LIKELY, message=sentence)


def _two_before(context: Context, place: int) -> tuple[Figure, Figure] | None:
    levels = _before(context, place, 3)
    dated = len(levels) >= 2 and "" not in (levels[0].period, levels[1].period)
    if not dated or levels[0].period == levels[1].period:
        return None
    near = levels[0].sentence == levels[1].sentence == _sentence_at(context, place)
    return (levels[1], levels[0]) if near else None


def _sentence_at(context: Context, place: int) -> int:
    """Return the sentence of the figure before a place, unless a full stop lies between."""
    figure = context.document.figures[context.document.first_from(place) - 1]
    text = context.document.text[figure.end : place]
    return -1 if re.search(r"[。！？\n]", text) else figure.sentence
