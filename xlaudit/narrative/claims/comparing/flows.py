"""What came and went beside the net change: 净减387人，当年新增1268人、退出1655人; 清退549人，新增903人，净增354人."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.comparing.stocks import sign_of
from xlaudit.narrative.comparisons.sides import same_measure
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

_NET = re.compile(r"净(?:增加?|减少?|增长)(?:了|数)?$")
_GAP = re.compile(
    r"(?:，|、|；|（|，?其中：?|，?其间)(?:其中：?)?(?:当年|全年|年内|本年|当期|同期|期间)?[\u4e00-\u9fff、]{2,9}"
)
# 贷款余额净增: of a stock that more may change than what was told
_PLAIN_NET = re.compile(r"^[，、；]?(?:全年|年内|当年|本年|实际|累计|共)*净")
_SPLIT = re.compile("其中|上年|去年|目标|计划")
_MOST = 5
_TWO = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each net change whose flows stand right behind it."""
    for net in context.moves:
        if net.kind is not Kind.CHANGE or "净" not in net.lead or not _NET.search(net.lead):
            continue
        flows = _flows(context, net)
        if len({sign for _, sign in flows}) < _TWO and net.index not in context.comparisons:
            flows = _flows_before(context, net)
        signs = tuple(sign * net.direction for _, sign in flows)
        if len(set(signs)) < _TWO:
            continue  # 净增9家，新入统14家: what went is not told
        operands = tuple(flow for flow, _ in flows)
        reading = Reading(Formula.SUM, operands, net, Strength.CERTAIN, signs)
        if len(operands) == _TWO:
            pair = operands if signs[0] > 0 else operands[::-1]
            reading = Reading(Formula.DIFFERENCE, pair, net, Strength.CERTAIN)
        yield Claim("difference", [reading], is_closed=True)


def _flows(context: Context, net: Figure) -> list[tuple[Figure, int]]:
    """Return what came and what went right behind a net change, each with its sign."""
    document = context.document
    first = document.figures[net.index + 1 : net.index + 2]
    depth = first[0].depth if first else net.depth
    found: list[tuple[Figure, int]] = []
    for figure in document.figures[net.index + 1 : net.index + 1 + _MOST]:
        gap = document.between(document.figures[figure.index - 1], figure)
        alike = same_measure(figure, net) and figure.kind in (Kind.LEVEL, Kind.CHANGE)
        if figure.sentence != net.sentence or figure.depth != depth or not alike:
            break
        sign = sign_of(gap)
        if not figure.is_plain or not sign or not _GAP.fullmatch(gap):
            return []  # 退休19人、调出5人，军转3人: there are others that are not understood
        found.append((figure, sign))
    return found


def _flows_before(context: Context, net: Figure) -> list[tuple[Figure, int]]:
    """Return what came and what went right before a net change; what a bracket splits is left aside."""
    found: list[tuple[Figure, int]] = []
    if not _PLAIN_NET.match(net.lead):
        return found
    for figure in context.document.figures[max(0, net.index - _MOST) : net.index][::-1]:
        if figure.sentence != net.sentence:
            break
        if figure.depth > net.depth:
            continue
        sign = sign_of(figure.lead)
        if not sign or not figure.is_plain or not same_measure(figure, net):
            break
        if _SPLIT.search(figure.lead):
            return []
        found.append((figure, sign))
    return found[::-1]
