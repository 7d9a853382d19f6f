"""Where the pages of 自评表 break: a block that would be cut in two begins a new page.

A spreadsheet that scales a sheet to the page's width takes no notice of breaks that were set. So the rows
above are stretched until the page is full, and it breaks there by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from xlaudit.output.form.paper import PAGE_HEIGHT, PAGE_WIDTH, Paper

__all__ = ["keep_together"]

SLACK = 12
"""Points left free on a stretched page: printers and fonts differ, half a row does not matter."""
MOST_STRETCH = 0.25
"""The share of a page that may be filled up by stretching; beyond that a block is cut after all."""
MOST_SHRINK = 0.08
"""The share of its height that a row may lose, so that one more block stands on the page."""


def keep_together(
    paper: Paper, header: int, groups: Sequence[Sequence[int]], widths: float
) -> None:
    """Let each group of rows stand on one page where it can.

    ``header`` is the last row above the groups, repeated on every page; ``widths`` the width of the
    printed columns in points.
    """
    capacity = PAGE_HEIGHT / min(1.0, PAGE_WIDTH / widths)
    used = sum(paper.heights[row] for row in range(1, header + 1))
    page: list[int] = []
    breaks: list[int] = []
    for group in groups:
        need = sum(paper.heights[row] for row in group)
        left = capacity - used
        missing = need - left + SLACK
        rows_on_page = [*page, *group]
        room = MOST_SHRINK * sum(paper.heights[row] for row in rows_on_page)
        if need > left and missing <= room:
            _stretch(paper, rows_on_page, -missing)
            page, used = rows_on_page, capacity - SLACK
            continue
        if need > left and page and left <= MOST_STRETCH * capacity:
            _stretch(paper, page, max(0.0, left - SLACK))
            breaks.append(group[0] - 1)
            page, used, left = [], paper.heights[header], capacity - paper.heights[header]
        if need > left:  # it is cut: what is left of it stands on the last page that it takes
            used = paper.heights[header] + (need - left) % (capacity - paper.heights[header])
            page = []
        else:
            used += need
            page.extend(group)
    paper.sheet.set_h_pagebreaks(breaks)


def _stretch(paper: Paper, rows: Sequence[int], points: float) -> None:
    for row in rows:
        paper.height(row, paper.heights[row] + points / len(rows))
