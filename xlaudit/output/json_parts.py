"""What all JSON of ours is made of: decimals as strings, places, findings and their counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xlaudit.checks.finding import Finding, Severity
from xlaudit.output import wording
from xlaudit.workbook.place import Place

__all__ = ["Json", "counts_json", "decimal_json", "finding_json", "json_line", "place_json"]

Json = dict[str, Any]


def json_line(value: Json) -> str:
    """Return a value as one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def decimal_json(value: Decimal | None) -> str | None:
    """Return a number as text without needless zeros; None for None."""
    return None if value is None else wording.plain(value)


def place_json(place: Place | None) -> Json | None:
    """Return {sheet, cell, start, end}."""
    if place is None:
        return None
    return {"sheet": place.sheet, "cell": place.address, "start": place.start, "end": place.end}


def counts_json(counts: Mapping[Severity, int]) -> Json:
    """Return {error, doubt, hint, rounding}."""
    return {severity.name.lower(): number for severity, number in counts.items()}


def finding_json(finding: Finding) -> Json:
    """Return a finding with its key."""
    return {
        "key": finding.key,
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "effect": finding.effect.name.lower(),
        "message": finding.message,
        "repair": finding.repair,
        "subject": finding.subject,
        "quote": finding.quote,
        "stated": finding.stated,
        "expected": finding.expected,
        "difference": decimal_json(finding.difference),
        "place": place_json(finding.place),
        "against": [place_json(each) for each in finding.against],
    }
