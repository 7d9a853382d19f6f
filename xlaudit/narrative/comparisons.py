"""A stands beside B and the text says by how much they differ: 119人，比上年末的123人减少4人.

Only what the grammar closes is read: nothing but words of comparison between the two levels, nothing
but the word of change before the difference, all in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.numbers.quantity import Dimension

__all__ = ["SPEAKS_OF_CHANGE", "Comparison", "find_comparisons", "same_measure"]

_UP = "净?增加|净增|增长|上升|提高|提升|增支|增收|增|高出?|多出?|超出?|超支|超过"
_DOWN = "净?减少|净减|下降|降低|下浮|下滑|回落|压减|压缩|减支|减收|减|低|少|节约|节支|节省"
_MOVES = (
    rf"(?:同比|实际|共|略|仅|小幅|大幅|有所)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|资金|额)?"
)
_YEAR = r"(?:20\d\d年?|上年|去年|上一年|前一年)"
_THAN = re.compile(
    r"[^，。；：（）\d]{0,6}）?，?(?:本年|今年|当年)?[与较比](?P<what>(?:20\d\d年)?[^，。；：、\d（]{0,16})（?"
)
_NOT_A_LEVEL = re.compile(r"[增减升降]|每")
_THEN = re.compile(
    rf"[^，。；：、（）\d]{{0,4}}?）?(?:的目标|的计划|的任务)?(?:相比|比较|比)?，?{_MOVES}"
)
_THEN_TOO = re.compile(
    rf"，?(?:本年|今年|当年|20\d\d年)?(?:[比较与]{_YEAR}(?:度|同期|末|底)*(?:相比)?，?)?{_MOVES}"
)
_OTHER_YEAR = re.compile(r"[，；](?:同期)?[^，。；：、\d]{0,6}" + _YEAR + r"?[^，。；：、\d]{0,12}")
_TO = re.compile(
    r"(?:的|逐步|稳步|[^，。；：、\d]{0,2})?(?:提高|提升|上升|增加|增长|上调|扩大|扩|下降|降低|减少|下调|压减|降|升|增|减)?[到至为]"
)
_FROM = re.compile(r"[由从][^，。；：]{0,16}$")
_GROWS = re.compile(
    r"，?(?:同比)?(?:增长|下降|增加|减少|提高|降低|下浮|上升|增幅|降幅|减幅|增长率|下降率)(?:率|幅度)?(?:为|了|达到?)?"
)
_SAVED = re.compile(r"，?(?:资金)?(?:节约|节支|节省|下浮|压减)率(?:为|达到?)?")
_DATES = re.compile(
    r"(?:20\d\d年|上年|去年|本年|今年|当年|上一年|前一年|全年)|度|同期|同口径|[年]?[末底]|实际|[为的是达数共]|与|，"
)
_PLANNED = re.compile(
    r"(?:预算|控制价|最高限价|概算|估算|送审|报审)(?:价|金额|资金|总额|造价|数|合计|总价)*[为是]?$"
)
_ACTUAL = re.compile(
    r"，(?:[^，。；：、\d]{0,8}?)(?:实际|中标|成交|审定|采购金额|结算)[^，。；：、\d]{0,8}"
)
_SPARED = re.compile(
    r"，(?:共|累计|合计)?(?P<up>(?!))?(?P<down>节约|节省|节支|核减|审减|下浮|结余)(?:了|资金|金额|财政资金|投资)*"
)
_SCALE = re.compile("^[百千万亿]+")
_LEVELS = (Kind.LEVEL, Kind.RATE, Kind.SHARE, Kind.SCORE)
_NEAR = 3

SPEAKS_OF_CHANGE = (re.compile(f"(?:相比)?{_THEN_TOO.pattern}"), _GROWS)
"""What may stand between a base and its change, and between that and its rate."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """``new`` differs from ``old`` by ``change``, upwards if ``direction`` is 1; ``rate`` is that in per cent.

    ``others`` may be the new level as well. ``is_close`` where nothing stands between the three;
    not ``is_sure`` where the difference may be part of it only (节约, while some is still to be bought).
    """

    new: Figure
    old: Figure
    change: Figure | None
    rate: Figure | None
    direction: int
    others: tuple[Figure, ...]
    is_close: bool
    is_sure: bool = True


def find_comparisons(document: Document) -> Iterator[Comparison]:
    """Yield every closed comparison of a text, in its order."""
    figures = document.figures
    for old in figures:
        if old.kind not in _LEVELS or not old.is_plain or old.index + 1 >= len(figures):
            continue
        found = (
            _than(document, old)
            or _moved(document, old)
            or _two_years(document, old)
            or _saved(document, old)
        )
        if found is not None:
            yield found


def same_measure(first: Figure, second: Figure) -> bool:
    """Tell whether two figures count or measure one thing; 万人 and 人 do."""
    if first.dimension is not second.dimension:
        return False
    if first.dimension is not Dimension.COUNT:
        return True
    units = [_SCALE.sub("", each.quantity.unit.text) for each in (first, second)]
    return units[0] == units[1]


def _difference(
    document: Document, last: Figure, like: Figure, words: re.Pattern[str]
) -> tuple[Figure, int] | None:
    """Return the difference right behind a level, and its direction."""
    change = document.figures[last.index + 1]
    if change.sentence != last.sentence or not change.is_plain:
        return None
    if like.dimension is Dimension.RATE:
        fits = change.dimension is Dimension.POINTS
    else:
        fits = same_measure(like, change)
    match = words.fullmatch(document.between(last, change)) if fits else None
    return (change, 1 if match["up"] else -1) if match else None


def _rate(document: Document, last: Figure) -> Figure | None:
    """Return the growth right behind a figure."""
    following = document.figures[last.index + 1 : last.index + 2]
    if not following or following[0].sentence != last.sentence or not following[0].is_plain:
        return None
    rate, gap = following[0], document.between(last, following[0])
    if rate.dimension is not Dimension.RATE:
        return None
    if rate.kind is Kind.GROWTH and _GROWS.fullmatch(gap):
        return rate
    return rate if _SAVED.fullmatch(gap) else None


def _than(document: Document, old: Figure) -> Comparison | None:
    """A，比上年的B减少C."""
    figures = document.figures
    if not old.index or figures[old.index - 1].sentence != old.sentence:
        return None
    behind = _difference(document, old, old, _THEN)
    if behind is None:
        return None
    match = _THAN.fullmatch(document.between(figures[old.index - 1], old))
    if match is None or _NOT_A_LEVEL.search(match["what"]):
        return None
    level = [f for f in figures[max(0, old.index - 12) : old.index] if _is_like(f, old)]
    bracketed = document.text[old.start - 1] == "（"
    level = [f for f in level if f.depth <= old.depth - bracketed]
    if not level or old.index - level[-1].index > _NEAR:
        return None
    change, direction = behind
    is_close = level[-1].index == old.index - 1
    rate = _rate(document, change)
    return Comparison(level[-1], old, change, rate, direction, tuple(level[:-1]), is_close)


def _is_like(figure: Figure, old: Figure) -> bool:
    return (
        figure.sentence == old.sentence
        and figure.kind in _LEVELS
        and figure.is_plain
        and same_measure(figure, old)
    )


def _moved(document: Document, old: Figure) -> Comparison | None:
    """由B提高到A，提高C."""
    new = document.figures[old.index + 1]
    if not _is_like(new, old) or not _FROM.search(old.lead):
        return None
    if not _TO.fullmatch(document.between(old, new)) or new.index + 1 >= len(document.figures):
        return None
    behind = _difference(document, new, new, _THEN_TOO)
    change, direction = behind or (None, 0)
    rate = _rate(document, change or new)
    if change is None and rate is None:
        return None
    return Comparison(new, old, change, rate, direction, (), is_close=True)


def _two_years(document: Document, first: Figure) -> Comparison | None:
    """本年A，上年B，增加C: in either order, one thing in two years."""
    second = document.figures[first.index + 1]
    if not _is_like(second, first) or second.index + 1 >= len(document.figures):
        return None
    if not _OTHER_YEAR.fullmatch(document.between(first, second)):
        return None
    behind = _difference(document, second, second, _THEN_TOO)
    if behind is None or not _is_one_thing(first, second):
        return None
    if _is_older(second.period, first.period):
        new, old = first, second
    elif _is_older(first.period, second.period):
        new, old = second, first
    else:
        return None
    change, direction = behind
    return Comparison(new, old, change, _rate(document, change), direction, (), is_close=True)


def _saved(document: Document, planned: Figure) -> Comparison | None:
    """预算A，实际B，节约C."""
    actual = document.figures[planned.index + 1]
    if planned.dimension is not Dimension.MONEY or not _is_like(actual, planned):
        return None
    if not _PLANNED.search(planned.lead) or actual.index + 1 >= len(document.figures):
        return None
    if not _ACTUAL.fullmatch(document.between(planned, actual)):
        return None
    behind = _difference(document, actual, planned, _SPARED)
    if behind is None:
        return None
    change, rate = behind[0], _rate(document, behind[0])
    return Comparison(actual, planned, change, rate, -1, (), is_close=True, is_sure=False)


def _is_older(period: str, other: str) -> bool:
    if period == "-1":
        return other in ("", "0") or other.isdigit()
    return period.isdigit() and other.isdigit() and int(other) - int(period) == 1


def _is_one_thing(first: Figure, second: Figure) -> bool:
    """Tell whether the second label adds nothing but the year to the first: 支出…，上年支出…."""
    names = [_DATES.sub("", each.label) for each in (first, second)]
    return not names[1] or names[0].endswith(names[1][-4:])
