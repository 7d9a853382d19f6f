"""Every check has a page that a person can read, and cases for and against it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from xlaudit.checks.registry import FAMILIES, RETIRED
from xlaudit.county.rules import RULES

CASES = Path(__file__).parent / "cases"


@pytest.mark.parametrize("code", sorted(RULES))
def test_page_has_its_parts(code: str) -> None:
    check = RULES[code]
    why, example = check.page.find("## 为什么"), check.page.find("## 例")
    assert 0 < why < example
    assert "不符：" in check.page[example:]
    assert "相符：" in check.page[example:]
    assert check.code[:3] in FAMILIES
    assert code not in RETIRED


@pytest.mark.parametrize("code", sorted(RULES))
def test_cases_for_and_against(code: str) -> None:
    cases = tomllib.loads((CASES / f"{code}.toml").read_text(encoding="utf-8"))["case"]
    assert any(case["expect"] for case in cases), "no case that must be found"
    assert any(not case["expect"] for case in cases), "no case that must stay silent"
    assert all(case["why"] for case in cases)


def test_no_case_file_without_a_check() -> None:
    assert {path.stem for path in CASES.glob("XA*.toml")} == set(RULES)


def test_titles_are_unique() -> None:
    titles = [check.title for check in RULES.values()]
    assert len(set(titles)) == len(titles)
