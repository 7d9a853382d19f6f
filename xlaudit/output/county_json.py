"""A county's summary as JSON: English keys, decimals as strings, always the same order.

``xlaudit.summary/2``

    schema, version     "xlaudit.summary/2"; the version of xlaudit
    title, year         the region (示例县) and the year of the summary; null where nothing says
    schemes[]           {id, title, region, year, status, fingerprint}: the summary's own first
    statistics          {due, submitted, missing, unreadable, unread, mean, weighted_mean, median, initial_budget,
                        budget, spent, execution_rate, grades, worst, checks}, of the departments that count;
                        null where nothing was reckoned
      due               how many have to report; null without a roster
      grades[]          {grade, stated, reckoned}: how many departments by their own account, and by ours
      worst             the indexes, in departments, of the ten lowest execution rates, lowest first
      checks[]          {label, left, right, holds}: what was reckoned in two ways
    departments[]       {department, code, superior, year, source, sha256, scheme, initial_budget, budget,
                        spent, execution_rate, adjustment_rate, carryover_rate, stated_score, low, high,
                        difference, stated_grade, grade, rank, blocks, counts, status, is_duplicate,
                        is_counted, units, previous}; amounts in 元, rates as fractions; status: clean, doubt,
                        error; is_counted: false where the row is shown and enters no total; units:
                        departments behind the row
      blocks[]          {id, label, points, low, high, stated_score}
      counts            {error, doubt, hint, rounding, unchecked, handled}, with the comparisons of the
                        department; findings that were decided to be left are counted as handled only
      previous          {year, budget, spent, total, grade} of the year before; null where not known
    submissions[]       {standing, department, code, superior, contact, source, modified, why, proposal};
                        standing: counted, missing, unreadable, unread, superseded, other_year,
                        other_scheme, same_content, held, stranger
    comparisons[]       findings between departments: {department, source, finding}; department (an index) and
                        source are null for the county itself; finding as in ``xlaudit.report/1``: {key, code,
                        severity, effect, message, repair, subject, quote, stated, expected, difference,
                        place, against[]}; place {sheet, cell, start, end}
    failures[]          {source, sha256, reason}

Since /1: counts hold the comparisons too; everything but departments and failures is new.
"""

from __future__ import annotations

from importlib.metadata import version

from xlaudit.county.digest import BlockDigest, SchemeStamp
from xlaudit.county.model import (
    CountyFinding,
    CountySummary,
    Department,
    Previous,
    Statistics,
    Submission,
)
from xlaudit.output.json_parts import Json, counts_json, decimal_json, finding_json, json_line

__all__ = ["SUMMARY_SCHEMA", "summary_json"]

SUMMARY_SCHEMA = "xlaudit.summary/2"


def summary_json(summary: CountySummary) -> str:
    """Return a summary as one line of JSON."""
    statistics = summary.statistics
    return json_line(
        {
            "schema": SUMMARY_SCHEMA,
            "version": version("xlaudit"),
            "title": summary.title or None,
            "year": summary.year,
            "schemes": [_scheme(each) for each in summary.schemes],
            "statistics": None if statistics is None else _statistics(statistics),
            "departments": [_department(each) for each in summary.departments],
            "submissions": [_submission(each) for each in summary.submissions],
            "comparisons": [_comparison(each, summary) for each in summary.comparisons],
            "failures": [
                {"source": each.source, "sha256": each.sha256 or None, "reason": each.reason}
                for each in summary.failures
            ],
        }
    )


def _scheme(stamp: SchemeStamp) -> Json:
    return {
        "id": stamp.id,
        "title": stamp.title,
        "region": stamp.region,
        "year": stamp.year,
        "status": stamp.status,
        "fingerprint": stamp.fingerprint,
    }


def _statistics(figures: Statistics) -> Json:
    return {
        "due": figures.due,
        "submitted": figures.submitted,
        "missing": figures.missing,
        "unreadable": figures.unreadable,
        "unread": figures.unread,
        "mean": decimal_json(figures.mean),
        "weighted_mean": decimal_json(figures.weighted_mean),
        "median": decimal_json(figures.median),
        "initial_budget": decimal_json(figures.initial_budget),
        "budget": decimal_json(figures.budget),
        "spent": decimal_json(figures.spent),
        "execution_rate": decimal_json(figures.rate),
        "grades": [
            {"grade": each.grade, "stated": each.stated, "reckoned": each.reckoned}
            for each in figures.grades
        ],
        "worst": list(figures.worst),
        "checks": [
            {
                "label": each.label,
                "left": decimal_json(each.left),
                "right": decimal_json(each.right),
                "holds": each.holds,
            }
            for each in figures.checks
        ],
    }


def _department(each: Department) -> Json:
    return {
        "department": each.name or None,
        "code": each.code or None,
        "superior": each.superior or None,
        "year": each.year,
        "source": each.source,
        "sha256": each.sha256,
        "scheme": each.scheme,
        "initial_budget": decimal_json(each.initial_budget),
        "budget": decimal_json(each.budget),
        "spent": decimal_json(each.spent),
        "execution_rate": decimal_json(each.rate),
        "adjustment_rate": decimal_json(each.adjustment_rate),
        "carryover_rate": decimal_json(each.carryover_rate),
        "stated_score": decimal_json(each.stated_total),
        "low": decimal_json(each.low),
        "high": decimal_json(each.high),
        "difference": decimal_json(each.difference),
        "stated_grade": each.stated_grade or None,
        "grade": each.grade or None,
        "rank": each.rank,
        "blocks": [_block(block) for block in each.blocks],
        "counts": {
            **counts_json(each.counts),
            "unchecked": each.unchecked,
            "handled": each.handled,
        },
        "status": each.status.name.lower(),
        "is_duplicate": each.is_duplicate,
        "is_counted": each.is_counted,
        "units": each.units,
        "previous": None if each.previous is None else _previous(each.previous),
    }


def _block(block: BlockDigest) -> Json:
    return {
        "id": block.id,
        "label": block.label,
        "points": decimal_json(block.points),
        "low": decimal_json(block.low),
        "high": decimal_json(block.high),
        "stated_score": decimal_json(block.stated),
    }


def _previous(before: Previous) -> Json:
    return {
        "year": before.year,
        "budget": decimal_json(before.budget),
        "spent": decimal_json(before.spent),
        "total": decimal_json(before.total),
        "grade": before.grade or None,
    }


def _submission(line: Submission) -> Json:
    return {
        "standing": line.standing.name.lower(),
        "department": line.name or None,
        "code": line.code or None,
        "superior": line.superior or None,
        "contact": line.contact or None,
        "source": line.source or None,
        "modified": line.modified or None,
        "why": line.why,
        "proposal": line.proposal or None,
    }


def _comparison(each: CountyFinding, summary: CountySummary) -> Json:
    source = None if each.index is None else summary.departments[each.index].source
    return {"department": each.index, "source": source, "finding": finding_json(each.finding)}
