"""The charts of 总览: they read in grey, for the series differ in lightness and the columns carry numbers."""

from __future__ import annotations

from typing import Any

from xlaudit.output.summary.book import BODY, TITLE, Page
from xlaudit.output.summary.overview_bands import BandPlace

__all__ = ["charts"]

_DARK = {"fill": {"color": "#1F4E79"}, "border": {"color": "#1F4E79"}}
_LIGHT = {"fill": {"color": "#DDEBF7"}, "border": {"color": "#1F4E79", "width": 1}}
_SIZE = {"width": 392, "height": 250, "object_position": 1}


def charts(page: Page, bands: BandPlace, grades: int, count: int, top: int) -> None:
    """Place three charts: grades from row ``grades`` on, and the bands; ``top`` is the row of the upper two."""
    name, column = page.name, bands.column
    own = (name, grades, 0, grades + count, 0)
    _place(
        page,
        top,
        0,
        "等级分布（个）",
        (
            ("自评", own, (name, grades, 2, grades + count, 2), _LIGHT),
            ("系统复核", own, (name, grades, 4, grades + count, 4), _DARK),
        ),
    )
    first, last = bands.scores
    labels = (name, first, column, last, column)
    _place(
        page,
        top,
        5,
        "得分分布：自评与系统复核（个）",
        (
            ("自评", labels, (name, first, column + 1, last, column + 1), _LIGHT),
            ("系统复核", labels, (name, first, column + 2, last, column + 2), _DARK),
        ),
    )
    first, last = bands.rates
    labels = (name, first, column, last, column)
    _place(
        page,
        top + 15,
        6,
        "执行率分布（个）",
        (("部门数", labels, (name, first, column + 1, last, column + 1), _DARK),),
    )


def _place(
    page: Page,
    row: int,
    column: int,
    title: str,
    series: tuple[tuple[str, tuple[Any, ...], tuple[Any, ...], dict[str, Any]], ...],
) -> None:
    chart = page.book.workbook.add_chart({"type": "column"})
    assert chart is not None
    font = {"name": BODY, "size": 8}
    for name, labels, values, look in series:
        chart.add_series(
            {
                "name": name,
                "categories": list(labels),
                "values": list(values),
                "gap": 60,
                **look,
                "data_labels": {"value": True, "font": font, "num_format": "0;;"},
            }
        )
    chart.set_title(
        {"name": title, "name_font": {"name": TITLE, "size": 10, "bold": True}, "overlay": False}
    )
    chart.set_x_axis({"num_font": font})
    chart.set_y_axis(
        {
            "num_font": font,
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
            "min": 0,
            "num_format": "0",
        }
    )
    chart.set_legend({"none": True} if len(series) == 1 else {"position": "bottom", "font": font})
    width = 312 if len(series) == 1 else _SIZE["width"]
    chart.set_size({"width": width, "height": _SIZE["height"]})
    page.sheet.insert_chart(
        row, column, chart, {"object_position": 1, "x_offset": 3, "y_offset": 3}
    )
