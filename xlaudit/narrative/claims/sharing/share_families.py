"""Families of shares whose part or whole the words name from afar, one module for each."""

from __future__ import annotations

from collections.abc import Iterator

from xlaudit.narrative.claims.sharing import (
    lost_points,
    share_budgets,
    share_named,
    share_periods,
    share_rows,
    share_sums,
)
from xlaudit.narrative.context import Context
from xlaudit.narrative.reading import Claim

__all__ = ["claims"]

_FAMILIES = (share_rows, share_budgets, share_named, share_periods, share_sums, lost_points)


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of every family."""
    for family in _FAMILIES:
        yield from family.claims(context)
