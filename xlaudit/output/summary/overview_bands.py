"""What the charts of 总览 show: how many departments lie in each band of scores and of execution rates."""

from __future__ import annotations

from dataclasses import dataclass

from xlaudit.output.summary.book import GREY, Page
from xlaudit.output.summary.department_table import DepartmentTable

__all__ = ["BandPlace", "Bands"]

_SCORES = (
    ("60以下", None, 60.0),
    ("60～70", 60.0, 70.0),
    ("70～80", 70.0, 80.0),
    ("80～90", 80.0, 90.0),
    ("90～95", 90.0, 95.0),
    ("95～100", 95.0, 100.0),
    ("100及以上", 100.0, None),
)
_RATES = (
    ("60%以下", None, 0.6),
    ("60～80%", 0.6, 0.8),
    ("80～90%", 0.8, 0.9),
    ("90～95%", 0.9, 0.95),
    ("95～100%", 0.95, 1.0),
    ("100%", 1.0, 1.0),
    ("超过100%", 1.0, None),
)


@dataclass(frozen=True, slots=True)
class BandPlace:
    """Where the bands stand: the column of their names, and the rows of scores and of rates."""

    column: int
    scores: tuple[int, int]
    rates: tuple[int, int]


class Bands:
    """Two small tables beside the printed page."""

    def __init__(self, page: Page, table: DepartmentTable) -> None:
        self.page, self.table = page, table

    def write(self, column: int) -> BandPlace:
        """Write the tables from ``column`` on; a value on a bound belongs to the band above it."""
        page = self.page
        page.sheet.set_column(column, column + 2, 10)
        note = page.book.look(font_color=GREY, font_size=9)
        page.text(3, column, "图表数据（不打印；区间含下限，不含上限）", note)
        scores, rates = 5, 5 + len(_SCORES) + 3
        self._table(
            scores - 1,
            column,
            "得分",
            ("自评", "系统复核"),
            _SCORES,
            ("counted_stated", "counted_ours"),
        )
        self._table(rates - 1, column, "执行率", ("部门数",), _RATES, ("counted_rate",))
        return BandPlace(
            column, (scores, scores + len(_SCORES) - 1), (rates, rates + len(_RATES) - 1)
        )

    def _table(
        self,
        row: int,
        column: int,
        title: str,
        names: tuple[str, ...],
        bands: tuple[tuple[str, float | None, float | None], ...],
        keys: tuple[str, ...],
    ) -> None:
        page = self.page
        word = page.book.look(border=1, align="center", num_format="0")
        for offset, heading in enumerate((title, *names)):
            page.text(row, column + offset, heading, page.heading_look)
        for at, (label, low, high) in enumerate(bands, start=row + 1):
            page.text(at, column, label, word)
            for offset, key in enumerate(keys, start=1):
                page.live(at, column + offset, *self._count(key, low, high), word)

    def _count(self, key: str, low: float | None, high: float | None) -> tuple[str, int]:
        cells = self.table.cells(key)
        numbers = self.table.counted(key)
        if low is not None and low == high:
            return f"COUNTIFS({cells},{low:g})", sum(number == low for number in numbers)
        is_above_one = low == 1.0 and high is None
        parts = []
        if low is not None:
            parts.append(f'{cells},">{"" if is_above_one else "="}{low:g}"')
            numbers = [each for each in numbers if (each > low if is_above_one else each >= low)]
        if high is not None:
            parts.append(f'{cells},"<{high:g}"')
            numbers = [each for each in numbers if each < high]
        return f"COUNTIFS({','.join(parts)})", len(numbers)
