"""A scoring rule is written once, as an expression; three readers walk it.

``evaluate`` reckons as Excel does, ``to_excel`` prints a formula that Excel, WPS and LibreOffice all
know, ``explain`` tells an accountant in one line where the number came from. So the live sheet and the
score without Excel cannot drift apart.
"""

from __future__ import annotations

from xlaudit.schemes.expression.evaluation import evaluate, holds
from xlaudit.schemes.expression.explanation import Operand, explain
from xlaudit.schemes.expression.nodes import (
    Binary,
    Call,
    Comparison,
    Expression,
    Formula,
    If,
    Number,
    Variable,
    maximum,
    minimum,
    number,
    rounded,
    substitute,
    truncated,
    variables,
)
from xlaudit.schemes.expression.printing import to_excel

__all__ = [
    "Binary",
    "Call",
    "Comparison",
    "Expression",
    "Formula",
    "If",
    "Number",
    "Operand",
    "Variable",
    "evaluate",
    "explain",
    "holds",
    "maximum",
    "minimum",
    "number",
    "rounded",
    "substitute",
    "to_excel",
    "truncated",
    "variables",
]
