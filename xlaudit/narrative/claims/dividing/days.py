"""Days of a year on which all was well: 优良天数318天，占比87.1%; 达标354天，按366天计算，达标天数占比96.72%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from xlaudit.narrative.claims.multiplying.givens import given
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

_RATE = re.compile(
    r"(?:(?P<name>优良|达标|达优|运行|正常|开放|有效|出勤)[^，。；、（）\d]{0,6}(?:占比|比例|比率|比重|率)|占(?:全年|监测|有效|总)[^，。；、（）\d]{0,4}(?:天数|日数)的?(?:比例|比重)?)[为是达到约]*$"
)
_GOOD = re.compile(r"优良|达标|达优|运行|正常|开放|出勤")
_WHOLE = re.compile(
    r"(?:[按以]|全年|监测|有效|总|应|共|合计|计)(?:监测|有效|共|总|运行|开放|出勤|共计|[共为有])*(?:天数|日数)?[为是共有]*$"
)
_OTHER = re.compile(r"目标|计划|任务|上年|去年|同期|[比较](?!例|率|重|为)(?<!占比)|不[少低]于")
_YEARS = (365, 366)
_BACK, _AHEAD = 10, 2  # figures


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate of such days, by the days told beside it or by those of a year."""
    for rate in chain(context.rates, context.shares):
        lead = rate.lead
        if "天" not in lead and "优良" not in lead and "达标" not in lead and "日数" not in lead:
            continue
        match = _RATE.search(lead)
        if match is None or not rate.is_plain or _OTHER.search(lead):
            continue
        days = [
            each
            for each in context.amounts_within(rate.index - _BACK, rate.index + 1 + _AHEAD)
            if each.quantity.unit.text == "天"
            and each.paragraph == rate.paragraph
            and each.is_plain
            and not _OTHER.search(each.lead)
        ]
        yield from _of_days(rate, days, match["name"] or "")


def _of_days(rate: Figure, days: Sequence[Figure], name: str) -> Iterator[Claim]:
    """Claim the days of the rate's name by the whole told nearest; else by a year, which only confirms."""
    good = [
        each
        for each in days
        if each.index < rate.index and (name or "") in each.lead and _GOOD.search(each.lead)
    ]
    if not good or good[-1].sentence != rate.sentence:
        return
    part = good[-1]
    wholes = [
        each
        for each in days
        if each is not part and each.value >= part.value and _WHOLE.search(each.lead)
    ]
    if wholes:
        unique = len({each.value for each in wholes}) == 1
        strength = Strength.LIKELY if unique else Strength.POSSIBLE
        readings = [Reading(Formula.RATIO, (part, each), rate, strength) for each in wholes]
        yield Claim("ratio", readings[: 1 if unique else None], ceiling=Strength.LIKELY)
    else:
        of_year = [given(number, "天") for number in _YEARS]
        readings = [Reading(Formula.RATIO, (part, e), rate, Strength.POSSIBLE) for e in of_year]
        yield Claim("ratio", readings)
