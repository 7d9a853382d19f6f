"""The sheet 汇总表: a row a department, subtotals of the 主管部门, a total that counts nothing twice."""

from __future__ import annotations

from math import fsum
from typing import Any

from xlaudit.county.model import CountySummary, Status
from xlaudit.output.summary.book import GREY, LINE, Page, address, height
from xlaudit.output.summary.department_columns import COUNTED, Column, Kind, Total
from xlaudit.output.summary.department_table import FIRST, HEADING, SHEET, DepartmentTable
from xlaudit.output.summary.link import Link, Links

__all__ = ["NUMERIC", "SHEET", "department_sheet"]

NUMERIC = '">-1E+300"'
"""The criterion that every number meets and no text does."""

_ROW = "#"
_CENTRED = frozenset({Kind.WORD, Kind.COUNT, Kind.YEAR})
_SUBTOTAL_FILL, _TOTAL_FILL = "#F2F2F2", "#D9D9D9"
_NOTE = (
    "金额单位：万元。差异 = 自评总分 − 系统复核分。“计入”为“否”的行只列出，不进合计、平均和排名。"
    "系统复核分写成区间的，有得分须由人评定，不进平均、中位数和排名。小计不进合计。"
)


def department_sheet(
    page: Page, summary: CountySummary, table: DepartmentTable, link: Link
) -> None:
    """Write the sheet."""
    shown = [column for column in table.columns if not column.is_hidden]
    last = table.position[shown[-1].key]
    printed = max(table.position[column.key] for column in shown if column.is_printed)
    page.head(f"{summary.title}部门整体绩效自评汇总表", _NOTE, printed)
    page.sheet.set_row(1, 16)
    widths = [0 if column.is_hidden else column.width for column in table.columns]
    page.headings(HEADING, [column.heading for column in table.columns], widths)
    _lines(page, table, Links(page, link))
    if not table.lines:
        page.text(FIRST, 0, "没有读出任何一份自评表。", page.book.look(border=1))
    _totals(page, table)
    _conditions(page, table)
    page.sheet.autofilter(HEADING, 0, table.last, last)
    page.sheet.freeze_panes(FIRST, 1)
    page.sheet.print_area(0, 0, table.total, printed)
    page.print_wide(summary.title, widths[: printed + 1], size=10, names=1, repeat=(0, HEADING))


def _lines(page: Page, table: DepartmentTable, links: Links) -> None:
    columns = [_Column(page, table, column) for column in table.columns]
    for number in range(len(table.lines)):
        page.begin(FIRST + number)
        for column in columns:
            column.write(number, links)
        page.end(_height(table, number))


class _Column:
    """One column: its looks and its formula are made once."""

    def __init__(self, page: Page, table: DepartmentTable, column: Column) -> None:
        self.page, self.table, self.column = page, table, column
        look = page.book.look
        base = _looks(column)
        self.plain = look(**base)
        self.uncounted = look(**base, font_color=GREY, italic=True)
        self.subtotal = look(**base, bold=True, bg_color=_SUBTOTAL_FILL)
        self.below = look(**{**base, "indent": 3}) if column.key == "name" else self.plain
        self.linked = look(**base, font_color="#0563C1", underline=1)
        self.position = table.position[column.key]
        self.counted, self.figures = table.figures["counted"], table.figures[column.key]
        is_live = column.value is None and column.key not in ("name", "group")
        self.formula = _formula(table, column.key) if is_live else ""

    def write(self, number: int, links: Links) -> None:
        """Write the cell of a line."""
        page, line = self.page, self.table.lines[number]
        row, column, figure = FIRST + number, self.position, self.figures[number]
        is_counted = self.counted[number] == COUNTED
        look = self.plain if is_counted else self.uncounted
        if line.index is None:
            self._subtotal(number, line.group)
        elif self.formula:
            page.live(row, column, self.formula.replace(_ROW, str(row + 1)), figure, look)
        elif self.column.key == "source":
            source = self.table.departments[line.index].source
            links.write(row, column, str(figure or ""), source, self.linked)
        else:
            is_below = line.is_subordinate and is_counted
            page.value(row, column, figure, self.below if is_below else look)

    def _subtotal(self, number: int, group: int) -> None:
        """Write the subtotal's cell; it is in no sum itself, for its 计入 is 小计."""
        table, key = self.table, self.column.key
        row, column = FIRST + number, table.position[key]
        if self.column.total is Total.SUM:
            formula = _sum(table, key, group)
            self.page.live(row, column, formula, table.subtotal(key, group), self.subtotal)
        elif key == "rate":
            formula = _rate(table, f",{table.own('group')},{group}")
            self.page.live(row, column, formula, table.figures["rate"][number], self.subtotal)
        else:
            figure = table.figures[key][number] if key in ("name", "counted", "group") else None
            self.page.value(row, column, figure, self.subtotal)


def _formula(table: DepartmentTable, key: str) -> str:
    """Return the formula of a department's cell, with a mark for the number of its row."""

    def cell(of: str) -> str:
        return f"{table.letters(of)}{_ROW}"

    match key:
        case "rate":
            spent, budget = map(cell, table.rated)
            return f'IF(SUM({budget})=0,"",IF({spent}="","",{spent}/{budget}))'
        case "difference":
            stated, ours = cell("stated"), cell("ours")
            both = f"COUNTIFS({stated},{NUMERIC})*COUNTIFS({ours},{NUMERIC})"
            return f'IF({both}=0,"",ROUND({stated}-{ours},2))'
        case "rank":
            own = cell("counted_ours")
            return f'IF({own}="","",RANK({own},{table.own("counted_ours")}))'
        case "counted_rate" | "counted_stated" | "counted_ours":
            own = cell(key.removeprefix("counted_"))
            number = f'IF(COUNTIFS({own},{NUMERIC})=0,"",{own})'
            return f'IF({cell("counted")}="{COUNTED}",{number},"")'
        case _:
            now = key.removesuffix("_growth")
            before = cell(f"last_{now}")
            return f'IF(SUM({before})=0,"",IF({cell(now)}="","",{cell(now)}/{before}-1))'


def _sum(table: DepartmentTable, key: str, group: int | None = None) -> str:
    some = "" if group is None else f",{table.own('group')},{group}"
    return f'SUMIFS({table.own(key)},{table.own("counted")},"{COUNTED}"{some})'


def _rate(table: DepartmentTable, some: str = "") -> str:
    """Return spent over budget of the rows that state both: the others would bend the rate."""
    spent, budget = map(table.own, table.rated)
    both = f'{table.own("counted")},"{COUNTED}",{budget},{NUMERIC},{spent},{NUMERIC}{some}'
    whole = f"SUMIFS({budget},{both})"
    return f'IF({whole}=0,"",SUMIFS({spent},{both})/{whole})'


def _totals(page: Page, table: DepartmentTable) -> None:
    for number, column in enumerate(table.columns):
        look = page.book.look(**{**_looks(column), "bold": True, "bg_color": _TOTAL_FILL})
        row, key = table.total, column.key
        if key == "name":
            page.text(row, number, "合计（得分为平均）", look)
        elif column.total is Total.SUM:
            page.live(row, number, _sum(table, key), fsum(table.counted(key)), look)
        elif column.total is Total.MEAN:
            page.live(row, number, _mean(table, key), table.mean(key), look)
        elif key == "rate":
            page.live(row, number, _rate(table), table.rate(), look)
        else:
            page.value(row, number, None, look)
    page.sheet.set_row(table.total, 20)


def _mean(table: DepartmentTable, key: str) -> str:
    if key in ("stated", "ours"):
        cells = table.own(f"counted_{key}")
        if not table.is_ladder:
            return f'IF(COUNTIFS({cells},{NUMERIC})=0,"",ROUND(AVERAGE({cells}),2))'
        weights = table.own(f"weight_{key}")
        whole = f"SUMIFS({weights},{cells},{NUMERIC})"
        return f'IF({whole}=0,"",ROUND(SUMPRODUCT({cells},{weights})/{whole},2))'
    times = f'COUNTIFS({table.own("counted")},"{COUNTED}",{table.own(key)},{NUMERIC})'
    return f'IF({times}=0,"",ROUND({_sum(table, key)}/{times},2))'


def _looks(column: Column) -> dict[str, Any]:
    """Return how the cells of a column look; words in a column of numbers stand to the right as well."""
    if column.kind is Kind.TEXT:
        return {"border": 1, "align": "left", "indent": 1, "text_wrap": True}
    align = "center" if column.kind in _CENTRED else "right"
    return {"border": 1, "align": align, "num_format": column.kind.value}


def _height(table: DepartmentTable, number: int) -> float:
    is_below = table.lines[number].is_subordinate
    texts = (
        (str(table.figures[column.key][number] or ""), column.width - 2 * is_below)
        for column in table.columns
        if column.kind is Kind.TEXT and not column.is_hidden
    )
    return max(LINE + 6, height(texts))


def _conditions(page: Page, table: DepartmentTable) -> None:
    """Colour what stands out; the same is said in words by 状态 and by the signs of the numbers."""
    look = page.book.workbook.add_format
    red = look({"font_color": "#9C0006", "bg_color": "#FFC7CE"})
    amber = look({"font_color": "#7F6000", "bg_color": "#FFEB9C"})

    def on(key: str, condition: dict[str, Any]) -> None:
        column = table.position[key]
        page.sheet.conditional_format(FIRST, column, table.last, column, condition)

    on(
        "status",
        {"type": "text", "criteria": "begins with", "value": Status.ERROR.value, "format": red},
    )
    on(
        "status",
        {"type": "text", "criteria": "begins with", "value": Status.DOUBT.value, "format": amber},
    )
    on("severity0", {"type": "cell", "criteria": ">", "value": 0, "format": red})
    on("severity1", {"type": "cell", "criteria": ">", "value": 0, "format": amber})
    rate = address(FIRST, table.position["rate"])
    low = f'=IF({rate}="",0,IF({rate}<0.9,1,0))=1'
    on("rate", {"type": "formula", "criteria": low, "format": amber})
    stated, grade = (f"${address(FIRST, table.position[key])}" for key in ("stated_grade", "grade"))
    dropped = f'=IF({stated}="",0,IF({grade}="—",0,IF({stated}={grade},0,1)))=1'
    on("grade", {"type": "formula", "criteria": dropped, "format": red})
