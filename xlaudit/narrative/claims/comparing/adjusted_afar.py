"""Moves of a budget told again far from it: 年中追加120万元，相当于年初预算的6.5%, with the budgets above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context, among
from xlaudit.narrative.figures import Figure
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
_BACK, _BEHIND = 240, 3  # figures


def claims(context: Context) -> Iterator[Claim]:
    """Yield the difference of two budgets for each move, and its rate on the initial one."""
    for move in context.measured:
        if move.dimension is not Dimension.MONEY or not move.value:
            continue
        lead = move.lead
        if "追" not in lead and "增" not in lead and "减" not in lead:
            continue
        match = _MOVED.search(lead) if _YEAR.search(lead) else None
        if match is None:
            continue
        initial = _budgets(context, move, "initial_budget")
        final = _budgets(context, move, "budget")
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


def _budgets(context: Context, move: Figure, fact: str) -> list[Figure]:
    """Return the nearest budgets of a kind in other sentences before a move, or in its own."""
    near = among(context.budgets, move.index - _BACK, move.index + _BEHIND)
    found = [each for each in reversed(near) if each.fact == fact and each.value]
    return found[:_MOST]
