"""The table findings: those of the county itself, then those of each department."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from xlaudit.checks.finding import Decision, Effect, Finding, Severity
from xlaudit.county.model import CountySummary, Department
from xlaudit.output.tables.column import Table, count, decimal, one_of, rank, text

__all__ = ["FINDINGS"]


class _FindingRow(NamedTuple):
    department: Department | None
    finding: Finding
    decision: Decision | None


def _finding_rows(summary: CountySummary) -> Iterator[_FindingRow]:
    for each in summary.findings():
        row = None if each.index is None else summary.departments[each.index]
        yield _FindingRow(row, each.finding, summary.decision(each))


_FINDINGS = (
    text("code", "部门编码", lambda row: row.department and row.department.code),
    text("department", "部门", lambda row: row.department and row.department.name),
    count("year", "年度", lambda row: row.department and row.department.year),
    text("rule", "规则", lambda row: row.finding.code),
    rank("severity", "级别", lambda row: row.finding.severity.value, one_of(reversed(Severity))),
    rank("effect", "影响", lambda row: row.finding.effect.value, one_of(reversed(Effect))),
    text("message", "问题", lambda row: row.finding.message),
    text("subject", "事项", lambda row: row.finding.subject),
    text("quote", "原文", lambda row: row.finding.quote),
    text("stated", "所填", lambda row: row.finding.stated),
    text("expected", "应为", lambda row: row.finding.expected),
    decimal("difference", "相差", "与所填同", lambda row: row.finding.difference),
    text("repair", "若改则相符", lambda row: row.finding.repair),
    text("decision", "处理意见", lambda row: row.decision and row.decision.decided),
    text("remark", "备注", lambda row: row.decision and row.decision.remark),
    text("source", "来源文件", lambda row: row.department and row.department.source),
    text("sheet", "工作表", lambda row: row.finding.place.sheet),
    text("cell", "单元格", lambda row: row.finding.place.address),
    text("key", "标识", lambda row: row.finding.key),
)

FINDINGS = Table("findings", "问题清单", _FINDINGS, _finding_rows)
