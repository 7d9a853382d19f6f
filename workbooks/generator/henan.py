"""The tables of the Henan form of 2022: funds, indicators, conclusion; filled from plain values.

Two departments never hand in one layout, so each table takes its columns from the caller.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from workbooks.generator.page import Page, Span, cell

__all__ = [
    "FIXED",
    "Conclusion",
    "Filled",
    "Fund",
    "Percent",
    "Row",
    "conclusion_table",
    "fixed_rows",
    "funds_table",
    "indicator_table",
]


@dataclass(frozen=True, slots=True)
class Percent:
    """A rate stored as a number with a percent format, as against one that was typed as text."""

    value: Decimal

    @property
    def text(self) -> str:
        """The rate as the cell shows it."""
        return f"{self.value * 100:.2f}%"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the indicator table; None leaves a cell empty."""

    first: str
    second: str
    name: str
    target: str
    points: str | None
    actual: str | Percent | None = None
    score: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fund:
    """A row of the funds table, amounts in 万元."""

    label: str
    initial: str
    budget: str
    spent: str


Filled = tuple[str | Percent | None, str | None, str]
"""Actual value, score and reason of a prescribed row."""

MANAGEMENT = "投入管理指标"
_GOALS, _MONEY, _PERFORMANCE = "工作目标管理", "预算和财务管理", "绩效管理"

# The prescribed rows: second level, name, target and points, as reconstructed from published reports.
FIXED = tuple(
    Row(MANAGEMENT, second, name, target, points)
    for second, name, target, points in (
        (_GOALS, "年度履职目标相关性", "相关", "1"),
        (_GOALS, "工作任务科学性", "科学", "1"),
        (_GOALS, "绩效指标合理性", "合理", "1"),
        (_MONEY, "预算编制完整性", "完整", "2"),
        (_MONEY, "专项资金细化率", "≥100%", "2"),
        (_MONEY, "预算执行率", "≥90%", "2"),
        (_MONEY, "预算调整率", "≤30%", "2"),
        (_MONEY, "结转结余率", "≤10%", "1"),
        (_MONEY, "“三公经费”控制率", "≤100%", "1"),
        (_MONEY, "政府采购执行率", "≥90%", "2"),
        (_MONEY, "决算真实性", "真实", "1"),
        (_MONEY, "资金使用合规性", "合规", "2"),
        (_MONEY, "管理制度健全性", "健全", "1"),
        (_MONEY, "预决算信息公开性", "公开", "2"),
        (_MONEY, "资产管理规范性", "规范", "2"),
        (_PERFORMANCE, "绩效监控完成率", "=100%", "2"),
        (_PERFORMANCE, "绩效自评完成率", "=100%", "2"),
        (_PERFORMANCE, "部门绩效评价完成率", "=100%", "2"),
        (_PERFORMANCE, "评价结果应用率", "=100%", "1"),
    )
)


def fixed_rows(filled: Mapping[str, Filled]) -> list[Row]:
    """Return the prescribed rows; those not named have full marks, and words for an actual value."""
    unknown = set(filled) - {row.name for row in FIXED}
    if unknown:
        raise KeyError(unknown)
    rows = []
    for row in FIXED:
        word = None if "%" in row.target else row.target
        actual, score, reason = filled.get(row.name, (word, row.points, ""))
        rows.append(replace(row, actual=actual, score=score, reason=reason))
    return rows


@dataclass(frozen=True, slots=True)
class FundsPlaces:
    """Where the funds table put what belongs to the whole department."""

    initial: str
    adjustment: str
    budget: str
    spent: str
    rate: str
    score: str
    last_row: int


def funds_table(
    page: Page,
    row: int,
    spans: Sequence[int | Span],
    funds: Sequence[Fund],
    *,
    score: str,
    typed_totals: bool = False,
) -> FundsPlaces:
    """Write 资金来源 … 自评得分 with a total row above its parts; rates are formulas."""
    heads = (
        "资金来源",
        "年初预算",
        "预算调整",
        "调整后预算",
        "全年执行数",
        "预算执行率",
        "分值",
        "自评得分",
    )
    for span, head in zip(spans, heads, strict=True):
        page.put(row, span, head, "shaded")
    page.height(row, 26)
    label, initial, adjustment, budget, spent, rate, points, scored = spans
    top, last = row + 1, row + 1 + len(funds)
    whole = Fund(
        "年度资金总额",
        *(
            str(sum(Decimal(getattr(fund, key)) for fund in funds))
            for key in ("initial", "budget", "spent")
        ),
    )
    places: dict[str, str] = {}
    for line, fund in enumerate((whole, *funds), start=top):
        is_total = line == top
        page.height(line, 22)
        page.put(line, label, fund.label, "total" if is_total else "left")
        for key, span, amount in (
            ("initial", initial, fund.initial),
            ("budget", budget, fund.budget),
            ("spent", spent, fund.spent),
        ):
            if is_total and not typed_totals:
                column = _letter(span)
                text = f"SUM({column}{top + 1}:{column}{last})"
                value = sum(float(getattr(each, key)) for each in funds)
                place = page.formula(line, span, text, value, "money")
            else:
                place = page.put(line, span, float(amount), "money")
            if is_total:
                places[key] = place
        change = page.formula(
            line,
            adjustment,
            f"{_letter(budget)}{line}-{_letter(initial)}{line}",
            float(fund.budget) - float(fund.initial),
            "money",
        )
        over, under = f"{_letter(spent)}{line}", f"{_letter(budget)}{line}"
        share = float(fund.spent) / float(fund.budget) if Decimal(fund.budget) else 0.0
        shown = page.formula(line, rate, f"IF({under}=0,0,{over}/{under})", share, "percent")
        page.put(line, points, 10 if is_total else "—")
        got = page.put(
            line, scored, float(score) if is_total else "—", "plain" if is_total else "centre"
        )
        if is_total:
            places |= {"adjustment": change, "rate": shown, "score": got}
    return FundsPlaces(**places, last_row=last)


def indicator_table(
    page: Page, row: int, spans: Sequence[int | Span], rows: Sequence[Row]
) -> dict[str, dict[str, str]]:
    """Write 一级指标 … 偏差原因; return the addresses of each row's cells, by its name."""
    heads = (
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "自评得分",
        "偏差原因分析及改进措施",
    )
    for span, head in zip(spans, heads, strict=True):
        page.put(row, span, head, "shaded")
    page.height(row, 26)
    start = row + 1
    _merged(page, start, spans[0], [each.first for each in rows])
    _merged(page, start, spans[1], [f"{each.first}\n{each.second}" for each in rows])
    places: dict[str, dict[str, str]] = {}
    for line, each in enumerate(rows, start=start):
        cells = {"name": page.put(line, spans[2], each.name, "left")}
        cells["target"] = page.put(line, spans[3], each.target)
        actual = each.actual
        if isinstance(actual, Percent):
            cells["actual"] = page.put(line, spans[4], float(actual.value), "percent")
        else:
            cells["actual"] = page.put(line, spans[4], actual)
        cells["points"] = page.put(line, spans[5], _number(each.points))
        cells["score"] = page.put(line, spans[6], _number(each.score), "centre")
        cells["reason"] = page.put(line, spans[7], each.reason or None, "small")
        word = actual if isinstance(actual, str) else ""
        texts = [(spans[2], each.name), (spans[4], word), (spans[7], each.reason)]
        page.fit(line, texts)
        places[each.name] = cells
    return places


def _merged(page: Page, start: int, span: int | Span, labels: Sequence[str]) -> None:
    """Write a column of group labels, equal neighbours as one cell."""
    line = start
    for label, group in groupby(labels):
        end = line + len(list(group)) - 1
        page.put(line, span, label.rpartition("\n")[2], "head", down_to=end)
        line = end + 1


def _number(text: str | None) -> float | None:
    if text is None:
        return None
    return float(text)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A line of the conclusion: a block with its points; the score typed, or a sum of cells."""

    label: str
    points: str
    score: str
    formula: str = ""


def conclusion_table(
    page: Page,
    row: int,
    spans: Sequence[int | Span],
    lines: Sequence[Conclusion],
    *,
    total: str = "",
    grade: str,
) -> dict[str, str]:
    """Write 一级指标 | 分值 | 自评得分 with 合计 and 评价等级; a ``total`` is typed, none is a sum."""
    for span, head in zip(spans, ("一级指标", "分值", "自评得分"), strict=True):
        page.put(row, span, head, "shaded")
    first, last = row + 1, row + len(lines)
    places = {}
    for line, each in enumerate(lines, start=first):
        page.put(line, spans[0], each.label, "left")
        page.put(line, spans[1], float(each.points))
        if each.formula:
            places[each.label] = page.formula(
                line, spans[2], each.formula, float(each.score), "plain"
            )
        else:
            places[each.label] = page.put(line, spans[2], float(each.score), "plain")
    end = last + 1
    for line in range(row, end + 2):
        page.height(line, 22)
    page.put(end, spans[0], "合计", "total")
    for span, key in ((spans[1], "points"), (spans[2], "score")):
        text = f"SUM({_letter(span)}{first}:{_letter(span)}{last})"
        value = sum(float(getattr(each, key)) for each in lines)
        if key == "score" and total:
            places["合计"] = page.put(end, span, float(total), "plain")
        else:
            places["合计"] = page.formula(
                end, span, text, value, "plain" if key == "score" else "total"
            )
    page.put(end + 1, spans[0], "评价等级", "total")
    wide = (_first(spans[1]), spans[2][1] if isinstance(spans[2], tuple) else spans[2])
    places["评价等级"] = page.put(end + 1, wide, grade, "total")
    return places


def _first(span: int | Span) -> int:
    return span[0] if isinstance(span, tuple) else span


def _letter(span: int | Span) -> str:
    return cell(1, _first(span)).rstrip("1")
