"""Marks in one list and what belongs to them in another, or what several marks make together.

决策14.5分，过程20.7分，…，对应的满分是15分、24分、…; 得8.5分；…得9分。小计47.5分; 四项平均93.5分.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlaudit.narrative.claims.adding.totals import trailing_total
from xlaudit.narrative.claims.scoring import listed_marks, point_lists
from xlaudit.narrative.claims.scoring.score_points import make_full_mark
from xlaudit.narrative.claims.scoring.score_totals import is_of_whole
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_POINTS = re.compile(
    r"(?:满分|分值|权重分?值?|标准分|总分)(?:分别|依次|对应|各自|相应)*(?:为|是|：)*$"
)
_RATES = re.compile(r"得分率(?:分别|依次|对应|各自)*(?:为|是|达|：)*$")
_SUBTOTAL = re.compile(
    r"(?:小计|部分合计|类合计|指标合计|[本该]部分|[本该]类)(?:自评)?(?:共?得分?)?[为是]?$"
)
_WON = re.compile(r"(?<!应)(?:得|评)分?[为是]?$")
_ALL_WON = re.compile(r"(?:均|都|全部|各)?(?:得满分|得全分|满分|未扣分|不扣分)")
_LISTED = re.compile(r"[、和及][^，。；：、（）\n\d]{2,10}")
_NAMED = r"(?![^，。]*(?:满分|分值|权重|扣|失|得|自评|评分|评为))[^，。；：、（）\n\d]{2,14}"
_FIRST_PART = re.compile(rf"[^。；\d扣]{{0,24}}[。；，：]其中[：，]?{_NAMED}")
_NEXT_PART = re.compile(rf"[、，；和及]{_NAMED}")
_CLOSES = re.compile(
    r"$|[。；\n]|，(?:(?:共计?|合计|累计|总共)*(?:扣|失|丢)|[^，。；、\d]{0,8}(?:等级|等次|评为|结果|结论))"
)
_OF_EACH = re.compile(r"(?:分别|依次)(?:为|是|得)*$")
_MARKS_IN_TURN = re.compile(r"(?:得分?|自评|评分)(?:分别|依次|各)(?:为|是|得)*$")
_BESIDE = re.compile(
    r"[，；](?:[两二三四五六七八九十]项)?(?:合计|相加)?[，]?(?:自评|评价)?总分(?:值)?(?:为|是|共)?"
)
_MEAN = re.compile(r"(?:平均|均)(?:得分|分值?|自评得?分?)?[为是达]*$")
_AVERAGED = re.compile(r"(?:简单|算术)?平均.*$|均分?.*$")
_DIGIT = re.compile(r"\d")
_NUMBERS = {sign: value for value, sign in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_OF = re.compile(r"(?P<number>[两二三四五六七八九十]|\d{1,2})(?:个|家|项|类)[^，。；、\d]{0,10}$")
_FULL = Decimal(100)
_LEAST = 50  # below it a total may be of one block
_PAIR = 2
_SEVERAL = 3
_BACK = 24  # figures
_WORDS = 24  # characters


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of lists of points, of subtotals and of means."""
    for figure in context.scores:
        if not figure.is_plain:
            continue
        yield from point_lists.claims_of(context, figure)
        yield from listed_marks.claims_of(context, figure)
        if figure.value >= _LEAST and is_of_whole(context, figure):
            yield from _of_parts(context, figure)
            if figure.kind is Kind.WEIGHT and figure.value != _FULL:  # …。总分为93.19分
                in_turn = list(_of_marks_in_turn(context, figure))
                yield from in_turn or trailing_total(context, figure)
        if _POINTS.search(figure.lead):
            yield from _of_points(context, figure)
        elif _SUBTOTAL.search(figure.lead):
            yield from _of_subtotal(context, figure)
        elif "均" in figure.lead and _MEAN.search(figure.lead):
            yield from _of_mean(context, figure)


def _of_points(context: Context, first: Figure) -> Iterator[Claim]:
    """Hold the points of a list against a hundred, and the rates behind them against marks and points."""
    points = context.run_of(first)
    marks = _marks(context, points)
    if len(points) < _SEVERAL or len(marks) < len(points) or not _are_scores([*points, *marks]):
        return
    pairs = list(zip(points, marks, strict=True))
    if any(mark.value > each.value for each, mark in pairs):
        return
    if sum((each.value for each in points), Decimal()) == _FULL:
        yield make_full_mark(points)
    last = max(points[-1].index, marks[-1].index)
    following = context.document.figures[last + 1 : last + 3]
    for rate in following:
        rates = context.run_of(rate)
        if (
            rate.dimension is Dimension.RATE
            and _RATES.search(rate.lead)
            and len(rates) == len(pairs)
        ):
            for (each, mark), share in zip(pairs, rates, strict=True):
                reading = Reading(Formula.RATIO, (mark, each), share, Strength.CERTAIN)
                yield Claim("ratio", [reading], is_closed=True)


def _marks(context: Context, points: Sequence[Figure]) -> list[Figure]:
    """Return the marks of a list of points: behind it in a list of their own, else those right before it."""
    figures = context.document.figures
    for behind in figures[points[-1].index + 1 : points[-1].index + 2]:
        run = context.run_of(behind)
        if len(run) == len(points) and _WON.search(_OF_EACH.sub("", behind.lead)):
            return run
    return figures[max(0, points[0].index - len(points)) : points[0].index]


def _of_parts(context: Context, total: Figure) -> Iterator[Claim]:
    """自评94.4分。其中，预算执行8.9分，产出指标46.5分，…: marks, though 指标 before one of them looks like points."""
    parts = listed_marks.scores_listed(context, total, _FIRST_PART, _NEXT_PART)
    closes = bool(parts) and _CLOSES.match(context.document.text, parts[-1].end) is not None
    if len(parts) < _SEVERAL or not closes or not _are_scores(parts):
        return
    won = sum((part.value for part in parts), Decimal())
    if any(part.kind is Kind.WEIGHT for part in parts) and won != _FULL:
        reading = Reading(Formula.SUM, tuple(parts), total, Strength.CERTAIN)
        yield Claim("sum", [reading])


def _of_marks_in_turn(context: Context, total: Figure) -> Iterator[Claim]:
    """得分分别为14.2分、23.7分、38.1分和19.4分，总分95.4分: the list right before its total."""
    last = context.document.figures[total.index - 1] if total.index else total
    run = context.run_of(last)
    beside = last is not total and _BESIDE.fullmatch(context.document.between(last, total))
    if beside and len(run) >= _SEVERAL and _MARKS_IN_TURN.search(run[0].lead) and _are_scores(run):
        reading = Reading(Formula.SUM, tuple(run), total, Strength.CERTAIN)
        yield Claim("sum", [reading])


def _are_scores(figures: Sequence[Figure]) -> bool:
    return all(each.dimension is Dimension.SCORE and each.is_plain for each in figures)


def _of_subtotal(context: Context, total: Figure) -> Iterator[Claim]:
    """Add up the marks of a paragraph in front of its 小计, or those of the clause that it ends."""
    document = context.document
    text = document.text
    start = document.paragraphs[total.paragraph].start
    head = max(text.rfind(sign, start, total.start) for sign in "。；")
    begins = head >= 0 and not _DIGIT.search(text, head, total.start)
    if begins:  # a sentence of its own: all of the paragraph is before it
        head = -1
    own = document.inside(start, total.start)
    if not own and total.paragraph:  # a line of its own
        start = document.paragraphs[total.paragraph - 1].start
    won: list[Figure] = []
    for figure in document.inside(max(start, head), total.start):
        if figure.dimension is not Dimension.SCORE or not figure.is_plain:
            continue
        first = document.figures[figure.run] if figure.run >= 0 else figure
        if _SUBTOTAL.search(figure.lead):
            won = []
        elif _WON.search(first.lead):
            won.append(figure)
        elif _ALL_WON.match(text, figure.end) and figure.kind is not Kind.CHANGE:
            won += _full_ones(context, figure)
    if len(won) >= _PAIR:
        strength = Strength.LIKELY if own else Strength.POSSIBLE
        yield Claim("sum", [Reading(Formula.SUM, tuple(won), total, strength)], ceiling=strength)


def _full_ones(context: Context, last: Figure) -> list[Figure]:
    """Return the points of a list that were all won: 数量15分、质量15分均得满分."""
    found = [last]
    for figure in reversed(context.document.figures[max(0, last.index - _BACK) : last.index]):
        between = context.document.between(figure, found[0])
        if figure.dimension is not Dimension.SCORE or not _LISTED.fullmatch(between):
            break
        found.insert(0, figure)
    return found


def _of_mean(context: Context, mean: Figure) -> Iterator[Claim]:
    """四项平均93.5分: the mean of as many marks as it names right before it; 两单位…（简单平均…）."""
    before: list[Figure] = []
    for figure in reversed(context.document.figures[max(0, mean.index - _BACK) : mean.index]):
        if figure.paragraph != mean.paragraph:
            break
        if figure.dimension is Dimension.SCORE:
            before.insert(0, figure)
        elif before and not figure.is_word:
            break
    words = context.document.text[max(0, mean.start - _WORDS) : mean.start]
    named = _OF.search(_AVERAGED.sub("", words))
    number = _number(named["number"]) if named else len(before)
    marks = before[-number:]
    if not _PAIR <= len(marks) == number or not _are_scores(marks):
        return
    exact = sum((mark.value for mark in marks), Decimal()) / number
    shown = round_to(exact, mean)
    low, high = min(mark.value for mark in marks), max(mark.value for mark in marks)
    strength = Strength.LIKELY if named else Strength.POSSIBLE
    holds = shown == mean.value
    if not holds and "加权" in words:
        return
    sentence = (
        f"平均写作{mean.text}，所列{number}个得分（{low.normalize():f}至{high.normalize():f}分）"
        f"平均为{shown.normalize():f}分。"
    )
    reading = Reading(
        Formula.GRADE,
        tuple(marks),
        mean,
        strength,
        counted=int(holds),
        note=f"（{'＋'.join(mark.text for mark in marks)}）÷{number}",
    )
    if holds or named:
        yield Claim("score", [reading], ceiling=strength, message=sentence)


def round_to(exact: Decimal, stated: Figure) -> Decimal:
    """Round an exact value to the last printed digit of a stated one."""
    if abs(exact - stated.value) <= stated.step / 2:
        return stated.value
    return exact.quantize(stated.step)


def _number(word: str) -> int:
    return _NUMBERS[word] if word in _NUMBERS else int(word)
