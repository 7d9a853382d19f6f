"""What an accountant reads beside a score, in every branch of every rule."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.schemes.variants import BANDS, REVERSE_BANDS
from xlaudit.schemes.expression import Operand, Variable, explain, substitute
from xlaudit.schemes.rules import score
from xlaudit.schemes.schema import Limits

ONE_PER_POINT = {"step": Decimal("0.01"), "each": Decimal("0.5")}
BOTH = Limits(over=Decimal("1.3"), effect="zero", under=Decimal("0.7"))


def operands(label: str, actual: str, target: str, points: str) -> dict[str, Operand]:
    """Give operands from texts as people write them: 87.56%, 17 个."""

    def operand(name: str, shown: str) -> Operand:
        number = Decimal(shown.rstrip("%").split(" ")[0])
        return Operand(number / 100 if shown.endswith("%") else number, name, shown)

    return {
        "actual": operand(label, actual),
        "target": operand("目标", target),
        "points": operand("", f"{points} 分"),
    }


@pytest.mark.parametrize(
    ("rule", "options", "figures", "expected"),
    [
        (
            "proportional",
            {},
            ("执行率", "87.56%", "90%", "10"),
            "执行率 87.56% ÷ 目标 90% × 10 分 = 9.73 分",
        ),
        (
            "proportional",
            {},
            ("执行率", "90%", "90%", "10"),
            "执行率 90% ÷ 目标 90% × 10 分 = 10 分",
        ),
        (
            "proportional",
            {},
            ("执行率", "95%", "90%", "10"),
            "（执行率 95% ÷ 目标 90%，超过 100% 按 100% 计）× 10 分 = 10 分",
        ),
        (
            "proportional",
            {},
            ("执行率", "-5%", "90%", "10"),
            "（执行率 -5% ÷ 目标 90%，低于 0 按 0 计）× 10 分 = 0 分",
        ),
        (
            "proportional",
            {},
            ("实际", "17 个", "20 个", "5"),
            "实际 17 个 ÷ 目标 20 个 × 5 分 = 4.25 分",
        ),
        ("capped", {}, ("结转结余率", "5%", "10%", "1"), "结转结余率 5% ≤ 目标 10%，得满分 1 分"),
        (
            "capped",
            {},
            ("结转结余率", "12.44%", "10%", "1"),
            (
                "结转结余率 12.44% > 目标 10%，"
                "（2 × 目标 10% − 结转结余率 12.44%）÷ 目标 10% × 1 分 = 0.76 分"
            ),
        ),
        (
            "capped",
            {},
            ("结转结余率", "41.22%", "10%", "1"),
            (
                "结转结余率 41.22% > 目标 10%，"
                "（2 × 目标 10% − 结转结余率 41.22%）÷ 目标 10% × 1 分，结果低于 0，按 0 分计"
            ),
        ),
        (
            "capped",
            {"beyond": "zero"},
            ("调整率", "41.22%", "30%", "2"),
            "调整率 41.22% > 目标 30%，不得分",
        ),
        ("equal", {}, ("完成率", "100%", "100%", "2"), "完成率 100% = 目标 100%，得满分 2 分"),
        (
            "equal",
            {},
            ("完成率", "90%", "100%", "2"),
            "完成率 90% ≠ 目标 100%，完成率 90% ÷ 目标 100% × 2 分 = 1.8 分",
        ),
        (
            "equal",
            {"other": "zero"},
            ("完成率", "90%", "100%", "2"),
            "完成率 90% ≠ 目标 100%，不得分",
        ),
        ("zero_target", {}, ("事故", "0 起", "0 起", "2"), "事故 0 起 ≤ 0，得满分 2 分"),
        ("zero_target", {}, ("事故", "2 起", "0 起", "2"), "事故 2 起 > 0，不得分"),
        (
            "deduction",
            ONE_PER_POINT,
            ("控制率", "97%", "100%", "5"),
            "控制率 97% ≤ 目标 100%，得满分 5 分",
        ),
        (
            "deduction",
            ONE_PER_POINT,
            ("控制率", "103.5%", "100%", "5"),
            "控制率 103.5% > 目标 100%，5 分 −（控制率 103.5% − 目标 100%）÷ 1% × 0.5 = 3.25 分",
        ),
        (
            "deduction",
            {**ONE_PER_POINT, "whole": True},
            ("控制率", "103.5%", "100%", "5"),
            (
                "控制率 103.5% > 目标 100%，"
                "5 分 −（（控制率 103.5% − 目标 100%）÷ 1%，只计整数）× 0.5 = 3.5 分"
            ),
        ),
        (
            "steps",
            {"bands": BANDS},
            ("执行率", "97%", "100%", "5"),
            "执行率 97% ≥ 95%，得满分 5 分",
        ),
        (
            "steps",
            {"bands": BANDS},
            ("执行率", "70%", "100%", "5"),
            "执行率 70% < 80% 且 ≥ 60%，5 分 × 50% = 2.5 分",
        ),
        ("steps", {"bands": BANDS}, ("执行率", "50%", "100%", "5"), "执行率 50% < 60%，不得分"),
        (
            "steps",
            {"bands": REVERSE_BANDS},
            ("变动率", "3%", "0%", "5"),
            "变动率 3% > 0 且 ≤ 5%，5 分 × 60% = 3 分",
        ),
        (
            "checklist",
            {"items": Decimal(8)},
            ("符合", "6 项", "8 项", "2"),
            "符合 6 项 ÷ 8 × 2 分 = 1.5 分",
        ),
        (
            "checklist",
            {"items": Decimal(8), "each": Decimal(1)},
            ("符合", "6 项", "8 项", "5"),
            "符合 6 项 < 8，5 分 −（8 − 符合 6 项）× 1 = 3 分",
        ),
        (
            "formula",
            {"formula": "MIN(1,实际完成值/目标值)*分值"},
            ("执行率", "87.56%", "90%", "10"),
            (
                "按公式“MIN(1,实际完成值/目标值)*分值”计算"
                "（实际完成值：执行率 87.56%；目标值：目标 90%；分值：10 分）= 9.73 分"
            ),
        ),
        (
            "formula",
            {"formula": "分值+5"},
            ("执行率", "87.56%", "90%", "10"),
            "按公式“分值+5”计算（分值：10 分），结果高于 10 分，按 10 分计",
        ),
    ],
)
def test_two_decimals(
    rule: str, options: dict[str, object], figures: tuple[str, str, str, str], expected: str
) -> None:
    assert explain(score(rule, options, "two_decimals"), operands(*figures)) == expected


@pytest.mark.parametrize(
    ("rounding", "actual", "expected"),
    [
        ("integer", "58.78%", "执行率 58.78% × 10 分 = 6 分（取整）"),
        ("integer", "60%", "执行率 60% × 10 分 = 6 分"),
        ("truncate", "87.567%", "执行率 87.567% × 10 分 = 8.75 分（只取 2 位小数，其余舍去）"),
    ],
)
def test_a_rounding_that_changed_the_score_is_told(
    rounding: str, actual: str, expected: str
) -> None:
    rule = score("proportional", {"denominator": "full"}, rounding)
    assert explain(rule, operands("执行率", actual, "90%", "10")) == expected


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("60%", "完成率 60% ÷ 目标 100% = 60% < 70%，不得分"),
        ("140%", "完成率 140% ÷ 目标 100% = 140% > 130%，不得分"),
        (
            "80%",
            "完成率 80% ÷ 目标 100% = 80% ≥ 70% 且 ≤ 130%，完成率 80% ÷ 目标 100% × 5 分 = 4 分",
        ),
    ],
)
def test_completion_limits(actual: str, expected: str) -> None:
    rule = score("proportional", {}, "two_decimals", BOTH)
    assert explain(rule, operands("完成率", actual, "100%", "5")) == expected


def test_amounts_in_the_place_of_a_rate() -> None:
    rate = Variable("spent") / Variable("budget")
    rule = substitute(score("proportional", {}, "two_decimals"), {"actual": rate})
    figures = operands("", "0", "90%", "10") | {
        "spent": Operand(Decimal(26991800), "全年执行数", "2699.18 万元"),
        "budget": Operand(Decimal(30826400), "全年预算数", "3082.64 万元"),
    }
    assert explain(rule, figures) == (
        "全年执行数 2699.18 万元 ÷ 全年预算数 3082.64 万元 ÷ 目标 90% × 10 分 = 9.73 分"
    )


def test_a_stated_score_is_told_as_it_stands() -> None:
    stated = {"stated": Operand(Decimal(5), "自评得分", "5 分")}
    assert explain(score("manual", {}, "two_decimals"), stated) == "自评得分 5 分"
