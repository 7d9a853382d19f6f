"""One item to a paragraph, its points in the heading and its mark at the end.

1.资产管理（10分）。固定资产…，大坪林场闲置，扣0.5分，得9.5分. And marks that a rate of the points makes, the
rate being somewhere in the words before them: 满意度10分，…满意度88.13%，折算得8.81分; 6分按完成率计5.80分.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Paragraph
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_IN_HEADING = re.compile(r"[^，。；：（）\n\d]{2,30}（(?:满分|分值|权重|共|计)*[为是:：]?")
_WON = re.compile(r"(?:得分?|评分?|自评|计)[为是]?$")
_LOST = re.compile(r"(?:扣|失|丢)(?:除|减|分|掉|了|去)*[为是]?$")
_EACH = re.compile(r"[每各均]|一个")
_TOGETHER = re.compile(r"[共总]|合计|累计")
_BY_RATE = re.compile(
    r"(?:按照?|依|根据|以)(?P<name>[^，。；、\d]{0,12}?(?:率|比例|进度|满意度|比重))[^，。；\d]{0,8}$"
    r"|(?:折算|换算|折合)[^，。；\d]{0,4}$"
)
_BY_POINTS = re.compile(r"按(?:该项|其)?(?:分值|满分|权重)[为是]?$")  # 按分值10分计算，得8.9分
_CORE = re.compile(r"比例$|比重$|[率度]$|进度$|^该项|^其")
_WORDS = 30  # characters before a mark
_RATES = 6
_PART = 200  # figures: a report, or the part of a long one
_PAIR = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of items that have a paragraph each, and of marks that a rate makes."""
    scores: dict[int, list[Figure]] = {}
    for figure in context.scores:
        if figure.is_plain:
            scores.setdefault(figure.paragraph, []).append(figure)
    for index, found in scores.items():
        if len(found) >= _PAIR:
            paragraph = context.document.paragraphs[index]
            yield from _of_item(context, paragraph, found)
            for number, mark in enumerate(found[1:], 1):
                points = _points(context, found, number)
                yield from _of_rate(context, points, mark)


def _of_item(context: Context, paragraph: Paragraph, scores: list[Figure]) -> Iterator[Claim]:
    """Hold the mark and the losses of a paragraph against the points of its heading."""
    points, *others = scores
    begin = paragraph.start + len(paragraph.marker)
    if not paragraph.marker or not _IN_HEADING.fullmatch(
        context.document.text, begin, points.start
    ):
        return
    lost = [f for f in others if _LOST.search(f.lead) and not _EACH.search(f.lead[-8:])]
    won = [f for f in others if not _LOST.search(f.lead)]
    if len(won) != 1 or not _WON.search(won[0].lead) or not lost or won[0] is not others[-1]:
        return
    together = [figure for figure in lost if _TOGETHER.search(figure.lead)]
    parts = tuple(together[-1:] or lost)
    beside = len(parts) == 1 and parts[0].index == won[0].index - 1
    strength = Strength.CERTAIN if beside else Strength.LIKELY
    readings = [Reading(Formula.SUM, (won[0], *parts), points, strength)]
    if len(lost) > len(parts):
        readings.append(Reading(Formula.SUM, (won[0], *lost), points, Strength.POSSIBLE))
    yield Claim("sum", readings, ceiling=strength, is_closed=beside)


def _points(context: Context, scores: list[Figure], number: int) -> Figure:
    """Return the points before a mark: 预算执行（10分）9分，按执行率折算8.99分 has two marks."""
    last = scores[number - 1]
    won = context.document.text[last.start - 1] in "）得" or last.lead.endswith(("自评", "实得"))
    is_mark = number > 1 and won  # 预算执行（10分，自评9分）
    return scores[number - 2] if is_mark else last


def _of_rate(context: Context, points: Figure, mark: Figure) -> Iterator[Claim]:
    """Multiply the points by the rates in front of a mark that 按…率 or 折算 explains: one of them is meant."""
    if mark.value > points.value or _LOST.search(points.lead):
        return
    words = context.document.text[max(points.end, mark.start - _WORDS) : mark.start]
    explained = _BY_RATE.search(words)
    if explained is None and not _BY_POINTS.search(points.lead):
        return
    figures = context.document.figures
    between = _rates(figures[points.index + 1 : mark.index])
    beside = bool(between) and between[-1].index == mark.index - 1 and "按" in words
    if beside and "，" not in context.document.between(between[-1], mark):
        return  # 10分，按执行率92.4%计算得9.24分: told elsewhere
    before = _rates(figures[max(0, points.index - 3 * _RATES) : points.index])
    own = [rate for rate in before if rate.paragraph == mark.paragraph][-_RATES:]
    near = between[-_RATES:] or own
    name = _CORE.sub("", (explained and explained["name"]) or "")[-_PAIR:]
    text = context.document.text
    meant = [  # 按比例 names none: any of them, though none of another item
        rate for rate in near if name in rate.label and "；" not in text[rate.end : points.start]
    ]
    taken = {rate.index for rate in meant}
    others = [rate for rate in near if rate.index not in taken]
    if name:
        others += [rate for rate in _named(context, name, mark) if rate.index not in taken]
    readings = [
        Reading(Formula.PRODUCT, (rate, points), mark, Strength.LIKELY) for rate in reversed(meant)
    ]
    readings += [
        Reading(Formula.PRODUCT, (rate, points), mark, Strength.POSSIBLE) for rate in others
    ]
    if readings:
        yield Claim("product", readings, ceiling=Strength.LIKELY)


def _rates(figures: list[Figure]) -> list[Figure]:
    return [f for f in figures if f.dimension is Dimension.RATE and f.is_plain and 0 < f.value <= 1]


def _named(context: Context, name: str, mark: Figure) -> list[Figure]:
    """Return the rates before a mark that are called so: 按执行率 the 预算执行率 of an earlier part."""
    figures = context.document.figures[max(0, mark.index - _PART) : mark.index]
    return _rates([f for f in figures if f.dimension is Dimension.RATE and name in f.label])
