"""Plain lines for pipes."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from tests.output import example
from xlaudit.county.model import Failure
from xlaudit.county.roster import Roster, RosterEntry
from xlaudit.county.summary import summarise
from xlaudit.county.tally import Tally
from xlaudit.output.measure import width
from xlaudit.output.text import finding_lines, score_lines, summary_lines


def test_every_line_begins_with_the_file() -> None:
    report = example.report()
    lines = [*score_lines(report), *finding_lines(report)]
    assert all(line.startswith("自评表.xlsx:") for line in lines)
    assert not any("\n" in line for line in lines)


def test_finding_line() -> None:
    line = next(iter(finding_lines(example.report())))
    assert line == (
        "自评表.xlsx:自评表!F8: XA501 错误 影响得分 “办结率”自评 30 分，按规则为 28.50 分，多 1.5 分；"
        "若实际完成值改为 90%，则得分相符"
    )


def test_unchecked_and_counts_come_last() -> None:
    *_, unchecked, counts = finding_lines(example.report())
    assert unchecked == "自评表.xlsx: XA998 未核 情况说明 没有自评报告"
    assert "错误 1，待核实 1，提示 1，尾差 0" in counts
    assert "评分行 4：已按规则复算 3，未复算 1；无法核对 1 项" in counts


def test_score_columns_line_up() -> None:
    lines = [line for line in score_lines(example.report()) if " 得分 " in line]
    assert len(lines) == 4
    for word in ("分值", "自评", "系统", "差异"):
        assert len({width(line[: line.index(word)]) for line in lines}) == 1, word


def test_totals() -> None:
    assert "自评表.xlsx: 合计 自评 92.73 等级 优；系统 91.23 等级 优" in set(
        score_lines(example.report())
    )


def test_text_of_a_workbook_stays_on_its_line_and_steers_nothing() -> None:
    finding = replace(example.FINDINGS[0], message="一\n二\x1b[31m红\u202e倒")
    lines = list(finding_lines(example.report(finding)))
    assert "一 二�[31m红�倒" in lines[0]
    assert not any(re.search(r"[\x00-\x1f\u202e]", line) for line in lines)


def test_summary_lines() -> None:
    summary = summarise([example.digest()], [Failure("坏.xlsx", "打不开")])
    department, failure, *county, counts = summary_lines(summary)
    assert department.startswith("自评表.xlsx: 示例县档案馆 自评  92.73 系统  91.23 差异  +1.50")
    assert department.endswith("错误 1 待核实 1 提示 1 尾差 0 有错误")
    assert failure == "坏.xlsx: 无法读取 打不开"
    assert counts == "共 1 份，无法读取 1 份"
    assert county == [
        "汇总: 示例县 2022 年度：已报 1，无法读取 1",
        "汇总: 预算 1200.50 万元，执行 1051.16 万元，执行率 87.56%",
        "汇总: 系统复核分：平均 91.23 分，按预算加权 91.23 分，中位数 91.23 分",
        "汇总: 等级（自评→系统）：优 1→1",
        "汇总: 勾稽 8 项，全部相符",
    ]


def test_a_year_that_nobody_handed_in() -> None:
    lines = list(summary_lines(summarise([example.digest()], year=1999)))
    assert "汇总: 没有 1999 年度的表；收到的 1 份是别的年度，没有计入" in lines
    assert not any(
        "没有 2022 年度" in line for line in summary_lines(summarise([example.digest()]))
    )


def test_the_means_of_a_county_are_shown_with_two_decimals() -> None:
    summary = summarise([example.digest()])
    (row,) = summary.departments
    mean = Decimal("97.755714")
    county = replace(row, below=Tally(), stated_total=mean, low=mean - 1, high=mean - 1)
    line, *_ = summary_lines(replace(summary, departments=(county,)))
    assert "自评  97.76 系统  96.76 差异  +1.00" in line


def test_one_long_file_name_does_not_move_the_numbers_of_all_others() -> None:
    made = example.digest()
    long = replace(made, stamp=replace(made.stamp, source="报送/" + "很长的名字" * 12 + ".xlsx"))
    department, *_ = summary_lines(summarise([long]))
    assert department.index("自评 ") < 70
    assert department.startswith("报送/很长")
    assert "…" in department
    assert ".xlsx: " in department


def test_summary_lines_of_a_roster() -> None:
    roster = Roster((RosterEntry("示例县档案馆", row=2), RosterEntry("示例县水利局", row=3)))
    lines = list(summary_lines(summarise([example.digest()], roster=roster)))
    assert lines[1] == "汇总:花名册!A3: XA701 待核实 “示例县水利局”在花名册里，没有收到"
    assert lines[2] == "汇总: 示例县 2022 年度：应报 2，已报 1，未报 1，无法读取 0"
