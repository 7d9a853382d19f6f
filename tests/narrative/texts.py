"""A text as a passage, and what was said of it."""

from __future__ import annotations

from xlaudit.forms.filing import Passage
from xlaudit.narrative import Narrative, check
from xlaudit.workbook.place import Place

__all__ = ["check_text", "passages", "said"]


def passages(*texts: str) -> list[Passage]:
    return [
        Passage(text, Place("情况说明", row, 2), "report")
        for row, text in enumerate(texts, start=2)
    ]


def check_text(*texts: str) -> Narrative:
    return check(passages(*texts))


def said(narrative: Narrative) -> list[str]:
    """What a reader would be told: errors and questions, also those beyond the three shown."""
    causes = (*narrative.causes, *narrative.further)
    return [f"{cause.severity} {cause.message}" for cause in causes if cause.severity != "尾差"]
