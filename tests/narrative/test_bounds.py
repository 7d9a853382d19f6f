"""What cannot be whatever the other figures say; and what looks like it and can."""

from __future__ import annotations

import pytest

from tests.narrative.texts import check_text

BEYOND = [
    ("已验收65个，占竣工项目的955.9%。", "不会多于全部"),
    ("回收问卷384份，群众满意度达到196.8%。", "不会多于全部"),
    ("全年支出79.35万元。其中：燃油费385.2万元、维修费24.16万元。", "却比79.35万元还多"),
]
WITHIN = [
    "支出决算数高于预算数36.00万元，其中预算数900.00万元，决算数936.00万元。",
    "节约12.5万元。其中：会议费由上年的30.2万元降为22.1万元，培训费由18.4万元降为14.0万元。",
    "支出12.6万元，占年初预算的105%。",
    "全年办理328件，占上年的112.3%，任务完成率达到108%。",
    "下辖乡镇20个，其中城关镇所辖村民小组286个。",
    "预算86.40万元，比上年减少3.77万元。其中燃油费38.52万元。",
    "产值完成目标的130%以上，毛入学率102.4%。",
]


@pytest.mark.parametrize(("text", "words"), BEYOND)
def test_more_than_all_is_asked_about(text: str, words: str) -> None:
    narrative = check_text(text)
    [cause] = (*narrative.causes, *narrative.further)
    assert cause.severity == "待核实"
    assert words in cause.message


@pytest.mark.parametrize("text", WITHIN)
def test_what_may_exceed_is_left_alone(text: str) -> None:
    narrative = check_text(text)
    assert (*narrative.causes, *narrative.further) == ()


def test_a_mark_within_its_points_is_not_called_checked() -> None:
    """Any smaller mark would do as well; a full one says what the points say."""
    narrative = check_text("部门履职指标8分，得7分。\n资产管理指标5分，得5分。")
    assert [figure.status.value for figure in narrative.figures] == [
        "unchecked",
        "unchecked",
        "tied",
        "tied",
    ]
    assert len(narrative.relations) == 2
