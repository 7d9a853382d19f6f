"""So much for each, standards, posts, funds and surveys: the right figure is tied in silence, the wrong one told."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.narrative.texts import check_text, said

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "narrative_averages.toml").read_text("utf-8")
)["case"]
RIGHT = [case for case in CASES if case.get("right")]
BROKEN = [case for case in CASES if "wrong" in case]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_an_honest_figure_is_met_with_silence(case: dict) -> None:
    assert said(check_text(case["text"].format(case.get("right", "")))) == []


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case["why"])
def test_an_honest_figure_is_tied(case: dict) -> None:
    place = case["text"].index("{}")
    figures = check_text(case["text"].format(case["right"])).figures
    figure = next(each for each in figures if each.origin[1] > place)
    assert figure.status.value in ("tied", "rounding")


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["why"])
def test_a_broken_figure_is_told_once(case: dict) -> None:
    told = said(check_text(case["text"].format(case["wrong"])))
    assert [line.split()[0] for line in told] == [case["severity"]], told
