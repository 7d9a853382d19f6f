"""A number and its kinds right behind it, without 其中: 核定编制73名，行政编制32名，事业编制41名; 机构11个，含科室6个、大队5个."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import AVERAGE, same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import LEXICON
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_NO_KINDS = ("原有", "存量", "满分", "按期", "中央", "本级", "首次", "市级", "省级")
_ROWS = [row for row in LEXICON["complete"]["halves"] if not row[0].startswith(_NO_KINDS)]
_FAMILIES = [
    [re.compile(member) for member in row] for row in (*LEXICON["complete"]["kinds"], *_ROWS)
]
_ALL_KINDS = len(_FAMILIES)  # behind them those that may leave one unnamed
_FAMILIES += [[re.compile(member) for member in row] for row in LEXICON["complete"]["some_kinds"]]

_ANY = re.compile("|".join(member.pattern for row in _FAMILIES for member in row))
_BOUND = re.compile(r"[\u4e00-\u9fff]{1,3}(?:及其?)?以[上下内外]")  # 市级以上龙头企业 names no kind
_GAP = re.compile(r"(?:，含|（含|[，、：（]|含|和|及|以及)(?P<name>[\u4e00-\u9fff“”]{2,14})")
_APART = re.compile(r"上年|去年|新增|增加|减少|其中|目标|计划|任务|另|[占比较]|退休|离休|升入|升学")
_WORKS = re.compile(r"(?:改造|整治|巩固|提质|品质)提升$")  # 新建3.4万亩、改造提升1.8万亩: no change
_ASIDE = (Kind.CHANGE, Kind.GROWTH, Kind.SHARE)
_MOST = 10
_MORE = 3  # figures behind the known kinds that may be of the row too
_PAIR = 2
_HALF, _FEW_LEFT = Decimal("0.5"), Decimal("0.1")  # of the number that the kinds may leave
_DIMENSIONS = (Dimension.COUNT, Dimension.MONEY)


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each number whose kinds, of one family of names, stand right behind it."""
    figures = context.document.figures
    kinds = (each for each in figures if _is_part(each) and _ANY.search(each.lead))
    for first, second in pairwise(kinds):
        # two kinds side by side: their number stands before the first of them
        if second.index != first.index + 1 or not first.index:
            continue
        if first.sentence != second.sentence or first.dimension is not second.dimension:
            continue
        head = figures[first.index - 1]
        row = _row(context.document, head, first) if _may_head(head, first) else None
        if row is not None:
            yield _claim(head, *row[:2], is_whole=row[2])


def _is_part(figure: Figure) -> bool:
    return (
        figure.dimension in _DIMENSIONS
        and figure.is_plain
        and not figure.is_word
        and (figure.kind is Kind.LEVEL or _WORKS.search(figure.lead) is not None)
        and not AVERAGE.search(figure.lead)
    )


def _may_head(head: Figure, first: Figure) -> bool:
    return (
        head.sentence == first.sentence
        and head.dimension is first.dimension
        and head.value > first.value
        and _is_part(head)
        and same_measure(head, first)
        and not _APART.search(head.lead)
    )


def _row(
    document: Document, head: Figure, first: Figure
) -> tuple[list[Figure], list[Figure], bool] | None:
    """Return the kinds of one family behind a head, and what follows in the row; None where there is no family."""
    gap = _GAP.fullmatch(document.between(head, first))
    if gap is None or _APART.search(gap["name"]):
        return None
    told = _BOUND.sub("", head.lead)
    for number, family in enumerate(_FAMILIES):
        if len(_members(family, gap["name"])) != 1 or _members(family, told):
            continue
        parts, more = _of_family(document, head, first, family)
        if "季度" in gap["name"] and len(parts) < len(family):
            return None  # 全年支出1286万元，三季度支出322万元，四季度支出351万元: two of four
        if len(parts) >= _PAIR:
            most = _FEW_LEFT if number >= _ALL_KINDS else _HALF
            return parts, more, _gap(head, parts) <= most
    return None


def _members(family: list[re.Pattern[str]], words: str) -> set[int]:
    """Return which members of a family words name."""
    return {number for number, member in enumerate(family) if member.search(words)}


def _of_family(
    document: Document, head: Figure, first: Figure, family: list[re.Pattern[str]]
) -> tuple[list[Figure], list[Figure]]:
    """Return the figures of a row that each name another member of a family, and those behind them."""
    parts: list[Figure] = []
    more: list[Figure] = []
    told: set[int] = set()
    last = head
    for figure in document.figures[first.index : first.index + _MOST]:
        if figure.sentence != head.sentence or figure.depth != first.depth:
            break
        if figure.kind in _ASIDE and parts and not _is_part(figure):
            last = figure
            continue
        gap = _GAP.fullmatch(document.between(last, figure))
        alike = _is_part(figure) and same_measure(figure, head)
        if gap is None or not alike or _APART.search(gap["name"]):
            break
        names = _members(family, gap["name"])
        if len(names) != 1 or names & told or more:
            left = head.value - sum(part.value for part in (*parts, *more))
            if not parts or len(more) == _MORE or figure.value > left:
                break  # 编制73名，行政32名，事业41名，实有68人: too many for what is left
            more.append(figure)
        else:
            told |= names
            parts.append(figure)
        last = figure
    return parts, more


def _gap(head: Figure, parts: list[Figure]) -> Decimal:
    """Return which part of a head its kinds leave."""
    return 1 - sum((part.value for part in parts), Decimal()) / head.value


def _claim(head: Figure, parts: list[Figure], more: list[Figure], *, is_whole: bool) -> Claim:
    """Claim the sum: asked about where the kinds nearly fill it and nothing else stands in the row."""
    strength = Strength.LIKELY if is_whole and not more else Strength.POSSIBLE
    readings = [Reading(Formula.SUM, tuple(parts), head, strength)]
    readings += [
        Reading(Formula.SUM, (*parts, *more[:number]), head, Strength.POSSIBLE)
        for number in range(1, len(more) + 1)
    ]
    return Claim("sum", readings, ceiling=Strength.LIKELY)
