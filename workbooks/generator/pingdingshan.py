"""平顶山市政务服务和大数据管理局: four sheets, everything typed, tables that begin in column B.

The contradictions are those that were published: 投入 24 against rows that give 19 and cannot give more
than 23, 产出 25 against nine rows of 2 points, 结转结余率 648.50 % where its own amounts give 648.15 %.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from workbooks.generator.expected import Block, Expected, Fault, Said
from workbooks.generator.henan import BLOCKS, FIXED, Filled, Row, fixed_rows
from workbooks.generator.page import Book, Span, open_book
from workbooks.generator.report import read_lines, report_sheet
from workbooks.generator.tables import (
    Conclusion,
    Places,
    conclusion_table,
    data_table,
    indicator_table,
)

__all__ = ["DEPARTMENT", "write"]

DEPARTMENT = "平顶山市政务服务和大数据管理局"
_FUNDS, _TABLE, _RESULT = "预算执行情况", "部门整体自评表", "得分汇总"

_FILLED: dict[str, Filled] = {
    "预算编制完整性": ("基本完整", "1", "编制参考历年金额较多，预见性不足；今后提前收集项目需求。"),
    "专项资金细化率": (None, "1", "部分专项资金年初未细化到项目；今后随预算一并细化。"),
    "预算执行率": (None, None, ""),
    "预算调整率": (
        "4308.95%",
        "0",
        "年初预算650.14万元，年中追加28014.2万元，主要是上级安排的项目资金。",
    ),
    "结转结余率": ("648.50%", "0", "项目资金到位较晚，受审批和验收影响未能支出；加快项目实施。"),
    "“三公经费”控制率": ("142.83%", "0", "疫情防控期间用车增加，超出年初预算；严格用车审批。"),
    "政府采购执行率": (None, "1", "部分采购项目跨年度实施；提前编制采购计划。"),
    "绩效监控完成率": ("100%", "2", ""),
    "绩效自评完成率": ("100%", "2", ""),
    "部门绩效评价完成率": (None, None, ""),
    "评价结果应用率": ("100%", "1", ""),
}
_TASKS = (
    "市电子政务外网运维",
    "“互联网+政务服务”系统运维",
    "“豫正通”项目",
    "政务云资源购买服务及评估",
    "城运中心",
)
_GOALS = (
    "政务服务能力提升",
    "推进城市运行管理指挥中心建设",
    "疫情防控工作",
    "保障市政大厅正常运转",
)
_SCORES = {"预算执行情况": "6", "投入管理指标": "24", "产出指标": "25", "效益指标": "33"}
_RATE = "结转结余率写648.50%"
_FURTHER = {
    "carryover_prior": ("上年末结转结余", "1579.29"),
    "carryover": ("年末结转结余", "11815.51"),
    "three_public_budget": ("“三公经费”预算数", "6.00"),
    "three_public_spent": ("“三公经费”执行数", "8.57"),
}


def _rows() -> list[Row]:
    output, benefit = "产出指标", "效益指标"
    rows = fixed_rows(_FILLED)
    for number, task in enumerate(_TASKS, start=1):
        name = f"重点工作{number}计划完成率：{task}"
        rows.append(Row(output, "重点工作任务完成", name, "=100%", "2", "100%", "2"))
    for number, goal in enumerate(_GOALS, start=1):
        name = f"年度工作目标{number}实现率：{goal}"
        rows.append(Row(output, "履职目标实现", name, "=100%", "2", "100%", "2"))
    return [
        *rows,
        Row(benefit, "履职效益", "经济效益", "提升", None, "群众少跑腿，营商环境改善"),
        Row(benefit, "履职效益", "社会效益", "提升", None, "政务服务更加规范便捷"),
        Row(benefit, "满意度", "政务服务好差评投诉率", "≤5%", None, "小于5%"),
        Row(benefit, "满意度", "群众办事投诉率", "≤5%", None, "小于5%"),
    ]


def write(folder: Path) -> Expected:
    """Write the workbook; return what is to be read from it."""
    name = f"{DEPARTMENT}.xlsx"
    with open_book(folder / name, DEPARTMENT, datetime(2023, 3, 28, 15, 5, tzinfo=UTC)) as book:
        facts = _funds(book)
        cells, department = _indicators(book)
        result = _result(book)
        title = f"{DEPARTMENT}\n2022年度部门整体绩效自评报告"
        report = report_sheet(book, title, read_lines(DEPARTMENT))
    expected = Expected(name, "henan-pingdingshan-2022", Said(DEPARTMENT, department), 2022)
    expected.note = "政务云、城运中心等项目的进度在正文中写“支出进度较慢”，指标表写 100%：文字矛盾，不在表内核对之列"
    expected.facts = facts
    scored = {"预算执行情况": "6"}
    for label, score in _SCORES.items():
        expected.blocks.append(Block(label, Said(score, result[label]), scored.get(label, "")))
    expected.total = Said("88", result["合计"])
    expected.grade = Said("良", result["评价等级"])
    expected.findings = _findings(cells, result, facts)
    ratio = report.cell("结余率648.50%")
    expected.findings.append(
        Fault(
            "XA4",
            "错误",
            ratio,
            "(11815.51 − 1579.29) ÷ 1579.29 = 648.15%",
            (cells["结转结余率"]["actual"],),
            "结余率648.50%",
            _RATE,
        )
    )
    return expected


def _findings(
    cells: dict[str, Places], result: dict[str, str], facts: dict[str, Said]
) -> list[Fault]:
    management = tuple(each["score"] for name, each in cells.items() if name in _MANAGEMENT)
    empty = [cells[name]["name"] for name in ("预算执行率", "部门绩效评价完成率")]
    carried = (facts["carryover"].cell, facts["carryover_prior"].cell)
    return [
        Fault(
            "XA505",
            "错误",
            result["投入管理指标"],
            "各行得分相加 19 分，两行未填的 4 分全得也只有 23 分，写 24 分",
            management,
        ),
        Fault(
            "XA505",
            "待核实",
            result["产出指标"],
            "所列九行相加 18 分，写 25 分；本部分的行由单位自定，可能没有列全",
        ),
        Fault("XA102", "待核实", empty[0], "两个指标没有填报，共 4 分没有着落", (empty[1],)),
        Fault(
            "XA202",
            "错误",
            cells["结转结余率"]["actual"],
            "写 648.50%；按所列结转结余数的增长率为 648.15%，按占全年预算的比例为 41.22%",
            carried,
            root=_RATE,
        ),
    ]


_MANAGEMENT = frozenset(row.name for row in FIXED)


def _funds(book: Book) -> dict[str, Said]:
    """Write the sheet of the budget: amounts, the rate as a number under (%), and further data."""
    page = book.page(_FUNDS, (3, 22, 13, 13, 14, 14, 13, 9, 11), landscape=True)
    page.put(1, (2, 9), "2022年度部门预算执行情况表", "title")
    page.height(1, 34)
    page.put(2, (2, 6), f"部门（单位）名称：{DEPARTMENT}", "sign")
    page.put(2, (7, 9), "单位：万元", "caption")
    heads = (
        "资金来源",
        "年初预算",
        "预算调整",
        "调整后预算",
        "全年执行数",
        "预算执行率（%）",
        "分值",
        "自评得分",
    )
    for column, head in enumerate(heads, start=2):
        page.put(3, column, head, "shaded")
    page.height(3, 30)
    amounts = (650.14, 28014.2, 28664.34, 16848.83, 58.78)
    facts = {}
    keys = ("initial_budget", "adjustment", "budget", "spent", "execution_rate")
    for row, label in ((4, "年度资金总额"), (5, "其中：财政拨款")):
        page.height(row, 24)
        page.put(row, 2, label, "total" if row == 4 else "left")
        for column, (key, amount) in enumerate(zip(keys, amounts, strict=True), start=3):
            place = page.put(row, column, amount, "plain")
            if row == 4:
                shown = f"{amount:.2f}"
                facts[key] = Said(f"{shown}%" if key == "execution_rate" else shown, place)
    page.put(4, 8, 10)
    page.put(4, 9, 6)
    page.put(5, 8, "/")
    page.put(5, 9, "/")
    return facts | data_table(page, 7, ((2, 4), (5, 6)), _FURTHER)


def _indicators(book: Book) -> tuple[dict[str, Places], str]:
    page = book.page(_TABLE, (2, 11, 14, 30, 11, 17, 7, 9, 36), landscape=True)
    page.put(1, 2, "附件3", "mark")
    page.put(2, (2, 9), "2022年度部门整体自评表", "title")
    page.height(2, 34)
    page.put(3, 2, "部门名称", "head")
    department = page.put(3, (3, 5), DEPARTMENT)
    page.put(3, (6, 7), "填报日期", "head")
    page.put(3, (8, 9), "2023年3月28日")
    page.height(3, 24)
    cells = indicator_table(page, 4, range(2, 10), _rows())
    page.repeat(4, 4)
    return cells, department


def _result(book: Book) -> dict[str, str]:
    page = book.page(_RESULT, (4, 30, 16, 16))
    page.put(1, (2, 4), "部门整体绩效自评得分汇总", "title")
    page.height(1, 40)
    lines = [Conclusion(label, BLOCKS[label], score) for label, score in _SCORES.items()]
    spans: tuple[int | Span, ...] = (2, 3, 4)
    return conclusion_table(page, 3, spans, lines, grade="良")
