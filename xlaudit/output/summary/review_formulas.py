"""The figures of 复核表 as formulas over cells, each beside the value that it has."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from math import fsum

from xlaudit.county.model import Review
from xlaudit.output.summary.department_sheet import NUMERIC
from xlaudit.output.summary.department_table import rounded
from xlaudit.output.summary.review_rows import ReviewRow, is_within

__all__ = ["difference", "mean", "number", "reviewed", "reviewed_formula", "total", "within"]


def number(value: Decimal | None) -> float | None:
    """Return a score as cells hold it."""
    return None if value is None else float(value)


def within(score: str, weight: str) -> str:
    """Return the condition that a score lies between nothing and its weight, as ``is_within``."""
    return f'({score}>=MIN(0,{weight}))*({score}<=IF({weight}="",100,MAX(0,{weight})))'


def reviewed_formula(scores: str, weights: str, own: str) -> str:
    """Return the formula of a department's reviewed total.

    A row that nobody has reviewed, or with a score beyond its weight, keeps the filing's own score.
    """
    taken = _taken(scores, weights)
    both = f"SUMPRODUCT({taken},{scores})+SUMPRODUCT(1-{taken},{own})"
    return f'IF(SUMPRODUCT({taken})=0,"",ROUND({both},2))'


def _taken(scores: str, weights: str) -> str:
    """Return a 1 for each score that is a number within its weight, else 0: ``within`` over a range.

    Products in the place of IF and MAX, which would take the range for one value. A text is greater than
    any number, so it is never within.
    """
    plus = f"({scores}>=0)*({scores}<={weights})"
    minus = f"({scores}<=0)*({scores}>={weights})"
    free = f'({weights}="")*({scores}>=0)*({scores}<=100)'
    return f'({scores}<>"")*(({plus}+{minus}+{free})>0)'


def difference(one: float | None, other: float | None) -> float | None:
    """Return how much more one is, to the cent; None where either is missing."""
    return None if one is None or other is None else rounded(one - other)


def reviewed(rows: Iterable[tuple[ReviewRow, Review]]) -> float | None:
    """Return the value of ``reviewed_formula``; None where nobody has reviewed anything."""
    pairs = [
        (each.stated, score if score is not None and is_within(score, each.points) else None)
        for each, score in ((each, review.score) for each, review in rows)
    ]
    if all(score is None for _, score in pairs):
        return None
    scores = (stated if score is None else score for stated, score in pairs)
    return rounded(fsum(float(score) for score in scores if score is not None))


def total(cells: str, values: Iterable[Decimal | None]) -> tuple[str, float | None]:
    """Return the formula of the sum of some cells, and its value."""
    known = [float(value) for value in values if value is not None]
    formula = f'IF(COUNTIFS({cells},{NUMERIC})=0,"",ROUND(SUM({cells}),2))'
    return formula, rounded(fsum(known)) if known else None


def mean(cells: str, values: Iterable[float | None]) -> tuple[str, float | None]:
    """Return the formula of the mean of some cells, and its value."""
    known = [value for value in values if value is not None]
    formula = f'IF(COUNTIFS({cells},{NUMERIC})=0,"",ROUND(AVERAGE({cells}),2))'
    return formula, rounded(fsum(known) / len(known)) if known else None
