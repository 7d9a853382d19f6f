"""Every rule with every option, and figures to try it on: ties, bounds, zero, negatives, many decimals."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from xlaudit.schemes.expression import Expression, Variable, number, substitute
from xlaudit.schemes.rules import score
from xlaudit.schemes.schema import Limits

NO_LIMITS = Limits()
ROUNDINGS = ("two_decimals", "integer", "truncate")
BANDS = (
    {"from": Decimal("0.6"), "share": Decimal("0.5")},
    {"from": Decimal("0.8"), "share": Decimal("0.75")},
    {"from": Decimal("0.95"), "share": Decimal(1)},
)
REVERSE_BANDS = (
    {"to": Decimal("0.1"), "share": Decimal("0.3")},
    {"to": Decimal(0), "share": Decimal(1)},
    {"to": Decimal("0.05"), "share": Decimal("0.6")},
)


@dataclass(frozen=True)
class Variant:
    """A rule with its options; ``amounts`` reckons the actual value from two cells, spent and budget."""

    rule: str
    options: dict[str, object] = field(default_factory=dict)
    limits: Limits = NO_LIMITS
    rounding: str = "two_decimals"
    amounts: bool = False
    literal: bool = False

    @property
    def name(self) -> str:
        words = [self.rule, *(f"{key}={value}" for key, value in self.options.items())]
        words += [self.rounding] + ["amounts"] * self.amounts + ["literal"] * self.literal
        return " ".join(words) + (f" {self.limits}" if self.limits != NO_LIMITS else "")

    @property
    def expression(self) -> Expression:
        """The score, its variables among actual (or spent and budget), target, points."""
        expression = score(self.rule, self.options, self.rounding, self.limits)
        if self.amounts:
            rate = Variable("spent") / Variable("budget")
            expression = substitute(expression, {"actual": rate})
        if self.literal:
            target = {"target": number("0.9"), "points": number("10")}
            expression = substitute(expression, target)
        return expression


_OPTIONS: tuple[tuple[str, dict[str, object]], ...] = (
    ("proportional", {}),
    ("proportional", {"denominator": "full"}),
    ("capped", {"beyond": "zero"}),
    ("capped", {"beyond": "linear"}),
    ("equal", {}),
    ("equal", {"other": "zero"}),
    ("zero_target", {}),
    ("deduction", {"step": Decimal("0.01"), "each": Decimal("0.5")}),
    ("deduction", {"step": Decimal("0.01"), "each": Decimal("0.3"), "whole": True}),
    ("deduction", {"step": Decimal("0.05"), "each": Decimal("0.125"), "side": "below"}),
    ("deduction", {"step": Decimal("0.01"), "each": 1, "side": "below", "whole": True}),
    ("steps", {"bands": BANDS}),
    ("steps", {"bands": REVERSE_BANDS}),
    ("checklist", {"items": Decimal(8)}),
    ("checklist", {"items": Decimal(8), "each": Decimal("0.35")}),
    ("formula", {"formula": "MIN(1,实际完成值/目标值)*分值"}),
    (
        "formula",
        {"formula": "IF(实际完成值>=90%,分值,IF(实际完成值>=60%,分值*(实际完成值-0.3)/0.6,0))"},
    ),
    ("formula", {"formula": "LOOKUP(MAX(0,实际完成值),{0,0.6,0.8,0.95},{0,5,7.5,10})*分值/10"}),
    ("formula", {"formula": "分值-ROUNDUP(ABS(实际完成值-目标值)*100,0)*0.1"}),
    ("formula", {"formula": "IFERROR(分值-INT(ROUND(实际完成值/目标值*20,6))*0.25,分值)"}),
    ("formula", {"formula": "IF(AND(实际完成值>=目标值,NOT(实际完成值>2*目标值)),分值,0)"}),
    ("formula", {"formula": "SUM(分值,-AVERAGE(实际完成值,目标值)*TRUNC(分值/3))"}),
)
_LIMITS = (
    Limits(over=Decimal("1.3"), effect="zero", under=Decimal("0.7")),
    Limits(under=Decimal("0.6")),
)


def variants() -> Iterator[Variant]:
    """Yield every rule and option, each rounding, limits, amounts and constants in the formula."""
    for rule, options in _OPTIONS:
        yield Variant(rule, options)
    for rule, options in _OPTIONS[:9]:
        for rounding in ROUNDINGS[1:]:
            yield Variant(rule, options, rounding=rounding)
    for rule, options in (_OPTIONS[0], _OPTIONS[3], _OPTIONS[4]):
        for limits in _LIMITS:
            yield Variant(rule, options, limits)
    for rule, options in (_OPTIONS[0], _OPTIONS[1], _OPTIONS[3], _OPTIONS[7]):
        yield Variant(rule, options, amounts=True)
    for rule, options in (_OPTIONS[0], _OPTIONS[3], _OPTIONS[15]):
        yield Variant(rule, options, literal=True)


Row = dict[str, Decimal]


def rows(variant: Variant) -> Iterator[Row]:
    """Yield figures for one variant, the same ones in every run."""
    source = random.Random(variant.name)
    for target in map(Decimal, ("0.9", "1", "0.3", "0.1", "150", "7")):
        points = Decimal(source.choice(("1", "2", "10", "25", "7.5")))
        for factor in ("1", "2", "0", "-0.5", "0.5", "1.5", "1.3", "0.7"):
            yield _row(variant, target * Decimal(factor), target, points)
        # Short of the target in the 16th digit, which no comparison sees.
        yield _row(variant, target * Decimal("0.9999999999999999"), target, Decimal(10))
        for _ in range(6):
            yield _row(variant, _tie(source, target, points), target, points)
        for _ in range(4):
            yield _row(variant, _any(source, target), target, points)
    yield _row(variant, Decimal("0.5"), Decimal(0), Decimal(2))
    # Ties that doubles miss by a hair: 7.5% of a target of 10%, two points, in whole points.
    for actual in ("0.075", "0.025", "0.035", "0.105"):
        yield _row(variant, Decimal(actual), Decimal("0.1"), Decimal(2))
    # What is left is small, and a tie: 5 - 4.995, 1.755 - 5 × 0.35.
    yield _row(variant, Decimal("0.9999"), Decimal("0.9"), Decimal(5))
    yield _row(variant, Decimal("0.4005"), Decimal("0.9"), Decimal("1.255"))
    yield _row(variant, Decimal(3), Decimal("0.95"), Decimal("1.755"))
    for actual in range(10):
        yield _row(variant, Decimal(actual), Decimal("0.95"), Decimal("2.6"))
    # Next to a bound, one unit of the 15th digit off; LibreOffice's ROUNDUP forgives a little more.
    nudge = Decimal("1E-15" if variant.rule == "steps" else "1E-12")
    for band in (*BANDS, *REVERSE_BANDS):
        bound = band.get("from", band.get("to"))
        assert bound is not None
        yield _row(variant, bound, Decimal("0.9"), Decimal(5))
        yield _row(variant, bound + nudge, Decimal("0.9"), Decimal(5))


def _tie(source: random.Random, target: Decimal, points: Decimal) -> Decimal:
    """Return an actual value whose score, in one rule or another, ends in an exact 5 to be rounded."""
    half = Decimal(source.randrange(1, 200, 2)) * Decimal("0.005")
    return source.choice((half / points * target, target * 2 - half / points * target, half))


def _any(source: random.Random, target: Decimal) -> Decimal:
    places = source.choice((2, 4, 6, 17))
    return Decimal(repr(round(source.uniform(0, 2.5) * float(target), places)))


def _row(variant: Variant, actual: Decimal, target: Decimal, points: Decimal) -> Row:
    """Give figures as cells hold them: doubles, and their shortest digits as decimals."""
    actual = Decimal(repr(float(actual)))
    row = {"target": target, "points": points}
    if not variant.amounts:
        return row | {"actual": actual}
    budget = Decimal("3082.64") if target < 1 else Decimal(640)
    spent = Decimal(repr(float(actual * budget)))
    return row | {"spent": spent, "budget": budget}
