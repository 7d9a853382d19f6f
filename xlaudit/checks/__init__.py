"""The checks: one generator each, over everything that is known of a filing."""

from xlaudit.checks import (
    evidence,
    form,
    grades,
    narrative,
    rates,
    reasons,
    remainder,
    residue,
    scores,
    sums,
    unscored,
)
from xlaudit.checks.registry import CHECKS, Check, Context

__all__ = [
    "CHECKS",
    "Check",
    "Context",
    "evidence",
    "form",
    "grades",
    "narrative",
    "rates",
    "reasons",
    "remainder",
    "residue",
    "scores",
    "sums",
    "unscored",
]
