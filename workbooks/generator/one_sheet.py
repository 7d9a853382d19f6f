"""The Henan form as one sheet of nine columns: head, funds, goals, indicators, conclusion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from workbooks.generator.expected import Block, Expected, Said
from workbooks.generator.henan import BLOCKS, Fund, Row
from workbooks.generator.page import Book, Page
from workbooks.generator.tables import (
    Conclusion,
    Places,
    conclusion_table,
    funds_table,
    indicator_table,
)

__all__ = ["SHEET", "Form", "Written", "write_form"]

SHEET = "部门整体自评表"
_WIDTHS = (13, 14, 24, 12.5, 12.5, 12.5, 11, 16, 18)
_FUNDS = ((1, 2), 3, 4, 5, 6, 7, 8, 9)
_ROWS = (1, 2, 3, 4, 5, 6, 7, (8, 9))
_SIGN = "填表人：　　　　　　　　　　财务负责人：　　　　　　　　　　单位负责人："


@dataclass(frozen=True, slots=True)
class Form:
    """What a department fills in. Scores of blocks and the total are sums unless they are typed."""

    department: str
    date: str
    funds: tuple[Fund, ...]
    rows: tuple[Row, ...]
    execution_score: str
    scores: Mapping[str, str]
    grade: str
    wanted: str
    done: str
    low_reason: str = ""
    typed_funds: Fund | None = None
    typed_scores: Mapping[str, str] = field(default_factory=dict)
    typed_total: str = ""
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """Where everything stands: the funds rows, the cells of each indicator, the conclusion."""

    department: str
    funds: list[Places]
    rows: dict[str, Places]
    conclusion: dict[str, str]

    def note(self, expected: Expected, form: Form) -> None:
        """Note down the figures of the budget, the blocks, the total and the grade as stated."""
        whole = self.funds[0]
        initial, budget, spent = (
            sum(float(getattr(fund, key)) for fund in form.funds)
            for key in ("initial", "budget", "spent")
        )
        expected.facts |= {
            "initial_budget": Said(f"{initial:.2f}", whole["initial"]),
            "adjustment": Said(f"{budget - initial:.2f}", whole["adjustment"]),
            "budget": Said(f"{budget:.2f}", whole["budget"]),
            "spent": Said(f"{spent:.2f}", whole["spent"]),
            "execution_rate": Said(f"{spent / budget * 100:.2f}%", whole["rate"]),
        }
        for label, score in form.scores.items():
            expected.blocks.append(Block(label, Said(score, self.conclusion[label]), score))


def write_form(book: Book, form: Form) -> Written:
    """Write the sheet."""
    page = book.page(SHEET, _WIDTHS, landscape=True)
    department = _head(page, form)
    funds = funds_table(
        page, 6, _FUNDS, form.funds, score=form.execution_score, typed=form.typed_funds
    )
    row = 7 + len(funds)
    if form.low_reason:
        page.put(row, (1, 2), "预算执行率偏低的原因", "head")
        page.put(row, (3, 9), form.low_reason, "left")
        page.height(row, 24)
        row += 1
    _goals(page, row, form)
    first = row + 4
    page.put(first - 1, (1, 9), "绩效指标", "head")
    page.height(first - 1, 22)
    cells = indicator_table(page, first, _ROWS, form.rows)
    page.repeat(first, first)
    if form.hidden:
        page.hide(first + 1 + [each.name for each in form.rows].index(form.hidden))
    end = first + len(form.rows) + 2
    page.put(end - 1, (1, 9), "得分汇总", "head")
    page.height(end - 1, 22)
    conclusion = conclusion_table(
        page,
        end,
        ((1, 3), (4, 6), (7, 9)),
        _blocks(form, first, funds[0]["score"]),
        total=form.typed_total,
        grade=form.grade,
    )
    page.put(end + 8, (1, 9), _SIGN, "sign")
    return Written(department, funds, cells, conclusion)


def _blocks(form: Form, header: int, execution: str) -> list[Conclusion]:
    """Each block as a sum over its rows; the score of the execution rate stands in the funds table."""
    lines = []
    for label, points in BLOCKS.items():
        own = [line for line, row in enumerate(form.rows, start=header + 1) if row.first == label]
        formula = f"SUM(G{own[0]}:G{own[-1]})" if own else execution.partition("!")[2]
        if label in form.typed_scores:
            lines.append(Conclusion(label, points, form.typed_scores[label]))
        else:
            lines.append(Conclusion(label, points, form.scores[label], formula))
    return lines


def _head(page: Page, form: Form) -> str:
    """Write everything above the tables; return where the department stands."""
    page.put(1, 1, "附件3", "mark")
    page.put(2, (1, 9), "部门整体自评表", "title")
    page.height(2, 32)
    page.put(3, (1, 9), "（2022年度）", "subtitle")
    page.put(4, 1, "部门名称", "head")
    place = page.put(4, (2, 4), form.department)
    page.put(4, 5, "年度", "head")
    page.put(4, 6, 2022)
    page.put(4, 7, "填报日期", "head")
    page.put(4, (8, 9), form.date)
    page.height(4, 24)
    page.put(5, (1, 9), "单位：万元", "caption")
    return place


def _goals(page: Page, row: int, form: Form) -> None:
    page.put(row, 1, "年度总体目标", "head", down_to=row + 1)
    for span, head, text in (
        ((2, 5), "预期目标", form.wanted),
        ((6, 9), "实际完成情况", form.done),
    ):
        page.put(row, span, head, "shaded")
        page.put(row + 1, span, text, "left")
    page.height(row, 22)
    page.height(row + 1, 62)
