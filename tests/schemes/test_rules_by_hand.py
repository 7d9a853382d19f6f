"""Scores reckoned by hand, the published ones first."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from tests.schemes.variants import BANDS, REVERSE_BANDS
from xlaudit.numbers.quantity import Comparator
from xlaudit.schemes.expression import (
    Expression,
    Variable,
    evaluate,
    number,
    substitute,
    variables,
)
from xlaudit.schemes.load import load_scheme
from xlaudit.schemes.rules import BY_TARGET, JUDGED, RULES, by_sign, score
from xlaudit.schemes.schema import Indicator, Limits, Scheme

Options = Mapping[str, object]


def score_of(scheme: Scheme, indicator: Indicator, spent: str, budget: str) -> Decimal:
    rounding = indicator.rounding or scheme.rounding
    expression = score(indicator.rule, indicator.options or {}, rounding, indicator.limits)
    rate = Variable("spent") / Variable("budget")
    figures = {"spent": spent, "budget": budget, "points": indicator.points}
    if indicator.target and indicator.target.quantity:
        figures["target"] = indicator.target.quantity.value
    values = {name: Decimal(str(value)) for name, value in figures.items()}
    return evaluate(substitute(expression, {"actual": rate}), values)


@pytest.mark.parametrize(
    ("scheme_id", "indicator_id", "spent", "budget", "expected"),
    [
        # 87.56% of a 90% target: 10 and 2 points
        ("henan-zhengzhou-2022", "execution_rate", "2699.18", "3082.64", "9.73"),
        ("henan-zhengzhou-2022", "input_execution_rate", "2699.18", "3082.64", "1.95"),
        # the same form, 58.78% × 10 in whole points
        ("henan-pingdingshan-2022", "execution_rate", "16848.83", "28664.34", "6"),
        ("henan-pingdingshan-2022", "input_execution_rate", "16848.83", "28664.34", "1.31"),
        # 99.77% × 10, and not the full 10
        ("hebei-lingshou-2022", "execution_rate", "583.79577", "585.11577", "9.98"),
        ("mof-project-2020", "execution_rate", "86", "100", "8.6"),
        ("mof-project-2020", "execution_rate", "101", "100", "10"),
    ],
)
def test_published_execution_rates(
    scheme_id: str, indicator_id: str, spent: str, budget: str, expected: str
) -> None:
    scheme = load_scheme(scheme_id)
    indicator = next(row for row in scheme.indicators if row.id == indicator_id)
    assert score_of(scheme, indicator, spent, budget) == Decimal(expected)


ONE_PER_POINT = {"step": Decimal("0.01"), "each": Decimal("0.5")}
BOTH = Limits(over=Decimal("1.3"), effect="zero", under=Decimal("0.7"))


@pytest.mark.parametrize(
    ("rule", "options", "actual", "target", "points", "expected"),
    [
        ("proportional", {}, "0.95", "0.9", "10", "10"),
        ("proportional", {}, "-0.1", "0.9", "10", "0"),
        ("proportional", {}, "17", "20", "5", "4.25"),
        ("proportional", {"denominator": "full"}, "0.95", "0.9", "10", "9.5"),
        ("capped", {}, "0.1", "0.1", "1", "1"),
        ("capped", {}, "0.1244", "0.1", "1", "0.76"),
        ("capped", {}, "0.2", "0.1", "1", "0"),
        ("capped", {}, "0.3", "0.1", "1", "0"),
        ("capped", {"beyond": "zero"}, "0.1001", "0.1", "1", "0"),
        ("equal", {}, "1", "1", "2", "2"),
        ("equal", {}, "0.955", "1", "2", "1.91"),
        ("equal", {}, "1.2", "1", "2", "2"),
        ("equal", {"other": "zero"}, "0.9999", "1", "2", "0"),
        ("zero_target", {}, "0", "0", "3", "3"),
        ("zero_target", {}, "1", "0", "3", "0"),
        ("deduction", ONE_PER_POINT, "1", "1", "5", "5"),
        ("deduction", ONE_PER_POINT, "1.035", "1", "5", "3.25"),
        ("deduction", ONE_PER_POINT, "1.2", "1", "5", "0"),
        ("deduction", {**ONE_PER_POINT, "whole": True}, "1.035", "1", "5", "3.5"),
        # three whole points, though 1.03 - 1 falls short of 0.03 in doubles
        ("deduction", {**ONE_PER_POINT, "whole": True}, "1.03", "1", "5", "3.5"),
        ("deduction", {**ONE_PER_POINT, "side": "below"}, "0.945", "0.96", "10", "9.25"),
        ("deduction", {**ONE_PER_POINT, "side": "below"}, "0.97", "0.96", "10", "10"),
        ("steps", {"bands": BANDS}, "0.95", "1", "5", "5"),
        ("steps", {"bands": BANDS}, "0.9499", "1", "5", "3.75"),
        ("steps", {"bands": BANDS}, "0.6", "1", "5", "2.5"),
        ("steps", {"bands": BANDS}, "0.5999", "1", "5", "0"),
        ("steps", {"bands": REVERSE_BANDS}, "-0.2", "0", "5", "5"),
        ("steps", {"bands": REVERSE_BANDS}, "0.05", "0", "5", "3"),
        ("steps", {"bands": REVERSE_BANDS}, "0.0501", "0", "5", "1.5"),
        ("steps", {"bands": REVERSE_BANDS}, "0.11", "0", "5", "0"),
        ("checklist", {"items": 8}, "6", "8", "2", "1.5"),
        ("checklist", {"items": 8}, "9", "8", "2", "2"),
        ("checklist", {"items": 8, "each": 1}, "6", "8", "5", "3"),
        ("checklist", {"items": 8, "each": 1}, "1", "8", "5", "0"),
        ("formula", {"formula": "MIN(1,实际完成值/目标值)*分值"}, "0.8756", "0.9", "10", "9.73"),
        ("formula", {"formula": "分值+5"}, "0.8756", "0.9", "10", "10"),
        ("formula", {"formula": "实际完成值-5"}, "0.8756", "0.9", "10", "0"),
    ],
)
def test_by_hand(
    rule: str, options: Options, actual: str, target: str, points: str, expected: str
) -> None:
    figures = {"actual": actual, "target": target, "points": points}
    values = {name: Decimal(value) for name, value in figures.items()}
    assert evaluate(score(rule, options, "two_decimals"), values) == Decimal(expected)


@pytest.mark.parametrize(
    ("limits", "actual", "expected"),
    [
        (BOTH, "0.6999", "0"),
        (BOTH, "0.7", "7"),
        (BOTH, "1.3", "10"),
        (BOTH, "1.3001", "0"),
        (Limits(over=Decimal("1.3"), effect="explain"), "1.5", "10"),
        (Limits(over=Decimal("1.3")), "1.5", "10"),
        (Limits(under=Decimal("0.7")), "0.5", "0"),
    ],
)
def test_completion_limits(limits: Limits, actual: str, expected: str) -> None:
    values = {"actual": Decimal(actual), "target": Decimal(1), "points": Decimal(10)}
    assert evaluate(score("proportional", {}, "two_decimals", limits), values) == Decimal(expected)


@pytest.mark.parametrize(
    ("rounding", "expected"), [("two_decimals", "8.76"), ("integer", "9"), ("truncate", "8.75")]
)
def test_roundings(rounding: str, expected: str) -> None:
    values = {"actual": Decimal("0.8756"), "target": Decimal(1), "points": Decimal(10)}
    assert evaluate(score("proportional", {}, rounding), values) == Decimal(expected)


def test_numbers_that_look_equal_leave_an_exact_zero() -> None:
    left, right = Variable("left"), Variable("right")
    values = {"left": Decimal("0.30000000000000004"), "right": Decimal("0.3")}
    assert evaluate(left - right, values) == 0
    assert evaluate(left + (number(0) - right), values) == 0


def test_a_zero_target_cannot_divide() -> None:
    values = {"actual": Decimal(1), "target": Decimal(0), "points": Decimal(10)}
    with pytest.raises(ZeroDivisionError):
        evaluate(score("proportional", {}, "two_decimals"), values)


@pytest.mark.parametrize(
    ("comparator", "target", "rule"),
    [
        (Comparator.AT_LEAST, "0.9", "proportional"),
        (Comparator.EQUAL, "1", "proportional"),
        (Comparator.AT_MOST, "0.3", "capped"),
        (Comparator.BELOW, "5", "capped"),
        (Comparator.AT_MOST, "0", "zero_target"),
        (Comparator.EQUAL, "0", "zero_target"),
    ],
)
def test_a_unit_writes_its_own_row(comparator: Comparator, target: str, rule: str) -> None:
    assert by_sign(comparator, Decimal(target))[0] == rule


def test_a_target_in_words_is_judged_by_people() -> None:
    assert by_sign(Comparator.EQUAL, None) == ("tier", {})


def test_rules_ask_for_what_they_say() -> None:
    """Those that people judge take the stated score; those by target ask for the target."""
    options = {"step": 1, "each": 1, "bands": BANDS, "items": 1, "formula": "分值"}

    def asked(rule: str) -> Expression:
        return RULES[rule](options)

    for rule in RULES:
        assert ("stated" in variables(asked(rule))) == (rule in JUDGED)
        assert ("target" in variables(asked(rule))) == (rule in BY_TARGET)
