"""Shares of the whole year: 上半年合计4233万元，占全年49%, 前三季度支出4396万元，占全年的61%, 合格352天，占全年96.44%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from xlaudit.narrative.claims.multiplying.givens import given
from xlaudit.narrative.claims.sharing.share_named import all_named, is_amount, may_hold
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

_OF_YEAR = re.compile(
    r"^(?:约|仅|就|只|已)?占(?:到|了)?(?:全年|当年|年度)(?P<what>[^，。；：占\d]{0,8}?)的?(?:比重|比例|天数|总量|总额)?[为达约仅]*$"
)
_PLANNED = re.compile(r"预算|计划|任务|目标")
_PERIOD = re.compile(r"季度|半年|月|第[一二三四1-4]季")
_NOUN = re.compile(r"支出|收入|支付|投资|入库|税收|发放|完成")
_NOUNS = {"支付": "支出", "入库": "收入"}
_BACK = 40
_MOST = 6


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each share of a year whose part stands right before it."""
    for share in context.shares:
        if not share.is_plain or not share.index or "年" not in share.lead:
            continue
        match = _OF_YEAR.search(share.lead)
        part = context.document.figures[share.index - 1]
        if match is None or not is_amount(part) or part.sentence != share.sentence:
            continue
        if _PLANNED.search(match["what"]) or len(context.run_of(share)) > 1:
            continue  # 占全年预算的41%: of what was planned, not of what was done
        readings = list(_readings(context, share, part, match["what"]))
        if readings:
            yield Claim("share", readings, ceiling=Strength.LIKELY)


def _readings(context: Context, share: Figure, part: Figure, what: str) -> Iterator[Reading]:
    if part.quantity.unit.text == "天" and not what:
        yield Reading(Formula.RATIO, (part, given(365, "天")), share, Strength.LIKELY)
        yield Reading(Formula.RATIO, (part, given(366, "天")), share, Strength.POSSIBLE)
        return
    if not _PERIOD.search(part.label):
        return
    noun = _NOUN.search(what) or _NOUN.search(part.label)
    name = _NOUNS.get(noun[0], noun[0]) if noun else ""
    wholes = [w for w in all_named(context, share, name) if may_hold(w, part)] if name else []
    wholes = [whole for whole in wholes if not _PERIOD.search(whole.label)]
    sure = len({whole.value for whole in wholes}) == 1
    for number, whole in enumerate(wholes[:_MOST]):
        strength = Strength.LIKELY if sure and not number else Strength.POSSIBLE
        yield Reading(Formula.RATIO, (part, whole), share, strength)
    near = context.document.figures[max(0, share.index - _BACK) : share.index][::-1]
    others = (f for f in near if is_amount(f) and may_hold(f, part) and "年" in f.lead)
    for whole in islice(others, _MOST):
        yield Reading(Formula.RATIO, (part, whole), share, Strength.POSSIBLE)
