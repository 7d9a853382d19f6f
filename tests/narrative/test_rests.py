"""What is left, and how much more or less it is than before: tied across sections, and asked about when broken."""

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
        "narrative_rests.toml",
        "narrative_against.toml",
        "narrative_stocks.toml",
        "narrative_kinds.toml",
        "narrative_carried.toml",
        "narrative_told_totals.toml",
        "narrative_undone.toml",
        "narrative_beside.toml",
    )
    for case in tomllib.loads((PLACE / name).read_text("utf-8"))["case"]
]
STATED = [case for case in CASES if "right" in case]
BROKEN = [case for case in CASES if "wrong" in case]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:30])
def test_an_honest_figure_is_met_with_silence(case: dict) -> None:
    assert said(check_text(case["text"].format(case.get("right", "")))) == [], case["why"]


@pytest.mark.parametrize("case", STATED, ids=lambda case: case["text"][:30])
def test_a_stated_figure_is_tied(case: dict) -> None:
    figures = check_text(case["text"].format(case["right"])).figures
    held = {figure.status for figure in figures if figure.text.startswith(case["right"])}
    assert Status.TIED in held, case["why"]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case["text"][:30])
def test_a_broken_figure_is_told_once(case: dict) -> None:
    told = said(check_text(case["text"].format(case["wrong"])))
    assert [line.split()[0] for line in told] == [case["severity"]], told
