"""Cells and the quantities in them: units of captions, scores, rates in all their spellings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.forms.paper import number, sheet
from xlaudit.forms.grid import Grid
from xlaudit.forms.values import as_amount, as_rate, as_score, money_unit, read_text_quantity, state
from xlaudit.numbers.lexer import UNITS


def only(cell: str) -> Grid:
    return Grid(sheet(cell))


@pytest.mark.parametrize(
    ("text", "unit", "is_caption"),
    [
        ("单位：万元", "万元", True),
        ("金额单位: 元", "元", True),
        ("单位：人民币万元", "万元", True),
        ("（单位：亿元）", "亿元", True),
        ("预算数（万元）", "万元", False),
        ("全年预算数\n(元)", "元", False),
        ("项目资金（万元）", "万元", False),
        ("金额/万元", "万元", False),
        ("单位：百万元", "百万元", True),
    ],
)
def test_captions(text: str, unit: str, *, is_caption: bool) -> None:
    found = money_unit(text)
    assert found is not None
    assert (found[0].text, found[1]) == (unit, is_caption)


@pytest.mark.parametrize(
    "text", ["单位：个", "填报单位：元氏县财政局", "公元2022年", "单位", "元", "（元/人）"]
)
def test_what_is_no_caption(text: str) -> None:
    assert money_unit(text) is None


@pytest.mark.parametrize(
    ("text", "sign", "value"),
    [
        ("≥90%", "≥", "0.90"),
        ("90%以上", "≥", "0.90"),
        ("90%及以上", "≥", "0.90"),
        ("95%（含）以上", "≥", "0.95"),
        ("不低于95%", "≥", "0.95"),
        ("5%以下", "<", "0.05"),
        ("100万元以内", "≤", "1000000"),
        ("约30次", "约", "30"),
        (r"$\geq 90\%$", "≥", "0.90"),
        (r"$\leq 30\%$", "≤", "0.30"),
        (r"$= 100\%$", "=", "1.00"),
        ("达到98%", "=", "0.98"),
        ("达到98%以上", "≥", "0.98"),
        ("1,234.50", "=", "1234.50"),
        ("９５％", "=", "0.95"),
    ],
)
def test_one_cell_targets(text: str, sign: str, value: str) -> None:
    quantity = read_text_quantity(text)
    assert quantity is not None
    assert (quantity.comparator.value, quantity.value) == (sign, Decimal(value))
    assert quantity.literal == text


@pytest.mark.parametrize(
    "text", ["完成", "90%-95%", "第一季度", "优于上年", "1.5.2", "无", "x" * 50]
)
def test_words_are_no_quantity(text: str) -> None:
    assert read_text_quantity(text) is None


@pytest.mark.parametrize(
    "mark", ["—", "——", "/", "*", "无", "－", "…", "-", "无。", "#DIV/0!", "  "]
)
def test_marks_of_nothing_state_nothing(mark: str) -> None:
    assert state(only(mark), 1, 1) is None


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("3082.64", "万元", "3082.64万元"),
        ("30826400", "元", "30826400元"),
        ("'3082.64", "万元", "3082.64万元"),
        ("'1,234.50", "万元", "1234.50万元"),
        ("5000元", "万元", "5000元"),
        ("12.5万", "元", "12.5万元"),
        ("待定", "万元", "[待定]"),
        ("87.56%", "万元", "87.56%"),
    ],
)
def test_amounts(cell: str, unit: str, expected: str) -> None:
    assert number(as_amount(state(only(cell), 1, 1), UNITS[unit])) == expected


def test_a_number_that_is_stored_as_text_says_so() -> None:
    texts = [state(only(cell), 1, 1) for cell in ("'1,234.50", "1234.50", "待定")]
    assert [each is not None and each.is_text_number for each in texts] == [True, False, False]


@pytest.mark.parametrize(
    ("cell", "is_weight", "expected"),
    [
        ("9.73", False, "9.73分"),
        ("'2分", False, "2分"),
        ("10%", True, "10分"),
        ("10%", False, "10%"),
        ("满分", False, "[满分]"),
    ],
)
def test_scores(cell: str, expected: str, *, is_weight: bool) -> None:
    assert number(as_score(state(only(cell), 1, 1), is_weight=is_weight)) == expected


RATES = [
    # cell, per cent in the heading, spent ÷ budget, expected
    ("87.56%", False, None, "87.56%"),
    ("'87.56%", True, None, "87.56%"),
    ("0.8756", False, None, "87.56%"),
    ("87.56", True, None, "87.56%"),
    ("87.56", False, None, "87.56%"),
    ("1", False, None, "100%"),
    ("1.2", False, None, "120%"),
    ("1.6", False, None, "1.6%"),
    ("0.8756", True, None, "0.8756%"),  # under a heading with % the number is per cent …
    ("0.8756", True, "0.8756", "87.56%"),  # … unless the amounts beside it say otherwise
    ("5.6", False, "5.6", "560%"),  # 28 spent of 5
    ("0.9", False, "0.009", "0.9%"),
    ("1", False, "0.01", "1%"),
    ("1", True, "1", "100%"),
    ("0", False, None, "0%"),
    ("较高", False, None, "[较高]"),
]


@pytest.mark.parametrize(("cell", "is_per_cent", "truth", "expected"), RATES)
def test_rates(cell: str, truth: str | None, expected: str, *, is_per_cent: bool) -> None:
    true = Decimal(truth) if truth else None
    read = as_rate(state(only(cell), 1, 1), is_per_cent=is_per_cent, truth=true)
    assert number(read) == expected


def test_the_decimals_of_a_fraction_are_those_of_the_percentage() -> None:
    read = as_rate(state(only("0.8756"), 1, 1))
    assert read is not None
    assert read.quantity is not None
    assert (read.text, read.quantity.number, read.quantity.decimals) == (
        "0.8756",
        Decimal("87.56"),
        2,
    )
