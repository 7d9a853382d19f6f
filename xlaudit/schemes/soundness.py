"""Whether a scheme holds together: points that add up, bands that join, names that exist."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from xlaudit.numbers.plain import plain
from xlaudit.numbers.quantity import Comparator, Dimension, Unit
from xlaudit.schemes.rules import BY_TARGET
from xlaudit.schemes.schema import Block, Definition, Fact, Indicator, Limits, ReasonDuty, Scheme
from xlaudit.schemes.table import Table, suggestion

__all__ = ["check_scheme"]

RESERVED = frozenset({"actual", "target", "points", "stated"})
_UPWARD = frozenset({Comparator.AT_LEAST, Comparator.ABOVE})
_DOWNWARD = frozenset({Comparator.AT_MOST, Comparator.BELOW})


def check_scheme(scheme: Scheme, top: Table) -> None:
    """Note everything that does not hold together; ``top`` is the document it was read from."""
    facts = top.tables("facts", "口径")
    blocks = top.tables("blocks", "一级指标")
    indicators = top.tables("indicators", "指标")
    for tables in (facts, blocks, indicators):
        _unique((_entry(table, "id") for table in tables), "编号")
    _unique((_entry(table, "label") for table in blocks), "名称")
    _unique((_entry(table, "label") for table in top.tables("grades", "等级")), "名称")
    _fact_names(scheme, facts)
    for fact, table in zip(scheme.facts, facts, strict=True):
        _check_fact(fact, table, scheme)
    for block, table in zip(scheme.blocks, blocks, strict=True):
        _check_limits(block.limits, table, "by_sign")
        _check_block(block, table, scheme)
    for indicator, table in zip(scheme.indicators, indicators, strict=True):
        _check_indicator(indicator, table, scheme)
    for reason, table in zip(scheme.reasons, top.tables("reasons", "原因要求"), strict=True):
        _check_reason(reason, table, scheme)
    _check_total(scheme, top)
    _check_grades(scheme, top)


def _entry(table: Table, key: str) -> tuple[str, str, Table]:
    value = table.values.get(key)
    return (value.strip() if isinstance(value, str) else "", key, table)


def _unique(entries: Iterable[tuple[str, str, Table]], word: str) -> None:
    seen: dict[str, str] = {}
    for value, key, table in entries:
        if value and value in seen:
            table.wrong(key, f"与{seen[value]}重复：{word}“{value}”只能用一次")
        seen.setdefault(value, table.where)


def _fact_names(scheme: Scheme, tables: tuple[Table, ...]) -> None:
    """Note a word that names two facts: it would bind a figure to either."""
    owners: dict[str, str] = {}
    for fact, table in zip(scheme.facts, tables, strict=True):
        for name in (fact.label, *fact.also):
            if name and owners.setdefault(name, fact.id) != fact.id:
                table.wrong("also", f"中的“{name}”已是口径 {owners[name]} 的名称")


def _known(value: str, known: Iterable[str], table: Table, key: str, word: str) -> None:
    names = [name for name in known if name]
    if value and value not in names and not table.mistakes.told_at(table.where, key):
        table.wrong(key, f"没有编号为“{value}”的{word}，{suggestion(value, names)}")


def _check_fact(fact: Fact, table: Table, scheme: Scheme) -> None:
    if fact.id in RESERVED:
        table.wrong("id", f"不能用 {fact.id}，这个词已有专门含义")
    ids = [each.id for each in scheme.facts]
    places = table.tables("definitions", "计算方法")
    for definition, place in zip(fact.definitions, places, strict=True):
        _check_definition(definition, place, fact, ids)


def _check_definition(definition: Definition, table: Table, fact: Fact, ids: list[str]) -> None:
    if table.mistakes.told_at(table.where, "of"):
        return
    count = len(definition.of)
    if definition.kind == "sum" and count < 2:
        table.wrong("of", f"至少应有两个口径，现有 {count} 个")
    elif definition.kind != "sum" and count != 2:
        table.wrong("of", f"应有两个口径，现有 {count} 个")
    if fact.id in definition.of:
        table.wrong("of", "用到了自己")
    for name in definition.of:
        _known(name, ids, table, "of", "口径")


def _check_block(block: Block, table: Table, scheme: Scheme) -> None:
    rows = scheme.indicators_of(block.id)
    if scheme.status == "checks-only":
        if block.points is not None:
            table.wrong("points", "应去掉：只核对、不评分的方案没有分值")
        return
    if block.points is None:
        table.wrong("points", "没有填写")
        return
    if not rows and not block.is_open:
        table.wrong("is_open", "应为 true：这里没有规定的指标，只能由单位自拟")
    points = [row.points for row in rows if row.points is not None]
    if len(points) < len(rows) or table.mistakes.told_at(table.where, "points"):
        return  # told where it is missing
    listed = sum(points, Decimal(0))
    if listed > block.points or (listed < block.points and not block.is_open):
        table.wrong(
            "points", f"为 {plain(block.points)} 分，而所属指标合计 {plain(listed)} 分，应当相等"
        )


def _check_indicator(indicator: Indicator, table: Table, scheme: Scheme) -> None:
    _known(indicator.block, (block.id for block in scheme.blocks), table, "block", "一级指标")
    if indicator.fact:
        _known(indicator.fact, (fact.id for fact in scheme.facts), table, "fact", "口径")
    if scheme.status == "checks-only":
        if indicator.points is not None:
            table.wrong("points", "应去掉：只核对、不评分的方案没有分值")
    elif indicator.points is None:
        table.wrong("points", "没有填写")
    _check_limits(indicator.limits, table, indicator.rule)
    _check_target(indicator, table)


def _check_target(indicator: Indicator, table: Table) -> None:
    """Make sure that a rule which compares with the target has a number with a fitting sign."""
    if indicator.target is None or indicator.rule not in BY_TARGET:
        return
    text, quantity = indicator.target.text, indicator.target.quantity
    if quantity is None or _is_slip(quantity.unit):
        table.wrong("target", f"“{text}”不是数值，而规则 {indicator.rule} 要与数值比较")
        return
    backwards = {"proportional": _DOWNWARD, "capped": _UPWARD}.get(indicator.rule, frozenset())
    if quantity.comparator in backwards:
        table.wrong("target", f"“{text}”的方向与规则 {indicator.rule} 相反")
    elif quantity.value == 0 and indicator.rule != "deduction":
        table.wrong("target", f"“{text}”为零，不能作除数；请用规则 zero_target（目标为零）")


def _is_slip(unit: Unit) -> bool:
    """Return whether a unit is no unit: 9O% with a letter O for the zero, say."""
    return "%" in unit.text and unit.dimension is not Dimension.RATE


def _check_limits(limits: Limits, owner: Table, rule: str) -> None:
    table = owner.table("limits")
    if table is None:
        return
    if rule not in BY_TARGET and rule != "by_sign":
        owner.wrong("limits", f"不适用：规则 {rule} 不计算完成比例")
    if limits.effect != "ignore" and limits.over is None:
        table.wrong("over", "没有填写，而规定了超过后的处理")
    if limits.over is not None and limits.over < 1:
        table.wrong("over", f"应不小于 1（即 100%），现为 {plain(limits.over)}")
    if limits.under is not None and limits.under >= (limits.over or 1):
        table.wrong("under", f"应小于上限（或 1，即 100%），现为 {plain(limits.under)}")


def _check_reason(reason: ReasonDuty, table: Table, scheme: Scheme) -> None:
    if reason.when == "lost_points":
        for key in ("fact", "below", "above"):
            if table.has(key):
                table.wrong(key, "应去掉：情形为有扣分时不看指标数值")
        return
    if not reason.fact:
        table.wrong("fact", "没有填写")
    _known(reason.fact, (fact.id for fact in scheme.facts), table, "fact", "口径")
    if reason.below is None and reason.above is None and not table.has("below"):
        table.wrong("below", "和 above（高于）至少要填一个")


def _check_total(scheme: Scheme, top: Table) -> None:
    if not scheme.marks:
        top.wrong("marks", "没有填写，无法从表格识别这一方案")
    if not scheme.blocks:
        top.wrong("blocks", "一个也没有")
    if scheme.status == "checks-only":
        if scheme.total is not None:
            top.wrong("total", "应去掉：只核对、不评分的方案没有总分")
        return
    if scheme.total is None:
        top.wrong("total", "没有填写")
        return
    points = [block.points for block in scheme.blocks if block.points is not None]
    listed = sum(points, Decimal(0))
    if scheme.blocks and len(points) == len(scheme.blocks) and listed != scheme.total:
        top.wrong(
            "total", f"为 {plain(scheme.total)} 分，而各一级指标合计 {plain(listed)} 分，应当相等"
        )


def _check_grades(scheme: Scheme, top: Table) -> None:
    tables = top.tables("grades", "等级")
    if scheme.status == "checks-only":
        if tables:
            top.wrong("grades", "应去掉：只核对、不评分的方案没有等级")
        return
    if not tables:
        top.wrong("grades", "一个也没有")
        return
    bands = sorted(zip(scheme.grades, tables, strict=True), key=lambda band: band[0].low)
    for grade, table in bands:
        if grade.low >= grade.high:
            table.wrong("low", f"应小于上限 {plain(grade.high)}，现为 {plain(grade.low)}")
    for (lower, table), (upper, _) in pairwise(bands):
        if lower.high != upper.low:
            word = "之间有空档" if lower.high < upper.low else "有重叠"
            told = f"{plain(lower.high)}，而“{upper.label}”从 {plain(upper.low)} 起，两段{word}"
            table.wrong("high", f"为 {told}")
    lowest, highest = bands[0], bands[-1]
    if lowest[0].low != 0:
        lowest[1].wrong("low", f"应为 0，现为 {plain(lowest[0].low)}，以下的分数没有等级")
    if scheme.total is not None and highest[0].high != scheme.total:
        told = f"应为总分 {plain(scheme.total)}，现为 {plain(highest[0].high)}"
        highest[1].wrong("high", told)
