"""Sentences beside the form they were handed in with: which figure to mend, and what the indicator rows reached."""

from __future__ import annotations

import pytest

from tests.narrative.test_cells import cell
from tests.narrative.texts import passages, said
from xlaudit.narrative import check

FUNDS = [
    cell("amount", "财政拨款", "1640.25万元", 5),
    cell("amount", "上年结转", "88.50万元", 6),
    cell("amount", "单位资金", "26.40万元", 7),
]
ACTUALS = [
    cell("actual", "改造泵站座数", "36座", 20, "改造泵站座数"),
    cell("actual", "疏浚河道长度", "12.6公里", 21, "疏浚河道长度"),
]
SPENT = [cell("fact", "three_public_spent", "9.36万元", 9, "“三公”经费支出数")]


def test_the_figure_that_no_cell_bears_out_is_the_one_to_mend() -> None:
    text = "全年执行数1755.15万元，其中财政拨款1640.25万元、上年结转88.50万元、单位资金28.40万元。"
    (cause,) = check(passages(text), FUNDS).causes
    assert cause.repair == "若将“28.40万元”改为“26.40万元”，即相符。"


@pytest.mark.parametrize(
    "text",
    [
        "全年改造泵站36座，疏浚河道12.6公里。",
        "上年改造泵站30座。",
        "计划改造泵站40座，实际改造泵站36座。",
        "其中东片改造泵站20座。",
        "改造泵站35座以上。",
        "上半年改造泵站20座。",
        "改造泵站20座已完工，其余16座年底前完工，共改造泵站36座。",
    ],
)
def test_an_honest_account_of_an_indicator_is_silent(text: str) -> None:
    assert said(check(passages(text), ACTUALS)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("全年改造泵站63座。", ["改造泵站", "63座", "36座", "自评表!E20"]),
        ("疏浚河道16.2公里。", ["16.2公里", "12.6公里", "自评表!E21"]),
    ],
)
def test_another_number_than_the_indicator_reached_is_asked_about(
    text: str, words: list[str]
) -> None:
    (cause,) = check(passages(text), ACTUALS).causes
    assert cause.severity == "待核实"
    assert [word for word in words if word not in cause.message] == []


def test_the_three_public_expenses_are_the_departments() -> None:
    assert said(check(passages("“三公”经费支出9.36万元。"), SPENT)) == []
    assert said(check(passages("2021年“三公”经费支出9.63万元，2022年支出9.36万元。"), SPENT)) == []
    (cause,) = check(passages("“三公”经费支出9.63万元。"), SPENT).causes
    assert (cause.severity, cause.kind) == ("错误", "cell")
