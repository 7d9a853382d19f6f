"""Targets of rates that nobody states: 结转结余率≤10%, while budget and outturn give 12.44%."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Comparator, Dimension

__all__ = ["claims"]


@dataclass(frozen=True, slots=True)
class _Derived:
    """A rate that follows from two facts: (minuend - subtrahend) / base."""

    label: str
    minuend: str
    subtrahend: str
    base: str


_DERIVED = {
    "carryover_rate": _Derived("结转结余率", "budget", "spent", "budget"),
    "adjustment_rate": _Derived("预算调整率", "budget", "initial_budget", "initial_budget"),
}
_CEILINGS = (Comparator.AT_MOST, Comparator.BELOW)


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each ceiling of such a rate where the text states the facts but not the rate."""
    told = [figure for figure in context.document.figures if figure.fact in _DERIVED]
    stated = {figure.fact for figure in told if figure.is_plain}
    targets = [f for f in told if f.fact not in stated and f.quantity.comparator in _CEILINGS]
    facts = _facts_side_by_side(context) if targets else {}
    for target in targets:
        claim = _against(facts, target, _DERIVED[target.fact or ""])
        if claim is not None:
            yield claim


def _against(facts: dict[str, Figure], target: Figure, derived: _Derived) -> Claim | None:
    wanted = (derived.minuend, derived.subtrahend, derived.base)
    if any(fact not in facts for fact in wanted):
        return None
    minuend, subtrahend, base = (facts[fact] for fact in wanted)
    if base.value <= 0:
        return None
    rate = (minuend.value - subtrahend.value) / base.value
    shown = f"{rate * 100:.2f}%"
    formula = f"（{minuend.text}－{subtrahend.text}）÷{base.text}＝{shown}"
    reading = Reading(
        Formula.GRADE,
        (minuend, subtrahend),
        target,
        Strength.LIKELY,
        counted=int(rate <= target.value + Decimal("0.00005")),
        note=formula,
    )
    sentence = f"{derived.label}目标为不高于{target.text}，而按{formula}，超出目标，文中未见说明。"
    return Claim("target", [reading], ceiling=Strength.LIKELY, message=sentence)


def _facts_side_by_side(context: Context) -> dict[str, Figure]:
    """Return the department's budget facts: those of the first sentence that states budget and outturn."""
    for _, sentence in groupby(context.document.figures, key=attrgetter("sentence")):
        facts: dict[str, Figure] = {}
        for figure in sentence:
            money = figure.kind is Kind.LEVEL and figure.dimension is Dimension.MONEY
            if money and figure.fact in ("initial_budget", "budget", "spent"):
                facts.setdefault(figure.fact, figure)
        if "budget" in facts and "spent" in facts:
            return facts
    return {}
