"""郑州市政务服务办公室: everything on one sheet; full marks but for the execution rate."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from workbooks.generator.expected import Block, Expected, Fault, Said
from workbooks.generator.henan import (
    Conclusion,
    Fund,
    Percent,
    Row,
    conclusion_table,
    fixed_rows,
    funds_table,
    indicator_table,
)
from workbooks.generator.page import Page, open_book
from workbooks.generator.report import read_lines, report_sheet

__all__ = ["DEPARTMENT", "write"]

DEPARTMENT = "郑州市政务服务办公室"
_SHEET = "部门整体自评表"
_WIDTHS = (13, 14, 24, 12.5, 12.5, 12.5, 11, 16, 18)
FUND_SPANS = ((1, 2), 3, 4, 5, 6, 7, 8, 9)
ROW_SPANS = (1, 2, 3, 4, 5, 6, 7, (8, 9))
_WANTED = """1.保障市政务服务大厅全年有序开放，工作日和双休日均能办事；
2.后勤、窗口、咨询和热线服务到位；
3.调动在编和聘用人员的工作积极性，提高办事效率。"""
_DONE = """1.大厅全年按计划开放，运转平稳；
2.后勤、窗口、咨询和热线服务均按要求完成；
3.考核激励措施已经落实，办事效率和群众评价较好。"""
_REASON = "大厅运维合同按季结算，第四季度款项须验收后支付。今后提前组织验收，按季通报支出进度。"


def _rows() -> list[Row]:
    filled = {
        "专项资金细化率": (None, "2", ""),
        "预算执行率": (Percent(Decimal("0.8756")), "1.95", _REASON),
    }
    output, benefit = "产出指标", "效益指标"
    return [
        *fixed_rows(filled),
        Row(output, "重点工作任务完成", "保障服务大厅正常有序工作", "完成", "15", "完成", "15"),
        Row(output, "履职目标实现", "项目绩效", "完成", "10", "完成", "10"),
        Row(benefit, "履职效益", "工作效率", "≥99%", "20", None, "20"),
        Row(benefit, "满意度", "群众满意度", "≥95%", "15", None, "15"),
    ]


def write(folder: Path) -> Expected:
    """Write the workbook; return what is to be read from it."""
    made = datetime(2023, 4, 14, 9, 30, tzinfo=UTC)
    name = f"{DEPARTMENT}.xlsx"
    with open_book(folder / name, DEPARTMENT, made) as book:
        page = book.page(_SHEET, _WIDTHS, landscape=True)
        department = _head(page)
        funds = [
            Fund("其中：财政性资金", "2538.07", "3082.64", "2699.18"),
            Fund("　　　其他资金", "0", "0", "0"),
        ]
        places = funds_table(page, 6, FUND_SPANS, funds, score="9.73")
        after = places.last_row + 1
        page.put(after, (1, 2), "预算执行率偏低的原因", "head")
        page.put(after, (3, 9), _REASON, "left")
        page.height(after, 24)
        _goals(page, after + 1)
        first = after + 5
        rows = _rows()
        page.put(first - 1, (1, 9), "绩效指标", "head")
        cells = indicator_table(page, first, ROW_SPANS, rows)
        page.repeat(first, first)
        end = first + len(rows) + 2
        page.put(end - 1, (1, 9), "得分汇总", "head")
        conclusion = conclusion_table(
            page, end, ((1, 3), (4, 6), (7, 9)), _blocks(first, rows, places.score), grade="优"
        )
        page.put(
            end + 8,
            (1, 9),
            "填表人：　　　　　　　　　　财务负责人：　　　　　　　　　　单位负责人：",
            "sign",
        )
        report_sheet(book, f"{DEPARTMENT}\n2022年度部门整体绩效自评报告", read_lines(DEPARTMENT))
    expected = Expected(name, "henan-zhengzhou-2022", Said(DEPARTMENT, department), 2022)
    expected.facts = {
        "initial_budget": Said("2538.07", places.initial),
        "adjustment": Said("544.57", places.adjustment),
        "budget": Said("3082.64", places.budget),
        "spent": Said("2699.18", places.spent),
        "execution_rate": Said("87.56%", places.rate),
    }
    for label, score in _SCORES.items():
        expected.blocks.append(Block(label, Said(score, conclusion[label]), score))
    expected.total, expected.scored_total = Said("99.68", conclusion["合计"]), "99.68"
    expected.grade, expected.scored_grade = Said("优", conclusion["评价等级"]), "优"
    expected.findings = [
        Fault(
            "XA509",
            "待核实",
            cells["结转结余率"]["score"],
            "未执行的预算占 12.44%，结转结余率目标 ≤10%，得满分；若由财政收回则没有问题",
            (places.spent, places.budget),
        )
    ]
    return expected


_SCORES = {"预算执行情况": "9.73", "投入管理指标": "29.95", "产出指标": "25", "效益指标": "35"}
_POINTS = {"预算执行情况": "10", "投入管理指标": "30", "产出指标": "25", "效益指标": "35"}


def _blocks(header: int, rows: list[Row], execution: str) -> list[Conclusion]:
    """Each block's score as a sum over its rows; the execution rate stands in the funds table."""
    lines = [Conclusion("预算执行情况", "10", "9.73", execution.partition("!")[2])]
    for label in list(_SCORES)[1:]:
        own = [line for line, row in enumerate(rows, start=header + 1) if row.first == label]
        formula = f"SUM(G{own[0]}:G{own[-1]})"
        lines.append(Conclusion(label, _POINTS[label], _SCORES[label], formula))
    return lines


def _head(page: Page) -> str:
    """Write everything above the tables; return where the department stands."""
    page.put(1, 1, "附件3", "mark")
    page.put(2, (1, 9), "部门整体绩效自评表", "title")
    page.height(2, 32)
    page.put(3, (1, 9), "（2022年度）", "subtitle")
    page.put(4, 1, "部门名称", "head")
    place = page.put(4, (2, 4), DEPARTMENT)
    page.put(4, 5, "年度", "head")
    page.put(4, 6, 2022)
    page.put(4, 7, "填报日期", "head")
    page.put(4, (8, 9), "2023年4月14日")
    page.height(4, 24)
    page.put(5, (1, 9), "单位：万元", "caption")
    return place


def _goals(page: Page, row: int) -> None:
    page.put(row, 1, "年度总体目标", "head", down_to=row + 1)
    for span, head, text in (((2, 5), "预期目标", _WANTED), ((6, 9), "实际完成情况", _DONE)):
        page.put(row, span, head, "shaded")
        page.put(row + 1, span, text, "left")
    page.height(row, 22)
    page.height(row + 1, 62)
