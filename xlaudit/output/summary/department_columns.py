"""The columns of 汇总表: what each shows, how it looks, and how its total is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from xlaudit.checks.finding import Severity
from xlaudit.county.model import CountySummary, Department
from xlaudit.output import wording
from xlaudit.output.county_words import status_word
from xlaudit.output.summary.book import Value

__all__ = [
    "COUNTED",
    "SUBTOTAL",
    "UNCOUNTED",
    "Column",
    "Kind",
    "columns_of",
    "in_wan",
    "status_text",
]

COUNTED, UNCOUNTED, SUBTOTAL = "是", "否", "小计"
"""What stands in 计入; every total asks for the first, so that nothing is added twice."""

_WAN = Decimal(10_000)


class Kind(Enum):
    """How the cells of a column look; the value is the number format."""

    TEXT = "@"
    WORD = "General"
    AMOUNT = "#,##0.00"
    RATE = "0.00%"
    SCORE = "0.00"
    DIFFERENCE = "[Red]+0.00;[Red]-0.00;0.00"
    COUNT = "0"
    YEAR = "0 "


class Total(Enum):
    """How the line 合计 takes a column."""

    NONE = ""
    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``key`` names it in formulas, ``value`` is None where a formula makes it."""

    key: str
    heading: str
    width: float
    kind: Kind
    value: Callable[[Department], Value] | None = None
    total: Total = Total.NONE
    is_hidden: bool = False
    is_printed: bool = True


def in_wan(amount: Decimal | None) -> Decimal | None:
    """Return an amount of 元 in 万元."""
    return None if amount is None else amount / _WAN


def status_text(each: Department) -> str:
    """Return what is to be done with the row, and whether it counts."""
    parts = [status_word(each)]
    if each.is_duplicate:
        parts.append("同一部门报送多份")
    if not each.is_counted:
        parts.append("未计入")
    return "；".join(parts)


def columns_of(summary: CountySummary) -> tuple[Column, ...]:
    """Return the columns for this county; the same ones every time, but for the blocks of its schemes.

    A column that says nothing new on any row (no codes, one scheme for all) is there, and hidden.
    """
    rows = summary.departments
    return (
        *_naming(summary),
        *_funds(),
        *_scores(rows),
        *_findings(any(row.handled for row in rows)),
        *_compared(any(row.previous for row in rows)),
        *_behind(rows),
        *_auxiliary(any(row.below is not None for row in rows)),
    )


def _naming(summary: CountySummary) -> tuple[Column, ...]:
    rows = summary.departments
    years = {row.year for row in rows} | ({summary.year} if summary.year else set())
    no_codes, is_plain = not any(row.code for row in rows), all(row.units == 1 for row in rows)
    return (
        Column("name", "部门", 26, Kind.TEXT),
        _text("code", "编码", 9, lambda row: row.code, is_hidden=no_codes),
        Column("counted", "计入", 5.5, Kind.WORD, _counted),
        Column("units", "单位数", 6.5, Kind.COUNT, lambda row: row.units, Total.SUM, is_plain),
        Column("year", "年度", 6, Kind.YEAR, lambda row: row.year, is_hidden=len(years) < 2),
    )


def _funds() -> tuple[Column, ...]:
    return (
        _amount("initial", "年初预算", lambda row: row.initial_budget),
        _amount("budget", "调整后预算", lambda row: row.budget),
        _amount("spent", "执行数", lambda row: row.spent),
        Column("rate", "执行率", 8.5, Kind.RATE),
        Column("adjustment", "调整率", 8.5, Kind.RATE, lambda row: row.adjustment_rate),
        Column("carryover", "结转\n结余率", 8.5, Kind.RATE, lambda row: row.carryover_rate),
    )


def _scores(rows: Sequence[Department]) -> tuple[Column, ...]:
    """Return blocks (schemes that call a block the same share its column), totals and grades."""
    labels = dict.fromkeys(
        block.label
        for row in rows
        for block in row.blocks
        if block.stated is not None or block.points
    )
    has_range = any("～" in str(_ours(row)) for row in rows)
    return (
        *(
            Column(f"block{number}", f"自评：\n{label}", 8.5, Kind.SCORE, _block(label), Total.MEAN)
            for number, label in enumerate(labels)
        ),
        Column("stated", "自评\n总分", 7.5, Kind.SCORE, lambda row: row.stated_total, Total.MEAN),
        Column("ours", "系统\n复核分", 13 if has_range else 7.5, Kind.SCORE, _ours, Total.MEAN),
        Column("difference", "差异", 7, Kind.DIFFERENCE),
        Column("rank", "排名", 5.5, Kind.COUNT),
        Column("stated_grade", "自评\n等级", 6, Kind.WORD, _stated_grade),
        Column("grade", "复核\n等级", 6, Kind.WORD, lambda row: row.grade or "—"),
    )


def _findings(is_handled: bool) -> tuple[Column, ...]:  # noqa: FBT001 - one question, asked once
    return (
        *(
            Column(f"severity{number}", each.value, width, Kind.COUNT, _count(each), Total.SUM)
            for number, (each, width) in enumerate(zip(Severity, (5.5, 7, 5.5, 5.5), strict=True))
        ),
        Column(
            *("handled", "已处理", 7, Kind.COUNT, lambda row: row.handled, Total.SUM),
            is_hidden=not is_handled,
            is_printed=is_handled,
        ),
        Column("unchecked", "未核", 5.5, Kind.COUNT, lambda row: row.unchecked, Total.SUM),
        Column("status", "状态", 11, Kind.TEXT, status_text),
    )


def _compared(is_compared: bool) -> tuple[Column, ...]:  # noqa: FBT001 - one question, asked once
    """Return the columns of the year before, where anything is known of it."""
    if not is_compared:
        return ()

    def last(part: str) -> Callable[[Department], Any]:
        return lambda row: getattr(row.previous, part) if row.previous else None

    return (
        _amount("last_budget", "上年预算", last("budget")),
        Column("budget_growth", "预算\n同比", 8.5, Kind.RATE),
        _amount("last_spent", "上年执行数", last("spent")),
        Column("spent_growth", "执行数\n同比", 8.5, Kind.RATE),
        Column("last_total", "上年\n总分", 7.5, Kind.SCORE, last("total"), Total.MEAN),
        Column("last_grade", "上年\n等级", 6, Kind.WORD, last("grade")),
    )


def _behind(rows: Sequence[Department]) -> tuple[Column, ...]:
    """Return what serves on the screen and would only make the printed table small."""
    no_superiors, is_one_scheme = (
        not any(row.superior for row in rows),
        len({row.scheme for row in rows}) < 2,
    )
    return (
        _text("superior", "主管部门", 18, lambda row: row.superior, is_hidden=no_superiors),
        _text("scheme", "评分方案", 22, lambda row: row.scheme, is_hidden=is_one_scheme),
        _text("source", "来源文件", 40, lambda row: row.source),
    )


def _auxiliary(is_ladder: bool) -> tuple[Column, ...]:  # noqa: FBT001 - one question, asked once
    """Hidden: what the formulas of totals, ranks and medians stand on, without counting any row twice.

    A row that is a whole county weighs in a mean as many departments as have a score in it, and its rate is
    that of its departments which state both amounts.
    """
    weights = (
        Column("weight_stated", "有自评总分的部门数", 8, Kind.COUNT, _stated_units, is_hidden=True),
        Column("weight_ours", "有复核分的部门数", 8, Kind.COUNT, _scored_units, is_hidden=True),
        Column("rated_budget", "两数都写的预算", 8, Kind.AMOUNT, _rated_budget, is_hidden=True),
        Column("rated_spent", "两数都写的执行数", 8, Kind.AMOUNT, _rated_spent, is_hidden=True),
    )
    return (
        Column("group", "归口序号", 8, Kind.COUNT, is_hidden=True),
        Column("counted_rate", "计入的执行率", 8, Kind.RATE, is_hidden=True),
        Column("counted_stated", "计入的自评总分", 8, Kind.SCORE, is_hidden=True),
        Column("counted_ours", "计入的系统复核分", 8, Kind.SCORE, is_hidden=True),
        *(weights if is_ladder else ()),
    )


def _amount(key: str, name: str, value: Callable[[Department], Decimal | None]) -> Column:
    heading = f"{name}\n（万元）"
    return Column(key, heading, 11.5, Kind.AMOUNT, lambda row: in_wan(value(row)), Total.SUM)


def _text(
    key: str,
    heading: str,
    width: float,
    value: Callable[[Department], str],
    *,
    is_hidden: bool = False,
) -> Column:
    def line(row: Department) -> str:
        return wording.one_line(value(row))

    is_printed = key == "code"
    return Column(key, heading, width, Kind.TEXT, line, is_hidden=is_hidden, is_printed=is_printed)


def _counted(each: Department) -> str:
    return COUNTED if each.is_counted else UNCOUNTED


def _block(label: str) -> Callable[[Department], Value]:
    return lambda row: next((each.stated for each in row.blocks if each.label == label), None)


def _stated_grade(each: Department) -> str:
    return wording.one_line(each.stated_grade)


def _ours(each: Department) -> Value:
    if each.low is None or each.high is None:
        return "不评分"
    return each.low if each.low == each.high else wording.score_range(each.low, each.high)


def _stated_units(each: Department) -> int:
    return each.below.stated if each.below else int(each.stated_total is not None)


def _scored_units(each: Department) -> int:
    return each.below.scored if each.below else int(each.low is not None and each.low == each.high)


def _rated_budget(each: Department) -> Decimal | None:
    return in_wan(each.below.rated_budget if each.below else each.budget)


def _rated_spent(each: Department) -> Decimal | None:
    return in_wan(each.below.rated_spent if each.below else each.spent)


def _count(severity: Severity) -> Callable[[Department], Value]:
    return lambda each: each.counts[severity]
