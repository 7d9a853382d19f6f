"""The sheet 资金: the budget by source, and the other amounts that indicators are reckoned from.

Every amount is typed here once; 自评表 refers to it.
"""

from __future__ import annotations

from collections.abc import Mapping

from xlaudit.output.form.formulas import guarded
from xlaudit.output.form.own_formula import facts_asked
from xlaudit.output.form.paper import Paper, height_for
from xlaudit.output.form.plan import DATA_ROW, FUND_COLUMNS, FUND_ROW, FUND_SOURCES, FormPlan
from xlaudit.output.form.styles import AMOUNT, PERCENT
from xlaudit.schemes.definition import describe, formula_of
from xlaudit.schemes.expression import Expression, Variable
from xlaudit.schemes.schema import Fact, Scheme

__all__ = ["FUNDS", "fact_references", "write_funds"]

FUNDS = "资金"
WIDTHS = (28, 16, 16, 16, 16, 14, 34)
COLUMN_OF = {
    "initial_budget": "B",
    "adjustment": "C",
    "budget": "D",
    "spent": "E",
    "execution_rate": "F",
}
HEADER = (
    "资金来源",
    "年初预算",
    "预算调整",
    "调整后预算",
    "全年执行数",
    "预算执行率",
    "预算调整、执行情况说明",
)
NUMBER_RULE = {"validate": "decimal", "criteria": "between", "minimum": -1e12, "maximum": 1e12}
NUMBER_ERROR = "这里应填数字，不要带单位或文字。"


def fact_references(plan: FormPlan) -> Mapping[str, str]:
    """Return where each fact stands, seen from another sheet: 资金!$E$4."""
    references = {name: f"{FUNDS}!${column}${FUND_ROW}" for name, column in COLUMN_OF.items()}
    for row, fact in enumerate(plan.data, start=DATA_ROW):
        references[fact.id] = f"{FUNDS}!$B${row}"
    return references


def fact_formula(fact: Fact) -> Expression:
    """Return a fact as an expression over the facts that the form asks for."""
    return formula_of(fact.definitions[0]) if fact.definitions else Variable(fact.id)


def write_funds(paper: Paper, plan: FormPlan) -> None:
    """Write the sheet."""
    paper.columns(WIDTHS)
    paper.text("A1:G1", "资金情况表", "title")
    paper.height(1, 32)
    paper.text("A2:E2", "一、预算资金", "section")
    paper.text("F2:G2", "金额单位：万元", "right")
    paper.height(2, 20)
    for letter, caption in zip("ABCDEFG", HEADER, strict=True):
        paper.text(f"{letter}3", caption, "caption")
    paper.height(3, 24)
    _write_grid(paper)
    note = FUND_ROW + len(FUND_SOURCES) + 1
    paper.text(
        f"A{note}:G{note}",
        "注：调整后预算 = 年初预算 + 预算调整（调减填负数）；预算执行率 = 全年执行数 ÷ 调整后预算。"
        "灰色格自动计算；合计数自动进入《自评表》表头。",
        "muted",
    )
    paper.height(note, 24)
    last = note
    if plan.data:
        last = _write_data(paper, plan)
    paper.accept(f"A1:G{last}")
    paper.print_on(plan.scheme.title, landscape=True, area=f"A1:G{last}")
    paper.sheet.freeze_panes(3, 1)
    paper.lock()


def _write_grid(paper: Paper) -> None:
    first, last = FUND_ROW + 1, FUND_ROW + len(FUND_SOURCES)
    paper.text(f"A{FUND_ROW}", "年度资金总额", "group")
    for letter in "BCDE":
        span = f"{letter}{first}:{letter}{last}"
        counted = f"B{first}:C{last}" if letter == "C" else span
        formula = f'IF(COUNT({counted})=0,"",ROUND(SUM({span}),6))'
        paper.formula(f"{letter}{FUND_ROW}", formula, "subtotal", AMOUNT)
    _write_rate(paper, FUND_ROW, "subtotal")
    paper.blank(f"G{FUND_ROW}", "input")
    for row, source in enumerate(FUND_SOURCES, start=first):
        paper.text(f"A{row}", source, "fixed")
        for letter in "BCE":
            paper.blank(f"{letter}{row}", "input_centre", AMOUNT)
        # A sum of amounts is cleaned of what doubles add to it: 2538.07+544.57 is 3082.64.
        sum_ = f'IF(COUNT(B{row}:C{row})=0,"",ROUND(SUM(B{row}:C{row}),6))'
        paper.formula(f"D{row}", sum_, "computed", AMOUNT)
        _write_rate(paper, row, "computed")
        paper.blank(f"G{row}", "input")
    for row in range(FUND_ROW, last + 1):
        paper.height(row, 22)
    for letter in "BCE":
        prompt = "以万元为单位；没有的留空。" + ("调减填负数。" if letter == "C" else "")
        paper.ask(f"{letter}{first}:{letter}{last}", NUMBER_RULE, prompt=prompt, error=NUMBER_ERROR)


def _write_rate(paper: Paper, row: int, style: str) -> None:
    rate = Variable("spent") / Variable("budget")
    formula = guarded(rate, {"spent": f"E{row}", "budget": f"D{row}"})
    paper.formula(f"F{row}", formula, style, PERCENT)


def _write_data(paper: Paper, plan: FormPlan) -> int:
    """Write the table of other amounts and return its last row."""
    caption, header = DATA_ROW - 2, DATA_ROW - 1
    paper.text(f"A{caption}:G{caption}", "二、指标计算数据", "section")
    paper.height(caption - 1, 12)
    paper.height(caption, 24)
    for span, text in (("A", "数据名称"), ("B", "数值"), ("C", "单位")):
        paper.text(f"{span}{header}", text, "caption")
    paper.text(f"D{header}:F{header}", "用于计算", "caption")
    paper.text(f"G{header}", "数据来源或说明", "caption")
    paper.height(header, 22)
    last = header
    for last, fact in enumerate(plan.data, start=DATA_ROW):
        paper.text(f"A{last}", fact.label, "fixed")
        paper.blank(f"B{last}", "input_centre", AMOUNT if fact.unit == "万元" else "")
        paper.text(f"C{last}", fact.unit or "—", "fixed_centre")
        use = _use(fact, plan.scheme)
        paper.text(f"D{last}:F{last}", use, "note")
        paper.blank(f"G{last}", "input")
        paper.height(last, height_for([(fact.label, WIDTHS[0])], 19))
    paper.ask(
        f"B{DATA_ROW}:B{last}",
        NUMBER_RULE,
        prompt="填实际发生数，单位见右格；不涉及的留空，并在《自评表》说明。",
        error=NUMBER_ERROR,
    )
    return last


def _use(fact: Fact, scheme: Scheme) -> str:
    """Say which indicators an amount is used for, with the formula."""
    labels = {each.id: each.label for each in scheme.facts}
    told = []
    for indicator in scheme.indicators:
        if fact in facts_asked(indicator, scheme, FUND_COLUMNS):
            told.append(f"{indicator.label}的公式")
        own = scheme.fact(indicator.fact) if indicator.fact else None
        if own is None or not own.definitions or fact.id not in own.definitions[0].of:
            continue
        told.append(f"{indicator.label} = {describe(own.definitions[0], labels)}")
    return "；".join(dict.fromkeys(told))
