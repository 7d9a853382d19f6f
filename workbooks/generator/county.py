"""示例县: twelve invented departments on the Henan form, five of them in order, the others with one fault each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from workbooks.generator.county_draw import Drawn, Plan, draw, grade_of
from workbooks.generator.county_faults import FAULTS
from workbooks.generator.county_prose import prose
from workbooks.generator.expected import Block, Expected, Said
from workbooks.generator.one_sheet import Form, write_form
from workbooks.generator.page import open_book
from workbooks.generator.report import report_sheet
from workbooks.generator.tables import data_table

__all__ = ["COUNTY", "SHIPPED", "write_county", "write_department"]

COUNTY = "示例县"
SCHEME = "henan-zhengzhou-2022"

SHIPPED: dict[str, tuple[Plan, str]] = {
    plan.name.removeprefix(COUNTY): (plan, fault)
    for plan, fault in (
        (Plan("示例县农业农村局", ("completeness", "output")), ""),
        (Plan("示例县教育局", ("served",)), ""),
        (Plan("示例县卫生健康委员会", ("execution",)), ""),
        (Plan("示例县水利局"), ""),
        (
            Plan(
                "示例县民政局",
                ("execution", "adjustment", "completeness", "procurement", "output", "served"),
                deep=True,
            ),
            "",
        ),
        (Plan("示例县交通运输局", ("served",)), "total"),
        (Plan("示例县自然资源局", ("procurement",)), "rate"),
        (Plan("示例县文化广电和旅游局", ("output",), deep=True), "above_points"),
        (
            Plan(
                "示例县应急管理局",
                ("execution", "adjustment", "completeness", "procurement", "output", "served"),
                deep=True,
            ),
            "grade",
        ),
        (Plan("示例县市场监督管理局", ("procurement", "output")), "by_rule"),
        (Plan("示例县城市管理局", ("output",)), "no_reason"),
        (Plan("示例县林业局", ("served",)), "hidden_row"),
    )
}
"""The departments with where they lose points, and the fault of each (none: in order)."""


def write_county(folder: Path) -> list[Expected]:
    """Write every department; return what is to be read from each."""
    return [write_department(folder, plan, fault) for plan, fault in SHIPPED.values()]


def write_department(
    folder: Path, plan: Plan, fault: str = "", further: Sequence[str] = ()
) -> Expected:
    """Write one department, with a fault of ``FAULTS`` or in order; return what is to be read from it.

    ``further`` are paragraphs behind its own report.
    """
    drawn = draw(plan)
    right = _form(drawn)
    injected = FAULTS[fault](right) if fault else None
    form = injected.form if injected else right
    number = list(SHIPPED).index((plan.like or plan.name).removeprefix(COUNTY))
    made = datetime(2023, 3, 6, 9, 0, tzinfo=UTC) + timedelta(days=number, minutes=7 * number)
    name = f"{plan.name}.xlsx"
    with open_book(folder / name, plan.name, made) as book:
        book.property("xlaudit.scheme", SCHEME)
        written = write_form(book, replace(form, date=f"2023年3月{6 + number}日"))
        page = book.page("基础数据", (24, 20, 22))
        page.put(1, (1, 3), "基础数据表", "title")
        page.height(1, 34)
        page.put(2, (1, 3), "单位：万元", "caption")
        data = data_table(page, 3, ((1, 2), (3, 3)), drawn.further, ("项目", "金额"))
        lines = prose(drawn, form.scores, *_result(form), silent=injected is not None)
        title = f"{plan.name}\n2022年度部门整体绩效自评报告"
        report_sheet(book, title, [*lines, *further])
    expected = Expected(name, SCHEME, Said(plan.name, written.department), 2022)
    expected.note = _told(fault)
    written.note(expected, right)
    expected.facts |= data
    expected.blocks = [
        Block(
            label,
            Said(form.typed_scores.get(label, score), written.conclusion[label]),
            drawn.scores[label],
        )
        for label, score in form.scores.items()
    ]
    total, _ = _result(form)
    expected.total = Said(form.typed_total or total, written.conclusion["合计"])
    expected.grade = Said(form.grade, written.conclusion["评价等级"])
    expected.scored_total, expected.scored_grade = _result(right)
    expected.findings = [injected.told(written)] if injected else []
    return expected


def _form(drawn: Drawn) -> Form:
    scores = drawn.scores
    low = next((row.reason for row in drawn.rows if row.name == "预算执行率"), "")
    return Form(
        department=drawn.plan.name,
        date="",
        funds=drawn.funds,
        rows=drawn.rows,
        execution_score=drawn.execution_score,
        scores=scores,
        grade=grade_of(sum(map(Decimal, scores.values()), Decimal(0))),
        wanted=f"{drawn.texts['goals']}，按时完成年度重点工作任务。",
        done=f"{drawn.texts['goals']}，各项任务的完成情况见下表。",
        low_reason=low,
    )


def _result(form: Form) -> tuple[str, str]:
    """Return the total that the form adds up to, and the grade that it names."""
    scores = {**form.scores, **form.typed_scores}
    return f"{sum(map(Decimal, scores.values()), Decimal(0)).normalize():f}", form.grade


def _told(fault: str) -> str:
    if not fault:
        return "填报无误：任何发现都是误报"
    return (FAULTS[fault].__doc__ or "").strip()
