"""The tables of the Henan form: funds, indicators, conclusion, further data; filled from plain values.

Two departments never hand in one layout, so each table takes its columns from the caller.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from workbooks.generator.expected import Said
from workbooks.generator.henan import Fund, Percent, Row
from workbooks.generator.page import Page, Span, cell

__all__ = [
    "Conclusion",
    "Places",
    "conclusion_table",
    "data_table",
    "funds_table",
    "indicator_table",
]


_AMOUNTS = ("initial", "budget", "spent")
Places = dict[str, str]
"""Addresses of the cells of one row, by what stands in them."""


def funds_table(
    page: Page,
    row: int,
    spans: Sequence[int | Span],
    funds: Sequence[Fund],
    *,
    score: str,
    typed: Fund | None = None,
) -> list[Places]:
    """Write 资金来源 … 自评得分: the total row above its parts, as sums unless it is ``typed``.

    Return the addresses of each row, the total first.
    """
    _heads(
        page,
        row,
        spans,
        "资金来源 年初预算 预算调整 调整后预算 全年执行数 预算执行率 分值 自评得分",
    )
    label, initial, adjustment, budget, spent, rate, points, scored = spans
    columns = dict(zip(_AMOUNTS, (initial, budget, spent), strict=True))
    top, last = row + 1, row + 1 + len(funds)
    rows: list[Places] = []
    for line, fund in enumerate((typed or _added(funds), *funds), start=top):
        is_total = line == top
        page.height(line, 22)
        page.put(line, label, fund.label, "total" if is_total else "left")
        places, values = {}, {}
        for key, span in columns.items():
            if is_total and typed is None:
                text = f"SUM({_letter(span)}{top + 1}:{_letter(span)}{last})"
                values[key] = sum(float(getattr(each, key)) for each in funds)
                places[key] = page.formula(line, span, text, values[key], "money")
            else:
                values[key] = float(getattr(fund, key))
                places[key] = _amount(page, line, span, fund, key)
        change = f"{_letter(budget)}{line}-{_letter(initial)}{line}"
        difference = values["budget"] - values["initial"]
        places["adjustment"] = page.formula(line, adjustment, change, difference, "money")
        if fund.typed_rate:
            places["rate"] = page.put(line, rate, float(fund.typed_rate), "percent")
        else:
            over, under = f"{_letter(spent)}{line}", f"{_letter(budget)}{line}"
            share = values["spent"] / values["budget"] if values["budget"] else 0.0
            text = f"IF({under}=0,0,{over}/{under})"
            places["rate"] = page.formula(line, rate, text, share, "percent")
        page.put(line, points, 10 if is_total else "—")
        got = float(score) if is_total else "—"
        places["score"] = page.put(line, scored, got, "plain" if is_total else "centre")
        rows.append(places)
    return rows


def _added(funds: Sequence[Fund]) -> Fund:
    initial, budget, spent = (
        str(sum(Decimal(getattr(fund, key)) for fund in funds)) for key in _AMOUNTS
    )
    return Fund("年度资金总额", initial, budget, spent)


def _amount(page: Page, line: int, span: int | Span, fund: Fund, key: str) -> str:
    amount: str = getattr(fund, key)
    if key in fund.as_text:
        return page.put(line, span, amount, "left")
    return page.put(line, span, float(amount), "money")


def _heads(page: Page, row: int, spans: Sequence[int | Span], words: str) -> None:
    for span, head in zip(spans, words.split(), strict=True):
        page.put(row, span, head, "shaded")
    page.height(row, 26)


def indicator_table(
    page: Page, row: int, spans: Sequence[int | Span], rows: Sequence[Row]
) -> dict[str, Places]:
    """Write 一级指标 … 偏差原因; return the addresses of each row's cells, by its name."""
    words = "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 自评得分 偏差原因分析及改进措施"
    _heads(page, row, spans, words)
    start = row + 1
    _merged(page, start, spans[0], [each.first for each in rows])
    _merged(page, start, spans[1], [f"{each.first}\n{each.second}" for each in rows])
    places: dict[str, Places] = {}
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
    _heads(page, row, spans, "一级指标 分值 自评得分")
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


def data_table(
    page: Page,
    row: int,
    spans: tuple[Span, Span],
    lines: Mapping[str, tuple[str, str]],
    heads: tuple[str, str] = ("补充数据", "金额"),
) -> dict[str, Said]:
    """Write labels with amounts; ``lines`` leads from a fact to its label and amount."""
    for span, head in zip(spans, heads, strict=True):
        page.put(row, span, head, "head")
    facts = {}
    for line, (fact, (label, amount)) in enumerate(lines.items(), start=row + 1):
        page.height(line, 22)
        page.put(line, spans[0], label, "left")
        facts[fact] = Said(amount, page.put(line, spans[1], float(amount), "plain"))
    return facts


def _first(span: int | Span) -> int:
    return span[0] if isinstance(span, tuple) else span


def _letter(span: int | Span) -> str:
    return cell(1, _first(span)).rstrip("1")
