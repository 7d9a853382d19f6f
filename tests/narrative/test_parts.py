"""What makes up a whole: scores, classes, names and totals of other sentences, right and broken."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.narrative.texts import check_text, said

PLACE = Path(__file__).parents[1] / "cases"
CASES = [
    case
    for name in (
        "narrative_parts.toml",
        "narrative_misread.toml",
        "narrative_misread_again.toml",
        "narrative_misread_anew.toml",
    )
    for case in tomllib.loads((PLACE / name).read_text("utf-8"))["case"]
]
HONEST = [(case["why"], text) for case in CASES for text in case.get("right", [])]
WRONG = [(case["why"], *row) for case in CASES for row in case.get("wrong", [])]


@pytest.mark.parametrize(("why", "text"), HONEST, ids=lambda value: value[:30])
def test_honest_parts_are_silent(why: str, text: str) -> None:
    assert said(check_text(text)) == [], why


@pytest.mark.parametrize(("why", "text", "severity", "words"), WRONG, ids=lambda value: value[:30])
def test_broken_parts_are_told_once(why: str, text: str, severity: str, words: str) -> None:
    findings = said(check_text(text))
    assert [finding.split()[0] for finding in findings] == [severity], why
    assert words in findings[0]
