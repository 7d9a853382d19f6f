"""Every check on its cases: a sheet in, the findings of that code out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests import grid
from xlaudit.audit import audit
from xlaudit.schemes.load import load_scheme
from xlaudit.schemes.schema import Limits, Scheme
from xlaudit.workbook.snapshot import Cell, Sheet, Snapshot

CASES = Path(__file__).parent / "cases"
SCHEME = "henan-zhengzhou-2022"
LEAST = """
项目名称|预算数|实际支出
日常运转|100|100
"""


def cases() -> Iterator[object]:
    for path in sorted(CASES.glob("XA*.toml")):
        if path.stem.startswith("XA7"):
            continue  # between departments: tests/county/test_cases.py
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield pytest.param(path.stem, case, id=f"{path.stem}-{case['name']}")


def scheme_for(case: dict[str, object]) -> Scheme:
    scheme = load_scheme(str(case.get("scheme", SCHEME)))
    if "explain_over" in case:
        limits = Limits(over=Decimal(str(case["explain_over"])), effect="explain")
        rows = tuple(replace(row, limits=limits) for row in scheme.indicators)
        scheme = replace(scheme, indicators=rows)
    return scheme


def workbook(case: dict[str, object]) -> Snapshot:
    """Build the case's sheet, and a sheet of text with a paragraph a row."""
    hidden = case.get("hidden_rows", ())
    form = grid.sheet(str(case.get("sheet", LEAST)), hidden_rows=hidden)  # type: ignore[arg-type]
    if "text" not in case:
        return grid.workbook(form)
    paragraphs = str(case["text"]).strip().split("\n")
    cells = {(row, 1): Cell(paragraph) for row, paragraph in enumerate(paragraphs, start=1)}
    return grid.workbook(form, Sheet("自评报告", cells))


@pytest.mark.parametrize(("code", "case"), list(cases()))
def test_case(code: str, case: dict[str, object]) -> None:
    report = audit(workbook(case), scheme_for(case))
    found = [
        f"{each.code} {each.severity.value} {each.place.address}"
        for each in report.findings
        if each.code == code
    ]
    found += [f"未核对 {each.code}" for each in report.unchecked if each.code == code == "XA101"]
    # A case names the cell only where the place is what it proves.
    wanted = list(case["expect"])  # type: ignore[call-overload]
    shown = [
        full if full in wanted else full.rsplit(" ", 1)[0] if len(full.split()) == 3 else full
        for full in found
    ]
    assert sorted(shown) == sorted(wanted), case["why"]
