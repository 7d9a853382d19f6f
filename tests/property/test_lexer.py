"""The lexer on a table of hand-read sentences, and on any text at all."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlaudit.numbers.chinese_numerals import read_numeral
from xlaudit.numbers.flow import Flow
from xlaudit.numbers.lexer import find_quantities, read_quantity

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "narrative_lexer.toml").read_text("utf-8")
)["case"]

PIECES = st.sampled_from(
    [
        *"0123456789一二三万亿元%分，。；、（）：.,- \n\t≥约增占",
        "万元",
        "百分之",
        "2022年",
        "个百分点",
        "1.",
        "其中",
    ]
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:16])
def test_sentences_read_as_by_hand(case: dict) -> None:
    found = [_said(quantity, case["text"]) for quantity in find_quantities(case["text"])]
    assert found == [_expected(line) for line in case["figures"]]


def _said(quantity, text: str) -> tuple:
    literal = text[quantity.start : quantity.end]
    return literal, quantity.value, quantity.comparator.value, quantity.unit.text


def _expected(line: str) -> tuple:
    literal, value, comparator, unit = line.rsplit(" ", 3)
    return literal, Decimal(value), comparator, unit


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_is_read_without_complaint(text: str) -> None:
    quantities = find_quantities(text)
    places = [(q.start, q.end) for q in quantities]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)
    assert all(first[1] <= second[0] for first, second in pairwise(places))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_the_flow_leads_back_to_its_text(text: str) -> None:
    flow = Flow.of(text)
    for place, character in enumerate(flow.text):
        start, end = flow.origin(place, place + 1)
        assert 0 <= start < end <= len(text)
        if character.isalpha() and character.isascii():
            assert text[start:end] == character


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.integers(min_value=1, max_value=99_999_999))
def test_a_figure_survives_any_line_break(number: int) -> None:
    text = f"经核实全年一般公共预算财政拨款支出合计为{number}.25万元，其余不变。"
    for place in range(22, len(text)):
        broken = text[:place] + "\n" + text[place:]
        (quantity,) = find_quantities(broken)
        assert quantity.number == Decimal(f"{number}.25")
        assert quantity.unit.text == "万元"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零三", 103),
        ("两千零五十", 2050),
        ("三万五千", 35000),
        ("一亿二千万", 120_000_000),
        ("三千五百", 3500),
        ("九十九", 99),
    ],
)
def test_numerals(text: str, value: int) -> None:
    assert read_numeral(text) == value


def test_a_cell_reads_as_before() -> None:
    quantity = read_quantity(" ≤30 % ")
    assert quantity is not None
    assert (quantity.value, quantity.comparator.value) == (Decimal("0.30"), "≤")
    assert read_quantity("1.5.2") is None
