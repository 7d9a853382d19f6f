"""Marks, and in lists of their own what could be won and what was lost: 投入28.2分、产出38.9分；满分依次为30分、40分，依次扣1.8分、1.1分."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_IN_TURN = r"(?:依次|分别|对应|各自|相应|逐项)"
_POINTS = re.compile(
    rf"(?:满分|分值|权重分?值?|标准分)(?:{_IN_TURN}|的)*(?:为|是|：)*$|{_IN_TURN}(?:对应)?(?:满分|分值)(?:为|是|：)*$"
)
_LOST = re.compile(
    rf"(?:{_IN_TURN}+(?:扣|失|丢)(?:分|了|除|掉)?|(?:扣分|失分){_IN_TURN}+)(?:为|是|：)*$"
)
_ALL_LOST = re.compile(r"(?:共计?|合计|累计|总计?)(?:扣|失|丢)(?:分|除|了|掉)?(?:为|是)?$")
_FULL = re.compile(r"(?:满分|总分值?)(?:合计|共计|为|是|共)?$")
_TOTAL = re.compile(r"(?:自评|自评得分|总分|得分|总得分|评分|综合得分|自评总分)(?:为|是|共|合计)*$")
_MARK = re.compile(r"[，、；：和及（][^，。；：、（）\n\d]{2,14}")
_FEWEST = 2
_AHEAD = 3  # figures behind the points


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of each list of points whose marks stand right before it."""
    for first in context.scores:
        if not first.is_plain or not _POINTS.search(first.lead):
            continue
        points = context.run_of(first)
        if len(points) < _FEWEST or points[0] is not first:
            continue
        marks = _marks(context, points)
        if marks:
            yield from _claims(context, points, marks)


def _marks(context: Context, points: list[Figure]) -> list[Figure]:
    """Return as many marks as there are points, right before these; a word that counts them may stand between."""
    figures = context.document.figures
    last = points[0].index - 1
    if last >= 0 and figures[last].is_word:
        last -= 1
    marks = figures[max(0, last + 1 - len(points)) : last + 1]
    fits = len(marks) == len(points) and all(
        mark.dimension is Dimension.SCORE and mark.is_plain and mark.value <= each.value
        for mark, each in zip(marks, points, strict=False)
    )
    if not fits or points[0].paragraph != marks[0].paragraph:
        return []
    named = all(
        _MARK.fullmatch(context.document.between(before, mark)) for before, mark in pairwise(marks)
    )
    return marks if named else []


def _claims(context: Context, points: list[Figure], marks: list[Figure]) -> Iterator[Claim]:
    figures = context.document.figures
    total = figures[marks[0].index - 1] if marks[0].index else marks[0]
    beside = total.sentence == marks[0].sentence and total.dimension is Dimension.SCORE
    if beside and total.is_plain and _TOTAL.search(total.lead):
        yield Claim(
            "sum", [Reading(Formula.SUM, tuple(marks), total, Strength.CERTAIN)], is_closed=True
        )
    behind = figures[points[-1].index + 1 : points[-1].index + 1 + _AHEAD * len(points)]
    for figure in behind:
        if figure.dimension is not Dimension.SCORE or figure.paragraph != points[0].paragraph:
            break
        if _LOST.search(figure.lead) and figure.run < 0:
            yield from _lost(context, figure, points, marks)
        elif _ALL_LOST.search(figure.lead):
            signs = (1,) * len(points) + (-1,) * len(marks)
            reading = Reading(Formula.SUM, (*points, *marks), figure, Strength.LIKELY, signs)
            yield Claim("sum", [reading], ceiling=Strength.LIKELY)
        elif _FULL.search(figure.lead) and figure.value > max(each.value for each in points):
            reading = Reading(Formula.SUM, tuple(points), figure, Strength.LIKELY)
            yield Claim("sum", [reading], ceiling=Strength.LIKELY)


def _lost(
    context: Context, first: Figure, points: list[Figure], marks: list[Figure]
) -> Iterator[Claim]:
    """依次扣1.80分、1.10分、0.60分、0分: each point less its mark; those that lost nothing may be left out."""
    lost = context.run_of(first)
    pairs = list(zip(points, marks, strict=True))
    if len(lost) != len(pairs):
        pairs = [(each, mark) for each, mark in pairs if each.value - mark.value != Decimal()]
    if len(lost) != len(pairs):
        return
    for pair, each in zip(pairs, lost, strict=True):
        reading = Reading(Formula.DIFFERENCE, pair, each, Strength.CERTAIN)
        yield Claim("difference", [reading], is_closed=True)
