"""Rates of groups whose numbers stand elsewhere: 收回812份，其中家长578份、教师234份。家长满意541份，满意率93.6%；…综合满意率94.5%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.dividing.wording import has_own_base
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_RATE = re.compile(
    r"(?P<all>总体|综合|总|整体|合计|平均|加权)?(?P<word>满意|合格|达标|知晓|就业|通过|优良|参与)(?:率|度)[为是达到约]*$"
)
_ENTIRE = re.compile(r"收回|回收|有效|共|合计|受访|抽查|检查|检测")
_HEADING = re.compile(r"【(?P<name>[^【】]{2,6}?)(?:满意|合格|达标|知晓)[^【】]*】")
_BACK = 16  # figures
_SHORTEST = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate of a group by that group's number, and one for the rate of all groups."""
    for rate in context.rates:
        match = _RATE.search(rate.lead)
        if match is None or has_own_base(context, rate):
            continue
        before = _counts(context, rate)
        if match["all"]:
            yield from _of_all(rate, before, match["word"])
        elif before and before[-1].index == rate.index - 1:
            yield from _of_group(context, rate, before, match["word"])


def _counts(context: Context, rate: Figure) -> list[Figure]:
    return [
        each
        for each in context.document.figures[max(0, rate.index - _BACK) : rate.index]
        if rate.paragraph - each.paragraph <= 1
        and each.dimension is Dimension.COUNT
        and each.kind is Kind.LEVEL
        and each.is_plain
        and not each.is_word
        and each.value
    ]


def _of_group(context: Context, rate: Figure, before: list[Figure], word: str) -> Iterator[Claim]:
    """Claim the part right before by the number that bears its group's name."""
    part = before[-1]
    name, found, _ = core(part.lead).rpartition(word)
    if not found:
        return
    name = re.sub(r"(?:表示|评价|为|对)+$", "", name)
    if not name or name.endswith("】"):
        start = context.document.paragraphs[part.paragraph].start
        heading = _HEADING.search(context.document.text, start, part.start)
        name = heading["name"] if heading else ""
    if len(name) < _SHORTEST:
        return
    wholes = [
        each
        for each in before[-2::-1]
        if core(each.lead).endswith(name) and each.value >= part.value and same_measure(each, part)
    ]
    if wholes and not any(each.sentence == part.sentence for each in wholes):
        yield from _claim([Reading(Formula.RATIO, (part, wholes[0]), rate, Strength.LIKELY)])


def _of_all(rate: Figure, before: list[Figure], word: str) -> Iterator[Claim]:
    """Claim the parts of all groups by everything that came back."""
    parts = [e for e in before if e.paragraph == rate.paragraph and _is_part(e, word)]
    wholes = [each for each in before if _ENTIRE.search(each.lead) and not _is_part(each, word)]
    if len(parts) < _SHORTEST or not wholes:
        return
    total = sum(each.value for each in parts)
    fitting = [w for w in wholes if w.value >= total and same_measure(w, parts[0])]
    readings = [
        Reading(Formula.RATIO_OF_SUM, (*parts, whole), rate, Strength.POSSIBLE)
        for whole in reversed(fitting)
    ]
    yield from _claim(readings)


def _is_part(figure: Figure, word: str) -> bool:
    label = core(figure.lead)
    return label.endswith(word) and not re.search(rf"[不未]{word}", label)


def _claim(readings: list[Reading]) -> Iterator[Claim]:
    if readings and not rounds(readings[0]):
        yield Claim("ratio", readings, ceiling=Strength.LIKELY)
