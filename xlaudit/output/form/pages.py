"""Where pages break: what would be cut in two begins a new page.

A spreadsheet that scales a sheet to the page's width takes no notice of breaks that were set. So the
rows above are stretched until the page is full, and it breaks there by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from xlaudit.output.form.paper import Paper

__all__ = ["Page", "keep_together"]

SLACK = 12
"""Points left free on a stretched page: printers and fonts differ, half a row does not matter."""
MOST_STRETCH = 0.25
"""The share of a page that may be filled up by stretching; beyond that a group is cut after all."""
MOST_SHRINK = 0.08
"""The share of its height that a row may lose, so that one more group stands on the page."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page has room for, in points of the sheet; and what stands above the groups on it."""

    height: float
    first: float
    """Taken on the first page, by titles."""
    later: float = 0
    """Taken on every other page, by repeated rows."""


def keep_together(
    paper: Paper, page: Page, groups: Sequence[Sequence[int]], fixed: Collection[int] = ()
) -> None:
    """Let each group of rows stand on one page where it can; ``fixed`` rows keep their heights."""
    used = page.first
    rows: list[int] = []  # the groups that stand whole on the present page
    breaks: list[int] = []
    for group in groups:
        need = sum(paper.heights[row] for row in group)
        left = page.height - used
        if need > left:
            both = [row for row in (*rows, *group) if row not in fixed]
            missing = need - left + SLACK
            if missing <= MOST_SHRINK * sum(paper.heights[row] for row in both):
                _stretch(paper, both, -missing)
                used, rows = page.height, [*rows, *group]
                continue
            if rows and left <= MOST_STRETCH * page.height:
                elastic = [row for row in rows if row not in fixed]
                _stretch(paper, elastic, max(0.0, left - SLACK))
                breaks.append(group[0] - 1)
                used, rows, left = page.later, [], page.height - page.later
        if need > left:  # it is cut: the rest of it stands on the last page that it takes
            used, rows = page.later + (need - left) % (page.height - page.later), []
        else:
            used, rows = used + need, [*rows, *group]
    paper.sheet.set_h_pagebreaks(breaks)


def _stretch(paper: Paper, rows: Sequence[int], points: float) -> None:
    for row in rows:
        paper.height(row, paper.heights[row] + points / len(rows))
