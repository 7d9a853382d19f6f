"""XA201, XA204, XA205: do the figures within the tables add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.checks.agreement import SEVERITY, Agreement, judge_sum
from xlaudit.checks.finding import Effect, Finding, Severity
from xlaudit.checks.registry import Context, Outcome, check
from xlaudit.checks.wording import difference, named, quoted
from xlaudit.forms.filing import Stated
from xlaudit.numbers.plain import plain
from xlaudit.numbers.quantity import Dimension

__all__: list[str] = []


@dataclass(frozen=True, slots=True)
class Telling:
    """How a finding about a sum speaks."""

    code: str
    label: str
    how: str = "各行相加为"
    name: str = "合计"


def _compare(
    telling: Telling, stated: Stated, parts: Sequence[Stated], *, is_closed: bool = True
) -> Iterator[Finding]:
    items = [each.quantity for each in parts if each.quantity is not None]
    whole = stated.quantity
    if whole is None or whole.unit.dimension is Dimension.RATE or not items:
        return
    if any(item.unit.dimension is not whole.unit.dimension for item in items):
        return
    agreement = judge_sum(whole, items)
    if agreement is Agreement.TIED:
        return
    expected = sum((item.value for item in items), Decimal(0)) / whole.unit.scale
    severity = SEVERITY[agreement]
    if severity is Severity.ERROR and not is_closed and expected < whole.number:
        severity = Severity.DOUBT
    gap = difference(whole.number, expected, whole.unit.text)
    yield Finding(
        telling.code,
        severity,
        f"{named(telling.label)}写 {quoted(stated)}，{telling.how} {plain(expected)}{whole.unit.text}，"
        f"{telling.name}{gap}",
        stated.place,
        quote=stated.text,
        against=tuple(each.place for each in parts),
        stated=stated.text,
        expected=plain(expected),
        difference=whole.number - expected,
        subject=telling.label,
    )


@check("XA201", "合计与各分项之和不符")
def total(context: Context) -> Outcome:
    """资金表、项目表的合计行应等于各行之和。

    ## 为什么
    合计是执行率、得分和汇总的起点，一笔录错，后面全错。

    ## 例
    不符：十六个项目支出相加 606.7958 万元，合计写 583.79577 万元。
    相符：分项 650.1 与 28014.2，合计 28664.34，差在分项取整之内。

    ## 不查什么
    “其中”各行没有列全时，和小于合计不算错误，只列为待核实。
    """
    funds = [row for row in context.filing.funds if not row.is_total]
    whole = next((row for row in context.filing.funds if row.is_total), None)
    if whole is not None and funds:
        is_closed = any("其他" in row.label for row in funds)
        for key, stated in whole.facts.items():
            parts = [row.facts[key] for row in funds if key in row.facts]
            label = f"{whole.label}·{context.scheme.fact(key).label}"
            yield from _compare(Telling("XA201", label), stated, parts, is_closed=is_closed)
    projects = context.filing.project_total
    if projects is not None:
        for key, stated in projects.facts.items():
            parts = [row.facts[key] for row in context.filing.projects if key in row.facts]
            label = f"项目合计·{context.scheme.fact(key).label}"
            yield from _compare(Telling("XA201", label), stated, parts)


@check("XA204", "调整后预算不等于年初预算加调整数")
def adjusted_budget(context: Context) -> Outcome:
    """每一行资金：年初预算 + 年中调整 = 调整后预算。

    ## 为什么
    调整后预算是执行率的分母。

    ## 例
    不符：年初 650.14，调整 28014.20，调整后写 28644.34。
    相符：年初 650.14，调整 28014.20，调整后 28664.34。
    """
    for row in context.filing.funds:
        cells = [row.facts.get(key) for key in ("budget", "initial_budget", "adjustment")]
        found = [each for each in cells if each is not None and each.quantity is not None]
        if len(found) == len(cells):
            told = Telling("XA204", f"{row.label}·调整后预算", "年初预算加调整数为", "调整后预算")
            yield from _compare(told, found[0], found[1:])


@check("XA205", "分值合计与方案不符")
def points_total(context: Context) -> Outcome:
    """各指标分值相加应等于一级指标的分值，全表等于方案的总分。

    ## 为什么
    分值多出一分，就多得一分。

    ## 例
    不符：产出指标 25 分，各行分值相加 27 分。
    相符：各行分值相加 25 分。

    ## 不查什么
    各行分值之和小于一级指标分值，可能是没有列全，由 XA505 处理。
    """
    for block in context.scorecard.blocks:
        cells = [row.row.points for row in block.rows if row.row and row.row.points]
        values = [each.quantity.number for each in cells if each.quantity]
        points = block.block.points
        added = sum(values, Decimal(0))
        if points is not None and cells and added > points:
            yield Finding(
                "XA205",
                Severity.ERROR,
                f"{named(block.block.label)}为 {plain(points)} 分，各行分值相加为 {plain(added)} 分，"
                f"{difference(added, points, '分')}",
                cells[0].place,
                quote=cells[0].text,
                against=tuple(each.place for each in cells[1:]),
                stated=plain(added),
                expected=plain(points),
                difference=added - points,
                effect=Effect.SCORE,
                subject=block.block.label,
            )
    stated, expected = context.filing.total_points, context.scheme.total
    if stated and stated.quantity and expected is not None and stated.quantity.number != expected:
        number = stated.quantity.number
        yield Finding(
            "XA205",
            Severity.ERROR,
            f"分值合计写 {stated.text}，方案总分为 {plain(expected)} 分，"
            f"{difference(number, expected, '分')}",
            stated.place,
            quote=stated.text,
            stated=stated.text,
            expected=plain(expected),
            difference=number - expected,
            effect=Effect.SCORE,
            subject="分值合计",
        )
