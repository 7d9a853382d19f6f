"""A stands beside B and the text says by how much they differ: 119人，比上年末的123人减少4人.

Only what the grammar closes is read: nothing but words of comparison between the two levels, nothing
but the word of change before the difference, all in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.comparisons.sides import (
    GROWS,
    MOVES,
    OF_A_YEAR,
    THEN_TOO,
    Comparison,
    difference,
    is_level,
    is_like,
    is_of_the_saved,
    levels_meant,
    rate_behind,
    same_measure,
)
from xlaudit.narrative.comparisons.with_plans import net, planned, saved
from xlaudit.narrative.comparisons.with_years import base_behind, two_years, whole_of
from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.numbers.quantity import Dimension

__all__ = ["SPEAKS_OF_CHANGE", "Comparison", "find_comparisons", "same_measure"]

_THAN = re.compile(
    r"[^，。；：（）\d]{0,6}）?[，（]?(?:本年|今年|当年)?(?P<name>(?<=，)[^，。；：、（）\d比较与距]{2,8}?)??(?:同比)?"
    r"(?:[与较比距]|(?P<over>高于|超过|超出|优于|超)|(?P<under>低于|少于))"
    r"(?P<what>(?:20\d\d年)?[^，。；：、\d（]{0,16})（?"
)
_COMPARES = re.compile("[与较比距于超]")  # one of these stands in all such words
_NOT_A_LEVEL = re.compile(r"[增减升降]|每")
_OF_OLD = r"[^，。；：、（）\d]{0,4}?）?(?:的(?:年度|全年|考核|绩效)?(?:目标|计划|任务|要求|标准)[值数]?)?(?:相比|比较|比)?，?"
_THEN = re.compile(rf"{_OF_OLD}{MOVES}")
_BY = re.compile(rf"{_OF_OLD}(?:共|约)?(?:{MOVES})?")
_GREW = re.compile(rf"{_OF_OLD}{GROWS.pattern}")
_TO = re.compile(
    r"(?:的|逐步|稳步|[^，。；：、\d]{0,2})?(?:提高|提升|上升|增加|增长|上调|扩大|扩|下降|降低|减少|下调|压减|压缩|缩短|缩减"
    r"|回落|收窄|降|升|增|减)?[到至为](?:20\d\d年的?|本年的?|今年的?|当年的?|年末的?)?"
)
_FROM = re.compile(r"[由从][^，。；：]{0,16}$")
_MOVED = (Kind.CHANGE, Kind.GROWTH, Kind.POINTS)
_PARTS = re.compile("于|超|差|节|净|多|少|欠")
_NEAR = 3
_FAR = 8
_OVER = re.compile(r"，(?:高于|超过|超出)")
_UNDER = re.compile(r"，(?:低于|少于)")
_AIMED = re.compile(r"的(?:年度|全年|考核|绩效|省定|市定)?(?:目标|计划|任务|要求|标准)[值数]?")
_QUANTITY = re.compile(r"(?:总?[数量额]|人数|总计|合计)$")
_RUNNING = re.compile(r"^(?:主要|其中|总体|同比|实际|均|略|也|都|分别)+")
_A_NAME = 2

SPEAKS_OF_CHANGE = (re.compile(f"(?:相比)?{THEN_TOO.pattern}"), GROWS)
"""What may stand between a base and its change, and between that and its rate."""


def find_comparisons(document: Document) -> Iterator[Comparison]:
    """Yield every closed comparison of a text, in its order."""
    for old in _worth_reading(document.figures):
        if not old.is_plain:
            beside = _beside_aim(document, old)
            if beside is not None:
                yield beside
            continue
        found = net(document, old)
        if found is None and is_level(old):
            found = (
                _than(document, old)
                or _moved(document, old)
                or two_years(document, old)
                or base_behind(document, old)
                or saved(document, old)
                or planned(document, old)
            )
        if found is not None:
            yield found


def _worth_reading(figures: list[Figure]) -> Iterator[Figure]:
    """Yield every figure with a change, or a word that parts two amounts, near behind it; never the last one."""
    done = 0
    for figure in figures:
        if figure.kind in _MOVED or _PARTS.search(figure.lead):
            start, done = max(done, figure.index - _NEAR), figure.index + 1
            yield from figures[start : min(done, len(figures) - 1)]


def _than(document: Document, old: Figure) -> Comparison | None:
    """A，比上年的B减少C; A，较上年的B下降r%; A，低于上年的B C."""
    figures = document.figures
    if not old.index or figures[old.index - 1].sentence != old.sentence:
        return None
    gap = document.between(figures[old.index - 1], old)
    match = _THAN.fullmatch(gap) if _COMPARES.search(gap) else None
    if match is None or _NOT_A_LEVEL.search(match["what"]):
        return None
    side = 1 if match["over"] else -1 if match["under"] else 0
    behind = difference(document, old, old, _BY if side else _THEN, side)
    rate = rate_behind(document, behind[0] if behind else old, GROWS if behind else _GREW)
    moved = behind[0] if behind else old
    if rate and not old.period and OF_A_YEAR.search(document.between(moved, rate)):
        rate = None  # 较预算节约4万元，同比下降12%
    if behind is None and (rate is None or old.dimension is Dimension.RATE):
        return None
    level = [f for f in figures[max(0, old.index - 12) : old.index] if is_like(f, old)]
    level = [f for f in level if f.depth <= old.depth - ("（" in gap)]
    change, direction = behind or (None, rate.direction if rate else 0)
    if old.period:
        level = levels_meant(level, old, change, rate, direction)
    name = _RUNNING.sub("", match["name"] or "")
    if len(name) >= _A_NAME:
        level = _bearing(level, name)
        reach = _FAR
    else:
        reach = _NEAR
    if not level or old.index - level[-1].index > reach:
        return None
    if is_of_the_saved(figures[old.index - 1], level[-1], old, (change, rate, direction)):
        return None
    whole = whole_of(document, level[-1])
    if whole is not None:  # 新增212人，其中…117人，比上年190人增长: all of them, or the last part
        others = tuple(each for each in level if each is not whole)
        return Comparison(whole, old, change, rate, direction, others, is_close=False)
    is_close = level[-1].index == old.index - 1 or reach == _FAR
    return Comparison(level[-1], old, change, rate, direction, tuple(level[:-1]), is_close)


def _beside_aim(document: Document, aim: Figure) -> Comparison | None:
    """A，高于B的目标值C个百分点: 高于 makes a bound of the aim, and yet it is what A is compared with."""
    figures = document.figures
    new, points = figures[aim.index - 1], figures[aim.index + 1]
    words = document.text[new.end : aim.end]
    over, under = _OVER.match(words), _UNDER.match(words)
    if not (over or under) or not aim.index or aim.dimension is not Dimension.RATE:
        return None
    if points.dimension is not Dimension.POINTS or not points.is_plain or not is_like(new, aim):
        return None
    if points.sentence != aim.sentence or not _AIMED.fullmatch(document.between(aim, points)):
        return None
    return Comparison(new, aim, points, None, 1 if over else -1, (), is_close=True)


def _bearing(levels: list[Figure], name: str) -> list[Figure]:
    """Return the one level that bears a name; none where no level or several amounts bear it."""
    stem = _QUANTITY.sub("", name)
    named = re.compile(f"(?<!非){re.escape(stem)}")  # 非税收入 bears no 税收
    bearing = [each for each in levels if stem and named.search(each.label)]
    return bearing[-1:] if len({each.value for each in bearing}) == 1 else []


def _moved(document: Document, old: Figure) -> Comparison | None:
    """由B提高到A，提高C."""
    new = document.figures[old.index + 1]
    if not is_like(new, old) or not _FROM.search(old.lead):
        return None
    if not _TO.fullmatch(document.between(old, new)) or new.index + 1 >= len(document.figures):
        return None
    behind = difference(document, new, new, THEN_TOO)
    change, direction = behind or (None, 0)
    rate = rate_behind(document, change or new)
    if change is None and rate is None:
        return None
    return Comparison(new, old, change, rate, direction, (), is_close=True)
