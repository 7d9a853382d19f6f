"""Reports and summaries as JSON: English keys, decimals as strings, always the same order.

``xlaudit.report/1``

    schema, version     "xlaudit.report/1"; the version of xlaudit
    source              {name, sha256}
    scheme              {id, title, region, year, version, status, reference}
    department, year    as stated; null where the form does not say
    budget, spent       {text, value (元), place}; null where not stated
    scorecard           {low, high, grade, stated_score, stated_grade, blocks}: low equals high where every
                        point is accounted for; both null where the scheme gives no points
      blocks[]          {id, label, points, low, high, stated_score, rows}
      rows[]            {label, indicator, points, stated, score, difference, basis, explanation, place};
                        basis: computed, accepted, unverified, not_applicable, missing
    counts              {error, doubt, hint, rounding, unchecked}
    findings[]          {key, code, severity, effect, message, repair, subject, quote, stated, expected,
                        difference, place, against[]}; severity: error, doubt, hint, rounding;
                        effect: grade, score, none
    unchecked[]         {code, reason, subject, place}
    notices[]           sentences about the file itself
    figures[], relations[], coverage   what the sentences state: see ``narrative_json``
    place               {sheet, cell, start, end}; start and end count characters, null for a whole cell

``xlaudit.summary/1``

    schema, version
    departments[]       {department, year, source, sha256, scheme, budget, spent, execution_rate,
                        stated_score, low, high, difference, stated_grade, grade, counts, status,
                        is_duplicate}; amounts in 元, the rate a fraction; status: clean, doubt, error
    failures[]          {source, reason}

Keys are only ever added; one that goes or changes its meaning makes the number behind the slash rise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from importlib.metadata import version
from typing import Any

from xlaudit.audit import Report, TextReport
from xlaudit.checks.finding import Finding, Severity, Unchecked
from xlaudit.county.summary import CountySummary, Department
from xlaudit.forms.filing import Stated
from xlaudit.output import wording
from xlaudit.output.narrative_json import narrative_parts
from xlaudit.scoring.scorecard import BlockScore, RowScore, Scorecard
from xlaudit.workbook.place import Place

__all__ = [
    "REPORT_SCHEMA",
    "SUMMARY_SCHEMA",
    "TEXT_SCHEMA",
    "report_json",
    "summary_json",
    "text_json",
]

REPORT_SCHEMA = "xlaudit.report/1"
SUMMARY_SCHEMA = "xlaudit.summary/1"
TEXT_SCHEMA = "xlaudit.text/1"

Json = dict[str, Any]


def report_json(report: Report) -> str:
    """Return a report as one line of JSON, so that several of them make JSON Lines."""
    filing = report.filing
    return _line(
        {
            "schema": REPORT_SCHEMA,
            "version": version("xlaudit"),
            "source": {"name": report.source, "sha256": report.sha256},
            "scheme": {
                "id": report.scheme.id,
                "title": report.scheme.title,
                "region": report.scheme.region,
                "year": report.scheme.year,
                "version": report.scheme.version,
                "status": report.scheme.status,
                "reference": str(report.scheme.reference),
            },
            "department": _text(filing.department),
            "year": _text(filing.year),
            "budget": _amount(filing.facts.get("budget")),
            "spent": _amount(filing.facts.get("spent")),
            "scorecard": _scorecard(report.scorecard, is_scored=report.scheme.total is not None),
            "counts": {
                **_counts(wording.counts(report.findings)),
                "unchecked": len(report.unchecked),
            },
            "findings": [_finding(each) for each in report.findings],
            "unchecked": [_unchecked(each) for each in report.unchecked],
            "notices": list(report.notices),
            **narrative_parts(report.narrative, filing.passages),
        }
    )


def text_json(report: TextReport) -> str:
    """Return the report of a plain text as one line of JSON."""
    return _line(
        {
            "schema": TEXT_SCHEMA,
            "version": version("xlaudit"),
            "source": {"name": report.source, "sha256": report.sha256},
            "scheme": report.scheme.id if report.scheme else None,
            "counts": _counts(wording.counts(report.findings)),
            "findings": [_finding(each) for each in report.findings],
            **narrative_parts(report.narrative, report.passages),
        }
    )


def summary_json(summary: CountySummary) -> str:
    """Return a summary as one line of JSON."""
    return _line(
        {
            "schema": SUMMARY_SCHEMA,
            "version": version("xlaudit"),
            "departments": [_department(each) for each in summary.departments],
            "failures": [
                {"source": each.source, "reason": each.reason} for each in summary.failures
            ],
        }
    )


def _line(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else wording.plain(value)


def _text(stated: Stated | None) -> str | None:
    return None if stated is None else stated.text.strip()


def _amount(stated: Stated | None) -> Json | None:
    if stated is None:
        return None
    value = stated.quantity.value if stated.quantity else None
    return {"text": stated.text, "value": _decimal(value), "place": _place(stated.place)}


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {"sheet": place.sheet, "cell": place.address, "start": place.start, "end": place.end}


def _counts(counts: Mapping[Severity, int]) -> Json:
    return {severity.name.lower(): number for severity, number in counts.items()}


def _scorecard(card: Scorecard, *, is_scored: bool) -> Json:
    return {
        "low": _decimal(card.low) if is_scored else None,
        "high": _decimal(card.high) if is_scored else None,
        "grade": card.grade.label if is_scored and card.grade else None,
        "stated_score": _decimal(wording.number_of(card.stated_total)),
        "stated_grade": _text(card.stated_grade),
        "blocks": [_block(each) for each in card.blocks],
    }


def _block(block: BlockScore) -> Json:
    stated = wording.number_of(block.statement.score if block.statement else None)
    return {
        "id": block.block.id,
        "label": block.block.label,
        "points": _decimal(block.block.points),
        "low": _decimal(block.low),
        "high": _decimal(block.high),
        "stated_score": _decimal(block.stated_sum if stated is None else stated),
        "rows": [_row(each) for each in block.rows],
    }


def _row(row: RowScore) -> Json:
    return {
        "label": row.label,
        "indicator": row.indicator.id if row.indicator else None,
        "points": _decimal(row.points),
        "stated": _decimal(wording.number_of(row.stated)),
        "score": _decimal(row.score),
        "difference": _decimal(row.difference),
        "basis": row.basis.name.lower(),
        "explanation": row.explanation,
        "place": _place(row.place),
    }


def _finding(finding: Finding) -> Json:
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
        "difference": _decimal(finding.difference),
        "place": _place(finding.place),
        "against": [_place(each) for each in finding.against],
    }


def _unchecked(item: Unchecked) -> Json:
    return {
        "code": item.code,
        "reason": item.reason,
        "subject": item.subject,
        "place": _place(item.place),
    }


def _department(each: Department) -> Json:
    return {
        "department": each.name or None,
        "year": each.year,
        "source": each.source,
        "sha256": each.sha256,
        "scheme": each.scheme,
        "budget": _decimal(each.budget),
        "spent": _decimal(each.spent),
        "execution_rate": _decimal(each.rate),
        "stated_score": _decimal(each.stated_total),
        "low": _decimal(each.low),
        "high": _decimal(each.high),
        "difference": _decimal(each.difference),
        "stated_grade": each.stated_grade or None,
        "grade": each.grade or None,
        "counts": {**_counts(each.counts), "unchecked": each.unchecked},
        "status": each.status.name.lower(),
        "is_duplicate": each.is_duplicate,
    }
