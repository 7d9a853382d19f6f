"""Items told one to a paragraph, and the block that they make, told right behind or above them.

1.目标管理。该项指标分值6分。…得分6分。 2.财务管理。…合计分值24分…本项合计得分22.58分，扣1.42分。
投入管理指标分值30分，得分28.58分.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.narrative.claims.scoring.score_points import is_one_slip_off
from xlaudit.narrative.claims.scoring.score_rows import ScoreParagraph
from xlaudit.narrative.claims.scoring.score_totals import (
    is_of_lost,
    is_sum,
    is_total,
    points_of_block,
)
from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Paragraph
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims_of"]

_POINTS = re.compile(r"(?:分值|满分|权重)[为是]?$")
_HEADING = re.compile(r"[^，。；：（）\n\d]{2,30}（(?:共|计)?")
_WON = re.compile(r"(?<!应)(?:得分?|评分|自评)[为是]?$")
_LOST = re.compile(r"(?:扣|失|丢)(?:除|减|分|掉|了|去)*[为是]?$")
_LOST_BESIDE = re.compile(r"，(?:因此|故|共|合计|累计|总共)*(?:扣|失|丢)(?:除|减|分|掉|了)*[为是]?")
_SUBTOTAL = re.compile(r"(?:小计|合计|共计|[本该][项部类]分?|共)(?:自评)?(?:得分?)?[为是]?$")
_ADJUSTED = re.compile(r"加分|附加|倒扣|加减|调[减增]|复核|折算后|加权|核[减增]")
_OTHERS = re.compile(r"上年|去年|同期|上[次届]")
_NAME_TAIL = re.compile(r"(?:指标|类|部分|方面|维度|情况|得分|分析|评价|板块)+$")
_OPENING = re.compile(r"^(?:本?年度?|全年|其中|经|自评|本次|20\d\d年度?)+")
_OWN_WON = re.compile(r"(?:指标|类|部分|方面|维度)*(?:自评)?(?:得分?|自评)[为是]?")
_WON_OF_BLOCK = re.compile(r"(?:小计|合计|共计|得分|自评|共得|得)[为是]?$")
_FULL = Decimal(100)
_LONGEST = 80  # characters of a paragraph that closes a block
_FRONT = 30  # characters before its points
_MOST = 12  # items of a block
_PAIR = 2
_BETWEEN = 3  # paragraphs without scores between two items
_BACK = 60  # scores


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a paragraph could win and what it won; ``is_sum`` where items of its own make it."""

    points: Figure
    mark: Figure
    is_sum: bool = False


def claims_of(context: Context, read: Sequence[ScoreParagraph]) -> Iterator[Claim]:
    """Yield the claims of blocks that close or open their items, of their losses, and of what was said of them before."""
    entries: dict[int, _Entry] = {}
    for each in read:
        entry = _entry(context, each)
        if entry is None or entry.points.value >= _FULL:
            continue
        bound = Reading(Formula.AT_MOST, (entry.points,), entry.mark, Strength.CERTAIN)
        yield Claim("score", [bound])
        if entry.mark.value <= entry.points.value:
            entries[each.paragraph.index] = entry
            if entry.is_sum:
                yield from _of_loss(context, entry)
    for index, block in entries.items():
        home = context.document.paragraphs[index]
        if block.is_sum or block.points.start - home.start > _FRONT:
            continue
        if not home.marker and home.end - home.start <= _LONGEST:
            yield from _of_items(context, block, _items(context, entries, home, step=-1))
        yield from _of_items(context, block, _items(context, entries, home, step=1))
    yield from _of_headings(context, entries)
    yield from _told_before(context, entries)


def _entry(context: Context, each: ScoreParagraph) -> _Entry | None:
    main = [row for row in each.rows if not row.is_part]
    if len(main) >= _PAIR:
        points = points_of_block(each.flat, main)
        total = _subtotal(context, each, main[-1].end)
        return _Entry(points, total, is_sum=True) if points and total else None
    if main:
        return None if main[0].is_full else _Entry(main[0].points, main[0].mark)
    scores = [figure for _, figure in each.flat.scores(0, len(each.flat.text))]
    first, *others = scores
    begin = each.paragraph.start + len(each.paragraph.marker)
    in_heading = _HEADING.fullmatch(context.document.text, begin, first.start) is not None
    if each.heads or not (_POINTS.search(first.lead) or in_heading):
        return None
    won = [figure for figure in others if not _LOST.search(figure.lead)]
    alone = len(won) == 1 and _WON.search(won[0].lead) and not _OTHERS.search(won[0].lead)
    return _Entry(first, won[0]) if alone else None


def _subtotal(context: Context, each: ScoreParagraph, start: int) -> Figure | None:
    """Return what was won of a block, right behind its last row."""
    for _, figure in each.flat.scores(start, len(each.flat.text)):
        if _LOST.search(figure.lead):
            continue
        sums_up = is_sum(figure) or _SUBTOTAL.search(figure.lead)
        return figure if sums_up and not is_of_lost(context, figure) else None
    return None


def _of_loss(context: Context, entry: _Entry) -> Iterator[Claim]:
    """本项合计得分22.58分，扣1.42分 of 24."""
    following = context.document.figures[entry.mark.index + 1 : entry.mark.index + _PAIR]
    for lost in following:
        beside = lost.dimension is Dimension.SCORE and lost.is_plain
        if beside and _LOST_BESIDE.fullmatch(context.document.between(entry.mark, lost)):
            reading = Reading(
                Formula.DIFFERENCE, (entry.points, entry.mark), lost, Strength.CERTAIN
            )
            yield Claim("difference", [reading], is_closed=True)


def _items(
    context: Context, entries: dict[int, _Entry], home: Paragraph, *, step: int
) -> list[tuple[Paragraph, _Entry]]:
    """Return the items numbered 1, 2, … right above a block, or right below it."""
    paragraphs = context.document.paragraphs
    found: list[tuple[Paragraph, _Entry]] = []
    index, empty = home.index + step, 0
    while 0 <= index < len(paragraphs) and len(found) < _MOST and empty < _BETWEEN:
        paragraph = paragraphs[index]
        last = found[-1][0] if found else None
        if paragraph.marker:
            entry = entries.get(index)
            fits = last is None or (
                paragraph.level == last.level and paragraph.number == last.number + step
            )
            if entry is None or not fits or (home.marker and paragraph.level == home.level):
                break
            if last is None and step > 0 and paragraph.number != 1:
                break
            found.append((paragraph, entry))
            if step < 0 and paragraph.number == 1:
                break
        elif index in entries:
            break
        else:
            empty += 1
        index += step
    if step < 0:
        found.reverse()
    return found if found and found[0][0].number == 1 else []


def _of_items(
    context: Context, block: _Entry, items: list[tuple[Paragraph, _Entry]]
) -> Iterator[Claim]:
    """Hold the marks against the block's where the points make its points, and the other way round."""
    if len(items) < _PAIR:
        return
    points = tuple(entry.points for _, entry in items)
    marks = tuple(entry.mark for _, entry in items)
    words = context.document.text[items[0][0].start : items[-1][0].end]
    agree = sum(each.value for each in points) == block.points.value
    tied = sum(each.value for each in marks) == block.mark.value
    if agree:
        sure = not _ADJUSTED.search(words)
        strength = Strength.CERTAIN if sure else Strength.POSSIBLE
        yield Claim("sum", [Reading(Formula.SUM, marks, block.mark, strength)], is_closed=sure)
    elif tied:
        yield Claim("sum", [Reading(Formula.SUM, marks, block.mark, Strength.POSSIBLE)])
    if agree or tied:
        asked = agree or is_one_slip_off(points, block.points)
        strength = Strength.LIKELY if asked else Strength.POSSIBLE
        yield Claim("sum", [Reading(Formula.SUM, points, block.points, strength)], ceiling=strength)


def _of_headings(context: Context, entries: dict[int, _Entry]) -> Iterator[Claim]:
    """（一）投入管理（20分） / 1.… / 2.… / 投入管理得分18.7分: points above the items, what was won below them."""
    paragraphs = context.document.paragraphs
    for index in entries:
        home = paragraphs[index]
        if home.number != 1 or not home.marker or not index:
            continue
        points = _only_score(context, paragraphs[index - 1])
        items = _items(context, entries, paragraphs[index - 1], step=1)
        if points is None or len(items) < _PAIR or items[0][0] is not home:
            continue
        end = items[-1][0].index + 1
        below = paragraphs[end] if end < len(paragraphs) else None
        is_next = below is not None and below.marker and below.level == home.level
        if is_next or context.document.text[points.end : points.end + 1] != "）":
            continue  # an item without a mark: not all of them are there
        mark = _only_score(context, below) if below is not None and not below.marker else None
        won = mark is not None and _WON_OF_BLOCK.search(mark.lead)
        if mark is not None and won and not _OTHERS.search(mark.lead):
            yield from _of_items(context, _Entry(points, mark), items)
        elif sum(entry.points.value for _, entry in items) == points.value:
            parts = tuple(entry.points for _, entry in items)
            yield Claim("sum", [Reading(Formula.SUM, parts, points, Strength.POSSIBLE)])


def _only_score(context: Context, paragraph: Paragraph) -> Figure | None:
    """Return the score of a short line that has no other."""
    if paragraph.end - paragraph.start > _LONGEST:
        return None
    inside = context.document.inside(paragraph.start, paragraph.end)
    scores = [figure for figure in inside if figure.dimension is Dimension.SCORE]
    return scores[0] if len(scores) == 1 and scores[0].is_plain else None


def _told_before(context: Context, entries: dict[int, _Entry]) -> Iterator[Claim]:
    """（二）管理效率 / 该指标满分50分，自评得47.1分: what was said of the block by its name before.

    Under 投入管理得18分 and the heading 投入管理, item 1 is a part of it: all items together make it.
    """
    titles = {paragraph.index: title for paragraph, title in context.headings} if entries else {}
    for index, entry in entries.items():
        title = titles.get(index - 1)
        if title is None:
            continue
        heading, home = context.document.paragraphs[index - 1 : index + 1]
        name = _NAME_TAIL.sub("", title[len(heading.marker) :].strip())
        marks = tuple(item.mark for _, item in _items(context, entries, heading, step=1))
        for figure in told_of(context, name, entry.mark.index):
            if len(marks) >= _PAIR:
                reading = Reading(Formula.SUM, marks, figure, Strength.LIKELY)
                yield Claim("sum", [reading], ceiling=Strength.LIKELY, needs_slip=True)
            elif not home.marker:
                reading = Reading(Formula.EQUAL, (entry.mark,), figure, Strength.LIKELY)
                yield Claim("mention", [reading], ceiling=Strength.LIKELY)


def told_of(context: Context, name: str, before: int) -> Iterator[Figure]:
    """Yield what was won of a block of that name, said before a place: 管理效率得47.1分; nothing of another year."""
    if len(name) < _PAIR:
        return
    for figure in context.scores[:_BACK]:
        if figure.index >= before:
            break
        if name not in figure.label or not figure.is_plain or is_total(figure):
            continue
        for label in (figure.label, figure.lead):
            words = _OPENING.sub("", label)
            if words.startswith(name) and _OWN_WON.fullmatch(words, len(name)):
                yield figure
                break
