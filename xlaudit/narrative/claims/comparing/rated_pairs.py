"""Pairs of amounts that a printed rate proves to belong together: 计划2.50万亩，完成2.36万亩，完成率94.4%."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind

__all__ = ["RatedPair", "rated_pairs"]

_BACK = 4
_FAR = 9
_DIGITS = 3  # of a rate that hardly fits by chance
_HALF = Decimal("0.5")
_REACH = 30  # characters of the names before the first amount


@dataclass(frozen=True, slots=True)
class RatedPair:
    """``done`` is ``rate`` of ``whole``; ``words`` is what the text says of them."""

    whole: Figure
    done: Figure
    rate: Figure
    words: str


def rated_pairs(context: Context) -> Iterator[RatedPair]:
    """Yield every such pair of a text, in the order of the rates."""
    for rate in context.plain_percentages:
        digits = len(rate.digits.lstrip("0"))
        if rate.kind is Kind.GROWTH or digits < _DIGITS - 1 or not rate.value:
            continue
        # 计划42万平方米，实际39.5万平方米，完成率94%: a short rate binds but the two right before it
        reach = _FAR if digits >= _DIGITS else 2
        levels = context.levels_before(rate, reach)
        pair = _pair([each for each in levels if each.is_plain and each.value], rate)
        if pair is not None:
            first = min(pair, key=lambda each: each.index)
            words = context.document.text[max(0, first.start - _REACH) : rate.end]
            yield RatedPair(*pair, rate, words.rpartition("\n")[2])


def _pair(levels: list[Figure], rate: Figure) -> tuple[Figure, Figure] | None:
    slack = rate.step * _HALF
    for number, one in enumerate(levels[:_BACK]):
        # 立案312件，其中食品…；结案296件，结案率94.9%: what stands right before the rate may have its whole farther off
        for other in levels[number + 1 : None if number == 0 else _BACK]:
            if one.dimension is not other.dimension:
                continue
            whole, done = (one, other) if one.value > other.value else (other, one)
            if abs(done.value - rate.value * whole.value) <= slack * whole.value:
                return whole, done
    return None
