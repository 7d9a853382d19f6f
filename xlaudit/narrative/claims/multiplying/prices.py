"""Prices and what they make: 24台，单价0.52万元，共12.48万元; 每人每月900元…12个月、35人，共37.8万元; 800元×15次＝1.2万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

from xlaudit.narrative.claims.multiplying import chains, products
from xlaudit.narrative.claims.multiplying.givens import given
from xlaudit.narrative.claims.multiplying.products import VACANT
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_UNIT_PRICE = re.compile(r"(?:单价|每[台套辆个件]价格?|单台价格?|单位价格|均价)[为是]?$")
_EACH = re.compile(r"每(人次|人天|个月|季度|学年|学期|平方米|立方米|公里|公顷|[\u4e00-\u9fff])")
_MEAN = re.compile(r"([人户亩])均")
_SLASH = re.compile(r"元/([\u4e00-\u9fff]+)(?:[/·每、.]([\u4e00-\u9fff]+))?$")
_SOFT = re.compile(
    r"最[高低多少]|上限|不[超高低]|左右|至多|起步|以内|以下|以上|约|原|拟|计划|预计|涨|调"
)
_TOGETHER = re.compile(
    r"(?:[^，。；：（）]{0,6}[）]?[，（])?(?:全年|年度|本次)?(?:需|应|实际)?(?:共计?|合计|总计|总价|总额|总金额|小计|计)(?:支付|发放|补助|补贴|支出|投入|需|安排|兑付|拨付|花费|费用|资金|金额|经费|款)*[为是]?"
)
_PAID = re.compile(
    r"(?:[^，。；：（）]{0,8}[，])?[^，。；：（）]{0,8}?(?:补助|补贴|补偿|发放|兑付|支付|奖励|给予|救助)(?:补助|补贴|补偿|直补|奖补|救助|慰问|奖励|生活|护理)?(?:资金|金|款|经费)?[为是]?"
)
_SPENT = re.compile(
    r"(?:计(?:算)?)?，(?:全年|一年|年)?(?:需|约|应)?(?:支付|支出|花费|投入|安排|拨付|下达|发放|兑付)?(?:工资|薪酬|报酬|津贴|租金|费用|经费|资金|补贴|补助|款)?(?:为|计)?|，(?:金额|资金|费用)"
)
_SOME = re.compile(
    r"已|首批|首期|部分|预付|预拨|先行|到位|其中|另|扣|剩余|配套|自筹|上级|[中省市县]级|财政|年均|实际|[上下]半年|[一二三四]季度"
)
_PEOPLE = frozenset(("人", "名", "位"))
_TIMES_OF = {
    "月": ("个月", "月"),
    "个月": ("个月", "月"),
    "天": ("天", "日", "个工作日"),
    "日": ("天", "日", "个工作日"),
    "人天": ("人天", "人·天"),
}
_SCALE = re.compile("^[百千万亿]+")
_YEARS = ("年", "学年", "年度")
_MONTHS = ("月", "个月")
_YEAR = re.compile(r"全年|一年|(?<!跨)年度(?!内)")
_SHORTER = re.compile(r"实[有际]|人月|月份|[上下]半年|个月|\d月|季度|学期|新[增聘]|离职|起执行")
_AROUND = 40  # characters
_BACK = 6  # figures
_REACH = 3  # figures on either side of a price
_FAR = 16  # characters between a price and a number
_MOST = 4  # factors


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each price with its numbers and the amount behind them."""
    told = set()  # prices with the total of the closed form 15辆，每辆12万元，共180万元
    for claim in products.claims(context):
        told |= {(r.operands[1].index, r.result.index) for r in claim.readings}
        yield claim
    figures, text = context.document.figures, context.document.text
    chained = any(sign in text for sign in "×*xX✕")
    taken = -1  # the total that the price before has
    last = -1  # the price before
    for figure in figures if chained else context.measured:
        if chained and text[figure.end : figure.end + 1] in ("×", "*", "x", "X", "）"):
            yield from chains.written(context, figure)
        units = _units(figure)
        if units is None or not figure.is_plain or not figure.value:
            continue
        several = last > taken and figures[last].sentence == figure.sentence
        several = several and "；" not in text[figures[last].end : figure.start]
        last = figure.index
        if several or _SOFT.search(figure.lead[-8:] + text[figure.end : figure.end + 3]):
            continue
        factors = _factors(context, figure, units)
        if factors is None:
            yield from _behind_total(context, figure, units)
            continue
        total = _total(context, factors)
        if total is not None:
            taken = total[0].index
            if (figure.index, taken) not in told:
                yield _claim(context, factors, *total)
        else:
            yield from _of_earlier(context, factors)


def _behind_total(context: Context, price: Figure, units: Sequence[str]) -> Iterator[Claim]:
    """慰问党员86名，发放慰问金8.60万元，每名1000元: the total stands between the number and the price."""
    if price.index < 2 or len(units) != 1:
        return
    number, total = context.document.figures[price.index - 2 : price.index]
    fits = _is_number(number, price) and _is_of(number, units[0])
    money = total.dimension is Dimension.MONEY and total.kind is Kind.LEVEL and total.is_plain
    if fits and money and total.sentence == price.sentence:
        reading = Reading(Formula.PRODUCT, (price, number), total, Strength.POSSIBLE)
        yield Claim("product", [reading])


def _of_earlier(context: Context, factors: tuple[Figure, ...]) -> Iterator[Claim]:
    """Yield a claim for the amounts before that a price and its numbers may make up: they only confirm."""
    price = factors[0]
    before = context.document.figures[max(0, price.index - 2 * _BACK) : price.index]
    readings = (
        reading
        for total in reversed(before)
        if total.paragraph == price.paragraph
        and total.dimension is Dimension.MONEY
        and total.kind is Kind.LEVEL
        and total.is_plain
        and total.value > price.value
        for reading in _may_make(factors, total)
    )
    for reading in readings:
        if ties(reading):
            yield Claim("product", [reading])
            return


def _may_make(factors: tuple[Figure, ...], total: Figure) -> Iterator[Reading]:
    """Yield a total as the product, and the price as what the total comes to for each: 208.90万元，116公里，每公里1.80万元."""
    yield Reading(Formula.PRODUCT, factors, total, Strength.POSSIBLE)
    price, *numbers = factors
    exact = len(price.digits.strip("0")) > 1 and len(numbers) == 1
    if exact and numbers[0].value and not numbers[0].is_given:
        yield Reading(Formula.RATIO, (total, numbers[0]), price, Strength.POSSIBLE)


def _claim(
    context: Context, factors: tuple[Figure, ...], total: Figure, strength: Strength
) -> Claim:
    """Claim a product; where several numbers count the same thing, any of them may be meant."""
    price, *numbers = factors
    others = _alike(context, numbers)
    if not others:
        reading = Reading(Formula.PRODUCT, factors, total, strength)
        supposed = any(each.is_given for each in numbers)  # not all stay for all 12 months
        closed = strength is Strength.CERTAIN and not supposed
        return Claim("product", [reading], is_closed=closed, needs_slip=supposed)
    readings = [Reading(Formula.PRODUCT, factors, total, Strength.POSSIBLE)]
    if len(numbers) == 1:
        whole, *parts = others
        split = sum((part.value for part in (*parts, *numbers)), Decimal()) == whole.value
        strengths = [Strength.LIKELY if split else Strength.POSSIBLE]
        strengths += [Strength.POSSIBLE] * len(parts)
        readings += [
            Reading(Formula.PRODUCT, (price, other), total, strength)
            for other, strength in zip(others, strengths, strict=True)
        ]
    return Claim("product", readings, ceiling=Strength.LIKELY)


def _alike(context: Context, numbers: Sequence[Figure]) -> list[Figure]:
    """Return other numbers of the sentence before, of the same thing: 1160人次，其中春季612人次，秋季548人次."""
    numbers = [number for number in numbers if not number.is_given]
    if not numbers:
        return []
    first = min(numbers, key=lambda figure: figure.index)
    units = {number.quantity.unit.text for number in numbers}
    before = context.document.figures[max(0, first.index - _BACK) : first.index]
    return [
        figure
        for figure in before
        if figure.sentence == first.sentence
        and figure.quantity.unit.text in units
        and "；" not in context.document.between(figure, first)
    ]


def _units(figure: Figure) -> tuple[str, ...] | None:
    """Return what a price is for each of; nothing for a unit price by name, None for any other figure."""
    if figure.dimension is Dimension.COUNT:
        unit = figure.quantity.unit.text
        slash = _SLASH.search(unit) if "/" in unit else None
        return tuple(word for word in slash.groups() if word) if slash else None
    if figure.dimension is not Dimension.MONEY or figure.kind is not Kind.LEVEL:
        return None
    each = _EACH.findall(figure.lead) if "每" in figure.lead else ()
    if each:
        return (*_MEAN.findall(figure.lead), *each)
    return () if "价" in figure.lead and _UNIT_PRICE.search(figure.lead) else None


def _factors(context: Context, price: Figure, units: Sequence[str]) -> tuple[Figure, ...] | None:
    """Return the price with the number of each thing it is for; None where one is missing or there are two."""
    before, behind = _counts_before(context, price), _counts_behind(context, price)
    if not units:
        near = before[:1] or behind[:1]
        return (price, *near) if near else None
    factors = [price]
    for unit in units:
        fitting = [each for each in (*before, *behind) if _is_of(each, unit)]
        if not fitting and unit in _YEARS:
            continue  # 每人每年: of the one year that a report is about
        if not fitting and unit in _MONTHS and _is_of_year(context, price):
            fitting = [given(12, "个月")]
        if len(fitting) != 1:
            return None
        factors.append(fitting[0])
    return tuple(factors) if 1 < len(factors) <= _MOST else None


def _is_of_year(context: Context, price: Figure) -> bool:
    """Tell whether the words around a monthly price speak of a whole year, and of no shorter time."""
    text = context.document.text
    paragraph = context.document.paragraphs[price.paragraph].start
    start = max(paragraph, *(text.rfind(sign, paragraph, price.start) + 1 for sign in "。；"))
    words = text[max(start, price.start - _AROUND) : price.end + _AROUND]
    words = re.split(r"[。；\n]", words[words.find(price.text) :])[0] + text[start : price.start]
    return _YEAR.search(words) is not None and not _SHORTER.search(words)


def _is_number(figure: Figure, price: Figure) -> bool:
    return (
        figure.dimension is Dimension.COUNT
        and figure.kind is Kind.LEVEL
        and figure.sentence == price.sentence
        and figure.is_plain
        and "/" not in figure.quantity.unit.text
        and "其中" not in figure.lead
        and VACANT.search(figure.lead) is None
    )


def _counts_before(context: Context, price: Figure) -> list[Figure]:
    """Return the numbers right before a price, nearest first."""
    figures = context.document.figures
    found: list[Figure] = []
    place = price.start
    for figure in reversed(figures[max(0, price.index - _REACH) : price.index]):
        gap = context.document.text[figure.end : place]
        if not _is_number(figure, price) or "；" in gap or len(gap) > _FAR:
            break
        found.append(figure)
        place = figure.start
    return found


def _counts_behind(context: Context, price: Figure) -> list[Figure]:
    following = context.document.figures[price.index + 1 : price.index + 1 + _REACH]
    found = list(takewhile(lambda figure: _is_number(figure, price), following))
    ends = [price, *found]
    return [
        figure
        for before, figure in zip(ends, found, strict=False)
        if "；" not in context.document.between(before, figure)
    ]


def _is_of(number: Figure, unit: str) -> bool:
    """Tell whether a number counts what a price is for each of."""
    counted = _SCALE.sub("", number.quantity.unit.text)
    if counted in _TIMES_OF.get(unit, ()) or counted == unit:
        return True
    return counted in _PEOPLE and (unit in _PEOPLE or unit == "生")


def _total(context: Context, factors: Sequence[Figure]) -> tuple[Figure, Strength] | None:
    """Return the amount right behind the factors, and how surely it is that of all of them."""
    last = max(factors, key=lambda figure: figure.index)
    following = context.document.figures[last.index + 1 : last.index + 2]
    for total in following:
        same = total.sentence == last.sentence and total.dimension is Dimension.MONEY
        if (
            not same
            or not total.is_plain
            or total.kind is not Kind.LEVEL
            or _units(total) is not None
        ):
            return None
        between = context.document.between(last, total)
        if _SOME.search(between):
            return None
        if _TOGETHER.fullmatch(between.lstrip("）")):
            return total, Strength.CERTAIN
        if _PAID.fullmatch(between.lstrip("）")):
            return total, Strength.LIKELY
        if _SPENT.fullmatch(between.lstrip("）")):
            return total, Strength.POSSIBLE
    return None
