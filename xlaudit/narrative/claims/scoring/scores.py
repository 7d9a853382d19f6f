"""Scores: 指标w分，得s分, the items of a section against the block's score, and grades against bands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from xlaudit.narrative.claims.scoring.score_rows import lists_points
from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Paragraph
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_NEAR = 14
_OF_ONE = re.compile(r"(?!.*(?:合计|共计|相加|得满分))[^。]*得(?!分率|分比)[^。]*")
_BEHIND_MARK = re.compile(r"（(?:共|该项)?(?:满分|权重|分值|标准分|总分|应得分?)?值?[为是：]*")
_SEVERAL = 3
_FULL = Decimal(100)
_FULL_MARK = re.compile(r"满分|(?<!得)总分值?(?:为|设置|共)*$")
_MOST_HEADINGS = 300  # behind a block's score that are looked through for its name
_ORDER = ("chinese", "bracketed chinese", "digit", "bracketed digit", "circled")
_GRADE = r"(?P<grade>优秀?|良好?|中等?|一般|合格|基本合格|较?差|不合格)"
_BAND = re.compile(
    rf"(?:（含）)?(?:以[上下])?(?:（含）)?(?:的)?(?:评定?)?[为是]?(?:“|‘)?{_GRADE}(?![\u4e00-\u9fff])"
)
_STATED = re.compile(
    rf"[，；（、]*[^，。；]{{0,8}}(?:等级|等次|评定?|结果|属于?|级别|评价)[^，。；\d]{{0,5}}?(?:“|‘)?{_GRADE}(?:”|’|等级|等次|[，。；）]|$)"
)
_WON = re.compile(r"(?:指标)?(?:的)?(?:自评)?(?:得分|得|评分)$")
_IN_USE = {"优": (85, 100), "良": (70, 95), "中": (55, 85), "差": (0, 70)}
_BAND_REACH = 16  # characters
_REACH = 30
_LEAST = 50  # below it a score may be of one block
_STANDARD = (("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0)))


def claims(context: Context) -> Iterator[Claim]:
    """Yield bounds of single scores, sums of sections, the bands and the grade."""
    scores = list(context.scores)
    pairs = list(_pairs(context, scores))
    for weight, score in pairs:
        yield Claim("score", [Reading(Formula.AT_MOST, (weight,), score, Strength.CERTAIN)])
    yield from _sections(context, scores, pairs)
    yield from _losses(context, scores, pairs)
    bands = _bands(context, scores)
    if len(bands) >= 3:
        yield from _contiguous(bands)
    yield from _grades(context, scores, bands)


def _pairs(context: Context, scores: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield each weight with the score that was won right behind it."""
    for weight, score in pairwise(scores):
        if weight.kind is Kind.WEIGHT and score.kind is Kind.SCORE and weight.is_plain:
            gap = context.document.between(weight, score)
            of_one = len(gap) <= _NEAR and _OF_ONE.fullmatch(gap) and score.is_plain
            if of_one and not _ends_list(context, weight):
                yield weight, score


def _ends_list(context: Context, weight: Figure) -> bool:
    """Tell whether points close a list of points, or stand in a bracket behind a mark of their own."""
    before = context.document.figures[weight.index - 1] if weight.index else None
    if before is None or before.dimension is not Dimension.SCORE:
        return False
    between = context.document.between(before, weight)
    if before.kind is Kind.SCORE and _BEHIND_MARK.fullmatch(between):
        return True  # 投入13.5分（满分15分），过程得22.4分: the points of the mark before them
    return lists_points(between, before)


def _losses(
    context: Context, scores: list[Figure], pairs: list[tuple[Figure, Figure]]
) -> Iterator[Claim]:
    """Hold the points that the items lose against those that the total leaves: 88 of 100 leave 12."""
    totals = {f.value: f for f in scores if f.fact == "total_score" and f.is_plain}
    if len(totals) != 1 or len(pairs) < _SEVERAL or not _are_leaves(context, pairs):
        return
    (total,) = totals.values()
    full = max((f.value for f in scores if _FULL_MARK.search(f.label)), default=_FULL)
    if total.value > full or any(weight.value >= full for weight, _ in pairs):
        return
    left = full - total.value
    lost = sum((weight.value - score.value for weight, score in pairs), Decimal())
    sentence = (
        f"所列{len(pairs)}项分值与得分相差合计{lost}分，而总分{total.text}只失{left}分"
        f"（以满分{full}分计），请核对各项分值和得分。"
    )
    note = f"{full}－{total.text}＝{left}分"
    operands = tuple(figure for pair in pairs for figure in pair)
    reading = Reading(
        Formula.GRADE, operands, total, Strength.LIKELY, counted=int(lost <= left), note=note
    )
    yield Claim("score_loss", [reading], ceiling=Strength.LIKELY, message=sentence)


def _are_leaves(context: Context, pairs: list[tuple[Figure, Figure]]) -> bool:
    """Tell whether every pair has a numbered paragraph of one level to itself, so that none holds another."""
    homes = [context.document.paragraphs[weight.paragraph] for weight, _ in pairs]
    return len({home.index for home in homes}) == len(homes) and (
        len({home.level for home in homes}) == 1 and homes[0].marker != ""
    )


def _sections(
    context: Context, scores: list[Figure], pairs: list[tuple[Figure, Figure]]
) -> Iterator[Claim]:
    """Hold the scores below a heading against the score of that block in the conclusion."""
    won = [score for _, score in pairs]
    places = [score.start for score in won]
    owned = {figure.index for pair in pairs for figure in pair}
    for figure in scores if len(pairs) > 1 else ():
        if figure.index in owned or figure.kind is not Kind.SCORE or not figure.is_plain:
            continue
        name = _WON.sub("", core(figure.label))
        if len(name) < 2:
            continue
        for heading in _headings(context, name, figure):
            start, end = _section(context, heading)
            items = won[bisect_left(places, start) : bisect_left(places, end)]
            if len(items) >= 2:
                yield _section_sum(context, name, figure, items, pairs)
                break


def _section_sum(
    context: Context,
    name: str,
    figure: Figure,
    items: list[Figure],
    pairs: list[tuple[Figure, Figure]],
) -> Claim:
    """Sum a section. Where the block's points are known, what the items can reach at most is a proof."""
    points = _points_of(context, name)
    strength = Strength.LIKELY
    message = ""
    if points is not None:
        won = {item.index for item in items}
        weights = sum((weight.value for weight, score in pairs if score.index in won), Decimal())
        reached = sum((item.value for item in items), Decimal())
        if reached + max(points - weights, Decimal()) < figure.value:
            strength = Strength.CERTAIN
            message = (
                f"“{name}”得分写作{figure.text}，所列{len(items)}项分值合计{weights}分、得分合计{reached}分，"
                f"即使其余{points}－{weights}＝{points - weights}分全部得满，也达不到{figure.text}。"
            )
    reading = Reading(Formula.SUM, tuple(items), figure, strength, is_partial=True)
    return Claim("score_sum", [reading], ceiling=strength, message=message)


def _points_of(context: Context, name: str) -> Decimal | None:
    """Return a block's points from the workbook, else from the scheme."""
    for known in context.known:
        named = any(name in word or word in name for word in known.names)
        if known.kind == "block_points" and known.quantity is not None and named:
            return known.quantity.value
    for block in context.scheme.blocks if context.scheme else ():
        if any(name in word or word in name for word in (block.label, *block.also)):
            return block.points
    return None


def _headings(context: Context, name: str, figure: Figure) -> Iterator[Paragraph]:
    headings = context.headings
    first = bisect_right(headings, figure.end, key=lambda heading: heading[0].start)
    for paragraph, title in headings[first : first + _MOST_HEADINGS]:
        if name in title:
            yield paragraph


def _section(context: Context, heading: Paragraph) -> tuple[int, int]:
    rank = _ORDER.index(heading.level)
    paragraphs = context.document.paragraphs
    for index in range(heading.index + 1, len(paragraphs)):
        paragraph = paragraphs[index]
        if paragraph.marker and _ORDER.index(paragraph.level) <= rank:
            return heading.end, paragraph.start
    return heading.end, paragraphs[-1].end


@dataclass(frozen=True, slots=True)
class _Band:
    """A grade band of the text: the figures that bound it. The best comes first, however they are listed."""

    grade: str
    low: Figure | None
    high: Figure | None


def _bands(context: Context, scores: list[Figure]) -> list[_Band]:
    text = context.document.text
    bands = []
    for number, figure in enumerate(scores):
        if figure.is_plain:
            continue
        match = _BAND.match(text, figure.end, figure.end + _BAND_REACH)
        if match is None:
            continue
        before = scores[number - 1] if number else None
        sign = figure.quantity.comparator.value
        if sign == "≤" and before is not None and figure.start - before.end <= 6:
            bands.append(_Band(match["grade"], before, figure))
        elif sign in ("≥", ">"):
            bands.append(_Band(match["grade"], figure, None))
        elif sign in ("<", "≤"):
            bands.append(_Band(match["grade"], None, figure))
    return sorted(bands, key=lambda band: -(band.low.value if band.low else Decimal(-1)))


def _contiguous(bands: list[_Band]) -> Iterator[Claim]:
    """Bands follow on each other: the upper end of one is the lower end of the next better."""
    for better, worse in pairwise(bands):
        if better.low is not None and worse.high is not None:
            gap = abs(better.low.value - worse.high.value)
            if not 0 < gap <= 1:
                reading = Reading(Formula.EQUAL, (better.low,), worse.high, Strength.LIKELY)
                sentence = f"等级划分不相衔接：一档下限为{better.low.text}，下一档上限为{worse.high.text}。"
                yield Claim("bands", [reading], ceiling=Strength.LIKELY, message=sentence)


def _grades(context: Context, scores: list[Figure], bands: list[_Band]) -> Iterator[Claim]:
    text = context.document.text
    in_bands = {f.index for band in bands for f in (band.low, band.high) if f is not None}
    for figure in scores:
        if figure.kind is not Kind.SCORE or figure.index in in_bands or not figure.is_plain:
            continue
        match = _STATED.match(text, figure.end, figure.end + _REACH)
        if match is None:
            continue
        grade = match["grade"]
        most = bands[0].high if bands else None
        if most is not None and figure.value > most.value:
            yield Claim("score", [Reading(Formula.AT_MOST, (most,), figure, Strength.CERTAIN)])
            continue
        expected, operands, strength = _expected(context, figure, bands)
        if strength is Strength.POSSIBLE and _is_beyond_any_scale(figure, grade):
            strength = Strength.LIKELY
        holds = grade[0] == expected[0] or grade[-1] == expected[-1]
        note = f"{figure.text}对应“{expected}”"
        reading = Reading(Formula.GRADE, operands, figure, strength, counted=int(holds), note=note)
        sentence = f"得分{figure.text}，等级写作“{grade}”，按等级划分应为“{expected}”。"
        ceiling = Strength.CERTAIN if strength is Strength.CERTAIN else Strength.LIKELY
        yield Claim("grade", [reading], message=sentence, ceiling=ceiling)


def _is_beyond_any_scale(score: Figure, grade: str) -> bool:
    """Tell whether no scale in use gives a total this grade: 69.5分 and 优."""
    low, high = _IN_USE.get(grade[0], (0, 100))
    return score.fact == "total_score" and score.value >= _LEAST and not low <= score.value <= high


def _expected(
    context: Context, score: Figure, bands: list[_Band]
) -> tuple[str, tuple[Figure, ...], Strength]:
    """Return the grade of a score: by the text's own bands, the scheme's, or the usual ones."""
    for band in bands:
        above = band.low is None or score.value >= band.low.value
        below = band.high is None or score.value < band.high.value or band is bands[0]
        if above and below:
            bound = band.low or band.high
            return band.grade, (bound,) if bound else (), Strength.CERTAIN
    grade = context.scheme.grade_of(score.value) if context.scheme else None
    if grade is not None:
        return grade.label, (), Strength.CERTAIN
    label = (
        next(label for label, low in _STANDARD if score.value >= low) if score.value >= 0 else "差"
    )
    return label, (), Strength.POSSIBLE
