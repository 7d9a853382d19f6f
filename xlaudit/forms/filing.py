"""Filing: what one department states in its self-evaluation, each figure with its place.

Nothing here is computed. A figure that was not written is None; a word where a number belongs keeps
its text, so that a check can say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from xlaudit.numbers.quantity import Quantity
from xlaudit.schemes.schema import Indicator, Target
from xlaudit.workbook.place import Place

__all__ = [
    "BlockStatement",
    "Filing",
    "FundRow",
    "IndicatorRow",
    "Passage",
    "Project",
    "Stated",
]


@dataclass(frozen=True, slots=True)
class Stated:
    """What one cell states: its text as shown, and the quantity in it (None for words).

    Quantities carry the unit of the table's caption (万元, 元), of the cell itself, or of a percent
    format; ``quantity.decimals`` are the decimals shown.
    """

    text: str
    place: Place
    quantity: Quantity | None = None
    has_formula: bool = False
    is_text_number: bool = False  # a number that is stored as text


@dataclass(frozen=True, slots=True)
class FundRow:
    """A row of the budget table, such as 年度资金总额 or 其中：财政拨款.

    ``facts`` is keyed by fact id (initial_budget, adjustment, budget, spent, execution_rate, …).
    """

    label: str
    place: Place
    facts: Mapping[str, Stated]
    points: Stated | None = None
    score: Stated | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row of the indicator table. ``indicator`` is None where no prescribed one has its name.

    ``block`` is the id of the scheme's block that its first level names, None where none does.
    """

    place: Place  # of the third-level name
    first_level: str
    second_level: str
    name: str
    indicator: Indicator | None
    block: str | None
    target: Target | None = None
    target_place: Place | None = None
    actual: Stated | None = None
    points: Stated | None = None
    score: Stated | None = None
    reason: Stated | None = None


@dataclass(frozen=True, slots=True)
class BlockStatement:
    """A stated score of a block, from a subtotal row or a table of conclusions."""

    block: str
    label: str
    points: Stated | None
    score: Stated | None


@dataclass(frozen=True, slots=True)
class Project:
    """A row of the projects table; ``facts`` as in ``FundRow`` (budget, spent, execution_rate)."""

    name: str
    place: Place
    facts: Mapping[str, Stated]
    score: Stated | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Prose: ``kind`` is reason (偏差原因), note (情况说明) or report (a text sheet).

    One cell is one passage; ``place`` is that cell.
    """

    text: str
    place: Place
    kind: str


@dataclass(frozen=True, slots=True)
class Filing:
    """One department's self-evaluation, as stated."""

    department: Stated | None
    year: Stated | None
    funds: tuple[FundRow, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    blocks: tuple[BlockStatement, ...] = ()
    projects: tuple[Project, ...] = ()
    project_total: Project | None = None
    passages: tuple[Passage, ...] = ()
    total_points: Stated | None = None
    total_score: Stated | None = None
    grade: Stated | None = None
    facts: Mapping[str, Stated] = field(default_factory=lambda: MappingProxyType({}))
    """Facts of the whole department, by fact id: those of the total fund row first, then labelled
    cells elsewhere (基本支出, 三公经费预算数 …)."""
    ungraded: Place | None = None
    """The cell that the form keeps for the grade, where nothing stands in it."""
    duplicates: tuple[tuple[str, Stated, Stated], ...] = ()
    """A fact or total that two cells state: its id, the one that was taken, and the other one."""
    unbound: tuple[IndicatorRow, ...] = ()
    """Rows of closed blocks that bear no prescribed name."""
    unfilled: tuple[Indicator, ...] = ()
    """Prescribed indicators that no row fills in."""
    tables: tuple[tuple[str, Place], ...] = ()
    """What was recognised and where its header stands: funds, indicators, blocks, projects, data; facts,
    where amounts stand beside labels without any header."""
    fund_details: tuple[FundRow, ...] = ()
    """Parts of parts, such as 一般公共预算 below 财政拨款; the rows of ``funds`` alone make the total."""
    skipped_sheets: tuple[str, ...] = ()
    """Sheets that hold another form (that of a project, say); nothing was read from them."""
