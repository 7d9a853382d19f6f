"""Where everything on a blank form stands: worked out from the scheme before one cell is written.

自评表 has the budget in its head, on the columns of the table below it, so that the execution rate is
scored there as the printed forms do; each block follows with its rows and a subtotal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.numbers.quantity import Dimension
from xlaudit.output.form.own_formula import facts_asked
from xlaudit.schemes.schema import Block, Fact, Indicator, Scheme

__all__ = [
    "FUND_COLUMNS",
    "BlockPlan",
    "Column",
    "FormPlan",
    "RowPlan",
    "column_letter",
    "is_rate",
    "plan_form",
    "target_value",
]

HEAD_ROW = 4
"""Row of 自评表 with the total of the funds; its captions stand one row above."""
HEADER_ROW = 5
FIRST_ROW = 6
OPEN_ROWS = ((20, 10), (0, 4))
"""Empty rows of a block whose rows the unit writes itself, by the points that it has at least."""
OPEN_ROWS_WITHOUT_POINTS = 6

FUND_COLUMNS = ("initial_budget", "adjustment", "budget", "spent", "execution_rate")
FUND_ROW = 4
"""Row of 资金 with the total of the funds."""
FUND_SOURCES = ("其中：当年财政拨款", "上年结转资金", "财政专户管理资金", "单位资金", "其他资金")
DATA_ROW = FUND_ROW + len(FUND_SOURCES) + 5
"""First row of 资金 with an amount that an indicator is reckoned from."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of 自评表: its key, caption and width in characters."""

    key: str
    caption: str
    width: float


_NAMES = (
    Column("first_level", "一级指标", 11.5),
    Column("second_level", "二级指标", 13.5),
    Column("name", "三级指标", 22.5),
    Column("sign", "指标性质", 10.5),
    Column("target", "年度指标值", 11),
    Column("unit", "度量单位", 11),
    Column("actual", "实际完成值", 12.5),
)
_SCORES = (
    Column("points", "分值", 8),
    Column("system", "系统得分", 9.5),
    Column("score", "自评得分", 9.5),
)


@dataclass(frozen=True, slots=True)
class RowPlan:
    """A row of the table; ``indicator`` is None where the unit writes it itself."""

    row: int
    block: Block
    indicator: Indicator | None


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """A block: its rows, and the row of its subtotal (None where the scheme gives no points)."""

    block: Block
    rows: tuple[RowPlan, ...]
    subtotal: int | None

    @property
    def first(self) -> int:
        """The first row."""
        return self.rows[0].row

    @property
    def last(self) -> int:
        """The last row, without the subtotal."""
        return self.rows[-1].row


@dataclass(frozen=True, slots=True)
class FormPlan:
    """A whole form. ``head`` is the indicator that is scored in the head, beside the budget."""

    scheme: Scheme
    columns: tuple[Column, ...]
    head: Indicator | None
    blocks: tuple[BlockPlan, ...]
    data: tuple[Fact, ...]
    """Facts that 资金 asks for, because an indicator is reckoned from them."""

    @property
    def has_points(self) -> bool:
        """Whether the scheme gives points at all."""
        return self.scheme.total is not None

    @property
    def total_row(self) -> int:
        """The row of 合计; without points, the first row below the table."""
        last = self.blocks[-1]
        return (last.subtotal or last.last) + 1

    @property
    def rows(self) -> Iterator[RowPlan]:
        """All rows of the table, from top to bottom."""
        return (row for block in self.blocks for row in block.rows)

    def index(self, key: str) -> int:
        """Return the number of a column of 自评表, from zero."""
        return [column.key for column in self.columns].index(key)

    def cell(self, key: str, row: int) -> str:
        """Return the address of a cell of 自评表, such as ``G12``."""
        return f"{column_letter(self.index(key))}{row}"

    def span(self, key: str, block: BlockPlan) -> str:
        """Return the range that a column takes in a block, such as ``H6:H24``."""
        return f"{self.cell(key, block.first)}:{self.cell(key, block.last)}"


def column_letter(index: int) -> str:
    """Return the letter of one of the first 26 columns, counted from zero."""
    return chr(ord("A") + index)


def plan_form(scheme: Scheme) -> FormPlan:
    """Lay out the form of a scheme."""
    has_points = scheme.total is not None
    reason = Column("reason", "偏差原因分析及改进措施", 38 if has_points else 54)
    hint = Column("hint", "填表提示（不打印）", 34)
    columns = (*_NAMES, *(_SCORES if has_points else ()), reason, hint)
    head = _scored_in_head(scheme)
    return FormPlan(scheme, columns, head, _blocks(scheme, head), _data(scheme))


def _scored_in_head(scheme: Scheme) -> Indicator | None:
    """Return the execution rate where it is a block by itself."""
    for block in scheme.blocks:
        rows = scheme.indicators_of(block.id)
        if len(rows) == 1 and not block.is_open and rows[0].fact == "execution_rate":
            return rows[0]
    return None


def _blocks(scheme: Scheme, head: Indicator | None) -> tuple[BlockPlan, ...]:
    plans = []
    row = FIRST_ROW
    for block in scheme.blocks:
        if head is not None and block.id == head.block:
            continue
        prescribed = scheme.indicators_of(block.id)
        written: tuple[Indicator | None, ...] = prescribed
        if block.is_open or not prescribed:
            written = (*prescribed, *(None for _ in range(_open_rows(block))))
        rows = tuple(RowPlan(row + offset, block, each) for offset, each in enumerate(written))
        row += len(rows)
        subtotal = None
        if scheme.total is not None:
            subtotal = row
            row += 1
        plans.append(BlockPlan(block, rows, subtotal))
    return tuple(plans)


def _open_rows(block: Block) -> int:
    points = block.points
    if points is None:
        return OPEN_ROWS_WITHOUT_POINTS
    return next(rows for least, rows in OPEN_ROWS if points >= least)


def _data(scheme: Scheme) -> tuple[Fact, ...]:
    """Return the facts that the indicators' own facts follow from, as far as the budget lacks them."""
    wanted: dict[str, Fact] = {}
    for indicator in scheme.indicators:
        if indicator.fact is None:
            continue
        for definition in scheme.fact(indicator.fact).definitions[:1]:
            for name in definition.of:
                if name not in FUND_COLUMNS:
                    wanted[name] = scheme.fact(name)
    owners: tuple[Block | Indicator, ...] = (*scheme.blocks, *scheme.indicators)
    for owner in owners:
        wanted |= {fact.id: fact for fact in facts_asked(owner, scheme, FUND_COLUMNS)}
    return tuple(wanted.values())


def is_rate(indicator: Indicator, scheme: Scheme) -> bool:
    """Return whether target and actual are percentages (cells then hold fractions: 90% is 0.9)."""
    if indicator.target is not None and indicator.target.quantity is not None:
        return indicator.target.quantity.unit.dimension is Dimension.RATE
    return indicator.fact is not None and scheme.fact(indicator.fact).unit == "%"


def target_value(indicator: Indicator) -> Decimal | str | None:
    """Return what the target cell holds: a number, a word (完整), or nothing where the unit sets it."""
    if indicator.target is None:
        return None
    quantity = indicator.target.quantity
    if quantity is None:
        return indicator.target.text
    return quantity.value if quantity.unit.dimension is Dimension.RATE else quantity.number
