"""A、B 和 C，合计 T: the figures before a total of the same kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from xlaudit.narrative.claims.adding.marks_added import marks_of, without_strokes
from xlaudit.narrative.claims.adding.told_addends import SUMMED, told_addends
from xlaudit.narrative.claims.scoring.score_points import is_one_slip_off
from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.extent import DISTRIBUTES
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.listing.numbered import numbered_items
from xlaudit.narrative.listing.restating import restates
from xlaudit.narrative.listing.rows import closed_row, says_more
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import LEXICON, core
from xlaudit.numbers.quantity import Dimension

__all__ = ["may_be_total", "trailing_total"]

_TOTALS = tuple(LEXICON["totals"]["tails"])
_TOGETHER = re.compile(
    r"[年月次批期项类笔者级个](?:[^，。；]{0,6})(?:共|累计|合计)[\u4e00-\u9fff]{2}$"
)
_POST = re.compile(r"编制|[缺空超]编")
_FACTS = ("budget", "total_score")
_FEW_DIGITS = 4  # below, figures that happen to add up prove nothing
_EACH = re.compile(r"每|单价|均(?<=[日月年户人场次件亩平]均)|均价|标(?<!高标)准(?!化)")
_BACK = 16
_SCORES_BACK = 80  # a table of scores in one sentence has two figures for each row
_MARK = re.compile(r"(?<!年)(?<!应)(?:得分?|自评)$")
_AMONG = re.compile(r"(?P<head>[。\n])?其中|(?<=分)，(?:包括|包含|含|具体(?:为|是|包括)|由)")
_PARTS_END = re.compile("[；。\n]")


def may_be_total(document: Document, figure: Figure) -> bool:
    """Tell whether a figure's own words say that it sums up; 500册、800册，计1300册, unlike 支付30%计22.5万元."""
    label = figure.label
    if figure.fact in _FACTS or core(label).endswith(_TOTALS):
        return True
    together = label[-3:-2] in ("共", "计") and _TOGETHER.search(label) is not None
    return together or document.text.endswith("，计", 0, figure.start)


def trailing_total(context: Context, total: Figure) -> Iterator[Claim]:
    """Yield what the figures before a total claim: A、B 和 C，合计 T."""
    numbered = numbered_items(context.document, total) if total.kind is Kind.LEVEL else None
    if numbered is not None:
        items, last, strength = numbered
        readings = [_sum(items, total, strength), _sum(last, total, Strength.POSSIBLE)]
        yield Claim("sum", readings, is_closed=True)
        return
    if _is_priced(context, total):
        return
    before = _summands(context, total)
    if len(before) < 2 or (
        total.dimension is Dimension.SCORE and any(item.kind is Kind.CHANGE for item in before)
    ):  # 扣3分 is no part of a score
        return
    if any(DISTRIBUTES.search(item.lead) for item in before):
        return
    own = [item for item in before if item.sentence == total.sentence]
    named, *others = told_addends(context, own, total) or [[]]
    closed = None
    if len(own) >= 2 and total.kind is Kind.LEVEL and not named:
        closed = closed_row(context.document, own, total)
    if closed is not None:
        readings = [_sum(closed[0][::-1], total, closed[1])]
    elif named:
        readings = [_sum(named[::-1], total, Strength.LIKELY)]
        readings += [_sum(each[::-1], total, Strength.POSSIBLE) for each in others]
    else:
        readings = list(_of_sentence(context, before, own, total))
    readings += _suffixes(before, total)
    if readings:
        yield Claim("sum", readings, is_closed=closed is not None and closed[2])
        yield from _in_brackets(context, readings[0])


def _is_priced(context: Context, total: Figure) -> bool:
    """Tell whether a unit price right before an amount makes it, as others of the same words before it.

    DN75管21.5千米，每米34元，计73.10万元；DN50管46.2千米，每米22元，计101.64万元.
    """
    figures = context.document.figures
    price = figures[total.index - 1] if total.index else total
    if price.dimension is not Dimension.MONEY or not _EACH.search(price.lead):
        return False
    near = figures[max(0, total.index - _BACK) : price.index]
    return price.sentence == total.sentence and any(
        each.lead == total.lead and each.sentence == total.sentence for each in near
    )


def _of_sentence(
    context: Context, before: list[Figure], own: list[Figure], total: Figure
) -> Iterator[Reading]:
    """Yield the sum of all that stands before a total in its sentence, or in that of the scores before."""
    sentence = [item for item in before if item.sentence == before[0].sentence]
    if len(own) >= 2 and own == sentence:
        sure = (
            SUMMED.search(total.lead)
            and not _has_list(context, own, total)
            and not _ends_well(own, total)
            and not says_more(total.lead, own)
            and not _mixes_posts(own)
        ) or _are_marks(own, total)
        yield _sum(own[::-1], total, Strength.LIKELY if sure else Strength.POSSIBLE)
    elif len(sentence) >= 3 and (total.fact == "total_score" or total.kind is Kind.WEIGHT):
        mixed = len({item.kind for item in sentence}) > 1  # points stand among the marks
        yield _sum(sentence[::-1], total, Strength.POSSIBLE if mixed else Strength.LIKELY)


def _are_marks(items: Sequence[Figure], total: Figure) -> bool:
    """Tell whether marks of one sentence miss its total by one slip: 效能得46.2分，效率得47.1分，总得分94分."""
    won = total.fact == "total_score" and all(_MARK.search(item.lead) for item in items)
    return won and is_one_slip_off(items, total)


def _mixes_posts(items: Sequence[Figure]) -> bool:
    """Tell whether posts stand among the people who hold them: 编制386人，实有371人，缺编15人；聘用524人."""
    posts = [_POST.search(item.label) is not None for item in items]
    return any(posts) and not all(posts)


def _summands(context: Context, total: Figure) -> list[Figure]:
    """Return what may add up to a trailing total, nearest first; unit prices and weights may not."""
    found = _of_paragraph(context, total)
    if total.dimension is Dimension.SCORE:
        return marks_of(_outside(context.document, without_strokes(context.document, found)))
    if found:
        pause = context.document.text.rfind("；", found[-1].end, total.start)
        after = [figure for figure in found if figure.start > pause]
        if _is_summed_up(found[len(after) :]):
            return after
        return after if len(after) < len(found) and "；" not in _gaps(context, found) else found
    return found


def _of_paragraph(context: Context, total: Figure) -> list[Figure]:
    """Return the figures of a total's kind before it, nearest first, back to another total."""
    is_score = total.dimension is Dimension.SCORE
    back = _SCORES_BACK if is_score else _BACK
    found = []
    for index in range(total.index - 1, max(-1, total.index - back), -1):
        other = context.document.figures[index]
        if other.paragraph != total.paragraph or "total_score" == other.fact == total.fact:
            break  # another total was reached before this one
        if other.dimension is not total.dimension or other.depth != total.depth:
            continue
        if not other.is_plain or not same_measure(total, other) or _is_said(context, other):
            continue
        if other.is_word and not total.is_word:
            continue  # 三个渠道共计: how many are added
        if (other.kind is total.kind or is_score) and not _EACH.search(other.label):
            found.append(other)
    return _counted_alike(found, total)


def _counted_alike(found: list[Figure], total: Figure) -> list[Figure]:
    """Leave out what is counted otherwise before a row of the total's own: 资料4种，印数600册、900册，计1500册."""
    own = [figure.quantity.unit == total.quantity.unit for figure in found]
    number = own.index(False) if False in own else len(own)
    return found[:number] if number > 1 and not any(own[number:]) else found


def _outside(document: Document, found: list[Figure]) -> list[Figure]:
    """Leave out what 其中 or 包括 splits a row into, up to the end of its clause."""
    if not found:
        return found
    start = found[-1].start
    text = document.text[start : found[0].end]
    kept = []
    spans = [
        (match.start(), end.start() if (end := _PARTS_END.search(text, match.end())) else len(text))
        for match in _AMONG.finditer(text)
    ]
    spans = [span for number, span in enumerate(spans) if not _is_outer(text, spans, number)]
    for figure in found:
        place = figure.start - start
        if not any(begin <= place < end for begin, end in spans):
            kept.append(figure)
    return kept


def _is_outer(text: str, spans: Sequence[tuple[int, int]], number: int) -> bool:
    """Tell whether a 其中 opens a sentence whose first row is split itself: 满分100分。其中投入得18分，包括…；产出…."""
    begin, end = spans[number]
    following = spans[number + 1 : number + 2]
    return text[begin] in "。\n" and bool(following) and following[0][0] < end


def _is_said(context: Context, figure: Figure) -> bool:
    """Tell whether a figure only says again, in another unit, what stands right before it."""
    before = context.document.figures[figure.index - 1] if figure.index else figure
    return restates(context.document.text, before, figure)


def _is_summed_up(earlier: list[Figure]) -> bool:
    """Tell whether amounts before a semicolon, nearest first, end with the sum of those right before it."""
    running = Decimal()
    for number, item in enumerate(earlier[1:], 1):
        running += item.value
        if number > 1 and running == earlier[0].value:
            return True
    return False


def _gaps(context: Context, found: list[Figure]) -> str:
    """Return what stands between the items, without the gap right before the total."""
    return "".join(context.document.between(b, a) for a, b in pairwise(found))


def _suffixes(before: list[Figure], total: Figure) -> Iterator[Reading]:
    exact = len(total.digits) >= _FEW_DIGITS or total.dimension is Dimension.SCORE
    running = Decimal()
    for number, item in enumerate(before, 1):
        running += item.value
        if number >= 2 and exact and running == total.value:
            yield _sum(before[:number][::-1], total, Strength.POSSIBLE)


def _ends_well(items: list[Figure], total: Figure) -> bool:
    """Tell whether the nearest of several items add up, though their digits are too few to prove it."""
    running = items[0].value
    for item in items[1:]:
        running += item.value
        if running == total.value:
            return True
    return False


def _in_brackets(context: Context, outer: Reading) -> Iterator[Claim]:
    """甲100（其中建筑80）、乙50（其中建筑40），合计150（其中建筑120）: what the brackets hold adds up too."""
    figures = context.document.figures
    inner = [
        figures[f.index + 1] for f in (*outer.operands, outer.result) if f.index + 1 < len(figures)
    ]
    deeper = all(figure.depth == outer.result.depth + 1 for figure in inner)
    if not deeper or len(inner) != len(outer.operands) + 1:
        return
    if len({core(figure.label) for figure in inner}) == 1:
        yield Claim("sum", [_sum(inner[:-1], inner[-1], Strength.LIKELY)])


def _has_list(context: Context, items: list[Figure], total: Figure) -> bool:
    start, end = items[-1].start, total.start
    text = context.document.text[max(0, start - 20) : end]
    return "其中" in text or any(item.period == "-1" for item in items)


def _sum(items: Sequence[Figure], total: Figure, strength: Strength) -> Reading:
    return Reading(Formula.SUM, tuple(items), total, strength)
