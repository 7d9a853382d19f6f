"""The sheet 总览: the county on one page, every figure a formula over the other sheets."""

from __future__ import annotations

from collections.abc import Sequence

from xlaudit.county.model import CountySummary
from xlaudit.output.summary.book import TITLE, Page, address, height
from xlaudit.output.summary.department_table import DepartmentTable
from xlaudit.output.summary.finding_sheet import FindingSheet
from xlaudit.output.summary.overview_bands import bands
from xlaudit.output.summary.overview_charts import charts
from xlaudit.output.summary.overview_tables import LINE_HEIGHT, GradeTable, severities, worst
from xlaudit.output.summary.overview_tiles import tiles
from xlaudit.output.summary.reconciliation import AS_READ, Comparison, comparisons
from xlaudit.output.summary.submission_sheet import SubmissionSheet

__all__ = ["SHEET", "overview_sheet"]

SHEET = "总览"
_COLUMNS, _WIDTH = 10, 10.5
_LAST = _COLUMNS - 1
_MASTER, _FIRST = 2, 4
_CHART_ROWS = 14
_BAD, _GOOD = "不符", "相符"


def overview_sheet(
    page: Page,
    summary: CountySummary,
    table: DepartmentTable,
    findings: FindingSheet,
    submissions: SubmissionSheet,
    grades: Sequence[str],
    schemes: Sequence[str],
) -> None:
    """Write the page; ``grades`` are the prescribed ones, the best first, ``schemes`` their schemes' names."""
    page.sheet.set_default_row(LINE_HEIGHT)
    page.sheet.set_column(0, _LAST, _WIDTH)
    page.sheet.set_column(_LAST + 1, _LAST + 5, 10)
    year = f" {summary.year} 年度" if summary.year else ""
    note = f"评分方案：{'；'.join(schemes) or '没有'}"
    page.head(f"{summary.title}{year}部门整体绩效自评总览", note, _LAST)
    page.sheet.set_row(1, height([(note, _WIDTH * _COLUMNS)]) + 4)
    row = tiles(page, _FIRST, summary, table, submissions)
    of_grades = row + 2
    row = max(
        GradeTable(summary, table, grades).write(page, row),
        severities(page, row, table),
    )
    row = worst(page, row + 2, table, _LAST) + 2
    place = bands(page, table, _LAST + 3)
    lower = row + _CHART_ROWS + 1
    charts(page, place, (of_grades, of_grades + len(grades)), row, lower)
    last = _checks(page, lower, list(comparisons(summary, table, findings)))
    page.sheet.print_area(0, 0, max(last, lower + _CHART_ROWS - 1), _LAST)
    page.print_as(summary.title, landscape=False)
    # One page: a chart is never cut, and the chief turns no leaf.
    page.sheet.fit_to_pages(1, 1)
    page.sheet.center_horizontally()
    page.sheet.activate()


def _checks(page: Page, row: int, every: Sequence[Comparison]) -> int:
    """Write the comparisons, and above all the cell that says whether they hold; return the last row."""
    look = page.book.look
    headings = ((0, 2, "关系"), (3, 3, "左"), (4, 4, "右"), (5, 5, "结果"))
    has_read = any(each.label.startswith(AS_READ) for each in every)
    told = f"（{AS_READ} 为读入时所核，金额为元）" if has_read else ""
    page.section(row, (0, 5), f"勾稽关系{told}", headings)
    text = look(border=1, font_size=9, shrink=True)
    number = look(border=1, num_format="#,##0.00", font_size=9, shrink=True)
    word = look(border=1, align="center")
    first = row + 2
    for at, each in enumerate(every, start=first):
        page.wide(at, 0, 2, each.label, text)
        page.figure(at, 3, each.left.value, each.left.formula, number)
        page.figure(at, 4, each.right.value, each.right.formula, number)
        left, right = address(at, 3), address(at, 4)
        verdict = f'IF(MAX({left}-{right},{right}-{left})<0.005,"{_GOOD}","{_BAD}")'
        page.live(at, 5, verdict, _GOOD if each.holds else _BAD, word)
    end = first + len(every) - 1
    _master(page, every, first, end)
    _colour(page, first, 5, end)
    return end


def _master(page: Page, every: Sequence[Comparison], first: int, end: int) -> None:
    results = f"{address(first, 5, fixed=True)}:{address(end, 5, fixed=True)}"
    named = "&".join(
        f'IF({address(at, 5)}="{_BAD}",{address(at, 0)}&"；","")' for at in range(first, end + 1)
    )
    formula = f'IF(COUNTIFS({results},"{_BAD}")=0,"勾稽{_GOOD}","勾稽{_BAD}："&{named})'
    wrong = "".join(f"{each.label}；" for each in every if not each.holds)
    value = f"勾稽{_BAD}：{wrong}" if wrong else f"勾稽{_GOOD}"
    size = {"bold": True, "font_size": 12, "font_name": TITLE}
    look = page.book.look(**size, align="center", border=1, text_wrap=True)
    page.sheet.merge_range(_MASTER, 0, _MASTER, _LAST, "", look)
    page.live(_MASTER, 0, formula, value, look)
    page.sheet.set_row(_MASTER, max(26, 1.2 * height([(value, _WIDTH * _COLUMNS)])))
    page.sheet.set_row(_MASTER + 1, 8)
    _colour(page, _MASTER, 0, _MASTER)


def _colour(page: Page, first: int, column: int, last: int) -> None:
    add = page.book.workbook.add_format
    bad = add({"font_color": "#9C0006", "bg_color": "#FFC7CE"})
    good = add({"font_color": "#006100", "bg_color": "#C6EFCE"})
    for words, look in ((_BAD, bad), (_GOOD, good)):
        condition = {"type": "text", "criteria": "containing", "value": words, "format": look}
        page.sheet.conditional_format(
            first, column, last, column, {**condition, "stop_if_true": True}
        )
