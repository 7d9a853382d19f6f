"""Snapshot + scheme → report: everything that is known of one filing, as one value."""

from __future__ import annotations

from dataclasses import dataclass

from xlaudit.checks.finding import Finding, Unchecked
from xlaudit.forms.filing import Filing
from xlaudit.schemes.schema import Scheme
from xlaudit.scoring.scorecard import Scorecard

__all__ = ["Report"]


@dataclass(frozen=True, slots=True)
class Report:
    """What the audit of one workbook found; ``source`` is the file's name, ``sha256`` its content."""

    source: str
    sha256: str
    scheme: Scheme
    filing: Filing
    scorecard: Scorecard
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...]
    notices: tuple[str, ...] = ()
    """What the reader should know of the file itself: values only, macros, hidden sheets."""
