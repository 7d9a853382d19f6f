"""The figures at the top of 总览: what came, what was spent, how it was scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from xlaudit.county.model import CountySummary, Standing
from xlaudit.output.summary.book import GREY, TITLE, Page, Value, address
from xlaudit.output.summary.department_columns import COUNTED, UNCOUNTED
from xlaudit.output.summary.department_sheet import NUMERIC
from xlaudit.output.summary.department_table import DepartmentTable, rounded
from xlaudit.output.summary.submission_sheet import SubmissionSheet

__all__ = ["tiles"]

_AMOUNT, _RATE, _SCORE, _COUNT = "#,##0.00", "0.00%", "0.00", "0"
_LOW_RATE = 0.9


@dataclass(frozen=True, slots=True)
class _Tile:
    """A figure with its name above; ``formula`` is empty where the figure is none."""

    label: str
    value: Value
    number_format: str
    formula: str = ""


def tiles(
    page: Page,
    row: int,
    summary: CountySummary,
    table: DepartmentTable,
    submissions: SubmissionSheet,
) -> int:
    """Write three lines of five tiles from ``row`` on; return the row after them."""
    for line in (
        _submitted(summary, table, submissions, row + 1),
        _funds(table),
        _scores(summary, table),
    ):
        _write(page, row, line)
        row += 3
    return row


def _submitted(
    summary: CountySummary, table: DepartmentTable, submissions: SubmissionSheet, row: int
) -> list[_Tile]:
    """Return what came; 已报 is what the roster's departments lack of 未报, without a roster what counts."""
    figures = summary.statistics
    due = figures.due if figures else None
    missing = _standing(submissions, Standing.MISSING, figures.missing if figures else None)
    came = fsum(table.counted("units"))
    formula = f'SUMIFS({table.cells("units")},{table.cells("counted")},"{COUNTED}")'
    if figures is not None and due is not None:
        came, formula = float(figures.submitted), f"{address(row, 0)}-{address(row, 4)}"
    elif figures is not None and figures.submitted != came:
        came, formula = float(figures.submitted), ""
    uncounted = f'COUNTIFS({table.cells("counted")},"{UNCOUNTED}")'
    return [
        _Tile("应报（个）", "未提供花名册" if due is None else due, _COUNT),
        _Tile("已报（个）", came, _COUNT, formula),
        _Tile("未报（个）", "—", _COUNT) if due is None else missing,
        _standing(submissions, Standing.UNREADABLE, figures.unreadable if figures else None),
        _Tile("未计入（份）", table.figures["counted"].count(UNCOUNTED), _COUNT, uncounted),
    ]


def _standing(submissions: SubmissionSheet, standing: Standing, given: int | None) -> _Tile:
    """Return a count of 报送情况; what counties handed up stands there in no line of its own."""
    times = submissions.times(standing)
    if given is None or given == times:
        return _Tile(f"{standing.value}（个）", times, _COUNT, submissions.counting(standing))
    return _Tile(f"{standing.value}（个）", given, _COUNT)


def _funds(table: DepartmentTable) -> list[_Tile]:
    low = sum(rate < _LOW_RATE for rate in table.counted("rate"))
    formula = f'COUNTIFS({table.cells("counted_rate")},"<{_LOW_RATE}")'
    return [
        *(
            _Tile(f"{label}（万元）", fsum(table.counted(key)), _AMOUNT, table.total_cell(key))
            for key, label in (
                ("initial", "年初预算"),
                ("budget", "调整后预算"),
                ("spent", "执行数"),
            )
        ),
        _Tile("执行率", table.rate(), _RATE, table.total_cell("rate")),
        _Tile("执行率低于 90%（个）", low, _COUNT, formula),
    ]


def _scores(summary: CountySummary, table: DepartmentTable) -> list[_Tile]:
    ours, budget, counted = (table.cells(each) for each in ("counted_ours", "budget", "counted"))
    weight = f'SUMIFS({budget},{ours},{NUMERIC},{budget},">0")'
    weighed = f"SUMPRODUCT({ours},{budget},({budget}>0)*1)"
    weighted = f'IF({weight}=0,"",ROUND({weighed}/{weight},2))'
    median = f'IF(COUNTIFS({ours},{NUMERIC})=0,"",ROUND(MEDIAN({ours}),2))'
    scored = f"COUNTIFS({ours},{NUMERIC})"
    units = fsum(table.counted("units"))
    known = float(len(table.counted("ours")))
    if table.is_ladder:
        scored = f"SUMIFS({table.cells('weight_ours')},{ours},{NUMERIC})"
        known = fsum(weight for _, weight in table.paired("ours", "weight_ours"))
    still_open = f'SUMIFS({table.cells("units")},{counted},"{COUNTED}")-{scored}'
    lines = [
        _Tile("自评平均分", table.mean("stated"), _SCORE, table.total_cell("stated")),
        _Tile("系统复核平均分", table.mean("ours"), _SCORE, table.total_cell("ours")),
        _Tile("按预算加权平均分", table.weighted_mean(), _SCORE, weighted),
        _Tile("中位数", table.median(), _SCORE, median),
        _Tile("复核分未定（个）", units - known, _COUNT, still_open),
    ]
    if table.is_ladder and summary.statistics is not None:
        # Only what the counties handed up knows each department's score: no formula over rows gives these.
        given = (summary.statistics.weighted_mean, summary.statistics.median)
        lines[2:4] = [
            _Tile(line.label, None if value is None else rounded(float(value)), _SCORE)
            for line, value in zip(lines[2:4], given, strict=True)
        ]
    return lines


def _write(page: Page, row: int, line: Sequence[_Tile]) -> None:
    look = page.book.look
    box = {"align": "center", "left": 1, "right": 1}
    small = look(**box, top=1, font_size=9, font_color=GREY, bg_color="#F2F2F2")
    for number, tile in enumerate(line):
        first = 2 * number
        size = 11 if isinstance(tile.value, str) else 13 if tile.number_format == _AMOUNT else 16
        big = look(
            **box,
            bottom=1,
            font_size=size,
            bold=True,
            font_name=TITLE,
            num_format=tile.number_format,
        )
        page.wide(row, first, first + 1, tile.label, small)
        page.sheet.merge_range(row + 1, first, row + 1, first + 1, "", big)
        page.figure(row + 1, first, tile.value, tile.formula, big)
    page.sheet.set_row(row, 17)
    page.sheet.set_row(row + 1, 30)
    page.sheet.set_row(row + 2, 8)
