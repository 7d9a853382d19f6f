"""Tell an accountant in one line how a score came about, along the branch that was taken.

Signs and brackets as on paper (× ÷ −), rates as percentages, and a word where a limit or a rounding
decided: 按 100% 计, 低于 0 按 0 计, 取整.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TypeGuard

from xlaudit.numbers import excel
from xlaudit.numbers.plain import plain
from xlaudit.schemes.expression.evaluation import evaluate, holds
from xlaudit.schemes.expression.nodes import (
    Binary,
    Call,
    Comparison,
    Formula,
    If,
    Node,
    Number,
    Variable,
)
from xlaudit.schemes.expression.printing import STRENGTH

__all__ = ["Operand", "explain"]

_SIGNS = {"*": "×", "/": "÷", "+": "+", "-": "−"}
_WORDS = {"<": "<", "<=": "≤", "=": "=", ">=": "≥", ">": ">", "<>": "≠"}
_SIDES = {"<": "above", "<=": "above", ">": "below", ">=": "below", "=": "at", "<>": "off"}
_OPPOSITE = {"<": ">=", "<=": ">", "=": "<>", ">=": "<", ">": "<=", "<>": "="}


@dataclass(frozen=True, slots=True)
class Operand:
    """What stands for a variable in one row: its value, its name and its shape as people see it."""

    value: Decimal
    label: str
    shown: str


def explain(expression: Node, operands: Mapping[str, Operand]) -> str:
    """Tell in one line how the score came about, along the branch that was taken.

    >>> from xlaudit.schemes.expression import rounded
    >>> rule = rounded(Variable("a") / Variable("t") * Variable("p"), 2)
    >>> explain(rule, {"a": Operand(Decimal("0.8756"), "执行率", "87.56%"),
    ...     "t": Operand(Decimal("0.9"), "目标", "90%"), "p": Operand(Decimal(10), "", "10 分")})
    '执行率 87.56% ÷ 目标 90% × 10 分 = 9.73 分'
    """
    teller = _Teller(operands)
    score = evaluate(expression, teller.values)
    shown = f"{plain(score)} 分"
    core, remark = _rounding(expression)
    end = teller.end_of(core)
    if isinstance(end, Variable) and end.name == "points":
        result = f"得满分 {shown}"
    elif isinstance(end, Number) and end.value == 0:
        result = "不得分"
    elif isinstance(end, Variable):
        result = teller.tell(end)
    else:
        result = teller.result(end, shown)
        if remark and not excel.equal(evaluate(end, teller.values), score):
            result += f"（{remark}）"
    told = "，".join((*teller.conditions_of(core), result))
    return told.replace(" （", "（").replace("） ", "）")  # the brackets bring their own blank


def _rounding(expression: Node) -> tuple[Node, str]:
    """Take the one rounding off the whole score; say what an accountant should know of it."""
    match expression:
        case Call("ROUNDDOWN", (inner, Number(digits))):
            places = f" {plain(digits)} 位小数" if digits else "整数"
            return _bare(inner), f"只取{places}，其余舍去"
        case Call("ROUND", (inner, Number(digits))):
            return _bare(inner), "" if digits else "取整"
    return expression, ""


class _Teller:
    """Tells expressions over one row's operands."""

    def __init__(self, operands: Mapping[str, Operand]) -> None:
        self._operands = operands
        self.values = {name: operand.value for name, operand in operands.items()}

    def end_of(self, node: Node) -> Node:
        """Follow the conditions to the branch that holds."""
        while isinstance(node, If):
            node = node.then if holds(node.condition, self.values) else node.otherwise
        return node

    def result(self, node: Node, shown: str) -> str:
        """Tell the branch that gave the score; ``shown`` is the score itself."""
        if not _is_extreme(node):
            return f"{self.tell(node)} = {shown}"
        cut = self._cut_off(node)
        if cut is None:
            return self.result(self._chosen(node), shown)
        others, limit = cut
        word = "高于" if node.name == "MIN" else "低于"
        return f"{others}，结果{word} {self.tell(limit)}，按 {shown}计"

    def conditions_of(self, node: Node) -> tuple[str, ...]:
        """Tell what decided the branch; of several bounds on one figure only the tightest two."""
        told: dict[str, dict[str, str]] = {}
        while isinstance(node, If):
            condition, taken = node.condition, holds(node.condition, self.values)
            operator = condition.operator if taken else _OPPOSITE[condition.operator]
            left, right = self._sides(condition)
            # Of two bounds on the same side the later one is the tighter.
            told.setdefault(left, {})[_SIDES[operator]] = f"{_WORDS[operator]} {right}"
            node = node.then if taken else node.otherwise
        return tuple(f"{left} {' 且 '.join(bounds.values())}" for left, bounds in told.items())

    def _sides(self, condition: Comparison) -> tuple[str, str]:
        as_rate = self._is_rate(condition.left) or self._is_rate(condition.right)
        left = self.tell(condition.left, as_rate=as_rate)
        if isinstance(condition.left, Binary) and as_rate:
            value = evaluate(condition.left, self.values)
            left += f" = {_percent(excel.round_half_away(value, 4))}"
        return left, self.tell(condition.right, as_rate=as_rate)

    def tell(self, node: Node, *, as_rate: bool = False) -> str:
        """Tell one node; ``as_rate`` shows a bare constant as a percentage."""
        match node:
            case Number(value):
                return _percent(value) if as_rate and value else plain(value)
            case Variable(name):
                operand = self._operands[name]
                return f"{operand.label} {operand.shown}".strip()
            case Binary():
                return self._binary(node)
            case If():
                branch = self.tell(self.end_of(node), as_rate=as_rate)
                return f"{branch}（{'，'.join(self.conditions_of(node))}）"
            case Call() if _is_extreme(node):
                return self._extreme(node)
            case Call("ROUNDDOWN", (inner, Number(digits))) if digits == 0:
                return f"（{self.tell(inner)}，只计整数）"
            case Call(_, arguments):
                return self.tell(arguments[0], as_rate=as_rate)
            case Formula(text, names):
                told = (
                    (name, self.tell(meaning).removeprefix(f"{name} ")) for name, meaning in names
                )
                meanings = "；".join(f"{name}：{meaning}" for name, meaning in told)
                return f"按公式“{text}”计算（{meanings}）"
        raise TypeError(node)

    def _binary(self, node: Binary) -> str:
        strength = STRENGTH[node.operator]

        def side(inner: Node, *, is_right: bool) -> str:
            text = self.tell(inner, as_rate=is_right and self._shows_rate(node))
            bare = _bare(inner)
            if not isinstance(bare, Binary) or text.startswith("（"):
                return text
            weaker = STRENGTH[bare.operator] < strength
            return (
                f"（{text}）"
                if weaker or (is_right and STRENGTH[bare.operator] == strength)
                else text
            )

        left, right = side(node.left, is_right=False), side(node.right, is_right=True)
        return f"{left} {_SIGNS[node.operator]} {right}"

    def _extreme(self, node: Call) -> str:
        """Tell MIN or MAX: the figure that was taken, or the limit and what it cut off."""
        cut = self._cut_off(node)
        if cut is None:
            return self.tell(self._chosen(node))
        others, limit = cut
        as_rate = any(self._is_rate(argument) for argument in node.arguments)
        told = self.tell(limit, as_rate=as_rate)
        return f"（{others}，{'超过' if node.name == 'MIN' else '低于'} {told} 按 {told} 计）"

    def _cut_off(self, node: Call) -> tuple[str, Node] | None:
        """Return what a limit cut off, and the limit; None where none was at work."""
        chosen = self._chosen(node)
        if not _is_limit(chosen):
            return None
        others = (self.tell(each) for each in node.arguments if each is not chosen)
        return "、".join(others), chosen

    def _chosen(self, node: Call) -> Node:
        extreme = min if node.name == "MIN" else max
        # Where a figure just reaches its limit, nothing was cut off: the figure is told.
        figures = sorted(node.arguments, key=_is_limit)
        return extreme(figures, key=partial(evaluate, values=self.values))

    def _shows_rate(self, node: Binary) -> bool:
        """Whether a constant on the right is meant as a percentage: a step of 1%, a share of 60%."""
        if node.operator == "*":
            return node.left == Variable("points")
        return self._is_rate(node.left)

    def _is_rate(self, node: Node) -> bool:
        match node:
            case Variable(name):
                return self._operands[name].shown.endswith("%")
            case Binary("/", left, right):
                return self._is_rate(left) == self._is_rate(right)
            case Binary("*", Number(), right):
                return self._is_rate(right)
            case Binary("+" | "-", left, right):
                return self._is_rate(left) or self._is_rate(right)
            case Call("ROUND" | "ROUNDDOWN" | "ABS", (inner, *_)):
                return self._is_rate(inner)
            case Call("MIN" | "MAX", arguments):
                return any(self._is_rate(argument) for argument in arguments)
        return False


def _is_extreme(node: Node) -> TypeGuard[Call]:
    return isinstance(node, Call) and node.name in ("MIN", "MAX")


def _is_limit(node: Node) -> bool:
    """Return whether an argument of MIN or MAX only bounds the others: a constant, or all points."""
    return isinstance(node, Number) or node == Variable("points")


def _bare(node: Node) -> Node:
    """Take off what is told without words of its own, to see whether brackets are needed."""
    while isinstance(node, Call) and node.name in ("ROUND", "ROUNDDOWN"):
        node = node.arguments[0]
    return node


def _percent(value: Decimal) -> str:
    return f"{plain(value * 100)}%"
