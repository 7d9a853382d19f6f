"""One rule, three readers: our decimals, the ``formulas`` package and LibreOffice give the same score.

Thousands of scores, to the last digit. The package runs with the ROUND and the comparisons that the
engine puts into it; LibreOffice runs as it is, on cells.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.schemes.variants import Row, Variant, rows, variants
from xlaudit.numbers import excel
from xlaudit.schemes.expression import evaluate, to_excel
from xlaudit.schemes.expression.engine import compiled

CASES = [(variant, tuple(rows(variant))) for variant in variants()]
ERROR = "error"


def ours(variant: Variant, row: Row) -> Decimal | str:
    try:
        return evaluate(variant.expression, row)
    except ZeroDivisionError:
        return ERROR


def as_score(value: object) -> Decimal | str:
    """Return what another engine gave as the decimal that it shows; any error value is an error."""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ERROR
    return excel.view(float(value))


def test_there_are_thousands_of_scores() -> None:
    assert sum(len(figures) for _, figures in CASES) > 5000


@pytest.mark.parametrize(("variant", "figures"), CASES, ids=[case.name for case, _ in CASES])
def test_the_formulas_package_agrees(variant: Variant, figures: tuple[Row, ...]) -> None:
    names = {name: f"x_{name}" for name in figures[0]}
    function, order = compiled(to_excel(variant.expression, names))
    wrong = []
    for row in figures:
        by_name = {f"X_{name.upper()}": float(value) for name, value in row.items()}
        theirs = as_score(function(*(by_name[name.upper()] for name in order)))
        if theirs != ours(variant, row):
            wrong.append((row, ours(variant, row), theirs))
    assert wrong == []


def test_libreoffice_agrees(tmp_path: Path, recalculate: Callable[..., list[Path]]) -> None:
    path = tmp_path / "rules.xlsx"
    _write(path)
    (result,) = recalculate([path])
    book = openpyxl.load_workbook(result, data_only=True)
    sheet = book["rules"]
    wrong = []
    at = 0
    for variant, figures in CASES:
        for row in figures:
            at += 1
            theirs = as_score(sheet.cell(at, 6).value)
            if theirs != ours(variant, row):
                wrong.append((variant.name, row, ours(variant, row), theirs))
    assert wrong == []


def _write(path: Path) -> None:
    """Write one line per score: its figures in A to E, its formula in F, no cached value."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("rules")
    at = 0
    for variant, figures in CASES:
        for row in figures:
            references = {}
            for column, (name, value) in enumerate(row.items()):
                sheet.write_number(at, column, float(value))
                references[name] = f"{'ABCDE'[column]}{at + 1}"
            sheet.write_formula(at, 5, f"={to_excel(variant.expression, references)}", value="")
            at += 1
    book.close()
