"""xlaudit: score, check and add up 部门整体自评表 workbooks.

>>> import xlaudit
>>> report = xlaudit.audit_workbook("自评表.xlsx")  # doctest: +SKIP
>>> report.scorecard.score, [finding.message for finding in report.findings]  # doctest: +SKIP

Workbooks: ``audit_workbook``, ``score_workbook`` (writes the scored copy), ``consolidate`` (many of
them, as values and as pandas frames). Schemes: ``scheme_ids``, ``load_scheme``. The page of a check:
``explain``. Values: ``Report``, ``Finding``, ``Severity``, ``Unchecked``, ``CountySummary``. What goes wrong
is an ``XlauditError``: one sentence to show to the user.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlaudit.audit import Report
    from xlaudit.checks.finding import Finding, Severity, Unchecked
    from xlaudit.county.summary import CountySummary
    from xlaudit.errors import XlauditError
    from xlaudit.hosts.audited import audit_workbook, score_workbook
    from xlaudit.hosts.frames import consolidate
    from xlaudit.output.rule_text import explain
    from xlaudit.schemes.load import load_scheme, scheme_ids

__all__ = [
    "CountySummary",
    "Finding",
    "Report",
    "Severity",
    "Unchecked",
    "XlauditError",
    "audit_workbook",
    "consolidate",
    "explain",
    "load_scheme",
    "scheme_ids",
    "score_workbook",
]

_HOMES = {
    "CountySummary": "xlaudit.county.summary",
    "Finding": "xlaudit.checks.finding",
    "Report": "xlaudit.audit",
    "Severity": "xlaudit.checks.finding",
    "Unchecked": "xlaudit.checks.finding",
    "XlauditError": "xlaudit.errors",
    "audit_workbook": "xlaudit.hosts.audited",
    "consolidate": "xlaudit.hosts.frames",
    "explain": "xlaudit.output.rule_text",
    "load_scheme": "xlaudit.schemes.load",
    "scheme_ids": "xlaudit.schemes.load",
    "score_workbook": "xlaudit.hosts.audited",
}
"""Where each name lives. Imported on first use: the command line asks for help without all of it."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
