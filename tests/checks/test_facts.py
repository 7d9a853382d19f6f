"""Facts that follow from others, by hand arithmetic."""

from __future__ import annotations

from decimal import Decimal

from tests import grid
from xlaudit.forms import read_filing
from xlaudit.schemes.load import load_scheme
from xlaudit.scoring.facts import KnownFact, derive

SCHEME = load_scheme("henan-zhengzhou-2022")


def known(text: str) -> dict[str, KnownFact]:
    return derive(read_filing(grid.workbook(grid.sheet(text)), SCHEME), SCHEME)


def test_adjustment_rate_without_a_column_of_adjustments() -> None:
    """(3082.64 − 2538.07) ÷ 2538.07 = 21.456 %"""
    facts = known("""
单位：万元
资金来源|年初预算|调整后预算|全年执行数
年度资金总额|2538.07|3082.64|2699.18
""")
    assert facts["adjustment_rate"].value.quantize(Decimal("0.00001")) == Decimal("0.21456")
    assert set(facts["adjustment_rate"].operands) == {"budget", "initial_budget"}


def test_unspent_money_is_no_carryover() -> None:
    """What was not spent may have been taken back: no carryover is made up."""
    facts = known("""
单位：万元
资金来源|年初预算|调整后预算|全年执行数
年度资金总额|2538.07|3082.64|2699.18
""")
    assert "carryover_rate" not in facts


def test_nothing_is_divided_by_zero() -> None:
    facts = known("""
单位：万元
资金来源|年初预算|调整后预算|全年执行数
年度资金总额|0|0|0
""")
    assert "execution_rate" not in facts
    assert "adjustment_rate" not in facts
