"""The sheet 叙述核对: a copy of every passage that holds figures, each figure in the colour of its status.

The user's own cell is never touched. Wrong and doubtful figures are bold too, so that the copy reads in
grey, and the counts stand beside the text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlaudit.audit import Report
from xlaudit.forms.filing import Passage
from xlaudit.narrative import Figure, Status
from xlaudit.output import styles
from xlaudit.output.measure import lines_in
from xlaudit.output.rule_sheet import LINE
from xlaudit.output.wording import text_coverage
from xlaudit.workbook.patch import CellWrite, Patch, SheetAdd, TextRun

__all__ = ["HEADINGS", "HEADING_ROW", "PASSAGES", "passage_sheet"]

PASSAGES = "叙述核对"
HEADING_ROW = 3
HEADINGS = ("位置", "原文（抄件）", "已核", "有误", "待核实", "未核")
_WIDTHS = (18, 96, 7, 7, 7, 7)
_LEGEND = (
    "绿色：已核对相符；红色加粗：有误；棕色加粗：待核实；灰色：没有可核对的数。原表的文字没有改动。"
)
_LONGEST = 1200
"""Characters of one row: a taller row than some 25 lines no longer fits a screen."""

_COLOURS = {
    Status.TIED: "00703C",
    Status.ROUNDING: "00703C",
    Status.ERROR: "C00000",
    Status.HINT: "7F6000",
    Status.UNCHECKED: "808080",
}
_BOLD = frozenset({Status.ERROR, Status.HINT})
_COUNTED = ((Status.TIED, Status.ROUNDING), (Status.ERROR,), (Status.HINT,), (Status.UNCHECKED,))


def passage_sheet(report: Report, name: str = PASSAGES) -> Patch:
    """Return the sheet; an empty patch where no sentence holds a figure."""
    if report.narrative is None or not report.narrative.figures:
        return Patch()
    seen = text_coverage(report.narrative.coverage)
    cells = [
        CellWrite(name, 1, 1, f"叙述核对：{seen}", style=styles.MASTER),
        CellWrite(name, 2, 1, _LEGEND, style=styles.NOTE),
    ]
    cells += [
        CellWrite(name, HEADING_ROW, column, heading, style=styles.HEADING)
        for column, heading in enumerate(HEADINGS, start=1)
    ]
    heights = {1: 20.0, HEADING_ROW: 20.0}
    for row, (passage, start, end, figures) in enumerate(_pieces(report), start=HEADING_ROW + 1):
        text = passage.text[start:end]
        place = passage.place
        cells.append(CellWrite(name, row, 1, str(place), style=styles.LINK, link=place.reference))
        runs = tuple(_runs(text, start, figures))
        cells.append(CellWrite(name, row, 2, text, style=styles.TEXT, runs=runs))
        counts = Counter(figure.status for figure in figures)
        for column, statuses in enumerate(_COUNTED, start=3):
            number = sum(counts[status] for status in statuses)
            value = Decimal(number) if number else None
            cells.append(CellWrite(name, row, column, value, style=styles.WORD))
        heights[row] = LINE * lines_in(text, _WIDTHS[1] - 2) + 4
    widths = dict(enumerate(map(float, _WIDTHS), start=1))
    return Patch(tuple(cells), (SheetAdd(name, widths, heights, freeze_row=HEADING_ROW),))


def _pieces(report: Report) -> Iterator[tuple[Passage, int, int, Sequence[Figure]]]:
    """Yield the passages that hold figures, long ones in pieces that do not cut a figure."""
    assert report.narrative is not None
    of_passage: dict[int, list[Figure]] = defaultdict(list)
    for figure in report.narrative.figures:
        of_passage[figure.passage].append(figure)
    for index, figures in sorted(of_passage.items()):
        passage = report.filing.passages[index]
        figures.sort(key=lambda figure: figure.origin)
        start = 0
        while start < len(passage.text):
            end = min(len(passage.text), start + _LONGEST)
            inside = [each for each in figures if start <= each.origin[0] < end]
            if end < len(passage.text) and inside and inside[-1].origin[1] > end:
                end = inside[-1].origin[1]
            if inside:
                yield passage, start, end, inside
            start = end


def _runs(text: str, start: int, figures: Sequence[Figure]) -> Iterator[TextRun]:
    """Yield the text in runs; ``start`` is where it begins in its passage."""
    reached = 0
    for figure in figures:
        left, right = figure.origin[0] - start, figure.origin[1] - start
        if left < reached:
            continue
        if left > reached:
            yield TextRun(text[reached:left])
        yield TextRun(text[left:right], _COLOURS[figure.status], figure.status in _BOLD)
        reached = right
    if reached < len(text):
        yield TextRun(text[reached:])
