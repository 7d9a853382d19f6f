"""Points in front of what they make: 投入15分、过程25分、…，满分100分; 分值分别为30分、40分、30分，满分100分; 各50分，满分100分."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims_of"]

_NAMED = r"(?![^，。]*(?:满分|分值|权重|扣|失|得|自评|评分|评为))[^，。；：、（）\n\d]{2,14}"
_NEXT_PART = re.compile(rf"[、，；和及]{_NAMED}")
_CLOSED = re.compile(r"[，；、](?:满分|总分值?|总计|合计)(?:共计?|合计|为|是)*")
_CLOSING = re.compile(
    r"[）]?[，；、（]?(?:总?共|[两二三四五六七八]项|指标)?(?:满分|总分值?|总计|合计|共计|共|总权重)(?:分值|满分)?(?:共计?|合计|为|是)*"
)
_ARE_POINTS = re.compile(
    r"(?:满分|分值|权重分?值?|标准分|占|设置?|赋分|分配)(?:分别|依次|对应|各自|相应)*(?:为|是|占|：)*$"
)
_OF_POINTS = re.compile(r"满分|总分|分值|权重")
_EACH_WINS = re.compile(r"(?:各|每项|每个|均)(?:占|为|设|赋)?(?:分值|满分|权重)?(?:均?为|是)?$")
_FULL = Decimal(100)
_PAIR = 2
_SEVERAL = 3
_BACK = 24  # figures
_WORDS = 24  # characters
_GAP = 12


def claims_of(context: Context, figure: Figure) -> Iterable[Claim]:
    """Return the claims of the points in front of a figure that may be the full mark."""
    last = context.document.figures[figure.index - 1] if figure.index else figure
    if last.dimension is not Dimension.SCORE or last is figure:
        return ()
    if figure.start - last.end <= _GAP and (last.run >= 0 or _EACH_WINS.search(last.lead)):
        return _of_run(context, last, figure)
    return _of_full(context, figure) if figure.value >= _FULL else ()


def _of_full(context: Context, full: Figure) -> Iterator[Claim]:
    """投入15分，过程25分，…，满分共100分: the points in front of what they make."""
    points: list[Figure] = []
    for figure in reversed(context.document.figures[max(0, full.index - _BACK) : full.index]):
        between = context.document.between(figure, points[0] if points else full)
        pattern = _NEXT_PART if points else _CLOSED
        if figure.dimension is not Dimension.SCORE or not pattern.fullmatch(between):
            break
        points.insert(0, figure)
    if len(points) >= _SEVERAL and _are_scores(points):
        reading = Reading(Formula.SUM, tuple(points), full, Strength.LIKELY)
        yield Claim("sum", [reading], ceiling=Strength.LIKELY)


def _of_run(context: Context, last: Figure, full: Figure) -> Iterator[Claim]:
    """分值分别为30分、40分、30分，满分100分; 两个一级指标，各50分，满分100分: sure where the names are as many."""
    between = context.document.between(last, full)
    if last.sentence != full.sentence or not _CLOSING.fullmatch(between) or not last.is_plain:
        return
    if full.value < _FULL and not _OF_POINTS.search(between):
        return  # 分值分别为10分、20分、…，合计94.1分: what was won
    if last.run >= 0:
        run = context.run_of(last)
        if len(run) >= _PAIR and _ARE_POINTS.search(run[0].lead) and _are_scores(run):
            reading = Reading(Formula.SUM, tuple(run), full, Strength.LIKELY)
            yield Claim("sum", [reading], ceiling=Strength.LIKELY)
        return
    count = context.document.figures[last.index - 1] if last.index else last
    if not _EACH_WINS.search(last.lead) or count.sentence != last.sentence:
        return
    if count.dimension is Dimension.COUNT and count.is_plain and count.start >= last.start - _WORDS:
        reading = Reading(Formula.PRODUCT, (count, last), full, Strength.LIKELY)
        yield Claim("product", [reading], ceiling=Strength.LIKELY)


def _are_scores(figures: Sequence[Figure]) -> bool:
    return all(each.dimension is Dimension.SCORE and each.is_plain for each in figures)
