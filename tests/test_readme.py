"""README says what the code does."""

from __future__ import annotations

from tests.readme import README, regenerated


def test_tables_are_current() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == regenerated(text), "run: python -m tests.readme"


def test_both_commands_stand_in_it() -> None:
    text = README.read_text(encoding="utf-8")
    prefix = "python3 -m pip install -q uv && python3 -m uv run "
    assert f"{prefix}xlaudit consolidate workbooks/samples -o 汇总.xlsx" in text
    assert f"{prefix}pytest" in text
