"""Changes between two years of a row: 2021年至2023年分别为a、b和c；2023年比2022年增长r%."""

from __future__ import annotations

import re

from xlaudit.narrative.comparisons.sides import same_measure
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["readings"]

_TWO_YEARS = re.compile(
    r"(?:(?P<new>20\d\d)年?度?|^)(?:[比较]|与|同)(?P<old>20\d\d)年?度?(?:同期|相比|比较|相较)?(?P<rest>[^，。；：、\d年]{0,6})$"
)
_PAUSE = re.compile(r"[。；，\n]")
_YEARS = re.compile(r"20\d\d(?=年|[、至到—－~-])")
_RANGE = re.compile(r"20\d\d年?[至到—－~-]+20\d\d年")
_OF = re.compile("预算|决算|收入|支出|计划|执行|任务|目标")
_LEVELS = (Kind.LEVEL, Kind.RATE, Kind.SHARE)
_BACK = 16
_REACH = 70


def readings(context: Context, moved: Figure) -> list[Reading]:
    """Return what a change or a growth is by the two years right before it; empty where they are not found."""
    document = context.document
    owner = moved
    match = _two_years(context, moved)
    before = document.figures[moved.index - 1] if moved.index else moved
    if match is None and before.kind is Kind.CHANGE and before.sentence == moved.sentence:
        owner, match = before, _two_years(context, before)
    if match is None:
        return []
    old = _of_year(context, owner, match["old"])
    new = _of_year(context, owner, match["new"]) if match["new"] else _right_before(context, owner)
    if old is None or new is None or not same_measure(old, new) or not old.value:
        return []
    strength = Strength.CERTAIN if _is_of(old, match["rest"]) else Strength.POSSIBLE
    if moved.dimension is Dimension.RATE:
        signs = (moved.direction,)
        return [Reading(Formula.CHANGE_OF_LEVELS, (old, new), moved, strength, signs)]
    if (moved.dimension is Dimension.POINTS) is not (new.dimension is Dimension.RATE):
        return []
    if moved.dimension is not Dimension.POINTS and not same_measure(moved, new):
        return []
    pair = (new, old) if moved.direction > 0 else (old, new)
    return [Reading(Formula.DIFFERENCE, pair, moved, strength)]


def _is_of(old: Figure, rest: str) -> bool:
    """Tell whether an amount of a year is what the words compare with: 比2024年预算 is not of 2024's outlays."""
    named = _OF.search(rest)
    return named is None or named[0] in old.label


def _right_before(context: Context, moved: Figure) -> Figure | None:
    """Return the level of a year right before a change that names only what it is compared with."""
    level = context.document.figures[moved.index - 1]
    dated = level.kind in _LEVELS and level.period.isdigit() and level.is_plain
    return level if dated and level.sentence == moved.sentence and _fits(level, moved) else None


def _two_years(context: Context, figure: Figure) -> re.Match[str] | None:
    document = context.document
    last = document.figures[figure.index - 1].end if figure.index else 0
    words = document.text[max(last, figure.start - _REACH) : figure.start]
    return _TWO_YEARS.search(_PAUSE.split(words)[-1]) if "20" in words else None


def _of_year(context: Context, moved: Figure, year: str) -> Figure | None:
    """Return the only level of a year before a change in its paragraph."""
    found: list[Figure] = []
    for figure in context.document.figures[max(0, moved.index - _BACK) : moved.index]:
        near = figure.paragraph == moved.paragraph and figure.kind in _LEVELS and figure.is_plain
        if near and _fits(figure, moved) and _year_of(context, figure) == year:
            found.append(figure)
    return found[0] if len({figure.value for figure in found}) == 1 else None


def _fits(figure: Figure, moved: Figure) -> bool:
    if moved.dimension is Dimension.POINTS:
        return figure.dimension is Dimension.RATE
    if moved.dimension is Dimension.RATE:
        return figure.dimension in (Dimension.COUNT, Dimension.MONEY)
    return same_measure(figure, moved)


def _year_of(context: Context, figure: Figure) -> str:
    """Return the year of a level: of a row, by its rank among the years before the row."""
    run = context.run_of(figure)
    if len(run) == 1:
        return figure.period
    document = context.document
    last = document.figures[run[0].index - 1].end if run[0].index else 0
    words = document.text[max(last, run[0].start - _REACH) : run[0].start]
    words = re.split(r"[。；\n]", words)[-1]
    years = _YEARS.findall(words)
    if len(years) == 2 and _RANGE.search(words):
        years = [str(year) for year in range(int(years[0]), int(years[1]) + 1)]
    return years[run.index(figure)] if len(years) == len(run) else ""
