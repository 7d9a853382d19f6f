"""The county workbook: one row a department, totals by formula, ready to filter and to print.

Every text is written as text, whatever it begins with: what a department wrote is never a formula. The
same summary gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from xlaudit.checks.finding import Severity
from xlaudit.county.summary import CountySummary, Department
from xlaudit.numbers import excel
from xlaudit.output import wording
from xlaudit.output.measure import lines_in
from xlaudit.workbook.place import column_name

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["KIND", "SHEET", "summary_workbook"]

SHEET = "汇总表"
KIND = ("xlaudit.kind", "summary")
"""The document property by which a later run knows its own summary and passes it over."""

Value = str | Decimal | int | None

_AMOUNT = "#,##0.00"
_WAN = Decimal(10_000)
_TITLE_ROW, _NOTE_ROW, _HEADING_ROW = 0, 1, 2
_FIRST_ROW = 3
_LINE = 14  # the height of a line of 10-point text, in points
_LONGEST_TEXT = (
    32_767  # what a cell holds; a longer text is cut with a mark, never dropped in silence
)


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: heading, width, number format, what it shows, and how the total is taken."""

    heading: str
    width: float
    value: Callable[[Department], Value]
    number_format: str = ""
    total: str = ""  # a formula with {cells} for the rows above


def _in_wan(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount / _WAN


def _ours(each: Department) -> Value:
    if each.low is None or each.high is None:
        return "不评分"
    return each.low if each.low == each.high else wording.score_range(each.low, each.high)


def _state(each: Department) -> str:
    return f"{each.status.value}；同一部门报送多份" if each.is_duplicate else each.status.value


def _count(severity: Severity) -> Callable[[Department], Value]:
    return lambda each: each.counts[severity]


_SUM, _MEAN = "SUM({cells})", 'IF(COUNT({cells}),ROUND(AVERAGE({cells}),2),"")'
_COLUMNS = (
    _Column("部门", 22, lambda each: wording.named(each.name)),
    _Column("年度", 6, lambda each: each.year, "0"),
    _Column("评分方案", 23, lambda each: each.scheme),
    _Column("全年预算数\n（万元）", 12, lambda each: _in_wan(each.budget), _AMOUNT, _SUM),
    _Column("全年执行数\n（万元）", 12, lambda each: _in_wan(each.spent), _AMOUNT, _SUM),
    _Column("执行率", 8, lambda each: each.rate, "0.00%"),
    _Column("自评总分", 8, lambda each: each.stated_total, "0.00", _MEAN),
    _Column("系统得分", 13, _ours, "0.00", _MEAN),
    _Column("差异", 7, lambda each: each.difference, "[Red]+0.00;[Red]-0.00;0.00"),
    _Column("自评\n等级", 6, lambda each: each.stated_grade),
    _Column("系统\n等级", 6, lambda each: each.grade or "—"),
    *(_Column(each.value, 6, _count(each), "0", _SUM) for each in Severity),
    _Column("未核", 6, lambda each: each.unchecked, "0", _SUM),
    _Column("状态", 10, _state),
    _Column("来源文件", 26, lambda each: each.source),
)
_BUDGET, _SPENT, _RATE, _STATED, _OURS, _DIFFERENCE = 3, 4, 5, 6, 7, 8


def summary_workbook(summary: CountySummary) -> bytes:
    """Return the workbook as bytes."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow to import, needed only here

    buffer = io.BytesIO()
    workbook = Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    # A fixed date: the bytes must not tell when the summary was made.
    workbook.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC), "author": "xlaudit"})
    workbook.set_custom_property(*KIND)
    _Sheet(workbook, summary).write()
    workbook.close()
    return buffer.getvalue()


class _Sheet:
    """The sheet 汇总表."""

    def __init__(self, workbook: Workbook, summary: CountySummary) -> None:
        self.workbook = workbook
        self.sheet: Worksheet = workbook.add_worksheet(SHEET)
        self.summary = summary
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def look(self, **properties: Any) -> Format:
        """Return the format with these properties, made once."""
        base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", **properties}
        key = tuple(sorted(base.items()))
        if key not in self.formats:
            self.formats[key] = self.workbook.add_format(base)
        return self.formats[key]

    def write(self) -> None:
        departments, failures = self.summary.departments, self.summary.failures
        last = len(_COLUMNS) - 1
        title = self.look(bold=True, font_size=16, align="center", font_name="黑体")
        self.sheet.merge_range(_TITLE_ROW, 0, _TITLE_ROW, last, "", title)
        self.text(_TITLE_ROW, 0, "部门整体绩效自评汇总表", title)
        self.text(_NOTE_ROW, 0, self._note(), self.look(font_color="#595959"))
        heading = self.look(bold=True, bg_color="#D9E1F2", border=1, align="center", text_wrap=True)
        for column, shown in enumerate(_COLUMNS):
            self.text(_HEADING_ROW, column, shown.heading, heading)
            self.sheet.set_column(column, column, shown.width)
        row = _FIRST_ROW
        for each in departments:
            self._department(row, each)
            row += 1
        if departments:
            self._totals(row)
            self.sheet.autofilter(_HEADING_ROW, 0, row - 1, last)
            row += 1
        self._failures(row + 1, [(each.source, each.reason) for each in failures])
        self._page()

    def text(self, row: int, column: int, text: str, look: Format) -> None:
        """Write a text that stays text."""
        if len(text) > _LONGEST_TEXT:
            text = text[: _LONGEST_TEXT - 1] + "…"
        self.sheet.write_string(row, column, text, look)

    def _note(self) -> str:
        read, failed = len(self.summary.departments), len(self.summary.failures)
        return f"共 {read} 份；无法读取 {failed} 份。金额单位：万元。差异 = 自评总分 - 系统得分。"

    def _department(self, row: int, each: Department) -> None:
        for column, shown in enumerate(_COLUMNS):
            value = shown.value(each)
            look = self.look(**_looks(shown, value), border=1)
            if isinstance(value, str):
                self.text(row, column, value, look)
            elif value is None:
                self.sheet.write_blank(row, column, None, look)
            else:
                self.sheet.write_number(row, column, float(value), look)
        self.sheet.set_row(row, _LINE * max(_lines(shown, each) for shown in _COLUMNS) + 4)
        line = row + 1
        budget, spent = _cell(_BUDGET, line), _cell(_SPENT, line)
        rate = f'IF(OR(N({budget})=0,{spent}=""),"",{spent}/{budget})'
        self._live(row, _RATE, rate, each.rate)
        if each.difference is not None:
            formula = f"ROUND({_cell(_STATED, line)}-{_cell(_OURS, line)},2)"
            self._live(row, _DIFFERENCE, formula, each.difference)

    def _live(self, row: int, column: int, formula: str, value: Decimal | None) -> None:
        look = self.look(**_looks(_COLUMNS[column], value), border=1)
        self.sheet.write_formula(
            row, column, f"={formula}", look, "" if value is None else float(value)
        )

    def _totals(self, row: int) -> None:
        bold: Mapping[str, Any] = {"bold": True, "border": 1, "bg_color": "#F2F2F2"}
        for column, shown in enumerate(_COLUMNS):
            look = self.look(**_looks(shown, Decimal(0)), **bold)
            if column == 0:
                self.text(row, column, "合计（得分为平均）", self.look(**bold))
            elif shown.total:
                name = column_name(column + 1)
                cells = f"{name}{_FIRST_ROW + 1}:{name}{row}"
                value = _reckoned(shown, self.summary.departments)
                self.sheet.write_formula(
                    row, column, "=" + shown.total.format(cells=cells), look, value
                )
            elif column == _RATE:
                self._total_rate(row, look)
            else:
                self.sheet.write_blank(row, column, None, look)

    def _total_rate(self, row: int, look: Format) -> None:
        """Write spent over budget, of the rows that state both: the others would bend the rate."""
        budget, spent = (
            f"{column_name(column + 1)}{_FIRST_ROW + 1}:{column_name(column + 1)}{row}"
            for column in (_BUDGET, _SPENT)
        )
        both = f'SUMIFS({{}},{budget},"<>",{spent},"<>")'
        formula = f'=IF({both.format(budget)}=0,"",{both.format(spent)}/{both.format(budget)})'
        pairs = [
            (each.budget, each.spent)
            for each in self.summary.departments
            if each.budget is not None and each.spent is not None
        ]
        whole = sum((budget for budget, _ in pairs), Decimal(0))
        part = sum((spent for _, spent in pairs), Decimal(0))
        self.sheet.write_formula(row, _RATE, formula, look, float(part / whole) if whole else "")

    def _failures(self, row: int, failures: Sequence[tuple[str, str]]) -> None:
        if not failures:
            return
        section = self.look(bold=True, bg_color="#FFC7CE", font_color="#9C0006", border=1)
        plain = self.look(border=1, text_wrap=True, valign="top")
        last = len(_COLUMNS) - 1
        self.sheet.merge_range(row, 0, row, last, "", section)
        self.text(row, 0, f"无法读取 {len(failures)} 份", section)
        for line, (source, reason) in enumerate(failures, start=row + 1):
            self.sheet.merge_range(line, 0, line, 2, "", plain)
            self.text(line, 0, source, plain)
            self.sheet.merge_range(line, 3, line, last, "", plain)
            self.text(line, 3, reason, plain)
            self.sheet.set_row(line, 30)

    def _page(self) -> None:
        sheet = self.sheet
        sheet.set_row(_TITLE_ROW, 28)
        sheet.set_row(_HEADING_ROW, 32)
        sheet.freeze_panes(_FIRST_ROW, 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_TITLE_ROW, _HEADING_ROW)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&C第 &P 页，共 &N 页")


def _lines(column: _Column, each: Department) -> int:
    value = column.value(each)
    is_wrapped = isinstance(value, str) and not column.number_format
    return lines_in(str(value), column.width - 2) if is_wrapped else 1


def _cell(column: int, line: int) -> str:
    return f"{column_name(column + 1)}{line}"


def _looks(column: _Column, value: Value) -> dict[str, Any]:
    """Return how a cell of the column looks; words in a column of numbers stand to the right as well."""
    if column.number_format:
        align = "center" if column.number_format == "0" else "right"
        return {"num_format": column.number_format, "align": align}
    is_short = isinstance(value, str) and column.width < 10
    return {"align": "center"} if is_short else {"align": "left", "text_wrap": True, "indent": 1}


def _reckoned(column: _Column, departments: Sequence[Department]) -> float | str:
    """Return the value that the total formula will have, for readers that do not recompute."""
    values = [column.value(each) for each in departments]
    numbers = [Decimal(value) for value in values if isinstance(value, Decimal | int)]
    total = sum(numbers, Decimal(0))
    if column.total == _SUM:
        return float(total)
    return float(excel.round_half_away(total / len(numbers), 2)) if numbers else ""
