"""What a block lost, told behind its mark: 产出指标扣3.1分 after 产出指标46.9分（满分50分）; 四项依次扣0.4分、2.8分、….

A block that is named once lost what its points and its mark leave. Of reasons that are told one by one,
each is a part only, so that too little is asked about only where one slip would make it whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlaudit.narrative.claims.scoring.named_blocks import (
    Block,
    blocks_in_turn,
    blocks_named,
    key_of,
    name_before,
)
from xlaudit.narrative.claims.scoring.score_rows import ScoreParagraph
from xlaudit.narrative.context import Context, among
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims_of"]

_LOSES = r"(?:扣|失|丢)(?:除|减|分|掉|了|去)*(?:合计|共计|共|总计|累计)?[为是]?$"
_LOST = re.compile(_LOSES)
_ALL = r"(?P<all>总?共计?|合计|累计|一共|总计)?"
_TAIL = r"(?:类|部分|方面|板块|维度|一项|单项|得分|自评|评价)*"
_HEAD = re.compile(
    r"^(?:其中|以上|上述|另外?|此外|因此|但|而|其余|[一二三四五六七八九]是|失分|扣分|主要|[较最]多|的|是|为|在|于|因|集中|[①-⑳.．])+"
)
_NAME = r"[\u4e00-\u9fff“”]{2,14}?"
_OF_BLOCK = re.compile(
    rf"(?P<name>{_NAME})(?:指标|{_TAIL})*(?:[上中内]|因此|故|也|又|被|各项|[两三四五六七八九十]项)?{_ALL}{_LOSES}"
)
# 失分较多的是效果指标，扣1.8分; 时效指标失分较多，扣2分
_OF_CLAUSE_BEFORE = re.compile(
    rf"(?:(?:失|扣|丢)分[\u4e00-\u9fff]{{0,6}}[是为](?P<name>[\u4e00-\u9fff]{{2,10}}?)(?:指标|{_TAIL})*"
    rf"|(?P<name_first>[\u4e00-\u9fff]{{2,10}}?)(?:指标|{_TAIL})*(?:失|扣|丢)分(?:较|最|相对)?[多大高])，{_ALL}{_LOSES}"
)
_CLAUSE_ENDS = re.compile(r"[，。；：、（）\n\d]|(?<=\d)分")
_AT_END = re.compile(
    rf"^(?:.*(?:[在于是为]|其次|和|与|及))?(?P<name>[\u4e00-\u9fff]{{2,10}}?)(?:指标|{_TAIL})*[上中]?$"
)
# 管理方面，个别合同备案不及时，扣1.0分: what opens the sentence
_TOPIC = re.compile(rf"(?P<name>{_NAME})(?:指标|{_TAIL})*[上中内]?")
_ONE_BY_ONE = re.compile(
    r"(?:依次|分别|各|逐项)(?:对应|各)?(?:扣|失|丢)(?:除|减|分|掉|了|去)*[为是：]*$"
    r"|(?:扣|失|丢)分(?:值|情况)?(?:依次|分别|各)(?:对应)?[为是：]*$"
)
_SENTENCE = re.compile(r"[。；：、（）\n]|\d分?")
_SEGMENT = re.compile(r"[。；\n]")
_BESIDE = re.compile(r"[，（](?:因此|故|实际?)*(?:扣|失|丢)(?:除|减|分|掉|了|去)*[为是]?")
# 失分主要在产出（1.9分）和管理（1.3分）; 失分最多的是产出，为1.9分
_MAINLY = re.compile(r"(?:失|扣|丢)分(?:主要|集中|[较最]多|[较最]大)[^。；\n得]{2,60}")
_IS = re.compile(r"[，（](?:为|是)?$")
_TOGETHER = re.compile(r"[共总]|合计|累计")
_MAIN = re.compile(r"主要|其中|包括")
_BEFORE = 30  # characters before a loss
_REASON = 120  # characters of a sentence that ends with one
_PAIR = 2
_BEHIND = 6  # figures


class _Told(NamedTuple):
    """A loss with the name of its block, and whether the words say that it is all of it."""

    figure: Figure
    name: str
    is_all: bool
    is_reason: bool = False  # the name opens the sentence, what was lost ends it


def claims_of(context: Context, read: Sequence[ScoreParagraph]) -> Iterator[Claim]:
    """Yield the claims of losses that name a block, and of losses listed in the order of the rows."""
    lost = [figure for figure in context.losses if _LOST.search(figure.lead)]
    own = {loss.figure.index for each in read for row in each.rows for loss in row.losses}
    named = [
        told
        for figure in lost
        if figure.index not in own and figure.is_plain
        for told in _names(context, figure)
    ]
    named += _mainly(context)
    if named:
        yield from _of_named(context, read, named)
    for figure in context.losses:
        if _ONE_BY_ONE.search(figure.lead):
            yield from _one_by_one(context, read, figure)


def _of_named(
    context: Context, read: Sequence[ScoreParagraph], named: Sequence[_Told]
) -> Iterator[Claim]:
    names = {told.name for told in named}
    blocks = _blocks(context, read)
    told_apart = blocks_named(context, names - blocks.keys(), context.scores)
    in_turn = {
        key_of(name): block
        for group in blocks_in_turn(context)
        for name, block in group.items()
        if key_of(name) not in blocks
    }
    known = {name: block for name, block in blocks.items() if block is not None}
    known |= told_apart | in_turn
    losses: dict[str, dict[int, _Told]] = {}
    taken: set[int] = set()
    for told in named:  # the nearest name first
        if told.name in known and told.figure.index not in taken:
            taken.add(told.figure.index)
            losses.setdefault(told.name, {})[told.figure.index] = told
    for name, found in losses.items():
        yield from _of_block(known[name], list(found.values()))


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


def _names(context: Context, lost: Figure) -> Iterator[_Told]:
    """Yield the names of blocks that a loss may be of, the nearest first."""
    text = context.document.text
    start = context.document.paragraphs[lost.paragraph].start
    words = text[max(start, lost.start - _BEFORE) : lost.start]
    clauses = _SENTENCE.split(words)[-1]
    before = _OF_CLAUSE_BEFORE.search(clauses)
    if before:
        yield _Told(lost, key_of(before["name"] or _HEAD.sub("", before["name_first"])), True)
        return
    match = _OF_BLOCK.fullmatch(_HEAD.sub("", clauses.split("，")[-1]))
    if match:
        is_all = match["all"] or _TOGETHER.search(lost.lead)
        yield _Told(lost, key_of(match["name"]), bool(is_all))
    beside = _mark_beside(context, lost)
    if beside is not None:
        yield _Told(lost, key_of(name_before(context, beside)), True)
        return
    segment = _SEGMENT.split(text[max(start, lost.start - _REASON) : lost.start])[-1]
    for clause in reversed(segment.split("：")[-_PAIR:]):
        topic = _TOPIC.fullmatch(_HEAD.sub("", _SENTENCE.split(clause.split("，")[0])[-1]))
        if topic:
            is_main = _MAIN.search(segment) is not None
            yield _Told(lost, key_of(topic["name"]), False, is_reason=is_main)


def _mark_beside(context: Context, lost: Figure) -> Figure | None:
    """Return the mark right before a loss: 管理得19分，扣1分; 管理得分48.6分（…扣1分、…扣0.4分，共扣1.4分）."""
    text = context.document.text
    before = context.document.figures[lost.index - 1] if lost.index else None
    if before is None or before.paragraph != lost.paragraph:
        return None
    if before.dimension is Dimension.SCORE and not _LOST.search(before.lead):
        alone = _BESIDE.fullmatch(text, before.end, lost.start) and _is_alone(context, before)
        return before if alone else None
    if not lost.depth or not _TOGETHER.search(lost.lead):
        return None
    opens = text.rfind("（", before.start - _REASON, lost.start)
    index = context.document.first_from(opens) - 1
    mark = context.document.figures[index] if index >= 0 < opens else None
    is_mark = mark is not None and mark.end == opens and mark.dimension is Dimension.SCORE
    return mark if is_mark else None


def _is_alone(context: Context, mark: Figure) -> bool:
    """Tell whether no mark stands before one in its part of the sentence: 投入9.8分、效益28.1分，扣2.1分 is of both."""
    before = context.document.figures[mark.index - 1] if mark.index else None
    if before is None or before.sentence != mark.sentence or before.dimension is not mark.dimension:
        return True
    return "；" in context.document.between(before, mark) or _LOST.search(before.lead) is not None


def _mainly(context: Context) -> Iterator[_Told]:
    """Yield the losses that 失分主要在…（1.9分） tells without a 扣 of their own."""
    text = context.document.text
    for match in _MAINLY.finditer(text) if context.losses or context.scores else ():
        for figure in context.document.inside(match.start(), match.end()):
            opens = _IS.search(text, match.start(), figure.start)
            if figure.dimension is Dimension.SCORE and figure.is_plain and opens:
                words = _CLAUSE_ENDS.split(text[match.start() : opens.start()])[-1]
                topic = _AT_END.search(words)
                if topic:
                    yield _Told(figure, key_of(topic["name"]), False, is_reason=True)


def _of_block(block: Block, losses: Sequence[_Told]) -> Iterator[Claim]:
    """Hold the one loss of a block, or the one that says 共, against what the block lost; else all together."""
    whole = [told for told in losses if told.is_all]
    rest = block.points.value - block.mark.value
    for told in whole or [told for told in losses if len(losses) == 1]:
        lost = told.figure
        is_part = not whole and lost.value < rest
        strength = Strength.POSSIBLE if is_part and told.is_reason else Strength.LIKELY
        reading = Reading(
            Formula.DIFFERENCE, (block.points, block.mark), lost, strength, is_partial=is_part
        )
        yield Claim("score_loss_of_block", [reading], needs_slip=is_part, ceiling=Strength.LIKELY)
    if not whole and len(losses) > 1:
        parts = tuple(told.figure for told in losses)
        reading = Reading(Formula.SUM, (block.mark, *parts), block.points, Strength.POSSIBLE)
        yield Claim("sum", [reading])


def _one_by_one(context: Context, read: Sequence[ScoreParagraph], first: Figure) -> Iterator[Claim]:
    """…13.5分，依次扣0.4分、2.8分、2.6分、1.5分: one for each row before them; what lost nothing may be left out."""
    run = context.run_of(first)
    if len(run) < _PAIR:
        return
    for found in _blocks_before(context, read, first):
        less = [block for block in found if block.points.value != block.mark.value]
        blocks = found if len(found) == len(run) else less
        if len(blocks) == len(run):
            for block, lost in zip(blocks, run, strict=True):
                reading = Reading(Formula.DIFFERENCE, tuple(block), lost, Strength.CERTAIN)
                yield Claim("difference", [reading], is_closed=True)
            return


def _blocks_before(
    context: Context, read: Sequence[ScoreParagraph], first: Figure
) -> Iterator[list[Block]]:
    """Yield the rows right before a list of losses, else the blocks whose points and marks are told apart."""
    for each in read:
        main = [row for row in each.rows if not row.is_part]
        if len(main) < _PAIR or not 0 <= first.paragraph - each.paragraph.index <= 1:
            continue
        last = max(main[-1].points.index, main[-1].mark.index)
        if 0 < first.index - last <= _BEHIND:
            yield [Block(row.points, row.mark) for row in main]
    for group in blocks_in_turn(context):
        last = max(max(block.points.index, block.mark.index) for block in group.values())
        if 0 < first.index - last <= _BEHIND:
            yield list(group.values())
    near = [
        score
        for score in among(context.scores, first.index - 4 * _BEHIND, first.index)
        if score.paragraph == first.paragraph
    ]
    names = {key_of(name_before(context, score)) for score in near} - {""}
    yield list(blocks_named(context, names, near).values())
