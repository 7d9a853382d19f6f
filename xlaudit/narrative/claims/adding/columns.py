"""Numbered paragraphs are the rows of a table: their amounts add up to the total before or behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Paragraph
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.complete import consists_of
from xlaudit.narrative.listing.numbered import counts_the_items
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.narrative.siblings import Siblings
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_INTRODUCES = re.compile(
    r"(?P<name>[^，。；：]{2,30}?)(?:主要内容|情况|明细|构成|安排|内容|具体)[^，。；]{0,6}?(?:如下|为|包括)?：?$"
)
_HEADING = re.compile(r"^[^，。；：]{2,30}（(?:合计|共计|共|总计)?[\d,.]+(?:万|亿)?元）[。：]?$")
_STOP = re.compile("[。；\\n]")
_BEFORE = 4  # paragraphs in front of the rows
_BEHIND = 3
_NEXT = 4  # figures behind the last row
_COLUMNS = ("headline", "budget", "spent", "initial_budget")


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each column of each run of numbered paragraphs, and one for their number."""
    for siblings in context.siblings:
        if siblings.is_whole:
            yield from _of_rows(context, siblings)
            yield from _number(context, siblings)


def _of_rows(context: Context, siblings: Siblings) -> Iterator[Claim]:
    """Yield a claim for each column of rows that all hold an amount."""
    rows = list(takewhile(bool, (_row(context, member) for member in siblings.members)))
    if len(rows) < len(siblings.members):
        return
    totals = _totals(context, siblings)
    meant = _introduced(context, siblings, totals)
    whole = _whole(context, siblings, rows)
    is_only = not _has_others(rows)
    if whole is None and is_only:
        whole = _summed_up(context, siblings, totals)
    for column in _COLUMNS:
        items = tuple(row[column] for row in rows if column in row)
        if len(items) < len(rows):
            continue
        if whole is not None and column == "headline":
            others = [total for total in totals if total is not whole]
            readings = [Reading(Formula.SUM, items, whole, Strength.CERTAIN)]
            readings += [Reading(Formula.SUM, items, each, Strength.POSSIBLE) for each in others]
            yield Claim("column", readings, is_closed=True)
            continue
        readings = list(_readings(column, items, totals, meant, is_only=is_only))
        if column == "headline" and meant is not None:
            readings += _with_row_behind(context, items, meant)
        if readings:
            yield Claim("column", readings)


def _has_others(rows: list[dict[str, Figure]]) -> bool:
    """Tell whether every row states more than one amount, so that a total may be of either."""
    return all(len({figure.index for figure in row.values()}) > 1 for row in rows)


def _row(context: Context, member: Paragraph) -> dict[str, Figure]:
    row: dict[str, Figure] = {}
    for figure in context.document.inside(member.start, member.end):
        if figure.kind is not Kind.LEVEL or figure.dimension is not Dimension.MONEY:
            continue
        row.setdefault("headline", figure)
        if figure.fact in _COLUMNS and figure.period != "-1":
            row.setdefault(figure.fact, figure)
    return row


def _totals(context: Context, siblings: Siblings) -> list[Figure]:
    """Return the amounts around the rows, the nearest before them first, then those behind."""
    paragraphs = context.document.paragraphs
    first, last = siblings.members[0].index, siblings.members[-1].index
    before = paragraphs[max(0, first - _BEFORE) : first]
    behind = paragraphs[last + 1 : last + 1 + _BEHIND]
    found: list[Figure] = []
    for paragraph in (*reversed(before), *behind):
        figures = context.document.inside(paragraph.start, paragraph.end)
        if paragraph.index < first:
            figures = figures[::-1]
        found += [f for f in figures if f.kind is Kind.LEVEL and f.dimension is Dimension.MONEY]
    return found[:24]


def _introduced(context: Context, siblings: Siblings, totals: list[Figure]) -> Figure | None:
    """Return the total that the sentence in front of the rows names: 财政拨款支出主要内容如下."""
    index = siblings.members[0].index
    if index == 0:
        return None
    before = context.document.paragraphs[index - 1]
    text = context.document.text[before.start : before.end]
    inside = context.document.inside(before.start, before.end)
    amounts = [f for f in inside if f.kind is Kind.LEVEL and f.dimension is Dimension.MONEY]
    if len(amounts) == 1 and text.endswith("："):
        return amounts[0]
    match = _INTRODUCES.search(text[-60:])
    if match is None or amounts:
        return None
    name = core(match["name"])
    named = [total for total in totals if name in core(total.label) and total.start < before.start]
    return named[0] if named and len({total.value for total in named}) == 1 else None


def _summed_up(context: Context, siblings: Siblings, totals: list[Figure]) -> Figure | None:
    """Return the total that a heading gives its rows, or that counts them right behind: 以上三项合计."""
    paragraphs = context.document.paragraphs
    first, last = siblings.members[0].index, siblings.members[-1].index
    for total in totals:
        if total.paragraph == last + 1 and total.is_plain:
            if counts_the_items(context.document, total, len(siblings.members)):
                return total
        elif total.paragraph == first - 1 and total.is_plain:
            before = paragraphs[first - 1]
            words = context.document.text[before.start : before.end]
            inside = context.document.inside(before.start, before.end)
            if before.marker and len(inside) == 1 and _HEADING.search(words):
                return total
    return None


def _whole(context: Context, siblings: Siblings, rows: list[dict[str, Figure]]) -> Figure | None:
    """Return the first amount before the rows if their names are all that it consists of: 三公 and its three."""
    index = siblings.members[0].index
    if index == 0:
        return None
    before = context.document.paragraphs[index - 1]
    inside = context.document.inside(before.start, before.end)
    head = next((f for f in inside if f.kind is Kind.LEVEL), None)
    if head is None or head.dimension is not Dimension.MONEY or not head.is_plain:
        return None
    if any(row["headline"].fact not in (None, head.fact) for row in rows):
        return None  # the rows begin with their budgets, the head says what was spent
    names = [core(row["headline"].label) for row in rows]
    return head if consists_of(head.label, names) else None


def _readings(
    column: str,
    items: tuple[Figure, ...],
    totals: list[Figure],
    meant: Figure | None,
    *,
    is_only: bool,
) -> Iterator[Reading]:
    of_fact = [t for t in totals if t.fact == column and t.start > items[-1].start]
    if column == "headline" and meant is not None:
        named = is_only or meant.fact in ("budget", "initial_budget")
        strength = Strength.LIKELY if named else Strength.POSSIBLE
        yield Reading(Formula.SUM, items, meant, strength, is_partial=True)
    elif len(of_fact) >= 1 and of_fact[0].sentence == totals_behind(totals, items):
        same_year = items[0].period in ("", "0", of_fact[0].period)
        strength = Strength.LIKELY if same_year else Strength.POSSIBLE
        yield Reading(Formula.SUM, items, of_fact[0], strength, is_partial=True)
    for total in totals:
        if len(total.digits.strip("0")) >= 4 or total.index - items[-1].index == 1:
            yield Reading(Formula.SUM, items, total, Strength.POSSIBLE)


def _with_row_behind(
    context: Context, items: tuple[Figure, ...], meant: Figure
) -> Iterator[Reading]:
    """Yield the rows with one more behind them whose number was mistyped: 11“. 应急支出”98.23万元."""
    for figure in context.document.figures[items[-1].index + 1 : items[-1].index + _NEXT]:
        if figure.kind is Kind.LEVEL and figure.dimension is Dimension.MONEY:
            yield Reading(Formula.SUM, (*items, figure), meant, Strength.POSSIBLE)
            return


def totals_behind(totals: list[Figure], items: tuple[Figure, ...]) -> int:
    """Return the first sentence behind the rows that holds an amount; -1 where none does."""
    sentences = [total.sentence for total in totals if total.start > items[-1].start]
    return min(sentences, default=-1)


def _number(context: Context, siblings: Siblings) -> Iterator[Claim]:
    """N个项目 in front of the rows: there are N of them."""
    first = siblings.members[0]
    start = context.document.paragraphs[max(0, first.index - 2)].start
    for figure in context.document.inside(start, first.start):
        noun = context.document.text[figure.end : figure.end + 3]
        if figure.dimension is Dimension.COUNT and noun.startswith(
            ("项目", "任务", "方面", "子项目")
        ):
            reading = Reading(
                Formula.COUNT, (), figure, Strength.LIKELY, counted=len(siblings.members)
            )
            said = context.document.text[first.start - 8 : first.start]
            apart = _STOP.search(context.document.text, figure.end, first.start - 1)
            if ("：" in said and apart is None) or figure.value == len(siblings.members):
                yield Claim("count", [reading], ceiling=Strength.LIKELY)
