"""The sheet 封面: who evaluates what and when, and how sure the scheme behind the form is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlaudit.output.form.guide import Told
from xlaudit.output.form.paper import Paper, height_for
from xlaudit.output.form.plan import FormPlan
from xlaudit.schemes.schema import Scheme

__all__ = ["COVER", "NAME_ROW", "YEAR_ROW", "label_rows", "write_cover"]

COVER = "封面"
NAME_ROW, YEAR_ROW = 6, 7
NATIONAL = "全国"
WIDTHS = (9, 22, 46, 9)


def write_cover(paper: Paper, plan: FormPlan, told: Sequence[Told]) -> None:
    """Write the sheet. 自评表 takes the name and the year from here; ``told`` is about the scheme."""
    scheme = plan.scheme
    paper.columns(WIDTHS)
    paper.height(1, 70)
    paper.text("A2:D2", _title(scheme), "cover_title")
    paper.height(2, 96)
    year = f'IF(C{YEAR_ROW}="","（        年度）","（"&C{YEAR_ROW}&" 年度）")'
    shown = "        年度" if scheme.is_lasting else f"{scheme.year} 年度"
    paper.formula("A3:D3", year, "cover_year", shows=f"（{shown}）")
    paper.height(3, 40)
    paper.height(4, 60)
    paper.height(5, 10)
    for row, label in enumerate(_labels(scheme), start=NAME_ROW):
        paper.text(f"B{row}", label, "cover_label")
        paper.blank(f"C{row}", "cover_input")
        paper.height(row, 42)
    if scheme.is_lasting:
        paper.blank(f"C{YEAR_ROW}", "cover_input", "0")
    else:
        paper.number(f"C{YEAR_ROW}", Decimal(scheme.year), "cover_input", "0")
    last = NAME_ROW + len(_labels(scheme)) - 1
    _ask(paper, last)
    paper.height(last + 1, 90)
    row = last + 1
    for row, line in enumerate(told, start=last + 2):
        paper.formula(f"A{row}:D{row}", line.reference, "muted_centre", shows=line.text)
        paper.height(row, height_for([(line.text, sum(WIDTHS))], 16))
    paper.print_on(scheme.title, landscape=False, area=f"A1:D{row}")
    paper.sheet.hide_gridlines(2)
    paper.lock()


def _title(scheme: Scheme) -> str:
    kind = "部门整体绩效自评材料" if scheme.level == "department" else "项目支出绩效自评材料"
    return kind if scheme.region == NATIONAL else f"{scheme.region}\n{kind}"


def _labels(scheme: Scheme) -> tuple[str, ...]:
    if scheme.level == "project":
        return (
            "项目名称",
            "评价年度",
            "主管部门",
            "项目实施单位",
            "填报人",
            "联系电话",
            "填报日期",
        )
    return ("部门（单位）名称", "评价年度", "单位负责人", "填报人", "联系电话", "填报日期")


def label_rows(scheme: Scheme) -> Mapping[str, int]:
    """Return the row of each line that is filled in."""
    return {label: row for row, label in enumerate(_labels(scheme), start=NAME_ROW)}


def _ask(paper: Paper, last: int) -> None:
    whole = {"validate": "integer", "criteria": "between", "minimum": 2000, "maximum": 2100}
    paper.ask(
        f"C{YEAR_ROW}",
        whole,
        prompt="填四位年份，如 2022。",
        error="评价年度应是四位年份，如 2022。",
    )
    prompt = "填全称；《自评表》表头自动引用。"
    paper.ask(f"C{NAME_ROW}", {"validate": "any"}, prompt=prompt)
    paper.ask(f"C{last}", {"validate": "any"}, prompt="如 2023年3月10日。")
