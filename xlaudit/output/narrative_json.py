"""The figures and relations of sentences as JSON, and the report of a plain text.

Keys that ``xlaudit.report/1`` and ``xlaudit.text/1`` share:

    figures[]     {id, text, value, unit, decimals, kind, place, start, end, status}: ``value`` is the number
                  in the unit as written; ``start`` and ``end`` count characters in the original text of the
                  place; kind: level, change, growth, share, rate, points, weight, score, bare;
                  status: tied, rounding, error, hint, unchecked
    relations[]   {id, kind, operands[], result, formula, computed, stated, verdict, cells[]}: operands and
                  result are ids of figures, or 工作表!A1 for a cell;
                  verdict: consistent, rounding, truncated, hint, inconsistent
    coverage      {figures, tied, wrong, doubtful, unchecked}

``xlaudit.text/1``

    schema, version, source {name, sha256}, scheme (id or null), counts {error, doubt, hint, rounding},
    findings[] (as in ``xlaudit.report/1``; in a place ``sheet`` is the text's name and ``cell`` 第N段)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlaudit.forms.filing import Passage
from xlaudit.narrative import Figure, Narrative, Relation
from xlaudit.output.wording import plain

__all__ = ["narrative_parts"]


def narrative_parts(narrative: Narrative | None, passages: Sequence[Passage]) -> dict[str, Any]:
    """Return ``figures``, ``relations`` and ``coverage``; empty ones where no text was looked at."""
    if narrative is None:
        return {"figures": [], "relations": [], "coverage": None}
    seen = narrative.coverage
    return {
        "figures": [_figure(each, passages) for each in narrative.figures],
        "relations": [_relation(each) for each in narrative.relations],
        "coverage": {
            "figures": seen.figures,
            "tied": seen.tied,
            "wrong": seen.wrong,
            "doubtful": seen.doubtful,
            "unchecked": seen.unchecked,
        },
    }


def _figure(figure: Figure, passages: Sequence[Passage]) -> dict[str, Any]:
    place = passages[figure.passage].place
    start, end = figure.origin
    return {
        "id": figure.id,
        "text": figure.text,
        "value": plain(figure.quantity.number),
        "unit": figure.quantity.unit.text,
        "decimals": figure.quantity.decimals,
        "kind": figure.kind.value,
        "place": {"sheet": place.sheet, "cell": place.address},
        "start": start,
        "end": end,
        "status": figure.status.value,
    }


def _relation(relation: Relation) -> dict[str, Any]:
    return {
        "id": relation.id,
        "kind": relation.kind,
        "operands": [each.id for each in relation.operands],
        "result": relation.result.id,
        "formula": relation.formula,
        "computed": relation.computed,
        "stated": relation.stated,
        "verdict": relation.verdict,
        "cells": [str(place) for place in relation.cells],
    }
