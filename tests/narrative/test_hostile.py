"""Any text at all: no exception, and no silence about what was not checked."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.narrative.texts import check_text, passages
from xlaudit.narrative import Status, check

PIECES = st.sampled_from(
    [
        "全年预算", "执行数", "支出决算", "年初预算为", "其中：", "分别为", "占", "占比", "增长", "下降", "比上年减少",
        "合计", "执行率", "得分", "指标", "，", "；", "。", "、", "（", "）", "\n", "\t", "：", "和", "等", "其他",
        "100万元", "0万元", "-5万元", "60.5%", "0%", "100%", "3个", "25分", "1,234.5元", "2022年", "1.", "一、", "（1）",
        "三个", "百分之五", "≥90%", "50-60人", "2.5个百分点", "项目", "结余", "主要是", "由", "提高到",
    ]
)  # fmt: skip

STRANGE = [
    "",
    "1",
    "，",
    "。" * 500,
    "（" * 400 + "100万元" + "）" * 3,
    "）））（支出（5万元（其中3万元",
    "其中：其中：其中：100万元其中50万元其中50万元。",
    "年初预算为0万元，全年预算0万元，支出决算为0万元，执行率0%，完成年初预算的0%。",
    "预算-100万元，支出-50万元，执行率50%，比上年减少-5万元，下降-10%。",
    "支出" + "9" * 31 + "万元，其中：" + "9" * 30 + "万元，其他0.1万元。",
    "1" + "0" * 30 + "元，占100%。",
    "占0%，占0%，增长0%，下降0%。",
    "0分，得0分，满分0分，等级为优。",
    "\x00\x01\ufeff\u200b支出5\u200b万元",
    "=SUM(A1)，支出5万元，占=5%。",
]


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_strange_text_is_read_to_its_end(text: str) -> None:
    narrative = check_text(text)
    assert narrative.coverage.figures == len(narrative.figures)
    counted = narrative.coverage
    assert counted.tied + counted.wrong + counted.doubtful + counted.unchecked == counted.figures


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_words_of_the_genre_are_borne(text: str) -> None:
    narrative = check_text(text)
    for figure in narrative.figures:
        start, end = figure.origin
        assert 0 <= start < end <= len(text)
    for cause in (*narrative.causes, *narrative.further):
        assert cause.message.endswith("。")
        assert cause.relations
    assert sum(cause.severity == "待核实" for cause in narrative.causes) <= 3
    assert len({relation.id for relation in narrative.relations}) == len(narrative.relations)


def test_no_passages_at_all() -> None:
    narrative = check([])
    assert narrative.figures == narrative.causes == ()
    assert str(narrative.coverage).startswith("识别0个数字")


LONG = {
    "one sentence": "项目经费12.5万元，其中人员经费3.5万元，占28%，",
    "one list": "甲项目12.5万元、",
    "brackets": "（支出5万元",
    "numbered": "1、甲项目经费12.5万元，实际支出12.5万元，执行率100%，得分98分。\n",
    "failing": "支出100万元，其中基本支出60万元、项目支出30万元、其他支出5万元。\n",
    "mentions": "政务云平台租用费支出178.22万元，另一处政务云平台租用费支出187.22万元。\n",
    "digits": "1234567890",
    "tabs": "合计\t5\t6\n",
    "totals that never fit": "合计5万元；",
    "losses": "扣0.5分，",
    "one run of shares": "宣传经费支出12345.67万元，占比10%，",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG.keys())
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    """A factor of eight in length may cost a factor of eight and some, not of sixty-four."""
    short, long = piece * (5000 // len(piece)), piece * (40000 // len(piece))
    used = []
    for text in (short, long):
        begin = time.process_time()
        check_text(text)
        used.append(time.process_time() - begin)
    assert used[1] < 40 * max(used[0], 0.02)


def test_what_was_not_checked_is_counted() -> None:
    narrative = check_text("制作展板12块，悬挂横幅8幅。支出5万元，其中培训3万元、差旅2万元。")
    assert [figure.status for figure in narrative.figures] == [
        *[Status.UNCHECKED] * 2,
        *[Status.TIED] * 3,
    ]
    assert str(narrative.coverage) == "识别5个数字：已核3，有误0，待核实0，未核2"


def test_ids_are_stable_and_fit_for_json() -> None:
    text = "支出5万元，其中培训3万元、差旅2万元。"
    first, second = check_text(text), check_text(text)
    assert [r.id for r in first.relations] == [r.id for r in second.relations]
    assert json.loads(json.dumps([figure.id for figure in first.figures])) == ["1.1", "1.2", "1.3"]


def test_at_most_three_questions_are_shown() -> None:
    text = "".join(
        f"\n（{n}）年初预算为13{n}.90万元，支出决算为12{n}.25万元。决算数大于预算数的原因是节约。"
        for n in range(1, 7)
    )
    narrative = check(passages(text))
    assert sum(cause.severity == "待核实" for cause in narrative.causes) == 3
    assert len(narrative.further) == 3


def test_questions_that_a_slip_answers_are_shown_first() -> None:
    text = "".join(
        f"\n（{n}）年初预算为13{n}.90万元，支出决算为12{n}.25万元。决算数大于预算数的原因是节约。"
        for n in range(1, 5)
    )
    slip = "\n（5）本年安排修缮经费31.48万元。实际付出18.62万元，主要用于屋面，结余12.68万元。"
    narrative = check(passages(text + slip))
    assert "“12.68万元”改为“12.86万元”" in "".join(cause.repair for cause in narrative.causes)
    assert len(narrative.further) == 2
