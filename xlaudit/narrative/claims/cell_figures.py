"""Cells of the workbook in the form of figures, so that a text can be held against them."""

from __future__ import annotations

from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.result import KnownFigure
from xlaudit.numbers.quantity import Quantity

__all__ = ["as_figure"]


def as_figure(context: Context, known: KnownFigure, quantity: Quantity, beside: Figure) -> Figure:
    """Give a cell the form of a figure; it stands before all text and belongs to no passage."""
    return Figure(
        id=f"{known.place}",
        index=-1 - next(i for i, each in enumerate(context.known) if each is known),
        quantity=quantity,
        value=quantity.value,
        step=quantity.unit.scale * Decimal(1).scaleb(-quantity.decimals),
        kind=beside.kind,
        label=known.names[0] if known.names else known.subject,
        lead="",
        passage=-1,
        paragraph=-1,
        sentence=-1,
        depth=0,
        start=-1,
        end=-1,
        origin=(-1, -1),
        fact=known.subject if known.kind == "fact" else None,
    )
