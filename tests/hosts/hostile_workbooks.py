"""Workbooks that are honest by their form and cost a reader more than any filing should."""

from __future__ import annotations

import random

from tests.hosts.packages import rows

__all__ = ["heavy"]


def heavy(count: int) -> bytes:
    """Return a workbook of so many rows of forty numbers: small in the file, large in memory, slow to read."""
    chance = random.Random(1)
    some = [
        "".join(f"<c><v>{chance.randrange(10**6)}</v></c>" for _ in range(40)) for _ in range(50)
    ]
    return rows("".join(f"<row>{some[row % 50]}</row>" for row in range(count)))
