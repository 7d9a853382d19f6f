"""Moves of a budget told again far from it: 年中追加120万元，相当于年初预算的6.5%, with the budgets above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_MOVED = re.compile(
    r"(?:年中|全年|当年|中途|年度)?(?:净?(?:追加|调增|增加)|(?P<down>净?调减|追减))(?:预算|资金|了|支出)*$"
)
_YEAR = re.compile(r"年中|全年|当年|中途|年度")
_OF_INITIAL = re.compile(
    r"，(?:相当于|占|为|是)(?:了)?(?:部门)?年初(?:批复|下达)?预算(?:数|总额|批复数)?的"
)
_MOST = 4
_BACK = 240  # figures


def claims(context: Context) -> Iterator[Claim]:
    """Yield the difference of two budgets for each move, and its rate on the initial one."""
    figures = context.document.figures
    for move in figures:
        if move.dimension is not Dimension.MONEY or not move.is_plain or not move.value:
            continue
        match = _MOVED.search(move.lead)
        if match is None or _YEAR.search(move.lead) is None:
            continue
        initial = _budgets(figures, move, "initial_budget")
        final = _budgets(figures, move, "budget")
        readings = [
            Reading(
                Formula.DIFFERENCE,
                (old, new) if match["down"] else (new, old),
                move,
                Strength.POSSIBLE,
            )
            for old in initial
            for new in final
        ]
        if readings:
            yield Claim("difference", readings)
        yield from _rate(context, move, initial)


def _rate(context: Context, move: Figure, initial: list[Figure]) -> Iterator[Claim]:
    for rate in context.document.figures[move.index + 1 : move.index + 2]:
        named = _OF_INITIAL.fullmatch(context.document.between(move, rate))
        if named is None or rate.dimension is not Dimension.RATE or not rate.is_plain:
            continue
        unique = len({each.value for each in initial}) == 1
        strength = Strength.LIKELY if unique else Strength.POSSIBLE
        readings = [Reading(Formula.RATIO, (move, each), rate, strength) for each in initial]
        if readings:
            yield Claim("ratio", readings)


def _budgets(figures: Sequence[Figure], move: Figure, fact: str) -> list[Figure]:
    """Return the nearest budgets of a kind in other sentences before a move, or in its own."""
    found = [
        figure
        for figure in figures[max(0, move.index - _BACK) : move.index + 3][::-1]
        if figure.fact == fact
        and figure.kind is Kind.LEVEL
        and figure.dimension is Dimension.MONEY
        and figure.is_plain
        and figure.value
        and figure.period != "-1"
    ]
    return found[:_MOST]
