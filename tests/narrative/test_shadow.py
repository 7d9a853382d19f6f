"""Kinds of claims on trial: worked out and kept apart, said to nobody who did not ask."""

from __future__ import annotations

import random

import pytest

from tests.narrative.honest import report
from tests.narrative.honest_turns import prose
from tests.narrative.texts import check_text, said
from xlaudit.narrative.judging.policy import SHADOW

TRIALS = [
    ("reason", "宣传工作经费12万元，比上年减少3万元，主要原因是宣传工作经费{}。", "减少", "增加"),
    ("count_run", "年初安排项目8个，年中增加3个，全年共{}个。", "11", "12"),
]


@pytest.mark.parametrize(("kind", "text", "right", "wrong"), TRIALS, ids=[t[0] for t in TRIALS])
def test_a_kind_on_trial_judges_and_stays_silent(
    kind: str, text: str, right: str, wrong: str
) -> None:
    for word, verdict in ((right, "consistent"), (wrong, "hint")):
        narrative = check_text(text.format(word))
        assert said(narrative) == []
        assert [(each.kind, each.verdict) for each in narrative.shadow] == [(kind, verdict)]
        assert kind not in {each.kind for each in narrative.relations}


def test_all_that_is_on_trial_is_tried_here() -> None:
    assert {kind for kind, *_ in TRIALS} == SHADOW


@pytest.mark.parametrize("seed", range(20))
def test_trials_find_nothing_in_honest_text(seed: int) -> None:
    for text in (report(random.Random(seed)), prose(random.Random(seed))):
        assert {each.verdict for each in check_text(text).shadow} <= {"consistent"}
