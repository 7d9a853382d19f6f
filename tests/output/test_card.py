"""The scorecard and the findings on a terminal."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

import pytest
from rich.console import Console, RenderableType

from tests.output import example
from xlaudit.checks.finding import Finding, Severity
from xlaudit.county.model import Failure
from xlaudit.county.roster import Roster, RosterEntry
from xlaudit.county.summary import summarise
from xlaudit.county.tally import Tally
from xlaudit.output.card import findings_block, score_block, summary_block
from xlaudit.output.measure import width
from xlaudit.output.text import summary_lines
from xlaudit.workbook.place import Place


def screen(blocks: Callable[[int], Iterable[RenderableType]], places: int) -> list[str]:
    """Return what a terminal of that width shows."""
    stream = io.StringIO()
    console = Console(file=stream, width=places, markup=False, highlight=False)
    for block in blocks(places):
        console.print(block)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize("places", [60, 80, 100, 140])
def test_nothing_is_cut_off(places: int) -> None:
    report = example.report()
    lines = screen(lambda room: score_block(report, room), places)
    lines += screen(lambda room: findings_block(report, room), places)
    assert all(width(line) <= places for line in lines)
    assert not any("…" in line for line in lines)
    shown = "".join("".join(lines).split())
    for row in report.scorecard.rows:
        assert row.label in shown
    for finding in report.findings:
        assert "".join(finding.message.split()) in shown


def test_explanations_stand_in_a_wide_table_and_under_a_narrow_one() -> None:
    wide = screen(lambda room: score_block(example.report(), room), 100)
    narrow = screen(lambda room: score_block(example.report(), room), 60)
    rate = "实际 85.50% ÷ 目标 90% × 30 分 = 28.5 分"
    assert any(line.strip().startswith("办结率") and line.endswith(rate) for line in wide)
    assert f"  办结率：{rate}" in narrow


def test_numbers_stand_under_each_other() -> None:
    lines = screen(lambda room: score_block(example.report(), room), 100)
    ends = [width(line[: line.index("28.50") + 5]) for line in lines if "28.50 " in line]
    ends += [width(line[: line.rindex("24.00") + 5]) for line in lines if "24.00" in line]
    assert len(set(ends)) == 1


def test_markup_of_a_workbook_is_shown_as_it_is() -> None:
    finding = replace(example.FINDINGS[0], message="[bold red]红[/] [link=x]")
    lines = screen(lambda room: findings_block(example.report(finding), room), 100)
    assert any("[bold red]红[/] [link=x]" in line for line in lines)


def test_gravest_findings_come_first() -> None:
    lines = screen(lambda room: findings_block(example.report(), room), 100)
    heads = [line for line in lines if line in ("错误 1", "待核实 1", "提示 1")]
    assert heads == ["错误 1", "待核实 1", "提示 1"]
    assert any("自评表!F8　影响得分" in line for line in lines)
    assert "未能核对 1 项（缺少数据，不代表有误）" in lines


@pytest.mark.parametrize("places", [60, 100])
def test_summary_table(places: int) -> None:
    report = example.report()
    summary = summarise(
        [example.digest(report), example.digest(replace(report, source="乙.xlsx"))],
        [Failure("坏.xlsx", "打不开")],
    )
    lines = screen(lambda room: summary_block(summary, room), places)
    assert all(width(line) <= places for line in lines)
    assert sum("示例县档案馆（重复）" in line for line in lines) == 2
    assert "无法读取 坏.xlsx：打不开" in lines


@pytest.mark.parametrize("show", ["lines", "screen"])
def test_a_changed_cell_of_a_county_is_told_with_its_place(show: str) -> None:
    mean = Decimal("97.755714")
    cell = Place("汇总表", 9, 5)
    changed = Finding("XA710", Severity.ERROR, "执行数合计为 1 万元", cell)
    digest = replace(
        example.digest(),
        below=Tally(units=3),
        blocks=(),
        stated_total=mean,
        low=mean,
        high=mean,
        findings=(changed,),
    )
    summary = summarise([digest])
    if show == "lines":
        told = "\n".join(summary_lines(summary))
        assert "自评表.xlsx:汇总表!E9: XA710 错误 执行数合计为 1 万元" in told
    else:
        told = "\n".join(screen(lambda room: summary_block(summary, room), 100))
        assert "错误　XA710　自评表.xlsx:汇总表!E9" in told
    assert "97.76" in told
    assert "97.755" not in told


def test_files_that_nobody_came_to_are_one_line() -> None:
    left = [Failure(f"{number}.xlsx", "被中断", is_unread=True) for number in range(40)]
    summary = summarise([example.digest()], left)
    lines = screen(lambda room: summary_block(summary, room), 100)
    assert [line for line in lines if "没有读" in line] == [
        "没有读 40 份：运行被中断；请再运行一次，补上",
        "示例县 2022 年度：已报 1，无法读取 0，没有读 40",
        "共 1 份，无法读取 0 份，没有读 40 份",
    ]


@pytest.mark.parametrize("places", [40, 100])
def test_comparisons_and_the_county(places: int) -> None:
    roster = Roster((RosterEntry("示例县档案馆", row=2), RosterEntry("示例县水利局", row=3)))
    late = replace(example.digest(), name="示例县水利局", year=2021)
    summary = summarise([example.digest(), late], roster=roster, year=2022)
    lines = screen(lambda room: summary_block(summary, room), places)
    assert all(width(line) <= places for line in lines)
    heads = [line for line in lines if line.startswith(("错误　", "待核实　", "提示　"))]
    assert heads[0] == "待核实　XA701　汇总:花名册!A3"
    assert "示例县2022年度：应报2，已报1，未报1，" in "".join(lines).replace(" ", "")
    assert lines[-1] == "共 2 份，无法读取 0 份"
