"""The scores that a qualitative answer permits (财预〔2020〕10号: 100-80, 80-60, 60-0 per cent)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlaudit.schemes.judgement import permitted

WHOLE = ("0", "7", True)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("达成", ("5.6", "7", True)),
        ("达成年度指标", ("5.6", "7", True)),
        ("已完成", ("5.6", "7", True)),
        ("全部完成。", ("5.6", "7", True)),
        ("部分达成年度指标并具有一定效果", ("4.2", "5.6", False)),
        ("基本完成", ("4.2", "5.6", False)),
        ("未达成年度指标且效果较差", ("0", "4.2", False)),
        ("未完成", ("0", "4.2", False)),
        ("完整", WHOLE),
        ("完成80%", WHOLE),
        ("完成大部分任务", WHOLE),
        ("", WHOLE),
    ],
)
def test_permitted_scores(answer: str, expected: tuple[str, str, bool]) -> None:
    low, high, is_closed = permitted("tier", answer, Decimal(7))
    assert (low, high, is_closed) == (Decimal(expected[0]), Decimal(expected[1]), expected[2])


def test_bounds_are_rounded_as_the_provincial_systems_do() -> None:
    assert permitted("tier", "部分达成", Decimal("3.33"))[:2] == (Decimal("2.00"), Decimal("2.66"))


def test_a_scheme_may_set_its_own_bounds() -> None:
    options = {"full": Decimal("0.9"), "part": Decimal("0.5")}
    assert permitted("tier", "部分达成", Decimal(10), options) == (Decimal(5), Decimal(9), False)


def test_people_judge_freely_elsewhere() -> None:
    assert permitted("manual", "未达成", Decimal(7)) == (Decimal(0), Decimal(7), True)
