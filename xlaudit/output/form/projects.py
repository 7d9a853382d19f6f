"""The sheet 项目: a department's projects one by one, or the basic facts of the one project."""

from __future__ import annotations

from collections.abc import Mapping

from xlaudit.output.form.formulas import guarded
from xlaudit.output.form.funds import NUMBER_ERROR, NUMBER_RULE
from xlaudit.output.form.paper import Paper
from xlaudit.output.form.plan import FormPlan
from xlaudit.output.form.styles import AMOUNT, PERCENT, SCORE
from xlaudit.schemes.expression import Variable

__all__ = ["PROJECTS", "write_projects"]

PROJECTS = "项目"
ROWS = 20
HEADER_ROW, TOTAL_ROW = 3, 4
"""The total stands above the projects: there it is seen, and rows can be added below for ever."""
FIRST_ROW = 5
COLUMNS: Mapping[str, tuple[str, float]] = {
    "A": ("序号", 6),
    "B": ("项目名称", 36),
    "C": ("年初预算", 13),
    "D": ("调整后预算", 13),
    "E": ("全年执行数", 13),
    "F": ("预算执行率", 12),
    "G": ("自评得分", 10),
    "H": ("完成情况", 34),
    "I": ("偏差原因及改进措施", 30),
}


def write_projects(paper: Paper, plan: FormPlan) -> None:
    """Write the sheet."""
    if plan.scheme.level == "project":
        _write_one(paper, plan)
    else:
        _write_list(paper, plan)
    paper.lock()


def _write_list(paper: Paper, plan: FormPlan) -> None:
    paper.columns([width for _, width in COLUMNS.values()])
    paper.text("A1:I1", "项目支出完成情况表", "title")
    paper.height(1, 36)
    paper.text("I2", "金额单位：万元", "right")
    paper.height(2, 22)
    for letter, (caption, _) in COLUMNS.items():
        paper.text(f"{letter}{HEADER_ROW}", caption, "caption")
    paper.height(HEADER_ROW, 28)
    last = FIRST_ROW + ROWS - 1
    _write_total(paper, last)
    for row in range(FIRST_ROW, last + 1):
        _write_project(paper, row)
    _ask(paper, last)
    first = f"ISNUMBER($E{TOTAL_ROW}),ISNUMBER($D{TOTAL_ROW})"
    beyond = f"IF(AND({first}),ROUND($E{TOTAL_ROW}-$D{TOTAL_ROW},6)>0,FALSE)"
    paper.mark(f"E{TOTAL_ROW}:F{last}", beyond, "attention")
    paper.accept(f"A1:I{last}")
    paper.print_on(plan.scheme.title, landscape=True, area=f"A1:I{last}")
    paper.sheet.repeat_rows(HEADER_ROW - 1)
    paper.sheet.freeze_panes(TOTAL_ROW, 2)


def _write_total(paper: Paper, last: int) -> None:
    paper.text(f"A{TOTAL_ROW}:B{TOTAL_ROW}", "合计", "subtotal")
    for letter in "CDE":
        span = f"{letter}{FIRST_ROW}:{letter}{last}"
        formula = f'IF(COUNT({span})=0,"",ROUND(SUM({span}),6))'
        paper.formula(f"{letter}{TOTAL_ROW}", formula, "subtotal", AMOUNT)
    _write_rate(paper, TOTAL_ROW, "subtotal")
    for letter in "GHI":
        paper.text(f"{letter}{TOTAL_ROW}", "", "subtotal")
    paper.height(TOTAL_ROW, 26)


def _ask(paper: Paper, last: int) -> None:
    paper.ask(f"B{FIRST_ROW}:B{last}", {"validate": "any"}, prompt="逐个填写本年度实施的项目。")
    paper.ask(
        f"C{FIRST_ROW}:E{last}", NUMBER_RULE, prompt="以万元为单位，只填数字。", error=NUMBER_ERROR
    )
    hundred = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
    paper.ask(
        f"G{FIRST_ROW}:G{last}",
        hundred,
        prompt="项目自评得分，满分 100 分。",
        error="自评得分应在 0 到 100 之间。",
    )


def _write_project(paper: Paper, row: int) -> None:
    # The number appears with the name, so that an empty line is no project.
    number = f'IF(B{row}="","",COUNTIF(B${FIRST_ROW}:B{row},"?*"))'
    paper.formula(f"A{row}", number, "computed")
    paper.blank(f"B{row}", "input_small")
    for letter in "CDE":
        paper.blank(f"{letter}{row}", "input_centre", AMOUNT)
    _write_rate(paper, row, "computed")
    paper.blank(f"G{row}", "input_centre", SCORE)
    paper.blank(f"H{row}", "input_small")
    paper.blank(f"I{row}", "input_small")
    paper.height(row, 28)


def _write_rate(paper: Paper, row: int, style: str) -> None:
    rate = Variable("spent") / Variable("budget")
    formula = guarded(rate, {"spent": f"E{row}", "budget": f"D{row}"})
    paper.formula(f"F{row}", formula, style, PERCENT)


def _write_one(paper: Paper, plan: FormPlan) -> None:
    """Write the head of the form of a single project: what it is, and its goals for the year."""
    paper.columns((20, 44, 44))
    paper.text("A1:C1", "项目基本情况表", "title")
    paper.height(1, 36)
    row = 2
    for label, height in (("项目属性", 28), ("项目起止时间", 28), ("项目主要内容", 90)):
        paper.text(f"A{row}", label, "caption")
        paper.blank(f"B{row}:C{row}", "input")
        paper.height(row, height)
        row += 1
    paper.text(f"A{row}:A{row + 1}", "年度总体目标", "caption")
    paper.text(f"B{row}", "预期目标", "caption")
    paper.text(f"C{row}", "实际完成情况", "caption")
    paper.height(row, 26)
    for letter in "BC":
        paper.blank(f"{letter}{row + 1}", "input_prose")
    paper.height(row + 1, 220)
    paper.print_on(plan.scheme.title, landscape=False, area=f"A1:C{row + 1}")
