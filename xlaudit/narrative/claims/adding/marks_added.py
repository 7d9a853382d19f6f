"""Which scores before a total are marks, and which only say what could be won: 产出48.50分/50分, 产出（50分）48.50分."""

from __future__ import annotations

from itertools import pairwise

from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind

__all__ = ["marks_of", "without_strokes"]


def without_strokes(document: Document, found: list[Figure]) -> list[Figure]:
    """Leave out what could be won beside a mark and a stroke: 产出48.50分/50分."""
    pairs = [(a, b) for b, a in pairwise(found) if document.between(a, b) in ("/", "／")]
    first = 2 * sum(a.value > b.value for a, b in pairs) > len(pairs)  # 50分/48.50分
    points = {pair[0 if first else 1].index for pair in pairs}
    paired = {figure.index for pair in pairs for figure in pair}
    return [
        figure
        for figure in found
        if figure.index not in points
        and (figure.index in paired or document.text[figure.start - 1] not in "/／")  # 9.5/10分
    ]


def marks_of(found: list[Figure]) -> list[Figure]:
    """Return what was won, where each mark has what could be won right before it."""
    weighted = {f.kind for f in found} == {Kind.WEIGHT, Kind.SCORE} and any(
        mark.kind is Kind.SCORE and points.kind is Kind.WEIGHT for mark, points in pairwise(found)
    )
    if (weighted and found[-1].kind is Kind.WEIGHT) or _are_followed_by_points(found):
        return [figure for figure in found if figure.kind is Kind.SCORE]
    return found


def _are_followed_by_points(found: list[Figure]) -> bool:
    """Tell whether a row of what could be won stands behind as many marks: 分值分别为10分、20分、40分、30分."""
    points = [figure for figure in found if figure.kind is Kind.WEIGHT]
    marks = found[len(points) :]
    row = {figure.run if figure.run >= 0 else figure.index for figure in points}
    return found[: len(points)] == points and len(row) == 1 and len(marks) == len(points) > 1
