"""A change beside the old level, the new one farther off under the same name: 2018年决算支出…，本年比上年增加….

同比增加169万元（2023年收入3106万元）: the old level in brackets behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.comparisons.sides import same_measure
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_THEN = re.compile(
    r"，(?=本|今|当|20|比|较|与|实际[比较])(?:本年度?|今年|当年|20\d\d年度?)?(?:实际)?(?:[比较与](?:上年度?|去年|20\d\d年度?)?(?:相比|比较)?，?)?(?:净?增加|净?减少|净?增长|净?下降|增支|减支|增收|减收)(?:了)?"
)
_BEHIND = re.compile(r"（(?:20\d\d年|上年|去年)度?[^，。；（）\d]{0,12}")
_OLD = re.compile(r"^(?:20\d\d年度?|上年度?|去年)")
_PARTS = re.compile("其中|预算|计划|目标")
_DIMENSIONS = (Dimension.MONEY, Dimension.COUNT)
_BACK = 24  # figures
_SHORTEST = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each such change whose new level bears the very name of the old one."""
    for change in context.moves:
        if change.kind is not Kind.CHANGE or change.dimension not in _DIMENSIONS:
            continue
        if not change.index or change.index in context.comparisons:
            continue
        old = _old(context, change)
        levels = _new(context, change, old) if old is not None else []
        if old is None or not levels:
            continue
        unique = len({level.value for level in levels}) == 1
        readings = []
        for new in levels[:1] if unique else levels:
            pair = (new, old) if change.direction > 0 else (old, new)
            strength = Strength.CERTAIN if unique else Strength.POSSIBLE
            readings.append(Reading(Formula.DIFFERENCE, pair, change, strength))
        yield Claim("change", readings, is_closed=True)


def _old(context: Context, change: Figure) -> Figure | None:
    """Return the old level right before a change, or in brackets right behind it."""
    document = context.document
    for other in document.figures[change.index + 1 : change.index + 2]:
        if _is_old(other, change) and _BEHIND.fullmatch(document.between(change, other)):
            return other
    before = document.figures[change.index - 1]
    if _is_old(before, change) and _THEN.fullmatch(document.between(before, change)):
        return before
    return None


def _is_old(figure: Figure, change: Figure) -> bool:
    told = figure.kind is Kind.LEVEL and figure.is_plain and same_measure(figure, change)
    return told and figure.sentence == change.sentence and _OLD.match(figure.lead) is not None


def _new(context: Context, change: Figure, old: Figure) -> list[Figure]:
    """Return the levels before both of the old one's name, but of a later year, nearest first.

    Of several rows, each with its own 支出, one bears it no more than the other: none is surely meant then, and
    what ends with the name (决算支出) may be.
    """
    name = _name(old)
    if len(name) < _SHORTEST:
        return []
    first = min(change.index, old.index)
    found: list[Figure] = []
    longer: list[Figure] = []
    for each in context.document.figures[max(0, first - _BACK) : first][::-1]:
        told = each.kind is Kind.LEVEL and each.is_plain and same_measure(each, old)
        near = old.paragraph - each.paragraph
        if not told or not _name(each).endswith(name) or _PARTS.search(each.lead):
            continue
        if each.period not in ("", "0") and each.period <= old.period:
            if _name(each) == name and near <= 1 and not found:
                return []
            continue
        if _name(each) != name:
            longer.append(each)
        elif found or near <= 1:
            found.append(each)
    rows = {each.value for each in found if each.sentence == found[0].sentence}
    return [*found, *longer] if len(rows) > 1 else found[:1]


def _name(figure: Figure) -> str:
    return _OLD.sub("", core(figure.lead))
