"""A budget as approved, what was added and taken off during the year, and what it came to.

年初预算批复1850万元，年中追加120万元、调减62万元，调整后1908万元，净增加58万元，预算调整率3.14%: the
verbs stand in the clauses, wherever the names of the amounts end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.narrative.claims.adding.subjects import speaks_of_one
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_INITIAL = re.compile(
    r"(?:年初|期初)[^，。；\d]{0,6}预算[^，。；\d追调]{0,20}$|预算(?:批复|下达)(?:数|总额|总数|资金|金额)?[为是]?$"
)
_APPROVED = re.compile("[年期]初|批复|下达")  # one of them stands in each of those
_UP = re.compile(r"追加|调增|增加预算")
_DOWN = re.compile(r"追减|调减|核减|压减|调出|收回")
_FINAL = re.compile(
    r"^(?:本年|全年|年度|经)?调整后[^，。；\d]{0,12}$|^(?:本年|全年)?(?:调整预算|预算调整)[数为]*$|^(?:本年|全年)预算[数为]*$"
)
_NET = re.compile(
    r"，(?:全年|年度)?(?:预算)?(?:[较比]年初(?:预算)?(?:数|批复)?)?(?:净|共|合计)?(?:(?P<up>增加|调增)|(?P<down>减少|调减))(?:了|额|数)?"
)
_RATE = re.compile(r"，(?:预算)?调整率[为是达]*")
_BROUGHT = re.compile(r"结转|结余")
_CLAUSE = re.compile(r"[，。；：\n]")
_IN_WORDS = re.compile(r"[为是]?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元整]{2,}（$")
_REACH = 40  # characters
_MOST = 9


@dataclass(frozen=True, slots=True)
class _Budget:
    """What was approved, the moves with their signs, and the result."""

    initial: Figure
    moves: tuple[tuple[Figure, int], ...]
    final: Figure


def claims(context: Context) -> Iterator[Claim]:
    """Yield the sum of each budget, and what is said of the whole move right behind it."""
    for initial in context.measured:
        if initial.dimension is not Dimension.MONEY:
            continue
        if "预算" not in initial.lead and initial.depth == 0:
            continue
        before = context.document.text[max(0, initial.start - _REACH) : initial.start]
        if not _APPROVED.search(before) or not _INITIAL.search(_clause(context, initial)):
            continue
        budget = _budget(context, initial)
        if budget is not None:
            if budget.moves and not _is_told_elsewhere(budget):
                yield _sum(context, budget)
            yield from _of_the_move(context, budget)


def _clause(context: Context, figure: Figure) -> str:
    """Return the words of a figure's own clause before it; a bracket repeats what stands before it."""
    before = context.document.text[max(0, figure.start - _REACH) : figure.start]
    clause = _CLAUSE.split(before)[-1]
    return _IN_WORDS.sub("", clause) if clause.endswith("（") else clause


def _budget(context: Context, initial: Figure) -> _Budget | None:
    """Read on until the result; None where an amount between is neither a move nor a part told of before."""
    moves: list[tuple[Figure, int]] = []
    parts = False
    for figure in context.document.figures[initial.index + 1 : initial.index + _MOST]:
        if figure.paragraph != initial.paragraph or figure.sentence > initial.sentence + 1:
            return None
        if figure.dimension is not Dimension.MONEY:
            continue
        clause = _clause(context, figure)
        up, down = _UP.search(clause), _DOWN.search(clause)
        if _FINAL.search(clause):
            return _Budget(initial, tuple(moves), figure) if figure.is_plain else None
        if up or down:
            if (up and down) or not figure.is_plain or figure.depth:
                return None
            moves.append((figure, 1 if up else -1))
            continue
        parts = parts or "其中" in context.document.between(initial, figure)
        if not parts or moves or figure.sentence != initial.sentence:
            return None
    return None


def _is_told_elsewhere(budget: _Budget) -> bool:
    """Tell whether the names of the amounts alone make it the equation of a budget."""
    plain = all(move.kind is Kind.CHANGE for move, _ in budget.moves)
    facts = budget.initial.fact == "initial_budget" and budget.final.fact == "budget"
    return plain and facts


def _sum(context: Context, budget: _Budget) -> Claim:
    operands = (budget.initial, *(move for move, _ in budget.moves))
    signs = (1, *(sign for _, sign in budget.moves))
    readings = [Reading(Formula.SUM, operands, budget.final, Strength.CERTAIN, signs)]
    first = max(0, budget.initial.index - _MOST)
    for other in context.document.figures[first : budget.final.index + _MOST]:
        carried = other.dimension is Dimension.MONEY and _BROUGHT.search(other.label)
        if carried and other.paragraph == budget.initial.paragraph and other not in operands:
            readings.append(
                Reading(
                    Formula.SUM,
                    (*operands, other),
                    budget.final,
                    Strength.POSSIBLE,
                    (*signs, 1),
                )
            )
    of_one = speaks_of_one(context, budget.final)
    ceiling = Strength.LIKELY if of_one or len(readings) > 1 else Strength.CERTAIN
    return Claim("sum", readings, ceiling=ceiling, is_closed=True, message=_turned(budget))


def _turned(budget: _Budget) -> str:
    """Say so where the one move is right in its amount and wrong in its direction."""
    initial, final = budget.initial, budget.final
    if len(budget.moves) != 1 or final.value - initial.value != -_signed(budget):
        return ""
    (move, sign), *_ = budget.moves
    said, true = ("调增", "减少") if sign > 0 else ("调减", "增加")
    return f"文中写{said}（或追加、追减）{move.text}，而由{initial.text}到{final.text}是{true}，方向有误。"


def _signed(budget: _Budget) -> Decimal:
    return sum((sign * move.value for move, sign in budget.moves), Decimal())


def _of_the_move(context: Context, budget: _Budget) -> Iterator[Claim]:
    """…，预算净增加394.20万元，预算调整率8.99%: the difference, and the rate of it."""
    figures = context.document.figures
    last = budget.final
    following = figures[last.index + 1 : last.index + 2]
    for net in following:
        match = _NET.fullmatch(context.document.between(last, net))
        if match is None or net.dimension is not Dimension.MONEY or not net.is_plain:
            continue
        pair = (last, budget.initial) if match["up"] else (budget.initial, last)
        reading = Reading(Formula.DIFFERENCE, pair, net, Strength.CERTAIN)
        yield Claim("difference", [reading], is_closed=pair[0].value >= pair[1].value)
        last = net
    for rate in figures[last.index + 1 : last.index + 2]:
        named = _RATE.fullmatch(context.document.between(last, rate)) is not None
        if named and rate.is_plain and rate.dimension is Dimension.RATE and budget.initial.value:
            yield _rate(budget, rate)


def _rate(budget: _Budget, rate: Figure) -> Claim:
    """Claim the rate of the net move; that of all moves without their signs is in use as well."""
    initial, final = budget.initial, budget.final
    signs = (1 if final.value >= initial.value else -1,)
    readings = [Reading(Formula.CHANGE_OF_LEVELS, (initial, final), rate, Strength.CERTAIN, signs)]
    if budget.moves:
        moved = tuple(move for move, _ in budget.moves)
        readings.append(Reading(Formula.RATIO_OF_SUM, (*moved, initial), rate, Strength.POSSIBLE))
    gap = abs(final.value - initial.value) / initial.value - rate.value
    sure = abs(gap) <= Decimal("0.5") and len(budget.moves) <= 1
    return Claim("ratio", readings, ceiling=Strength.CERTAIN if sure else Strength.LIKELY)
