"""The parts of a comparison: its figures, the words of change, and what stands right behind a level."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.numbers.quantity import Dimension

__all__ = [
    "GROWS",
    "MOVES",
    "OF_A_YEAR",
    "OF_YEAR",
    "THEN_TOO",
    "YEAR",
    "Comparison",
    "difference",
    "is_level",
    "is_like",
    "is_of_the_saved",
    "is_reckoned_otherwise",
    "levels_meant",
    "rate_behind",
    "same_measure",
]

_UP = "净?增加|净增长?|增长|上升|上涨|提高|提升|升高|增支|增收|提标|增产|扩大|增|升|增?高出?|多出?|超出?|超支|超过"
_DOWN = (
    "净?减少|净减|下降|降低|下浮|下滑|回落|收窄|缩小|缩短|缩减|压减|压缩|压降|减支|减收|减产|减|降|低于?|少|节约|节支|节省"
    "|相差|尚差|还差"
)
MOVES = rf"(?:同比|实际|共|略|仅|小幅|大幅|有所)?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|资金|额)?"
YEAR = r"(?:20\d\d年?|上年|去年|上一年|前一年)"
OF_YEAR = rf"[比较与]{YEAR}(?:度|同期|全年|末|底)*(?:相比)?，?"
THEN_TOO = re.compile(rf"，?(?:本年|今年|当年|20\d\d年)?(?:{OF_YEAR})?{MOVES}")
GROWS = re.compile(
    rf"，?(?:{OF_YEAR}|同比|环比)?(?:增长|下降|增加|减少|提高|提升|降低|下浮|上升|上涨|下滑|回落|压减|缩减|增支|减支"
    r"|增幅|降幅|减幅|提幅|涨幅|升幅|增长率|下降率|增|减|升|降)(?:率|幅度)?(?:为|了|达到?)?"
)
OF_A_YEAR = re.compile(rf"同比|环比|[比较与]{YEAR}")
_SAVED = re.compile(r"，?(?:资金)?(?:节约|节支|节省|下浮|压减|核减|审减)率(?:为|达到?)?")
_LEVELS = (Kind.LEVEL, Kind.RATE, Kind.SHARE, Kind.SCORE)
_OTHERWISE = re.compile(r"可比|不变价|口径|剔除|扣除|年均|平均|[两三四五]年|累计")
_OTHERWISE_BEHIND = re.compile(r"（[^（）]{0,10}(?:可比|不变价|口径|剔除|扣除|不含)")
_REAL = re.compile(r"生产总值|增加值|GDP")
_NOTE = 16  # characters
_TOLD = "(?:资金|金额|额|数|了|为|达到?|共|约)*$"
# 短收13360万元 is the way to a plan, and no amount that another year had.
_WAY = re.compile(f"(?:短收|超收|欠收|缺口|超支|超额|差额){_TOLD}")
_ASIDE = re.compile(
    f"(?:结余|节余|结转|节约|节支|节省|核减|预算|计划|目标|任务|调整数){_TOLD}|{AVERAGE.pattern}"
)
_OTHER_SIZE = 5  # an average so many times smaller than what it is compared with is not of its kind
_SCALE = re.compile("^[百千万亿]+")
_PEOPLE = frozenset("人名位")


@dataclass(frozen=True, slots=True)
class Comparison:
    """``new`` differs from ``old`` by ``change``, upwards if ``direction`` is 1; ``rate`` is that in per cent.

    ``others`` may be the new level as well. ``is_close`` where nothing stands between the three;
    not ``is_sure`` where the difference may be part of it only (节约, while some is still to be bought).
    """

    new: Figure
    old: Figure
    change: Figure | None
    rate: Figure | None
    direction: int
    others: tuple[Figure, ...]
    is_close: bool
    is_sure: bool = True


def same_measure(first: Figure, second: Figure) -> bool:
    """Tell whether two figures count or measure one thing; 万人 and 人 do."""
    if first.dimension is not second.dimension:
        return False
    if (
        first.dimension is not Dimension.COUNT
        or first.quantity.unit.text == second.quantity.unit.text
    ):
        return True
    units = [_SCALE.sub("", each.quantity.unit.text) for each in (first, second)]
    return units[0] == units[1] or _PEOPLE.issuperset(units)


def is_level(figure: Figure) -> bool:
    """Tell whether a figure may stand on one side of a comparison."""
    return figure.kind in _LEVELS and figure.is_plain


def is_like(figure: Figure, old: Figure) -> bool:
    """Tell whether a figure is a level of the same measure in the same sentence as another."""
    return figure.sentence == old.sentence and is_level(figure) and same_measure(figure, old)


def levels_meant(
    levels: list[Figure], old: Figure, change: Figure | None, rate: Figure | None, direction: int
) -> list[Figure]:
    """Return the levels before a comparison without those told in passing.

    The way to a plan is no level of another year. An average, a rest or a plan is one where it stands
    alone, or where no total of the sentence comes nearer to what the words of change lead to.
    """
    if _WAY.search(old.label) or _ASIDE.search(old.label):
        return levels
    levels = [each for each in levels if not _WAY.search(each.label)]
    totals = [each for each in levels if not _ASIDE.search(each.label)]
    if not levels or levels[-1] in totals:
        return levels
    last = levels[-1]
    if AVERAGE.search(last.label) and not old.value < _OTHER_SIZE * last.value:
        return totals
    led_to = _led_to(old, change, rate, direction)
    off = abs(last.value - led_to)
    return totals if any(abs(each.value - led_to) < off for each in totals) else levels


def is_of_the_saved(
    before: Figure, level: Figure, old: Figure, moved: tuple[Figure | None, Figure | None, int]
) -> bool:
    """Tell whether last year's saving is compared, and no level: 中标720万元，节约80万元，比上年60万元增长….

    ``moved`` holds the change, the rate and the direction that stand behind ``old``.
    """
    if before.kind is not Kind.CHANGE or not same_measure(before, old):
        return False
    led_to = _led_to(old, *moved)
    return abs(before.value - led_to) < abs(level.value - led_to)


def _led_to(old: Figure, change: Figure | None, rate: Figure | None, direction: int) -> Decimal:
    """Return the level that the words of change lead to."""
    if change is not None:
        return old.value + direction * change.value
    return old.value * (1 + direction * rate.value) if rate is not None else old.value


def difference(
    document: Document, last: Figure, like: Figure, words: re.Pattern[str], side: int = 0
) -> tuple[Figure, int] | None:
    """Return the difference right behind a level, and its direction.

    ``side`` is that of a word before the level (低于上年的…), which counts where none stands behind it.
    """
    following = document.figures[last.index + 1 : last.index + 2]
    if not following or following[0].sentence != last.sentence or not following[0].is_plain:
        return None
    change = following[0]
    if change.run >= 0 and change.run in (last.index, last.run):
        return None  # 分别超目标56人和13人: one has nothing to do with the other
    if like.dimension is Dimension.RATE:
        fits = change.dimension is Dimension.POINTS
    else:
        fits = same_measure(like, change)
    match = words.fullmatch(document.between(last, change)) if fits else None
    if match is None:
        return None
    if match["up"] or match["down"]:
        return change, 1 if match["up"] else -1
    return (change, side) if side else None


def is_reckoned_otherwise(document: Document, level: Figure, rate: Figure) -> bool:
    """Tell whether a growth is said not to be that of the printed amounts: 按可比价, or a product's real growth."""
    behind = document.text[rate.end : rate.end + _NOTE]
    words = _OTHERWISE.search(rate.lead) or _OTHERWISE_BEHIND.match(behind)
    return bool(words or _REAL.search(level.label))


def rate_behind(document: Document, last: Figure, words: re.Pattern[str] = GROWS) -> Figure | None:
    """Return the growth right behind a figure."""
    following = document.figures[last.index + 1 : last.index + 2]
    if not following or following[0].sentence != last.sentence or not following[0].is_plain:
        return None
    rate, gap = following[0], document.between(last, following[0])
    if rate.dimension is not Dimension.RATE:
        return None
    told = (rate.kind is Kind.GROWTH and words.fullmatch(gap)) or _SAVED.fullmatch(gap)
    return rate if told and not is_reckoned_otherwise(document, last, rate) else None
