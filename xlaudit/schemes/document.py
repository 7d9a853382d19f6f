"""A scheme → a document of plain values, the way back from ``build``: what a TOML file or a worksheet says.

What is empty or the default is left out, so that a printed file reads like one written by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from xlaudit.schemes.schema import (
    Block,
    Definition,
    Fact,
    Grade,
    Indicator,
    Limits,
    ReasonDuty,
    Reference,
    Scheme,
)

__all__ = ["Document", "document_of", "fact_document"]

Document = dict[str, object]


def document_of(scheme: Scheme) -> Document:
    """Return the document of a scheme, with all its facts, inherited ones too."""
    return _bare(
        {
            "id": scheme.id,
            "title": scheme.title,
            "region": scheme.region,
            "year": scheme.year,
            "is_lasting": scheme.is_lasting,
            "version": scheme.version,
            "level": scheme.level,
            "status": scheme.status,
            "total": scheme.total,
            "rounding": scheme.rounding,
            "rescale": scheme.rescale,
            "marks": list(scheme.marks),
            "verified_with": list(scheme.verified_with),
            "headings": scheme.headings,
            "note": scheme.note,
            "reference": _reference(scheme.reference),
            "grades": [_grade(grade) for grade in scheme.grades],
            "reasons": [_reason(reason) for reason in scheme.reasons],
            "blocks": [_block(block) for block in scheme.blocks],
            "indicators": [_indicator(indicator) for indicator in scheme.indicators],
            "facts": [fact_document(fact) for fact in scheme.facts],
        }
    )


def _bare(values: Mapping[str, object]) -> Document:
    """Leave out what says nothing."""
    return {
        key: value
        for key, value in values.items()
        if not (value is None or value is False or value in ("", [], {}))
    }


def fact_document(fact: Fact) -> Document:
    """Return the document of a fact, empty keys too: they take back what it would inherit."""
    return {
        "id": fact.id,
        "label": fact.label,
        "also": list(fact.also),
        "unit": fact.unit,
        "definitions": [_definition(definition) for definition in fact.definitions],
    }


def _definition(definition: Definition) -> Document:
    return _bare({"kind": definition.kind, "of": list(definition.of), "note": definition.note})


def _block(block: Block) -> Document:
    return _bare(
        {
            "id": block.id,
            "label": block.label,
            "also": list(block.also),
            "points": block.points,
            "is_open": block.is_open,
            "rule": "" if block.rule == "by_sign" else block.rule,
            "options": _options(block.options),
            "limits": _limits(block.limits),
            "rounding": block.rounding,
        }
    )


def _indicator(indicator: Indicator) -> Document:
    return _bare(
        {
            "id": indicator.id,
            "block": indicator.block,
            "second_level": indicator.second_level,
            "label": indicator.label,
            "also": list(indicator.also),
            "points": indicator.points,
            "target": indicator.target.text if indicator.target else "",
            "rule": indicator.rule,
            "options": _options(indicator.options),
            "fact": indicator.fact,
            "limits": _limits(indicator.limits),
            "rounding": indicator.rounding,
            "note": indicator.note,
            "reference": _reference(indicator.reference),
        }
    )


def _options(options: Mapping[str, object] | None) -> Document:
    """Return the options as written; the names in a formula are found again from the facts."""
    plain = {key: value for key, value in (options or {}).items() if key != "names"}
    if isinstance(bands := plain.get("bands"), tuple):
        plain["bands"] = [dict(band) for band in bands]
    return plain


def _limits(limits: Limits) -> Document:
    effect = "" if limits.effect == "ignore" else limits.effect
    return _bare({"over": limits.over, "effect": effect, "under": limits.under})


def _grade(grade: Grade) -> Document:
    return {"label": grade.label, "low": grade.low, "high": grade.high}


def _reason(reason: ReasonDuty) -> Document:
    return _bare(
        {
            "when": reason.when,
            "fact": reason.fact,
            "below": reason.below,
            "above": reason.above,
            "reference": _reference(reason.reference),
        }
    )


def _reference(reference: Reference | None) -> Document:
    return _bare(asdict(reference)) if reference else {}
