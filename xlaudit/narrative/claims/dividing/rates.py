"""Rates of two amounts: 执行率, 完成预算的…%, 控制率, 到位率 and whatever ends in 率."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.dividing import bases, bracketed, outcomes, stated_base
from xlaudit.narrative.claims.dividing.fulfilled import fulfilled
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_OF_BUDGET = re.compile(r"(?:完成|为|占|达到?|是)(?P<name>[^，。；]{0,14}?预算[^，。；]{0,6}?)的?$")
_OF_INITIAL = re.compile(r"年初|期初")
_EXECUTED = re.compile(
    r"执行率|执行进度|支出进度|完成率|支付率|支出率|预算完成|完成(?:年初|全年|调整后?|部门)?预算数?$|使用率|控制率|到位率|完成比例|完成.{0,6}(?:预算|计划|资金|指标)数?的$|预算数?的$|^(?:总体|共|已|实际)?完成$"
)
_ANOTHERS = re.compile(r"[，、]?(?:比|较|高于|低于|超过|超出|优于|相比|与)")  # 比总控制率88.1%低…
_COUNTED = re.compile(r"[率度比重例]$|比例为?$")
_BUDGETED = re.compile(r"预算支出$|支出预算数?$|批复数$|控制数$|^调整后?$")
_DIFFERS = re.compile(r"(?:[比较][^，。；]{0,8})?(?:超|短收|少支|多支|结余|节余|剩余)")
_OF_ALL = re.compile(r"合计|总体|平均|综合|总执行|总支出率")
_ACCEPTS = 7
_FAR = 30  # figures before a rate that are looked at for the total of a list
_OF_ADJUSTED = re.compile(r"(?<!初)预算(?:总)?执行率$")  # of the budget as it was in the end
_TWO_BUDGETS = {"budget", "initial_budget"}
_SPENT_OF = (*_TWO_BUDGETS, None)


def claims(context: Context) -> Iterator[Claim]:
    """Yield one claim for each rate that may be the quotient of two levels around it."""
    for figure in context.plain_percentages:
        if figure.kind is Kind.RATE:
            readings = _readings(context, figure) + _of_two_years(context, figure)
            readings = bracketed.readings(context, figure) + readings
            readings = _by_name(context, figure, readings)
            readings = stated_base.readings(context, figure, readings)
            if _ANOTHERS.match(figure.lead):
                readings = _possible(readings)
            if len(context.run_of(figure)) > 1:  # 甲率、乙率分别为…: of nobody knows which amounts
                readings = [each for each in readings if _tying([each])]
            basis = _wrong_basis(readings)
            if basis is not None:
                yield basis
                readings = readings[1:]  # what the words name is answered, the rest may tie
            if readings:
                yield Claim("ratio", readings, is_closed=_is_closed(readings[0]))
            yield from _overspent(readings)


def _by_name(context: Context, rate: Figure, others: list[Reading]) -> list[Reading]:
    """Put what the rate's own name means first; where words or another base answer it, it may only tie."""
    in_words = bases.readings(context, rate)
    named = in_words or outcomes.readings(context, rate)
    if not named:
        return others
    if in_words:
        others = [each for each in others if not _inverts(each, named[0])]
    if any(each.strength is not Strength.POSSIBLE for each in others):
        if others[0].operands != named[0].operands:
            named = _possible(named)
    elif _tying(others):
        named = _possible(named)
    return [*named, *others]


def _possible(readings: list[Reading]) -> list[Reading]:
    weak = Strength.POSSIBLE
    return [each if each.strength is weak else each._replace(strength=weak) for each in readings]


def _inverts(reading: Reading, meant: Reading) -> bool:
    """Tell whether a reading divides the whole by the part: 完成任务5公里 of 5.4公里 is 108%, never 92.6%."""
    sure = meant.strength is Strength.CERTAIN and meant.formula is Formula.RATIO
    return sure and reading.operands == meant.operands[::-1]


def _is_closed(meant: Reading) -> bool:
    """Tell whether part, whole and rate follow each other, and the rate's words name that part."""
    part, whole = meant.operands[0], meant.operands[-1]
    together = meant.result.index - part.index <= 2 and abs(part.index - whole.index) == 1
    return together and meant.formula is Formula.RATIO and part.fact != "spent"


def _overspent(readings: list[Reading]) -> Iterator[Claim]:
    """More was spent than there was, and yet the rate is at most 100%."""
    if not readings or readings[0].strength is not Strength.CERTAIN or _tying(readings):
        return
    if readings[0].formula is not Formula.RATIO or readings[0].operands[0].fact != "spent":
        return
    spent, budget = readings[0].operands
    if readings[0].result.value <= 1 and spent.value > budget.value > 0:
        bound = Reading(Formula.AT_MOST, (budget,), spent, Strength.LIKELY)
        yield Claim("bound", [bound], ceiling=Strength.LIKELY)


def _tying(readings: list[Reading]) -> Reading | None:
    for reading in readings:
        if ties(reading):
            return reading
    return None


def _wrong_basis(readings: list[Reading]) -> Claim | None:
    """Ask about a rate said to be of 年初预算 that was reckoned on another amount."""
    if not readings or readings[0].strength is Strength.POSSIBLE:
        return None
    meant, rate = readings[0], readings[0].result
    named = _OF_BUDGET.search(rate.lead)
    if (
        named is None
        or not _OF_INITIAL.search(named["name"])
        or meant.operands[1].fact != "initial_budget"
    ):
        return None
    true = _tying(readings)
    if true is None or true is meant or true.operands[1].fact != "budget":
        return None
    sentence = (
        f"文中写“{named[0]}{rate.text}”，而{rate.text}是按{true.operands[0].text}÷{true.operands[1].text}"
        f"（全年预算）得出的，与所称的年初预算{meant.operands[1].text}不符。"
    )
    reading = Reading(
        Formula.GRADE, meant.operands, rate, Strength.LIKELY, note=f"按{meant.operands[1].text}计算"
    )
    return Claim("basis", [reading], ceiling=Strength.LIKELY, message=sentence)


def _of_two_years(context: Context, rate: Figure) -> list[Reading]:
    """Read a 结余率 behind the balances of two years: the name has several formulas in use."""
    if rate.fact != "carryover_rate":
        return []
    levels = [
        level
        for level in context.levels_before(rate, _ACCEPTS, Dimension.MONEY)
        if level.fact == "carryover" and level.sentence == rate.sentence
    ]
    if len(levels) < 2 or not levels[1].value or levels[0].period == levels[1].period:
        return []
    new, old = levels[0], levels[1]
    if "" not in (new.period, old.period) and new.period < old.period:
        new, old = old, new
    return [
        Reading(Formula.CHANGE_OF_LEVELS, (old, new), rate, Strength.LIKELY, (1,)),
        Reading(Formula.RATIO, (new, old), rate, Strength.POSSIBLE),
    ]


def _readings(context: Context, rate: Figure) -> list[Reading]:
    before = list(context.levels_before(rate, _FAR))
    near = [level for level in before if rate.index - level.index <= 2 * _ACCEPTS]
    levels = near[:_ACCEPTS] + _behind(context, rate)
    levels += [
        level
        for level in before
        if level.index in context.heads
        and level.dimension is Dimension.MONEY
        and level not in levels
    ][:2]
    if not levels:
        return []
    if not _EXECUTED.search(rate.label.rstrip("为达到约是：“”")):
        return _counted(context, rate, levels)
    meant = _meant(rate, levels) or fulfilled(context, rate, levels)
    if meant and bases.is_with_addition(context, meant):
        meant = meant._replace(strength=Strength.POSSIBLE)
    readings = [meant] if meant else []
    if meant and not _OF_ADJUSTED.search(core(rate.label)):
        readings = [*_on_initial(meant, levels), meant]
    readings += [
        Reading(Formula.RATIO, (numerator, denominator), rate, Strength.POSSIBLE)
        for numerator in levels
        for denominator in levels
        if _may_divide(numerator, denominator)
        and (numerator.value != denominator.value or rate.sentence == numerator.sentence)
    ]
    return readings


def _on_initial(meant: Reading, levels: list[Figure]) -> Iterator[Reading]:
    """Yield first what a rate beside two budgets may be as well: of the initial one, which is nobody's slip."""
    spent, budget = meant.operands
    for level in levels:
        if level.fact == "initial_budget" and level.sentence == spent.sentence:
            if budget.fact == "budget" and meant.result.index > level.index:
                yield Reading(meant.formula, (spent, level), meant.result, Strength.POSSIBLE)
            return


def _behind(context: Context, rate: Figure) -> list[Figure]:
    """Return levels behind a rate that comes first: 执行率95%，其中预算100万元，支出95万元."""
    following = context.document.figures[rate.index + 1 : rate.index + 3]
    return [
        figure
        for figure in following
        if figure.kind is Kind.LEVEL
        and figure.sentence == rate.sentence
        and figure.dimension is Dimension.MONEY
    ]


def _may_divide(numerator: Figure, denominator: Figure) -> bool:
    """Tell whether the quotient is worth trying: one unit, two figures, and not by chance 100%."""
    if numerator is denominator or numerator.dimension is not denominator.dimension:
        return False
    if numerator.fact != "spent" and denominator.fact not in _SPENT_OF:
        return False
    if (
        numerator.dimension is Dimension.COUNT
        and numerator.quantity.unit.text != denominator.quantity.unit.text
    ):
        return False
    return bool(denominator.value)


def _counted(context: Context, rate: Figure, levels: list[Figure]) -> list[Reading]:
    """Read a rate of counted things (合格率, 满意率); only counts of its own sentence are tried."""
    counts = [
        level for level in levels if level.sentence == rate.sentence and level.index < rate.index
    ][:3]
    if rate.fact == "adjustment_rate":
        return []  # of what was moved, by names of their own
    meant = fulfilled(context, rate, levels)
    return ([meant] if meant else []) + [
        Reading(Formula.RATIO, (numerator, denominator), rate, Strength.POSSIBLE)
        for numerator in counts
        for denominator in counts
        if _may_divide(numerator, denominator)
        and numerator.value <= denominator.value
        and (numerator.value != denominator.value or _is_all(numerator, denominator, rate))
    ]


def _is_all(part: Figure, whole: Figure, rate: Figure) -> bool:
    """Tell whether 100% stands right behind two equal amounts: 预算数、支出数、执行率：882.00万元，882.00万元，100.00%."""
    return rate.value == 1 and rate.index - 2 == whole.index == part.index - 1


def _is_budget(level: Figure) -> bool:
    return level.fact in ("budget", "initial_budget") or bool(_BUDGETED.search(core(level.label)))


def _meant(rate: Figure, levels: list[Figure]) -> Reading | None:
    """Return the reading that the words ask for, None where they leave it open."""
    before = [
        level
        for level in levels
        if level.index < rate.index
        and level.dimension is Dimension.MONEY
        and not _DIFFERS.match(level.lead)
    ]
    if not before:
        return None
    named = _OF_BUDGET.search(rate.lead)
    numerator = before[0]
    if numerator.fact != "spent" or rate.index - numerator.index > 2:
        return None
    if numerator.sentence != rate.sentence or (
        _OF_ALL.search(rate.label) and not _OF_ALL.search(numerator.label)
    ):
        return None
    others = before[1:]
    if named and _OF_INITIAL.search(named["name"]):
        budgets = [level for level in others if level.fact == "initial_budget"]
    else:
        budgets = [level for level in others if _is_budget(level)]
    if not budgets:
        return None
    own = [level for level in budgets if level.sentence == numerator.sentence] or budgets
    near = own[0] is others[0] or numerator.index - own[0].index <= 2
    if numerator in budgets or any(
        level.fact == "spent" for level in others if level.index > own[0].index
    ):
        return None
    if len(own) == 2 and not named and {level.fact for level in own} == _TWO_BUDGETS:
        own = [level for level in own if level.fact == "budget"]  # 调整后 outranks 年初
    unique = len({level.value for level in own}) == 1
    between = [level for level in before[1:] if level.index > own[0].index]
    if between and sum(level.value for level in between) == own[0].value:
        near = True  # 预算24万元，其中甲20万元、乙4万元；决算21万元，完成预算的…
    elif any("其中" in level.lead for level in before if level.index > own[0].index):
        near = unique = False  # an item's own rate
    strength = (
        Strength.CERTAIN
        if unique and near
        else Strength.LIKELY
        if unique or near
        else Strength.POSSIBLE
    )
    return Reading(Formula.RATIO, (numerator, own[0]), rate, strength)
