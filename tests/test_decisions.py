"""What a person decided of a finding: 属实不改 and 规则误报 close it, 已改 does not."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.test_cli import Run, filing, run

__all__ = ["filing", "run"]

LEVEL, DECIDED, REMARK, SAID = "B", "L", "M", "J"
FIRST = 4


def rows_of(copy: Path) -> tuple[openpyxl.Workbook, list[int]]:
    """Return the copy, and the rows of 核对结果 that need somebody's attention."""
    book = openpyxl.load_workbook(copy)
    sheet = book["核对结果"]
    rows = [row for row in range(FIRST, sheet.max_row + 1) if sheet[f"{LEVEL}{row}"].value]
    return book, [row for row in rows if sheet[f"{LEVEL}{row}"].value in ("错误", "待核实")]


def decide(copy: Path, *words: str) -> int:
    """Write the words in turn beside every finding that needs attention; return how many there are."""
    book, rows = rows_of(copy)
    for number, row in enumerate(rows):
        book["核对结果"][f"{DECIDED}{row}"] = words[number % len(words)]
    book["核对结果"][f"{REMARK}{rows[0]}"] = "局长已阅"
    book.save(copy)
    return len(rows)


@pytest.fixture
def copy(run: Run, filing: Path) -> Path:
    assert run("score", filing).code == 1
    return filing.with_name("自评表.评分.xlsx")


def test_findings_that_were_decided_are_handled(run: Run, copy: Path) -> None:
    number = decide(copy, "属实不改", "规则误报")
    ended = run("check", copy)
    assert ended.code == 0
    assert ended.out.count("已处理（属实不改") + ended.out.count("已处理（规则误报") == number
    assert "已处理（属实不改：局长已阅）" in ended.out
    assert f"错误 0，待核实 0，提示 0，尾差 0，已处理 {number}" in ended.out


def test_what_is_said_to_be_mended_and_still_stands_counts(run: Run, copy: Path) -> None:
    decide(copy, "已改")
    ended = run("check", copy)
    assert ended.code == 1
    assert "已处理" not in ended.out


def test_json_tells_the_decision(run: Run, copy: Path) -> None:
    number = decide(copy, "属实不改")
    report = json.loads(run("check", copy, "--format", "json").out)
    handled = [each for each in report["findings"] if each["handled"]]
    assert len(handled) == report["counts"]["handled"] == number
    assert handled[0]["decision"] == {"decided": "属实不改", "remark": "局长已阅"}
    assert {each["severity"] for each in handled} <= {"error", "doubt"}


def test_the_copy_that_is_replaced_is_asked(run: Run, filing: Path, copy: Path) -> None:
    number = decide(copy, "规则误报")
    ended = run("score", filing, "--force")
    assert ended.code == 0
    assert f"已处理 {number}" in ended.out
    book, rows = rows_of(copy)
    sheet = book["核对结果"]
    assert rows == []
    levels = [sheet[f"{LEVEL}{row}"].value for row in range(FIRST, FIRST + number)]
    assert levels == ["已处理"] * number
    assert "已处理" in sheet["A1"].value
    assert "原为" in sheet[f"{SAID}{FIRST}"].value
    assert sheet[f"{DECIDED}{FIRST}"].value == "规则误报"


def test_a_figure_that_changed_opens_the_finding_again(run: Run, copy: Path) -> None:
    decide(copy, "属实不改")
    book = openpyxl.load_workbook(copy)
    sheet = book["核对结果"]
    sheet[f"N{FIRST}"] = "0" * 16
    book.save(copy)
    assert run("check", copy).code == 1


def test_the_page_sets_apart_what_was_decided(run: Run, copy: Path, tmp_path: Path) -> None:
    number = decide(copy, "属实不改")
    assert run("check", copy, "--html", tmp_path / "核对.html").code == 0
    html = (tmp_path / "核对.html").read_text("utf-8").replace("&nbsp;", " ")
    assert f"<h2>已处理 {number}</h2>" in html
    assert html.count("<b class=tag-small>属实不改</b>") == number
    assert "备注：局长已阅" in html
    assert f"错误 0，待核实 0，提示 0，尾差 0，已处理 {number}" in html
    assert "tag-error>" not in html
