"""Names that stand where the filing's own department belongs, and names that stand elsewhere."""

from __future__ import annotations

import pytest

from xlaudit.county.mentions import mentions_in
from xlaudit.forms.filing import Passage
from xlaudit.workbook.place import Place

PLACE = Place("自评报告", 3, 1)


def names(text: str) -> list[str]:
    return [each.name for each in mentions_in([Passage(text, PLACE, "report")])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("示例县民政局2022年度部门整体支出绩效自评报告", ["示例县民政局"]),
        ("现将示例县水利局 2022 年部门整体绩效情况报告如下。", ["示例县水利局"]),
        ("示例县教育局关于报送2022年度部门整体绩效自评工作的报告", ["示例县教育局"]),
        ("服务对象对县民政局工作满意度为95%。", ["县民政局"]),
        ("群众对示例县林业局的服务表示满意。", ["示例县林业局"]),
        ("示例县档案馆服务对象满意度达到98.5%。", ["示例县档案馆"]),
        ("根据县财政局要求，会同示例县发展和改革委员会完成了2022年度任务。", []),
        ("县人民医院服务满意度92%，对示例县第一中学的工作表示满意。", []),
        ("我局2022年度部门整体绩效自评已经完成。", []),
        ("群众满意度95%，服务对象满意率97%。", []),
        ("对项目实施单位开展2022年度绩效自评培训3次。", []),
        ("", []),
    ],
)
def test_subjects(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_place_is_that_of_the_name() -> None:
    text = "一、概况\n示例县民政局2022年度部门整体绩效自评，示例县民政局2022年度整体支出"
    (found,) = mentions_in([Passage(text, PLACE, "report")])
    assert text[found.place.start : found.place.end] == found.name
    assert found.is_subject


def test_a_long_text_takes_no_time() -> None:
    assert names("对" * 200_000 + "局" * 200_000 + "满意" * 100_000) is not None
