"""Rates of adjustment of a budget: 年初742.5万元，年中调增1114.9万元，调整率150.15%; 追加部分相当于年初数的65.46%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.dividing.wording import has_own_base
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_RATE = re.compile(
    r"(?:预算)?(?:调整|追加|调增|调剂)(?:比?率|比例|幅度)(?:（[^（）]*）)?[为是达到约]*$|"
    r"(?:追加|调整|调增|增加|净调整)(?:额|部分|金额|资金|数|预算)?(?:约?(?:相当于|占|为|是))(?:了)?(?:部门)?年初(?:部门)?(?:批复|下达)?(?:预算)?(?:数|总额|批复数|规模)?的$"
)
_MOVES = re.compile("[追调增]")  # cheaper than the whole pattern
_INITIAL = re.compile(r"年初|期初|初始")
_MOVED = re.compile(
    r"(?P<up>追加|调增|调整增加|净增|增加预算|预算调整|净调整|调剂增加)|(?P<down>追减|调减|核减|收回|调整减少)"
)
_FINAL = re.compile(
    r"(?:增加|调增|调整|追加|增)[到至为]|调整后|调整预算|最终预算|全年预算|年末|追加后"
)
_LEAST, _BACK = 2, 14  # figures


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each such rate whose initial budget and moves stand before it in its paragraph."""
    for rate in context.plain_percentages:
        if rate.index < _LEAST or not _MOVES.search(rate.lead) or not _RATE.search(rate.lead):
            continue
        before = [
            each
            for each in context.document.figures[max(0, rate.index - _BACK) : rate.index]
            if each.paragraph == rate.paragraph and each.dimension is Dimension.MONEY
        ]
        starts = [e for e in before if _INITIAL.search(e.lead) and e.value and not _is_move(e)]
        if not starts or has_own_base(context, rate):
            continue
        initial = starts[-1]
        behind = [each for each in before if each is not initial and each.depth == 0]
        readings = list(_readings(initial, behind, rate))
        if readings:
            yield Claim("ratio", readings, ceiling=Strength.LIKELY)


def _is_move(figure: Figure) -> bool:
    return _MOVED.search(figure.lead) is not None and not _FINAL.search(figure.lead)


def _readings(initial: Figure, behind: list[Figure], rate: Figure) -> Iterator[Reading]:
    """Yield the moves by the initial budget, together and alone, and the whole move between the two budgets."""
    moves = [each for each in behind if _is_move(each) and each.is_plain]
    finals = [
        each
        for each in behind
        if _FINAL.search(each.lead) and each.kind is Kind.LEVEL and each.value
    ]
    likely = Strength.LIKELY if len(moves) == 1 else Strength.POSSIBLE
    for move in moves:
        reading = Reading(Formula.RATIO, (move, initial), rate, likely)
        if likely is Strength.POSSIBLE or not rounds(reading):
            yield reading
    if len(moves) > 1:
        yield Reading(Formula.RATIO_OF_SUM, (*moves, initial), rate, Strength.POSSIBLE)
    for final in finals[:1]:
        sign = 1 if final.value >= initial.value else -1
        alone = Strength.LIKELY if not moves else Strength.POSSIBLE
        yield Reading(Formula.CHANGE_OF_LEVELS, (initial, final), rate, alone, (sign,))
