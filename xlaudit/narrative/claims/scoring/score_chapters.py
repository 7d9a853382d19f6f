"""Blocks told twice: a table of blocks (决策15分，得13分；…), then a paragraph of items under each block's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlaudit.narrative.claims.scoring.score_rows import ScoreParagraph, ScoreRow
from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Paragraph
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims_of"]

_NAME = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,8})[。：]")
_TAIL = re.compile(r"(?:指标|类|部分|方面|维度|情况|得分|分析|评价|板块)+$")
_CLAUSE = re.compile(r"[，。；：、（\n]")
_BACK = 12  # characters
_PAIR = 2
_SEVERAL = 3


def claims_of(context: Context, read: Sequence[ScoreParagraph]) -> Iterator[Claim]:
    """Yield the points and the marks of each paragraph named as a block that was told before."""
    names = [_own_name(context, each.paragraph) for each in read]
    blocks: dict[str, list[ScoreRow]] = {name: [] for name in names if name}
    for each, own in zip(read, names, strict=True) if blocks else ():
        main = [row for row in each.rows if not row.is_part and not row.is_full]
        if own and len(main) >= _PAIR:
            yield from _of_blocks(blocks[own], [row for row in each.rows if not row.is_part])
        for row in main:
            name = _row_name(context, row)
            if name in blocks:
                blocks[name].append(row)


def _own_name(context: Context, paragraph: Paragraph) -> str:
    """Return the name that a numbered paragraph begins with: （二）过程。"""
    if not paragraph.marker:
        return ""
    match = _NAME.match(context.document.text, paragraph.start + len(paragraph.marker))
    return _TAIL.sub("", match["name"]) if match else ""


def _row_name(context: Context, row: ScoreRow) -> str:
    first = min(row.points, row.mark, key=lambda figure: figure.index)
    words = context.document.text[max(0, first.start - _BACK) : first.start]
    return _TAIL.sub("", _CLAUSE.split(words.rstrip("（"))[-1])


def _of_blocks(blocks: Sequence[ScoreRow], rows: Sequence[ScoreRow]) -> Iterator[Claim]:
    """Hold the items against their block: where the points agree the marks must, and the other way round."""
    points = tuple(row.points for row in rows)
    marks = tuple(row.mark for row in rows)
    worth, won = _total(points), _total(marks)
    several = len(rows) >= _SEVERAL
    for block in blocks:
        agree = several and worth == block.points.value
        yield _claim(marks, block.mark, is_meant=agree, is_sure=agree)
        meant = several and won == block.mark.value
        yield _claim(points, block.points, is_meant=meant, is_sure=False)


def _total(figures: Sequence[Figure]) -> Decimal:
    return sum((figure.value for figure in figures), Decimal())


def _claim(items: tuple[Figure, ...], total: Figure, *, is_meant: bool, is_sure: bool) -> Claim:
    strength = Strength.LIKELY if is_meant else Strength.POSSIBLE
    if is_sure:
        strength = Strength.CERTAIN
    reading = Reading(Formula.SUM, items, total, strength)
    ceiling = Strength.CERTAIN if is_sure else Strength.LIKELY
    return Claim("sum", [reading], ceiling=ceiling, is_closed=is_sure)
