"""The formulas of the form: each prints a scheme's expression and adds only when to stay silent.

A cell stays empty until everything that it is reckoned from is a number, so that neither an empty form
nor a word in the place of a number ever shows an error, or a zero that looks like a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from xlaudit.numbers.quantity import Comparator
from xlaudit.schemes.expression import (
    Binary,
    Call,
    Comparison,
    Expression,
    Formula,
    If,
    to_excel,
    variables,
)
from xlaudit.schemes.rules import JUDGED, by_sign, score
from xlaudit.schemes.schema import Limits

__all__ = [
    "JUDGED_MARK",
    "SIGNS",
    "WORDS",
    "first_of",
    "guarded",
    "quoted",
    "scored_by_sign",
    "total_of",
]

WORDS = "定性"
"""The sign of a target in words."""
SIGNS = ("≥", "≤", "=", WORDS)
JUDGED_MARK = "人工评分"
"""Stands in 系统得分 where people judge: the total then takes 自评得分."""


def quoted(text: str) -> str:
    """Return a text as a constant of a formula.

    >>> quoted('应为“90%”')
    '"应为“90%”"'
    """
    return '"' + text.replace('"', '""') + '"'


def guarded(expression: Expression, references: Mapping[str, str]) -> str:
    """Print an expression that is empty unless every operand is a number and no divisor is zero.

    >>> from xlaudit.schemes.expression import Variable
    >>> guarded(Variable("a") / Variable("b"), {"a": "B1", "b": "B2"})
    'IF(AND(ISNUMBER(B1),ISNUMBER(B2),B2<>0),B1/B2,"")'
    """
    names = sorted(variables(expression))
    conditions = [f"ISNUMBER({references[name]})" for name in names]
    conditions += [f"{references[name]}<>0" for name in names if name in _divisors(expression)]
    formula = to_excel(expression, references)
    if _is_foreign(expression):  # what a bureau wrote itself may divide by anything
        conditions.append(f"ISNUMBER({formula})")
        conditions = [f"AND({','.join(conditions[:-1])})", conditions[-1]]
        return f'IF({conditions[0]},IF({conditions[1]},{formula},""),"")'
    return f'IF(AND({",".join(conditions)}),{formula},"")'


def _children(expression: Expression) -> tuple[Expression, ...]:
    match expression:
        case Binary(_, left, right) | Comparison(_, left, right):
            return left, right
        case If(condition, then, otherwise):
            return condition, then, otherwise
        case Call(_, arguments):
            return arguments
    return ()


def _divisors(expression: Expression) -> frozenset[str]:
    """Return the variables that something is divided by."""
    own = frozenset[str]()
    if isinstance(expression, Binary) and expression.operator == "/":
        own = variables(expression.right)
    return own.union(*(_divisors(child) for child in _children(expression)))


def _is_foreign(expression: Expression) -> bool:
    return isinstance(expression, Formula) or any(map(_is_foreign, _children(expression)))


def two_notations(cells: Mapping[str, str]) -> str:
    """Print the condition that one figure was typed as 95 and the other as 96%, which is 0.96 in its cell.

    ``cells`` names the cells of sign, target, unit and actual. Such a row has no score: a wrong one,
    a hundred times too small, would look like a right one.
    """
    target, actual = cells["target"], cells["actual"]
    small = f'AND({cells["sign"]}<>"≤",{target}>1.5,{actual}>0,{actual}<=1.5,{actual}*50<={target})'
    large = f"AND({target}>0,{target}<=1.5,{actual}>=20*{target})"
    is_rate = f'OR({cells["unit"]}="%",{cells["unit"]}="％")'
    numbers = f"AND({is_rate},ISNUMBER({target}),ISNUMBER({actual}))"
    return f"IF({numbers},OR({small},{large}),FALSE)"


def scored_by_sign(
    references: Mapping[str, str],
    cells: Mapping[str, str],
    rounding: str,
    limits: Limits | None = None,
) -> str:
    """Print the score of a row that the unit writes itself: its sign cell chooses among the rules.

    ``references`` names the cells of the rules' variables, ``cells`` those of the row by its columns.
    """
    sign = cells["sign"]
    reached: dict[str, list[str]] = {}
    at_zero: dict[str, list[str]] = {}
    for text in SIGNS[:-1]:
        comparator = Comparator(text)
        for target, chosen in ((1, reached), (0, at_zero)):
            rule, options = by_sign(comparator, Decimal(target))
            # There is no degree of completion of a zero target.
            expression = score(rule, options, rounding, limits if target else None)
            formula = to_excel(expression, references)
            chosen.setdefault(formula, []).append(f"{sign}={quoted(text)}")
    assert by_sign(Comparator.EQUAL, None)[0] in JUDGED
    numeric = ",".join(f"ISNUMBER({references[name]})" for name in ("actual", "target", "points"))
    by_target = _chosen(reached)
    when_zero = _chosen(at_zero)
    scored = f"IF({references['target']}=0,{when_zero},{by_target})"
    return (
        f"IF({sign}={quoted(WORDS)},{quoted(JUDGED_MARK)},"
        f'IF(AND({sign}<>"",{numeric},NOT({two_notations(cells)})),{scored},""))'
    )


def _chosen(formulas: Mapping[str, Sequence[str]]) -> str:
    """Nest formulas by the signs that choose them; the last one needs no condition."""
    *others, last = formulas.items()
    result = last[0]
    for formula, conditions in reversed(others):
        condition = conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"
        result = f"IF({condition},{formula},{result})"
    return result


def first_of(cases: Iterable[tuple[str, str]]) -> str:
    """Print the message of the first condition that holds, nothing where none does.

    Messages are formulas themselves (``quoted`` text, or joined with ``&``).
    """
    result = '""'
    for condition, message in reversed(list(cases)):
        result = f"IF({condition},{message},{result})"
    return result


def total_of(ranges: Sequence[str], *, judged: Sequence[tuple[str, str]] = ()) -> str:
    """Print a sum of scores, rounded to two decimals, empty where no score stands yet.

    ``judged`` pairs a range of system scores with the range of stated ones that stand in for the mark
    of judged rows.
    """
    instead = [f"SUMIF({marks},{quoted(JUDGED_MARK)},{stated})" for marks, stated in judged]
    listed = ",".join(ranges)
    parts = "+".join((f"SUM({listed})", *instead))
    count = "+".join(
        (
            f"COUNT({listed})",
            *(
                f'COUNTIFS({marks},{quoted(JUDGED_MARK)},{stated},">=0")'
                for marks, stated in judged
            ),
        )
    )
    return f'IF({count}=0,"",ROUND({parts},2))'
