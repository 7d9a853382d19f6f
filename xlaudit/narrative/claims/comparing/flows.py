"""What came and went behind the net change: 净减387人，当年新增1268人、退出1655人."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.comparing import same_measure
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

_NET = re.compile(r"净(?:增加?|减少?|增长)(?:了|数)?$")
_GAP = r"(?:，|（|，?其中：?)(?:其中：?)?(?:当年|全年|年内|本年|当期)?"
_CAME = r"(?:新增|新纳入|新识别|调入|招录|迁入|新登记|新认定|纳入)[\u4e00-\u9fff]{0,6}"
_WENT = r"(?:退出|注销|调出|退休|迁出|减少|清退|取消|核销|停发)[\u4e00-\u9fff]{0,6}"
_FIRST = re.compile(f"{_GAP}(?:(?P<came>{_CAME})|(?P<went>{_WENT}))")
_SECOND = re.compile(f"[、，](?:当年|同期)?(?:(?P<came>{_CAME})|(?P<went>{_WENT}))")


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each net change whose two flows stand right behind it."""
    figures = context.document.figures
    for net in figures[:-2]:
        if net.kind is not Kind.CHANGE or not _NET.search(net.lead):
            continue
        first, second = figures[net.index + 1 : net.index + 3]
        if not all(_is_like(each, net) for each in (first, second)):
            continue
        one = _FIRST.fullmatch(context.document.between(net, first))
        two = _SECOND.fullmatch(context.document.between(first, second))
        if one is None or two is None or bool(one["came"]) is bool(two["came"]):
            continue
        came, went = (first, second) if one["came"] else (second, first)
        pair = (came, went) if net.direction > 0 else (went, came)
        reading = Reading(Formula.DIFFERENCE, pair, net, Strength.CERTAIN)
        yield Claim("difference", [reading], is_closed=True)


def _is_like(figure: Figure, net: Figure) -> bool:
    same = figure.sentence == net.sentence and same_measure(figure, net)
    return same and figure.is_plain and figure.kind in (Kind.LEVEL, Kind.CHANGE)
