"""A digest comes back from JSON as it was, and says what the report said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests import grid
from tests.output import example
from tests.test_cases import scheme_for, workbook
from xlaudit.audit import audit
from xlaudit.county.digest import FileStamp, Mention, Sentence
from xlaudit.county.digest_json import digest_from_json, digest_to_json
from xlaudit.county.extract import digest_of
from xlaudit.county.sentences import sentences_in
from xlaudit.forms.filing import Passage
from xlaudit.schemes.load import load_scheme
from xlaudit.workbook.place import Place

STAMP = FileStamp("报送/a.xlsx", "ab" * 32, 1234, "2023-03-14T09:26:53Z", "WPS 表格")


def test_there_and_back() -> None:
    place = Place("自评报告", 3, 1, 4, 30)
    digest = replace(
        digest_of(example.report(), STAMP, "0.1.0"),
        sentences=(Sentence("00ff", "全年“预算”\n1,200.50万元", 1, place),),
        mentions=(Mention("示例县民政局", place, is_subject=True),),
    )
    text = digest_to_json(digest)
    assert digest_from_json(text) == digest
    assert digest_to_json(digest_from_json(text)) == text


def test_what_is_kept() -> None:
    report = example.report()
    digest = digest_of(report, STAMP, "0.1.0")
    assert (digest.name, digest.year) == ("示例县档案馆", 2022)
    assert digest.facts["budget"] == Decimal(12005000)
    assert digest.findings == report.findings
    assert [each.name for each in digest.indicators] == [row.label for row in report.scorecard.rows]


@pytest.mark.parametrize(
    ("cells", "scale"),
    [
        ("≥|0.95|%|0.96", ("≥95%", "%", "96%")),
        ("≥|95%|%|0.96", ("≥95%", "%", "96%")),
        ("＝|1|%|1", ("＝100%", "%", "100%")),
        ("≥|95|%|96.5", ("≥95%", "%", "96.5%")),
        ("≥|95|%|96.5%", ("≥95%", "%", "96.5%")),
        ("≥|95%||0.96", ("≥95%", "%", "96%")),
        ("≥|9|公里|8.6", ("≥9公里", "公里", "8.6")),
        ("≥|9|公里|8.6公里", ("≥9公里", "公里", "8.6公里")),
        ("≥|95|%|约96%，略高", ("≥95%", "%", "约96%，略高")),
    ],
)
def test_target_unit_and_actual_value_stand_on_one_scale(
    cells: str, scale: tuple[str, str, str]
) -> None:
    form = grid.sheet(
        f"""
一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分
产出指标|质量指标|工程合格率|{cells}|10|10
"""
    )
    report = audit(grid.workbook(form), load_scheme("henan-zhengzhou-2022"))
    stands = next(each for each in digest_of(report, STAMP).indicators if each.name == "工程合格率")
    assert (stands.target, stands.unit, stands.actual) == scale


@pytest.mark.parametrize("text", ["", "{}", "[]", "[1,2,3]", "null", '["a"]', "nan"])
def test_anything_else_is_no_digest(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        digest_from_json(text)


def test_changed_type_is_no_digest() -> None:
    text = digest_to_json(digest_of(example.report(), STAMP, "0.1.0"))
    for before, after in (
        (b"1234", b'"1234"'),
        ('"错误"'.encode(), b'"NOBODY"'),
        (b'"0.1.0"', b"7"),
    ):
        assert before in text
        with pytest.raises(ValueError, match=r".*"):
            digest_from_json(text.replace(before, after, 1))


def test_sentence_is_the_same_whatever_its_punctuation_and_department() -> None:
    one, other = (
        Passage(text, Place("自评报告", 1, 1), "report")
        for text in (
            "甲局全年组织业务培训12期，培训基层干部520人次，满意度达到95%以上。",
            "  乙局 全年组织业务培训12期,培训基层干部520人次、满意度达到95%以上！短句。",
        )
    )
    (first,) = sentences_in([one], "甲局")
    (second,) = sentences_in([other], "乙局")
    assert first.print == second.print
    assert first.figures == 3
    assert second.place.start == 2


@pytest.mark.parametrize(
    ("cells", "target", "actual"),
    [
        ("≥|0.95|%|0.96", "≥95%", "96%"),
        ("≥|95|%|96", "≥95%", "96%"),
        ("≥|95%|%|96.0%", "≥95%", "96.0%"),
        ("≥|42|处|42", "≥42处", "42"),
        ("定性|健全||健全", "健全", "健全"),
    ],
)
def test_target_and_actual_are_on_one_scale(cells: str, target: str, actual: str) -> None:
    form = f"""
单位：万元
资金来源|年初预算|预算调整|调整后预算|全年执行数|预算执行率
年度资金总额|1000|0|1000|950|95%

一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|分值|自评得分
产出指标|质量指标|办结率|{cells}|10|10
"""
    case: dict[str, object] = {"sheet": form}
    digest = digest_of(audit(workbook(case), scheme_for(case)), STAMP)
    (row,) = (each for each in digest.indicators if each.name == "办结率")
    assert (row.target, row.actual) == (target, actual)
