"""The scored copy: what a report adds to the workbook that it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from xlaudit.audit import Report
from xlaudit.checks.finding import Decision
from xlaudit.output.own import decisions, owned, removal
from xlaudit.output.passage_sheet import PASSAGES, passage_sheet
from xlaudit.output.result_sheet import RESULTS, result_sheet
from xlaudit.output.rule_sheet import RULES, rule_sheet
from xlaudit.output.score_columns import score_columns
from xlaudit.workbook.patch import Patch
from xlaudit.workbook.snapshot import Snapshot

__all__ = ["checked_copy", "scored_copy"]


def scored_copy(
    report: Report,
    snapshot: Snapshot,
    earlier: Mapping[str, Decision] = MappingProxyType({}),
) -> Patch:
    """Return the patch that turns the workbook of ``snapshot`` into its scored copy.

    What an earlier run added goes; no other cell is touched. What people decided of a finding stays with
    it: what stands in the workbook itself, else what ``earlier`` says.
    """
    remaining = owned(snapshot).stripped(snapshot)
    columns = score_columns(report, remaining)
    known = {**earlier, **report.decisions, **decisions(snapshot)}
    added = _sheets(replace(report, decisions=known), remaining)
    return removal(snapshot, columns) + columns + added


def checked_copy(report: Report, snapshot: Snapshot) -> Patch:
    """Return the patch that adds the findings of a report and no scores; scores that are there stay.

    What people decided of a finding stays with it.
    """
    ours = owned(snapshot)
    decided = replace(report, decisions={**report.decisions, **decisions(snapshot)})
    added = _sheets(decided, ours.stripped(snapshot))
    return Patch(sheets_removed=tuple(sorted(ours.sheets))) + added


def _sheets(report: Report, remaining: Snapshot) -> Patch:
    """Return our sheets, beside those of the filing alone."""
    names = {sheet.name for sheet in remaining.sheets}
    codes = {each.code for each in report.findings} | {each.code for each in report.unchecked}
    results = result_sheet(report, _free(RESULTS, names))
    passages = passage_sheet(report, _free(PASSAGES, names))
    return results + passages + rule_sheet(codes, _free(RULES, names))


def _free(name: str, taken: set[str]) -> str:
    """Return the name, numbered where the filing has a sheet of that name itself."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}({number})"
    return free
