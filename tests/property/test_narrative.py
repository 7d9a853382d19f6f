"""Honest rounding never alarms; an error beyond rounding is said."""

from __future__ import annotations

import random
import re

import pytest

from tests.narrative.honest import PARAGRAPHS, report
from tests.narrative.texts import check_text, said

OPEN_LISTS = {"partial"}  # 其中 names a part: what is missing may be a slip or may be meant


@pytest.mark.parametrize("write", PARAGRAPHS, ids=lambda write: write.__name__)
def test_honest_paragraphs_raise_no_error(write) -> None:
    for seed in range(40):
        text = write(random.Random(seed))
        findings = said(check_text(text))
        assert not [finding for finding in findings if finding.startswith("错误")], text
        assert not findings or write.__name__ in OPEN_LISTS, text


def test_honest_reports_raise_no_error() -> None:
    figures = 0
    for seed in range(40):
        narrative = check_text(report(random.Random(seed)))
        figures += narrative.coverage.figures
        assert not [cause for cause in narrative.causes if cause.severity == "错误"]
    assert figures > 1500


def transposed(literal: str, chance: random.Random) -> str:
    """The figure with two different neighbouring digits changed over, the last one left alone."""
    places = [n for n in range(len(literal) - 2) if literal[n : n + 2].isdigit()]
    places = [n for n in places if literal[n] != literal[n + 1]]
    if not places:
        return literal
    place = chance.choice(places)
    return literal[:place] + literal[place + 1] + literal[place] + literal[place + 2 :]


SURE = ["income", "spending", "execution", "projects", "structure", "subjects", "zipped", "carried"]


@pytest.mark.parametrize(
    "write", [w for w in PARAGRAPHS if w.__name__ in SURE], ids=lambda write: write.__name__
)
def test_two_digits_changed_over_in_an_amount_are_said(write) -> None:
    chance = random.Random(11)
    told = tried = 0
    for seed in range(25):
        text = write(random.Random(seed))
        amounts = [m for m in re.finditer(r"\d+\.\d\d(?=万元)", text) if float(m[0]) > 20]
        match = chance.choice(amounts)
        wrong = transposed(match[0], chance)
        if wrong == match[0]:
            continue
        tried += 1
        told += bool(said(check_text(text[: match.start()] + wrong + text[match.end() :])))
    assert tried > 10
    assert told >= 0.9 * tried
