"""What the sentences claim: figures, the relations between them, and whether they hold."""

from __future__ import annotations

from xlaudit.narrative.check import HINTS_SHOWN, check
from xlaudit.narrative.figures import Figure, Kind, Status
from xlaudit.narrative.result import Cause, Coverage, KnownFigure, Narrative, Relation

__all__ = [
    "HINTS_SHOWN",
    "Cause",
    "Coverage",
    "Figure",
    "Kind",
    "KnownFigure",
    "Narrative",
    "Relation",
    "Status",
    "check",
]
