"""A change and its rate that turn in opposite directions."""

from __future__ import annotations

import pytest

from tests.narrative.texts import check_text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("全年支出512.4万元，比上年增加38.2万元，下降8.06%。", "紧接着写“下降8.06%”，方向相反"),
        ("办件量比上年减少120件，增长5.1%。", "紧接着写“增长5.1%”，方向相反"),
        (
            "公务用车费18.64万元，比上年的19.42万元减少0.78万元，增长4.02%。",
            "实为下降4.02%，方向相反",
        ),
    ],
)
def test_opposite_words_are_told_once(text: str, words: str) -> None:
    narrative = check_text(text)
    [cause] = (*narrative.causes, *narrative.further)
    assert cause.severity == "错误"
    assert words in cause.message


@pytest.mark.parametrize(
    "text",
    [
        "收入增加5万元，支出下降3%。",
        "全年支出512.4万元，比上年减少38.2万元，下降6.94%。",
        "投诉减少12件，增长5%的部门仅1个。",
        "经费增加0万元，下降0%。",
    ],
)
def test_two_things_may_turn_as_they_like(text: str) -> None:
    narrative = check_text(text)
    assert (*narrative.causes, *narrative.further) == ()
