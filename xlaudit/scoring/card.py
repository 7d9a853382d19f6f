"""Rows → blocks → total, with the range that unlisted and unscored points leave open."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from xlaudit.forms.filing import BlockStatement, Filing, FundRow
from xlaudit.numbers import excel
from xlaudit.schemes.schema import Block, Indicator, Scheme
from xlaudit.scoring.facts import derive
from xlaudit.scoring.rows import Subject, score_row
from xlaudit.scoring.scorecard import Basis, BlockScore, RowScore, Scorecard
from xlaudit.workbook.place import Place

__all__ = ["score_filing"]

ZERO = Decimal(0)


def score_filing(filing: Filing, scheme: Scheme) -> Scorecard:
    """Score a filing by its scheme.

    Rows that the rules can reckon get the rule's score; rows that people judge, and rows without data,
    keep the stated one (``RowScore.basis`` tells which). Where points are left without any score, the
    total is a range from nothing to all of them.
    """
    known = derive(filing, scheme)
    blocks = []
    for block in scheme.blocks:
        rows = tuple(score_row(each, scheme, known) for each in _subjects(block, filing, scheme))
        blocks.append(_block(block, rows, _statement(block, filing)))
    low, high = _rescaled(blocks, scheme)
    lowest, highest = scheme.grade_of(low), scheme.grade_of(high)
    return Scorecard(
        blocks=tuple(blocks),
        low=low,
        high=high,
        grade=lowest if lowest == highest and blocks else None,
        stated_total=filing.total_score,
        stated_grade=filing.grade,
    )


def _statement(block: Block, filing: Filing) -> BlockStatement | None:
    return next((each for each in filing.blocks if each.block == block.id), None)


def _subjects(block: Block, filing: Filing, scheme: Scheme) -> Iterable[Subject]:
    """List what is scored in a block: its rows as they stand, then prescribed ones without a row."""
    seen: set[str] = set()
    for row in filing.indicators:
        if row.block == block.id:
            if row.indicator is not None:
                seen.add(row.indicator.id)
            yield Subject(row.name, block, row.place, row.indicator, row, row.score)
    for indicator in scheme.indicators_of(block.id):
        if indicator.id not in seen:
            subject = _without_row(indicator, block, filing, scheme)
            if subject is not None:
                yield subject


def _without_row(
    indicator: Indicator, block: Block, filing: Filing, scheme: Scheme
) -> Subject | None:
    """Return a prescribed indicator that has no row of its own.

    The execution rate is scored in the head of most forms: its score stands in the total row of the
    fund table, or only in the table of conclusions, where it is a block by itself.
    """
    total = next((row for row in filing.funds if row.is_total), None)
    alone = len(scheme.indicators_of(block.id)) == 1 and not block.is_open
    statement = _statement(block, filing)
    if alone and indicator.fact == "execution_rate" and total is not None and total.score:
        return Subject(indicator.label, block, total.score.place, indicator, None, total.score)
    if alone and statement is not None and statement.score is not None:
        stated = statement.score
        return Subject(indicator.label, block, stated.place, indicator, None, stated)
    place = _anchor(filing, total)
    return None if place is None else Subject(indicator.label, block, place, indicator)


def _anchor(filing: Filing, total: FundRow | None) -> Place | None:
    """Return where a missing row would be looked for: the indicator table, else the fund table."""
    for name in ("indicators", "funds", "blocks", "projects"):
        for kind, place in filing.tables:
            if kind == name:
                return place
    return total.place if total else None


def _block(
    block: Block, rows: tuple[RowScore, ...], statement: BlockStatement | None
) -> BlockScore:
    scored = [row for row in rows if row.score is not None]
    stated = [row for row in rows if row.stated is not None and row.stated.quantity is not None]
    stated_sum = _sum(row.stated.quantity.number for row in stated) if stated else None  # type: ignore[union-attr]
    left = max(ZERO, (block.points or ZERO) - _sum(row.points or ZERO for row in stated))
    low = _sum(row.score for row in scored if row.score is not None)
    high = low + _left_open(block, rows)
    # Only the sum of the block is stated, its rows are not: the sum is all there is to go by.
    block_score = statement.score.quantity if statement and statement.score else None
    if not stated and block_score is not None:
        low = high = block_score.number
    return BlockScore(
        block=block,
        rows=rows,
        statement=statement,
        low=low,
        high=high,
        stated_sum=stated_sum,
        stated_high=None if stated_sum is None else stated_sum + left,
    )


def _left_open(block: Block, rows: tuple[RowScore, ...]) -> Decimal:
    """Return the points that no score was found for: empty rows, and rows that are not listed."""
    empty = _sum(
        row.points or ZERO
        for row in rows
        if row.score is None and row.basis is not Basis.NOT_APPLICABLE
    )
    listed = _sum(row.points or ZERO for row in rows)
    unlisted = max(ZERO, block.points - listed) if block.points is not None else ZERO
    return empty + unlisted


def _rescaled(blocks: list[BlockScore], scheme: Scheme) -> tuple[Decimal, Decimal]:
    """Return the total range; 不适用 points leave the total where the scheme says so."""
    low = excel.round_half_away(_sum(block.low for block in blocks), 2)
    high = excel.round_half_away(_sum(block.high for block in blocks), 2)
    absent = _sum(
        row.points or ZERO
        for block in blocks
        for row in block.rows
        if row.basis is Basis.NOT_APPLICABLE
    )
    if not scheme.rescale or scheme.total is None or not ZERO < absent < scheme.total:
        return low, high
    factor = scheme.total / (scheme.total - absent)
    return excel.round_half_away(low * factor, 2), excel.round_half_away(high * factor, 2)


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, ZERO)
