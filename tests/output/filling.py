"""Fill in a blank form as a clerk would, with openpyxl, and read what LibreOffice makes of it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["FUNDS", "TABLE", "Form", "Result", "fill_zhengzhou"]

TABLE, FUNDS = "自评表", "资金"
HEADER_ROW = 5


def _columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value).split("（")[0]: cell.column for cell in sheet[HEADER_ROW] if cell.value}


class Form:
    """A form to be filled in: cells are found by what stands beside them."""

    def __init__(self, form: bytes) -> None:
        self.workbook: Workbook = load_workbook(BytesIO(form))
        self.table = self.workbook[TABLE]
        self.columns = _columns(self.table)

    def row(self, name: str, *, last: bool = False) -> int:
        """Return the row of an indicator, or of a subtotal."""
        found = [
            cell.row
            for column in (self.columns["三级指标"], 1)
            for cell in next(self.table.iter_cols(column, column, HEADER_ROW + 1))
            if cell.value == name
        ]
        return found[-1 if last else 0]

    def empty_row(self, block: str) -> int:
        """Return the first empty row of a block."""
        row, column = self.row(block), self.columns["三级指标"]
        while self.table.cell(row, column).value is not None:
            row += 1
        return row

    def put(self, row: int, **values: object) -> None:
        """Write into a row of the table, by captions."""
        for caption, value in values.items():
            self.table.cell(row, self.columns[caption]).value = value  # type: ignore[assignment]

    def put_open(self, block: str, name: str, target: str, actual: object, points: float) -> int:
        """Write a whole row of one's own; ``target`` as people say it: ``≥ 95 %``, ``完成``."""
        row = self.empty_row(block)
        sign, _, rest = target.partition(" ")
        value, _, unit = rest.partition(" ")
        own = {"三级指标": name, "实际完成值": actual, "分值": points}
        if rest:
            self.put(row, **own, 指标性质=sign, 年度指标值=float(value), 度量单位=unit)
        else:
            self.put(row, **own, 指标性质="定性", 年度指标值=sign)
        return row

    def fund(self, **amounts: float) -> None:
        """Write amounts of 资金 by their labels."""
        labels = {cell.value: cell.row for cell in self.workbook[FUNDS]["A"]}
        for label, amount in amounts.items():
            self.workbook[FUNDS].cell(labels[label], 2).value = amount

    def budget(self, initial: float, adjustment: float, spent: float) -> None:
        """Write the budget as one fund from the treasury."""
        for column, amount in zip("BCE", (initial, adjustment, spent), strict=True):
            self.workbook[FUNDS][f"{column}5"] = amount

    def save(self, path: Path) -> Path:
        """Write the file."""
        self.workbook.save(path)
        return path


class Result:
    """A recomputed form."""

    def __init__(self, path: Path) -> None:
        self.workbook = load_workbook(path, data_only=True)
        self.table = self.workbook[TABLE]
        self.columns = _columns(self.table)

    def at(self, row: int, caption: str) -> object:
        """Return the value of a cell of the table; an empty text counts as nothing."""
        value = self.table.cell(row, self.columns[caption]).value
        return None if value == "" else value

    def cells(self) -> list[tuple[str, object]]:
        """Return every cell that shows something, with its place."""
        return [
            (f"{sheet.title}!{cell.coordinate}", cell.value)
            for sheet in self.workbook
            for row in sheet.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        ]


def fill_zhengzhou(form: Form) -> None:
    """Write the published figures: everything in full but an execution rate of 87.56 %."""
    form.workbook["封面"]["C6"] = "郑州市政务服务办公室"
    form.budget(2538.07, 544.57, 2699.18)
    form.fund(
        已细化的专项资金数=100,
        参与分配的专项资金总数=100,
        结转结余数=0,
        政府采购执行数=95,
        政府采购预算数=100,
        完成监控项目数=6,
        应监控项目数=6,
        完成自评项目数=6,
        应自评项目数=6,
        **{"“三公”经费支出数": 3, "“三公”经费预算数": 4},
    )
    # A department without evaluations of its own has the rates from elsewhere and types them in.
    for name in ("部门绩效评价完成率", "评价结果应用率"):
        form.put(form.row(name), 实际完成值=1)
    judged = (
        "年度履职目标相关性 工作任务科学性 绩效指标合理性 预算编制完整性 决算真实性 资金使用合规性"
    )
    for name in (*judged.split(), "管理制度健全性", "预决算信息公开性", "资产管理规范性"):
        row = form.row(name)
        form.put(row, 实际完成值=form.table.cell(row, form.columns["年度指标值"]).value)
        form.put(row, 自评得分=form.table.cell(row, form.columns["分值"]).value)
    for name, points in (("保障服务大厅正常有序工作", 15), ("项目绩效", 10)):
        row = form.put_open("产出指标", name, "完成", "达成年度指标", points)
        form.put(row, 自评得分=points)
    form.put_open("效益指标", "工作效率", "≥ 99 %", 99.2, 20)
    form.put_open("效益指标", "群众满意度", "≥ 95 %", 96, 15)
    reason = "部分项目年末验收，尾款结转下年支付；下一年加快验收进度。"
    form.table.cell(4, form.columns["偏差原因分析及改进措施"]).value = reason
    form.put(form.row("预算执行率"), 偏差原因分析及改进措施=reason)
