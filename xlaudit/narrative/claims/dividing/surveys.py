"""Surveys of several groups: 收回628份，其中居民478份、企业150份。满意584人，其中居民449人…，满意率93.0%，其中居民93.9%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds, ties
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_RATE = re.compile(r"(?:满意|合格|知晓|回访|优良|达标|通过|参与|就业|认可)(?:率|度)[为达到是]*$")
_ALL = re.compile(r"^(?:总体|综合|整体|总|平均|群众|社会公众|服务对象)*(?P<word>满意)(?:率|度)$")
_GOOD = re.compile(r"满意(?:的)?(?:人数|人次|份数|户数|数)?(?:的|为|有)*$")
_NOT = re.compile(r"[不未]|[基较]本?")
_RETURNED = re.compile(r"收回|回收|有效|接通|回访|受访|参评")
_OPENS = re.compile(r"[，；（]其中：?[^，。；：、（）\d]{1,10}")
_NEXT = re.compile(r"[，、；和及与][^，。；：、（）\d]{1,10}")
_BACK = 20  # figures
_SHORTEST = 2
_MOST = 6


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for the rate of all, and one for each rate of a group behind it."""
    for rate in context.rates:
        if not _RATE.search(rate.lead):
            continue
        counts = _counts(context, rate)
        yield from _of_all(rate, counts)
        yield from _of_groups(_groups(context, rate), counts)


def _counts(context: Context, rate: Figure) -> list[Figure]:
    """Return the numbers before a rate in its paragraph, nearest first."""
    return [
        other
        for other in context.document.figures[max(0, rate.index - _BACK) : rate.index][::-1]
        if other.paragraph == rate.paragraph
        and other.kind is Kind.LEVEL
        and other.dimension is Dimension.COUNT
        and other.is_plain
        and not other.is_word
        and other.value
    ]


def _of_all(rate: Figure, counts: list[Figure]) -> Iterator[Claim]:
    """满意人数584人, of the questionnaires that came back, though these are counted as 份."""
    if not _ALL.match(core(rate.label)):
        return
    good = [e for e in counts if _GOOD.search(core(e.label)) and not _NOT.search(e.label)]
    back = [each for each in counts if _RETURNED.search(each.label)]
    if len(good) != 1 or not back:
        return
    part, apart = good[0], back[0]
    if part.quantity.unit.text == apart.quantity.unit.text or part.index < apart.index:
        return
    strength = Strength.LIKELY if part.value <= apart.value else Strength.POSSIBLE
    readings = [Reading(Formula.RATIO, (part, apart), rate, strength)]
    if not rounds(readings[0]):
        yield Claim("ratio", readings, ceiling=Strength.LIKELY, needs_slip=True)


def _groups(context: Context, rate: Figure) -> list[Figure]:
    """Return the rates of groups that are listed behind a rate."""
    figures = context.document.figures
    found: list[Figure] = []
    for figure in figures[rate.index + 1 : rate.index + 1 + _MOST]:
        before = found[-1] if found else rate
        words = _NEXT if found else _OPENS
        same = figure.dimension is Dimension.RATE and figure.sentence == rate.sentence
        if not same or not words.fullmatch(context.document.between(before, figure)):
            break
        found.append(figure)
    return found if len(found) > 1 else []


def _of_groups(rates: list[Figure], counts: list[Figure]) -> Iterator[Claim]:
    """Hold the rate of each group against two numbers of that group; one that ties binds the others."""
    found = [list(_of_group(rate, counts)) for rate in rates]
    bound = any(ties(reading) for readings in found for reading in readings[:1])
    for readings in found:
        if bound and readings and not rounds(readings[0]):
            readings[0] = readings[0]._replace(strength=Strength.LIKELY)
        if readings:
            yield Claim("ratio", readings, ceiling=Strength.LIKELY)


def _of_group(rate: Figure, counts: list[Figure]) -> Iterator[Reading]:
    """Yield the readings with the numbers that bear a group's name, the last two of them first."""
    name = re.sub(r"其中：?", "", core(rate.label))
    if len(name) < _SHORTEST or not rate.is_plain:
        return
    named = [each for each in counts if core(each.label).endswith(name)]
    for number, part in enumerate(named):
        for whole in named[number + 1 :]:
            if part.value <= whole.value:
                yield Reading(Formula.RATIO, (part, whole), rate, Strength.POSSIBLE)
