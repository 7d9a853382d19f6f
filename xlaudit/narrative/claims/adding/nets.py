"""Three figures of one clause that close: 原值－折旧＝净值, N个村中的M个，覆盖率R, 与上年的B相比减少C，降幅D."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.dividing.failures import of_part_or_rest
from xlaudit.narrative.comparisons.finding import SPEAKS_OF_CHANGE, same_measure
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_NETS = (
    (
        "原值",
        re.compile(r"，(?:累计|已提|已计提)?折旧(?:额|金额)?[为是]?"),
        re.compile(r"，(?:资产|账面)?净值[为是]?"),
    ),
    (
        "资产",
        re.compile(r"，负债(?:总额|合计|总计)?[为是]?"),
        re.compile(r"，净资产(?:总额|合计|总计)?[为是]?"),
    ),
)
_GROSS = re.compile(r"(?:原值|资产(?:总额|合计|总计)?)[为是共]*$")
_CLOSING = (Dimension.MONEY, Dimension.RATE)
_AMONG = re.compile(r"[^，。；：、\d]{1,8}中(?:的|，(?:已?有)?)?")
_REACHED = re.compile(
    r"[^，。；：、（）\d]{0,8}，[^，。；：、\d比较]{0,8}(?:率|占比|比例)[为是达]*"
)
_AGAINST = re.compile(r"^(?:与|较|比)[^，。；]{0,16}$")


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each such triple."""
    figures = context.document.figures
    for third in figures[2:]:
        if third.dimension not in _CLOSING or not third.is_plain:
            continue
        first, second = figures[third.index - 2 : third.index]
        if first.sentence != third.sentence or not _may_close(first, third):
            continue
        if not first.is_plain or not second.is_plain:
            continue
        gaps = context.document.between(first, second), context.document.between(second, third)
        yield from _net(first, second, third, gaps)
        yield from _reached(first, second, third, gaps)
        if third.index not in context.comparisons:
            yield from _on_base(first, second, third, gaps)


def _may_close(first: Figure, third: Figure) -> bool:
    """Tell cheaply whether a triple is worth reading."""
    if third.dimension is Dimension.RATE:
        return third.kind is Kind.GROWTH or first.dimension is Dimension.COUNT
    return "净" in third.lead


def _net(whole: Figure, part: Figure, rest: Figure, gaps: tuple[str, str]) -> Iterator[Claim]:
    if {whole.dimension, part.dimension, rest.dimension} != {Dimension.MONEY}:
        return
    if not _GROSS.search(whole.lead):
        return
    for word, taken, left in _NETS:
        if word in whole.lead and taken.fullmatch(gaps[0]) and left.fullmatch(gaps[1]):
            reading = Reading(Formula.DIFFERENCE, (whole, part), rest, Strength.CERTAIN)
            yield Claim("difference", [reading], is_closed=True)


def _reached(whole: Figure, part: Figure, rate: Figure, gaps: tuple[str, str]) -> Iterator[Claim]:
    """168个行政村中的165个，覆盖率98.2%; 27座中有5座未签协议，落实率81.48% is of the others."""
    counted = whole.dimension is Dimension.COUNT and same_measure(whole, part)
    if not counted or rate.dimension is not Dimension.RATE or not whole.value:
        return
    if whole.is_word or not _AMONG.fullmatch(gaps[0]) or not _REACHED.fullmatch(gaps[1]):
        return
    words = gaps[1].partition("，")[0]
    reading = of_part_or_rest(whole, part, rate, words, Strength.CERTAIN)
    yield Claim("ratio", [reading], is_closed=True)


def _on_base(base: Figure, change: Figure, rate: Figure, gaps: tuple[str, str]) -> Iterator[Claim]:
    """与2021年的24.10万元相比，减少2.74万元，降幅11.37%: this year's amount stands in another sentence."""
    if (
        base.kind is not Kind.LEVEL
        or change.kind is not Kind.CHANGE
        or rate.kind is not Kind.GROWTH
    ):
        return
    if not same_measure(base, change) or not base.value or rate.direction != change.direction:
        return
    between, behind = SPEAKS_OF_CHANGE
    if rate.dimension is not Dimension.RATE or not behind.fullmatch(gaps[1]):
        return
    match = between.fullmatch(gaps[0])
    named = "相比" in gaps[0] and _AGAINST.search(base.lead)
    dated = base.period == "-1" and re.search("[比较]", gaps[0])
    if match and (named or dated):
        reading = Reading(Formula.RATIO, (change, base), rate, Strength.CERTAIN)
        yield Claim("change", [reading], is_closed=True)
