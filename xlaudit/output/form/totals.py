"""The sums of 自评表: subtotals, the total and the grade, each silent until there is something to add up."""

from __future__ import annotations

from decimal import Decimal

from xlaudit.numbers.plain import plain
from xlaudit.output.form.formulas import quoted, total_of
from xlaudit.output.form.hints import ABSENT
from xlaudit.output.form.paper import Paper
from xlaudit.output.form.parameters import Parameters
from xlaudit.output.form.plan import HEAD_ROW, BlockPlan, FormPlan
from xlaudit.output.form.styles import SCORE

__all__ = ["parts_of", "write_subtotal", "write_totals"]


def write_subtotal(paper: Paper, plan: FormPlan, block: BlockPlan, parameters: Parameters) -> None:
    """Write the sums of a block, and whether its points add up."""
    row = block.subtotal
    assert row is not None
    paper.text(f"A{row}:{plan.cell('actual', row)}", f"{block.block.label}小计", "subtotal")
    points = plan.span("points", block)
    listed = [each.indicator.points for each in block.rows if each.indicator]
    sum_ = sum((each for each in listed if each is not None), Decimal(0))
    shows: Decimal | str = sum_ if listed else ""
    formula = f'IF(COUNT({points})=0,"",ROUND(SUM({points}),2))'
    paper.formula(plan.cell("points", row), formula, "subtotal", shows=shows)
    marks = [(plan.span("system", block), plan.span("score", block))]
    for key, judged in (("system", marks), ("score", [])):
        formula = total_of([plan.span(key, block)], judged=judged)
        paper.formula(plan.cell(key, row), formula, "subtotal", SCORE)
    bound = parameters[f"block {block.block.id}"]
    check, message = _points_check(f"SUM({points})", bound, block.block.points, sum_)
    paper.formula(plan.cell("reason", row), check, "check", shows=message)
    paper.height(row, 22)


def _points_check(
    listed: str, bound: str, wanted: Decimal | None, present: Decimal
) -> tuple[str, str]:
    """Return the formula that says whether points add up, and what it says on the empty form."""
    formula = f'IF(ROUND({listed},2)={bound},"✓ 分值合计 "&{bound},"分值合计应为 "&{bound})'
    assert wanted is not None
    word = "✓ 分值合计" if present == wanted else "分值合计应为"
    return formula, f"{word} {plain(wanted)}"


def write_totals(paper: Paper, plan: FormPlan, parameters: Parameters) -> int:
    """Write 合计 and 评价等级; return the last row."""
    row = plan.total_row
    paper.text(f"A{row}:{plan.cell('actual', row)}", "合计", "subtotal")
    present = sum((each.points or Decimal(0) for each in plan.scheme.indicators), Decimal(0))
    points = ",".join(parts_of(plan, "points"))
    paper.formula(plan.cell("points", row), f"ROUND(SUM({points}),2)", "subtotal", shows=present)
    for key in ("system", "score"):
        total = total_of(parts_of(plan, key))
        if plan.scheme.rescale:
            total = _rescaled(plan, total, parameters)
        paper.formula(plan.cell(key, row), total, "subtotal", SCORE)
    check, message = _points_check(
        f"SUM({points})", parameters["total"], plan.scheme.total, present
    )
    paper.formula(plan.cell("reason", row), check, "check", shows=message)
    paper.height(row, 24)
    if not plan.scheme.grades:
        return row
    _write_grade(paper, plan, parameters, row + 1)
    return row + 1


def parts_of(plan: FormPlan, key: str) -> list[str]:
    """Return the cells that a total is the sum of: the head and the subtotals."""
    rows = [HEAD_ROW] if plan.head else []
    rows += [block.subtotal for block in plan.blocks if block.subtotal is not None]
    return [plan.cell(key, row) for row in rows]


def _rescaled(plan: FormPlan, total: str, parameters: Parameters) -> str:
    """Scale a total up to the full one when rows are 不适用."""
    absent = "+".join(
        f"SUMIF({plan.span('actual', block)},{quoted(ABSENT)},{plan.span('points', block)})"
        for block in plan.blocks
    )
    full = parameters["total"]
    scaled = f"ROUND({total}*{full}/({full}-({absent})),2)"
    return f'IF({total}="","",IF(OR({absent}=0,{absent}>={full}),{total},{scaled}))'


def _write_grade(paper: Paper, plan: FormPlan, parameters: Parameters, row: int) -> None:
    """Write the grade, once every row has a score: half a form has no grade."""
    paper.text(f"A{row}:{plan.cell('system', row)}", "评价等级", "subtotal")
    points, unscored = plan.cell("points", row - 1), _unscored(plan)
    done = f"{points}={parameters['total']},{unscored}=0"
    bands = f"{parameters['grade_lows']},{parameters['grade_labels']}"
    score, system = plan.cell("score", row - 1), plan.cell("system", row - 1)
    grade = f'IF(AND({done},ISNUMBER({score})),LOOKUP({score},{bands}),"")'
    paper.formula(plan.cell("score", row), grade, "subtotal")
    shown = _bands(plan)
    ours = f'"系统得分："&LOOKUP({system},{bands})&"。"'
    formula = f'IF(AND({done},ISNUMBER({system})),{ours},"")&{quoted(shown)}'
    paper.formula(plan.cell("reason", row), formula, "check", shows=shown)
    paper.height(row, 24)
    left = f'"还有 "&{unscored}&" 项没有自评得分，填完后显示等级"'
    waiting = f'IF(AND({unscored}>0,ISNUMBER({score})),{left},"")'
    paper.formula(plan.cell("hint", row), waiting, "hint")


def _bands(plan: FormPlan) -> str:
    grades = sorted(plan.scheme.grades, key=lambda grade: grade.low, reverse=True)
    return "，".join(
        f"{grade.label} ≥{plain(grade.low)}" if grade.low else f"{grade.label} <{plain(grade.high)}"
        for grade in grades
    )


def _unscored(plan: FormPlan) -> str:
    """Print how many rows have points and no stated score; 不适用 ones need none."""
    parts = []
    for block in plan.blocks:
        points, stated = plan.span("points", block), plan.span("score", block)
        part = f"COUNT({points})-COUNT({stated})"
        if plan.scheme.rescale:
            actual = plan.span("actual", block)
            part += f'-COUNTIFS({actual},{quoted(ABSENT)},{points},">=0")'
        parts.append(part)
    if plan.head:
        parts.append(f"1-COUNT({plan.cell('score', HEAD_ROW)})")
    return f"({'+'.join(parts)})"
