"""The checks: one generator each, over everything that is known of a filing."""

from xlaudit.checks import (
    evidence,
    form,
    grades,
    narrative,
    numbers,
    rates,
    reasons,
    remainder,
    residue,
    scores,
    sums,
    unscored,
    years,
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
    "numbers",
    "rates",
    "reasons",
    "remainder",
    "residue",
    "scores",
    "sums",
    "unscored",
    "years",
]
