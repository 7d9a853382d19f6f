"""Shares whose part was told before by its name: 城市…1796人，农村…12541人，合计14337人，其中农村占87.47%; 两项合计占74.6%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

_OF_NAME = re.compile(
    r"^其中：?(?P<name>[\u4e00-\u9fff“”]{2,10}?)(?:的|所)?占(?:比|比重)?(?:为|达|约)*$"
)
_TOGETHER = re.compile(
    r"(?:^|，|；|。)(?:以上|上述|这|前)?(?P<number>[两二三四五六])(?:项|者|类|部分|个[^，。；占]{0,4}|大类|个方面)(?:支出|资金|费用)?(?:合计|共计?|总共|之和|加起来)(?:就|约)?占(?:比|到|了|全[^，。；]{0,6}的|[^，。；]{0,10}的)?(?:为|达|约)?$"
)
_NUMBERS = {sign: number for number, sign in enumerate("二三四五六", 2)} | {"两": 2}
_INTENDED = re.compile(r"目标|计划|任务|上年|去年|应[\u4e00-\u9fff]")
_SIGN = re.compile(r"[。；\n（]")
_BACK = 12
_WORDS = 24


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each share of such words."""
    for share in context.shares:
        if share.is_plain and share.index > 1 and "占" in share.lead:
            yield from _of_name(context, share)
            yield from _together(context, share)


def _of_name(context: Context, share: Figure) -> Iterator[Claim]:
    """合计保障14337人，其中农村占87.47%: the whole right before it, the part farther off under its name."""
    figures = context.document.figures
    match = _OF_NAME.match(share.lead)
    whole = figures[share.index - 1]
    if match is None or whole.kind is not Kind.LEVEL or not whole.is_plain or not whole.value:
        return
    if whole.sentence != share.sentence or whole.is_word:
        return
    name = match["name"].strip("“”")
    named = [
        each
        for each in figures[max(0, whole.index - _BACK) : whole.index][::-1]
        if each.paragraph == share.paragraph
        and each.kind is Kind.LEVEL
        and each.is_plain
        and each.dimension is whole.dimension
        and same_measure(each, whole)
        and each.value <= whole.value
        and _bears(context, each, name)
        and not _INTENDED.search(each.lead)
    ]
    if named:
        unique = len({each.value for each in named}) == 1
        reading = Reading(
            Formula.RATIO,
            (named[0], whole),
            share,
            Strength.LIKELY if unique else Strength.POSSIBLE,
        )
        yield Claim("share", [reading], ceiling=Strength.LIKELY)


def _bears(context: Context, figure: Figure, name: str) -> bool:
    """Tell whether a name opens the clauses of an amount: 农村低保对象目标12300人，实际保障12541人."""
    text = context.document.text
    clause = _SIGN.split(text[max(0, figure.start - 2 * _WORDS) : figure.start])[-1]
    clause = clause.lstrip("，、")
    return clause.startswith(name) or figure.lead.startswith(name)


def _together(context: Context, share: Figure) -> Iterator[Claim]:
    """占41.8%，其次占32.8%，两项合计占74.6%: the shares right before it, added up."""
    text = context.document.text
    match = _TOGETHER.search(text[max(0, share.start - _WORDS) : share.start])
    if match is None:
        return
    number = _NUMBERS[match["number"]]
    before = [
        each
        for each in context.document.figures[max(0, share.index - _BACK) : share.index][::-1]
        if each.sentence == share.sentence and each.kind is Kind.SHARE and each.is_plain
    ]
    if len(before) < number:
        return
    strength = Strength.LIKELY if len(before) == number else Strength.POSSIBLE
    readings = [Reading(Formula.SUM, tuple(before[:number][::-1]), share, strength)]
    if len(before) > number:
        readings.append(
            Reading(Formula.SUM, tuple(before[-number:][::-1]), share, Strength.POSSIBLE)
        )
    yield Claim("share", readings, ceiling=Strength.LIKELY)
