"""Marks in one list beside what they make: 产出得37.3分（其中数量14.6分、…）; 决策19.2分、过程18.4分、…，四项相加为94分."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from xlaudit.narrative.claims.scoring.score_points import is_one_slip_off
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims_of", "scores_listed"]

_PART = r"(?![^，。]*(?:满分|分值|权重|扣|失|上年))[^，。；：、（）\n\d]{2,14}"
_FIRST_SPLIT = re.compile(rf"[，（]其中[：，]?{_PART}")
_NEXT_SPLIT = re.compile(rf"[、，和及]{_PART}")
_FIRST_SUMMAND = re.compile(r"[＝=][^，。；＋+＝=×÷－\n\d]{0,14}")
_NEXT_SUMMAND = re.compile(r"[＋+][^，。；＋+＝=×÷－\n\d]{0,14}")
_ADDED = re.compile(r"^(?:得分)?(?:相加|加总|加起来|之和)[，]?(?:合计|共计|共|为|得|是)*$")
_PAIR = 2


def claims_of(context: Context, figure: Figure) -> Iterable[Claim]:
    """Return the claims of the marks listed behind a figure, or in front of it."""
    if context.document.text.startswith(("＝", "="), figure.end):
        return _of_formula(context, figure)
    if context.document.text.startswith("其中", figure.end + 1):
        return _of_split(context, figure)
    if "加" in figure.lead and _ADDED.search(figure.lead):
        return _of_added(context, figure)
    return ()


def scores_listed(
    context: Context, head: Figure, first: re.Pattern[str], following: re.Pattern[str]
) -> list[Figure]:
    """Return the scores listed behind another: what must stand before the first, and before each that follows."""
    parts: list[Figure] = []
    for figure in context.following(head):
        between = context.document.between(parts[-1] if parts else head, figure)
        pattern = following if parts else first
        if figure.dimension is not Dimension.SCORE or not pattern.fullmatch(between):
            break
        parts.append(figure)
    return parts


def _of_formula(context: Context, total: Figure) -> Iterator[Claim]:
    """自评93分＝管理18.4分＋产出37.2分＋…: a sum that is written out."""
    parts = scores_listed(context, total, _FIRST_SUMMAND, _NEXT_SUMMAND)
    if len(parts) >= _PAIR and _are_scores(parts):
        reading = Reading(Formula.SUM, tuple(parts), total, Strength.CERTAIN)
        yield Claim("sum", [reading], is_closed=True)


def _of_split(context: Context, mark: Figure) -> Iterator[Claim]:
    """产出得37.3分（其中数量14.6分、质量13.5分、时效9.2分）: asked about where one slip would make it whole."""
    parts = scores_listed(context, mark, _FIRST_SPLIT, _NEXT_SPLIT)
    closes = bool(parts) and context.document.text[parts[-1].end : parts[-1].end + 1] in "。；）\n"
    if len(parts) < _PAIR or not closes or not _are_scores(parts):
        return
    strength = Strength.LIKELY if is_one_slip_off(parts, mark) else Strength.POSSIBLE
    reading = Reading(Formula.SUM, tuple(parts), mark, strength)
    yield Claim("sum", [reading], ceiling=Strength.LIKELY)


def _of_added(context: Context, total: Figure) -> Iterator[Claim]:
    """决策19.2分、过程18.4分、…，四项相加为94分: as many of the listed marks before it as it names."""
    figures = context.document.figures
    count = figures[total.index - 1] if total.index else total
    if not count.is_word or count.sentence != total.sentence:
        return
    parts = figures[max(0, count.index - int(count.value)) : count.index]
    listed = all(_NEXT_SPLIT.fullmatch(context.document.between(a, b)) for a, b in pairwise(parts))
    if _PAIR <= len(parts) == count.value and listed and _are_scores(parts):
        reading = Reading(Formula.SUM, tuple(parts), total, Strength.CERTAIN)
        yield Claim("sum", [reading], is_closed=True)


def _are_scores(figures: Sequence[Figure]) -> bool:
    return all(each.dimension is Dimension.SCORE and each.is_plain for each in figures)
