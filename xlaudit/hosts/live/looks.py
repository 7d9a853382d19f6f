"""How cells look, set on whole blocks; a style says everything, so that a cell keeps nothing of its earlier look."""

from __future__ import annotations

from typing import Any

from xlaudit.workbook.patch import Style, TextRun

__all__ = ["clear_look", "color_runs", "put_look"]

_PLAIN = Style()
_EDGES = ["edge_top", "edge_bottom", "edge_left", "edge_right"]


def put_look(cells: Any, style: Style) -> None:
    """Let a range look as ``style`` says."""
    cells.clear_formats()
    if style.number_format != _PLAIN.number_format:
        cells.number_format = style.number_format
    font = cells.font
    font.size = style.size
    if style.bold:
        font.bold = True
    if style.italic:
        font.italic = True
    if style.color != _PLAIN.color:
        font.color = f"#{style.color}"
    if style.fill is not None:
        cells.color = f"#{style.fill}"
    if style.wrap:
        cells.wrap_text = True
    if style.horizontal != _PLAIN.horizontal:
        cells.horizontal_alignment = style.horizontal
    cells.vertical_alignment = "center"
    if style.border:
        height, width = cells.shape
        # Excel refuses an inner border where there is no inside.
        sides = _EDGES + ["inside_vertical"] * (width > 1) + ["inside_horizontal"] * (height > 1)
        cells.borders.set(sides, line_style="continuous", weight="thin")


def clear_look(cells: Any) -> None:
    """Take every format from a range."""
    cells.clear_formats()


def color_runs(cell: Any, runs: tuple[TextRun, ...]) -> None:
    """Give the characters of a text their colours; Excel counts a character beyond U+FFFF twice."""
    reached = 0
    for run in runs:
        start, reached = reached, reached + len(run.text.encode("utf-16-le")) // 2
        if run.color == _PLAIN.color and not run.bold:
            continue
        font = cell.characters[start:reached].font
        font.color = f"#{run.color}"
        if run.bold:
            font.bold = True
