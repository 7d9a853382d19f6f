"""The sheet 自评表: the budget in its head, one row for each indicator, subtotals, total and grade."""

from __future__ import annotations

from decimal import Decimal

from xlaudit.output.form.cover import COVER, NAME_ROW, YEAR_ROW, label_rows
from xlaudit.output.form.hints import hint_head
from xlaudit.output.form.pages import Page, keep_together
from xlaudit.output.form.paper import Paper, room
from xlaudit.output.form.plan import (
    FIRST_ROW,
    HEAD_ROW,
    HEADER_ROW,
    FormPlan,
)
from xlaudit.output.form.rows import RowWriter
from xlaudit.output.form.styles import AMOUNT, PERCENT
from xlaudit.output.form.totals import parts_of, write_subtotal, write_totals

__all__ = ["TABLE", "write_table"]

TABLE = "自评表"
HEAD_COLUMNS = (
    ("name", "initial_budget", "年初预算"),
    ("sign", "adjustment", "预算调整"),
    ("target", "budget", "调整后预算"),
    ("unit", "spent", "全年执行数"),
    ("actual", "execution_rate", "预算执行率"),
)


def write_table(paper: Paper, writer: RowWriter) -> None:
    """Write the sheet."""
    plan = writer.plan
    paper.columns([column.width for column in plan.columns])
    _write_title(paper, plan)
    _write_head(paper, writer)
    for column in plan.columns:
        style = "hint_caption" if column.key == "hint" else "caption"
        paper.text(plan.cell(column.key, HEADER_ROW), column.caption, style)
    paper.height(HEADER_ROW, 28)
    for block in plan.blocks:
        writer.write_block(block)
        if block.subtotal is not None:
            write_subtotal(paper, plan, block, writer.parameters)
    last = plan.blocks[-1].last
    if plan.has_points:
        last = write_totals(paper, plan, writer.parameters)
    _mark(paper, plan, last)
    _write_signatures(paper, plan, last + 1)
    groups = [range(block.first, (block.subtotal or block.last) + 1) for block in plan.blocks]
    ending = range(groups[-1][-1] + 1, last + 2)
    printed = plan.columns[: plan.index("reason") + 1]
    page = Page(
        room([column.width for column in printed], landscape=True),
        first=sum(paper.heights[row] for row in range(1, FIRST_ROW)),
        later=paper.heights[HEADER_ROW],
    )
    keep_together(paper, page, [*groups, ending])
    paper.accept(
        f"A1:{plan.cell('hint', last)}",
        f"{plan.cell('actual', HEAD_ROW)}:{plan.cell('score' if plan.has_points else 'actual', last)}",
    )
    letter = plan.cell("reason", 1)[0]
    paper.print_on(plan.scheme.title, landscape=True, area=f"A1:{letter}{last + 1}")
    paper.sheet.repeat_rows(HEADER_ROW - 1)
    paper.sheet.freeze_panes(HEADER_ROW, plan.index("name") + 1)
    paper.lock()


def _write_title(paper: Paper, plan: FormPlan) -> None:
    end = plan.cell("reason", 1)
    kind = "部门整体绩效自评表" if plan.scheme.level == "department" else "项目支出绩效自评表"
    paper.text(f"A1:{end}", kind, "title")
    paper.height(1, 32)
    paper.text("A2:B2", _subject(plan), "label")
    name, year_cell = f"{COVER}!$C${NAME_ROW}", f"{COVER}!$C${YEAR_ROW}"
    paper.formula("C2:E2", f'IF({name}="","",{name})', "underlined")
    paper.text("F2", "评价年度", "right")
    year = "" if plan.scheme.is_lasting else Decimal(plan.scheme.year)
    paper.formula("G2", f'IF({year_cell}="","",{year_cell})', "underlined", shows=year)
    paper.text(plan.cell("reason", 2), "金额单位：万元", "right")
    paper.height(2, 22)


def _subject(plan: FormPlan) -> str:
    return "部门（单位）名称" if plan.scheme.level == "department" else "项目名称"


def _write_head(paper: Paper, writer: RowWriter) -> None:
    """Write the budget; the execution rate is scored here where the scheme says so."""
    plan, head = writer.plan, writer.plan.head
    above = HEAD_ROW - 1
    label = plan.scheme.block(head.block).label if head else "预算执行情况"
    paper.text(f"A{above}:A{HEAD_ROW}", label, "group")
    paper.text(f"B{above}", "资金来源", "caption")
    paper.text(f"B{HEAD_ROW}", "年度资金总额", "fixed_centre")
    for key, fact, caption in HEAD_COLUMNS:
        paper.text(plan.cell(key, above), caption, "caption")
        number_format = PERCENT if fact == "execution_rate" else AMOUNT
        paper.formula(plan.cell(key, HEAD_ROW), writer.facts[fact], "computed", number_format)
    paper.height(above, 22)
    paper.height(HEAD_ROW, 28)
    reason, hint = plan.cell("reason", HEAD_ROW), plan.cell("hint", HEAD_ROW)
    paper.text(plan.cell("reason", above), "偏差原因分析及改进措施", "caption")
    paper.blank(reason, "reason")
    cells = writer.cells(HEAD_ROW)
    if head is not None and f"target {head.id}" in writer.parameters:
        cells["target"] = writer.parameters[f"target {head.id}"]  # the head has no column for it
    if head is not None:
        for key in ("points", "system", "score"):
            paper.text(plan.cell(key, above), plan.columns[plan.index(key)].caption, "caption")
        writer.write_score(cells, head)
    elif plan.has_points:
        span = f"{plan.cell('points', above)}:{plan.cell('score', HEAD_ROW)}"
        paper.text(span, "—", "fixed_centre")
    paper.formula(hint, hint_head(plan, cells, writer.facts, writer.parameters), "hint")


def _mark(paper: Paper, plan: FormPlan, last: int) -> None:
    """Colour what needs attention: a missing reason, an impossible score, an open sum."""
    hint = plan.cell("hint", HEAD_ROW)
    reasons = f"{plan.cell('reason', HEAD_ROW)}:{plan.cell('reason', last)}"
    paper.mark(reasons, f'ISNUMBER(FIND("请说明",${hint}))', "attention")
    if not plan.has_points:
        return
    _mark_sums(paper, plan)
    points, stated, ours = (plan.cell(key, FIRST_ROW) for key in ("points", "score", "system"))
    scores = f"{stated}:{plan.cell('score', plan.blocks[-1].last)}"
    wrong = f"AND(ISNUMBER(${stated}),ISNUMBER(${points}),OR(${stated}<0,${stated}>${points}))"
    paper.mark(scores, wrong, "wrong")
    differs = f"IF(AND(ISNUMBER(${stated}),ISNUMBER(${ours})),ROUND(${stated}-${ours},2)<>0,FALSE)"
    paper.mark(scores, differs, "attention")


def _mark_sums(paper: Paper, plan: FormPlan) -> None:
    """Colour sums of points that are wrong, once all of their rows have been begun."""
    parts = parts_of(plan, "points")
    rows = [
        (block.subtotal, plan.cell("points", block.subtotal), 1)
        for block in plan.blocks
        if block.subtotal
    ]
    rows.append((plan.total_row, ",".join(parts), len(parts)))
    for row, counted, begun in rows:
        reason = plan.cell("reason", row)
        wrong = f'AND(COUNT({counted})={begun},LEFT({reason},1)<>"✓")'
        paper.mark(reason, wrong, "attention")


def _write_signatures(paper: Paper, plan: FormPlan, row: int) -> None:
    """Write the last line: who filled in, from the cover, and room for the seal."""
    cover = label_rows(plan.scheme)
    for key, label in (("first_level", "填报人"), ("sign", "联系电话"), ("reason", "填报日期")):
        formula = f'"{label}："&{COVER}!$C${cover[label]}'
        paper.formula(plan.cell(key, row), formula, "label", shows=f"{label}：")
    key = "points" if plan.has_points else "unit"
    paper.text(plan.cell(key, row), "单位负责人（签章）：", "label")
    paper.height(row, 28)
