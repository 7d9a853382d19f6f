"""Cells of the workbook in the form of figures, so that a text can be held against them."""

from __future__ import annotations

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, out_of_text
from xlaudit.narrative.result import KnownFigure
from xlaudit.numbers.quantity import Quantity

__all__ = ["as_figure"]


def as_figure(context: Context, known: KnownFigure, quantity: Quantity, beside: Figure) -> Figure:
    """Give a cell the form of a figure; it stands before all text and belongs to no passage."""
    return out_of_text(
        f"{known.place}",
        -1 - next(i for i, each in enumerate(context.known) if each is known),
        quantity,
        kind=beside.kind,
        label=known.names[0] if known.names else known.subject,
        fact=known.subject if known.kind == "fact" else None,
    )
