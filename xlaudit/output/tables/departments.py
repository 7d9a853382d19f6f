"""The table departments: a row a filing, or a region in the summary of a higher level."""

from __future__ import annotations

from xlaudit.checks.finding import Severity
from xlaudit.county.model import Status
from xlaudit.output.tables.column import Table, count, decimal, flag, grades, one_of, rank, text

__all__ = ["DEPARTMENTS"]

_RATE = "小数，1 为 100%"

_DEPARTMENTS = (
    text("code", "部门编码", lambda row: row.code),
    text("department", "部门", lambda row: row.name),
    text("superior", "主管部门", lambda row: row.superior),
    count("year", "年度", lambda row: row.year),
    text("scheme", "评分方案", lambda row: row.scheme),
    count("units", "部门数", lambda row: row.units, "个"),
    decimal("initial_budget", "年初预算", "元", lambda row: row.initial_budget),
    decimal("budget", "全年预算数", "元", lambda row: row.budget),
    decimal("spent", "全年执行数", "元", lambda row: row.spent),
    decimal("execution_rate", "执行率", _RATE, lambda row: row.rate),
    decimal("adjustment_rate", "预算调整率", _RATE, lambda row: row.adjustment_rate),
    decimal("carryover_rate", "结转结余率", _RATE, lambda row: row.carryover_rate),
    decimal("stated_score", "自评总分", "分", lambda row: row.stated_total),
    decimal("low", "系统得分下限", "分", lambda row: row.low),
    decimal("high", "系统得分上限", "分", lambda row: row.high),
    decimal("difference", "差异", "分", lambda row: row.difference),
    rank("stated_grade", "自评等级", lambda row: row.stated_grade, grades),
    rank("grade", "系统等级", lambda row: row.grade, grades),
    count("rank", "名次", lambda row: row.rank),
    count("errors", "错误", lambda row: row.counts[Severity.ERROR], "处"),
    count("doubts", "待核实", lambda row: row.counts[Severity.DOUBT], "处"),
    count("hints", "提示", lambda row: row.counts[Severity.HINT], "处"),
    count("roundings", "尾差", lambda row: row.counts[Severity.ROUNDING], "处"),
    count("handled", "已处理", lambda row: row.handled, "处"),
    count("unchecked", "未核", lambda row: row.unchecked, "项"),
    rank("status", "状态", lambda row: row.status.value, one_of(Status)),
    flag("is_counted", "计入合计", lambda row: row.is_counted),
    flag("is_duplicate", "重复报送", lambda row: row.is_duplicate),
    count("previous_year", "上年度", lambda row: row.previous and row.previous.year),
    decimal(
        "previous_budget", "上年预算数", "元", lambda row: row.previous and row.previous.budget
    ),
    decimal("previous_spent", "上年执行数", "元", lambda row: row.previous and row.previous.spent),
    decimal("previous_score", "上年得分", "分", lambda row: row.previous and row.previous.total),
    text("previous_grade", "上年等级", lambda row: row.previous and row.previous.grade),
    text("source", "来源文件", lambda row: row.source),
    text("sha256", "SHA-256", lambda row: row.sha256),
)

DEPARTMENTS = Table(
    "departments", "汇总表", _DEPARTMENTS, lambda summary: iter(summary.departments)
)
