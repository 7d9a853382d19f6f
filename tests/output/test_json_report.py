"""The JSON schema: every key, every type, and each of them documented."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.county.filings import filing
from tests.output import example
from xlaudit.audit import audit_text
from xlaudit.county.model import CountySummary, Failure, Previous, Standing
from xlaudit.county.roster import Roster, RosterEntry
from xlaudit.county.summary import summarise
from xlaudit.forms.filing import Passage
from xlaudit.output import county_json, json_report, narrative_json
from xlaudit.output.county_json import summary_json
from xlaudit.output.json_report import report_json, text_json
from xlaudit.workbook.place import Place

NUMBER = re.compile(r"-?\d+(\.\d*[1-9])?")
OPTIONAL_NUMBER, OPTIONAL_TEXT = "number?", "text?"

PLACE = {"sheet": str, "cell": str, "start": "integer?", "end": "integer?"}
AMOUNT = {"text": str, "value": OPTIONAL_NUMBER, "place": PLACE}
COUNTS = dict.fromkeys(("error", "doubt", "hint", "rounding", "unchecked", "handled"), int)
ROW = {
    "label": str,
    "indicator": OPTIONAL_TEXT,
    "points": OPTIONAL_NUMBER,
    "stated": OPTIONAL_NUMBER,
    "score": OPTIONAL_NUMBER,
    "difference": OPTIONAL_NUMBER,
    "basis": {"computed", "accepted", "unverified", "not_applicable", "missing"},
    "explanation": str,
    "place": PLACE,
}
BLOCK = {
    "id": str,
    "label": str,
    "points": OPTIONAL_NUMBER,
    "low": OPTIONAL_NUMBER,
    "high": OPTIONAL_NUMBER,
    "stated_score": OPTIONAL_NUMBER,
    "rows": [ROW],
}
FINDING = {
    "key": str,
    "code": str,
    "severity": {"error", "doubt", "hint", "rounding"},
    "effect": {"grade", "score", "none"},
    "message": str,
    "repair": str,
    "subject": str,
    "quote": str,
    "stated": str,
    "expected": str,
    "difference": OPTIONAL_NUMBER,
    "place": PLACE,
    "against": [PLACE],
}
NARRATIVE = {
    "figures": [
        {
            "id": str,
            "text": str,
            "value": OPTIONAL_NUMBER,
            "unit": str,
            "decimals": int,
            "kind": {
                *("level", "change", "growth", "share", "rate", "points", "weight", "score"),
                "bare",
            },
            "place": {"sheet": str, "cell": str},
            "start": int,
            "end": int,
            "status": {"tied", "rounding", "error", "hint", "unchecked"},
        }
    ],
    "relations": [
        {
            "id": str,
            "kind": str,
            "operands": [str],
            "result": str,
            "formula": str,
            "computed": str,
            "stated": str,
            "verdict": {"consistent", "rounding", "truncated", "hint", "inconsistent"},
            "cells": [str],
        }
    ],
    "coverage": (
        {"figures": int, "tied": int, "wrong": int, "doubtful": int, "unchecked": int},
        None,
    ),
}
TEXT = {
    "schema": {"xlaudit.text/1"},
    "version": str,
    "source": {"name": str, "sha256": str},
    "scheme": OPTIONAL_TEXT,
    "counts": {"error": int, "doubt": int, "hint": int, "rounding": int},
    "findings": [FINDING],
    **NARRATIVE,
}
DECISION = {"decided": str, "remark": str}
REPORT = {
    "schema": {"xlaudit.report/1"},
    "version": str,
    "source": {"name": str, "sha256": str},
    "scheme": {
        "id": str,
        "title": str,
        "region": str,
        "year": int,
        "version": str,
        "status": {"official", "reconstructed", "checks-only"},
        "reference": str,
    },
    "department": OPTIONAL_TEXT,
    "year": OPTIONAL_TEXT,
    "budget": (AMOUNT, None),
    "spent": (AMOUNT, None),
    "scorecard": {
        "low": OPTIONAL_NUMBER,
        "high": OPTIONAL_NUMBER,
        "grade": OPTIONAL_TEXT,
        "stated_score": OPTIONAL_NUMBER,
        "stated_grade": OPTIONAL_TEXT,
        "blocks": [BLOCK],
    },
    "counts": {**COUNTS, "handled": int},
    "findings": [{**FINDING, "decision": (DECISION, None), "handled": bool}],
    "unchecked": [{"code": str, "reason": str, "subject": str, "place": (PLACE, None)}],
    "notices": [str],
    **NARRATIVE,
}
STATISTICS = {
    "due": "integer?",
    "submitted": int,
    "missing": int,
    "unreadable": int,
    "unread": int,
    "mean": OPTIONAL_NUMBER,
    "weighted_mean": OPTIONAL_NUMBER,
    "median": OPTIONAL_NUMBER,
    "initial_budget": OPTIONAL_NUMBER,
    "budget": OPTIONAL_NUMBER,
    "spent": OPTIONAL_NUMBER,
    "execution_rate": OPTIONAL_NUMBER,
    "grades": [{"grade": str, "stated": int, "reckoned": int}],
    "worst": [int],
    "checks": [{"label": str, "left": OPTIONAL_NUMBER, "right": OPTIONAL_NUMBER, "holds": bool}],
}
BLOCK_OF_A_ROW = {key: kind for key, kind in BLOCK.items() if key != "rows"}
PREVIOUS = {
    "year": int,
    "budget": OPTIONAL_NUMBER,
    "spent": OPTIONAL_NUMBER,
    "total": OPTIONAL_NUMBER,
    "grade": OPTIONAL_TEXT,
}
SUMMARY = {
    "schema": {"xlaudit.summary/2"},
    "version": str,
    "title": OPTIONAL_TEXT,
    "year": "integer?",
    "schemes": [
        {
            "id": str,
            "title": str,
            "region": str,
            "year": "integer?",
            "status": str,
            "fingerprint": str,
        }
    ],
    "statistics": (STATISTICS, None),
    "departments": [
        {
            "department": OPTIONAL_TEXT,
            "code": OPTIONAL_TEXT,
            "superior": OPTIONAL_TEXT,
            "year": "integer?",
            "source": str,
            "sha256": str,
            "scheme": str,
            "initial_budget": OPTIONAL_NUMBER,
            "budget": OPTIONAL_NUMBER,
            "spent": OPTIONAL_NUMBER,
            "execution_rate": OPTIONAL_NUMBER,
            "adjustment_rate": OPTIONAL_NUMBER,
            "carryover_rate": OPTIONAL_NUMBER,
            "stated_score": OPTIONAL_NUMBER,
            "low": OPTIONAL_NUMBER,
            "high": OPTIONAL_NUMBER,
            "difference": OPTIONAL_NUMBER,
            "stated_grade": OPTIONAL_TEXT,
            "grade": OPTIONAL_TEXT,
            "rank": "integer?",
            "blocks": [BLOCK_OF_A_ROW],
            "counts": COUNTS,
            "status": {"clean", "doubt", "error"},
            "is_duplicate": bool,
            "is_counted": bool,
            "units": int,
            "previous": (PREVIOUS, None),
        }
    ],
    "submissions": [
        {
            "standing": {each.name.lower() for each in Standing},
            "department": OPTIONAL_TEXT,
            "code": OPTIONAL_TEXT,
            "superior": OPTIONAL_TEXT,
            "contact": OPTIONAL_TEXT,
            "source": OPTIONAL_TEXT,
            "modified": OPTIONAL_TEXT,
            "why": str,
            "proposal": OPTIONAL_TEXT,
        }
    ],
    "comparisons": [{"department": "integer?", "source": OPTIONAL_TEXT, "finding": FINDING}],
    "failures": [{"source": str, "sha256": OPTIONAL_TEXT, "reason": str}],
}


def conform(value: Any, shape: Any, path: str = "") -> None:  # noqa: C901 - a case a kind
    """Fail where a value has another shape, another key or lacks one."""
    match shape:
        case dict():
            assert isinstance(value, dict), path
            assert list(value) == list(shape), path
            for key, inner in shape.items():
                conform(value[key], inner, f"{path}.{key}")
        case [inner]:
            assert isinstance(value, list), path
            for index, each in enumerate(value):
                conform(each, inner, f"{path}[{index}]")
        case (inner, None):
            if value is not None:
                conform(value, inner, path)
        case set():
            assert value in shape, path
        case "number?":
            assert value is None or (isinstance(value, str) and NUMBER.fullmatch(value)), path
        case "text?":
            assert value is None or isinstance(value, str), path
        case "integer?":
            assert value is None or type(value) is int, path
        case _:
            assert type(value) is shape, path


def keys(shape: Any) -> set[str]:
    """Return every key of a shape, at any depth."""
    match shape:
        case dict():
            return set(shape).union(*map(keys, shape.values()))
        case [inner] | (inner, None):
            return keys(inner)
    return set()


def test_report_has_the_documented_shape() -> None:
    value = json.loads(report_json(example.report()))
    conform(value, REPORT)
    assert value["findings"][0]["difference"] == "1.5"
    assert value["scorecard"]["low"] == value["scorecard"]["high"] == "91.23"
    assert value["scorecard"]["blocks"][1]["rows"][0]["place"]["cell"] == "B8"
    assert value["budget"]["value"] == "12005000"


def test_summary_has_the_documented_shape() -> None:
    summary = summarise([example.digest()], [Failure("坏.xlsx", "打不开")])
    value = json.loads(summary_json(summary))
    conform(value, SUMMARY)
    assert value["departments"][0]["difference"] == "1.5"
    assert [each["standing"] for each in value["submissions"]] == ["counted", "unreadable"]


def test_summary_with_everything_conforms() -> None:
    known = {"甲局": Previous(2021, Decimal("1E+6"), None, Decimal("91.50"), "优")}
    roster = Roster((RosterEntry("甲局", "001"), RosterEntry("乙局"), RosterEntry("丙局")))
    digests = [filing("甲局", projects=[100, 100, 100]), filing("乙局", year=2021)]
    summary = summarise(digests, roster=roster, year=2022, title="示例县", previous=known)
    value = json.loads(summary_json(summary))
    conform(value, SUMMARY)
    assert value["departments"][0]["previous"]["budget"] == "1000000"
    assert value["departments"][0]["code"] == "001"
    assert (value["statistics"]["due"], value["statistics"]["missing"]) == (3, 2)
    codes = [(each["department"], each["finding"]["code"]) for each in value["comparisons"]]
    assert codes == [(None, "XA701"), (None, "XA701"), (0, "XA708"), (1, "XA703")]
    bare = CountySummary((), ())
    conform(json.loads(summary_json(bare)), SUMMARY)


def test_text_has_the_documented_shape() -> None:
    text = "全年预算数3082.64万元，全年执行数2699.18万元，预算执行率85.76%。"
    report = audit_text("报告.txt", "ab", (Passage(text, Place("报告.txt", 1, 0), "report"),))
    value = json.loads(text_json(report))
    conform(value, TEXT)
    rate = value["figures"][2]
    assert (rate["text"], rate["value"], rate["unit"], rate["status"]) == (
        *("85.76%", "85.76", "%"),
        "error",
    )
    assert text[rate["start"] : rate["end"]] == "85.76%"
    (wrong,) = [each for each in value["relations"] if each["verdict"] == "inconsistent"]
    assert wrong["result"] == rate["id"]
    assert set(wrong["operands"]) <= {each["id"] for each in value["figures"]}
    assert value["findings"][0]["place"]["cell"] == "第1段"


@pytest.mark.parametrize("shape", [REPORT, SUMMARY, TEXT])
def test_every_key_is_documented(shape: Any) -> None:
    told = f"{json_report.__doc__}{narrative_json.__doc__}{county_json.__doc__}"
    documented = set(re.findall(r"\w+", told))
    assert keys(shape) <= documented


def test_a_filing_that_states_nothing_conforms() -> None:
    bare = replace(
        example.filing(), department=None, year=None, facts={}, total_score=None, grade=None
    )
    card = replace(example.report().scorecard, stated_total=None, stated_grade=None, grade=None)
    report = replace(
        example.report(), filing=bare, scorecard=card, scheme=replace(example.SCHEME, total=None)
    )
    value = json.loads(report_json(report))
    conform(value, REPORT)
    assert value["department"] is value["budget"] is value["scorecard"]["low"] is None
    conform(json.loads(summary_json(summarise([example.digest(report)]))), SUMMARY)


def test_one_line_in_a_fixed_order() -> None:
    lines = {report_json(example.report()) for _ in range(3)}
    assert len(lines) == 1
    assert "\n" not in lines.pop()


def test_numbers_never_pass_through_floats() -> None:
    finding = replace(example.FINDINGS[0], difference=Decimal("0.1000000000000000055"))
    value = json.loads(report_json(example.report(finding)))
    assert value["findings"][0]["difference"] == "0.1000000000000000055"
