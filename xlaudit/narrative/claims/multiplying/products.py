"""So many, so much for each, so much altogether: 15辆，每辆补助12万元，共计补助180万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["VACANT", "claims"]

_EACH = re.compile(
    r"[^，。；：、\d（）]{0,6}[，、]?(?:按照?|平均)?(?:每(?P<each>人次|场次|车次|户次|批次|平方米|立方米|公里|[\u4e00-\u9fff]{1,2}?)|(?P<mean>[\u4e00-\u9fff]{1,2}?)均)[^，。；：、\d（）每]{0,6}"
)
_TOGETHER = re.compile(
    r"[^，。；：、\d（）]{0,3}，(?:(?:测算|预计|全年|年|一?年)?可?共?(?:提供|带动|服务|覆盖|惠及)|共计?|合计|总计|总|累计|全部)[^，。；：、\d（）每]{0,8}"
)
_RECKONED = re.compile(r"，(?:按照?|以)[^，。；：、\d（）]{0,12}")
_SCALE = re.compile("^[百千万亿]+")
_AGAIN = re.compile(r"[月年天日季次期]|最|上限|不超|左右|标准不|至多|起")
VACANT = re.compile(
    r"[空缺超]编|空缺"
)  # 空编3人，人均支出13.23万元: of the staff, not of the posts
_VISITS = frozenset(("人次", "场次", "车次", "户次", "批次"))
_BACK = 8
_PEOPLE = frozenset(("人", "名", "位"))


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each number of things, price of one, and total that stand side by side."""
    figures = context.document.figures
    for price in context.levels:
        if not price.index or ("每" not in price.lead and "均" not in price.lead):
            continue
        number = figures[price.index - 1]
        each = _each(context, number, price)
        if each is None or _is_one_of_several(context, number):
            continue
        for total in figures[price.index + 1 : price.index + 2]:
            together = _TOGETHER.fullmatch(context.document.between(price, total))
            if together and _adds_up(price, total):
                yield _claim(number, price, total, is_mean=each["mean"] is not None)
        if price.index >= 2:
            yield from _reckoned(context, figures[price.index - 2], number, price)


def _each(context: Context, number: Figure, price: Figure) -> re.Match[str] | None:
    """Return the words between a number and a price for each of what is counted."""
    if VACANT.search(number.lead):
        return None
    if number.dimension is not Dimension.COUNT or number.kind is not Kind.LEVEL:
        return None
    if number.sentence != price.sentence or not number.is_plain or not price.is_plain:
        return None
    match = _EACH.fullmatch(context.document.between(number, price))
    if match is None:
        return None
    unit = _SCALE.sub("", number.quantity.unit.text)
    word = match["each"] or match["mean"]
    same = word == unit or (word in _PEOPLE and unit in _PEOPLE)
    rest = match[0].partition(word)[2]
    again = rest if word in _VISITS and price.dimension is Dimension.COUNT else rest + word
    return match if same and not _AGAIN.search(again) else None


def _is_one_of_several(context: Context, number: Figure) -> bool:
    """Tell whether another price stands before: the total is then of both."""
    before = context.document.figures[max(0, number.index - _BACK) : number.index]
    return any("每" in each.lead for each in before if each.sentence == number.sentence)


def _adds_up(price: Figure, total: Figure) -> bool:
    same = total.dimension is price.dimension and total.sentence == price.sentence
    if price.dimension is Dimension.COUNT and same:
        same = total.quantity.unit.text == price.quantity.unit.text
    return same and total.is_plain and total.kind is Kind.LEVEL


def _claim(number: Figure, price: Figure, total: Figure, *, is_mean: bool) -> Claim:
    """Claim a product: surely of money for each piece; an average is seldom meant to the last one."""
    reading = Reading(Formula.PRODUCT, (number, price), total, Strength.CERTAIN)
    sure = price.dimension is Dimension.MONEY and not is_mean
    ceiling = Strength.CERTAIN if sure else Strength.LIKELY
    return Claim("product", [reading], ceiling=ceiling, is_closed=True)


def _reckoned(context: Context, total: Figure, number: Figure, price: Figure) -> Iterator[Claim]:
    """2968万元，按常住人口42.4万人、人均70元测算: the total stands in front."""
    behind = context.document.text[price.end : price.end + 6]
    if not re.match(r"(?:的?标准)?(?:测算|计算|核算|安排|核定)", behind) or not _adds_up(
        price, total
    ):
        return
    if _RECKONED.fullmatch(context.document.between(total, number)):
        yield _claim(number, price, total, is_mean=False)
