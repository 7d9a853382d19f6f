"""The amount of a budget subject and its outturn in one paragraph."""

from __future__ import annotations

import pytest

from tests.narrative.texts import check_text

LINE = "1.社会保障支出（类）抚恤（款）死亡抚恤（项）{}万元，主要用于抚恤金发放。年初预算为150.20万元，支出决算为{}万元。"


@pytest.mark.parametrize(
    ("first", "second", "severities"),
    [
        ("177.17", "177.17", []),
        ("177.17", "177.18", ["尾差"]),
        ("177.17", "171.77", ["错误"]),
        ("177.17", "17.17", ["错误"]),
        ("177.17", "642.50", ["待核实"]),
    ],
)
def test_the_outturn_repeats_the_headline(first: str, second: str, severities: list[str]) -> None:
    narrative = check_text(LINE.format(first, second))
    assert [cause.severity for cause in (*narrative.causes, *narrative.further)] == severities


@pytest.mark.parametrize(
    "text",
    [
        "教育支出（类）3120.50万元，占62.4%。全年支出决算为5000.80万元。",
        "死亡抚恤（项）：年初预算为150.20万元，支出决算为177.17万元。",
        "死亡抚恤（项）150.20万元。\n支出决算为177.17万元。",
    ],
)
def test_other_amounts_are_not_its_outturn(text: str) -> None:
    narrative = check_text(text)
    assert (*narrative.causes, *narrative.further) == ()
