"""Blocks of a score in numbered paragraphs: their marks make the total, or the mark of the heading above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from xlaudit.narrative.claims.scoring.flat_text import FlatText
from xlaudit.narrative.claims.scoring.score_points import is_one_slip_off, make_full_mark, of_points
from xlaudit.narrative.claims.scoring.score_rows import ScoreParagraph, ScoreRow
from xlaudit.narrative.claims.scoring.score_totals import full_mark, is_of_lost, is_sum, is_total
from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Paragraph
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.siblings import Siblings
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims_of"]

_FULL = Decimal(100)
_SEVERAL = 3
_MANY = 5  # items of several blocks that may be held against the total of all
_BACK = 8  # figures
_NEXT = 2  # paragraphs
_ADJUSTED = re.compile(r"加分|附加|倒扣|加减|调[减增]|复核|折算|换算|加权|核[减增]")
_WON = re.compile(r"得(?:分|了)?[为是]?$")
_SUBTOTAL = re.compile(r"(?:小计|合计|共计|[本该]部分|[本该]项|共)(?:自评)?(?:得分?)?[为是]?$")
_HEADING = re.compile(r"[^，。；：（）\n]{1,30}（(?:满分|分值|权重)?[为是]?(?P<points>\ue000)）")


@dataclass(frozen=True, slots=True)
class _Block:
    """A numbered paragraph: its points, and what was won in it."""

    points: Figure
    marks: tuple[Figure, ...]


@dataclass(frozen=True)
class _Paragraphs:
    """The flat text and the rows of every paragraph with scores, by its index, and the marks of all rows."""

    flat: dict[int, FlatText]
    rows: dict[int, list[ScoreRow]]
    marks: frozenset[int]


def claims_of(context: Context, read: Sequence[ScoreParagraph]) -> Iterator[Claim]:
    """Yield a claim for each run of numbered blocks whose points are those of the whole."""
    if not read:
        return
    flat = {each.paragraph.index: each.flat for each in read}
    rows = {each.paragraph.index: [r for r in each.rows if not r.is_part] for each in read}
    marks = frozenset(row.mark.index for main in rows.values() for row in main)
    paragraphs = _Paragraphs(flat, rows, marks)
    for group in context.siblings:
        blocks = _blocks(context, group, paragraphs)
        if blocks:
            yield from _of_blocks(context, group, blocks, paragraphs)
    for members in _neighbours(context, paragraphs):
        found = [_Block(rows[m.index][0].points, (rows[m.index][0].mark,)) for m in members]
        yield from _of_blocks(context, Siblings("", tuple(members)), found, paragraphs)
    yield from _of_leaves(context, paragraphs)


def _neighbours(context: Context, paragraphs: _Paragraphs) -> Iterator[list[Paragraph]]:
    """Yield runs of paragraphs without numbers, each with one row: 决策指标12分，得11分。…"""
    run: list[Paragraph] = []
    homes = context.document.paragraphs
    for index in [*sorted(paragraphs.rows), None]:
        home = homes[index] if index is not None else None
        alone = home is not None and not home.marker and len(paragraphs.rows[home.index]) == 1
        if run and (home is None or not alone or home.index != run[-1].index + 1):
            if len(run) >= _SEVERAL:
                yield run
            run = []
        if home is not None and alone:
            run.append(home)


def _blocks(context: Context, group: Siblings, paragraphs: _Paragraphs) -> list[_Block]:
    """Return a block for each member; nothing where one of them has none."""
    if not group.is_whole:
        return []
    blocks = []
    for member, following in pairwise([*group.members, None]):
        if member is None or member.index not in paragraphs.flat:
            return []
        end = following.start if following else member.end
        block = _block(context, member, end, paragraphs)
        if block is None:
            return []
        blocks.append(block)
    return blocks


def _block(context: Context, member: Paragraph, end: int, paragraphs: _Paragraphs) -> _Block | None:
    rows = paragraphs.rows[member.index]
    flat = paragraphs.flat[member.index]
    heading = _HEADING.match(flat.text, len(member.marker))
    if len(rows) == 1 and (heading is None or rows[0].points is flat.at(heading, "points")):
        return _Block(rows[0].points, (rows[0].mark,))
    points = flat.at(heading, "points") if heading else None
    if points is None:
        return None
    scores = [
        figure
        for figure in context.document.inside(points.end, end)
        if figure.dimension is Dimension.SCORE and figure.is_plain
    ]
    for figure in reversed(scores):
        if _SUBTOTAL.search(figure.lead):
            return _Block(points, (figure,))
    marks = tuple(figure for figure in scores if _WON.search(figure.lead))
    return _Block(points, marks) if marks else None


def _of_blocks(
    context: Context, group: Siblings, blocks: Sequence[_Block], paragraphs: _Paragraphs
) -> Iterator[Claim]:
    points = sum((block.points.value for block in blocks), Decimal())
    marks = tuple(mark for block in blocks for mark in block.marks)
    first, last = group.members[0], group.members[-1]
    said = context.document.text[first.start : last.end]
    sure = all(len(block.marks) == 1 for block in blocks) and not _ADJUSTED.search(said)
    parent = _parent(first, paragraphs)
    if parent is not None and not parent.is_full and parent.points.value == points:
        yield from _sums(marks, [parent.mark], sure=sure)
        won = tuple(block.points for block in blocks)
        yield Claim("sum", [Reading(Formula.SUM, won, parent.points, Strength.POSSIBLE)])
        return
    full = full_mark(context, blocks[0].points, above=1)
    totals = list(_totals(context, first, last, blocks, paragraphs))
    if points == (full.value if full else _FULL):
        yield from _sums(marks, [each for each in totals if each.value <= points], sure=sure)
        if full is not None:
            won = tuple(block.points for block in blocks)
            yield Claim("sum", [Reading(Formula.SUM, won, full, Strength.POSSIBLE)])
        elif _tie(marks, totals):
            yield make_full_mark([block.points for block in blocks])
    elif parent is None and _tie(marks, totals):
        yield from _sums(marks, totals, sure=False)
        yield from of_points([block.points for block in blocks], totals, full)
    elif parent is not None and not parent.is_full and _tie(marks, [parent.mark]):
        yield from _sums(marks, [parent.mark], sure=False)
        won = tuple(block.points for block in blocks)
        asked = is_one_slip_off(won, parent.points)
        strength = Strength.LIKELY if asked else Strength.POSSIBLE
        meant = Reading(Formula.SUM, won, parent.points, strength)
        yield Claim("sum", [meant], ceiling=Strength.LIKELY)


def _tie(marks: Sequence[Figure], totals: Sequence[Figure]) -> bool:
    won = sum((mark.value for mark in marks), Decimal())
    return any(total.value == won for total in totals)


def _sums(marks: tuple[Figure, ...], totals: Sequence[Figure], *, sure: bool) -> Iterator[Claim]:
    strength = Strength.CERTAIN if sure else Strength.POSSIBLE
    for total in totals:
        yield Claim("sum", [Reading(Formula.SUM, marks, total, strength)], is_closed=True)


def _parent(first: Paragraph, paragraphs: _Paragraphs) -> ScoreRow | None:
    """Return the row of the heading right above the first block."""
    rows = paragraphs.rows.get(first.index - 1, [])
    return rows[0] if len(rows) == 1 else None


def _totals(
    context: Context,
    first: Paragraph,
    last: Paragraph,
    blocks: Sequence[_Block],
    paragraphs: _Paragraphs,
) -> Iterator[Figure]:
    """Yield the total right in front of the blocks and the one right behind them; the mark of a row is none."""
    figures = context.document.figures
    start = context.document.first_from(first.start)
    for figure in reversed(figures[max(0, start - _BACK) : start]):
        if figure.index in paragraphs.marks:
            continue
        if first.index - figure.paragraph <= _NEXT and is_total(figure):
            yield figure
            break
    behind = blocks[-1].marks[-1].index + 1
    for figure in figures[behind : behind + _BACK]:
        if figure.paragraph - last.index > _NEXT:
            break
        if figure.dimension is Dimension.SCORE and figure.is_plain and is_sum(figure):
            if figure.index not in paragraphs.marks and not is_of_lost(context, figure):
                yield figure
            break


def _of_leaves(context: Context, paragraphs: _Paragraphs) -> Iterator[Claim]:
    """Hold the items of all blocks, whose points make a hundred, against the only total of the text."""
    homes = context.document.paragraphs
    leaves = [
        (homes[index], rows[0])
        for index, rows in paragraphs.rows.items()
        if len(rows) == 1 and homes[index].marker and not rows[0].is_full
    ]
    figures = context.document.figures
    totals = {f.value: f for f in figures if f.fact == "total_score" and is_total(f)}
    if len(totals) != 1 or len(leaves) < _MANY or len({home.level for home, _ in leaves}) != 1:
        return
    (total,) = totals.values()
    points = sum((row.points.value for _, row in leaves), Decimal())
    if points == _FULL and total.value <= _FULL:
        marks = tuple(row.mark for _, row in leaves)
        yield Claim("sum", [Reading(Formula.SUM, marks, total, Strength.CERTAIN)], is_closed=True)
