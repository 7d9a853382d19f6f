"""Marks of one conclusion: a list of parts against the total, the points lost against what the total leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlaudit.narrative.claims.scoring.score_totals import (
    is_of_all,
    is_of_lost,
    is_of_several,
    is_of_whole,
)
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.slips import is_slip
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_TOTAL = re.compile(
    r"(?:自评|总|综合|最终|整体|绩效|评价|评定)(?:得分|评分|分|得)(?:合计)?[为是达到]*$"
)
_SUMMED = re.compile(
    r"(?:合计|共计|总计|共|四项|各项)(?:总)?(?:得分?|自评得分)?[为是]?$|总(?:得)?分[为是]?$"
)
_FULL_MARK = re.compile(r"满分|总分值[为共]*$")
_BONUS = re.compile(r"加分|另加|附加|倒扣|加减")
_ITEMS = r"(?:以上|上述)?(?:各项|各部分|各类)?(?:[一二两三四五六七八九十\d]{1,2}[个项处大]?(?:部分|方面|指标)?)?"
_LOST = re.compile(
    rf"(?:本次|本年|全年)?(?:自评)?{_ITEMS}(?:(?:共计?|合计|累计|总计?)?(?:扣|失|丢)分(?:合计|共计|共)?|(?:共计?|合计|累计|总计?)(?:扣|失)(?:除|减|掉|了)?|扣[减除]?|失|丢)[为是]?$|(?:与|距离?|离|较|比)满分(?:仍|还|尚)?(?:相差|差|少|低)[了为是]?$"
)
_REST = re.compile(r"(?:其余|其他|其它|余下|另)[^，。；]*$")
_RIGHT_BEHIND = re.compile("，?(?:扣|失|丢)(?:了|分|减|除)?")
_BARE_LOSS = re.compile(r"(?:扣[减除]?|失|丢)$")
_NOUN = re.compile(r"共|合计|累计|总")
_WON = re.compile(r"^(?:实际?|自评)?得分?[为是]?$")
_PARTS = re.compile(
    r"各(?:个|大)?(?:部分|项|板块|维度|方面)(?:指标)?(?:自评)?得分(?:情况)?(?:分别)?[为是]?：?$"
)
_LISTED = re.compile(r"[）)]?[、，；][^，。；、\d]{1,12}")
_IN_LIST = re.compile(r"[，：]其中[：，]?[^，。；、\d]{1,12}|，(?:扣|失|丢)(?:分|除|减)?[为是]?")
_FULL = Decimal(100)
_PAIR = 2
_SEVERAL = 3
_LEAST = 50  # below it a sum may be of one block
_STRETCH = 600  # characters
_BACK = 6
_NAME = 14


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of lists of parts, and of the points that the total leaves."""
    for figure in context.scores:
        if not figure.is_plain:
            continue
        if "各" in context.document.text[figure.start - 20 : figure.start]:
            yield from _of_parts(context, figure)
        if _LOST.match(figure.lead):
            block = _block(context, figure)
            if block is None:
                yield from _of_rest(context, figure)
            else:
                points, mark = block
                reading = Reading(Formula.SUM, (mark, figure), points, Strength.LIKELY)
                yield Claim("sum", [reading], ceiling=Strength.LIKELY)


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
    for figure in context.following(first):
        if figure.sentence != first.sentence or figure.dimension is not Dimension.SCORE:
            break
        if not _LISTED.fullmatch(context.document.between(parts[-1], figure)):
            return
        parts.append(figure)
    closes = text[parts[-1].end : parts[-1].end + 1] in ("。", "\n", "")
    totals = list(_totals(context, first, parts[-1]))[:1]
    if len(parts) >= _SEVERAL and closes and all(part.is_plain for part in parts):
        for total in totals:
            reading = Reading(Formula.SUM, tuple(parts), total, Strength.CERTAIN)
            yield Claim("sum", [reading])


def _totals(context: Context, first: Figure, last: Figure) -> Iterator[Figure]:
    """Return the total in front of the parts, and the one behind them."""
    figures = context.document.figures
    for figure in reversed(figures[max(0, first.index - _BACK) : first.index]):
        if figure.paragraph != first.paragraph:
            break
        if _is_total(figure):
            yield figure
            break
    for figure in figures[last.index + 1 : last.index + 2]:
        near = figure.sentence == last.sentence and figure.dimension is Dimension.SCORE
        summed = near and figure.is_plain and _SUMMED.search(figure.lead)
        if summed and not is_of_lost(context, figure):
            yield figure


def _is_total(figure: Figure) -> bool:
    if figure.dimension is not Dimension.SCORE or not figure.is_plain:
        return False
    if _FULL_MARK.search(figure.lead):
        return False
    return figure.fact == "total_score" or _TOTAL.search(figure.lead) is not None


def _full(context: Context, near: Figure, least: Decimal) -> Decimal:
    """Return the full mark that the paragraph states, no less than what was won of it; 100 otherwise."""
    figures = context.document.figures
    for figure in figures[max(0, near.index - _BACK) : near.index]:
        same = figure.paragraph == near.paragraph and figure.dimension is Dimension.SCORE
        if same and _FULL_MARK.search(figure.lead) and figure.value >= least:
            return figure.value
    return _FULL


def _is_overall(context: Context, lost: Figure) -> bool:
    """Tell whether the points are those of the whole: 共扣, or 扣分 at a sentence's head or right behind the total."""
    before = context.document.figures[lost.index - 1] if lost.index else None
    text = context.document.text
    if _BARE_LOSS.search(lost.lead) and not _NOUN.search(lost.lead):
        if before is None or not (before.fact == "total_score" or is_of_whole(context, before)):
            return False
        return _RIGHT_BEHIND.fullmatch(context.document.between(before, lost)) is not None
    if _REST.search(text[max(0, lost.start - 16) : lost.start]):
        return False
    if is_of_several(context, lost) and not is_of_all(context, lost):
        return False  # 管理四项扣分合计2.5分: of a block
    starts = text[max(0, lost.start - len(lost.lead) - 1) : lost.start][:1] in "。！？\n"
    beside = before is not None and (
        _is_total(before) or _FULL_MARK.search(before.lead) or is_of_whole(context, before)
    )
    if starts or beside or _NOUN.search(lost.lead):
        return True
    after = context.document.figures[lost.index + 1 : lost.index + 2]
    closes = bool(after) and after[0].sentence == lost.sentence and is_of_whole(context, after[0])
    return closes and is_of_several(context, lost)  # 上述4项失分4.04分，自评总分95.96分


def _block(context: Context, lost: Figure) -> tuple[Figure, Figure] | None:
    """Return points and mark of the block that a stretch is about: 产出50分，得46.5分，甲扣1.5分、乙扣2分，共扣3.5分."""
    text = context.document.text
    begin = max(context.document.paragraphs[lost.paragraph].start, lost.start - _STRETCH)
    start = max(begin, 1 + max(text.rfind(sign, begin, lost.start) for sign in "；。\n"))
    if start == lost.start - _STRETCH:
        return None  # no block goes on so long
    before = context.document.inside(start, lost.start)
    scores = [f for f in before if f.dimension is Dimension.SCORE and f.kind is not Kind.CHANGE]
    if len(scores) != _PAIR or not _NOUN.search(lost.lead):
        return None
    points, mark = scores
    if len(before) - _PAIR < _PAIR and points.value - mark.value != lost.value:
        return None  # of the last row without losses of its own, or of all rows: the figures tell
    if any(_is_total(each) or is_of_whole(context, each) for each in scores):
        return None
    return (points, mark) if points.value < _FULL and _WON.search(mark.lead) else None


def _of_list(context: Context, lost: Figure) -> Iterator[Claim]:
    """自评93分，其中管理18.4分、产出37.2分、…，扣7分: of the whole where the total leaves so much, or a slip would make it."""
    first = lost
    for figure in reversed(context.document.figures[max(0, lost.index - 3 * _BACK) : lost.index]):
        if figure.dimension is not Dimension.SCORE or figure.sentence != lost.sentence:
            return
        between = context.document.between(figure, first)
        if not (_LISTED.fullmatch(between) or _IN_LIST.fullmatch(between)):
            return
        first = figure
        if figure.value >= _LEAST and is_of_whole(context, figure):
            break
    else:
        return
    rest = _full(context, lost, first.value) - first.value
    slips = rest > 0 and is_slip(lost, rest)
    note = f"{(rest + first.value).normalize():f}分－{first.text}"
    sentence = f"得分写作{first.text}，应失{rest.normalize():f}分，文中写作失（扣）{lost.text}。"
    reading = Reading(
        Formula.GRADE,
        (first,),
        lost,
        Strength.LIKELY if slips else Strength.POSSIBLE,
        counted=int(rest == lost.value),
        note=note,
    )
    yield Claim("score", [reading], ceiling=Strength.LIKELY, message=sentence)


def _has_points(context: Context, mark: Figure) -> bool:
    """Tell whether points of its own stand right before a mark: 该部分设定分值25分，自评得分24分，扣1分."""
    before = context.document.figures[mark.index - 1] if mark.index else mark
    beside = before.dimension is Dimension.SCORE and before.sentence == mark.sentence
    return beside and mark.value <= before.value < _FULL and not _is_total(before)


def _of_rest(context: Context, lost: Figure) -> Iterator[Claim]:
    """自评得分93.35分 leaves 6.65分 of 100: the points lost are what the total lacks."""
    figures = context.document.figures
    if not _is_overall(context, lost):
        if _BARE_LOSS.search(lost.lead):
            yield from _of_list(context, lost)
        return
    around = [
        *reversed(figures[max(0, lost.index - 3 * _BACK) : lost.index]),
        *figures[lost.index + 1 : lost.index + 2],  # 共扣4.04分，自评总分95.96分
    ]
    if _BARE_LOSS.search(lost.lead) and not _NOUN.search(lost.lead):
        around = around[
            :1
        ]  # 产出60分，自评57.4分；满意度20分，自评19分，扣1分: of what stands right before it
    for total in around:
        if total.paragraph != lost.paragraph:
            continue
        told = _is_total(total) and total.fact == "total_score"
        if not told and not (is_of_whole(context, total) and total.value >= _LEAST):
            continue
        full = _full(context, lost, total.value)
        first, last = sorted((total, lost), key=lambda figure: figure.index)
        if _BONUS.search(context.document.between(first, last)) or total.value > full:
            return
        rest = full - total.value
        if rest > total.value or (rest != lost.value and _has_points(context, total)):
            return
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
