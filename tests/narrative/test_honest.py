"""Honest text by dice: whatever the figures and however they are put, nothing of it is called an error."""

from __future__ import annotations

import random

import pytest

from tests.narrative.honest import report
from tests.narrative.honest_turns import ALL_TURNS, prose
from tests.narrative.texts import check_text


def errors(text: str) -> list[str]:
    return [cause.message for cause in check_text(text).causes if cause.severity == "错误"]


@pytest.mark.parametrize("turn", ALL_TURNS, ids=lambda turn: turn.__name__)
def test_a_turn_of_speech_is_no_error(turn) -> None:
    for seed in range(25):
        assert errors(turn(random.Random(seed))) == []


@pytest.mark.parametrize("seed", range(40))
def test_honest_reports_hold_no_error(seed: int) -> None:
    assert errors(report(random.Random(seed))) == []
    assert errors(prose(random.Random(seed))) == []
