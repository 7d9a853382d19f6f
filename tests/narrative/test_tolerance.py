"""Tied, nearly right, or neither: by hand arithmetic."""

from __future__ import annotations

import pytest

from tests.narrative.texts import check_text
from xlaudit.narrative.judging.tolerance import rounds, ties
from xlaudit.narrative.reading import Formula, Reading, Strength


@pytest.mark.parametrize(
    ("part", "whole", "stated", "is_tied", "is_near"),
    [
        ("0.69万元", "98人次", "70.4元", True, False),  # 6900 / 98 = 70.408…
        ("0.69万元", "98人次", "70.5元", False, True),  # 6850 to 6950 yuan: 69.90 to 70.92
        ("0.69万元", "98人次", "72.0元", False, False),
        ("200个", "300个", "66.67%", True, False),
        ("200个", "300个", "66.66%", False, True),  # cut off
        ("200个", "300个", "66.5%", False, False),
        ("200个", "0个", "66.67%", False, False),  # nothing can be computed
    ],
)
def test_tied_or_nearly_right(
    part: str, whole: str, stated: str, *, is_tied: bool, is_near: bool
) -> None:
    operands = check_text(f"甲{part}，乙{whole}，丙{stated}。").figures
    reading = Reading(Formula.RATIO, operands[:2], operands[2], Strength.LIKELY)
    assert (ties(reading), rounds(reading)) == (is_tied, is_near)


def test_an_average_that_is_nearly_right_is_not_worth_a_remark() -> None:
    text = "全县特困人员{}人，发放生活补助41.2万元，人均{}元。"
    near, right, wrong = (
        check_text(text.format(512, mean)) for mean in ("805.2", "804.69", "840.69")
    )
    assert (near.causes, right.causes) == ((), ())  # 411,500 to 412,500 by 512: 803.7 to 805.7
    assert [cause.expected for cause in (*wrong.causes, *wrong.further)] == ["804.69元"]
