"""What a block lost, told behind its mark: 产出指标扣3.1分 after 产出指标46.9分（满分50分）; 四项依次扣0.4分、2.8分、….

A block that is named once lost what its points and its mark leave. Of reasons that are told one by one,
each is a part only, so that too little is asked about only where one slip would make it whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlaudit.narrative.claims.scoring.lost_names import (
    IS_LOST,
    ToldLoss,
    losses_mainly,
    losses_named,
)
from xlaudit.narrative.claims.scoring.named_blocks import (
    NAME_TAIL,
    Block,
    blocks_in_turn,
    blocks_named,
    key_of,
    name_before,
)
from xlaudit.narrative.claims.scoring.score_rows import ScoreParagraph
from xlaudit.narrative.claims.scoring.score_totals import is_of_whole
from xlaudit.narrative.context import Context, among
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims_of"]

_ONE_BY_ONE = re.compile(
    r"(?:依次|分别|各|逐项)(?:对应|各)?(?:扣|失|丢)(?:除|减|分|掉|了|去)*[为是：]*$"
    r"|(?:扣|失|丢)分(?:值|情况)?(?:依次|分别|各)(?:对应)?[为是：]*$"
)
# 过程和产出两部分扣分较多，分别扣1.3分、1.9分
_LIST = re.compile(
    r"(?P<names>(?:[\u4e00-\u9fff“”]{2,12}、)*[\u4e00-\u9fff“”]{2,12}(?:[、和及与])[\u4e00-\u9fff“”]{2,12}?)"
    r"(?:等?[两二三四五六七八九十][个项类大]?(?:部分|方面|指标)?[^，。；\d]{0,10})?，?(?:分别|依次|各|逐项)[^，。；\d]*$"
)
_AND = re.compile(r"[、和及与]")
_REACH = 60  # characters
_FULL = 100
_PAIR = 2
_BEHIND = 6  # figures


def claims_of(context: Context, read: Sequence[ScoreParagraph]) -> Iterator[Claim]:
    """Yield the claims of losses that name a block, and of losses listed in the order of the rows."""
    lost = [figure for figure in context.losses if IS_LOST.search(figure.lead)]
    own = {loss.figure.index for each in read for row in each.rows for loss in row.losses}
    named = [
        told
        for figure in lost
        if figure.index not in own and figure.is_plain
        for told in losses_named(context, figure)
    ]
    named += losses_mainly(context, read)
    in_turn = [figure for figure in context.losses if _ONE_BY_ONE.search(figure.lead)]
    if not named and not in_turn:
        return
    groups = list(blocks_in_turn(context))
    if named:
        yield from _of_named(context, read, groups, named)
    paragraphs = {each.paragraph.index: each for each in read}
    for figure in in_turn:
        near = [each for at in (0, 1) if (each := paragraphs.get(figure.paragraph - at))]
        yield from _one_by_one(context, near, groups, figure)


def _of_named(
    context: Context,
    read: Sequence[ScoreParagraph],
    groups: Sequence[dict[str, Block]],
    named: Sequence[ToldLoss],
) -> Iterator[Claim]:
    names = {told.name for told in named}
    blocks = _blocks(context, read)
    told_apart = blocks_named(context, names - blocks.keys(), context.scores)
    in_turn = {
        key_of(name): block
        for group in groups
        for name, block in group.items()
        if key_of(name) not in blocks
    }
    known = {name: block for name, block in blocks.items() if block is not None}
    known |= told_apart | in_turn
    losses: dict[str, dict[int, ToldLoss]] = {}
    taken: set[int] = set()
    for told in named:  # the nearest name first
        if told.name in known and told.figure.index not in taken:
            taken.add(told.figure.index)
            losses.setdefault(told.name, {})[told.figure.index] = told
    every = {name: list(found.values()) for name, found in losses.items()}
    odd = _odd_one(known, every)
    for name, found in every.items():
        yield from _of_block(known[name], found, is_last=name == odd)
    if told_apart:
        yield from _of_total(context, list(told_apart.values()))


def _odd_one(known: dict[str, Block], losses: dict[str, list[ToldLoss]]) -> str:
    """Return the only block whose one loss does not fit, where those of several others do: no part is meant then."""
    alone = {name: found[0] for name, found in losses.items() if len(found) == 1}
    off = [
        name
        for name, told in alone.items()
        if known[name].points.value - known[name].mark.value != told.figure.value
    ]
    is_plain = len(off) == 1 and not alone[off[0]].is_reason
    return off[0] if is_plain and len(alone) > _PAIR else ""


def _of_total(context: Context, blocks: Sequence[Block]) -> Iterator[Claim]:
    """Hold the marks against the total right behind them where their points make a hundred."""
    marks = sorted((block.mark for block in blocks), key=lambda mark: mark.index)
    first, last = marks[0], marks[-1]
    if sum(block.points.value for block in blocks) != _FULL or first.paragraph != last.paragraph:
        return
    for total in among(context.scores, last.index + 1, last.index + _BEHIND):
        if total.paragraph == last.paragraph and is_of_whole(context, total):
            reading = Reading(Formula.SUM, tuple(marks), total, Strength.LIKELY)
            yield Claim("sum", [reading], ceiling=Strength.LIKELY)
            return


def _blocks(context: Context, read: Sequence[ScoreParagraph]) -> dict[str, Block | None]:
    """Return the rows by their names; one that is told twice with other marks is None."""
    found: dict[str, Block | None] = {}
    for each in read:
        for row in each.rows:
            if row.is_full:
                continue
            first = min(row.points, row.mark, key=lambda figure: figure.index)
            name = key_of(name_before(context, first))
            known = found.setdefault(name, Block(row.points, row.mark))
            if known and (known.points.value, known.mark.value) != (
                row.points.value,
                row.mark.value,
            ):
                found[name] = None
    return {name: block for name, block in found.items() if len(name) > 1}


def _of_block(block: Block, losses: Sequence[ToldLoss], *, is_last: bool) -> Iterator[Claim]:
    """Hold the one loss of a block, or the one that says 共, against what the block lost; else all together."""
    whole = [told for told in losses if told.is_all]
    rest = block.points.value - block.mark.value
    direct = [told for told in losses if not told.is_topic or len(losses) == 1]
    for told in whole or (direct if len(direct) == 1 else ()):
        lost = told.figure
        is_part = not whole and lost.value < rest and not is_last
        some = is_part and (told.is_reason or len(losses) > 1)
        strength = Strength.POSSIBLE if some else Strength.LIKELY
        reading = Reading(
            Formula.DIFFERENCE, (block.points, block.mark), lost, strength, is_partial=is_part
        )
        yield Claim("score_loss_of_block", [reading], needs_slip=is_part, ceiling=Strength.LIKELY)
    if not whole and len(losses) > 1:
        parts = tuple(told.figure for told in losses)
        reading = Reading(Formula.SUM, (block.mark, *parts), block.points, Strength.POSSIBLE)
        yield Claim("sum", [reading])


def _one_by_one(
    context: Context,
    read: Sequence[ScoreParagraph],
    groups: Sequence[dict[str, Block]],
    first: Figure,
) -> Iterator[Claim]:
    """…13.5分，依次扣0.4分、2.8分、2.6分、1.5分: one for each row before them; what lost nothing may be left out."""
    run = context.run_of(first)
    if len(run) < _PAIR:
        return
    listed = _listed(context, first, len(run))
    for named in _blocks_before(context, read, groups, first):
        found = list(named.values())
        less = [block for block in found if block.points.value != block.mark.value]
        blocks = found if len(found) == len(run) else less
        if listed:
            blocks = [named[name] for name in listed if name in named]
        if len(blocks) == len(run):
            for block, lost in zip(blocks, run, strict=True):
                reading = Reading(Formula.DIFFERENCE, tuple(block), lost, Strength.CERTAIN)
                yield Claim("difference", [reading], is_closed=True)
            return


def _listed(context: Context, first: Figure, number: int) -> list[str]:
    """Return the names in front of losses told in turn: 过程、产出分别扣1.3分、1.9分; none where all are meant."""
    match = _LIST.search(context.document.text, max(0, first.start - _REACH), first.start)
    names = _AND.split(match["names"]) if match else []
    return [key_of(NAME_TAIL.sub("", name)) for name in names] if len(names) == number else []


def _blocks_before(
    context: Context,
    read: Sequence[ScoreParagraph],
    groups: Sequence[dict[str, Block]],
    first: Figure,
) -> Iterator[dict[str, Block]]:
    """Yield the rows right before a list of losses, else the blocks whose points and marks are told apart."""
    for each in read:
        main = [row for row in each.rows if not row.is_part]
        if len(main) < _PAIR:
            continue
        last = max(main[-1].points.index, main[-1].mark.index)
        if 0 < first.index - last <= _BEHIND:
            blocks = [Block(row.points, row.mark) for row in main]
            firsts = [min(block, key=lambda figure: figure.index) for block in blocks]
            names = [key_of(name_before(context, figure)) for figure in firsts]
            if len(set(names)) < len(names):
                names = [f"{number}" for number in range(len(names))]
            yield dict(zip(names, blocks, strict=True))
    for group in groups:
        last = max(max(block.points.index, block.mark.index) for block in group.values())
        if 0 < first.index - last <= _BEHIND:
            yield {key_of(name): block for name, block in group.items()}
    near = [
        score
        for score in among(context.scores, first.index - 4 * _BEHIND, first.index)
        if score.paragraph == first.paragraph
    ]
    told = {key_of(name_before(context, score)) for score in near} - {""}
    yield blocks_named(context, told, near)
