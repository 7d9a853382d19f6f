"""A line of the final accounts names its amount twice: 死亡抚恤（项）177.17万元，…，支出决算为177.17万元.

Source: the template of 部门决算公开 (part three, 财政拨款支出决算具体情况), which departments fill in by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_SUBJECT = re.compile(r"（[类款项]）[”’』」]?(?:支出)?[为是：]?$")
_OUTTURN = re.compile(r"^(?:其?支出)?决算数?[为是]?$")
_REACH = 6  # figures from the headline to the outturn


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each subject of the budget whose amount its own paragraph states again as the outturn."""
    figures = context.document.figures
    for figure in figures:
        if "）" not in figure.label or not _SUBJECT.search(figure.label) or not _is_amount(figure):
            continue
        outturn = _outturn(figures[figure.index + 1 : figure.index + 1 + _REACH], figure)
        if outturn is not None:
            yield Claim("mention", [Reading(Formula.SUM, (figure,), outturn, Strength.CERTAIN)])


def _is_amount(figure: Figure) -> bool:
    plain = figure.is_plain and figure.kind is Kind.LEVEL
    return plain and figure.dimension is Dimension.MONEY and figure.depth == 0


def _outturn(following: list[Figure], headline: Figure) -> Figure | None:
    """Return the first outturn behind a headline in its paragraph, before the next headline."""
    for figure in following:
        if figure.paragraph != headline.paragraph or _SUBJECT.search(figure.label):
            return None
        if _is_amount(figure) and _OUTTURN.search(figure.lead):
            return figure
    return None
