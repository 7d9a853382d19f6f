"""Closed sentences: every honest variant is silent, every broken one is told once with the right repair."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.narrative.texts import check_text, said

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "narrative_closed.toml").read_text("utf-8")
)["case"]
HONEST = [(case["why"], text) for case in CASES for text in case.get("right", [])]
WRONG = [case for case in CASES if "wrong" in case]


@pytest.mark.parametrize(("why", "text"), HONEST, ids=lambda value: value[:30])
def test_an_honest_variant_is_silent(why: str, text: str) -> None:
    assert said(check_text(text)) == [], why


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["why"][:40])
def test_a_broken_figure_is_told_once(case: dict) -> None:
    narrative = check_text(case["wrong"])
    causes = [cause for cause in narrative.causes if cause.severity != "尾差"]
    assert [cause.severity for cause in causes] == [case["severity"]]
    message = causes[0].message
    assert [words for words in case["says"] if words not in message] == []
    assert causes[0].repair == case.get("repair", causes[0].repair)


def test_a_drawn_table_is_one_though_every_line_is_read_alone() -> None:
    lines = (
        "| 支出 | 2021年（万元） | 2022年（万元） |",
        "|---|---|---|",
        "| 基本支出 | 1,842.60 | 1,911.25 |",
        "| 项目支出 | 6,035.18 | {} |",
        "| 合计 | 7,877.78 | 8,332.02 |",
    )
    for number, expected in (("6,420.77", []), ("6,240.77", ["错误"])):
        narrative = check_text(*(line.format(number) for line in lines))
        assert [cause.severity for cause in narrative.causes] == expected
