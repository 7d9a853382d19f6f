"""Reports as JSON: English keys, decimals as strings, always the same order.

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
    counts              {error, doubt, hint, rounding, unchecked, handled}
    findings[]          {key, code, severity, effect, message, repair, subject, quote, stated, expected,
                        difference, place, against[], decision, handled}; severity: error, doubt, hint,
                        rounding; effect: grade, score, none; decision: {decided, remark} as noted in an
                        earlier copy, or null; handled: it was 属实不改 or 规则误报, so nobody need look again
    unchecked[]         {code, reason, subject, place}
    notices[]           sentences about the file itself
    figures[], relations[], coverage   what the sentences state: see ``narrative_json``
    place               {sheet, cell, start, end}; start and end count characters, null for a whole cell

Keys are only ever added; one that goes or changes its meaning makes the number behind the slash rise.
Summaries are in ``county_json``.
"""

from __future__ import annotations

from importlib.metadata import version

from xlaudit.audit import Report, TextReport
from xlaudit.checks.finding import Finding, Unchecked
from xlaudit.forms.filing import Stated
from xlaudit.output import wording
from xlaudit.output.json_parts import (
    Json,
    counts_json,
    decimal_json,
    finding_json,
    json_line,
    place_json,
)
from xlaudit.output.narrative_json import narrative_parts
from xlaudit.scoring.scorecard import BlockScore, RowScore, Scorecard

__all__ = [
    "REPORT_SCHEMA",
    "TEXT_SCHEMA",
    "report_json",
    "text_json",
]

REPORT_SCHEMA = "xlaudit.report/1"
TEXT_SCHEMA = "xlaudit.text/1"


def report_json(report: Report) -> str:
    """Return a report as one line of JSON, so that several of them make JSON Lines."""
    filing = report.filing
    return json_line(
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
                **counts_json(wording.counts(report.findings)),
                "unchecked": len(report.unchecked),
                "handled": len(report.findings) - len(report.open_findings),
            },
            "findings": [_finding(report, each) for each in report.findings],
            "unchecked": [_unchecked(each) for each in report.unchecked],
            "notices": list(report.notices),
            **narrative_parts(report.narrative, filing.passages),
        }
    )


def _finding(report: Report, finding: Finding) -> Json:
    decision = report.decisions.get(finding.key)
    return {
        **finding_json(finding),
        "decision": decision and decision._asdict(),
        "handled": report.is_handled(finding),
    }


def text_json(report: TextReport) -> str:
    """Return the report of a plain text as one line of JSON."""
    return json_line(
        {
            "schema": TEXT_SCHEMA,
            "version": version("xlaudit"),
            "source": {"name": report.source, "sha256": report.sha256},
            "scheme": report.scheme.id if report.scheme else None,
            "counts": counts_json(wording.counts(report.findings)),
            "findings": [finding_json(each) for each in report.findings],
            **narrative_parts(report.narrative, report.passages),
        }
    )


def _text(stated: Stated | None) -> str | None:
    return None if stated is None else stated.text.strip()


def _amount(stated: Stated | None) -> Json | None:
    if stated is None:
        return None
    value = stated.quantity.value if stated.quantity else None
    return {"text": stated.text, "value": decimal_json(value), "place": place_json(stated.place)}


def _scorecard(card: Scorecard, *, is_scored: bool) -> Json:
    return {
        "low": decimal_json(card.low) if is_scored else None,
        "high": decimal_json(card.high) if is_scored else None,
        "grade": card.grade.label if is_scored and card.grade else None,
        "stated_score": decimal_json(wording.number_of(card.stated_total)),
        "stated_grade": _text(card.stated_grade),
        "blocks": [_block(each) for each in card.blocks],
    }


def _block(block: BlockScore) -> Json:
    stated = wording.number_of(block.statement.score if block.statement else None)
    return {
        "id": block.block.id,
        "label": block.block.label,
        "points": decimal_json(block.block.points),
        "low": decimal_json(block.low),
        "high": decimal_json(block.high),
        "stated_score": decimal_json(block.stated_sum if stated is None else stated),
        "rows": [_row(each) for each in block.rows],
    }


def _row(row: RowScore) -> Json:
    return {
        "label": row.label,
        "indicator": row.indicator.id if row.indicator else None,
        "points": decimal_json(row.points),
        "stated": decimal_json(wording.number_of(row.stated)),
        "score": decimal_json(row.score),
        "difference": decimal_json(row.difference),
        "basis": row.basis.name.lower(),
        "explanation": row.explanation,
        "place": place_json(row.place),
    }


def _unchecked(item: Unchecked) -> Json:
    return {
        "code": item.code,
        "reason": item.reason,
        "subject": item.subject,
        "place": place_json(item.place),
    }
