"""The tables of 总览: grades, findings by severity, and the ten lowest execution rates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import fsum

from xlaudit.checks.finding import Severity
from xlaudit.county.model import CountySummary
from xlaudit.county.statistics import grade_of
from xlaudit.output import wording
from xlaudit.output.summary.book import Page, address
from xlaudit.output.summary.department_columns import COUNTED
from xlaudit.output.summary.department_table import DepartmentTable

__all__ = ["LINE_HEIGHT", "GradeTable", "severities", "worst"]

LINE_HEIGHT = 17
_AMOUNT, _RATE, _SCORE, _COUNT = "#,##0.00", "0.00%", "0.00", "0"
_OTHER = "其他、未写或未定"
_MOST_CRITERIA = 120
_KEYS = ((2, "stated_grade"), (4, "grade"))
# What a department wrote goes into a formula only where it cannot be anything but a word.
_WORD = re.compile(r"[\w“”‘’「」]+")


class GradeTable:
    """How many departments have each grade, by their own account and by ours.

    ``grades`` are the prescribed ones, the best first.
    """

    def __init__(
        self, summary: CountySummary, table: DepartmentTable, grades: Sequence[str]
    ) -> None:
        self.summary, self.table, self.grades = summary, table, grades

    def write(self, page: Page, row: int) -> int:
        """Write the table from ``row`` on, columns A to F; return its last row."""
        look = page.book.look
        headings = ((0, 1, "等级"), (2, 2, "自评"), (3, 3, "占比"), (4, 4, "复核"), (5, 5, "占比"))
        page.section(row, (0, 5), "等级分布（个）", headings)
        word = look(border=1, align="center", num_format=_COUNT)
        share = look(border=1, align="center", num_format="0.0%")
        first, end = row + 2, row + 2 + len(self.grades) + 1
        for offset, grade in enumerate((*self.grades, _OTHER)):
            page.wide(first + offset, 0, 1, grade, word)
        page.wide(end, 0, 1, "合计", page.heading_look)
        for column, key in _KEYS:
            counts = self._counts(key)
            total = sum(count for _, count in counts)
            whole = address(end, column, fixed=True)
            cells = f"{address(first, column)}:{address(end - 1, column)}"
            lines = (*counts, (f"SUM({cells})", total))
            for line, (formula, count) in enumerate(lines, start=first):
                page.figure(line, column, count, formula, word)
                part = f'IF({whole}=0,"",{address(line, column)}/{whole})'
                page.live(line, column + 1, part, count / total if total else "", share)
        return end

    def _counts(self, key: str) -> list[tuple[str, int]]:
        """Return formula and value for each grade and for what is none of them."""
        if self.table.is_ladder:
            return self._handed_up(key)
        cells, counted = self.table.cells(key), f'{self.table.cells("counted")},"{COUNTED}"'
        counts, others = [], ""
        known = 0
        for grade in self.grades:
            words = self._words(key, grade)
            formula = "+".join(f'COUNTIFS({counted},{cells},"{word}")' for word in words)
            number = sum(self.table.times(key, word) for word in words)
            others += "".join(f',{cells},"<>{word}"' for word in words)
            counts.append((formula, number))
            known += number
        rest = self.table.times("counted", COUNTED) - known
        # COUNTIFS takes 127 criteria: beyond that the rest is a number.
        is_too_long = others.count(",") // 2 > _MOST_CRITERIA
        return [*counts, ("" if is_too_long else f"COUNTIFS({counted}{others})", rest)]

    def _words(self, key: str, grade: str) -> list[str]:
        """Return what departments wrote for a grade (优秀 for 优), the grade itself first."""
        written = {str(each) for each in self.table.figures[key] if each}
        same = {
            word
            for word in written
            if _WORD.fullmatch(word) and grade_of(word, self.grades) == grade
        }
        return [grade, *sorted(same - {grade})]

    def _handed_up(self, key: str) -> list[tuple[str, int]]:
        """Return the counts of all departments below, which no formula over the counties' rows gives."""
        figures = self.summary.statistics
        known = {each.grade: each for each in figures.grades} if figures else {}
        counts = [
            (known[grade].stated if key == "stated_grade" else known[grade].reckoned)
            if grade in known
            else 0
            for grade in self.grades
        ]
        rest = int(fsum(self.table.counted("units"))) - sum(counts)
        return [("", count) for count in (*counts, rest)]


def severities(page: Page, row: int, table: DepartmentTable) -> int:
    """Write the findings by severity, columns H to J; return the last row."""
    headings = ((7, 7, "级别"), (8, 8, "处数"), (9, 9, "涉及部门"))
    page.section(row, (7, 9), "发现的问题（计入的部门）", headings)
    word = page.book.look(border=1, align="center", num_format=_COUNT)
    lines = [(f"severity{number}", each.value) for number, each in enumerate(Severity)]
    if fsum(table.counted("handled")):
        lines.append(("handled", wording.HANDLED))
    for at, (key, label) in enumerate((*lines, ("unchecked", "未核")), start=row + 2):
        page.text(at, 7, label, word)
        page.live(at, 8, table.total_cell(key), fsum(table.counted(key)), word)
        some = f'COUNTIFS({table.cells("counted")},"{COUNTED}",{table.cells(key)},">0")'
        page.live(at, 9, some, sum(each > 0 for each in table.counted(key)), word)
    return row + 2 + len(lines)


def worst(page: Page, row: int, table: DepartmentTable, last: int) -> int:
    """Write the ten lowest rates and return the last row: SMALL gives a rate, MATCH its line.

    Equal rates are found one behind the other: the search goes on below the line found before. The lines
    stand beside the printed page.
    """
    look = page.book.look
    headings = (
        *((0, 0, "序"), (1, 5, "部门"), (6, 6, "预算"), (7, 7, "执行数"), (8, 8, "执行率")),
        (9, 9, "复核分"),
    )
    page.section(row, (0, last), "执行率最低的十个部门（金额单位：万元）", headings)
    word = look(border=1, align="center", num_format=_COUNT)
    rate = look(border=1, num_format=_RATE)
    shown = (
        (1, "name", look(border=1, indent=1, shrink=True)),
        (6, "budget", look(border=1, num_format=_AMOUNT, shrink=True)),
        (7, "spent", look(border=1, num_format=_AMOUNT, shrink=True)),
        (9, "ours", look(border=1, num_format=_SCORE, align="right", shrink=True)),
    )
    rates, beside = table.cells("counted_rate"), last + 2
    page.text(row + 1, beside, "所在行", page.heading_look)
    lowest = table.worst()
    for number, (line, value) in enumerate(lowest):
        at = row + 2 + number
        page.number(at, 0, number + 1, word)
        page.live(at, 8, f"SMALL({rates},{address(at, 0)})", value, rate)
        here, found = address(at, 8), f"MATCH({address(at, 8)},{rates},0)"
        if number:
            above = address(at - 1, beside)
            rest = f"INDEX({rates},{above}+1):INDEX({rates},{len(table.lines)})"
            found = f"IF({here}={address(at - 1, 8)},{above}+MATCH({here},{rest},0),{found})"
        page.live(at, beside, found, line + 1, word)
        page.sheet.merge_range(at, 1, at, 5, "", shown[0][2])
        for column, key, cell_look in shown:
            formula = f"INDEX({table.cells(key)},{address(at, beside)})"
            page.live(at, column, _or_empty(formula), table.figures[key][line], cell_look)
    if not lowest:
        page.wide(row + 2, 0, last, "没有部门写了预算和执行数。", look(border=1))
    return row + 1 + max(1, len(lowest))


def _or_empty(formula: str) -> str:
    """Return a formula that shows an empty cell as empty, not as 0."""
    return f'IF({formula}="","",{formula})'
