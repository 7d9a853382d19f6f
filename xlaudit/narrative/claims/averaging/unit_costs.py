"""What one of a thing cost, both amounts in its sentence: 投入376万元，完成9.5公里，每公里造价39.6万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.averaging.divisors import unit_of
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_COST = re.compile(
    r"^[，、；（]?(?:按照?[^，。；：、（）\d]{2,10}(?:折算|计算|测算|核算|算|计)，?)?(?:折合|平均|综合|实际)*每?(?P<unit>公里|平方米|立方米|平方公里|千米|亩|座|处|户|米|盏|台|套|间|株|个|所|条|口)(?:均|平均)?(?:工程|综合|建设|建安|单位)*(?:造价|成本|投资|投入|花费|单价)(?:约|仅|为|达)*$"
)
_PLANNED = re.compile(r"计划|目标|任务|应|预计|拟")
_NOT_SPENT = re.compile(r"标准|预算|计划|概算|控制|上年|去年|其中|节约|结余")
_NORM = re.compile(r"不超|低于|高于|控制|标准|上年|去年")
_BACK = 8  # figures
_FAR = 120  # figures
_A_NAME = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each such cost: sure where one amount and one number done stand in the sentence."""
    figures = context.document.figures
    for cost in context.money_levels:
        match = _COST.match(cost.lead)
        if match is None or _NORM.search(cost.lead):
            continue
        before = [
            each
            for each in figures[max(0, cost.index - _BACK) : cost.index][::-1]
            if each.sentence == cost.sentence or each.paragraph == cost.paragraph
            if each.kind is Kind.LEVEL and each.is_plain and each.value and not each.is_word
        ]
        counted = [
            e for e in before if e.dimension is Dimension.COUNT and unit_of(e) == match["unit"]
        ]
        done = [each for each in counted if not _PLANNED.search(each.lead)] or counted
        if not done:
            done = _afar(context, cost, before, match["unit"])
        spent = [
            each
            for each in before
            if each.dimension is Dimension.MONEY and not _NOT_SPENT.search(each.lead)
        ]
        yield from _claim(cost, spent, done)


def _afar(context: Context, cost: Figure, before: list[Figure], unit: str) -> list[Figure]:
    """Return the numbers of other paragraphs that bear the name of what was paid for: 中修工程支出…, 中修38.4公里."""
    paid = next((each for each in before if each.dimension is Dimension.MONEY), cost)
    name = core(paid.label)[:_A_NAME]
    if paid is cost or len(name) < _A_NAME:
        return []
    return [
        each
        for each in context.amounts_within(cost.index - _FAR, cost.index)[::-1]
        if each.dimension is Dimension.COUNT
        and name in each.lead
        and unit_of(each) == unit
        and each.is_plain
        and each.period != "-1"
    ]


def _claim(cost: Figure, spent: list[Figure], done: list[Figure]) -> Iterator[Claim]:
    own = [each for each in done if each.sentence == cost.sentence] or done
    unique = all(len({each.value for each in group}) == 1 for group in (spent, own))
    readings = [
        Reading(
            Formula.RATIO,
            (whole, number),
            cost,
            Strength.LIKELY if unique else Strength.POSSIBLE,
        )
        for whole in spent[: 1 if unique else None]
        for number in own[: 1 if unique else None]
    ]
    if readings and not (unique and rounds(readings[0])):
        yield Claim("ratio", readings, ceiling=Strength.LIKELY)
