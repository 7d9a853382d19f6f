"""So much for each of those who did it: 员额法官41名，审执结9931件，员额法官人均结案242.2件; 监管员28人，检查7840家次，人均检查280家次."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlaudit.narrative.claims.averaging.divisors import unit_of
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_MEAN = re.compile(
    r"(?P<who>[^，。；：、（）\d]{2,8}?)(?:年|全年)?人均(?P<what>[^，。；：、（）\d]{0,6}?)[为是达到约]*$"
)
_FIXED = (  # the words of an average, of what is divided and of what divides it
    (
        re.compile(r"平均班额[为是约]*$"),
        re.compile(r"学生|在校|在籍"),
        re.compile(r"班"),
    ),
    (
        re.compile(r"平均住院(?:日|天数)[为是约]*$"),
        re.compile(r"(?:占用|使用)[^，。；]{0,8}(?:床日|日)"),
        re.compile(r"出院"),
    ),
)
_NORM = re.compile(r"目标|计划|任务|不[低高少多超]|上年|去年|同期|全[国省市]|[比较高低]")
_OTHERS = re.compile(r"计划|目标|任务|上年|去年|同期|旧存|结存|未|受理|新收|收案|其中")
_CASES = re.compile(r"结案|审结|执结|办结|办案|审执结|办理")
_PEOPLE = frozenset("人名位")
_BACK = 120  # figures
_NEAR = 16  # figures
_A_NAME = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each number a head of people who are counted before by that name."""
    for mean in context.means:
        if mean.dimension is not Dimension.COUNT or not mean.is_plain:
            continue
        if "人均" not in mean.lead:
            yield from _fixed(context, mean)
            continue
        match = _MEAN.search(mean.lead)
        if match is None or _NORM.search(mean.lead) or mean.period == "-1":
            continue
        before = context.amounts_within(mean.index - _BACK, mean.index)[::-1]
        heads = [each for each in before if _is_head(context, each, match["who"])]
        wholes = _wholes(before, mean, match["what"]) if heads else []
        if wholes:
            yield from _claim(mean, wholes, heads)


def _fixed(context: Context, mean: Figure) -> Iterator[Claim]:
    """在校学生1987人, 教学班42个，平均班额47.3人: names that no other two amounts bear."""
    for words, of, by in _FIXED:
        if not words.search(mean.lead) or _NORM.search(mean.lead):
            continue
        before = [
            each
            for each in context.amounts_within(mean.index - _NEAR, mean.index)[::-1]
            if each.dimension is Dimension.COUNT and each.is_plain and each.period != "-1"
        ]
        wholes = [each for each in before if of.search(each.lead)]
        heads = [each for each in before if by.search(each.lead) and not of.search(each.lead)]
        if wholes and heads:
            yield from _claim(mean, wholes, heads)


def _is_head(context: Context, figure: Figure, who: str) -> bool:
    """Tell whether a number counts those people, named before it or behind it."""
    if figure.dimension is not Dimension.COUNT or unit_of(figure) not in _PEOPLE:
        return False
    name = who[-4:]
    behind = context.document.text[figure.end : figure.end + len(name)]
    named = core(figure.label).endswith(name) or behind == name or name.endswith(core(figure.label))
    return named and len(core(figure.label) or behind) >= _A_NAME and figure.is_plain


def _wholes(before: Sequence[Figure], mean: Figure, what: str) -> list[Figure]:
    """Return the numbers of the average's own unit that its words name."""
    unit = unit_of(mean)
    same = [
        each
        for each in before
        if each.dimension is Dimension.COUNT
        and unit_of(each) == unit
        and each.value > mean.value
        and each.is_plain
        and each.period != "-1"
        and not AVERAGE.search(each.lead)
        and not _OTHERS.search(each.lead)
    ]
    if _CASES.search(what):
        return [each for each in same if _CASES.search(each.lead)]
    stem = what[:_A_NAME]
    return [each for each in same if len(stem) == _A_NAME and stem in each.label]


def _claim(mean: Figure, wholes: list[Figure], heads: list[Figure]) -> Iterator[Claim]:
    unique = all(len({each.value for each in group}) == 1 for group in (wholes, heads))
    strength = Strength.LIKELY if unique else Strength.POSSIBLE
    readings = [
        Reading(Formula.RATIO, (whole, head), mean, strength)
        for whole in (wholes[:1] if unique else wholes)
        for head in (heads[:1] if unique else heads)
    ]
    if not (unique and rounds(readings[0])):
        yield Claim("ratio", readings, ceiling=Strength.LIKELY, needs_slip=True)
