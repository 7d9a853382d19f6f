"""Scorecard: what the scheme gives for a filing, beside what the filing gives itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from xlaudit.forms.filing import BlockStatement, IndicatorRow, Stated
from xlaudit.schemes.expression import Expression, Operand
from xlaudit.schemes.schema import Block, Grade, Indicator
from xlaudit.workbook.place import Place

__all__ = ["Basis", "BlockScore", "RowScore", "Scorecard"]


class Basis(Enum):
    """Where the score of a row comes from."""

    COMPUTED = "按规则计算"
    ACCEPTED = "采用自评得分（由人评分）"
    UNVERIFIED = "采用自评得分（缺少数据，未复核）"
    NOT_APPLICABLE = "不适用"
    MISSING = "未填"


@dataclass(frozen=True, slots=True)
class RowScore:
    """One scored row. ``score`` None means that nothing could be taken, computed or stated.

    ``expression`` and ``operands`` reckon the score again, in a cell or in words; ``sources`` says in
    which cell each operand stands.
    """

    label: str
    block: str | None
    row: IndicatorRow | None  # None for the execution rate scored in the head of the form
    indicator: Indicator | None
    points: Decimal | None
    stated: Stated | None
    score: Decimal | None
    basis: Basis
    explanation: str
    place: Place
    expression: Expression | None = None
    operands: Mapping[str, Operand] | None = None
    sources: Mapping[str, Place] | None = None

    @property
    def difference(self) -> Decimal | None:
        """Their score minus ours; None where either is missing."""
        if self.score is None or self.stated is None or self.stated.quantity is None:
            return None
        return self.stated.quantity.number - self.score


@dataclass(frozen=True, slots=True)
class BlockScore:
    """A block: the sum of its rows, and the range that unlisted or unscored points leave open."""

    block: Block
    rows: tuple[RowScore, ...]
    statement: BlockStatement | None
    low: Decimal
    high: Decimal
    stated_sum: Decimal | None  # of the rows' own scores; None where no row has one
    stated_high: Decimal | None  # the most that their own scores and the open points allow

    @property
    def score(self) -> Decimal | None:
        """The score where it is certain."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The whole card. ``low`` equals ``high`` where every point is accounted for."""

    blocks: tuple[BlockScore, ...]
    low: Decimal
    high: Decimal
    grade: Grade | None  # None where the range spans two grades, or the scheme has none
    stated_total: Stated | None
    stated_grade: Stated | None

    @property
    def score(self) -> Decimal | None:
        """The total where it is certain."""
        return self.low if self.low == self.high else None

    @property
    def rows(self) -> tuple[RowScore, ...]:
        """All rows of all blocks, in the order of the form."""
        return tuple(row for block in self.blocks for row in block.rows)
