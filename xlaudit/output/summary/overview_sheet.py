"""The sheet 总览: the county on one page, every figure a formula over the other sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from xlaudit.checks.finding import Severity
from xlaudit.county.model import CountySummary, Standing
from xlaudit.output.summary.book import GREY, TITLE, Page, Value, address, height
from xlaudit.output.summary.department_columns import COUNTED
from xlaudit.output.summary.department_sheet import NUMERIC
from xlaudit.output.summary.department_table import DepartmentTable, rounded
from xlaudit.output.summary.finding_sheet import FindingSheet
from xlaudit.output.summary.overview_bands import Bands
from xlaudit.output.summary.overview_charts import charts
from xlaudit.output.summary.reconciliation import Comparison, comparisons
from xlaudit.output.summary.submission_sheet import SubmissionSheet

__all__ = ["SHEET", "Overview"]

SHEET = "总览"
_COLUMNS, _WIDTH = 10, 10.5
_LAST = _COLUMNS - 1
_MASTER = 2
_OTHER_GRADE = "其他、未写或未定"
_AMOUNT, _RATE, _SCORE, _COUNT = "#,##0.00", "0.00%", "0.00", "0"


@dataclass(frozen=True, slots=True)
class _Tile:
    """A figure with its name above; ``formula`` is empty where the figure is no formula."""

    label: str
    value: Value
    number_format: str
    formula: str = ""


class Overview:
    """The page; ``grades`` are the prescribed ones, the best first, ``schemes`` the lines that name them."""

    def __init__(
        self,
        page: Page,
        summary: CountySummary,
        table: DepartmentTable,
        findings: FindingSheet,
        submissions: SubmissionSheet,
    ) -> None:
        self.page, self.summary, self.table = page, summary, table
        self.findings, self.submissions = findings, submissions
        self.is_ladder = any(row.units != 1 for row in summary.departments)

    def write(self, grades: Sequence[str], schemes: Sequence[str]) -> None:
        """Write the page from top to bottom."""
        page = self.page
        page.sheet.set_column(0, _LAST, _WIDTH)
        year = f" {self.summary.year} 年度" if self.summary.year else ""
        note = "；".join(schemes) or "没有评分方案"
        page.head(f"{self.summary.title}{year}部门整体绩效自评总览", f"评分方案：{note}", _LAST)
        page.sheet.set_row(1, height([(note, _WIDTH * _COLUMNS)]) + 4)
        row = 4
        for tiles in (self._submitted(), self._funds(), self._scores()):
            self._tiles(row, tiles)
            row += 3
        below = max(self._grades(row, grades), self._severities(row))
        below = self._worst(below + 1)
        bands = Bands(page, self.table).write(_LAST + 3)
        top = below + 1
        checks = self._checks(top + 15)
        charts(page, bands, row + 2, len(grades), top)
        last = max(checks, top + 29)
        page.sheet.print_area(0, 0, last, _LAST)
        page.print_as(self.summary.title, landscape=False)
        page.sheet.fit_to_pages(1, 1)
        page.sheet.center_horizontally()
        page.sheet.activate()

    def _submitted(self) -> list[_Tile]:
        figures, table, submissions = self.summary.statistics, self.table, self.submissions
        units = f'SUMIFS({table.cells("units")},{table.cells("counted")},"{COUNTED}")'
        came = fsum(table.counted("units"))
        due = figures.due if figures else None
        tiles = [
            _Tile("应报（个）", "未提供花名册" if due is None else due, _COUNT),
            _Tile("已报（个）", came, _COUNT, units),
        ]
        for standing, given in (
            (Standing.MISSING, figures.missing if figures else None),
            (Standing.UNREADABLE, figures.unreadable if figures else None),
        ):
            times = submissions.times(standing)
            formula = submissions.counting(standing) if given in (None, times) else ""
            unknown = standing is Standing.MISSING and due is None
            tile = _Tile(
                f"{standing.value}（个）", times if given is None else given, _COUNT, formula
            )
            tiles.append(_Tile(tile.label, "—", _COUNT) if unknown else tile)
        uncounted = f'COUNTIFS({table.cells("counted")},"否")'
        tiles.append(
            _Tile("重复等未计入（份）", table.figures["counted"].count("否"), _COUNT, uncounted)
        )
        return tiles

    def _funds(self) -> list[_Tile]:
        table = self.table
        tiles = [
            _Tile(label, fsum(table.counted(key)), _AMOUNT, table.total_cell(key))
            for key, label in (
                ("initial", "年初预算（万元）"),
                ("budget", "调整后预算（万元）"),
                ("spent", "执行数（万元）"),
            )
        ]
        low = sum(rate < 0.9 for rate in table.counted("rate"))
        formula = f'COUNTIFS({table.cells("counted_rate")},"<0.9")'
        return [
            *tiles,
            _Tile("执行率", table.rate(), _RATE, table.total_cell("rate")),
            _Tile("执行率低于 90%（个）", low, _COUNT, formula),
        ]

    def _scores(self) -> list[_Tile]:
        table, figures = self.table, self.summary.statistics
        ours = table.cells("counted_ours")
        has = f'IF(COUNTIFS({ours},{NUMERIC})=0,""'
        weight = f"SUMIFS({table.cells('budget')},{ours},{NUMERIC})"
        weighted = f'IF({weight}=0,"",ROUND(SUMPRODUCT({ours},{table.cells("budget")})/{weight},2))'
        open_ = f'COUNTIFS({table.cells("counted")},"{COUNTED}")-COUNTIFS({ours},{NUMERIC})'
        counted = table.times("counted", COUNTED)
        tiles = [
            _Tile("自评平均分", table.mean("stated"), _SCORE, table.total_cell("stated")),
            _Tile("系统复核平均分", table.mean("ours"), _SCORE, table.total_cell("ours")),
            _Tile("按预算加权平均分", table.weighted_mean(), _SCORE, weighted),
            _Tile("中位数", table.median(), _SCORE, f"{has},ROUND(MEDIAN({ours}),2))"),
            _Tile("复核分未定（个）", counted - len(table.counted("ours")), _COUNT, open_),
        ]
        if self.is_ladder and figures is not None:
            # Only what every county handed up has each department's score: these are no formulas.
            known = (figures.mean, figures.weighted_mean, figures.median)
            tiles[1:4] = [
                _Tile(tile.label, None if value is None else rounded(float(value)), _SCORE)
                for tile, value in zip(tiles[1:4], known, strict=True)
            ]
        return tiles

    def _tiles(self, row: int, tiles: Sequence[_Tile]) -> None:
        page, look = self.page, self.page.book.look
        for number, tile in enumerate(tiles):
            first = 2 * number
            box = {"align": "center", "left": 1, "right": 1}
            small = look(**box, top=1, font_size=9, font_color=GREY, bg_color="#F2F2F2")
            size = 16 if not isinstance(tile.value, str) else 11
            if isinstance(tile.value, float) and tile.number_format == _AMOUNT:
                size = 13
            big = look(
                **box,
                bottom=1,
                font_size=size,
                bold=True,
                num_format=tile.number_format,
                font_name=TITLE,
            )
            page.wide(row, first, first + 1, tile.label, small)
            page.sheet.merge_range(row + 1, first, row + 1, first + 1, "", big)
            self._figure(row + 1, first, tile.value, tile.formula, big)
        page.sheet.set_row(row + 1, 26)
        page.sheet.set_row(row + 2, 7)

    def _figure(self, row: int, column: int, value: Value, formula: str, look: object) -> None:
        if formula:
            self.page.live(row, column, formula, value, look)
        else:
            self.page.value(row, column, value, look)

    def _section(
        self, row: int, first: int, last: int, title: str, headings: Sequence[tuple[int, int, str]]
    ) -> None:
        page = self.page
        page.wide(row, first, last, title, page.book.look(bold=True, font_name=TITLE, font_size=11))
        for start, end, heading in headings:
            page.wide(row + 1, start, end, heading, page.heading_look)

    def _grades(self, row: int, grades: Sequence[str]) -> int:
        page, table, look = self.page, self.table, self.page.book.look
        headings = ((0, 1, "等级"), (2, 2, "自评"), (3, 3, "占比"), (4, 4, "复核"), (5, 5, "占比"))
        self._section(row, 0, 5, "等级分布（个）", headings)
        word, count, share = (
            look(border=1, align="center"),
            look(border=1, align="center", num_format=_COUNT),
            look(border=1, align="center", num_format="0.0%"),
        )
        first = row + 2
        end = first + len(grades) + 1
        given = self._handed_up(grades) if self.is_ladder else None
        for offset, grade in enumerate((*grades, _OTHER_GRADE)):
            page.wide(first + offset, 0, 1, grade, word)
            for column, key in ((2, "stated_grade"), (4, "grade")):
                formula, value = _grade_count(table, key, grades, offset)
                if given is not None:
                    formula, value = "", given[key][offset]
                self._figure(first + offset, column, value, formula, count)
        page.wide(end, 0, 1, "合计", page.heading_look)
        for column, key in ((2, "stated_grade"), (4, "grade")):
            cells = f"{address(first, column)}:{address(end - 1, column)}"
            values = (
                given[key]
                if given
                else [_grade_count(table, key, grades, each)[1] for each in range(len(grades) + 1)]
            )
            total = sum(values)
            page.live(end, column, f"SUM({cells})", total, count)
            whole = address(end, column, fixed=True)
            for offset, value in enumerate((*values, total)):
                part = address(first + offset, column)
                shown = value / total if total else ""
                page.live(
                    first + offset, column + 1, f'IF({whole}=0,"",{part}/{whole})', shown, share
                )
        return end

    def _handed_up(self, grades: Sequence[str]) -> dict[str, list[int]]:
        """Return the counts of the departments below, which no formula over the counties' rows gives."""
        known = (
            {each.grade: each for each in self.summary.statistics.grades}
            if self.summary.statistics
            else {}
        )
        of_stated = [known[grade].stated if grade in known else 0 for grade in grades]
        of_ours = [known[grade].reckoned if grade in known else 0 for grade in grades]
        all_units = int(fsum(self.table.counted("units")))
        return {
            "stated_grade": [*of_stated, all_units - sum(of_stated)],
            "grade": [*of_ours, all_units - sum(of_ours)],
        }

    def _severities(self, row: int) -> int:
        page, table, look = self.page, self.table, self.page.book.look
        self._section(
            row,
            7,
            9,
            "发现的问题（计入的部门）",
            ((7, 7, "级别"), (8, 8, "处数"), (9, 9, "涉及部门")),
        )
        word, count = (
            look(border=1, align="center"),
            look(border=1, align="center", num_format=_COUNT),
        )
        first = row + 2
        for number, severity in enumerate(Severity):
            key = f"severity{number}"
            page.text(first + number, 7, severity.value, word)
            page.live(first + number, 8, table.total_cell(key), fsum(table.counted(key)), count)
            some = f'COUNTIFS({table.cells("counted")},"{COUNTED}",{table.cells(key)},">0")'
            page.live(first + number, 9, some, sum(each > 0 for each in table.counted(key)), count)
        end = first + len(Severity)
        page.text(end, 7, "未核", word)
        page.live(end, 8, table.total_cell("unchecked"), fsum(table.counted("unchecked")), count)
        some = f'COUNTIFS({table.cells("counted")},"{COUNTED}",{table.cells("unchecked")},">0")'
        page.live(end, 9, some, sum(each > 0 for each in table.counted("unchecked")), count)
        return end

    def _worst(self, row: int) -> int:
        """Write the ten lowest rates: SMALL gives the rate, and equal rates are found one after the other."""
        page, table, look = self.page, self.table, self.page.book.look
        headings = (
            (0, 0, "序"),
            (1, 5, "部门"),
            (6, 6, "预算"),
            (7, 7, "执行数"),
            (8, 8, "执行率"),
            (9, 9, "复核分"),
        )
        self._section(row, 0, _LAST, "执行率最低的十个部门（金额单位：万元）", headings)
        word = look(border=1, align="center", num_format=_COUNT)
        text = look(border=1, indent=1, shrink=True)
        amount, rate = (
            look(border=1, num_format=_AMOUNT, shrink=True),
            look(border=1, num_format=_RATE),
        )
        score = look(border=1, num_format=_SCORE, align="right", shrink=True)
        rates = table.cells("counted_rate")
        place_column = _LAST + 2
        page.sheet.set_column(place_column - 1, place_column, 9)
        page.text(row + 1, place_column, "所在行", page.heading_look)
        for number, (line, value) in enumerate(table.worst()):
            at = row + 2 + number
            here, place = address(at, 8), address(at, place_column)
            page.number(at, 0, number + 1, word)
            page.live(at, 8, f"SMALL({rates},{address(at, 0)})", value, rate)
            before, above = address(at - 1, 8), address(at - 1, place_column)
            found = f"MATCH({here},{rates},0)"
            if number:
                rest = f"INDEX({rates},{above}+1):INDEX({rates},{len(table.lines)})"
                found = f"IF({here}={before},{above}+MATCH({here},{rest},0),{found})"
            page.live(at, place_column, found, line + 1, word)
            page.sheet.merge_range(at, 1, at, 5, "", text)
            for column, key, shown in (
                (1, "name", text),
                (6, "budget", amount),
                (7, "spent", amount),
                (9, "ours", score),
            ):
                formula = f"INDEX({table.cells(key)},{place})"
                page.live(at, column, formula, table.figures[key][line], shown)
        return row + 2 + max(1, len(table.worst()))

    def _checks(self, row: int) -> int:
        page, look = self.page, self.page.book.look
        every = list(comparisons(self.summary, self.table, self.findings))
        self._section(
            row, 0, 5, "勾稽关系", ((0, 2, "关系"), (3, 3, "左"), (4, 4, "右"), (5, 5, "结果"))
        )
        text = look(border=1, font_size=9, shrink=True)
        number = look(border=1, num_format="#,##0.00", font_size=9, shrink=True)
        word = look(border=1, align="center")
        first = row + 2
        for at, each in enumerate(every, start=first):
            page.wide(at, 0, 2, each.label, text)
            for column, side in ((3, each.left), (4, each.right)):
                self._figure(at, column, side.value, side.formula, number)
            left, right = address(at, 3), address(at, 4)
            verdict = f'IF(MAX({left}-{right},{right}-{left})<0.005,"相符","不符")'
            page.live(at, 5, verdict, "相符" if each.holds else "不符", word)
        end = first + len(every) - 1
        self._master(every, first, end)
        self._colour(first, 5, end)
        return end

    def _master(self, every: Sequence[Comparison], first: int, end: int) -> None:
        page = self.page
        results = f"{address(first, 5, fixed=True)}:{address(end, 5, fixed=True)}"
        named = "&".join(
            f'IF({address(at, 5)}="不符",{address(at, 0)}&"；","")' for at in range(first, end + 1)
        )
        formula = f'IF(COUNTIFS({results},"不符")=0,"勾稽相符","勾稽不符："&{named})'
        wrong = "".join(f"{each.label}；" for each in every if not each.holds)
        look = page.book.look(
            bold=True, font_size=12, align="center", border=1, text_wrap=True, font_name=TITLE
        )
        page.sheet.merge_range(_MASTER, 0, _MASTER, _LAST, "", look)
        page.live(_MASTER, 0, formula, f"勾稽不符：{wrong}" if wrong else "勾稽相符", look)
        page.sheet.set_row(_MASTER, 24 if not wrong else 40)
        page.sheet.set_row(_MASTER + 1, 7)
        self._colour(_MASTER, 0, _MASTER)

    def _colour(self, first: int, column: int, last: int) -> None:
        add = self.page.book.workbook.add_format
        good = add({"font_color": "#006100", "bg_color": "#C6EFCE"})
        bad = add({"font_color": "#9C0006", "bg_color": "#FFC7CE"})
        for words, look in (("不符", bad), ("相符", good)):
            condition = {"type": "text", "criteria": "containing", "value": words, "format": look}
            self.page.sheet.conditional_format(
                first, column, last, column, {**condition, "stop_if_true": True}
            )


def _grade_count(
    table: DepartmentTable, key: str, grades: Sequence[str], which: int
) -> tuple[str, int]:
    """Return how many counted rows have a grade, as formula and value; the one behind the last is 其他."""
    cells, counted = table.cells(key), f'{table.cells("counted")},"{COUNTED}"'
    if which < len(grades):
        return f'COUNTIFS({counted},{cells},"{grades[which]}")', table.times(key, grades[which])
    others = "".join(f',{cells},"<>{grade}"' for grade in grades)
    known = sum(table.times(key, grade) for grade in grades)
    return f"COUNTIFS({counted}{others})", table.times("counted", COUNTED) - known
