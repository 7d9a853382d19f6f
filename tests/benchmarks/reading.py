"""How long one reading takes, against openpyxl opening the same workbook once; run by hand.

    python -m tests.benchmarks.reading [FILE …]

Without a file it makes one: six sheets, 45 indicators, live formulas, validations, a long report. The two
readers take turns in one process, so that a slow moment of the machine meets both; trust the ratio.
"""

from __future__ import annotations

import gc
import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import xlsxwriter

from xlaudit.hosts.ooxml.read import read

ROUNDS = 21


def sample() -> bytes:
    """Return a filled self-evaluation workbook of the usual size."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7", "align": "center"})
    cell = book.add_format({"border": 1, "text_wrap": True})
    rate = book.add_format({"border": 1, "num_format": "0.00%"})
    money = book.add_format({"border": 1, "num_format": "#,##0.00"})
    cover = book.add_worksheet("封面")
    cover.merge_range("A1:F3", "部门整体绩效自评表", head)
    table = book.add_worksheet("自评表")
    table.write_row("A1", ["一级指标", "二级指标", "三级指标", "分值", "年度指标值"], head)
    table.write_row("F1", ["实际完成值", "得分", "偏差原因", "差异", "说明"], head)
    for row in range(1, 46):
        table.write_row(row, 0, [f"一级{row % 4}", f"二级{row % 9}", f"指标{row}"], cell)
        table.write_number(row, 3, 2, money)
        table.write_number(row, 4, 0.9, rate)
        table.write_number(row, 5, 0.8 + row / 300, rate)
        formula = f"=ROUND(MIN(1,F{row + 1}/E{row + 1})*D{row + 1},2)"
        table.write_formula(row, 6, formula, money, 1.9)
        table.write_string(row, 7, f"第 {row} 项指标按计划推进，偏差来自年中调整", cell)
        table.write_formula(row, 8, f"=D{row + 1}-G{row + 1}", money, 0.1)
        table.write_blank(row, 9, None, cell)
    table.data_validation("J2:J46", {"validate": "list", "source": ["是", "否"]})
    table.conditional_format(
        "I2:I46", {"type": "cell", "criteria": ">", "value": 0, "format": rate}
    )
    funds = book.add_worksheet("资金")
    projects = book.add_worksheet("项目")
    for row in range(30):
        for sheet in (funds, projects):
            sheet.write_string(row, 0, f"项目{row}", cell)
            sheet.write_number(row, 1, 100 + row / 7, money)
            sheet.write_number(row, 2, 90 + row / 9, money)
            sheet.write_formula(row, 3, f"=IF(B{row + 1}=0,0,C{row + 1}/B{row + 1})", rate, 0.9)
    report = book.add_worksheet("自评报告")
    for row in range(60):
        report.write_string(row, 0, f"{row}、" + "本年度按照预算安排完成各项工作任务。" * 14, cell)
    settings = book.add_worksheet("参数")
    settings.hide()
    for row in range(20):
        settings.write_row(row, 0, [f"参数{row}", row / 10])
        book.define_name(f"参数_{row}", f"=参数!$B${row + 1}")
    book.close()
    return target.getvalue()


def seconds(work: Callable[[], object]) -> float:
    """Return how long one run takes, without what the one before left to collect."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(name: str, data: bytes) -> float:
    """Print both medians and their ratio; return the ratio."""
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        ours.append(seconds(lambda: read(data, name)))
        theirs.append(seconds(lambda: openpyxl.load_workbook(io.BytesIO(data))))
    mine, other = statistics.median(ours[1:]), statistics.median(theirs[1:])  # the first warms up
    print(  # noqa: T201 - a script to be read by a person
        f"{name}: xlaudit {mine * 1000:.2f} ms, openpyxl once {other * 1000:.2f} ms, "
        f"ratio {mine / other:.2f} ({len(data) / 1024:.0f} KB)"
    )
    return mine / other


def main(arguments: list[str]) -> None:
    """Measure the workbooks that are named, or the one that is made."""
    for argument in arguments:
        measure(Path(argument).name, Path(argument).read_bytes())
    if not arguments:
        measure("sample", sample())


if __name__ == "__main__":
    main(sys.argv[1:])
