"""Changes, rates and shares of the genre: the right figure is met with silence, the wrong one is told once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.narrative.texts import check_text, said
from xlaudit.narrative.figures import Status

PLACE = Path(__file__).parents[1] / "cases"
CASES = [
    case
    for name in (
        "narrative_movements.toml",
        "narrative_quotients.toml",
        "narrative_comparisons.toml",
        "narrative_share_wholes.toml",
        "narrative_share_rows.toml",
        "narrative_points.toml",
    )
    if (PLACE / name).exists()
    for case in tomllib.loads((PLACE / name).read_text("utf-8"))["case"]
]
BROKEN = [case for case in CASES if "wrong" in case]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_an_honest_figure_is_met_with_silence(case: dict) -> None:
    assert said(check_text(case["text"].format(case.get("right", "")))) == [], case["why"]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["text"][:30])
def test_a_broken_figure_is_told_once(case: dict) -> None:
    told = said(check_text(case["text"].format(case["wrong"])))
    assert [line.split()[0] for line in told] == [case["severity"]], told


TIED = [
    case
    for name in ("share_wholes", "share_rows", "points")
    for case in tomllib.loads((PLACE / f"narrative_{name}.toml").read_text("utf-8"))["case"]
    if "right" in case
]


@pytest.mark.parametrize("case", TIED, ids=lambda case: case["why"][:40])
def test_what_its_words_tell_from_afar_is_tied(case: dict) -> None:
    figures = check_text(case["text"].format(case["right"])).figures
    stated = [figure.status for figure in figures if figure.text.startswith(case["right"])]
    assert stated == [Status.TIED]
