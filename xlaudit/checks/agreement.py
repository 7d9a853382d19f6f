"""How well stated figures agree with what they follow from, judged by the digits that were written.

Four tiers instead of one tolerance: equal as written; apart by no more than honest rounding leaves;
possible only if every operand was rounded the same unlucky way; and beyond what any true values allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from xlaudit.checks.finding import Severity
from xlaudit.numbers import excel
from xlaudit.numbers.interval import Interval
from xlaudit.numbers.quantity import Dimension, Quantity

__all__ = ["SEVERITY", "Agreement", "judge_rate", "judge_sum"]

FLAT = Decimal(
    "0.0005"
)  # 0.05 个百分点: how far amounts in 亿元 with two decimals move a true rate


class Agreement(Enum):
    """From equal to impossible."""

    TIED = "相符"
    ROUNDING = "尾差"
    POSSIBLE = "仅在取整的极端情况下相符"
    CONTRADICTED = "不符"


SEVERITY = {
    Agreement.ROUNDING: Severity.ROUNDING,
    Agreement.POSSIBLE: Severity.DOUBT,
    Agreement.CONTRADICTED: Severity.ERROR,
}


def judge_sum(total: Quantity, items: Sequence[Quantity]) -> Agreement:
    """Judge whether the items add up to the total; all in one dimension.

    A figure with fewer decimals than the finest one dropped its zeros (5 for 5.00) or was rounded
    earlier (650.1 for 650.14): half a unit of such a coarser figure counts as rounding, but whole
    numbers are exact; so are scores, counts and 元 that are all whole. 85 of 100 published sums are
    equal as written, 14 are 0.01 off.
    """
    figures = (total, *items)
    gap = abs(total.value - sum((item.value for item in items), Decimal(0)))
    if excel.equal(gap, Decimal(0)) or gap == 0:
        return Agreement.TIED
    if all(figure.decimals == 0 for figure in figures) and not _is_large_money(total):
        return Agreement.CONTRADICTED
    unit = min(figure.unit.scale.scaleb(-figure.decimals) for figure in figures)
    coarse = [
        figure.unit.scale.scaleb(-figure.decimals) / 2 for figure in figures if figure.decimals > 0
    ]
    # The root law: n rounding errors mostly cancel, so they grow with the root of their number.
    allowed = max(Decimal(1), Decimal("0.6") * Decimal(len(figures)).sqrt()) * unit
    if gap <= max([allowed, *coarse]):
        return Agreement.ROUNDING
    if gap <= len(figures) * unit / 2:
        return Agreement.POSSIBLE
    return Agreement.CONTRADICTED


def _is_large_money(figure: Quantity) -> bool:
    """Whether whole numbers may be rounded ones: tables in whole 万元 or 亿元 are common."""
    return figure.unit.dimension is Dimension.MONEY and figure.unit.scale >= 10000


def judge_rate(stated: Quantity, value: Decimal, true: Interval | None = None) -> Agreement:
    """Judge whether a printed rate is ``value`` (a fraction), or any true value that its operands allow."""
    if stated.interval.holds(excel.view(value)):
        return Agreement.TIED
    step = stated.unit.scale.scaleb(-stated.decimals)
    beyond = abs(value) - abs(stated.value)
    if 0 < beyond < step:
        return Agreement.ROUNDING  # cut off instead of rounded: one printed rate in thirty
    if true is None or not true.meets(stated.interval):
        return Agreement.CONTRADICTED
    near = abs(value - stated.value) <= step + FLAT
    return Agreement.ROUNDING if near else Agreement.POSSIBLE
