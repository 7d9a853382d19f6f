"""Shares: …万元，占…%, also zipped (a、b和c，占x%、y%和z%), and shares that make up the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.lists import Listing
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_WHOLE = re.compile(
    r"占(?:到|了)?(?:全部|本年|全年|当年|同期)?(?P<name>[^，。；占]{2,30}?)(?:的|比重|比例)"
)
_NUMBER_OF_CANDIDATES = 8
_FAR = 60


def claims(context: Context) -> Iterator[Claim]:
    """Yield one claim for each share, and one for each run of shares that should reach 100%."""
    heads = _heads_by_item(context)
    figures = context.document.figures
    for figure in figures:
        if figure.kind is not Kind.SHARE or not figure.is_plain:
            continue
        part = _part(context, figure)
        if part is None:
            continue
        readings = list(_readings(context, figure, part, heads.get(part.index)))
        if readings:
            yield Claim("share", readings)
    yield from _wholes(context)


def _heads_by_item(context: Context) -> dict[int, Listing]:
    """Return, for each item of a list, the list; the innermost wins."""
    return {item.index: listing for listing in context.lists for item in listing.items}


def _part(context: Context, share: Figure) -> Figure | None:
    """Return the level that a share belongs to: the nearest before it, or the one of equal rank."""
    figures = context.document.figures
    shares = [share]
    index = share.index - 1
    while index >= 0 and figures[index].kind is Kind.SHARE and figures[index].run == share.run >= 0:
        shares.append(figures[index])
        index -= 1
    if share.run >= 0 and index >= 0 and figures[index].index == share.run:
        shares.append(figures[index])
        index -= 1
    rank = len(shares) - 1
    run = _run_length(context, share)
    levels = [
        figure
        for figure in figures[max(0, index - 2 * run) : index + 1]
        if figure.kind is Kind.LEVEL and figure.sentence == share.sentence
    ]
    if run > 1:
        return levels[-run:][rank] if len(levels) >= run else None
    return levels[-1] if levels and levels[-1].index >= share.index - 3 else None


def _run_length(context: Context, share: Figure) -> int:
    figures = context.document.figures
    first = share.run if share.run >= 0 else share.index
    last = first
    while last + 1 < len(figures) and figures[last + 1].run == first:
        last += 1
    return last - first + 1


def _readings(
    context: Context, share: Figure, part: Figure, listing: Listing | None
) -> Iterator[Reading]:
    named = _named_whole(context, share, part)
    wholes: list[tuple[Figure, Strength]] = []
    if named is not None:
        wholes.append(named)
    if listing is not None and listing.heads[0].index != part.index:
        strength = Strength.CERTAIN if listing.is_unique else Strength.LIKELY
        if named is not None:
            strength = Strength.POSSIBLE
        wholes.append((listing.heads[0], strength))
        wholes += [(head, Strength.POSSIBLE) for head in listing.heads[1:3]]
    wholes += [(other, Strength.CERTAIN) for other in _sum_of_run(context, part)][:1]
    for other in context.levels_before(part, 2 * _NUMBER_OF_CANDIDATES, part.dimension):
        if other.value >= part.value:
            wholes.append((other, Strength.POSSIBLE))
    seen: set[int] = set()
    for whole, strength in wholes[:_NUMBER_OF_CANDIDATES]:
        if whole.index not in seen and whole.dimension is part.dimension:
            seen.add(whole.index)
            yield Reading(Formula.RATIO, (part, whole), share, strength)


def _sum_of_run(context: Context, part: Figure) -> Iterator[Figure]:
    """Yield an earlier amount that the run of items with shares adds up to."""
    for items in context.share_runs:
        if part in items:
            total = sum((item.value for item in items), Decimal())
            before = context.document.figures[max(0, items[0].index - _FAR) : items[0].index]
            yield from (o for o in reversed(before) if o.value == total and o.kind is Kind.LEVEL)
            return


def _named_whole(context: Context, share: Figure, part: Figure) -> tuple[Figure, Strength] | None:
    """Return the figure that 占…的 names, looking back over the document."""
    match = _WHOLE.search(context.document.text[max(0, share.start - 40) : share.start])
    if match is None:
        return None
    name = core(match["name"])
    found: list[Figure] = []
    for index in range(share.index - 1, max(-1, share.index - 60), -1):
        other = context.document.figures[index]
        same = other.dimension is part.dimension and other.kind is Kind.LEVEL
        if same and other is not part and core(other.label).endswith(name):
            found.append(other)
    if not found:
        return None
    unique = len({other.value for other in found}) == 1
    return found[0], Strength.CERTAIN if unique and found[
        0
    ].value >= part.value else Strength.LIKELY


def _wholes(context: Context) -> Iterator[Claim]:
    """All items of a closed list with their shares: the shares are 100% together."""
    figures = context.document.figures
    for listing in context.lists:
        items = listing.natural
        if len(items) < 2 or items[0].dimension not in (Dimension.MONEY, Dimension.COUNT):
            continue
        shares = [
            figures[item.index + 1]
            for item in items
            if item.index + 1 < len(figures)
            and figures[item.index + 1].kind is Kind.SHARE
            and figures[item.index + 1].run < 0
        ]
        missing = len(items) - len(shares)
        zeros = sum(1 for item in items if not item.value)
        if len(shares) >= 2 and missing <= zeros:
            reading = Reading(Formula.WHOLE, tuple(shares), shares[-1], Strength.POSSIBLE)
            yield Claim("share_sum", [reading])
