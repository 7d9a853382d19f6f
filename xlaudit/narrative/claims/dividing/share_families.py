"""Families of shares whose part or whole the words name from afar, one module for each."""

from __future__ import annotations

from collections.abc import Iterator

from xlaudit.narrative.claims.dividing import share_budgets, share_rows
from xlaudit.narrative.context import Context
from xlaudit.narrative.reading import Claim

__all__ = ["claims"]

_FAMILIES = (share_rows, share_budgets)


def claims(context: Context) -> Iterator[Claim]:
    """Yield the claims of every family."""
    for family in _FAMILIES:
        yield from family.claims(context)
