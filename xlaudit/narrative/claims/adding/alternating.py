"""Lists that alternate between plan and outcome: 其中甲预算17.4万元、支出14.28万元，乙预算14.6万元、支出12.16万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.lists import Listing
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core

__all__ = ["claims", "rows_of"]

_PLAN = re.compile(r"(?:预算|计划|目标|批复|指标)(?:安排|数|额|金额|资金)?[为是]?$")
_OUTCOME = re.compile(
    r"^，?(?:实际|已|全年|累计)?(?:支出|执行|完成|使用|支付|决算|到位)(?:数|额|金额|资金|了)?[为是]?$"
)
_FEWEST = 4
_BACK = 6  # figures


def rows_of(listing: Listing) -> Sequence[Figure]:
    """Return the items of a list in which each other one is what became of the one before it."""
    return next((row for row in (listing.natural, listing.items) if _alternate(row)), ())


def _alternate(items: Sequence[Figure]) -> bool:
    return (
        len(items) >= _FEWEST
        and len(items) % 2 == 0
        and all(_PLAN.search(item.lead) for item in items[::2])
        and all(_OUTCOME.search(core(item.lead)) for item in items[1::2])
    )


def claims(context: Context) -> Iterator[Claim]:
    """Yield the sum of what was planned, and that of what became of it, where both totals stand before the list."""
    seen: set[int] = set()
    for listing in context.lists:
        items = rows_of(listing)
        if not items or items[0].index in seen:
            continue
        seen.add(items[0].index)
        heads = _heads(context, listing)
        if heads is None:
            continue
        for head, parts in zip(heads, (items[::2], items[1::2]), strict=True):
            strength = Strength.LIKELY if listing.trigger == "其中" else Strength.CERTAIN
            reading = Reading(Formula.SUM, tuple(parts), head, strength)
            yield Claim("sum", [reading])


def _heads(context: Context, listing: Listing) -> tuple[Figure, Figure] | None:
    """Return the last amount that was planned and the one that was spent right before a list."""
    first = listing.natural[0]
    before = [
        figure
        for figure in context.document.figures[max(0, first.index - _BACK) : first.index]
        if figure.paragraph == first.paragraph
        and figure.dimension is first.dimension
        and figure.kind is Kind.LEVEL
        and figure.is_plain
        and figure.period != "-1"
    ]
    for plan, done in pairwise(before):
        named = re.search("预算|计划|目标|批复|指标", plan.lead)
        if named and re.search("支出|执行|完成|使用|支付|决算|到位", done.lead):
            return plan, done
    return None
