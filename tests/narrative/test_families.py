"""Families of wordings: the right figure is tied in silence, the wrong one is told once.

Each case is a text with one place left open, with what is ``right`` there, and what is ``wrong``;
``tied = false`` where the text does not say enough to prove the right one.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.narrative.texts import check_text, said

PLACE = Path(__file__).parents[1] / "cases"
NAMES = (
    *("movements", "quotients", "comparisons", "averages", "divided", "points"),
    *("share_wholes", "share_rows", "rests", "against", "stocks", "kinds", "carried"),
    *("told_totals", "undone", "beside", "worded", "elsewhere"),
)
CASES = [
    pytest.param(case, id=f"{name}: {case['text'][:30]}")
    for name in NAMES
    for case in tomllib.loads((PLACE / f"narrative_{name}.toml").read_text("utf-8"))["case"]
]
RIGHT = [c for c in CASES if c.values[0].get("right") and c.values[0].get("tied", True)]
BROKEN = [each for each in CASES if "wrong" in each.values[0]]


@pytest.mark.parametrize("case", CASES)
def test_an_honest_figure_is_met_with_silence(case: dict) -> None:
    assert said(check_text(case["text"].format(case.get("right", "")))) == [], case["why"]


@pytest.mark.parametrize("case", RIGHT)
def test_an_honest_figure_is_tied(case: dict) -> None:
    place = case["text"].index("{}")
    figures = check_text(case["text"].format(case["right"])).figures
    figure = next(each for each in figures if each.origin[1] > place)
    assert figure.status.value in ("tied", "rounding"), case["why"]


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_figure_is_told_once(case: dict) -> None:
    told = said(check_text(case["text"].format(case["wrong"])))
    assert [line.split()[0] for line in told] == [case["severity"]], told
