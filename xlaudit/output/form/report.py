"""The sheet 自评报告: the headings of the written report, with room for prose under each."""

from __future__ import annotations

from xlaudit.output.form.pages import Page, keep_together
from xlaudit.output.form.paper import Paper, room
from xlaudit.output.form.plan import FormPlan

__all__ = ["REPORT", "write_report"]

REPORT = "自评报告"
# The common outline, for schemes that give none.
DEPARTMENT = (
    "一、基本情况",
    "（一）年度部门总目标及主要任务",
    "（二）年度部门整体预算绩效目标、绩效指标设定情况",
    "二、绩效自评工作开展情况",
    "三、综合评价结论",
    "四、绩效目标实现情况分析",
    "（一）部门资金情况分析",
    "（二）绩效指标完成情况分析",
    "五、发现的主要问题和改进措施",
    "六、绩效自评结果拟应用和公开情况",
    "七、绩效自评工作的经验、问题和建议",
    "八、其他需要说明的问题",
)
PROJECT = (
    "一、项目基本情况",
    "（一）项目概况",
    "（二）项目绩效目标",
    "二、绩效自评工作开展情况",
    "三、综合评价结论",
    "四、绩效目标完成情况分析",
    "（一）资金情况分析",
    "（二）绩效指标完成情况分析",
    "五、发现的主要问题和改进措施",
    "六、绩效自评结果拟应用和公开情况",
    "七、其他需要说明的问题",
)
WIDTH = 80
"""Fits an upright A4 page without scaling."""
HEADING, ROOM = 26, 100
"""Heights of a heading and of the cell below it, in points."""


def write_report(paper: Paper, plan: FormPlan) -> None:
    """Write the sheet: a heading, and a wide cell below it unless sub-headings follow."""
    is_department = plan.scheme.level == "department"
    headings = (
        plan.scheme.headings.split("\n")
        if plan.scheme.headings
        else (DEPARTMENT if is_department else PROJECT)
    )
    kind = "部门整体绩效自评报告" if is_department else "项目支出绩效自评报告"
    paper.columns((WIDTH,))
    paper.text("A1", kind, "title")
    paper.height(1, 40)
    groups: list[range] = []
    row = begun = 2
    for heading, following in zip(headings, (*headings[1:], ""), strict=True):
        is_sub = heading.startswith("（")
        paper.text(f"A{row}", heading, "subsection" if is_sub else "section")
        paper.height(row, HEADING)
        row += 1
        if is_sub or not following.startswith("（"):
            paper.blank(f"A{row}", "input_prose")
            paper.height(row, ROOM)
            prompt = f"写“{heading}”的正文；数字应与《自评表》《资金》一致，金额写明单位。文字多的，拖大行高。"
            paper.ask(f"A{row}", {"validate": "any"}, prompt=prompt)
            row += 1
            groups.append(range(begun, row))
            begun = row
    titles = [each for each in range(2, row) if paper.heights[each] == HEADING]
    page = Page(room((WIDTH,), landscape=False), first=paper.heights[1])
    keep_together(paper, page, groups, fixed=titles)
    paper.print_on(plan.scheme.title, landscape=False, area=f"A1:A{row - 1}")
    paper.sheet.freeze_panes(1, 0)
    paper.lock()
