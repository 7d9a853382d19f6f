"""Scores, prices and targets in prose: honest sentences are silent and tied, each broken one is told once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.narrative.texts import check_text, said

FOLDER = Path(__file__).parents[1] / "cases"
CASES = [
    case
    for name in (
        "narrative_scores.toml",
        "narrative_deductions.toml",
        "narrative_marks.toml",
        "narrative_score_chapters.toml",
        "narrative_score_names.toml",
        "narrative_prices.toml",
        "narrative_targets.toml",
    )
    for case in tomllib.loads((FOLDER / name).read_text("utf-8"))["case"]
]
HONEST = [(case["why"], text) for case in CASES for text in case.get("right", [])]
TIED = [case for case in CASES if "tied" in case]
WRONG = [
    (case["why"], wrong, wrong.get("severity", case["severity"]))
    for case in CASES
    for wrong in case.get("wrong", [])
]


@pytest.mark.parametrize(("why", "text"), HONEST, ids=lambda value: value[:30])
def test_an_honest_sentence_is_silent(why: str, text: str) -> None:
    assert said(check_text(text)) == [], why


@pytest.mark.parametrize("case", TIED, ids=lambda case: case["why"][:40])
def test_the_figures_of_an_honest_sentence_are_tied(case: dict) -> None:
    statuses = {f.text: f.status.value for f in check_text(case["right"][0]).figures}
    assert {text: statuses[text] for text in case["tied"]} == dict.fromkeys(case["tied"], "tied")


@pytest.mark.parametrize(("why", "wrong", "severity"), WRONG, ids=lambda value: str(value)[:40])
def test_a_broken_figure_is_told_once(why: str, wrong: dict, severity: str) -> None:
    narrative = check_text(wrong["text"])
    causes = [cause for cause in narrative.causes if cause.severity != "尾差"]
    assert [cause.severity for cause in causes] == [severity], why
    assert [words for words in wrong["says"] if words not in causes[0].message] == []


def test_a_fall_of_the_whole_beside_a_fault_is_read() -> None:
    narrative = check_text("专项支出20万元，比上年的80万元减少60万元，下降100%。")
    assert [cause.severity for cause in narrative.causes] == ["错误"]
