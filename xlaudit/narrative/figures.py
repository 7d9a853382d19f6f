"""A figure: one quantity of the text with its label, its kind, and where it stands in the structure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from xlaudit.numbers.quantity import Comparator, Dimension, Quantity

__all__ = ["Figure", "Kind", "Status"]


class Kind(Enum):
    """What a figure says, judged by the characters before it."""

    LEVEL = "level"  # an amount, a number of things
    CHANGE = "change"  # 增加…万元: the difference of two levels
    GROWTH = "growth"  # 增长…%
    SHARE = "share"  # 占…%
    RATE = "rate"  # 执行率, 完成预算的…%
    POINTS = "points"  # 个百分点
    WEIGHT = "weight"  # 指标…分
    SCORE = "score"  # 得…分
    BARE = "bare"  # a number without a unit


class Status(Enum):
    """What became of a figure."""

    TIED = "tied"
    ROUNDING = "rounding"
    ERROR = "error"
    HINT = "hint"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One figure. ``start`` and ``end`` are places in the whole flowing text, ``origin`` in its passage.

    ``value`` is in the base unit (元, 1, 分, piece), ``step`` the last printed digit in that unit,
    ``direction`` +1 or -1 for changes. ``depth`` counts the brackets around it. ``run`` is the id of
    the first figure of an enumeration such as 30、20和10万元, whose kind the others share.
    """

    id: str
    index: int
    quantity: Quantity
    value: Decimal
    step: Decimal
    kind: Kind
    label: str
    lead: str
    passage: int
    paragraph: int
    sentence: int
    depth: int
    start: int
    end: int
    origin: tuple[int, int]
    direction: int = 0
    fact: str | None = None
    period: str = ""
    run: int = -1
    status: Status = Status.UNCHECKED

    @property
    def text(self) -> str:
        """The figure as written, without line breaks."""
        return self.quantity.literal

    @property
    def dimension(self) -> Dimension:
        """What it measures."""
        return self.quantity.unit.dimension

    @property
    def is_plain(self) -> bool:
        """Whether it states a value, not a bound or an estimate."""
        return self.quantity.comparator is Comparator.EQUAL

    @property
    def is_word(self) -> bool:
        """Whether it is a small number in Chinese characters: 三个阶段 counts names, never amounts."""
        return not any(sign.isdigit() and sign.isascii() for sign in self.text) and self.value < 100

    @property
    def digits(self) -> str:
        """The digits as printed, without signs and separators."""
        return "".join(character for character in str(self.quantity.number) if character.isdigit())
