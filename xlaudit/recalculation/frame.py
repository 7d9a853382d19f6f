"""What a formula may ask of the workbook, from the cell that it stands in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from xlaudit.recalculation.values import Block, Scalar

__all__ = ["Frame", "Program"]


class Frame(Protocol):
    """The cell, and everything that can be seen from it. Nothing outside the workbook can."""

    row: int
    column: int

    def area(self, sheet: str | None, corners: tuple[int, int, int, int]) -> Block:
        """Return the values of top, left, bottom, right; ``sheet`` None is the formula's own."""

    def named(self, name: str) -> Scalar | Block:
        """Return what a defined name gives here."""


Program = Callable[[Frame], Scalar | Block]
"""A compiled formula."""
