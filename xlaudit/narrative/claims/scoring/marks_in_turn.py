"""A list of points, then their marks in turn: 满分50分，其中产出25分、效益15分、满意度10分，自评分别得23.6分、14.2分、9.1分，扣3.1分."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xlaudit.narrative.claims.scoring.score_closings import told_of
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_IN_TURN = r"(?:分别|依次|各自|对应|相应)"
_MARKS = re.compile(
    rf"(?:{_IN_TURN}+(?:自评|实际|评价)?(?:得分?|自评|评分)|(?:得分?|自评|评分){_IN_TURN}+)[为是：]*(?:得分?)?$"
)
_NAMED = re.compile(r"[、，；和及]+[^，。；：、（）\n\d得扣失]{2,14}(?:各?占)?")
_RUN = re.compile(r"[、，和及]+")
_HOLDS = re.compile(
    r"[，。；：（](?:其中|包[括含]|分为|具体为|含|下设|由|设)[^。；\n]{0,24}"
)  # 满分50分，其中产出25分
_WHOLE = re.compile(r"(?:满分|分值|权重|总分值?|共|合计|计)[为是]?$")
_FULL_MARK = re.compile(r"^(?:总?共|合计|共计)?(?:满分|总分值?)(?:合计|共计|共)?[为是]?$")
_LOST = re.compile(r"[^。；\d]{0,8}(?:扣|失|丢)(?:除|减|分|掉|了)*(?:合计|共计|共)?[为是]?")
_SUMMED = re.compile(r"[^。；\d]{0,6}(?:合计|共计|小计|总计|共|总)(?:得分?|自评|自评得分)?[为是]?")
_NAME_TAIL = re.compile(r"(?:指标|类|部分|方面|维度|情况|得分|分析|评价|板块)+$")
_PAIR = 2
_NEXT = 3  # figures behind the marks


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of each list of marks whose points stand right before it."""
    for first in context.scores:
        if first.run >= 0 or not first.is_plain or not _MARKS.search(first.lead):
            continue
        marks = context.run_of(first)
        points = _points(context, marks)
        if len(points) >= _PAIR:
            yield from _of_lists(context, points, marks)


def _points(context: Context, marks: Sequence[Figure]) -> list[Figure]:
    """Return as many points as there are marks, right before them, each no less than its mark."""
    figures = context.document.figures
    last = marks[0].index - 1
    if last >= 0 and figures[last].is_word:
        last -= 1  # 三项分别得
    if last >= 0 and _FULL_MARK.search(figures[last].lead):
        last -= 1  # 预算编制10分、…，满分100分；自评依次得
    points = figures[max(0, last + 1 - len(marks)) : last + 1]
    fits = len(points) == len(marks) and all(
        each.dimension is Dimension.SCORE and each.is_plain and mark.value <= each.value
        for each, mark in zip(points, marks, strict=False)
    )
    if not fits or points[0].paragraph != marks[0].paragraph:
        return []
    gaps = [context.document.between(a, b) for a, b in pairwise(points)]
    listed = all(_NAMED.fullmatch(gap) or _RUN.fullmatch(gap) for gap in gaps)
    return points if listed else []


def _of_lists(
    context: Context, points: Sequence[Figure], marks: Sequence[Figure]
) -> Iterator[Claim]:
    for each, mark in zip(points, marks, strict=True):
        yield Claim("score", [Reading(Formula.AT_MOST, (each,), mark, Strength.CERTAIN)])
    figures = context.document.figures
    whole = figures[points[0].index - 1] if points[0].index else None
    if whole is not None and _is_whole(context, whole, points[0]):
        may_be_some = "其中" in context.document.between(whole, points[0])
        sure = not may_be_some or _is_all_lost(figures, points, marks)
        strength = Strength.CERTAIN if sure else Strength.POSSIBLE
        yield Claim("sum", [Reading(Formula.SUM, tuple(points), whole, strength)], is_closed=sure)
    behind = marks[-1]
    for figure in figures[marks[-1].index + 1 : marks[-1].index + 1 + _NEXT]:
        between = context.document.between(behind, figure)
        if figure.dimension is not Dimension.SCORE or figure.sentence != behind.sentence:
            break
        if _LOST.fullmatch(between) and figure.run < 0:
            signs = (1,) * len(points) + (-1,) * len(marks)
            reading = Reading(Formula.SUM, (*points, *marks), figure, Strength.CERTAIN, signs)
            yield Claim("sum", [reading], is_closed=True)
        elif _SUMMED.fullmatch(between):
            reading = Reading(Formula.SUM, tuple(marks), figure, Strength.CERTAIN)
            yield Claim("sum", [reading], is_closed=True)
        behind = figure
    for figure in _told_before(context, marks[0]):
        reading = Reading(Formula.SUM, tuple(marks), figure, Strength.LIKELY)
        yield Claim("sum", [reading], ceiling=Strength.LIKELY)


def _is_all_lost(
    figures: Sequence[Figure], points: Sequence[Figure], marks: Sequence[Figure]
) -> bool:
    """Tell whether the figure behind the marks is what they leave of the points, so that no item is missing."""
    lost = sum(each.value for each in points) - sum(mark.value for mark in marks)
    behind = figures[marks[-1].index + 1 : marks[-1].index + _PAIR]
    return any(each.dimension is Dimension.SCORE and each.value == lost for each in behind)


def _is_whole(context: Context, whole: Figure, first: Figure) -> bool:
    """Tell whether points are told right before a list as what it makes: 满分50分，其中…."""
    told = whole.dimension is Dimension.SCORE and whole.is_plain and _WHOLE.search(whole.lead)
    beside = whole.paragraph == first.paragraph and whole.value > first.value
    return bool(told and beside and _HOLDS.fullmatch(context.document.between(whole, first)))


def _told_before(context: Context, first: Figure) -> Iterator[Figure]:
    """Yield what was won of the block whose heading stands right above the paragraph of the marks."""
    paragraphs = context.document.paragraphs
    above = paragraphs[first.paragraph - 1] if first.paragraph else None
    if above is None or not above.marker:
        return
    title = context.document.text[above.start + len(above.marker) : above.end].strip()
    yield from told_of(context, _NAME_TAIL.sub("", title), first.index)
