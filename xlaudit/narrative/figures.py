"""A figure: one quantity of the text with its label, its kind, and where it stands in the structure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

from xlaudit.numbers.quantity import Comparator, Dimension, Quantity

__all__ = ["GIVEN", "Figure", "Kind", "Status", "out_of_text"]

_ARABIC = re.compile("[0-9]")
_A_FEW = 100
GIVEN = -2
"""The passage of a figure that nobody wrote: the 12 months of a year."""
_NO_SIGNS = {ord(sign): None for sign in "+-.E"}


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

    __hash__ = object.__hash__  # by identity; Enum's own hashes the name anew each time


class Status(Enum):
    """What became of a figure."""

    TIED = "tied"
    ROUNDING = "rounding"
    ERROR = "error"
    HINT = "hint"
    UNCHECKED = "unchecked"

    __hash__ = object.__hash__  # by identity; Enum's own hashes the name anew each time


@dataclass(slots=True, eq=False)
class Figure:
    """One figure. ``start`` and ``end`` are places in the whole flowing text, ``origin`` in its passage.

    ``value`` is in the base unit (元, 1, 分, piece), ``step`` the last printed digit in that unit,
    ``direction`` +1 or -1 for changes. ``depth`` counts the brackets around it. ``run`` is the id of
    the first figure of an enumeration such as 30、20和10万元, whose kind the others share.

    ``dimension``, ``is_plain`` (a value, not a bound or an estimate) and ``is_word`` (三个阶段: counts
    names, never amounts) follow from the quantity and are asked for millions of times, so they are
    stored. Not frozen for the same reason; only the check itself writes ``status``, once, at its end.
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
    dimension: Dimension = field(init=False)
    is_plain: bool = field(init=False)
    is_word: bool = field(init=False)
    _digits: str = field(init=False, default="", repr=False)

    def __post_init__(self) -> None:
        quantity = self.quantity
        self.dimension = quantity.unit.dimension
        self.is_plain = quantity.comparator is Comparator.EQUAL
        self.is_word = self.value < _A_FEW and _ARABIC.search(quantity.literal) is None

    @property
    def text(self) -> str:
        """The figure as written, without line breaks."""
        return self.quantity.literal

    @property
    def is_given(self) -> bool:
        """Whether nobody wrote it, so that nobody can have mistyped it."""
        return self.passage == GIVEN

    @property
    def digits(self) -> str:
        """The digits as printed, without signs and separators."""
        if not self._digits:  # asked for many times of some figures, never of others
            self._digits = str(self.quantity.number).translate(_NO_SIGNS)
        return self._digits


def out_of_text(
    name: str,
    index: int,
    quantity: Quantity,
    *,
    kind: Kind,
    label: str = "",
    passage: int = -1,
    fact: str | None = None,
) -> Figure:
    """Give a quantity that stands in no sentence (a cell, the months of a year) a figure's form.

    ``index`` is negative, so that it stands before all text, and unlike that of any other figure.
    """
    return Figure(
        id=name,
        index=index,
        quantity=quantity,
        value=quantity.value,
        step=quantity.unit.scale * Decimal(1).scaleb(-quantity.decimals),
        kind=kind,
        label=label,
        lead="",
        passage=passage,
        paragraph=-1,
        sentence=-1,
        depth=0,
        start=-1,
        end=-1,
        origin=(-1, -1),
        fact=fact,
    )
