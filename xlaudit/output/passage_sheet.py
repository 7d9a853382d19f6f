"""The sheet 叙述核对: a copy of every passage that holds figures, each figure in the colour of its status.

The user's own cell is never touched. Wrong and doubtful figures are bold too, so that the copy reads in
grey, and the counts stand beside the text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from xlaudit.audit import Report
from xlaudit.forms.filing import Passage
from xlaudit.narrative import Figure, Status
from xlaudit.output import styles
from xlaudit.output.measure import lines_in
from xlaudit.output.rule_sheet import LINE
from xlaudit.output.wording import HANDLED, text_coverage
from xlaudit.workbook.patch import CellWrite, Patch, SheetAdd, TextRun

__all__ = ["HEADINGS", "HEADING_ROW", "PASSAGES", "passage_sheet"]

PASSAGES = "叙述核对"
HEADING_ROW = 3
HEADINGS = ("位置", "原文（抄件）", "已核", "有误", "待核实", "未核")
_WIDTHS = (18, 96, 7, 7, 7, 7)
_LEGEND = (
    "绿色：已核对相符；红色加粗：有误；棕色加粗：待核实；灰色：没有可核对的数{settled}。"
    "原表的文字没有改动。"
)
_SETTLED = f"；灰色加粗：{HANDLED}"
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
_GREY = _COLOURS[Status.UNCHECKED]
_COUNTED = ((Status.TIED, Status.ROUNDING), (Status.ERROR,), (Status.HINT,), (Status.UNCHECKED,))


def passage_sheet(report: Report, name: str = PASSAGES) -> Patch:
    """Return the sheet; an empty patch where no sentence holds a figure."""
    if report.narrative is None or not report.narrative.figures:
        return Patch()
    seen = text_coverage(report.narrative.coverage)
    settled = _settled(report)
    legend = _LEGEND.format(settled=_SETTLED if settled else "")
    cells = [
        CellWrite(name, 1, 1, f"叙述核对：{seen}", style=styles.MASTER),
        CellWrite(name, 2, 1, legend, style=styles.NOTE),
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
        runs = tuple(
            _runs(text, start, figures, settled.get((place.sheet, place.row, place.column), set()))
        )
        cells.append(CellWrite(name, row, 2, text, style=styles.TEXT, runs=runs))
        counts = Counter(figure.status for figure in figures)
        for column, statuses in enumerate(_COUNTED, start=3):
            number = sum(counts[status] for status in statuses)
            value = Decimal(number) if number else None
            cells.append(CellWrite(name, row, column, value, style=styles.WORD))
        heights[row] = LINE * lines_in(text, _WIDTHS[1] - 2) + 4
    widths = dict(enumerate(map(float, _WIDTHS), start=1))
    return Patch(tuple(cells), (SheetAdd(name, widths, heights, freeze_row=HEADING_ROW),))


def _settled(report: Report) -> dict[tuple[str, int, int], set[int]]:
    """Return where figures begin, by their cell, whose findings were all decided to stay as they are."""
    found: dict[tuple[str, int, int], set[int]] = defaultdict(set)
    for is_open in (False, True):
        for finding in report.findings:
            place = finding.place
            if place.start is None or report.is_handled(finding) is is_open:
                continue
            starts = found[place.sheet, place.row, place.column]
            (starts.discard if is_open else starts.add)(place.start)
    return {cell: starts for cell, starts in found.items() if starts}


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


def _runs(
    text: str, start: int, figures: Sequence[Figure], settled: Collection[int]
) -> Iterator[TextRun]:
    """Yield the text in runs; ``start`` is where it begins in its passage.

    What was wrong or doubtful in figures that begin at a ``settled`` place needs nobody's eye any more.
    """
    reached = 0
    for figure in figures:
        left, right = figure.origin[0] - start, figure.origin[1] - start
        if left < reached:
            continue
        if left > reached:
            yield TextRun(text[reached:left])
        is_loud = figure.status in _BOLD
        colour = _GREY if is_loud and figure.origin[0] in settled else _COLOURS[figure.status]
        yield TextRun(text[left:right], colour, is_loud)
        reached = right
    if reached < len(text):
        yield TextRun(text[reached:])
