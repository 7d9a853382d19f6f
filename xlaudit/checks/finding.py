"""Finding: the filing disagrees with itself or with its scheme. Unchecked: nobody could tell.

Both are values, never raised. A finding says what stands where, what it was held against, by how much
the two differ and in which direction, and it blames neither.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from xlaudit.workbook.place import Place

__all__ = ["Decision", "Effect", "Finding", "Severity", "Unchecked"]


_CLOSING = ("属实不改", "规则误报")


class Severity(Enum):
    """How sure a finding is. 错误 only where no reading of the text could be right."""

    ERROR = "错误"
    DOUBT = "待核实"
    HINT = "提示"
    ROUNDING = "尾差"


class Effect(Enum):
    """What it changes: the grade, the score, or neither."""

    GRADE = "影响等级"
    SCORE = "影响得分"
    NONE = "无"


@dataclass(frozen=True, slots=True)
class Finding:
    """One root cause.

    ``message`` is one Chinese sentence with both figures. ``quote`` is the text as written at ``place``;
    ``against`` are the cells on the other side. ``stated``, ``expected`` and ``difference`` (stated minus
    expected) are for tables, as text or number; ``repair`` is the “若…则…” that one change would mend.
    ``subject`` names what it is about (an indicator, a fact), so that ``key`` survives inserted rows.
    """

    code: str
    severity: Severity
    message: str
    place: Place
    quote: str = ""
    against: tuple[Place, ...] = ()
    stated: str = ""
    expected: str = ""
    difference: Decimal | None = None
    effect: Effect = Effect.NONE
    repair: str = ""
    subject: str = ""

    @property
    def key(self) -> str:
        """The stable key: the same defect with the same figures, wherever its row has moved."""
        # In a plain text the sheet is the file's name: the same text under another name has the same keys.
        sheet = self.place.sheet if self.place.column else ""
        parts = (self.code, sheet, self.subject, self.quote, self.stated, self.expected)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


class Decision(NamedTuple):
    """What a person noted beside a finding: 处理意见 (已改, 属实不改, 规则误报) and 备注."""

    decided: str
    remark: str

    @property
    def closes(self) -> bool:
        """Whether nobody has to look again; 已改 does not close, for the finding still stands."""
        return self.decided in _CLOSING


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A comparison that could not be made, and what was missing for it."""

    code: str
    reason: str
    place: Place | None = None
    subject: str = ""
