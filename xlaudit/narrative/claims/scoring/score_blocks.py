"""Rows of a score against each other: the points make the full mark, so the marks make the total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from xlaudit.narrative.claims.scoring import (
    block_losses,
    score_chapters,
    score_closings,
    score_rates,
    score_reasons,
    score_sections,
)
from xlaudit.narrative.claims.scoring.flat_text import FlatText
from xlaudit.narrative.claims.scoring.score_points import is_one_slip_off, make_full_mark, of_points
from xlaudit.narrative.claims.scoring.score_rows import (
    Head,
    ScoreParagraph,
    ScoreRow,
    score_paragraphs,
)
from xlaudit.narrative.claims.scoring.score_totals import (
    full_mark,
    is_set,
    items_named,
    loss_of_all,
    lost_by_all,
    points_of_block,
    total_before,
    total_behind,
)
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

_FULL = Decimal(100)
_SEVERAL = 3
_PAIR = 2
_ADJUSTED = re.compile(
    r"加分|另加|附加|倒扣|加减|调[减增]|复核|折算|换算|加权|平均|核[减增]|扣减|×|乘以|(?<!相)[加减]\d"
)
_BY_RATE = re.compile(r"按[^，。；（）]{0,12}(?:率|比例|满意度|得分)[^，。；（）]{0,4}?[折换]算")
_REACH = 12


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows of one level that stand together, and what the text says of them as a whole."""

    rows: tuple[ScoreRow, ...]
    totals: tuple[Figure, ...]
    adjusted: frozenset[int]  # totals that bonus points or a second opinion may have changed
    full: Figure | None
    lost: Figure | None
    named: frozenset[int]  # totals that name as many rows as there are: 以上三项共得23.7分
    counts_lost: bool = False  # 上述4项失分 names as many rows as there are

    @property
    def points(self) -> tuple[Figure, ...]:
        return tuple(row.points for row in self.rows)

    @property
    def marks(self) -> tuple[Figure, ...]:
        return tuple(row.mark for row in self.rows)


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of every paragraph's rows, of numbered blocks, and of rates that make a mark."""
    read = score_paragraphs(context)
    for each in read:
        if each.rows:
            yield from _of_paragraph(context, each)
        yield from score_rates.claims_of(each.flat)
    yield from score_sections.claims_of(context, read)
    yield from score_chapters.claims_of(context, read)
    yield from score_closings.claims_of(context, read)
    yield from block_losses.claims_of(context, read)


def _of_paragraph(context: Context, each: ScoreParagraph) -> Iterator[Claim]:
    of_all = lost_by_all(each.rows)
    for row in each.rows:
        yield from _of_row(replace(row, losses=()) if row is of_all else row)
    yield from score_reasons.claims_of(each.flat, each.rows)
    if any(row.is_part for row in each.rows):
        yield from _of_parts(each.rows)
    main = [row for row in each.rows if not row.is_part]
    yield from _of_rates(each.flat, main)
    if len(main) >= _PAIR:
        for run in _runs(context, each.flat, main, each.heads):
            yield from _of_run(run)


def _of_row(row: ScoreRow) -> Iterator[Claim]:
    """Hold a mark against its points, the points lost and the rate of the row."""
    is_pair = row.points.kind is Kind.WEIGHT and row.mark.lead.endswith("得")  # told elsewhere
    if not is_pair and not row.is_full:
        bound = Reading(Formula.AT_MOST, (row.points,), row.mark, Strength.CERTAIN)
        yield Claim("score", [bound])
    if row.losses and not row.is_full:
        yield _of_losses(row)
    if row.rate is not None and row.points.value:
        reading = Reading(Formula.RATIO, (row.mark, row.points), row.rate, Strength.CERTAIN)
        yield Claim("ratio", [reading], is_closed=True)


def _of_losses(row: ScoreRow) -> Claim:
    """得18.5分，扣1.5分 of 20: sure where nothing but 扣 stands there; reasons name some of the losses only."""
    losses = tuple(loss.figure for loss in row.losses)
    lost = sum((figure.value for figure in losses), Decimal())
    is_whole = len(losses) == 1 and row.losses[0].is_bare
    over = row.mark.value + lost > row.points.value
    strength = Strength.CERTAIN if is_whole else Strength.LIKELY if over else Strength.POSSIBLE
    reading = Reading(Formula.SUM, (row.mark, *losses), row.points, strength)
    return Claim("sum", [reading], is_closed=is_whole)


def _of_parts(rows: Sequence[ScoreRow]) -> Iterator[Claim]:
    """过程30分，得28.5分，其中预算执行6分得5.5分、…: the parts whose points make those of their whole."""
    whole: ScoreRow | None = None
    parts: list[ScoreRow] = []
    for row in [*rows, None]:
        if row is not None and row.is_part:
            parts.append(row)
            continue
        if whole is not None and len(parts) >= _PAIR and not whole.is_full:
            points = sum((part.points.value for part in parts), Decimal())
            if points == whole.points.value:
                marks = tuple(part.mark for part in parts)
                reading = Reading(Formula.SUM, marks, whole.mark, Strength.CERTAIN)
                yield Claim("sum", [reading], is_closed=True)
            yield from _points_of(whole, parts)
        whole, parts = row, []


def _points_of(whole: ScoreRow, parts: Sequence[ScoreRow]) -> Iterator[Claim]:
    """Add up the points of the parts: asked about where the marks make the mark, so that every part is there."""
    won = sum((part.mark.value for part in parts), Decimal())
    several = won == whole.mark.value and len(parts) >= _SEVERAL
    strength = Strength.LIKELY if several else Strength.POSSIBLE
    points = tuple(part.points for part in parts)
    reading = Reading(Formula.SUM, points, whole.points, strength)
    yield Claim("sum", [reading], ceiling=Strength.LIKELY)


_RATES = re.compile(r"得分率(?:分别|依次)?[为是达：]*(?P<first>\ue001)(?:[、，和及]+\ue001)+")


def _of_rates(flat: FlatText, rows: Sequence[ScoreRow]) -> Iterator[Claim]:
    """得分率依次为87.5%、91.0%和95.0%: one for each row before; sure once all but one fit."""
    for match in _RATES.finditer(flat.text) if "得分率" in flat.text else ():
        rates = [
            flat.figures[match.start() + at] for at, sign in enumerate(match[0]) if sign == "\ue001"
        ]
        if len(rates) != len(rows) or not all(row.points.value for row in rows):
            continue
        readings = [
            Reading(Formula.RATIO, (row.mark, row.points), rate, Strength.CERTAIN)
            for row, rate in zip(rows, rates, strict=True)
        ]
        for reading in readings:
            yield Claim("ratio", [reading])


def _runs(
    context: Context, flat: FlatText, rows: Sequence[ScoreRow], heads: Sequence[Head]
) -> Iterator[_Run]:
    """Yield the rows between one total and the next, where they are several."""
    run: list[ScoreRow] = []
    for row, following in pairwise([*rows, None]):
        if row is None:
            continue
        run.append(row)
        end = following.start if following else len(flat.text)
        behind = total_behind(context, flat, row.end, end)
        if following is None or behind is not None:
            if len(run) >= _PAIR:
                yield _run(context, flat, run, heads, behind)
            run = []


def _run(
    context: Context,
    flat: FlatText,
    rows: Sequence[ScoreRow],
    heads: Sequence[Head],
    behind: Figure | None,
) -> _Run:
    opening = min(rows[0].points, rows[0].mark, key=lambda figure: figure.index)
    own = [head for head in heads if head.total.end <= rows[0].mark.start][-1:]
    front = own[0].total if own else total_before(context, opening)
    if front is not None and is_set(front) and sum(row.mark.value for row in rows) < front.value:
        front = None
    text = context.document.text
    last = rows[-1].mark.end
    adjusted = set()
    lost = loss_of_all(context, flat, rows[-1].end, len(rows))
    if front and _is_adjusted(text[front.end : (behind.end if behind else last) + _REACH]):
        adjusted.add(front.index)
    if behind and _is_adjusted(text[opening.start : behind.start]):
        adjusted.add(behind.index)
    return _Run(
        tuple(rows),
        tuple(total for total in (front, behind) if total is not None),
        frozenset(adjusted),
        own[0].full
        if own
        else full_mark(context, opening, rows[-1].mark) or points_of_block(flat, rows),
        lost,
        frozenset(
            total.index
            for total in (front, behind)
            if total is not None and items_named(context, total) == len(rows)
        ),
        lost is not None and items_named(context, lost) == len(rows),
    )


def _is_adjusted(words: str) -> bool:
    """Tell whether bonus points or a second opinion may stand between rows and total; 按执行率折算 makes one mark."""
    return _ADJUSTED.search(_BY_RATE.sub("", words)) is not None


def _of_run(run: _Run) -> Iterator[Claim]:
    full = run.full.value if run.full else _FULL
    points = sum((figure.value for figure in run.points), Decimal())
    won = sum((figure.value for figure in run.marks), Decimal())
    tied = any(total.value == won and total.index not in run.adjusted for total in run.totals)
    if tied and run.full is not None and full != points == _FULL:
        yield from of_points(run.points, run.totals, run.full)
        full = _FULL
    if full < _FULL and any(total.value > full for total in run.totals):
        return  # rows of one block, and the total of the whole
    if points == full:
        yield from _of_whole_run(run, is_tied=tied)
        return
    if run.lost is not None and run.counts_lost and not _is_rounded(run.lost, points - won, run):
        yield from _of_all_lost(run)
    for total in run.totals:
        asked = total.index in run.named and total.index not in run.adjusted
        asked = asked and is_one_slip_off(run.marks, total)
        strength = Strength.LIKELY if asked else Strength.POSSIBLE
        yield Claim("sum", [Reading(Formula.SUM, run.marks, total, strength)])
    if tied and (len(run.rows) >= _SEVERAL or _has_decimals(run)):
        yield from of_points(run.points, run.totals, run.full)


def _of_whole_run(run: _Run, *, is_tied: bool) -> Iterator[Claim]:
    """Yield the claims of rows whose points make the full mark, so that none is missing."""
    for total in run.totals:
        sure = Strength.POSSIBLE if total.index in run.adjusted else Strength.CERTAIN
        reading = Reading(Formula.SUM, run.marks, total, sure)
        yield Claim("sum", [reading], is_closed=True)
    yield from _of_all_lost(run)
    if run.full is not None:
        yield Claim("sum", [Reading(Formula.SUM, run.points, run.full, Strength.POSSIBLE)])
    elif is_tied:
        yield make_full_mark(run.points)


def _is_rounded(lost: Figure, left: Decimal, run: _Run) -> bool:
    """Tell whether marks of rates, each rounded, miss what was lost by no more than that."""
    step = min(figure.step for figure in run.marks)
    return 0 < abs(lost.value - left) <= step * len(run.rows) / 2


def _has_decimals(run: _Run) -> bool:
    return any(figure.quantity.decimals for figure in run.marks)


def _of_all_lost(run: _Run) -> Iterator[Claim]:
    """四项共扣4.35分: all points without all marks, and the losses of the rows where each names its own."""
    if run.lost is None:
        return
    kept = [row for row in run.rows if not row.is_full]
    operands = (*(row.points for row in kept), *(row.mark for row in kept))
    signs = (1,) * len(kept) + (-1,) * len(kept)
    sure = Strength.POSSIBLE if run.adjusted else Strength.CERTAIN
    yield Claim("sum", [Reading(Formula.SUM, operands, run.lost, sure, signs)], is_closed=True)
