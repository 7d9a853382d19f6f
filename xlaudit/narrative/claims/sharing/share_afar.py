"""Shares whose part or whole stands in another sentence: 基本支出820万元，占支出总额的25.63%, the 支出 above.

The words behind 占 name the whole, those before it may name the part (玉器一项占…, 两个假期合计占…).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.listing.lists import Listing
from xlaudit.narrative.listing.measures import AVERAGE, same_measure
from xlaudit.narrative.reading import Formula, Reading, Strength
from xlaudit.narrative.roles import core

__all__ = ["Wholes", "readings"]

_OF = re.compile(r"占(?:到|了)?(?P<name>[^，。；：占\d]{2,16}?)的?(?:比重|比例)?[为达约]*$")
_AMONG = re.compile(
    r"^[，、；]?(?:在)?(?P<name>[^，。；：、（）\d]{2,10}?)(?<![其])中，?(?!.*其中)[^，。；]{1,16}$"
)
_BARE = re.compile(r"占(?:比|到|总数|总量)?[为达约]*$")
_PART = re.compile(
    r"(?:^|[，；。：])(?:[一二三四五六七八九]是)?(?P<name>[^，。；：占\d]{2,14}?)(?:一项|一类|两项)?(?:合计|共|只|仅)?占[^占]*$"
)
_BOTH = re.compile(
    r"(?:[两二]|前两)[个项类种次](?P<what>[\u4e00-\u9fff]{0,6})(?:合计|共计?)?占[^占]*$"
)
_ALL_OF = re.compile(
    r"^(?:总|本年|全年|当年|年度|实际|部门|单位|本级|累计|合计|共计?|全[国省市县区局部镇乡]|预算)+|(?:总[额数计量]|合计|共计|完成|决算数?|数)+$"
)
_QUOTES = re.compile(r"[“”‘’\"' ]")
_OTHERS = re.compile(r"预算|计划|目标|任务|上年|去年|同期")
_NUMBERED = re.compile(r"^\d{1,2}[.、．]")
_SENTENCE_END = re.compile(r"[。；\n]")
_BUDGETS = ("budget", "initial_budget")
_BACK = 240  # figures
_BEHIND = 3
_HERE = 8
_REACH = 40  # characters
_CLAUSE = 24  # characters
_SENTENCE = 90  # characters
_MOST = 6
_index = attrgetter("index")
_DIGITS = 3  # of a share that hardly fits by chance


@dataclass(frozen=True)
class Wholes:
    """The amounts of a text that a share may be of; ``lists`` are those of each item, by its place."""

    context: Context
    lists: Mapping[int, Listing]

    @cached_property
    def _all(self) -> list[Figure]:
        """The amounts of this year that are no averages."""
        return [
            amount
            for amount in self.context.amounts
            if amount.is_plain and amount.period != "-1" and not AVERAGE.search(amount.label)
        ]

    @cached_property
    def _by_stem(self) -> dict[str, list[Figure]]:
        found: dict[str, list[Figure]] = defaultdict(list)
        for amount in self._all:
            found[_stem(amount)].append(amount)
        return found

    def near(self, share: Figure) -> list[Figure]:
        """Return the amounts around a share: those before it, nearest first, then those right behind it."""
        return _around(self._all, share)

    def exact(self, share: Figure, name: str) -> list[Figure]:
        """Return those of them that bear a name, 总额 and the like aside."""
        stem = _bare(core(name)) if name else ""
        return _around(self._by_stem.get(stem, []), share) if stem else []

    def ending(self, share: Figure, label: str) -> list[Figure]:
        """Return those of them whose name a label ends with."""
        tails = (label[place:] for place in range(len(label)))
        found = [a for tail in tails for a in _around(self._by_stem.get(tail, []), share)]
        return sorted(found, key=lambda a: (a.index > share.index, abs(a.index - share.index)))


def _around(amounts: list[Figure], share: Figure) -> list[Figure]:
    first, middle, end = (
        bisect_left(amounts, place, key=_index)
        for place in (share.index - _BACK, share.index, share.index + 1 + _BEHIND)
    )
    return amounts[first:middle][::-1] + amounts[middle:end]


def readings(wholes: Wholes, share: Figure, part: Figure | None) -> list[Reading]:
    """Return what a share may be of by its words, wherever the two amounts stand before it."""
    context = wholes.context
    words = _QUOTES.sub("", _words(context, share))
    together = _BOTH.search(words)
    parts = [] if together else list(_parts(context, share, part, words))
    named = _OF.search(words) or _among(share, part)
    found: list[Reading] = []
    for whole, strength in _wholes(wholes, share, named["name"] if named else "", parts):
        if together:
            found += _of_two(context, share, whole)
        for number, each in enumerate(parts[:_MOST]):
            if _may_hold(whole, each):
                sure = strength if number == 0 and each is part else Strength.POSSIBLE
                found.append(Reading(Formula.RATIO, (each, whole), share, sure))
    return [reading for reading in found if reading.strength > Strength.POSSIBLE or _fits(reading)]


def _among(share: Figure, part: Figure | None) -> re.Match[str] | None:
    """Return what a part is said to be among, where the share itself names nothing: 列养里程中已完成绿化3174.8公里，占98.3%."""
    near = part is not None and _BARE.search(share.lead) and part.index == share.index - 1
    return _AMONG.match(part.lead) if part is not None and near else None


def _fits(reading: Reading) -> bool:
    """Tell whether a reading that nothing but its figures speak for ties, and hardly by chance."""
    return len(reading.result.digits) >= _DIGITS and ties(reading)


def _words(context: Context, share: Figure) -> str:
    """Return the words before a share, up to the last figure in digits."""
    document = context.document
    start = max(0, share.start - _REACH)
    for index in range(share.index - 1, -1, -1):
        last = document.figures[index]
        if not last.is_word or last.end <= start:
            start = max(start, last.end)
            break
    return document.text[start : share.start]


def _may_hold(whole: Figure, part: Figure) -> bool:
    alike = whole.dimension is part.dimension and same_measure(whole, part)
    return alike and whole is not part and whole.value >= part.value > 0


def _levels(context: Context, share: Figure, back: int) -> Iterator[Figure]:
    """Yield the amounts before a share, nearest first."""
    for amount in reversed(context.amounts_within(share.index - back, share.index)):
        if amount.is_plain:
            yield amount


def _parts(context: Context, share: Figure, part: Figure | None, words: str) -> Iterator[Figure]:
    """Yield the amounts that may be the part, the likeliest first."""
    if part is not None:
        yield part
    match = _PART.search(words)
    name = core(match["name"]) if match else ""
    if len(name) > 1:
        for level in _levels(context, share, _HERE * 4):
            label = core(level.label) or _clause_before(context, level)
            if len(label) > 1 and (
                label.endswith(name) or name in label[:6] or name.startswith(label)
            ):
                yield level
    for level in _levels(context, share, _HERE):
        near = level.paragraph == share.paragraph and share.sentence - level.sentence <= 1
        if near and level is not part:
            yield level


def _clause_before(context: Context, level: Figure) -> str:
    """Return the words of the line before an amount that a comma parts from them: 渠道清淤，121万元."""
    before = context.document.text[max(0, level.start - _CLAUSE) : level.start]
    return core(_SENTENCE_END.split(before)[-1].rstrip("，"))


def _wholes(
    wholes: Wholes, share: Figure, name: str, parts: list[Figure]
) -> Iterator[tuple[Figure, Strength]]:
    """Yield the amounts that the words behind 占 name, or that may be meant, with how sure that is."""
    exact = wholes.exact(share, name)
    if exact:
        unique = len({level.value for level in exact}) == 1 and not _OTHERS.search(name)
        sure = unique and exact[0].index < share.index
        yield exact[0], Strength.LIKELY if sure else Strength.POSSIBLE
        yield from ((level, Strength.POSSIBLE) for level in exact[1:_MOST])
        return
    context, lists, levels = wholes.context, wholes.lists, wholes.near(share)
    found = _worded(context, share, name, levels)
    if not found and (name or parts):  # 占全年的, or nothing at all
        begin = core(name)[:2]
        found = [level for level in levels if begin in level.lead[:4]] if name else []
        found += wholes.ending(share, core(parts[0].label)) if parts else []
        found += _before(wholes, share, levels)
        found += [lists[each.index].heads[0] for each in parts if each.index in lists]
    yield from ((level, Strength.POSSIBLE) for level in found[:_MOST])


def _worded(context: Context, share: Figure, name: str, levels: list[Figure]) -> list[Figure]:
    """Return the amounts that a name may mean though none bears it."""
    stem = _bare(core(name)) if name else ""
    if name.endswith("预算"):
        return [level for level in levels if level.fact in _BUDGETS]
    if len(stem) <= 1:
        return []
    spent = [f for f in levels if f.fact == "spent" and _speaks_of(context, f, stem)]
    return spent + [
        level
        for level in levels
        if level.paragraph == share.paragraph
        and level.quantity.unit.text == stem[-1]
        and stem[:2] in level.label
    ]


def _before(wholes: Wholes, share: Figure, levels: list[Figure]) -> list[Figure]:
    """Return the amounts that the share before names as its whole: 占“三公”经费的…, then 占… alone."""
    if not _BARE.search(share.lead):
        return []
    context = wholes.context
    for other in context.document.figures[max(0, share.index - 4 * _HERE) : share.index][::-1]:
        named = _OF.search(_QUOTES.sub("", other.lead)) if other.kind is Kind.SHARE else None
        if named is not None:
            name = named["name"]
            return wholes.exact(share, name) or _worded(context, share, name, levels)
    return []


def _speaks_of(context: Context, level: Figure, stem: str) -> bool:
    """Tell whether the sentence of an amount without a name speaks of a thing: “三公”经费预算…，支出决算为…."""
    words = context.document.text[max(0, level.start - _SENTENCE) : level.start]
    return stem in _QUOTES.sub("", words.rpartition("。")[2].rpartition("\n")[2])


def _stem(level: Figure) -> str:
    return _stem_of(level.label)


@lru_cache(maxsize=16384)
def _stem_of(label: str) -> str:
    return _bare(_QUOTES.sub("", core(_NUMBERED.sub("", label))))


def _bare(name: str) -> str:
    """Return a name without the words for all of it; 三公经费支出 are the 三公经费.

    >>> _bare("实际支出总额"), _bare("三公经费支出")
    ('支出', '三公经费')
    """
    bare = _ALL_OF.sub("", name)
    return bare.removesuffix("支出") if bare.endswith("经费支出") else bare


def _of_two(context: Context, share: Figure, whole: Figure) -> Iterator[Reading]:
    """Yield the two amounts before a share taken together."""
    near = [each for each in _levels(context, share, _HERE) if each.sentence == share.sentence]
    if len(near) > 1 and all(_may_hold(whole, each) for each in near[:2]):
        operands = (near[1], near[0], whole)
        yield Reading(Formula.RATIO_OF_SUM, operands, share, Strength.POSSIBLE)
