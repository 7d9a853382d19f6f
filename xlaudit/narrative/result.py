"""What the cross-check of a text gives: figures, relations, root causes and what was covered."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xlaudit.narrative.explain import exact_text
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.judging.slips import Mend
from xlaudit.narrative.reading import Formula, Reading, spell
from xlaudit.numbers.quantity import Quantity
from xlaudit.workbook.place import Place

__all__ = ["Cause", "Coverage", "KnownFigure", "Narrative", "Relation"]


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure that a cell of the same filing states.

    ``kind`` says what: a ``fact`` (``subject`` is its id), an ``amount`` of a row of funds or projects,
    the ``actual`` number that an indicator reached, the ``points`` or ``score`` of an
    ``indicator`` or ``block`` named ``subject``, the ``total`` score, the ``grade`` (no quantity,
    ``subject`` is the word), or the ``number`` of projects, indicators or the year of the whole form
    (several where it may honestly be counted in several ways, the plainest first). ``names`` are the words that a text may use for it.
    """

    kind: Literal[
        "fact",
        "amount",
        "actual",
        "points",
        "score",
        "block_points",
        "block_score",
        "total",
        "grade",
        "number",
    ]
    subject: str
    names: tuple[str, ...]
    quantity: Quantity | None
    place: Place


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation that the text claims: a reading, and the ``value`` in the base unit that it gives.

    What is only shown to people, such as the formula, is put into words when it is asked for.
    """

    id: str
    kind: str
    reading: Reading
    value: Decimal
    verdict: Literal["consistent", "rounding", "truncated", "hint", "inconsistent"]
    cells: tuple[Place, ...] = ()

    @property
    def operands(self) -> tuple[Figure, ...]:
        """The figures that give the result."""
        return self.reading.operands

    @property
    def result(self) -> Figure:
        """The stated figure."""
        return self.reading.result

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Operands and result."""
        return (*self.reading.operands, self.reading.result)

    @property
    def formula(self) -> str:
        """The formula with every operand as written."""
        return spell(self.reading)

    @property
    def computed(self) -> str:
        """What the operands give, in the result's written unit, with four decimals more than printed."""
        return exact_text(self.value, self.reading.result)

    @property
    def stated(self) -> str:
        """The result as written."""
        return self.reading.result.text

    @property
    def is_bound(self) -> bool:
        """Whether it says only that the result is not beyond its operand."""
        return self.reading.formula is Formula.AT_MOST


@dataclass(frozen=True, slots=True)
class Cause:
    """One root cause: the relations that fail together, and the change that would mend them.

    ``severity`` is 错误, 待核实 or 尾差. ``difference`` is stated minus computed, in the written unit.
    ``mend`` is the change that ``repair`` proposes.
    """

    id: str
    severity: Literal["错误", "待核实", "尾差"]
    kind: str
    relations: tuple[Relation, ...]
    message: str
    figure: Figure
    stated: str
    expected: str
    difference: Decimal
    repair: str = ""
    rank: int = 0
    mend: Mend | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many figures were found and what became of them."""

    figures: int
    tied: int
    wrong: int
    doubtful: int
    unchecked: int

    def __str__(self) -> str:
        return (
            f"识别{self.figures}个数字：已核{self.tied}，有误{self.wrong}，"
            f"待核实{self.doubtful}，未核{self.unchecked}"
        )


@dataclass(frozen=True, slots=True)
class Narrative:
    """The result for all passages together. ``shadow`` holds what kinds on trial would have said."""

    figures: tuple[Figure, ...]
    relations: tuple[Relation, ...]
    causes: tuple[Cause, ...]
    coverage: Coverage
    further: tuple[Cause, ...] = ()
    """Questions beyond the three that a report shows unless asked for all."""
    shadow: tuple[Relation, ...] = ()
