"""The block that a loss is of, by the words around it: 产出扣1.9分; 产出方面，进度偏慢，扣1.9分; 失分主要在产出（1.9分）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from xlaudit.narrative.claims.scoring.named_blocks import key_of, name_before
from xlaudit.narrative.claims.scoring.score_rows import ScoreParagraph
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.numbers.quantity import Dimension

__all__ = ["IS_LOST", "ToldLoss", "losses_mainly", "losses_named"]

_LOSES = r"(?:扣|失|丢)(?:除|减|分|掉|了|去)*(?:合计|共计|共|总计|累计)?[为是]?$"
IS_LOST = re.compile(_LOSES)
_ALL = r"(?P<all>总?共计?|合计|累计|一共|总计)?"
_TAIL = r"(?:类|部分|方面|板块|维度|一项|单项|得分|自评|评价)*"
_HEAD = re.compile(
    r"^(?:其中|以上|上述|另外?|此外|因此|但|而|其余|[一二三四五六七八九]是|失分|扣分|主要|[较最]多|的|是|为|在|于|因|集中|[①-⑳.．])+"
)
_NAME = r"[\u4e00-\u9fff“”]{2,14}?"
_OF_BLOCK = re.compile(
    rf"(?P<name>{_NAME})(?:指标|{_TAIL})*(?:(?P<inside>[上中内])|因此|故|也|又|被|各项|[两三四五六七八九十]项)?{_ALL}{_LOSES}"
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
_TOPIC = re.compile(
    rf"(?P<name>{_NAME})(?:指标|{_TAIL})*[上中内]?(?P<lost>{_ALL}(?:扣|失|丢)(?:除|减|分|掉|了)*)?"
)
_NUMBER = re.compile(r"^（?[\d一二三四五六七八九十]{1,2}[）.．]")
_MARKED = re.compile(r"得分?为?\d|满分|分值|权重")  # rows of its own
_FIGURE = re.compile(r"[\d（]")
_SENTENCE = re.compile(r"[。；：、（）\n]|\d分?")
_SEGMENT = re.compile(r"[。；\n]")
_BESIDE = re.compile(r"[，（](?:因此|故|实际?)*(?:扣|失|丢)(?:除|减|分|掉|了|去)*[为是]?")
# 失分主要在产出（1.9分）和管理（1.3分）; 失分最多的是产出，为1.9分
_MAINLY = re.compile(r"[失扣丢]分(?:主要|集中|[较最]多|[较最]大)[^。；\n得]{2,60}")
_IS = re.compile(r"[，（](?:为|是)?$")
_TOGETHER = re.compile(r"[共总]|合计|累计")
_MAIN = re.compile(r"主要|其中|包括")
_BEFORE = 30  # characters before a loss
_REASON = 120  # characters of a sentence that ends with one
_PAIR = 2


class ToldLoss(NamedTuple):
    """A loss with the name of its block, and whether the words say that it is all of it."""

    figure: Figure
    name: str
    is_all: bool
    is_topic: bool = False  # the name opens the sentence
    is_reason: bool = False  # 主要, or within the block: other losses may be left out


def losses_named(context: Context, lost: Figure) -> Iterator[ToldLoss]:
    """Yield the names of blocks that a loss may be of, the nearest first."""
    text = context.document.text
    start = context.document.paragraphs[lost.paragraph].start
    words = text[max(start, lost.start - _BEFORE) : lost.start]
    clauses = _SENTENCE.split(words)[-1]
    before = _OF_CLAUSE_BEFORE.search(clauses)
    if before:
        yield ToldLoss(lost, key_of(before["name"] or _HEAD.sub("", before["name_first"])), True)
        return
    match = _OF_BLOCK.fullmatch(_HEAD.sub("", clauses.split("，")[-1]))
    if match:
        is_all = match["all"] or _TOGETHER.search(lost.lead)
        yield ToldLoss(lost, key_of(match["name"]), bool(is_all), is_reason=bool(match["inside"]))
    beside = _mark_beside(context, lost)
    if beside is not None:
        yield ToldLoss(lost, key_of(name_before(context, beside)), True)
        return
    segment = _SEGMENT.split(text[max(start, lost.start - _REASON) : lost.start])[-1]
    for clause in reversed(segment.split("：")[-_PAIR:]):
        opening, *figures = _FIGURE.split(_NUMBER.sub("", clause.split("，")[0]))
        topic = _TOPIC.fullmatch(_HEAD.sub("", opening))
        if topic and (topic["lost"] or not figures) and not _MARKED.search(segment):
            is_main = _MAIN.search(segment) is not None
            yield ToldLoss(lost, key_of(topic["name"]), False, is_reason=is_main, is_topic=True)


def _mark_beside(context: Context, lost: Figure) -> Figure | None:
    """Return the mark right before a loss: 管理得19分，扣1分; 管理得分48.6分（…扣1分、…扣0.4分，共扣1.4分）."""
    text = context.document.text
    before = context.document.figures[lost.index - 1] if lost.index else None
    if before is None or before.paragraph != lost.paragraph:
        return None
    if before.dimension is Dimension.SCORE and not IS_LOST.search(before.lead):
        alone = _BESIDE.fullmatch(text, before.end, lost.start) and _is_alone(context, before)
        return before if alone else None
    if not lost.depth or not _TOGETHER.search(lost.lead):
        return None
    opens = text.rfind("（", max(0, before.start - _REASON), lost.start)
    index = context.document.first_from(opens) - 1
    mark = context.document.figures[index] if index >= 0 < opens else None
    is_mark = mark is not None and mark.end == opens and mark.dimension is Dimension.SCORE
    return mark if is_mark else None


def _is_alone(context: Context, mark: Figure) -> bool:
    """Tell whether no mark stands before one in its part of the sentence: 投入9.8分、效益28.1分，扣2.1分 is of both."""
    before = context.document.figures[mark.index - 1] if mark.index else None
    if before is None or before.sentence != mark.sentence or before.dimension is not mark.dimension:
        return True
    return "；" in context.document.between(before, mark) or IS_LOST.search(before.lead) is not None


def losses_mainly(context: Context, read: Sequence[ScoreParagraph]) -> Iterator[ToldLoss]:
    """Yield the losses that 失分主要在…（1.9分） tells without a 扣 of their own."""
    text = context.document.text
    homes = (each.paragraph for each in read)
    for match in chain.from_iterable(
        _MAINLY.finditer(text, each.start, each.end) for each in homes
    ):
        for figure in context.document.inside(match.start(), match.end()):
            opens = _IS.search(text, match.start(), figure.start)
            if figure.dimension is Dimension.SCORE and figure.is_plain and opens:
                words = _CLAUSE_ENDS.split(text[match.start() : opens.start()])[-1]
                topic = _AT_END.search(words)
                if topic:
                    yield ToldLoss(figure, key_of(topic["name"]), False, is_reason=True)
