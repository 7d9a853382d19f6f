"""Points and marks of one conclusion: the blocks against the total, the deductions against their sum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_WON = re.compile(r"[）)]?[，：]?(?:自评|实际|实|评价)?得(?:分|了)?[为是]?")
_TOTAL = re.compile(r"(?:自评|总|综合|最终|整体|绩效|评价)(?:得分|评分|分|得)(?:合计)?[为是达到]*$")
_SUMMED = re.compile(
    r"(?:合计|共计|总计|共|四项|各项)(?:总)?(?:得分?|自评得分)?[为是]?$|总(?:得)?分[为是]?$"
)
_FULL_MARK = re.compile(r"满分|总分值[为共]*$")
_BONUS = re.compile(r"加分|另加|附加|倒扣|加减")
_ITEMS = r"(?:[以上]{0,2}[一二两三四五六七八九十\d]{1,2}[个项处大]?(?:部分|方面|指标)?)?"
_LOST = re.compile(
    rf"^(?:本次|本年|全年)?(?:自评)?{_ITEMS}(?:(?:共计?|合计|累计|总计?)?(?:扣|失|丢)分(?:合计|共计|共)?|(?:共计?|合计|累计|总计?)(?:扣|失)(?:除|掉|了)?|扣)[为是]?$"
)
_REST = re.compile(r"(?:其余|其他|其它|余下|另)[^，。；]*$")
_NOUN = re.compile(r"共|合计|累计|总")
_DEDUCTED = re.compile(r"(?:扣|失|丢)(?:除|减|分|掉|了|去)*[为是]?$")
_PARTS = re.compile(
    r"各(?:个|大)?(?:部分|项|板块|维度|方面)(?:指标)?(?:自评)?得分(?:情况)?(?:分别)?[为是]?：?$"
)
_LISTED = re.compile(r"[）)]?[、，；][^，。；、\d]{1,12}")
_COMPARED = re.compile(r"[比较]|[多少]扣")
_SOME = re.compile(r"主要|其中|包括")
_FULL = Decimal(100)
_SEVERAL = 3
_BACK = 6
_NAME = 14


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Blocks of one sentence: what each could win and what it won."""

    points: tuple[Figure, ...]
    marks: tuple[Figure, ...]


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of conclusions that name every block, and of lists of deductions."""
    scores = [f for f in context.document.figures if f.dimension is Dimension.SCORE]
    for blocks in _blocks(context, scores):
        yield from _of_blocks(context, blocks)
    for figure in scores:
        if figure.is_plain and "各" in context.document.text[figure.start - 20 : figure.start]:
            yield from _of_parts(context, figure)
        if figure.is_plain and _LOST.search(figure.lead):
            yield from _of_deductions(context, figure)
            yield from _of_rest(context, figure)


def _blocks(context: Context, scores: list[Figure]) -> Iterator[_Blocks]:
    """Yield every run of at least three blocks: 预算执行10分，得9.42分；产出指标50分，得46.50分；…."""
    points: list[Figure] = []
    marks: list[Figure] = []
    for weight, mark in pairwise(scores):
        if marks and weight is marks[-1]:
            continue
        if not _is_block(context, weight, mark):
            continue
        if marks and (weight.index != marks[-1].index + 1 or weight.sentence != marks[0].sentence):
            yield _Blocks(tuple(points), tuple(marks))
            points, marks = [], []
        points.append(weight)
        marks.append(mark)
    yield _Blocks(tuple(points), tuple(marks))


def _is_block(context: Context, weight: Figure, mark: Figure) -> bool:
    adjacent = mark.index == weight.index + 1 and mark.sentence == weight.sentence
    if not adjacent or not weight.is_plain or not mark.is_plain or not weight.value:
        return False
    return _WON.fullmatch(context.document.between(weight, mark)) is not None


def _of_blocks(context: Context, blocks: _Blocks) -> Iterator[Claim]:
    """Where the points make the full mark every block is named, and the marks make the total."""
    if len(blocks.marks) < _SEVERAL:
        return
    totals = list(_totals(context, blocks))
    first, last = blocks.points[0], totals[-1] if totals else blocks.marks[-1]
    said = context.document.text[first.start : max(last.end, blocks.marks[-1].end) + 12]
    if not totals or _BONUS.search(said):
        return
    full = _full(context, first)
    weights = sum((figure.value for figure in blocks.points), Decimal())
    won = sum((figure.value for figure in blocks.marks), Decimal())
    if weights == full:
        for total in totals:
            reading = Reading(Formula.SUM, blocks.marks, total, Strength.CERTAIN)
            yield Claim("sum", [reading], is_closed=True)
    elif any(total.value == won for total in totals):
        note = f"各项分值合计{weights.normalize():f}分"
        sentence = (
            f"{note}，不是满分{full.normalize():f}分，而各项得分之和与总分相符，请核对各项分值。"
        )
        reading = Reading(
            Formula.GRADE, blocks.points[1:], first, Strength.LIKELY, counted=0, note=note
        )
        yield Claim("score", [reading], ceiling=Strength.LIKELY, message=sentence)


def _of_parts(context: Context, first: Figure) -> Iterator[Claim]:
    """自评得分94.2分…。各部分得分：投入14.5分、过程24.2分、…: the parts up to the end of the sentence."""
    text = context.document.text
    head = text.rfind("：", max(0, first.start - _NAME), first.start)
    if (
        head < 0
        or re.search("[0-9]", text[head : first.start])
        or not _PARTS.search(text[max(0, head - 20) : head + 1])
    ):
        return
    parts = [first]
    for figure in context.document.figures[first.index + 1 :]:
        if figure.sentence != first.sentence or figure.dimension is not Dimension.SCORE:
            break
        if not _LISTED.fullmatch(context.document.between(parts[-1], figure)):
            return
        parts.append(figure)
    closes = text[parts[-1].end : parts[-1].end + 1] in ("。", "\n", "")
    totals = list(_totals(context, _Blocks((first,), (parts[-1],))))[:1]
    if len(parts) >= _SEVERAL and closes and all(part.is_plain for part in parts):
        for total in totals:
            reading = Reading(Formula.SUM, tuple(parts), total, Strength.CERTAIN)
            yield Claim("sum", [reading])


def _totals(context: Context, blocks: _Blocks) -> Iterator[Figure]:
    """Return the total in front of the blocks, and the one behind them."""
    figures = context.document.figures
    first, last = blocks.points[0], blocks.marks[-1]
    for figure in reversed(figures[max(0, first.index - _BACK) : first.index]):
        if figure.paragraph != first.paragraph:
            break
        if _is_total(figure):
            yield figure
            break
    for figure in figures[last.index + 1 : last.index + 2]:
        near = figure.sentence == last.sentence and figure.dimension is Dimension.SCORE
        if near and figure.is_plain and _SUMMED.search(figure.lead):
            yield figure


def _is_total(figure: Figure) -> bool:
    if figure.dimension is not Dimension.SCORE or not figure.is_plain:
        return False
    if _FULL_MARK.search(figure.lead):
        return False
    return figure.fact == "total_score" or _TOTAL.search(figure.lead) is not None


def _full(context: Context, near: Figure) -> Decimal:
    """Return the full mark that the paragraph states; 100 otherwise."""
    figures = context.document.figures
    for figure in figures[max(0, near.index - _BACK) : near.index]:
        same = figure.paragraph == near.paragraph and figure.dimension is Dimension.SCORE
        if same and _FULL_MARK.search(figure.lead):
            return figure.value
    return _FULL


def _of_deductions(context: Context, lost: Figure) -> Iterator[Claim]:
    """扣分6.65分：…扣2.35分，…扣1.8分: all that the sentence deducts."""
    items = []
    for figure in context.document.figures[lost.index + 1 :]:
        if figure.sentence != lost.sentence or _COMPARED.search(figure.lead):
            break
        if figure.dimension is Dimension.SCORE:
            items.append(figure)
    if len(items) < 2 or not all(i.is_plain and _DEDUCTED.search(i.lead) for i in items):
        return
    behind = context.document.text[items[-1].end : items[-1].end + 2]
    open_ended = _SOME.search(context.document.between(lost, items[0])) is not None
    if behind.startswith("等"):
        return
    reached = sum((item.value for item in items), Decimal())
    some = open_ended and reached < lost.value  # only the main ones may be named
    strength = Strength.LIKELY if some else Strength.CERTAIN
    reading = Reading(Formula.SUM, tuple(items), lost, strength, is_partial=open_ended)
    ceiling = Strength.LIKELY if open_ended else Strength.CERTAIN
    yield Claim("sum", [reading], ceiling=ceiling, needs_slip=some)


def _is_overall(context: Context, lost: Figure) -> bool:
    """Tell whether the points are those of the whole: 共扣, or 扣分 at a sentence's head or right behind the total."""
    if lost.lead.endswith("扣") and not _NOUN.search(lost.lead):
        return False
    text = context.document.text
    if _REST.search(text[max(0, lost.start - 16) : lost.start]):
        return False
    before = context.document.figures[lost.index - 1] if lost.index else None
    starts = text[max(0, lost.start - len(lost.lead) - 1) : lost.start][:1] in "。！？\n"
    beside = before is not None and (_is_total(before) or _FULL_MARK.search(before.lead))
    return starts or bool(beside) or _NOUN.search(lost.lead) is not None


def _of_rest(context: Context, lost: Figure) -> Iterator[Claim]:
    """自评得分93.35分 leaves 6.65分 of 100: the points lost are what the total lacks."""
    figures = context.document.figures
    if not _is_overall(context, lost):
        return
    for total in reversed(figures[max(0, lost.index - 3 * _BACK) : lost.index]):
        if total.paragraph != lost.paragraph:
            return
        if not _is_total(total) or total.fact != "total_score":
            continue
        full = _full(context, lost)
        said = context.document.between(total, lost)
        if _BONUS.search(said) or total.value > full:
            return
        rest = full - total.value
        sentence = (
            f"得分写作{total.text}，满分{full.normalize():f}分应失{rest.normalize():f}分，"
            f"文中写作失（扣）{lost.text}。"
        )
        reading = Reading(
            Formula.GRADE,
            (total,),
            lost,
            Strength.LIKELY,
            counted=int(rest == lost.value),
            note=f"{full.normalize():f}分－{total.text}",
        )
        yield Claim("score", [reading], ceiling=Strength.LIKELY, message=sentence)
        return
