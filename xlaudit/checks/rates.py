"""XA202, XA203, XA206: rates against their amounts, spending against budget, one figure in two cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from xlaudit.checks.agreement import SEVERITY, Agreement, judge_rate
from xlaudit.checks.finding import Effect, Finding, Severity
from xlaudit.checks.registry import Context, Outcome, check
from xlaudit.checks.wording import difference, named, percent, quoted
from xlaudit.forms.filing import Stated
from xlaudit.numbers import excel
from xlaudit.numbers.interval import Interval
from xlaudit.numbers.plain import plain
from xlaudit.numbers.quantity import Dimension, Quantity
from xlaudit.schemes.expression import to_excel
from xlaudit.schemes.schema import Definition, Fact
from xlaudit.scoring.facts import formula_of, reckon

__all__: list[str] = []


@check("XA202", "比率与其分子、分母不符")
def ratio(context: Context) -> Outcome:
    """执行率、调整率、控制率等比率应等于分子除以分母，按所写小数位数核对。

    ## 为什么
    比率直接决定得分，写错即得分错。

    ## 例
    不符：预算 5 万元，支出 28 万元，执行率写 100%。
    相符：预算 3082.64 万元，执行 2699.18 万元，执行率 87.56%。
    相符：26.68 ÷ 28 = 95.29%，写作 95%。

    ## 不查什么
    同一名称有几种算法在用（如结转结余率）时，合其一即算相符。
    """
    rates = [fact for fact in context.scheme.facts if fact.definitions and fact.unit == "%"]
    for label, facts in _records(context):
        for fact in rates:
            stated = facts.get(fact.id)
            if stated is not None:
                yield from _rate(context, label, fact, stated, facts)
    for row in context.filing.indicators:
        fact_id = row.indicator.fact if row.indicator else None
        if fact_id is None or row.actual is None:
            continue
        fact = context.scheme.fact(fact_id)
        if fact.definitions and fact.unit == "%":
            yield from _rate(context, "指标表", fact, row.actual, context.filing.facts)


def _records(context: Context) -> Iterator[tuple[str, Mapping[str, Stated]]]:
    """Walk everything that states a rate beside its amounts; the total fund row is the department's."""
    filing = context.filing
    yield "部门", filing.facts
    for fund in filing.funds:
        if not fund.is_total:
            yield fund.label, fund.facts
    for project in filing.projects:
        yield f"项目{named(project.name)}", project.facts
    if filing.project_total is not None:
        yield "项目合计", filing.project_total.facts


def _rate(
    context: Context, label: str, fact: Fact, stated: Stated, facts: Mapping[str, Stated]
) -> Iterator[Finding]:
    """Hold a stated rate against every formula in use under its name; the best one counts."""
    quantity = stated.quantity
    if quantity is None or quantity.unit.dimension is not Dimension.RATE:
        return
    best: tuple[int, Decimal, Definition, Agreement] | None = None
    for definition in fact.definitions:
        reckoned = reckon(definition, facts, context.scheme)
        if reckoned is None:
            continue
        value = reckoned[0]
        agreement = judge_rate(quantity, value, _range(definition, facts))
        rank = list(Agreement).index(agreement)
        # Of formulas that fit equally badly the nearest one is the likeliest to be meant.
        distance = abs(value - quantity.value)
        if best is None or (rank, distance) < (best[0], abs(best[1] - quantity.value)):
            best = rank, value, definition, agreement
    if best is None or best[3] is Agreement.TIED:
        return
    _, value, definition, agreement = best
    told = {
        name: f"{context.scheme.fact(name).label} {quoted(facts[name])}" for name in definition.of
    }
    formula = to_excel(formula_of(definition), told).replace("/", " ÷ ").replace("-", " − ")
    gap = excel.round_half_away((quantity.value - value) * 100, 2)
    yield Finding(
        "XA202",
        SEVERITY[agreement],
        f"{label}的{named(fact.label)}写 {stated.text}，按 {formula} 应为 {percent(value)}，"
        f"{difference(gap, Decimal(0), '个百分点')}",
        stated.place,
        quote=stated.text,
        against=tuple(facts[name].place for name in definition.of),
        stated=stated.text,
        expected=percent(value),
        difference=gap,
        effect=Effect.SCORE if fact.id == "execution_rate" else Effect.NONE,
        subject=f"{label}·{fact.label}",
    )


def _range(definition: Definition, facts: Mapping[str, Stated]) -> Interval | None:
    """Return the true rates that the printed operands allow; whole numbers are exact."""
    ends = []
    for name in definition.of:
        quantity = facts[name].quantity
        assert quantity is not None
        ends.append(quantity.interval if quantity.decimals else Interval.exact(quantity.value))
    try:
        match definition.kind:
            case "ratio":
                return ends[0] / ends[1]
            case "change":
                return ends[1] / ends[0] - Interval.exact(1)
            case "remainder":
                return Interval.exact(1) - ends[1] / ends[0]
    except ZeroDivisionError:
        return None
    return None


@check("XA203", "支出超过预算")
def overspent(context: Context) -> Outcome:
    """资金表、项目表里，一行的支出大于它的预算。

    ## 为什么
    没有预算不得支出；多数情况是两行的数抄串了，或者把元填在了以万元为单位的格子里。

    ## 例
    不符：项目预算 5 万元，实际支出 28 万元。
    不符：单位资金预算 35 万元，支出写 302500，是把 302500 元当成了万元。
    相符：预算 28 万元，支出 26.68 万元。

    ## 不查什么
    执行率已按 XA202 报出的行不再重复报；下面的行已经报出的，合计行不再报。使用上年结转的，属实不改即可。
    """
    reported = {
        (finding.place.sheet, finding.place.row)
        for finding in ratio(context)
        if isinstance(finding, Finding) and finding.severity is Severity.ERROR
    }
    for records in _tables(context):
        told = False
        for record in records:
            budget, spent = (record.facts.get(key) for key in ("budget", "spent"))
            if not (budget and spent and budget.quantity and spent.quantity):
                continue
            if spent.quantity.value > budget.quantity.value and not (record.is_total and told):
                told = True
                if (spent.place.sheet, spent.place.row) not in reported:
                    yield _overspent(record, budget, spent)


class Record(NamedTuple):
    """A row of money: a source of funds, a project, or the total of either."""

    words: str
    name: str
    facts: Mapping[str, Stated]
    is_total: bool = False


def _tables(context: Context) -> Iterator[list[Record]]:
    """Yield the rows of the fund table and those of the projects table, the total last."""
    filing = context.filing
    rows = sorted((*filing.funds, *filing.fund_details), key=lambda row: row.is_total)
    yield [Record(named(row.label), row.label, row.facts, row.is_total) for row in rows]
    projects = [Record(f"项目{named(row.name)}", row.name, row.facts) for row in filing.projects]
    if filing.project_total is not None:
        projects.append(Record("项目合计", "项目合计", filing.project_total.facts, is_total=True))
    yield projects


_OF_A_UNIT = 10_000
"""元 in a 万元."""


def _overspent(record: Record, budget: Stated, spent: Stated) -> Finding:
    assert budget.quantity is not None
    assert spent.quantity is not None
    unit = spent.quantity.unit
    expected = budget.quantity.value / unit.scale
    repair = _in_smaller_unit(budget.quantity, spent)
    return Finding(
        "XA203",
        Severity.ERROR if repair else Severity.DOUBT,
        f"{record.words}支出 {quoted(spent)}，预算 {quoted(budget)}，"
        f"支出{difference(spent.quantity.number, expected, unit.text)}",
        spent.place,
        quote=spent.text,
        against=(budget.place,),
        stated=spent.text,
        expected=f"≤{budget.text}",
        difference=spent.quantity.number - expected,
        repair=repair,
        subject=record.name,
    )


def _in_smaller_unit(budget: Quantity, spent: Stated) -> str:
    """Say what to change where the amount was typed in 元 into a table of 万元; empty where it was not."""
    quantity = spent.quantity
    assert quantity is not None
    share = quantity.value / _OF_A_UNIT
    is_likely = quantity.unit.text == "万元" and budget.value / 10 <= share <= budget.value
    if not is_likely:
        return ""
    return (
        f"支出是预算的 {plain(excel.round_half_away(quantity.value / budget.value, 0))} 倍，可能把元填成了万元："
        f"{plain(quantity.number)} 元是 {plain(quantity.number / _OF_A_UNIT)} 万元"
    )


@check("XA206", "同一个数两处写法不一")
def two_versions(context: Context) -> Outcome:
    """同一项数据在两个单元格里都填了，两处应当一致（取整后一致也算）。

    ## 为什么
    两处不一，至少一处是错的。

    ## 例
    不符：资金表年度资金总额 3082.64，汇总表写 3028.64。
    相符：一处 87.56%，一处 87.6%。
    """
    labels = {fact.id: fact.label for fact in context.scheme.facts}
    for name, first, second in context.filing.duplicates:
        one, other = first.quantity, second.quantity
        if one is None or other is None or one.unit.dimension is not other.unit.dimension:
            continue
        if one.interval.meets(other.interval):
            continue
        gap = (other.value - one.value) / one.unit.scale
        yield Finding(
            "XA206",
            Severity.ERROR,
            f"{named(labels.get(name, name))}此处写 {quoted(second)}，{first.place}写 {quoted(first)}，"
            f"{difference(gap, Decimal(0), one.unit.text)}",
            second.place,
            quote=second.text,
            against=(first.place,),
            stated=second.text,
            expected=first.text,
            difference=gap,
            subject=labels.get(name, name),
        )
