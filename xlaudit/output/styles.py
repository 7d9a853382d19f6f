"""How our own cells look: the soft colours of Excel's built-in styles, which stay apart in grey print.

Colour is never the only sign: a severity also stands as a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from xlaudit.checks.finding import Severity
from xlaudit.workbook.patch import Style

__all__ = [
    "BAD",
    "DIFFERENCE",
    "EXPLANATION",
    "GOOD",
    "GRADE",
    "HANDLED",
    "HEADING",
    "INPUT",
    "LINK",
    "MASTER",
    "NOTE",
    "NUMBER",
    "SCORE",
    "SECTION",
    "SEVERITY",
    "SUBTOTAL",
    "TEXT",
    "WORD",
]

_SCORES = "0.00"
# The format itself colours a difference, so that it stays true when somebody corrects a cell.
_DIFFERENCES = "[Red]+0.00;[Red]-0.00;0.00"

TEXT = Style(wrap=True, border=True)
WORD = replace(TEXT, horizontal="center")
NUMBER = Style(border=True, horizontal="right")
LINK = replace(TEXT, color="0563C1")
INPUT = replace(WORD, fill="FFFFCC")
HEADING = Style(bold=True, fill="D9E1F2", wrap=True, horizontal="center", border=True)
MASTER = Style(bold=True, size=12)
NOTE = Style(color="595959", size=9)
SECTION = Style(bold=True, fill="F2F2F2")
GOOD = Style(color="006100", fill="C6EFCE", border=True)
BAD = Style(color="9C0006", fill="FFC7CE", border=True, bold=True, horizontal="center")

HANDLED = replace(WORD, color="595959")

SCORE = Style(number_format=_SCORES, fill="F2F2F2", border=True, horizontal="right")
DIFFERENCE = Style(number_format=_DIFFERENCES, fill="F2F2F2", border=True, horizontal="right")
SUBTOTAL = replace(SCORE, bold=True)
GRADE = replace(SUBTOTAL, number_format="General", horizontal="center")
EXPLANATION = Style(color="595959", size=9, border=True)

SEVERITY: Mapping[Severity, Style] = MappingProxyType(
    {
        Severity.ERROR: BAD,
        Severity.DOUBT: replace(WORD, color="7F6000", fill="FFEB9C", bold=True),
        Severity.HINT: replace(WORD, fill="DDEBF7"),
        Severity.ROUNDING: replace(WORD, color="595959"),
    }
)
