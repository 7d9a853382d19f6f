"""Every kind of claim, right and wrong, and sentences in which nothing may be said."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.narrative.texts import check_text, said

CASES = Path(__file__).parents[1] / "cases"
CLAIMS = tomllib.loads((CASES / "narrative.toml").read_text("utf-8"))["case"]
SILENT = tomllib.loads((CASES / "narrative_silent.toml").read_text("utf-8"))["case"]
HOLDS = ("consistent", "rounding", "truncated")


def name(case: dict) -> str:
    return f"{case.get('kind', '')} {case.get('why', case.get('right', ''))[:30]}"


@pytest.mark.parametrize("case", [c for c in CLAIMS if "right" in c], ids=name)
def test_what_is_right_is_tied_in_silence(case: dict) -> None:
    narrative = check_text(case["right"])
    assert said(narrative) == []
    assert any(r.kind == case["kind"] and r.verdict in HOLDS for r in narrative.relations)


@pytest.mark.parametrize("case", [c for c in CLAIMS if "wrong" in c], ids=name)
def test_what_is_wrong_is_reported_once(case: dict) -> None:
    narrative = check_text(case["wrong"])
    causes = [cause for cause in narrative.causes if cause.severity != "尾差"]
    assert [(cause.severity, cause.kind) for cause in causes] == [(case["severity"], case["kind"])]
    message = causes[0].message
    assert [words for words in case["says"] if words not in message] == []
    assert causes[0].repair == case.get("repair", causes[0].repair)
    assert message.endswith("。")


@pytest.mark.parametrize("case", SILENT, ids=lambda case: case["why"][:40])
def test_nothing_is_said_where_nothing_is_wrong(case: dict) -> None:
    assert said(check_text(case["text"])) == []
