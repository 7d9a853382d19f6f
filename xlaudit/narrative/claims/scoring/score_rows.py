"""Rows of a score: what an item could win, what it won, what it lost and its rate, in the words of the genre.

Every figure of a paragraph is one sign of a flat text, so that a row is one pattern: 投入（20分）得19分，
扣1分，得分率95%; 过程满分30分，得28.5分; 扣1.5分，得3.5分（满分5分）.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from xlaudit.narrative.claims.scoring.flat_text import SIGNS, FlatText, flatten
from xlaudit.narrative.claims.scoring.row_patterns import (
    FIGURES,
    LOSES,
    LOSS,
    PERCENT,
    ROWS,
    WON,
    WORDS,
)
from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Paragraph
from xlaudit.narrative.figures import Figure

__all__ = [
    "Head",
    "Loss",
    "ScoreParagraph",
    "ScoreRow",
    "is_overall",
    "lists_points",
    "score_paragraphs",
]

_SCORE = SIGNS[0]
_IN_LIST = re.compile(rf"）[、和及与]{WORDS}{{1,12}}（$")
_CLAUSE_ENDS = re.compile(rf"[，。；：、\n{FIGURES}]")
_LOSS_PATTERN = re.compile(LOSS)
_RATE_PATTERN = re.compile(PERCENT)
_HARMLESS = re.compile(
    r"(?:(?:根据|按照?|依据)[^，。]*(?:标准|办法|规则|规定|要求|细则))?(?:应|共|合计|酌情|予以|自评)*"
)
_EXPLAINS = re.compile(r"主要|其中|系|因|原因|由于|源于")  # 扣1.5分，系…扣0.5分、…扣1分
_OPENS_SENTENCE = re.compile(r"。其中[：，]?[^；]*$")
_LOSS_BEFORE = re.compile(rf"{LOSES}(?P<lost>{_SCORE})[，、]{WON}$")
_IS_WON = re.compile(r"(?:(?<!应)得分?|扣|失|丢|自评|评分|共|[合共总累]计)[为是]*$")
_EACH = re.compile(r"(?:每[\u4e00-\u9fff]{0,2}|各|均)(?:为|占|设)?$")
_OVERALL = re.compile(
    r"^(?:本次|本年度?|本(?=[部单项表次])|表|全年|年度|20\d\d年度?|部门|单位|项目|整体|支出|绩效|自评|自我评价|评价|指标体系|指标|体系|总|共|设置|综合|结果|得|评|分|的|我\w|采用|实行|按照?|百分制|其中|为|是|：)*$"
)
_LISTED = re.compile(rf"[、和及]{WORDS}*")
_LONGEST = 40  # characters of a name, or of what was lost right before a mark
_WHOLE = 100
_FEWEST = 3  # rows of a block and its parts
_NAMES_ALL = re.compile(r"自评|总|综合|整体|本次|部门|单位|项目|评价")
_FULL_LEAD = re.compile(r"(?:满分|总分值?|百分制)[为是设置共]*$")


class _Inside(Enum):
    """How far a list of parts that has begun goes."""

    NONE = 0
    CLAUSE = 1
    SENTENCE = 2


@dataclass(frozen=True, slots=True)
class Loss:
    """What a row says it lost; ``is_bare`` where nothing but 扣 stands before the figure."""

    figure: Figure
    is_bare: bool


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """An item with what it could win and what it won; both are one figure where it won the full mark."""

    points: Figure
    mark: Figure
    losses: tuple[Loss, ...] = ()
    rate: Figure | None = None
    is_part: bool = False  # 其中 makes it a part of the row before
    start: int = 0
    end: int = 0

    @property
    def is_full(self) -> bool:
        """Whether the text says 得满分 instead of a figure."""
        return self.points is self.mark


@dataclass(frozen=True, slots=True)
class Head:
    """The full mark of the whole and what was won of it: 满分100分，得93.6分."""

    full: Figure
    total: Figure


@dataclass(frozen=True, slots=True)
class ScoreParagraph:
    """A paragraph with at least two scores: its flat text, its rows and its heads, in the order of the text."""

    paragraph: Paragraph
    flat: FlatText
    rows: list[ScoreRow]
    heads: list[Head]


def score_paragraphs(context: Context) -> list[ScoreParagraph]:
    """Return every paragraph that has at least two scores, read once."""
    counts: dict[int, int] = {}
    for figure in context.scores:
        counts[figure.paragraph] = counts.get(figure.paragraph, 0) + 1
    found = []
    for index, count in counts.items():
        if count > 1:
            paragraph = context.document.paragraphs[index]
            flat = flatten(context, paragraph)
            rows, heads = _rows_and_heads(flat)
            found.append(ScoreParagraph(paragraph, flat, _nested(flat, rows), heads))
    return found


_Match = tuple[re.Match[str], Figure, Figure]


def _matches(flat: FlatText) -> Iterator[_Match]:
    found = list(ROWS.finditer(flat.text))
    swaps = _points_first(flat, found)
    for match in found:
        points = flat.at(
            match,
            "points",
            "points_in",
            "points_behind",
            "points_then",
            "points_sub",
            "points_told",
            "points_full",
        )
        mark = flat.at(
            match,
            "mark",
            "mark_in",
            "mark_front",
            "mark_then",
            "mark_sub",
            "mark_told",
            "points_full",
        )
        if points is not None and mark is not None:
            if match["stroke"] and swaps:
                points, mark = mark, points
            yield match, points, mark


def _points_first(flat: FlatText, found: Sequence[re.Match[str]]) -> bool:
    """Tell whether most rows with a stroke have their points before it: 10分/9.6分."""
    pairs = [
        (flat.at(match, "mark_front"), flat.at(match, "points_behind"))
        for match in found
        if match["stroke"]
    ]
    return 2 * sum(bool(a and b and a.value > b.value) for a, b in pairs) > len(pairs)


def _words_before(flat: FlatText, place: int) -> str:
    """Return the words of the clause before a place, brackets that were closed left out."""
    words = flat.text[max(0, place - 30) : place]
    return _CLAUSE_ENDS.split(words)[-1]


def is_overall(words: str) -> bool:
    """Tell whether words before a full mark name no item: 本次自评满分, not 过程指标满分."""
    return _OVERALL.match(_FULL_LEAD.sub("", words)) is not None


def _is_head(words: str, match: re.Match[str], points: Figure) -> bool:
    words = words.rstrip("（")
    if points.value < _WHOLE and not _NAMES_ALL.search(words):
        return False
    inside = points.lead if match["points"] is None else words
    return is_overall(words) and _FULL_LEAD.search(inside or words) is not None


def _rows_and_heads(flat: FlatText) -> tuple[list[ScoreRow], list[Head]]:
    """Return the rows of a paragraph and its heads, in the order of the text."""
    rows: list[ScoreRow] = []
    heads: list[Head] = []
    inside = _Inside.NONE
    place = 0
    for match, points, mark in _matches(flat):
        words = _words_before(flat, match.start())
        is_next = bool(rows) and points.value < _WHOLE  # …；项目绩效满分60分: a row beside others
        if not is_next and _is_head(words, match, points):
            if points is not mark:
                heads.append(Head(points, mark))
            continue
        if match["points_told"] and _IN_LIST.search(
            flat.text, max(0, match.start() - _LONGEST), match.start()
        ):
            continue  # 过程（25分）、产出（35分），…得58分
        if match["points_sub"] and _opens_list(flat, match):
            continue  # 标准分分别为5分、9分、6分，…，小计18.6分
        won = match["points"] or match["points_full"]
        if (
            (won and (_IS_WON.search(words) or _ends_list(flat, match)))
            or not points.value
            or _EACH.search(words)
        ):
            continue
        gap = flat.text[place : match.start()]
        inside = _inside(gap, inside) if rows else _Inside.NONE
        rows.append(_row(flat, match, points, mark, is_part=inside is not _Inside.NONE))
        place = match.end()
    return rows, heads


def _nested(flat: FlatText, rows: list[ScoreRow]) -> list[ScoreRow]:
    """Make the rows behind a first sentence its parts where their points make its own, and all are not a hundred.

    过程指标28分，得23.6分。预算执行10分，得9.6分；资金管理18分，得14分.
    """
    if len(rows) < _FEWEST or rows[0].is_full:
        return rows
    first, *others = rows
    if any(row.is_part for row in others) and not others[0].is_part:
        return rows
    points = sum(row.points.value for row in others)
    won = sum(row.mark.value for row in others)
    apart = "。" in flat.text[first.end : others[0].start] and first.start < _LONGEST
    told = apart and 2 * points != _WHOLE
    if others[0].is_part and apart and won == first.mark.value and first.mark.quantity.decimals:
        return [first, *(replace(row, is_part=True) for row in others)]
    if points != first.points.value or not (told or won == first.mark.value):
        return rows
    return [first, *(replace(row, is_part=True) for row in others)]


def _ends_list(flat: FlatText, match: re.Match[str]) -> bool:
    """Tell whether points close a list of points, so that what follows was won of all: 产出35分、效益25分，得58分."""
    place = match.start("points" if match["points"] else "points_full")
    before = flat.text.rfind(_SCORE, max(0, place - _LONGEST), place)
    return before >= 0 and lists_points(flat.text[before + 1 : place], flat.figures[before])


def _opens_list(flat: FlatText, match: re.Match[str]) -> bool:
    """Tell whether points are followed by others of one list, so that a subtotal is of all of them."""
    place = match.start("points_sub")
    following = flat.text.find(_SCORE, place + 1)
    between = flat.text[place + 1 : following]
    return following >= 0 and lists_points(between, flat.figures[place])


def lists_points(between: str, before: Figure) -> bool:
    """Tell whether a score and the next are two points of one list."""
    return _LISTED.fullmatch(between) is not None and not _IS_WON.search(before.lead)


def _inside(gap: str, inside: _Inside) -> _Inside:
    """Tell whether a row is one of 其中: of its clause, or of the whole sentence that opens with it."""
    if "其中" in gap[max(gap.rfind("；"), gap.rfind("。")) + 1 :]:
        opens = _OPENS_SENTENCE.search(gap) is not None
        return _Inside.SENTENCE if opens else _Inside.CLAUSE
    if "。" in gap or (inside is _Inside.CLAUSE and "；" in gap):
        return _Inside.NONE
    return inside


def _row(
    flat: FlatText, match: re.Match[str], points: Figure, mark: Figure, *, is_part: bool
) -> ScoreRow:
    start, end = match.span()
    losses = []
    if match["mark_front"] or match["mark_then"]:
        begin = max(0, start - _LONGEST)
        before = _LOSS_BEFORE.search(flat.text[begin:start])
        if before:
            losses.append(Loss(flat.figures[begin + before.start("lost")], is_bare=True))
    if match["parts"] or match["parts_in"]:
        start = match.end("parts" if match["parts"] else "parts_in")
    for found in _LOSS_PATTERN.finditer(flat.text, start, end):
        lost = flat.figures[found.start("lost")]
        if losses and lost.depth > losses[0].figure.depth:
            continue  # explains the one before its bracket
        if flat.text.startswith("的", found.end()):
            break  # 扣1.5分的是产出质量: a part of all losses
        if losses and losses[-1].is_bare and _EXPLAINS.match(found["reason"]):
            break
        bare = _HARMLESS.fullmatch(found["reason"]) is not None
        losses.append(Loss(lost, is_bare=bare))
    rate = _RATE_PATTERN.search(flat.text, start, end)
    percent = flat.figures[rate.start("rate")] if rate else None
    return ScoreRow(points, mark, tuple(losses), percent, is_part, match.start(), end)
