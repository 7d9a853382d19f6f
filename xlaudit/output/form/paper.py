"""One sheet of the form being written: cells by their addresses, text always as text, A4 in print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from xlaudit.output.form.styles import Styles
from xlaudit.output.measure import lines_in

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = ["Paper", "height_for", "room"]

A4 = 9
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.5, "bottom": 0.6}
SHORT, LONG = 595, 842
"""The sides of A4, in points."""
LINE_HEIGHT = 14.5
"""Points that a line of ten-point type takes."""


def room(widths: Sequence[float], *, landscape: bool) -> float:
    """Return how many points of rows a page takes when columns of such widths fill its width."""
    across, down = (LONG, SHORT) if landscape else (SHORT, LONG)
    across_left = across - 72 * (MARGINS["left"] + MARGINS["right"])
    down_left = down - 72 * (MARGINS["top"] + MARGINS["bottom"])
    return down_left * max(1.0, _width_in_points(widths) / across_left)


def _width_in_points(widths: Sequence[float]) -> float:
    """Return how wide columns stand: eight pixels a character and five between, at 96 to the inch."""
    return sum(8 * width + 5 for width in widths) * 72 / 96


def height_for(texts: Sequence[tuple[str, float]], least: float = 22) -> float:
    """Return the row height that shows each text in a column of its width, in points.

    Widths count characters of eleven points, so that a column of width 10 holds eleven digits of the
    form's ten-point type; a little of it is margin.
    """
    lines = max((lines_in(text, width * 1.1 - 2) for text, width in texts), default=1)
    return max(least, lines * LINE_HEIGHT + 5)


@dataclass(frozen=True, slots=True)
class Paper:
    """A worksheet with the styles of the form."""

    sheet: Worksheet
    styles: Styles
    heights: dict[int, float] = field(default_factory=dict)

    def columns(self, widths: Sequence[float]) -> None:
        """Set the widths of the first columns."""
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row, counted from one."""
        self.heights[row] = points
        self.sheet.set_row(row - 1, points)

    def text(self, address: str, text: str, style: str) -> None:
        """Write a text; an address with ``:`` is a range to be merged."""
        made = self.styles(style)
        first, _, last = address.partition(":")
        if last and last != first:
            self.sheet.merge_range(address, "", made)
        self.sheet.write_string(first, text, made)

    def blank(self, address: str, style: str, number_format: str = "") -> None:
        """Leave a cell, or a merged range, to be filled in."""
        made = self.styles(style, number_format)
        first, _, last = address.partition(":")
        if last and last != first:
            self.sheet.merge_range(address, "", made)
        self.sheet.write_blank(first, None, made)

    def number(self, address: str, value: Decimal, style: str, number_format: str = "") -> None:
        """Write a number."""
        self.sheet.write_number(address, float(value), self.styles(style, number_format))

    def formula(
        self,
        address: str,
        formula: str,
        style: str,
        number_format: str = "",
        *,
        shows: str | Decimal = "",
    ) -> None:
        """Write a formula given without ``=``; ``shows`` is what it gives while the form is empty."""
        made = self.styles(style, number_format)
        first, _, last = address.partition(":")
        if last and last != first:
            self.sheet.merge_range(address, "", made)
        value = float(shows) if isinstance(shows, Decimal) else shows
        self.sheet.write_formula(first, f"={formula}", made, value)

    def ask(
        self, address: str, rule: Mapping[str, object], *, prompt: str = "", error: str = ""
    ) -> None:
        """Validate what is typed; ``prompt`` shows when the cell is chosen, ``error`` when it is refused."""
        options: dict[str, object] = {**rule, "ignore_blank": True}
        if prompt:
            options |= {"input_title": "填写说明", "input_message": prompt[:255]}
        if error:
            options |= {"error_title": "请检查", "error_message": error[:255]}
        else:
            options["error_type"] = "information"
            options["show_error"] = False
        self.sheet.data_validation(address, options)

    def mark(self, address: str, condition: str, style: str) -> None:
        """Change the look of cells while a condition holds for them."""
        self.sheet.conditional_format(
            address, {"type": "formula", "criteria": f"={condition}", "format": self.styles(style)}
        )

    def accept(self, computed: str, unlocked: str = "") -> None:
        """Keep the spreadsheet from marking formulas as doubtful: some are meant to be overtyped."""
        options = {"formula_differs": computed, "formula_range": computed}
        if unlocked:
            options["formula_unlocked"] = unlocked
        self.sheet.ignore_errors(options)

    def print_on(self, footer: str, *, landscape: bool, area: str) -> None:
        """Set the sheet up for A4, one page wide, with page numbers."""
        if landscape:
            self.sheet.set_landscape()
        else:
            self.sheet.set_portrait()
        self.sheet.set_paper(A4)
        self.sheet.set_margins(**MARGINS)
        self.sheet.center_horizontally()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.print_area(area)
        self.sheet.set_header("", {"margin": 0.3})
        # The space keeps a footer that begins with a digit from growing the size of its type.
        self.sheet.set_footer(
            f'&L&"宋体"&8 {footer.replace("&", "&&")}&R&"宋体"&9第 &P 页 共 &N 页', {"margin": 0.3}
        )

    def lock(self) -> None:
        """Protect the formulas, without a password; column widths and row heights stay free."""
        self.sheet.protect(
            "",
            {"format_cells": True, "format_columns": True, "format_rows": True},
        )
