"""A change against an amount beside it, of a level told farther off: 与上年支出B相比，增支C，增长R%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.narrative.comparisons.sides import is_reckoned_otherwise, same_measure
from xlaudit.narrative.comparisons.with_years import undated
from xlaudit.narrative.context import Context, among
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.slips import mends
from xlaudit.narrative.judging.tolerance import Tier, judge, ties
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_BASE = r"上一?年|去年|前一年|20\d\d年|上期|同期|年初|期初|预算|计划|目标|任务|控制|概算|限额|定额|标准|合同"
# 与上年支出, 较年初预算, 控制在预算…以内: what stands there is what the change is against.
_AGAINST = re.compile(
    rf"(?:与|较|比|同|跟|和|控制在)[^，。；：]{{0,14}}(?:{_BASE})[^，。；：]{{0,12}}$"
)
_GAP = re.compile(
    r"(?:的[\u4e00-\u9fff]{1,6}|以内|[）（])?[\u4e00-\u9fff“”、]{0,6}(?:，[\u4e00-\u9fff“”、]{0,12})?"
)
# 上年支出B，今年多支出C; 上年B，增加C: nothing but this year may stand between.
_NOW = re.compile(
    r"(?:（[^（）]{0,12}）)?，?(?:本年度?|今年|当年|20\d\d年|现在?)?(?:则|又|实际|同比|共)?"
    r"[\u4e00-\u9fff]{1,6}"
)
_OTHER = re.compile(r"(?<!同)(?<!相)[比较](?![较，])|预算|计划|目标|其中|占")
_OLD_BEHIND = re.compile(
    r"[，（](?:其中|而)?(?:上年|去年|上一年|前一年|20\d\d年)(?:度|同期|全年|年?末|年?底|实际|决算|支出|收入|完成|总?数|共)*[为是]?"
)
_RATE_BEHIND = re.compile(r"）?，?[\u4e00-\u9fff]{1,8}")
_ASIDE = re.compile(r"同比|环比|[比较]上年|[比较]去年|完成|占")
_WORDS = re.compile(
    r"今年|[年期][初末]|[与较比同跟和的则又各均]|相比|起来|同比|预算|决算|计划|目标|任务|控制|完成|总体|净?增[加长收支]?|减[少收支]?|下降|上升|提高|降低|压减|节约"
    r"|缩减|[多少升降超](?:[支收用安争建办][\u4e00-\u9fff]?[出付排取用]?)?|数|额|，|了"
)
_BOTH = re.compile(r"^(?:收、?支(?:总计|合计)?|收入|支出)$")
_MOST = 60
_HALF = Decimal("0.5")
_NAMED = 5
_DIGITS = 3
_A_NAME = 2


@dataclass(frozen=True, slots=True)
class _Move:
    """A base, what it changed by, and that in per cent; one of the two may be missing."""

    base: Figure
    change: Figure | None
    rate: Figure | None
    is_behind: bool  # the base stands behind the change


def claims(context: Context) -> Iterator[Claim]:
    """Yield the rate on the base, and the difference to the level that bears its name."""
    for moved in context.moves:
        move = _before(context, moved) or _behind(context, moved)
        if move is not None and move.base.value:
            yield from _rate(context, move)
            yield from _level(context, move)


def _before(context: Context, moved: Figure) -> _Move | None:
    """Return the move whose base stands right before it."""
    document = context.document
    if not moved.index:
        return None
    base = document.figures[moved.index - 1]
    if not _may_be_base(base, moved) or base.sentence != moved.sentence:
        return None
    gap = document.between(base, moved)
    named = _AGAINST.search(base.lead) and _GAP.fullmatch(gap)
    dated = base.period == "-1" and _NOW.fullmatch(gap)
    if not (named or dated) or _OTHER.search(gap) or not _is_of(base, moved):
        return None
    following = document.figures[moved.index + 1 : moved.index + 2]
    other = following[0] if following and _goes_with(context, moved, following[0]) else None
    change, rate = (moved, other) if moved.kind is Kind.CHANGE else (other, moved)
    if change is not None and not same_measure(base, change):
        return None
    return _Move(base, change, rate, is_behind=False)


def _is_of(base: Figure, moved: Figure) -> bool:
    """Tell whether what moved is what the base is of: 上年支出B，项目支出增长R% are two things."""
    name, of = (_bare(each.label) for each in (base, moved))
    if AVERAGE.search(base.label) and not AVERAGE.search(moved.label):
        return not of
    return not of or not name or of in name or _BOTH.search(of) is not None


def _bare(label: str) -> str:
    """Return what a label names, without years and the words of comparison and of change."""
    return _WORDS.sub("", undated(label))


def _behind(context: Context, change: Figure) -> _Move | None:
    """Return the move whose base stands behind the change: 增加C（上年B），增长R%."""
    document = context.document
    if change.kind is not Kind.CHANGE:
        return None
    near = document.figures[change.index + 1 : change.index + 3]
    rate = next(iter(near), None)
    rate = rate if rate is not None and _goes_with(context, change, rate) else None
    place = change.index + (2 if rate is not None else 1)
    for base in document.figures[place : place + 1]:
        last = rate or change
        if not _may_be_base(base, change) or base.sentence != change.sentence:
            return None
        if not same_measure(base, change) or not _OLD_BEHIND.fullmatch(
            document.between(last, base)
        ):
            return None
        if rate is None:
            for each in document.figures[base.index + 1 : base.index + 2]:
                gap = document.between(base, each)
                if _is_rate(each, change) and _RATE_BEHIND.fullmatch(gap):
                    rate = None if _ASIDE.search(gap) else each
        return _Move(base, change, rate, is_behind=True)
    return None


def _may_be_base(base: Figure, moved: Figure) -> bool:
    level = base.kind is Kind.LEVEL and base.is_plain and not base.is_word
    return (
        level and base.dimension in (Dimension.MONEY, Dimension.COUNT) and base.run < 0 > moved.run
    )


def _goes_with(context: Context, first: Figure, second: Figure) -> bool:
    """Tell whether a change and a rate stand side by side and turn the same way."""
    kinds = {first.kind, second.kind}
    if kinds != {Kind.CHANGE, Kind.GROWTH} or first.sentence != second.sentence:
        return False
    gap = context.document.between(first, second)
    same = first.direction == second.direction and second.is_plain and second.run < 0
    return same and _RATE_BEHIND.fullmatch(gap) is not None and not _ASIDE.search(gap)


def _is_rate(each: Figure, change: Figure) -> bool:
    rate = each.kind is Kind.GROWTH and each.is_plain and each.dimension is Dimension.RATE
    return rate and each.sentence == change.sentence and each.direction == change.direction


def _rate(context: Context, move: _Move) -> Iterator[Claim]:
    """Yield the rate as that of the change on the base."""
    change, rate = move.change, move.rate
    if change is None or rate is None or rate.dimension is not Dimension.RATE:
        return
    if rate.index in context.comparisons or is_reckoned_otherwise(
        context.document, move.base, rate
    ):
        return
    reading = Reading(Formula.RATIO, (change, move.base), rate, Strength.CERTAIN)
    yield Claim("change", [reading], is_closed=True)


def _level(context: Context, move: _Move) -> Iterator[Claim]:
    """Yield the difference, or the growth where nothing else is told, to the level of this year."""
    moved = move.change or move.rate
    if moved is None or moved.index in context.comparisons:
        return
    levels = _levels(context, move, moved)
    exact = next((each for each in levels if _fits(move, moved, each)), None)
    if exact is not None:
        reading = _reading(move, moved, exact)
        if len(moved.digits.strip("0")) < _DIGITS:  # so few digits are met by many a pair
            reading = reading._replace(strength=Strength.POSSIBLE)
        yield Claim("change", [reading], needs_slip=True, ceiling=Strength.LIKELY)
        return
    rated = [each for each in levels if move.change and _is_rated(move, each)]
    if rated:
        reading = _reading(move, moved, rated[0])._replace(strength=Strength.CERTAIN)
        yield Claim("change", [reading], is_closed=True)
        return
    for level in levels[:_NAMED]:
        reading = _reading(move, moved, level)
        judged = judge(reading)
        off = judged is not None and judged.tier is Tier.CONTRADICTION
        if judged is not None and off and mends(reading, judged.computed):
            yield Claim("change", [reading], needs_slip=True, ceiling=Strength.LIKELY)
            return


def _fits(move: _Move, moved: Figure, level: Figure) -> bool:
    """Tell whether a level is what the move leads to."""
    gap = (level.value - move.base.value) * moved.direction
    if moved is move.rate:
        return abs(gap - moved.value * move.base.value) <= moved.step * move.base.value * _HALF
    return gap == moved.value


def _is_rated(move: _Move, level: Figure) -> bool:
    """Tell whether the rate is that of the base and a level, so that only the change between them may be wrong."""
    if move.rate is None or len(move.rate.digits.lstrip("0")) < _DIGITS:
        return False
    signs = (move.rate.direction,)
    operands = (move.base, level)
    return ties(Reading(Formula.CHANGE_OF_LEVELS, operands, move.rate, Strength.LIKELY, signs))


def _reading(move: _Move, moved: Figure, level: Figure) -> Reading:
    if moved is move.rate:
        signs = (moved.direction,)
        return Reading(Formula.CHANGE_OF_LEVELS, (move.base, level), moved, Strength.LIKELY, signs)
    pair = (level, move.base) if moved.direction > 0 else (move.base, level)
    return Reading(Formula.DIFFERENCE, pair, moved, Strength.LIKELY)


def _levels(context: Context, move: _Move, moved: Figure) -> list[Figure]:
    """Return the levels that may be meant: those that bear the base's name first, the nearest first."""
    is_money = move.base.dimension is Dimension.MONEY
    first = min(move.base.index, moved.index)
    name = core(undated(move.base.label)).lstrip("与较比同跟和的")
    near = among(context.money if is_money else context.levels, first - _MOST, first)
    before = [
        each
        for each in reversed(near)
        if not each.is_word
        and each.period != "-1"
        and (is_money or (each.paragraph == moved.paragraph and same_measure(each, move.base)))
        and each.value != move.base.value
    ]
    bearing = [
        each
        for each in before
        if len(name) >= _A_NAME and core(each.label).endswith(name[-_A_NAME * 2 :])
    ]
    return bearing + [each for each in before if each not in bearing]
