"""郑州市政务服务办公室: everything on one sheet; full marks but for the execution rate."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from workbooks.generator.expected import Expected, Fault, Said
from workbooks.generator.henan import Filled, Fund, Percent, Row, fixed_rows
from workbooks.generator.one_sheet import Form, write_form
from workbooks.generator.page import open_book
from workbooks.generator.report import read_lines, report_sheet

__all__ = ["DEPARTMENT", "write"]

DEPARTMENT = "郑州市政务服务办公室"
_WANTED = """1.保障市政务服务大厅全年有序开放，工作日和双休日均能办事；
2.后勤、窗口、咨询和热线服务到位；
3.调动在编和聘用人员的工作积极性，提高办事效率。"""
_DONE = """1.大厅全年按计划开放，运转平稳；
2.后勤、窗口、咨询和热线服务均按要求完成；
3.考核激励措施已经落实，办事效率和群众评价较好。"""
_REASON = "大厅运维合同按季结算，第四季度款项须验收后支付。今后提前组织验收，按季通报支出进度。"
_FILLED: dict[str, Filled] = {"预算执行率": (Percent(Decimal("0.8756")), "1.95", _REASON)}
_OUTPUT, _BENEFIT = "产出指标", "效益指标"
_ROWS = (
    *fixed_rows(_FILLED),
    Row(_OUTPUT, "重点工作任务完成", "保障服务大厅正常有序工作", "完成", "15", "完成", "15"),
    Row(_OUTPUT, "履职目标实现", "项目绩效", "完成", "10", "完成", "10"),
    Row(_BENEFIT, "履职效益", "工作效率", "≥99%", "20", None, "20"),
    Row(_BENEFIT, "满意度", "群众满意度", "≥95%", "15", None, "15"),
)
FORM = Form(
    department=DEPARTMENT,
    date="2023年4月14日",
    funds=(
        Fund("其中：财政性资金", "2538.07", "3082.64", "2699.18"),
        Fund("　　　其他资金", "0", "0", "0"),
    ),
    rows=_ROWS,
    execution_score="9.73",
    scores={"预算执行情况": "9.73", "投入管理指标": "29.95", "产出指标": "25", "效益指标": "35"},
    grade="优",
    wanted=_WANTED,
    done=_DONE,
    low_reason=_REASON,
)


def write(folder: Path) -> Expected:
    """Write the workbook; return what is to be read from it."""
    name = f"{DEPARTMENT}.xlsx"
    made = datetime(2023, 4, 14, 9, 30, tzinfo=UTC)
    with open_book(folder / name, DEPARTMENT, made) as book:
        written = write_form(book, FORM)
        report_sheet(book, f"{DEPARTMENT}\n2022年度部门整体绩效自评报告", read_lines(DEPARTMENT))
    expected = Expected(name, "henan-zhengzhou-2022", Said(DEPARTMENT, written.department), 2022)
    written.note(expected, FORM)
    conclusion = written.conclusion
    expected.total, expected.scored_total = Said("99.68", conclusion["合计"]), "99.68"
    expected.grade, expected.scored_grade = Said("优", conclusion["评价等级"]), "优"
    whole = written.funds[0]
    expected.findings = [
        Fault(
            "XA509",
            "待核实",
            written.rows["结转结余率"]["score"],
            "未执行的预算占 12.44%，结转结余率目标 ≤10%，得满分；若由财政收回则没有问题",
            (whole["spent"], whole["budget"]),
        )
    ]
    return expected
