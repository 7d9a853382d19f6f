"""Points and marks of blocks by their names, however far apart: 其中管理20分、…。经评定，管理得19分，….

A name that is told with exactly two values has its points and its mark; 满分各为50分 gives every mark behind it
its points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind

__all__ = ["Block", "blocks_named", "key_of", "name_before"]

_NAME_TAIL = re.compile(
    r"(?:指标|类|部分|方面|维度|情况|板块|一级|的|为|是|共|实际?|自评|评价|评分|得分?|满分|分值|权重|赋分|标准)+$"
)
_NAME_HEAD = re.compile(r"^(?:其中|具体为|具体是|分别为|一级|和|及|与)+")
_QUALIFIER = re.compile(
    r"^(?:年度|全年|资金|预算)+(?=执行|支出)|(?<=执行)率$|(?<=满意)度$|(?<=完成)率$"
)
_CLAUSE = re.compile(r"[，。；：、（）\n\d]|(?<=\d)分")
_WON = re.compile(r"(?:得分?|自评|评分)(?:为|是|：)?$")
_LOST = re.compile(r"[扣失丢]")
_OTHERS = re.compile(r"上年|去年|同期|往年|平均|每|目标")
_OF_EACH = re.compile(r"(?:满分|分值|权重)(?:分值?)?(?:各|均|都)(?:为|是|占|设)*$")
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
    return _NAME_TAIL.sub("", _NAME_HEAD.sub("", clause))


def blocks_named(
    context: Context, names: Iterable[str], scores: Sequence[Figure]
) -> dict[str, Block]:
    """Return the blocks of some names among some scores, in the order of the text."""
    wanted = set(names)
    told: dict[str, list[Figure]] = {}
    each: Figure | None = None  # 满分各为50分
    points_of: dict[int, Figure] = {}
    for figure in scores:
        if not figure.is_plain or figure.kind is Kind.CHANGE or _LOST.search(figure.lead):
            continue
        if _OF_EACH.search(figure.lead):
            each = figure
            continue
        name = key_of(name_before(context, figure))
        if name not in wanted or _OTHERS.search(figure.lead):
            continue
        told.setdefault(name, []).append(figure)
        if each is not None and each.paragraph == figure.paragraph:
            points_of[figure.index] = each
    found = {name: _block(figures, points_of) for name, figures in told.items()}
    return {name: block for name, block in found.items() if block is not None}


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
