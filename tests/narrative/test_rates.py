"""Rates, averages and amounts written twice: tied where they fit, told where they do not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.narrative.texts import check_text, said
from xlaudit.narrative.figures import Status

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "narrative_rates.toml").read_text("utf-8")
)["case"]
CLAIMS = [case for case in CASES if "right" in case]
SILENT = [case for case in CASES if "text" in case]


@pytest.mark.parametrize("case", CLAIMS, ids=lambda case: case["right"][:20])
def test_what_fits_is_tied_in_silence(case: dict) -> None:
    narrative = check_text(case["right"])
    assert said(narrative) == []
    untied = [figure.text for figure in narrative.figures if figure.status is not Status.TIED]
    assert untied == case.get("loose", [])


@pytest.mark.parametrize("case", CLAIMS, ids=lambda case: case["wrong"][:20])
def test_what_does_not_fit_is_told_once(case: dict) -> None:
    causes = [cause for cause in check_text(case["wrong"]).causes if cause.severity != "尾差"]
    assert [cause.severity for cause in causes] == [case["severity"]]
    assert [words for words in case["says"] if words not in causes[0].message] == []


@pytest.mark.parametrize("case", SILENT, ids=lambda case: case["why"][:40])
def test_honest_rates_are_left_in_peace(case: dict) -> None:
    assert said(check_text(case["text"])) == []
