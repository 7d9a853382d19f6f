"""Rates, averages and products whose words name their operands: tied where they fit, told where they do not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.narrative.texts import check_text, said

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "narrative_divided.toml").read_text("utf-8")
)["case"]
RIGHT = [case for case in CASES if "right" in case]
BROKEN = [case for case in CASES if "wrong" in case]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_an_honest_figure_is_met_with_silence(case: dict) -> None:
    assert said(check_text(case["text"].format(case.get("right", "")))) == []


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case["why"])
def test_an_honest_figure_is_tied(case: dict) -> None:
    place = case["text"].index("{}")
    figures = check_text(case["text"].format(case["right"])).figures
    figure = next(each for each in figures if each.origin[1] > place)
    assert figure.status.value == "tied"


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["why"])
def test_a_broken_figure_is_told_once(case: dict) -> None:
    told = said(check_text(case["text"].format(case["wrong"])))
    assert [line.split()[0] for line in told] == [case["severity"]], told
