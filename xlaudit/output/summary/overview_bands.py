"""What the charts of 总览 show: how many departments lie in each band of scores and of execution rates."""

from __future__ import annotations

from typing import NamedTuple

from xlaudit.output.summary.book import GREY, Page
from xlaudit.output.summary.department_table import DepartmentTable

__all__ = ["BandPlace", "bands"]


class _Band(NamedTuple):
    """From ``low`` on to below ``high``, None for no bound; ``above`` leaves ``low`` itself out."""

    label: str
    low: float | None
    high: float | None
    above: bool = False


_SCORES = (
    *(_Band("60以下", None, 60), _Band("60～70", 60, 70), _Band("70～80", 70, 80)),
    *(_Band("80～90", 80, 90), _Band("90～95", 90, 95), _Band("95～100", 95, 100)),
    _Band("100及以上", 100, None),
)
_RATES = (
    *(_Band("60%以下", None, 0.6), _Band("60～80%", 0.6, 0.8), _Band("80～90%", 0.8, 0.9)),
    *(_Band("90～95%", 0.9, 0.95), _Band("95～100%", 0.95, 1), _Band("100%", 1, 1)),
    _Band("超过100%", 1, None, above=True),
)
_FIRST = 5


class BandPlace(NamedTuple):
    """Where the bands stand: the column of their names, first and last row of scores and of rates."""

    column: int
    scores: tuple[int, int]
    rates: tuple[int, int]


def bands(page: Page, table: DepartmentTable, column: int) -> BandPlace:
    """Write two small tables beside the printed page, from ``column`` on."""
    note = page.book.look(font_color=GREY, font_size=9)
    page.text(_FIRST - 2, column, "图表数据，不打印；各段含下限，不含上限", note)
    scores = (_FIRST, _FIRST + len(_SCORES) - 1)
    rates = (scores[1] + 3, scores[1] + 2 + len(_RATES))
    page.section(
        scores[0] - 2, (column, column + 2), "", _heads(column, "得分", "自评", "系统复核")
    )
    page.section(rates[0] - 2, (column, column + 2), "", _heads(column, "执行率", "部门数"))
    word = page.book.look(border=1, align="center", num_format="0")
    for first, rows, keys in (
        (scores[0], _SCORES, ("counted_stated", "counted_ours")),
        (rates[0], _RATES, ("counted_rate",)),
    ):
        for at, band in enumerate(rows, start=first):
            page.text(at, column, band.label, word)
            for offset, key in enumerate(keys, start=1):
                page.live(at, column + offset, *_count(table, key, band), word)
    return BandPlace(column, scores, rates)


def _heads(column: int, *texts: str) -> list[tuple[int, int, str]]:
    return [(at, at, text) for at, text in enumerate(texts, start=column)]


def _count(table: DepartmentTable, key: str, band: _Band) -> tuple[str, int]:
    cells, numbers = table.cells(key), table.counted(key)
    low, high = band.low, band.high
    if low is not None and low == high:
        return f"COUNTIFS({cells},{low:g})", sum(number == low for number in numbers)
    parts = []
    if low is not None:
        parts.append(f'{cells},">{"" if band.above else "="}{low:g}"')
        numbers = [each for each in numbers if each > low or (each == low and not band.above)]
    if high is not None:
        parts.append(f'{cells},"<{high:g}"')
        numbers = [each for each in numbers if each < high]
    return f"COUNTIFS({','.join(parts)})", len(numbers)
