"""Points and marks of blocks by their names, however far apart: 其中管理20分、…。经评定，管理得19分，….

A name that is told with exactly two values has its points and its mark; 满分各为50分 gives every mark behind it
its points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind

__all__ = ["NAME_TAIL", "Block", "blocks_in_turn", "blocks_named", "key_of", "name_before"]

NAME_TAIL = re.compile(
    r"(?:指标|类|部分|方面|维度|情况|板块|一级|的|为|是|共|实际?|自评|评价|评分|得分?|满分|分值|权重|赋分|标准)+$"
)
_NAME_HEAD = re.compile(r"^(?:其中|具体为|具体是|分别为|一级|自评|经|和|及|与)+")
_QUALIFIER = re.compile(
    r"^(?:年度|全年|资金|预算)+(?=执行|支出)|(?<=执行)率$|(?<=满意)度$|(?<=完成)率$"
)
_CLAUSE = re.compile(r"[，。；：、（）\n\d]|(?<=\d)分")
_WON = re.compile(r"(?:得分?|自评|评分)(?:为|是|：)?$")
_LOST = re.compile(r"[扣失丢]")
_OTHERS = re.compile(r"上年|去年|同期|往年|平均|每|目标")
_OF_EACH = re.compile(
    r"(?:满分|分值|权重)(?:分值?)?(?:各|均|都)(?:为|是|占|设)*$|(?<![扣失得])各(?:为|占|设)?$"
)
_IN_TURN = r"(?:分别|依次|对应|各自)*(?:为|是|：)*$"
_POINTS = re.compile(rf"(?:满分|分值|权重分?值?|标准分){_IN_TURN}")
_MARKS = re.compile(rf"(?:得分?|自评|评分){_IN_TURN}")
_LIST = re.compile(r"(?:[\u4e00-\u9fff]{2,10}、)+[\u4e00-\u9fff]{2,10}")
_WORD = re.compile(r"[、和及与]")
_LIST_HEAD = re.compile(r"^.*?(?:设置?|分为|包括|涵盖|从|由|对)(?=[\u4e00-\u9fff]{2})")
_LIST_TAIL = re.compile(r"(?:[两二三四五六七八九十]|\d)?(?:个|项|类|大|部分|方面|一级|指标|的)+.*$")
_AHEAD = 80  # characters of a list of names
_BACK = 16  # characters of a name
_PAIR = 2


class Block(NamedTuple):
    """What a block could win and what it won."""

    points: Figure
    mark: Figure


def key_of(name: str) -> str:
    """Return what is alike in 预算执行, 执行率 and 预算执行率."""
    short = _QUALIFIER.sub("", name)
    return short if len(short) > 1 else name


def name_before(context: Context, figure: Figure) -> str:
    """Return the name right before a figure, without what says whether it is points or a mark."""
    words = context.document.text[max(0, figure.start - _BACK) : figure.start]
    clause = _CLAUSE.split(words.rstrip("（：—"))[-1]
    return NAME_TAIL.sub("", _NAME_HEAD.sub("", clause))


def blocks_named(
    context: Context, names: Iterable[str], scores: Sequence[Figure]
) -> dict[str, Block]:
    """Return the blocks of some names among some scores, in the order of the text."""
    wanted = set(names)
    told: dict[str, list[Figure]] = {}
    each: Figure | None = None  # 满分各为50分
    points_of: dict[int, Figure] = {}
    last_paragraph = -1
    for figure in scores:
        if figure.paragraph != last_paragraph:
            each, last_paragraph = None, figure.paragraph
        if not figure.is_plain or figure.kind is Kind.CHANGE or _LOST.search(figure.lead):
            continue
        if _OF_EACH.search(figure.lead):
            each = figure
            continue
        name = key_of(name_before(context, figure))
        if name not in wanted or _OTHERS.search(figure.lead):
            continue
        told.setdefault(name, []).append(figure)
        if each is not None:
            points_of[figure.index] = each
    found = {name: _block(figures, points_of) for name, figures in told.items()}
    return {name: block for name, block in found.items() if block is not None}


def blocks_in_turn(context: Context) -> Iterator[dict[str, Block]]:
    """Yield 设投入、产出两类指标，权重分别为40分和60分，得分分别为38分和57分: blocks by the names before the points."""
    for first in context.scores:
        if first.run >= 0 or not _POINTS.search(first.lead) or not first.is_plain:
            continue
        points = context.run_of(first)
        following = context.document.figures[points[-1].index + 1 : points[-1].index + 1 + _PAIR]
        for behind in following if len(points) >= _PAIR else ():
            marks = context.run_of(behind)
            if len(marks) != len(points) or not _MARKS.search(behind.lead):
                continue
            names = _names_before(context, first) or []
            if len(names) != len(points):
                names = [f"{number}" for number in range(len(points))]
            pairs = zip(names, points, marks, strict=True)
            if all(mark.value <= each.value for each, mark in zip(points, marks, strict=True)):
                yield {name: Block(each, mark) for name, each, mark in pairs}


def _names_before(context: Context, first: Figure) -> list[str]:
    """Return the names listed in front of the first points."""
    words = context.document.text[max(0, first.start - _AHEAD) : first.start]
    found = list(_LIST.finditer(words))
    if not found:
        return []
    names = _WORD.split(found[-1][0])
    names[0] = _LIST_HEAD.sub("", names[0])
    names[-1] = _LIST_TAIL.sub("", names[-1])
    return [NAME_TAIL.sub("", name) for name in names]


def _block(figures: Sequence[Figure], points_of: dict[int, Figure]) -> Block | None:
    """Return the two values of a name; none where they are more, or where both were won."""
    values = sorted({figure.value for figure in figures})
    if len(values) == 1:
        for mark in figures:
            points = points_of.get(mark.index)
            if points is not None and _WON.search(mark.lead) and mark.value <= points.value:
                return Block(points, mark)
    if len(values) != _PAIR:
        return None
    mark, points = (next(f for f in figures if f.value == value) for value in values)
    return (
        None
        if any(_WON.search(f.lead) for f in figures if f.value == values[1])
        else Block(points, mark)
    )
