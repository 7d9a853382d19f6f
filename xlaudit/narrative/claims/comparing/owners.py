"""Whose change it is, and from which amount: the one of the paragraph that bears its name, the one right before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.comparisons.sides import THEN_TOO, same_measure
from xlaudit.narrative.comparisons.with_years import undated
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.reading import Formula, Reading, Strength
from xlaudit.narrative.roles import core

__all__ = ["from_base", "is_base", "of_owner", "on_old_level", "on_whole", "subject_of"]

_COMPARISON = re.compile(
    r"[与比较]?(?:(?:19|20)\d\d年|上年|去年|上一|往年|同期|年初)|[同环]比|相比|[比较增减升降]|下降|提高|超|节"
)
_AGAINST = re.compile(
    r"(?:^|[，较])[比较与][^，。；]{0,20}?(?:预算|计划|目标|上年|去年|同期|上期|年初|20\d\d年)[^，。；]{0,8}$"
)
_RIGHT_AGAINST = re.compile(
    r"(?:同比|[比较与](?:预算|计划|目标|上年|去年|上一年|同期|上期|年初|20\d\d年))(?:度|同期|年?末|年?底|决算|预算|实际|支出|收入|数|的)*$"
)
_EARLIER = re.compile(r"前年|上上年|20\d\d年")
_LONG = 3
_A_NAME = 2
_DIGITS = 3  # of a rate that hardly fits by chance
_BACK = 12


def subject_of(label: str) -> str:
    """Return what changes, without the words of comparison and of change.

    >>> subject_of("收入总计比上年减少"), subject_of("上年相比减少")
    ('收入总计', '')
    """
    return _COMPARISON.split(label, maxsplit=1)[0]


def of_owner(context: Context, rate: Figure, change: Figure) -> Iterator[Reading]:
    """…总支出比上年增加d万元，增长g%: of the amount that bears that name, wherever it stands before."""
    if rate.direction != change.direction or rate.index != change.index + 1:
        return
    levels = list(context.levels_before(change, _BACK, change.dimension))
    name = subject_of(core(change.label)).removesuffix("数")
    if len(name) >= _A_NAME:
        owner = _owner(levels, name)
    elif levels and levels[0].sentence == change.sentence - 1:
        owner = _alone(levels, change)
    else:
        return
    if owner is None or owner.value <= change.direction * change.value:
        return
    signs = (change.direction,)
    yield Reading(Formula.RATE_OF_CHANGE, (owner, change), rate, Strength.CERTAIN, signs)


def _alone(levels: list[Figure], change: Figure) -> Figure | None:
    """Return the only amount of the sentence before, where a sentence opens with 较上年增加."""
    if not re.match(r"[比较与]|同比", change.lead) or change.index - levels[0].index != 1:
        return None
    before = [level for level in levels if level.sentence == levels[0].sentence]
    return levels[0] if len(before) == 1 and levels[0].is_plain else None


def is_base(context: Context, levels: list[Figure], change: Figure) -> bool:
    """Tell whether the amount right before a change is what it is compared with: 比年初预算27万元节约…, 上年…万元，增加….

    What is said of last year alone, without this year's amount before it, may be last year's own change.
    """
    base = levels[0]
    if change.index - base.index != 1 or base.sentence != change.sentence or not base.value:
        return False
    if _RIGHT_AGAINST.search(base.lead) and same_measure(base, change):
        return THEN_TOO.fullmatch(context.document.between(base, change)) is not None
    if _AGAINST.search(base.lead):
        return subject_of(core(change.label)) == ""
    now = levels[1] if len(levels) > 1 else None
    dated = base.period == "-1" and _EARLIER.search(change.lead) is None
    return dated and now is not None and now.sentence == base.sentence and now.period != "-1"


def from_base(context: Context, levels: list[Figure], change: Figure) -> Iterator[Reading]:
    """…。决算支出比上年B万元减少d万元: this year's amount bears the same name."""
    if len(levels) < 2 or not is_base(context, levels, change):
        return
    base = levels[0]
    name = core(_RIGHT_AGAINST.sub("", base.lead))
    new = _owner(levels[1:], name) if len(name) >= _A_NAME else None
    new = new or _proven(context, base, levels[1:], change)
    if new is not None:
        pair = (new, base) if change.direction > 0 else (base, new)
        yield Reading(Formula.DIFFERENCE, pair, change, Strength.LIKELY)


def on_old_level(context: Context, rate: Figure) -> Iterator[Reading]:
    """…。“三公”经费比上年的B万元下降r%: this year's amount stands in a sentence before; it only confirms."""
    old = context.document.figures[rate.index - 1] if rate.index else rate
    if old.kind is not Kind.LEVEL or old.sentence != rate.sentence or not old.value:
        return
    if not _RIGHT_AGAINST.search(old.lead) or len(rate.digits) < _DIGITS:
        return
    name = core(_RIGHT_AGAINST.sub("", old.lead))
    signs = (rate.direction,)
    for level in context.levels_before(old, 2 * _BACK, old.dimension):
        named = not name or name in core(level.label) or level.fact == "spent"
        if level.period != "-1" and level.is_plain and named and same_measure(level, old):
            yield Reading(Formula.CHANGE_OF_LEVELS, (old, level), rate, Strength.POSSIBLE, signs)


def on_whole(context: Context, rate: Figure, levels: list[Figure]) -> Iterator[Reading]:
    """支出8.92万元。其中甲5.84万元，乙3.08万元。与上年9.76万元相比，下降8.6%: what the parts make up is compared."""
    old = levels[0] if levels else rate
    if old.index != rate.index - 1 or old.period != "-1" or undated(old.label):
        return
    for level in (each for each in levels[1:] if same_measure(each, old)):
        for listing in context.lists_by_head.get(level.index, ()):
            parts = listing.natural
            total = sum(part.value for part in parts)
            whole = next((head for head in listing.heads if head.value == total), None)
            if whole and len(parts) > 1 and old.value and parts[-1].index < old.index:
                operands, signs = (old, whole), (rate.direction,)
                yield Reading(Formula.CHANGE_OF_LEVELS, operands, rate, Strength.LIKELY, signs)
                return


def _proven(context: Context, base: Figure, levels: list[Figure], change: Figure) -> Figure | None:
    """Return the amount that the rate behind a change goes with: with that change, or with that base."""
    following = context.document.figures[change.index + 1 : change.index + 2]
    if not following or following[0].kind is not Kind.GROWTH:
        return None
    rate = following[0]
    if rate.sentence != change.sentence or rate.direction != change.direction or not base.value:
        return None
    signs = (change.direction,)
    for level in levels:
        if level.period == "-1" or not level.is_plain or level.value == base.value:
            continue
        for formula, operands in (
            (Formula.RATE_OF_CHANGE, (level, change)),
            (Formula.CHANGE_OF_LEVELS, (base, level)),
        ):
            reading = Reading(formula, operands, rate, Strength.POSSIBLE, signs)
            if len(rate.digits) >= _DIGITS and ties(reading):
                return level
    return None


def _owner(levels: list[Figure], name: str) -> Figure | None:
    """Return the nearest level of this year that bears a name, if all that bear it agree."""
    bearing = [level for level in levels if level.period != "-1" and _bears(level, name)]
    return bearing[0] if len({level.value for level in bearing}) == 1 else None


def _bears(level: Figure, name: str) -> bool:
    label = core(level.label).removesuffix("数")
    if AVERAGE.search(label) or not level.is_plain:
        return False
    return label.endswith(name) if len(name) >= _LONG else label == name
