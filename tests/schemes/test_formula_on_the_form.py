"""A bureau's own formula over facts: asked for on the blank form, and scored from a filing."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl

from tests.schemes.example import EVERYTHING
from xlaudit.forms.filing import Filing, IndicatorRow, Stated
from xlaudit.numbers.lexer import read_quantity
from xlaudit.output.blank_form import blank_form
from xlaudit.schemes.load import parse_scheme
from xlaudit.scoring.facts import derive
from xlaudit.scoring.rows import Subject, score_row
from xlaudit.workbook.place import Place

# 分值 × 基本支出 ÷ 全年执行数, and an amount by itself, which the formula takes in 元
OVER_AMOUNTS = "IF(基本支出>500000,分值×基本支出÷全年执行数,0)"
SCHEME = parse_scheme(
    EVERYTHING.replace("IF(全年执行数=0, 0, 分值×基本支出÷全年执行数)", OVER_AMOUNTS), "我县.toml"
)
INDICATOR = next(row for row in SCHEME.indicators if row.rule == "formula")
HERE = Place("表", 1, 1)


def test_the_form_asks_for_the_amounts_and_reckons_with_them(
    tmp_path: Path, recalculate: Callable[..., list[Path]]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(blank_form(SCHEME)))
    funds, table = book["资金"], book["自评表"]
    (amount,) = (row[0].row for row in funds.iter_rows() if row[0].value == "基本支出")
    (row,) = (row[2].row for row in table.iter_rows() if row[2].value == INDICATOR.label)
    funds["E5"], funds[f"B{amount}"] = 100, 60
    book.save(tmp_path / "form.xlsx")
    (result,) = recalculate([tmp_path / "form.xlsx"])
    assert openpyxl.load_workbook(result, data_only=True)["自评表"][f"I{row}"].value == 3


def test_a_filing_is_scored_from_its_facts() -> None:
    def stated(text: str) -> Stated:
        return Stated(text, HERE, read_quantity(text))

    facts = {"basic": stated("60万元"), "spent": stated("100万元")}
    filing = Filing(department=None, year=None, facts=facts)
    row = IndicatorRow(HERE, "", "", INDICATOR.label, INDICATOR, INDICATOR.block)
    subject = Subject(INDICATOR.label, SCHEME.block("running"), HERE, INDICATOR, row)
    assert INDICATOR.options is not None
    scored = score_row(subject, SCHEME, derive(filing, SCHEME))
    assert scored.score == Decimal(3)
    assert scored.explanation == (
        f"按公式“{INDICATOR.options['formula']}”计算"
        "（基本支出：60 万元；分值：5 分；全年执行数：100 万元）= 3 分"
    )
