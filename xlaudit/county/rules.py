"""All rules by their code: those of one filing, and those between filings."""

from __future__ import annotations

from collections.abc import Mapping

from xlaudit.checks import CHECKS
from xlaudit.checks.registry import Rule
from xlaudit.county import copied, named, reported, totals
from xlaudit.county.registry import COUNTY_CHECKS

__all__ = ["RULES", "copied", "named", "reported", "totals"]

RULES: Mapping[str, Rule] = {**CHECKS, **COUNTY_CHECKS}
