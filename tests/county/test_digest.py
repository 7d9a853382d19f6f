"""A digest comes back from JSON as it was, and says what the report said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.output import example
from xlaudit.county.digest import FileStamp, Mention, Sentence
from xlaudit.county.digest_json import digest_from_json, digest_to_json
from xlaudit.county.extract import digest_of
from xlaudit.county.sentences import sentences_in
from xlaudit.forms.filing import Passage
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
