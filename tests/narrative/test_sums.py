"""Lists and totals in prose: every honest variant is silent, every broken one is told once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.narrative.texts import check_text, said

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "narrative_sums.toml").read_text("utf-8")
)["case"]
HONEST = [(case["why"], text) for case in CASES for text in case.get("right", [])]
WRONG = [case for case in CASES if "wrong" in case]


@pytest.mark.parametrize(("why", "text"), HONEST, ids=lambda value: value[:30])
def test_an_honest_list_is_silent(why: str, text: str) -> None:
    assert said(check_text(text)) == [], why


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case["why"][:40])
def test_a_broken_list_is_told_once(case: dict) -> None:
    narrative = check_text(case["wrong"])
    causes = [cause for cause in narrative.causes if cause.severity != "尾差"]
    assert [cause.severity for cause in causes] == [case["severity"]]
    assert [words for words in case["says"] if words not in causes[0].message] == []


def test_a_row_whose_number_is_mistyped_is_a_row_all_the_same() -> None:
    text = (
        "本年支出712.50万元，主要用于以下方面：\n1.公用经费300.20万元。\n2.业务经费250.10万元。\n"
        "3.设备购置100.40万元。\n4“. 应急支出”61.80万元。\n（二）资产情况"
    )
    narrative = check_text(text)
    assert (*narrative.causes, *narrative.further) == ()
    assert narrative.coverage.tied >= 5
