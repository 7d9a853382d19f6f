"""What the bureau decided to leave is no longer counted with a department, but beside it."""

from __future__ import annotations

import pytest

from tests.output.summary.county import digest, finding
from tests.output.summary.reading import Table, book, table
from xlaudit.checks.finding import Decision, Severity
from xlaudit.county.model import CountySummary, Status
from xlaudit.county.summary import summarise
from xlaudit.output import card, text
from xlaudit.output.county_json import summary_json
from xlaudit.output.frames import CountyFrames

FIRST, SECOND = finding(1), finding(2, Severity.DOUBT)


def made(*decided: tuple[str, str, str], year: int | None = None) -> CountySummary:
    """Sum up two departments with an error and a question each; decisions by (department, key, word)."""
    digests = [digest(number, name, [FIRST, SECOND]) for number, name in ((1, "甲局"), (2, "乙局"))]
    return summarise(
        digests,
        year=year,
        decisions={(name, key): Decision(word, "") for name, key, word in decided},
    )


def counted(summary: CountySummary, name: str) -> tuple[int, int, int]:
    (row,) = [row for row in summary.departments if row.name == name]
    return row.counts[Severity.ERROR], row.counts[Severity.DOUBT], row.handled


@pytest.mark.parametrize("word", ["属实不改", "规则误报"])
def test_a_decision_takes_the_finding_out_of_the_counts(word: str) -> None:
    summary = made(("甲局", FIRST.key, word))
    assert counted(summary, "甲局") == (0, 1, 1)
    assert counted(summary, "乙局") == (1, 1, 0)


@pytest.mark.parametrize("word", ["已改", "", "再看看"])
def test_what_was_only_said_to_be_mended_still_counts(word: str) -> None:
    assert counted(made(("甲局", FIRST.key, word)), "甲局") == (1, 1, 0)


def test_a_decision_of_another_key_closes_nothing() -> None:
    assert counted(made(("甲局", "0" * 16, "属实不改")), "甲局") == (1, 1, 0)


def test_where_all_is_handled_the_county_is_clean() -> None:
    pairs = [(name, each.key) for name in ("甲局", "乙局") for each in (FIRST, SECOND)]
    summary = made(*((name, key, "属实不改") for name, key in pairs))
    assert {row.status for row in summary.departments} == {Status.CLEAN}
    own = [each for each in summary.comparisons if not summary.is_handled(each)]
    assert summary.is_clean is not any(
        each.finding.severity in (Severity.ERROR, Severity.DOUBT) for each in own
    )


def test_a_finding_between_departments_may_be_handled() -> None:
    digests = [digest(1, "甲局", [FIRST]), digest(1, "甲局", [FIRST])]
    before = summarise(digests)
    grave = [
        each
        for each in before.comparisons
        if each.index is not None and each.finding.severity is Severity.ERROR
    ] or [each for each in before.comparisons if each.index is not None]
    each = grave[0]
    name = before.departments[each.index or 0].name
    after = summarise(digests, decisions={(name, each.finding.key): Decision("规则误报", "")})
    old, new = (summary.departments[each.index or 0] for summary in (before, after))
    assert sum(new.counts.values()) < sum(old.counts.values())
    assert sum(new.counts.values()) + new.handled == sum(old.counts.values())
    assert after.is_handled(each)


def test_the_workbook_says_how_many_were_handled() -> None:
    summary = made(("甲局", FIRST.key, "属实不改"))
    shown = table(summary, "汇总表")
    at = shown.row("部门", "甲局")
    assert [shown.value(at, each) for each in ("错误", "待核实", "已处理")] == [0, 1, 1]
    listed = table(summary, "问题清单")
    levels = {
        (listed.value(row, "部门"), listed.value(row, "级别"))
        for row in range(listed.sheet.max_row - 3)
    }
    assert ("甲局", "已处理") in levels
    assert ("甲局", "错误") not in levels
    assert ("乙局", "错误") in levels
    row = listed.row("级别", "已处理")
    assert listed.value(row, "说明").startswith("原为错误\n")
    words = [cell.value for cells in book(summary, values=True)["总览"] for cell in cells]
    assert words[words.index("已处理") + 1 :][0] == 1
    assert "不符" not in words


def test_a_row_with_nothing_left_to_do_says_why() -> None:
    summary = made(*(("甲局", each.key, "属实不改") for each in (FIRST, SECOND)))
    shown = table(summary, "汇总表")
    assert shown.value(shown.row("部门", "甲局"), "状态").split("；")[0] == "已处理"
    assert shown.value(shown.row("部门", "乙局"), "状态").split("；")[0] == "有错误"
    (line,) = [line for line in text.summary_lines(summary) if line.startswith("报送/001")]
    assert line.endswith("已处理 2 已处理")


def test_without_decisions_the_column_is_hidden() -> None:
    sheet = Table(book(made())["汇总表"])
    letter = sheet.cell(0, "已处理").column_letter
    assert sheet.sheet.column_dimensions[letter].hidden
    words = [cell.value for cells in book(made(), values=True)["总览"] for cell in cells]
    assert "已处理" not in words


def test_screen_pipe_json_and_frames_say_so() -> None:
    summary = made(("甲局", FIRST.key, "属实不改"))
    lines = list(text.summary_lines(summary))
    assert any(
        "甲局" in line and "错误 0 待核实 1" in line and "已处理 1" in line for line in lines
    )
    assert any("已处理 1 处" in line for line in lines)
    shown = "\n".join(str(each) for each in card.summary_block(summary, 100))
    assert "已处理 1 处" in shown
    assert '"error":0,"doubt":1,"hint":0,"rounding":0,"unchecked":1,"handled":1' in summary_json(
        summary
    ).replace(" ", "")
    frame = CountyFrames(summary).departments
    assert dict(zip(frame["department"], frame["handled"], strict=True)) == {"甲局": 1, "乙局": 0}
    assert not any("已处理" in line for line in text.summary_lines(made()))
