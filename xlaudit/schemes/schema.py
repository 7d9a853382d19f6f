"""The nouns of a scheme: facts, blocks, indicators, grade bands, and the notice each was taken from.

Values only, already validated by ``load``. Amounts of points are Decimals in 分, rates are fractions.
Everything compares by value and can be pickled; mappings are plain dicts that nobody changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xlaudit.numbers.quantity import Quantity

__all__ = [
    "Block",
    "Definition",
    "Fact",
    "Grade",
    "Indicator",
    "Limits",
    "ReasonDuty",
    "Reference",
    "Scheme",
    "Target",
]

Status = Literal["official", "reconstructed", "checks-only"]
"""How sure a scheme is: taken from the notice itself, put together from published reports because the
notice was not at hand, or without points (its filings are checked, not scored)."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The official text that something rests on."""

    title: str
    number: str = ""
    issuer: str = ""
    article: str = ""
    note: str = ""

    def __str__(self) -> str:
        number = f"（{self.number}）" if self.number else ""
        return f"{self.issuer}《{self.title}》{number}{self.article}"


@dataclass(frozen=True, slots=True)
class Definition:
    """How a fact follows from others.

    ``ratio`` a/b, ``change`` (b-a)/a, ``remainder`` (a-b)/a, ``difference`` a-b, ``sum`` a+b+….
    """

    kind: Literal["ratio", "change", "remainder", "difference", "sum"]
    of: tuple[str, ...]  # fact ids, in the order of the formula
    note: str = ""  # where this formula is in use


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a filing states a figure for, such as 全年预算数.

    ``definitions`` are all formulas in use under this name (结转结余率 has three); the first is the one
    that this scheme reckons with, the others are accepted where a text says so.
    """

    id: str
    label: str
    also: tuple[str, ...] = ()
    unit: str = ""
    definitions: tuple[Definition, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A target as written: ``≥90%`` has a quantity, ``完成`` has none (it is judged by words)."""

    text: str
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What lies outside a range of completion (actual ÷ target, as fractions).

    ``effect`` of over-completion: nothing, a written reason, or zero points; below ``under`` zero points.
    """

    over: Decimal | None = None
    effect: Literal["ignore", "explain", "zero"] = "ignore"
    under: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A first-level group with points of its own. In an ``is_open`` one the unit writes the rows."""

    id: str
    label: str
    points: Decimal | None
    also: tuple[str, ...] = ()
    is_open: bool = False
    rule: str = "by_sign"  # of rows that the unit writes
    options: Mapping[str, object] | None = None
    limits: Limits = Limits()  # of rows that the unit writes
    rounding: str = ""  # of rows that the unit writes; empty: the scheme's


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row of the form that the scheme prescribes. ``fact`` names the fact that its actual value is."""

    id: str
    label: str
    block: str
    points: Decimal | None
    rule: str
    second_level: str = ""
    also: tuple[str, ...] = ()
    target: Target | None = None
    fact: str | None = None
    options: Mapping[str, object] | None = None
    limits: Limits = Limits()
    rounding: str = ""  # two_decimals, integer or truncate; empty: the scheme's
    note: str = ""  # 评价要点, printed in the form
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade band, ``low`` included; ``high`` excluded, but for the best grade."""

    label: str
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class ReasonDuty:
    """When a written reason must stand: a rate fact ``below`` or ``above`` a bound, or lost points."""

    when: Literal["fact", "lost_points"]
    fact: str = ""
    below: Decimal | None = None
    above: Decimal | None = None
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """One notice.

    ``marks`` are words by which a workbook is recognised as this form: the region's and departments'
    names first (two cities may share one form), then its blocks and grades. ``verified_with`` are sample
    workbooks of the repository that it was held against.
    """

    id: str
    title: str
    region: str
    year: int
    version: str
    level: Literal["department", "project"]
    status: Status
    reference: Reference
    total: Decimal | None
    rounding: str
    rescale: bool  # 不适用 rows leave the total, the rest is scaled up to it
    marks: tuple[str, ...]
    verified_with: tuple[str, ...]
    note: str
    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]
    indicators: tuple[Indicator, ...]
    grades: tuple[Grade, ...]
    reasons: tuple[ReasonDuty, ...]
    is_lasting: bool = False  # in force from ``year`` on, not for that year alone
    headings: str = (
        ""  # of the written report, one a line, （一） below 一、; empty: the common ones
    )

    def covers(self, year: int) -> bool:
        """Return whether the notice is meant for filings of that year."""
        return year == self.year or (self.is_lasting and year > self.year)

    def fact(self, fact_id: str) -> Fact:
        """Return the fact of that id (KeyError where there is none)."""
        return {fact.id: fact for fact in self.facts}[fact_id]

    def block(self, block_id: str) -> Block:
        """Return the block of that id (KeyError where there is none)."""
        return {block.id: block for block in self.blocks}[block_id]

    def indicators_of(self, block_id: str) -> tuple[Indicator, ...]:
        """Return the prescribed rows of a block, in the order of the form."""
        return tuple(row for row in self.indicators if row.block == block_id)

    def grade_of(self, score: Decimal) -> Grade | None:
        """Return the band that a total falls into; None where the scheme has no grades."""
        for grade in sorted(self.grades, key=lambda band: band.low, reverse=True):
            if score >= grade.low:
                return grade
        return None
