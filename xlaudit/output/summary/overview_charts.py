"""The charts of 总览: they read in grey, for the series differ in lightness and the columns carry numbers."""

from __future__ import annotations

from typing import Any, NamedTuple

from xlaudit.output.summary.book import BODY, TITLE, Page
from xlaudit.output.summary.overview_bands import BandPlace

__all__ = ["charts"]

_DARK: dict[str, Any] = {"fill": {"color": "#1F4E79"}, "border": {"color": "#1F4E79"}}
_LIGHT: dict[str, Any] = {
    "fill": {"color": "#DDEBF7"},
    "border": {"color": "#1F4E79", "width": 1},
}
_HEIGHT = 308  # pixels: 14 rows less a margin
_HALF, _NARROW = 390, 312  # pixels: five columns, four columns
_FONT = {"name": BODY, "size": 8}


class _Series(NamedTuple):
    """A series: the column of its values, beside the labels."""

    name: str
    column: int
    look: dict[str, Any]


def charts(page: Page, bands: BandPlace, grades: tuple[int, int], upper: int, lower: int) -> None:
    """Place three charts: two side by side in row ``upper``, one beside the comparisons in ``lower``."""
    both = (_Series("自评", 1, _LIGHT), _Series("系统复核", 2, _DARK))
    of_grades = (_Series("自评", 2, _LIGHT), _Series("系统复核", 4, _DARK))
    rate = (_Series("部门数", 1, _DARK),)
    _place(page, (upper, 0), _chart(page, "等级分布（个）", 0, grades, of_grades), _HALF)
    scores = _chart(page, "得分分布：自评与系统复核（个）", bands.column, bands.scores, both)
    _place(page, (upper, 5), scores, _HALF)
    rates = _chart(page, "执行率分布（个）", bands.column, bands.rates, rate)
    _place(page, (lower, 6), rates, _NARROW)


def _chart(
    page: Page, title: str, column: int, rows: tuple[int, int], series: tuple[_Series, ...]
) -> Any:
    chart: Any = page.book.workbook.add_chart({"type": "column"})
    first, last = rows
    for each in series:
        values = column + each.column
        chart.add_series(
            {
                "name": each.name,
                "categories": [page.name, first, column, last, column],
                "values": [page.name, first, values, last, values],
                "gap": 60,
                **each.look,
                "data_labels": {"value": True, "font": _FONT, "num_format": "0;;"},
            }
        )
    chart.set_title(
        {"name": title, "name_font": {"name": TITLE, "size": 10, "bold": True}, "overlay": False}
    )
    chart.set_x_axis({"num_font": _FONT})
    lines = {"visible": True, "line": {"color": "#D9D9D9"}}
    chart.set_y_axis({"num_font": _FONT, "major_gridlines": lines, "min": 0, "num_format": "0"})
    chart.set_legend({"none": True} if len(series) == 1 else {"position": "bottom", "font": _FONT})
    return chart


def _place(page: Page, cell: tuple[int, int], chart: Any, width: int) -> None:
    chart.set_size({"width": width - 6, "height": _HEIGHT})
    options = {"object_position": 1, "x_offset": 3, "y_offset": 3}
    page.sheet.insert_chart(*cell, chart, options)
