"""A change against a named year is of that year's like amount only."""

from __future__ import annotations

from tests.narrative.texts import check_text


def test_a_budget_is_not_compared_with_the_outlays_of_the_year() -> None:
    text = (
        "1.2024年部门整体支出1024.85万元，涉及项目4个。2025年部门预算总收入93.00万元，"
        "比2024年预算减少760.57万元，下降89.10%。"
    )
    narrative = check_text(text)
    assert (*narrative.causes, *narrative.further) == ()


def test_like_amounts_of_two_years_are_compared() -> None:
    text = "2024年预算收入853.57万元，2025年预算收入93.00万元，比2024年预算减少{}万元。"
    assert check_text(text.format("760.57")).causes == ()
    [cause] = check_text(text.format("706.57")).causes
    assert cause.severity == "错误"
