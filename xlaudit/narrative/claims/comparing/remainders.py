"""What is left: 排查隐患86处，整改84处，剩2处; 应收420.5万元，已收398.2万元，尚欠22.3万元; 短收22640万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_LEFT = re.compile(
    r"""(?: (?:[尚还仍]|目前|其中)* (?:剩余?|余下|余额?|[尚还仍][余有差缺欠]|尚需)
          | [尚还仍]?未 [\u4e00-\u9fff]{2,8} | 正在 [\u4e00-\u9fff]{2,4} | [在待续] [办建理改销]
          | 尚?欠[缴付拨]? | [空缺]编 | 缺口 | 短收 | 超收 | 差额 | 超期 | 逾期 )
        (?:数|金额|资金|额|的|为|共|是)* $""",
    re.VERBOSE,
)
_MAY_LEAVE = re.compile("[剩余空尚还仍未在待续欠缺短超差逾]")  # cheaper than the whole pattern
_STILL = re.compile(
    r"(?:[尚还仍]|目前)*(?:未|没有|正在|[仍还]在|不(?=合格|达标|符|满意|一致|规范))(?!列|纳入|含|包括|计)[\u4e00-\u9fff]"
)
_REST = re.compile(r"剩|余|[尚还仍]有|欠|缺|短收|超收|差额")
_DONE = re.compile(
    r"已|完成|办结|整改|化解|支付|支出|拨付|到位|收回|实收|实际|消除|验收|竣工|完工|开工|取得|通过|达标|使用|执行|销号|清理|处置|兑付|脱贫|就业|摘帽|还|实有|在[编职岗]"
)
_OPENING = re.compile(
    r"计划|应|预算|任务|共|总|全|年初|期初|受理|排查|发现|接[到收]|交办|申请|登记|监测|原|合计|限额|编制|核定"
)
_AGAINST = re.compile(
    r"(?:大于|小于|多于|少于|高于|低于|超过?|超出|不足)(?P<base>[\u4e00-\u9fff]{2,10}?)(?:数|额)?$"
)
_BACK = 12  # figures
_MOST = 5  # amounts before it that are tried
_HERE = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each amount that is said to be left of one before, or to part two of them."""
    for figure in context.levels:
        lead = figure.lead
        if figure.is_word or "结转" in lead or "结余" in lead:
            continue  # 结转结余 may come from the years before as well: the budget's own claims know
        left = _MAY_LEAVE.search(lead) and _LEFT.search(lead)
        if left or _is_still_open(context, figure):
            readings = list(_left_of(context, figure))
        elif _AGAINST.search(lead):
            readings = list(_between(context, figure))
        else:
            continue
        if readings:
            strongest = max(reading.strength for reading in readings)
            yield Claim("difference", readings, ceiling=max(strongest, Strength.LIKELY))


def _is_still_open(context: Context, figure: Figure) -> bool:
    """Tell whether the words behind a number of things say that they are not done: 45人未取得证书."""
    is_count = figure.dimension is Dimension.COUNT
    return is_count and _STILL.match(context.document.text, figure.end) is not None


def _levels(context: Context, figure: Figure) -> list[Figure]:
    """Return the amounts of its own measure before a figure in its paragraph, nearest first."""
    unit = figure.quantity.unit.text
    found = [
        other
        for other in context.document.figures[max(0, figure.index - _BACK) : figure.index][::-1]
        if other.paragraph == figure.paragraph
        and other.kind is Kind.LEVEL
        and other.is_plain
        and not other.is_word
        and other.dimension is figure.dimension
        and (figure.dimension is Dimension.MONEY or other.quantity.unit.text == unit)
    ]
    return found[:_MOST]


def _left_of(context: Context, figure: Figure) -> Iterator[Reading]:
    """Yield the pairs that may leave it: sure where only a whole and what was done of it stand before it."""
    levels = _levels(context, figure)
    here = [level for level in levels if level.sentence == figure.sentence]
    shared = _goes_on(context, figure)
    for number, (done, whole) in enumerate(combinations(levels, 2)):
        great, small = (whole, done) if whole.value >= done.value else (done, whole)
        strength = Strength.POSSIBLE
        if number == 0 and not shared and len(here) >= _HERE and _is_pair(whole, done, figure):
            alone = len(here) == _HERE and figure.depth == done.depth == whole.depth
            alone = alone and _OPENING.search(whole.label) is not None
            strength = Strength.CERTAIN if alone else Strength.LIKELY
        yield Reading(Formula.DIFFERENCE, (great, small), figure, strength)
    for number in range(_HERE, len(levels)):
        *parts, whole = levels[: number + 1]
        signs = (1, *(-1 for _ in parts))
        yield Reading(Formula.SUM, (whole, *reversed(parts)), figure, Strength.POSSIBLE, signs)


def _goes_on(context: Context, figure: Figure) -> bool:
    """Tell whether more of the kind follows, so that what is left has several parts: 在建6个，未开工2个."""
    return any(
        other.sentence == figure.sentence
        and other.kind is Kind.LEVEL
        and other.quantity.unit.text == figure.quantity.unit.text
        for other in context.document.figures[figure.index + 1 : figure.index + _MOST]
    )


def _is_pair(whole: Figure, done: Figure, left: Figure) -> bool:
    """Tell whether the words say that a part of the whole is done: 排查…处，整改…处, 应收…，已收…."""
    if done.value > whole.value and not _REST.search(left.lead):
        return False  # 计划300人、完成326人: the 12 未就业 are others
    opens = _OPENING.search(whole.label) or not _DONE.search(whole.lead)
    return bool(_DONE.search(done.lead) and opens)


def _between(context: Context, figure: Figure) -> Iterator[Reading]:
    """Yield the pairs that may differ by it: 决算数大于年初预算数321.95万元."""
    match = _AGAINST.search(figure.lead)
    if match is None:
        return
    levels = [level for level in _levels(context, figure) if level.sentence == figure.sentence]
    base = core(match["base"])[-3:]
    named = [level for level in levels if base in level.label]
    for one, other in combinations(levels, 2):
        great, small = (one, other) if one.value >= other.value else (other, one)
        likely = len(named) == 1 and len(levels) == _HERE
        strength = Strength.LIKELY if likely else Strength.POSSIBLE
        yield Reading(Formula.DIFFERENCE, (great, small), figure, strength)
