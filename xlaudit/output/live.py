"""A row's score as a formula over the cells that it was reckoned from, so that the copy stays live.

A cell is referred to only where its present value gives exactly the operand that the score rests on;
anything else stands in the formula as a constant. So the formula can never show another score.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from xlaudit.forms.filing import Stated
from xlaudit.numbers import excel
from xlaudit.numbers.lexer import read_quantity
from xlaudit.output.wording import plain
from xlaudit.schemes.expression import (
    Binary,
    Call,
    Comparison,
    Expression,
    Formula,
    If,
    Operand,
    Variable,
    to_excel,
)
from xlaudit.scoring.scorecard import RowScore
from xlaudit.workbook.place import Place
from xlaudit.workbook.snapshot import Snapshot

__all__ = ["cell_formula", "score_formula"]

ONE = Decimal(1)
# A cell in 万元, in per cent points (95 for 95%) or in 亿元 beside an operand in base units.
_FACTORS = (ONE, Decimal("0.01"), Decimal(10_000), Decimal(100_000_000), Decimal(1000))
_PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?%?")
# Signs, units and thousands separators; a quotation mark would end the text inside the formula.
_AROUND_A_NUMBER = re.compile(r'[^0-9.%"-]+')


@dataclass(frozen=True, slots=True)
class Reading:
    """A formula for what a cell holds as a number, and the factor that makes it the operand."""

    formula: str
    factor: Decimal

    @property
    def scaled(self) -> str:
        """The formula in the unit of the operand."""
        if self.factor == ONE:
            return self.formula
        if self.factor > ONE:
            return f"{self.formula}*{self.factor:f}"
        return f"{self.formula}/{ONE / self.factor:f}"


def score_formula(row: RowScore, snapshot: Snapshot, sheet: str) -> str | None:
    """Return the formula of a computed row as it stands on ``sheet``, without ``=``.

    None where the row was not computed.
    """
    if row.expression is None or row.operands is None:
        return None
    readings = _readings(row.operands, row.sources or {}, snapshot, sheet)
    factors = {reading.factor for reading in readings.values()}
    scaled = {name for name, reading in readings.items() if reading.factor != ONE}
    bare = len(factors - {ONE}) == 1 and _degree(row.expression, scaled) == 0
    references = {}
    for name, operand in row.operands.items():
        reading = readings.get(name)
        if reading is None:
            references[name] = _constant(operand.value)
        elif bare or reading.factor == ONE:
            references[name] = reading.formula
        else:
            references[name] = f"({reading.scaled})"
    return to_excel(row.expression, references)


def cell_formula(stated: Stated, value: Decimal, snapshot: Snapshot, sheet: str) -> str:
    """Return a formula that gives ``value`` from the cell that states it; a constant where none does."""
    operand = Operand(value, "", stated.text)
    reading = _reading(operand, stated.place, snapshot, sheet)
    return _constant(value) if reading is None else reading.scaled


def _constant(value: Decimal) -> str:
    text = plain(value)
    return f"({text})" if value < 0 else text


def _readings(
    operands: Mapping[str, Operand],
    sources: Mapping[str, Place],
    snapshot: Snapshot,
    sheet: str,
) -> dict[str, Reading]:
    found = {
        name: _reading(operand, sources[name], snapshot, sheet)
        for name, operand in operands.items()
        if name in sources
    }
    return {name: reading for name, reading in found.items() if reading is not None}


def _reading(operand: Operand, place: Place, snapshot: Snapshot, sheet: str) -> Reading | None:
    """Return how the cell at ``place`` gives the operand; None where it does not."""
    cell = snapshot.sheet(place.sheet).cells.get((place.row, place.column))
    if cell is None:
        return None
    reference = place.address if place.sheet == sheet else place.reference
    held: Decimal | None = None
    formula = reference
    if isinstance(cell.value, Decimal):
        held = cell.value
    elif isinstance(cell.value, str):
        held, formula = _number_in(cell.value, reference)
    if held is None:
        return None
    is_fraction = "%" in str(cell.value) or cell.is_percent
    shown = read_quantity(operand.shown)
    # The scale of the unit that is shown comes first and decides for a zero, which any factor would
    # fit: today's zero may be tomorrow's 95 %.
    first = () if shown is None or is_fraction else (shown.unit.scale,)
    for factor in (*first, *_FACTORS):
        if excel.equal(held * factor, operand.value):
            return Reading(formula, factor)
    if shown is None:
        return None
    # A filing states what its cells show: 622.6200000000008 shown as 622.62 is 622.62.
    digits = shown.decimals + 2 * cell.is_percent
    for factor in (*first, *_FACTORS):
        if excel.equal(excel.round_half_away(held, digits) * factor, operand.value):
            return Reading(f"ROUND({formula},{digits})", factor)
    return None


def _number_in(text: str, reference: str) -> tuple[Decimal | None, str]:
    """Return the one number of a text, and a formula that reads it there (≥90% → 0.9)."""
    formula, rest = reference, text
    # Of pieces equally long the first comes first, in every process: a set has an order of its own in each.
    for piece in sorted(dict.fromkeys(_AROUND_A_NUMBER.findall(text)), key=len, reverse=True):
        by = "%" if piece == "％" else ""
        formula = f'SUBSTITUTE({formula},"{piece}","{by}")'
        rest = rest.replace(piece, by)
    if read_quantity(text) is None or not _PLAIN_NUMBER.fullmatch(rest):
        return None, reference
    number = Decimal(rest.rstrip("%"))
    return (number / 100 if rest.endswith("%") else number), f"VALUE({formula})"


def _degree(node: Expression, scaled: set[str]) -> int | None:
    """Return the power of a common unit in an expression over the variables that bear it.

    Zero means that the unit cancels out: 执行数 ÷ 预算 is the same in 万元 as in 元. None where the
    expression mixes powers, so that the unit has to be written out.
    """
    match node:
        case Variable(name):
            return int(name in scaled)
        case Binary(operator, left, right):
            return _combined(operator, _degree(left, scaled), _degree(right, scaled))
        case Comparison(_, left, right):
            return _common((left, right), scaled)
        case If(condition, then, otherwise):
            return (
                None if _degree(condition, scaled) is None else _common((then, otherwise), scaled)
            )
        case Call("ROUND" | "ROUNDDOWN", arguments):
            return _foreign(arguments, scaled)
        case Call(_, arguments):
            return _common(arguments, scaled)
        case Formula(_, names):
            return _foreign(tuple(each for _, each in names), scaled)
    return 0


def _combined(operator: str, first: int | None, second: int | None) -> int | None:
    if first is None or second is None:
        return None
    match operator:
        case "*":
            return first + second
        case "/":
            return first - second
    return first if first == second else None


def _foreign(nodes: tuple[Expression, ...], scaled: set[str]) -> int | None:
    """Return zero where none of the parts bears a unit; what is done with a unit cannot be told."""
    return 0 if all(_degree(node, scaled) == 0 for node in nodes) else None


def _common(nodes: tuple[Expression, ...], scaled: set[str]) -> int | None:
    degrees = {_degree(node, scaled) for node in nodes}
    return degrees.pop() if len(degrees) == 1 else None
