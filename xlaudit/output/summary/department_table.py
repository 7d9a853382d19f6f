"""汇总表 as values: the lines, the figure in every cell, and where each column stands for the formulas.

The figures of formulas are reckoned as a spreadsheet would, in floats, so that the value beside a formula is
the one that recomputing gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from math import fsum
from statistics import median

from xlaudit.county.model import CountySummary
from xlaudit.numbers import excel
from xlaudit.output import wording
from xlaudit.output.summary.book import Value, address
from xlaudit.output.summary.department_columns import COUNTED, SUBTOTAL, Column, columns_of
from xlaudit.output.summary.order import Line, lines_of
from xlaudit.workbook.place import column_name

__all__ = ["FIRST", "HEADING", "SHEET", "DepartmentTable", "rounded"]

SHEET = "汇总表"
HEADING, FIRST = 2, 3
_MOST = Decimal("1E+300")

Figure = float | str | None


class DepartmentTable:
    """The table; ``figures`` holds a list by column key, a figure a line."""

    def __init__(self, summary: CountySummary) -> None:
        self.departments = summary.departments
        self.columns: tuple[Column, ...] = columns_of(summary)
        self.is_ladder = any(row.below is not None for row in summary.departments)
        self.rated = ("rated_spent", "rated_budget") if self.is_ladder else ("spent", "budget")
        self.lines: tuple[Line, ...] = tuple(lines_of(summary.departments))
        self.position = {column.key: number for number, column in enumerate(self.columns)}
        self.last = FIRST + max(1, len(self.lines)) - 1
        self.total = self.last + 1
        self.figures: dict[str, list[Figure]] = {}
        for column in self.columns:
            if column.value is not None:
                self.figures[column.key] = self._given(column)
        self.figures["name"] = [self._name(line) for line in self.lines]
        self.figures["counted"] = [
            SUBTOTAL if line.index is None else figure
            for line, figure in zip(self.lines, self.figures["counted"], strict=True)
        ]
        self.figures["group"] = [float(line.group) for line in self.lines]
        self._members: dict[int, list[int]] = {}
        for number, line in enumerate(self.lines):
            if self.figures["counted"][number] == COUNTED:
                self._members.setdefault(line.group, []).append(number)
        self._reckon()

    def letters(self, key: str) -> str:
        """Return the letters of a column."""
        return column_name(self.position[key] + 1)

    def own(self, key: str) -> str:
        """Return the cells of a column as a formula of the sheet itself names them."""
        column = self.position[key]
        return f"{address(FIRST, column, fixed=True)}:{address(self.last, column, fixed=True)}"

    def cells(self, key: str) -> str:
        """Return the cells of a column as a formula of another sheet names them."""
        return f"{SHEET}!{self.own(key)}"

    def total_cell(self, key: str) -> str:
        """Return the cell of 合计 as a formula of another sheet names it."""
        return f"{SHEET}!{address(self.total, self.position[key], fixed=True)}"

    def counted(self, key: str) -> list[float]:
        """Return the numbers of the rows that count."""
        return [figure for figure in self._counted(key) if isinstance(figure, float)]

    def paired(self, key: str, other: str) -> list[tuple[float, float]]:
        """Return the numbers of two columns where a counted row has both."""
        pairs = zip(self._counted(key), self._counted(other), strict=True)
        return [(a, b) for a, b in pairs if isinstance(a, float) and isinstance(b, float)]

    def times(self, key: str, text: str) -> int:
        """Return how many counted rows hold the text."""
        return sum(figure == text for figure in self._counted(key))

    def rate(self, lines: Sequence[int] | None = None) -> float | None:
        """Return spent over budget of the counted rows that state both, of all lines or of some."""
        pairs = self.paired(*self.rated) if lines is None else self._pairs_of(lines)
        whole = fsum(budget for _, budget in pairs)
        return fsum(spent for spent, _ in pairs) / whole if whole else None

    def mean(self, key: str) -> float | None:
        """Return the mean of a column of scores to two decimals."""
        if self.is_ladder and key in ("stated", "ours"):
            pairs = self.paired(key, f"weight_{key}")
            whole = fsum(weight for _, weight in pairs)
            return (
                rounded(fsum(score * weight for score, weight in pairs) / whole) if whole else None
            )
        numbers = self.counted(key)
        return rounded(fsum(numbers) / len(numbers)) if numbers else None

    def weighted_mean(self) -> float | None:
        """Return the mean of our scores by budget; a row without a budget, or below zero, has no weight."""
        pairs = [(ours, budget) for ours, budget in self.paired("ours", "budget") if budget > 0]
        weight = fsum(budget for _, budget in pairs)
        return rounded(fsum(ours * budget for ours, budget in pairs) / weight) if weight else None

    def median(self) -> float | None:
        """Return the median of our scores to two decimals."""
        numbers = self.counted("ours")
        return rounded(median(numbers)) if numbers else None

    def members(self, group: int) -> list[int]:
        """Return the lines of a group that count; its subtotal is none of them."""
        return self._members.get(group, [])

    def subtotal(self, key: str, group: int) -> float:
        """Return the sum of a column over a group."""
        figures = self.figures[key]
        return fsum(
            figure for each in self.members(group) if isinstance(figure := figures[each], float)
        )

    def worst(self) -> list[tuple[int, float]]:
        """Return the ten lowest execution rates with their lines, lowest first."""
        rates = enumerate(self.figures["counted_rate"])
        known = [(number, rate) for number, rate in rates if isinstance(rate, float)]
        return sorted(known, key=lambda each: each[1])[:10]

    def _given(self, column: Column) -> list[Figure]:
        assert column.value is not None
        return [
            None if line.index is None else _figure(column.value(self.departments[line.index]))
            for line in self.lines
        ]

    def _name(self, line: Line) -> str:
        return (
            wording.named(line.name)
            if line.index is not None
            else f"小计：{wording.named(line.name)}"
        )

    def _counted(self, key: str) -> list[Figure]:
        return [
            figure
            for figure, counted in zip(self.figures[key], self.figures["counted"], strict=True)
            if counted == COUNTED
        ]

    def _pairs_of(self, lines: Sequence[int]) -> list[tuple[float, float]]:
        spent, budget = (self.figures[key] for key in self.rated)
        pairs = ((spent[each], budget[each]) for each in lines)
        return [(a, b) for a, b in pairs if isinstance(a, float) and isinstance(b, float)]

    def _reckon(self) -> None:
        """Fill the columns that formulas make, in the order in which they stand on each other."""
        figures = self.figures
        spent, budget = (figures[key] for key in self.rated)
        figures["rate"] = [
            self.rate(self.members(line.group)) if line.index is None else _ratio(part, whole)
            for line, part, whole in zip(self.lines, spent, budget, strict=True)
        ]
        figures["difference"] = [
            rounded(stated - ours)
            if isinstance(stated, float) and isinstance(ours, float)
            else None
            for stated, ours in zip(figures["stated"], figures["ours"], strict=True)
        ]
        for key in ("rate", "stated", "ours"):
            figures[f"counted_{key}"] = [
                figure if counted == COUNTED and isinstance(figure, float) else None
                for figure, counted in zip(figures[key], figures["counted"], strict=True)
            ]
        figures["rank"] = _ranks(figures["counted_ours"])
        for key in ("budget", "spent"):
            if f"last_{key}" in figures:
                figures[f"{key}_growth"] = [
                    None if (rate := _ratio(now, before)) is None else rate - 1
                    for now, before in zip(figures[key], figures[f"last_{key}"], strict=True)
                ]


def rounded(value: float) -> float:
    """Return Excel's ROUND(value, 2)."""
    return float(excel.round_half_away(value, 2))


def _figure(value: Value) -> Figure:
    """Return what the cell holds; a number beyond every spreadsheet is shown and takes no part."""
    if isinstance(value, Decimal | int):
        return float(value) if abs(value) < _MOST else f"{value:.6E}"
    return value


def _ratio(part: Figure, whole: Figure) -> float | None:
    if isinstance(part, float) and isinstance(whole, float) and whole:
        return part / whole
    return None


def _ranks(scores: Sequence[Figure]) -> list[Figure]:
    """Return the place of each score, the highest first; equal scores share a place."""
    times = Counter(score for score in scores if isinstance(score, float))
    places: dict[float, float] = {}
    place = 1
    for score in sorted(times, reverse=True):
        places[score] = float(place)
        place += times[score]
    return [places[score] if isinstance(score, float) else None for score in scores]
