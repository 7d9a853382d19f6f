"""A standard of a year told by the month, or the other way round: 每人每年8160元，相当于每月680元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.multiplying.givens import given
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_SAME_AS = re.compile(
    r"^[，、（]?(?:约?相当于|折合(?:为|成)?|即|合|折算为)(?:每人)?(?:每个?|平均每)(?P<unit>月|年)(?:每人)?$"
)
_OF = {"月": re.compile(r"每年|年人?均|/年"), "年": re.compile(r"每个?月|月人?均|/月")}
_PAUSE = re.compile(r"[；。\n]")
_REACH = 80  # characters


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each such pair; twelve months make a year."""
    figures = context.document.figures
    for figure in figures[1:]:
        if figure.dimension is not Dimension.MONEY or "每" not in figure.lead:
            continue
        other = figures[figure.index - 1]
        match = _SAME_AS.match(context.document.between(other, figure))
        if match is None or not _is_standard(other, figure):
            continue
        before = context.document.text[max(0, other.start - _REACH) : other.start]
        words = _PAUSE.split(before)[-1]
        unit = match["unit"]
        if not _OF[unit].search(words) or _OF["年" if unit == "月" else "月"].search(words):
            continue
        formula = Formula.RATIO if unit == "月" else Formula.PRODUCT
        reading = Reading(formula, (other, given(12, "个月")), figure, Strength.CERTAIN)
        yield Claim("product", [reading], is_closed=True)


def _is_standard(figure: Figure, other: Figure) -> bool:
    same = figure.dimension is Dimension.MONEY and figure.sentence == other.sentence
    return same and figure.kind is Kind.LEVEL and figure.is_plain and other.is_plain
