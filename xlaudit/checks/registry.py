"""The register of checks: a decorator, and the pages that users read.

A check is a generator over a ``Context``; its Chinese docstring is its page, shown by
``xlaudit explain`` and in the sheet 规则目录. Codes are never reused.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from xlaudit.checks.finding import Finding, Unchecked
from xlaudit.checks.known import known_figures
from xlaudit.forms.filing import Filing
from xlaudit.narrative import Narrative
from xlaudit.narrative import check as check_text
from xlaudit.schemes.schema import Scheme
from xlaudit.scoring.facts import KnownFact, derive
from xlaudit.scoring.scorecard import Scorecard
from xlaudit.workbook.snapshot import Snapshot

__all__ = ["CHECKS", "FAMILIES", "RETIRED", "Check", "Context", "Outcome", "Rule", "check"]

Outcome = Iterator[Finding | Unchecked]

FAMILIES = {
    "XA1": "表样",
    "XA2": "表内勾稽",
    "XA3": "文表核对",
    "XA4": "文内核对",
    "XA5": "得分",
    "XA6": "等级",
    "XA7": "县级汇总",
    "XA8": "表格证据",
    "XA9": "工具自述",
}

RETIRED: Mapping[str, str] = {}
"""Codes that were given up, with what took their place."""


@dataclass(frozen=True)
class Context:
    """Everything that is known of one filing."""

    snapshot: Snapshot
    filing: Filing
    scheme: Scheme
    scorecard: Scorecard

    @cached_property
    def known(self) -> dict[str, KnownFact]:
        """The facts that the filing states or implies."""
        return derive(self.filing, self.scheme)

    @cached_property
    def narrative(self) -> Narrative:
        """What the sentences claim, against each other and against the cells."""
        return check_text(
            self.filing.passages, tuple(known_figures(self.filing, self.scheme)), self.scheme
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """What users are told of a check: ``title`` names the defect, ``page`` explains it."""

    code: str
    title: str
    page: str

    @property
    def family(self) -> str:
        """The Chinese name of its family."""
        return FAMILIES[self.code[:3]]


@dataclass(frozen=True, slots=True)
class Check(Rule):
    """A registered check of one filing; those between filings are in ``xlaudit.county.registry``."""

    run: Callable[[Context], Outcome]


CHECKS: dict[str, Check] = {}


def check(
    code: str, title: str
) -> Callable[[Callable[[Context], Outcome]], Callable[[Context], Outcome]]:
    """Register a check under its code and the name of its defect."""

    def register(function: Callable[[Context], Outcome]) -> Callable[[Context], Outcome]:
        assert code not in CHECKS, code
        assert code not in RETIRED, code
        CHECKS[code] = Check(code, title, inspect.getdoc(function) or "", function)
        return function

    return register
