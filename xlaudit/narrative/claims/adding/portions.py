"""Shares of the one amount that stands before their part: 手术21386台，三级手术13924台，占65.1%.

Nothing names the whole, so a share that does not fit is asked about only where one slip would mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import Tier, judge
from xlaudit.narrative.listing.lists import AVERAGE, same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_BARE = re.compile(r"[，、]?(?:约|仅|共)?占(?:比)?(?:为|到|达|约)?")
_OF = re.compile(
    r"占(?:到|了)?(?:全部|该|其|总)?(?P<name>[^，。；：、\d]{2,16}?)的?(?:比重|比例)?(?:为|约)?$"
)
_NEXT = re.compile(r"(?:（[^（）]*）)?，(?:（[^（）]*）)?")
_BACK = 8  # figures
_TAIL = 2  # characters


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each share whose part stands right before it, and the only whole before that."""
    figures = context.document.figures
    for share in context.shares:
        if share.run >= 0 or not share.is_plain or not share.index:
            continue
        part = _part(context, share)
        if part is None or len(context.run_of(share)) > 1:
            continue
        wholes = [f for f in figures[max(0, part.index - _BACK) : part.index] if _may_be(f, part)]
        if len({whole.value for whole in wholes}) != 1:
            continue
        strength = _strength(context, share, wholes[-1])
        if context.is_rated_beside(wholes[-1], part):
            strength = Strength.POSSIBLE
        reading = Reading(Formula.RATIO, (part, wholes[-1]), share, strength)
        if not _is_rounded(reading) and not _is_of_another(context, reading):
            yield Claim("share", [reading], needs_slip=True, ceiling=Strength.LIKELY)


def _part(context: Context, share: Figure) -> Figure | None:
    """Return the amount right before a share, a bracket between them aside."""
    for part in reversed(context.document.figures[max(0, share.index - _BACK) : share.index]):
        if part.depth == share.depth:
            between = context.document.between(part, share)
            clause = between.rpartition("，")[2]
            if part.kind is not Kind.LEVEL or part.is_word or not part.is_plain:
                return None
            direct = _NEXT.match(between) and between.count("，") == 1
            return part if direct and clause.startswith("占") else None
    return None


def _strength(context: Context, share: Figure, whole: Figure) -> Strength:
    """Return how sure the whole is: where the words name something else, the share may only tie."""
    if _BARE.fullmatch(share.lead):
        return Strength.LIKELY
    named = _OF.search(share.lead)
    around = whole.label + context.document.text[whole.end : whole.end + _BACK]
    if named is not None and named["name"].removesuffix("总数")[-_TAIL:] in around:
        return Strength.LIKELY
    return Strength.POSSIBLE


def _may_be(whole: Figure, part: Figure) -> bool:
    same = whole.sentence == part.sentence and whole.dimension is part.dimension
    if not same or whole.kind is not Kind.LEVEL or whole.is_word or not whole.value:
        return False
    if part.dimension not in (Dimension.COUNT, Dimension.MONEY):
        return False
    return (
        same_measure(whole, part) and whole.depth == part.depth and not AVERAGE.search(whole.label)
    )


def _is_of_another(context: Context, reading: Reading) -> bool:
    """Tell whether a share that does not fit is that of two other amounts of its paragraph."""
    share = reading.result
    judgement = judge(reading)
    if judgement is None or judgement.tier is Tier.TIED:
        return False
    levels = list(context.levels_before(share, 3 * _BACK))
    return any(
        abs(part.value / whole.value - share.value) <= share.step / 2
        for whole in levels
        if whole.value
        for part in levels[:_BACK]
        if part is not whole and part.dimension is whole.dimension
    )


def _is_rounded(reading: Reading) -> bool:
    """Leave what rounding explains to the other readings of the share."""
    judgement = judge(reading)
    return judgement is None or judgement.tier in (Tier.ROUNDING, Tier.TRUNCATED, Tier.HINT)
