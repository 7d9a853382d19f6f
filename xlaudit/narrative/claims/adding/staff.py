"""Posts and people: 核定编制52名，年末在职47人，空编5名; 在编人员减少4人（上年末83人）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_FREE = re.compile(
    r"(?:空编|缺编|空缺编制|编制空缺|空缺|缺员|缺额|空余编制|空余|剩余编制|未使用编制|编制结余|空岗)(?:数|人数|人员)?[为有共]*$"
)
_OVER = re.compile(r"(?:超编|超出编制|超编制)(?:数|人数|人员)?[为有共]*$")
_KINDS = re.compile(r"行政|事业|工勤|机关|参公|政法|后勤|其中|学校")
_POSTS = re.compile(r"编制(?:总数|总额|数|人数|员额)?$")
_PEOPLE = re.compile(
    r"(?:在职|在编|实有|现有|在岗|在册)(?:在职|在编)?(?:人员|职工|教职工|干部职工|人数)*$"
)
_ON_POSTS = re.compile(r"在编|在职")
_LESS = re.compile(
    r"^[，、]?(?P<name>(?![^，]*[比较年])[\u4e00-\u9fff]{2,10}?)(?:净?增加|净?减少|净?增|净?减)了?$"
)
_SINCE = re.compile(
    r"^[，、；]?[比较与](?:上年|去年|20\d\d年)(?:年?[末底]|同期)?(?:相比)?，?(?:净?增加|净?减少|净?增|净?减)了?$"
)
_THEN = re.compile(r"（(?:20\d\d年|上年|去年)(?:年?[末底]|同期)?(?:为|有|共)?")
_REASON = re.compile(
    r"[^。\d]{0,12}?[，（（](?:系|其中|主要是|原因是)?(?:当年|本年|年内)?(?P<out>退休|调出|辞职|离职|减少)"
)
_IN = re.compile(r"[、，和及](?:新)?(?:招录|招聘|录用|调入|增加|考录|引进)")
_UNITS = frozenset(("人", "名", "个"))
_BACK = 12


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each number of free posts, and for each change whose old number stands behind it."""
    for figure in context.document.figures:
        if figure.dimension is not Dimension.COUNT or not figure.is_plain or figure.is_word:
            continue
        if figure.quantity.unit.text not in _UNITS:
            continue
        if "编" in figure.lead or "空" in figure.lead or "缺" in figure.lead:
            yield from _free(context, figure)
        if figure.kind is Kind.CHANGE:
            yield from _changed(context, figure)


def _numbers(context: Context, figure: Figure) -> list[Figure]:
    """Return the numbers of people or posts before a figure in its paragraph, nearest first."""
    return [
        other
        for other in context.document.figures[max(0, figure.index - _BACK) : figure.index][::-1]
        if other.paragraph == figure.paragraph
        and other.kind is Kind.LEVEL
        and other.is_plain
        and other.quantity.unit.text in _UNITS
        and other.period != "-1"
    ]


def _free(context: Context, free: Figure) -> Iterator[Claim]:
    """编制52名，在职47人，空编5名: what is left of the posts, or what exceeds them."""
    is_over = _OVER.search(free.lead) is not None
    if not is_over and not _FREE.search(free.lead):
        return
    numbers = _numbers(context, free)
    posts, people = _posts(numbers), _people(numbers)
    start = context.document.text.rfind("；", 0, free.start)
    clause = [each for each in numbers if each.start > start]
    if _posts(clause) and _people(clause):
        posts, people = _posts(clause), _people(clause)
    own = [each for each in posts if not _KINDS.search(each.label)]
    if not own and len(posts) == 1 and posts[0].sentence == free.sentence:
        own = posts  # 行政编制18名，实有17名: only posts of one kind are spoken of
    staff = [each for each in people if not _KINDS.search(each.label)]
    on_posts = [each for each in staff if _ON_POSTS.search(each.label)]
    staff = on_posts or staff
    unique = all(len({each.value for each in group}) == 1 for group in (own, staff))
    sure = unique and not _KINDS.search(free.lead)
    readings = []
    if sure:
        pair = (staff[0], own[0]) if is_over else (own[0], staff[0])
        near = staff[0].sentence == own[0].sentence == free.sentence
        strength = Strength.CERTAIN if near else Strength.LIKELY
        readings.append(Reading(Formula.DIFFERENCE, pair, free, strength))
    readings += [
        Reading(
            Formula.DIFFERENCE, (one, other) if is_over else (other, one), free, Strength.POSSIBLE
        )
        for one in people
        for other in posts
    ]
    if readings:
        yield Claim("difference", readings, is_closed=True)


def _posts(numbers: list[Figure]) -> list[Figure]:
    return [each for each in numbers if _POSTS.search(core(each.label))]


def _people(numbers: list[Figure]) -> list[Figure]:
    return [each for each in numbers if _PEOPLE.search(each.label.rstrip("为是共达"))]


def _changed(context: Context, change: Figure) -> Iterator[Claim]:
    """在编人员减少4人（上年末83人）: the number that bears this name stands before, perhaps in the sentence before."""
    figures = context.document.figures
    match = _LESS.match(change.lead)
    since = _SINCE.match(change.lead)
    if (match is None and since is None) or change.index + 1 >= len(figures):
        return
    old = figures[change.index + 1]
    if not _THEN.fullmatch(context.document.between(change, old)):
        return
    if old.quantity.unit.text not in _UNITS or not old.is_plain or old.kind is not Kind.LEVEL:
        return
    named = [
        each
        for each in _numbers(context, change)
        if (_name(match["name"]) in core(each.label)[-4:] if match else _PEOPLE.search(each.label))
    ]
    if not named:
        return
    unique = match is not None and len({each.value for each in named}) == 1
    readings = [
        Reading(
            Formula.DIFFERENCE,
            (new, old) if change.direction > 0 else (old, new),
            change,
            Strength.CERTAIN if unique else Strength.POSSIBLE,
        )
        for new in named
    ]
    yield Claim("difference", readings, ceiling=Strength.CERTAIN, is_closed=True)
    yield from _explained(context, change, old)


def _name(words: str) -> str:
    return re.sub(r"人员$|人数$|职工$", "", words)[-2:]


def _explained(context: Context, change: Figure, old: Figure) -> Iterator[Claim]:
    """减少4人（…），系退休6人、新招录2人所致: who left less who came; it only confirms."""
    following = context.document.figures[old.index + 1 : old.index + 3]
    if len(following) < 2 or any(each.sentence != change.sentence for each in following):
        return
    gone, come = following
    if not _REASON.fullmatch(context.document.between(old, gone).replace("）", "")):
        return
    if _IN.match(context.document.between(gone, come)):
        signs = (1, -1) if change.direction < 0 else (-1, 1)
        reading = Reading(Formula.SUM, (gone, come), change, Strength.POSSIBLE, signs)
        yield Claim("difference", [reading])
