"""What there was, what came and went, and what there is: 年初馆藏A，全年接收B，销毁C，年末馆藏D，净增E."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlaudit.narrative.comparisons.sides import same_measure
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims", "sign_of"]

_OPENING = re.compile(r"年初|期初|上年末|上年底|月初|原有|年度计划|上年结转")
_CLOSING = re.compile(r"年末|期末|年底|月末|季末|调整后|现有|现存")
_WENT = re.compile(
    r"报废|处置|减少|解除|剔旧|剔除|销毁|注销|调出|退出|退休|核减|清退|取消|收回|消除|转出|迁出|离职|辞职|解聘|下账|核销|停用|停保|划出"
    r"|偿还|归还|化解|退库|吊销|死亡|销户|拆除|流出|压减|压缩|调减|关停|关闭|动用|拨出|^减"
)
_CAME = re.compile(
    r"新增|新购|购置|购入|接受|接收|纳入|增加|调入|转入|新建|新登记|新招|招录|招聘|新聘|新进|新招|录用|新发展|聘用|军转|安置|转业|分配|收进|进馆|受赠|捐赠|新设|新办|新识别|新入|新批"
    r"|入库|新保|追加|举借|新借|划入|迁入|流入|收储|^加"
)
_NET = re.compile(r"，(?:全年|年内|当年|比年初|较年初)?(?:净增加?|净减少?|增加|减少)(?:了)?")
_BUDGET = re.compile(r"预算|批复|安排|下达")  # those have claims of their own
_MIXED = re.compile(r"其中|占|平均|比|较|完成|目标")
_MOST = 8


@dataclass(frozen=True, slots=True)
class _Stock:
    """``opening`` and the moves with their signs give ``closing``."""

    opening: Figure
    moves: tuple[tuple[Figure, int], ...]
    closing: Figure


def claims(context: Context) -> Iterator[Claim]:
    """Yield the sum of each such row, and the net change behind it."""
    for first in context.levels:
        opens = _OPENING.search(first.lead) is not None
        if (not opens and not _CLOSING.search(first.lead)) or _BUDGET.search(first.lead):
            continue
        stock = _stock(context, first, opens=opens) or (
            _told_last(context, first) if opens else None
        )
        if stock is None:
            continue
        moves = tuple(move for move, _ in stock.moves)
        signs = (1, *(sign for _, sign in stock.moves))
        strength = Strength.CERTAIN if opens and len(moves) > 1 else Strength.LIKELY
        operands = (stock.opening, *moves)
        reading = Reading(Formula.SUM, operands, stock.closing, strength, signs)
        yield Claim("sum", [reading], ceiling=strength, is_closed=True)
        yield from _net(context, stock)


def _stock(context: Context, first: Figure, *, opens: bool) -> _Stock | None:
    """Read on from one end of a row to the other; None where anything but what came and went stands between."""
    other_end = _CLOSING if opens else _OPENING
    moves: list[tuple[Figure, int]] = []
    for figure in context.document.figures[first.index + 1 : first.index + _MOST]:
        if figure.paragraph != first.paragraph or figure.sentence > first.sentence + 1:
            return None
        if figure.depth > first.depth:
            continue
        alike = figure.is_plain and same_measure(figure, first)
        lead = context.document.between(context.document.figures[figure.index - 1], figure)
        if not alike or _MIXED.search(lead):
            return None
        sign = sign_of(figure.lead)
        if not sign:
            ends_here = other_end.search(figure.lead) and not _BUDGET.search(figure.lead)
            if not ends_here or figure.kind is not Kind.LEVEL:
                return None
            ends = (first, figure) if opens else (figure, first)
            return _Stock(ends[0], tuple(moves), ends[1]) if moves else None
        moves.append((figure, sign))
    return None


def _told_last(context: Context, opening: Figure) -> _Stock | None:
    """固定资产原值A，当年新增B，报废C，年初为D: what there was is told last, what there is has no year."""
    moves: list[tuple[Figure, int]] = []
    figures = context.document.figures
    for figure in reversed(figures[max(0, opening.index - _MOST) : opening.index]):
        near = figure.sentence == opening.sentence and figure.depth == opening.depth
        if not near or not figure.is_plain or not same_measure(figure, opening):
            return None
        sign = sign_of(figure.lead)
        if not sign:
            level = figure.kind is Kind.LEVEL and len(moves) > 1
            return _Stock(opening, tuple(reversed(moves)), figure) if level else None
        moves.append((figure, sign))
    return None


def sign_of(words: str) -> int:
    """Return 1 for what came, -1 for what went, 0 for anything else."""
    return -1 if _WENT.search(words) else 1 if _CAME.search(words) else 0


def _net(context: Context, stock: _Stock) -> Iterator[Claim]:
    """…，年末馆藏D，净增E: the difference of the two ends."""
    for net in context.document.figures[stock.closing.index + 1 : stock.closing.index + 2]:
        gap = context.document.between(stock.closing, net)
        if (
            net.kind is not Kind.CHANGE
            or not _NET.fullmatch(gap)
            or net.index in context.comparisons
        ):
            continue
        if net.is_plain and same_measure(net, stock.closing):
            ends = (stock.closing, stock.opening)
            pair = ends if net.direction > 0 else ends[::-1]
            reading = Reading(Formula.DIFFERENCE, pair, net, Strength.CERTAIN)
            yield Claim("difference", [reading], is_closed=True)
