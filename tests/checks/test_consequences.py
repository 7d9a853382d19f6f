"""One wrong amount is told once, at its own cell, with the sentences that only seem to be wrong."""

from __future__ import annotations

from tests.test_cases import scheme_for, workbook
from xlaudit.audit import audit

FUNDS = """
单位：万元
资金来源|年初预算|预算调整|调整后预算|全年执行数|预算执行率|分值|自评得分
年度资金总额|1943.46|0|1943.46|{total}|{rate}||
其中：财政拨款|1908.46|0|1908.46|1822.68|95.51%||
单位资金|35|0|35|{spent}|{own}||
"""
TEXT = (
    "全年预算数1943.46万元，执行数1852.93万元，预算执行率95.34%。"
    "其中，财政拨款执行1822.68万元，单位资金执行30.25万元。"
)


def told(total: str, rate: str, spent: str, own: str, text: str = TEXT) -> list[tuple[str, ...]]:
    sheet = FUNDS.format(total=total, rate=rate, spent=spent, own=own)
    case: dict[str, object] = {"sheet": sheet, "text": text}
    report = audit(workbook(case), scheme_for(case))
    codes = ("XA201", "XA203", "XA301", "XA302")
    return [
        (each.code, each.place.address, each.repair)
        for each in report.findings
        if each.code in codes
    ]


def test_an_honest_form_and_its_report() -> None:
    assert told("1852.93", "95.34%", "30.25", "86.43%") == []


def test_a_total_that_is_not_the_sum_and_the_true_rate_in_a_sentence() -> None:
    assert told("1852.39", "95.31%", "30.25", "86.43%") == [
        ("XA201", "E3", "若将 自评表!E3 的 1852.39 改为 1852.93万元，则都相符")
    ]


def test_yuan_for_ten_thousand_and_the_true_rate_in_a_sentence() -> None:
    ((code, place, repair),) = told("304322.68", "15658.81%", "302500", "864285.71%")
    assert (code, place) == ("XA203", "E5")
    assert "302500 元是 30.25 万元" in repair


def test_an_overspent_row_and_the_amount_that_a_sentence_has() -> None:
    assert told("1858.93", "95.65%", "36.25", "103.57%") == [
        ("XA203", "E5", "若将 自评表!E5 的 36.25 改为 30.25万元，则都相符")
    ]


def test_a_rate_that_no_amount_explains_is_told_by_itself() -> None:
    found = told("1858.93", "95.65%", "36.25", "103.57%", TEXT.replace("95.34", "93.54"))
    assert [(code, place) for code, place, _ in found if code == "XA203"] == [("XA203", "E5")]
    assert "XA301" in {code for code, _, _ in found}
