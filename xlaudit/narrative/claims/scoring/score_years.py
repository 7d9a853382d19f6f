"""A total and an earlier one: 合计95.7分，比上年的93.9分提高1.8分; 最高97.9分，最低86.4分，相差11.5分."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.scoring.score_totals import is_of_whole
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_UP = r"提高|提升|上升|增加|增长|高出?|多|超出|进步|上涨"
_DOWN = r"下降|降低|低|减少|少|回落|下滑|退步|减"
_THEN = r"(?:上一?年度?|去年|前一?年度?|上年同期|同期|上[次届]|20\d\d年度?)"
_EARLIER = re.compile(rf"{_THEN}[^，。；：\d]{{0,14}}$")
_NOW = r"(?:今年|本年度?|本次|我[\u4e00-\u9fff]|20\d\d年度?|该项目|项目)?(?:综合|自评|评价|总)*(?:得分|评分|分)?"
# 提高1.8分; （简单平均）相比，提高0.9分; ，今年提高2.65分; 高于上年92.1分1.7分 has nothing between
_MOVED = re.compile(
    rf"[）]?(?:相比较?|对比|比较?)?[，；、]?{_NOW}[，]?(?:同比)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?"
)
_BESIDE = re.compile(r"(?:(?P<up>高于|高出|超过|超出)|(?P<down>低于))[^，。；]*$")
_APART = re.compile(r"[，、]?(?:两者|二者|前后|最高最低)?(?:相差|差距|分差|极差|差)[为是]?")
_TAKEN_OFF = re.compile(r"(?:调减|核减|扣减|减去?|倒扣|下调)了?[为是]?$")
_CORRECTED = re.compile(
    r"(?:[调核]减|扣减|减去?|倒扣|下调|[调核]增|加分|另加|加上?|上调)了?[为是]?$"
)
_FINAL = re.compile(
    r"(?:最终|最后|实际|调整后|复核后|加分后|修正后|核定)(?:综合|自评|评价|总)*(?:得分|评分|得|分)?[为是定]*$"
)
_REACHED = re.compile(r"(?:提高|提升|上升|增加|下降|降低|减少|回落|升|降)[到至为]$")
_FROM = re.compile(r"[由从][^，。；]*$")
_WORDS = 24  # characters before the earlier total
_BACK = 24  # figures
_NEAR = 6


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each difference of two totals."""
    before: Figure | None = None
    for figure in context.scores:
        if before is not None and before.paragraph == figure.paragraph and figure.is_plain:
            yield from _of(context, before, figure)
            if _CORRECTED.search(before.lead) and _FINAL.search(figure.lead):
                yield from _of_correction(context, before, figure)
        before = figure


def _of(context: Context, old: Figure, change: Figure) -> Iterator[Claim]:
    between = context.document.between(old, change)
    if _APART.fullmatch(between):
        yield from _of_two(context, old, change)
        return
    moved = _MOVED.fullmatch(between)
    words = context.document.text[max(0, old.start - _WORDS) : old.start]
    if moved is None and not between:
        moved = _BESIDE.search(words)
    if moved is not None and _REACHED.search(old.lead):
        yield from _of_way(context, old, change, is_up=bool(moved["up"]))
        return
    if moved is None or not _EARLIER.search(words) or not old.is_plain:
        return
    readings = [
        Reading(Formula.DIFFERENCE, _pair(new, old, is_up=bool(moved["up"])), change, strength)
        for new, strength in _totals(context, old)
    ]
    if readings:
        meant = readings[0].strength
        yield Claim("change", readings, ceiling=meant, is_closed=meant is Strength.CERTAIN)


def _of_way(context: Context, new: Figure, change: Figure, *, is_up: bool) -> Iterator[Claim]:
    """由上年的92.8分提高到94.3分，提高1.5分: the mark right before the new one."""
    old = context.document.figures[new.index - 1] if new.index else None
    if old is None or old.sentence != new.sentence or old.dimension is not Dimension.SCORE:
        return
    if _FROM.search(context.document.text[max(0, old.start - _WORDS) : old.start]):
        pair = _pair(new, old, is_up=is_up)
        reading = Reading(Formula.DIFFERENCE, pair, change, Strength.CERTAIN)
        yield Claim("change", [reading], is_closed=True)


def _of_correction(context: Context, change: Figure, final: Figure) -> Iterator[Claim]:
    """合计94.9分；复核调减1.2分，最终93.7分: the total before the correction is the one right before it."""
    sign = -1 if _TAKEN_OFF.search(change.lead) else 1
    for figure in reversed(context.document.figures[max(0, change.index - _NEAR) : change.index]):
        if figure.paragraph != change.paragraph:
            return
        if is_of_whole(context, figure):
            reading = Reading(
                Formula.SUM, (figure, change), final, Strength.LIKELY, signs=(1, sign)
            )
            yield Claim("sum", [reading], ceiling=Strength.LIKELY)
            return


def _pair(new: Figure, old: Figure, *, is_up: bool) -> tuple[Figure, Figure]:
    return (new, old) if is_up else (old, new)


def _totals(context: Context, old: Figure) -> Iterator[tuple[Figure, Strength]]:
    """Yield the total of the paragraph as what is meant; other marks near it may be meant as well."""
    figures = context.document.figures
    meant: Figure | None = None
    for figure in reversed(figures[max(0, old.index - _BACK) : old.index]):
        if figure.paragraph != old.paragraph:
            break
        if is_of_whole(context, figure) and not _EARLIER.search(figure.lead):
            meant = figure
            strength = Strength.CERTAIN if figure.sentence == old.sentence else Strength.LIKELY
            yield figure, strength
            break
    for figure in reversed(figures[max(0, old.index - _NEAR) : old.index]):
        near = figure.paragraph == old.paragraph and figure.dimension is Dimension.SCORE
        if near and figure.is_plain and figure is not meant:
            yield figure, Strength.POSSIBLE


def _of_two(context: Context, second: Figure, change: Figure) -> Iterator[Claim]:
    """自评平均93.6分，复核平均89.8分，相差3.8分: the two marks right before it, whichever is higher."""
    first = context.document.figures[second.index - 1] if second.index else None
    if first is None or first.sentence != change.sentence or not second.is_plain:
        return
    if first.dimension is Dimension.SCORE and first.is_plain:
        pair = (first, second) if first.value >= second.value else (second, first)
        reading = Reading(Formula.DIFFERENCE, pair, change, Strength.LIKELY)
        yield Claim("change", [reading], ceiling=Strength.LIKELY)
