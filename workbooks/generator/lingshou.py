"""灵寿县人民政府办公室: sixteen projects, of which the last spent 28 of 5 and says “100%”.

Totals are typed, as published; the grade bands are 85, 75 and 60; full marks at an execution of 99.77 %.
"""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from workbooks.generator.expected import Block, Expected, Fault, Said
from workbooks.generator.page import Book, Page, open_book
from workbooks.generator.report import TEXTS, Report, read_lines, report_sheet
from workbooks.generator.tables import Conclusion, conclusion_table

__all__ = ["DEPARTMENT", "write"]

DEPARTMENT = "灵寿县人民政府办公室"
_TABLE, _PROJECTS, _ASSETS = "部门整体自评表", "项目", "固定资产"
_BUDGET, _SPENT, _RATE = "585.11577", "583.79577", "0.9977"
_BLOCKS = (
    ("产出", "40", "40"),
    ("效益", "40", "40"),
    ("预算执行率", "10", "10"),
    ("满意度", "10", "10"),
)
_FIRST = 5  # row of the first project


def _projects() -> list[dict[str, str]]:
    text = (TEXTS / "灵寿县项目.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def write(folder: Path) -> Expected:
    """Write the workbook; return what is to be read from it."""
    name = f"{DEPARTMENT}.xlsx"
    projects = _projects()
    with open_book(folder / name, DEPARTMENT, datetime(2023, 5, 9, 10, 40, tzinfo=UTC)) as book:
        page = book.page(_TABLE, (16, 15, 15, 15, 10, 12, 12))
        department, facts, execution = _head(page)
        result = conclusion_table(
            page,
            12,
            ((1, 3), (4, 5), (6, 7)),
            [Conclusion(*each) for each in _BLOCKS],
            grade="优秀",
        )
        _foot(page, 19)
        cells = _project_sheet(book, projects)
        _assets(book)
        report = report_sheet(
            book, f"{DEPARTMENT}\n2022年度整体支出绩效自评报告", _report(projects)
        )
    expected = Expected(name, "hebei-lingshou-2022", Said(DEPARTMENT, department), 2022)
    expected.facts = facts
    for label, _, score in _BLOCKS:
        scored = "9.98" if label == "预算执行率" else ""
        expected.blocks.append(Block(label, Said(score, result[label]), scored))
    expected.total, expected.scored_total = Said("100", result["合计"]), "99.98"
    expected.grade, expected.scored_grade = Said("优秀", result["评价等级"]), "优秀"
    expected.note = "“涉及资金583.79577万元”是支出而不是预算：用词不当，数字本身没有矛盾"
    expected.findings = _findings(execution, facts, cells, report, len(projects))
    return expected


def _findings(
    execution: str, facts: dict[str, Said], cells: dict[str, str], report: Report, count: int
) -> list[Fault]:
    """Return what must be found; the three faults of the last project are one mistake of typing."""
    spent = tuple(f"{_PROJECTS}!D{row}" for row in range(_FIRST, _FIRST + count))
    last = spent[-1]
    budget, rate = last.replace("!D", "!C"), last.replace("!D", "!E")
    root = "第16项支出写28"
    added = "十六个项目预算相加 585.1158，合计写 585.11577；第 10 项只写四位小数"
    return [
        Fault(
            code="XA502",
            severity="待核实",
            cell=execution,
            why="99.77% × 10 = 9.98 分，写 10 分；方案为重建，若当地取整数则为 10 分",
            against=(facts["execution_rate"].cell,),
        ),
        Fault("XA201", "尾差", cells["budget"], added),
        Fault(
            code="XA202",
            severity="错误",
            cell=rate,
            why="28 ÷ 5 = 560%，写 100%；若支出为 5，则执行率与合计都相符",
            against=(last, budget),
            root=root,
        ),
        Fault(
            code="XA201",
            severity="错误",
            cell=cells["spent"],
            why="十六个项目支出相加 606.7958，合计写 583.79577",
            against=spent,
            root=root,
        ),
        Fault("XA203", "错误", last, "支出 28，预算 5", (budget,), root=root),
        Fault(
            code="XA4",
            severity="错误",
            cell=report.cell("业务公证费"),
            why="28 ÷ 5 = 560%",
            against=(rate,),
            quote="实际支出28万元，执行率100%",
            root=root,
        ),
    ]


def _head(page: Page) -> tuple[str, dict[str, Said], str]:
    page.put(1, (1, 7), "部门整体支出绩效自评表", "title")
    page.height(1, 36)
    page.put(2, (1, 7), "（2022年度）", "subtitle")
    page.put(3, 1, "部门名称", "head")
    department = page.put(3, (2, 4), DEPARTMENT)
    page.put(3, 5, "填报日期", "head")
    page.put(3, (6, 7), "2023年5月9日")
    page.put(4, (1, 7), "单位：万元", "caption")
    heads = ("项目", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    for column, head in enumerate(heads, start=1):
        page.put(5, column, head, "shaded")
    page.put(6, 1, "年度资金总额", "total")
    page.put(6, 2, None)
    facts = {
        "budget": Said(_BUDGET, page.put(6, 3, float(_BUDGET))),
        "spent": Said(_SPENT, page.put(6, 4, float(_SPENT))),
    }
    page.put(6, 5, 10)
    facts["execution_rate"] = Said("99.77%", page.put(6, 6, float(_RATE), "percent"))
    execution = page.put(6, 7, 10)
    for row in (3, 5, 6):
        page.height(row, 26)
    page.put(
        7, (1, 7), "注：本表为纳入自评的十六个项目的调整后预算和支出，各项目见“项目”表。", "sign"
    )
    page.put(9, 1, "年度总体目标", "head")
    page.put(
        9,
        (2, 7),
        "提高办文、办会、办事的质量和效率，做好政务公开、督查督办、电子政务和大气污染治理等工作，"
        "保证机关高效运转。",
        "left",
    )
    page.height(9, 42)
    page.put(11, (1, 7), "得分汇总", "head")
    return department, facts, execution


def _foot(page: Page, row: int) -> None:
    page.put(row, 1, "等级标准", "head")
    page.put(
        row,
        (2, 7),
        "85分（含）至100分为优秀；75分（含）至85分为良好；60分（含）至75分为一般；60分以下为较差。",
        "left",
    )
    page.height(row, 36)
    page.put(
        row + 2, (1, 7), "填表人：　　　　　　　　财务负责人：　　　　　　　　单位负责人：", "sign"
    )


def _project_sheet(book: Book, projects: list[dict[str, str]]) -> dict[str, str]:
    page = book.page(_PROJECTS, (6, 34, 13, 13, 10, 10, 50), landscape=True)
    page.put(1, (1, 7), "2022年度项目支出绩效自评情况表", "title")
    page.height(1, 34)
    page.put(2, (1, 4), f"部门名称：{DEPARTMENT}", "sign")
    page.put(3, (1, 7), "单位：万元", "caption")
    heads = ("序号", "项目名称", "预算数", "实际支出", "执行率", "自评得分", "完成情况说明")
    for column, head in enumerate(heads, start=1):
        page.put(4, column, head, "shaded")
    page.height(4, 26)
    page.repeat(4, 4)
    for row, project in enumerate(projects, start=_FIRST):
        page.put(row, 1, row - _FIRST + 1)
        page.put(row, 2, project["项目名称"], "left")
        page.put(row, 3, float(project["预算数"]))
        page.put(row, 4, float(project["实际支出"]))
        page.put(row, 5, float(project["执行率"]), "whole_percent")
        page.put(row, 6, float(project["自评得分"]))
        page.put(row, 7, project["完成情况说明"], "small")
        page.fit(row, [(2, project["项目名称"]), (7, project["完成情况说明"])])
    end = _FIRST + len(projects)
    page.height(end, 26)
    page.put(end, (1, 2), "合计", "total")
    cells = {"budget": page.put(end, 3, float(_BUDGET)), "spent": page.put(end, 4, float(_SPENT))}
    page.put(end, 5, float(_RATE), "percent")
    page.put(end, 6, 100)
    page.put(end, 7, None)
    return cells


def _assets(book: Book) -> None:
    """Write the assets: an “其中” line that does not count, and a line without figures."""
    page = book.page(_ASSETS, (34, 16, 18))
    page.put(1, (1, 3), "部门固定资产占用情况表", "title")
    page.height(1, 34)
    page.put(2, 1, "截止时间：2021-12-31", "sign")
    page.put(2, (2, 3), "单位：万元", "caption")
    for column, head in enumerate(("项目", "数量", "价值"), start=1):
        page.put(3, column, head, "shaded")
    lines: tuple[tuple[str, float | None, float | None], ...] = (
        ("资产总额", None, 714.63),
        ("1.房屋（平方米）", 4950, 349.93),
        ("　其中：办公用房（平方米）", 4150, 340),
        ("2.车辆（台、辆）", 8, 179.54),
        ("3.单价在20万元以上的设备", None, None),
        ("4.其他固定资产", 219, 185.16),
    )
    for row, (label, count, value) in enumerate(lines, start=4):
        page.height(row, 24)
        page.put(row, 1, label, "left")
        page.put(row, 2, count)
        page.put(row, 3, value, "plain")


def _report(projects: list[dict[str, str]]) -> list[str]:
    """Put one paragraph a project where the report lists them."""
    lines = []
    for line in read_lines(DEPARTMENT):
        if line != "@projects":
            lines.append(line)
            continue
        for number, project in enumerate(projects, start=1):
            rate = f"{Decimal(project['执行率']) * 100:.0f}%"
            lines.append(
                f"{number}.{project['项目名称']}项目，安排{project['预算数']}万元。"
                f"{project['完成情况说明']}实际支出{project['实际支出']}万元，执行率{rate}，"
                f"自评得分{project['自评得分']}分。"
            )
    return lines
