"""The text against the cells of the same filing: facts, scores, points, totals; units converted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from xlaudit.narrative.claims.adding import tallies
from xlaudit.narrative.claims.adding.subjects import speaks_of_one
from xlaudit.narrative.claims.cell_figures import as_figure
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.result import KnownFigure
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

# 执行, 支出 or 执行率 alone may speak of a project or of procurement; these speak of the department.
_FORMAL = re.compile(r"年初|全年|调整后|调整预算|预算执行|三公")
_SUBJECT = re.compile(r"^(?:部门|单位|整体|本级|局机关|全年|年度|资金)+(?=.{3})")
_POINTS = re.compile(r"分值|权重|满分|指标\d|指标$")
_QUOTES = re.compile("[“”‘’\"']")
_TEN_THOUSAND = Decimal(10000)
_FEW_DIGITS = 4
_REACH = 60


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each figure of the text that names what a cell states."""
    if not context.known:
        return
    yield from tallies.claims(context)
    rows = _in_rows(context)
    for figure in context.document.figures:
        if not figure.is_plain or figure.period == "-1":
            continue
        if figure.dimension is Dimension.SCORE:
            yield from _score(context, figure, in_row=figure.index in rows)
        elif figure.kind in (Kind.LEVEL, Kind.RATE):
            yield from _fact(context, figure, in_row=figure.index in rows)


def _in_rows(context: Context) -> frozenset[int]:
    """Return the figures of numbered items: they speak of one project, not of the department."""
    inside = (
        figure.index
        for siblings in context.siblings
        for member in siblings.members
        for figure in context.document.inside(member.start, member.end)
    )
    return frozenset(inside)


def _fact(context: Context, figure: Figure, *, in_row: bool) -> Iterator[Claim]:
    name = _QUOTES.sub("", _SUBJECT.sub("", core(figure.label))).removesuffix("数")
    has_digits = len(figure.digits.strip("0")) >= _FEW_DIGITS
    for known in context.known:
        if known.kind != "fact" or known.quantity is None:
            continue
        if known.quantity.unit.dimension is not figure.dimension:
            continue
        exact = name in _bare(known.names)
        if exact and not in_row and _of_department(context, figure):
            cell = as_figure(context, known, known.quantity, figure)
            yield _named(context, known, cell, figure)
            return
        is_meant = has_digits and (exact or figure.fact == known.subject)
        if is_meant and known.quantity.value == figure.value:
            cell = as_figure(context, known, known.quantity, figure)
            reading = Reading(Formula.EQUAL, (cell,), figure, Strength.POSSIBLE)
            yield Claim("cell", [reading], cells=(known.place,))
            return


@lru_cache(maxsize=1024)
def _bare(names: tuple[str, ...]) -> frozenset[str]:
    """Return the names of a cell without 数 and quotes; they are asked for once a figure of the text."""
    return frozenset(_QUOTES.sub("", each).removesuffix("数") for each in names)


def _of_department(context: Context, figure: Figure) -> bool:
    """Whether a figure under a formal name is the department's: its sentence names no project or unit."""
    if _FORMAL.search(figure.label) is None or speaks_of_one(context, figure):
        return False
    near = context.document.figures[max(0, figure.index - 4) : figure.index + 5]
    return not any(_is_later(other, figure) for other in near)


def _is_later(other: Figure, figure: Figure) -> bool:
    """Tell whether the sentence speaks of a later year as well: the figure is then an earlier year's."""
    dated = figure.period.isdigit() and other.period.isdigit()
    return dated and other.sentence == figure.sentence and other.period > figure.period


def _named(context: Context, known: KnownFigure, cell: Figure, figure: Figure) -> Claim:
    """Claim that a figure is its cell; without a neighbour that is one too, only a slip proves it."""
    reading = Reading(Formula.EQUAL, (cell,), figure, Strength.CERTAIN)
    return Claim(
        "cell",
        [reading],
        cells=(known.place,),
        message=_sentence(known, cell, figure),
        needs_slip=not _has_neighbour(context, figure),
    )


def _has_neighbour(context: Context, figure: Figure) -> bool:
    """Whether another amount of the same sentence stands in a cell: the sentence is about the department."""
    amounts = {
        known.quantity.value
        for known in context.known
        if known.kind == "fact" and known.quantity and known.quantity.decimals
    }
    near = context.document.figures[max(0, figure.index - 4) : figure.index + 5]
    return any(
        each.sentence == figure.sentence
        and each.index != figure.index
        and each.dimension is Dimension.MONEY
        and each.value in amounts
        for each in near
    )


def _sentence(known: KnownFigure, cell: Figure, figure: Figure) -> str:
    start = f"文中“{core(figure.label)}”写作{figure.text}，{known.place}为{cell.text}"
    small, big = sorted((abs(cell.value), abs(figure.value)))
    if small and abs(big / small / _TEN_THOUSAND - 1) <= Decimal("0.001"):
        return f"{start}，正好相差一万倍，疑似“元”与“万元”混用。"
    gap = figure.value - cell.value
    if figure.dimension is Dimension.RATE:
        return f"{start}，{'高' if gap > 0 else '低'}{abs(gap * 100).normalize():f}个百分点。"
    shown = abs(gap / figure.quantity.unit.scale).normalize()
    return f"{start}，{'多' if gap > 0 else '少'}{shown:f}{figure.quantity.unit.text}。"


def _score(context: Context, figure: Figure, *, in_row: bool) -> Iterator[Claim]:
    """Claim a score, or the points it stands beside; 效益指标34.22分 alone may be either."""
    if figure.kind not in (Kind.WEIGHT, Kind.SCORE):
        return
    for wanted in ("score", "points"):
        known = _known_score(context, figure, wanted, in_row=in_row)
        if known is None or known.quantity is None:
            continue
        cell = as_figure(context, known, known.quantity, figure)
        is_said = wanted == "score" if figure.kind is Kind.SCORE else _says_points(figure, wanted)
        if not is_said and cell.value != figure.value:
            continue
        strength = Strength.CERTAIN if is_said else Strength.POSSIBLE
        reading = Reading(Formula.EQUAL, (cell,), figure, strength)
        what = "分值" if wanted == "points" else "得分"
        sentence = f"文中“{known.names[0]}”{what}写作{figure.text}，{known.place}为{cell.text}。"
        yield Claim("cell", [reading], cells=(known.place,), message=sentence)
        return


def _says_points(figure: Figure, wanted: str) -> bool:
    return wanted == "points" and _POINTS.search(figure.lead + figure.label) is not None


def _known_score(
    context: Context, figure: Figure, wanted: str, *, in_row: bool
) -> KnownFigure | None:
    """Return the cell that a score or its points repeat: by the name in its own clause or before it."""
    label = core(figure.label)
    if figure.fact == "total_score" and not in_row:
        totals = [known for known in context.known if known.kind == "total"]
        return totals[0] if len(totals) == 1 and wanted == "score" else None
    blocks = [k for k in context.known if k.kind == f"block_{wanted}" and _named_in(k, label)]
    if len(blocks) == 1:
        return blocks[0]
    before = context.document.text[max(0, figure.start - _REACH) : figure.start]
    sentence = re.split(r"[。！？\n]", before)[-1]
    rows = [k for k in context.known if k.kind == wanted and _named_in(k, sentence)]
    names = {known.subject for known in rows}
    return rows[0] if len(names) == 1 and len(rows) == 1 else None


def _named_in(known: KnownFigure, words: str) -> bool:
    return any(len(name) >= 2 and name in words for name in known.names)
