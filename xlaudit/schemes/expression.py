"""A scoring rule is written once, as an expression; three readers walk it.

``evaluate`` reckons as Excel does, ``to_excel`` prints a formula that Excel, WPS and LibreOffice all
know, ``explain`` tells an accountant in one line where the number came from. So the live sheet and the
score without Excel cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from xlaudit.numbers import excel

__all__ = [
    "Binary",
    "Call",
    "Comparison",
    "Expression",
    "If",
    "Number",
    "Operand",
    "Variable",
    "evaluate",
    "explain",
    "maximum",
    "minimum",
    "number",
    "rounded",
    "substitute",
    "to_excel",
    "truncated",
    "variables",
]


class Node:
    """Arithmetic on expressions builds bigger ones, so a rule reads as its notice does."""

    __slots__ = ()

    def __add__(self, other: Node) -> Binary:
        return Binary("+", self, other)

    def __sub__(self, other: Node) -> Binary:
        return Binary("-", self, other)

    def __mul__(self, other: Node) -> Binary:
        return Binary("*", self, other)

    def __truediv__(self, other: Node) -> Binary:
        return Binary("/", self, other)

    def compare(self, operator: str, other: Node) -> Comparison:
        """Return the comparison with one of ``< <= = >= > <>``."""
        return Comparison(operator, self, other)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A constant of the notice."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Variable(Node):
    """Something that differs from row to row: actual, target, points."""

    name: str


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """``left operator right`` with one of ``+ - * /``."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Comparison(Node):
    """A condition; Excel compares on 15 digits."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class If(Node):
    """One of two expressions."""

    condition: Comparison
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function that every spreadsheet knows: MIN, MAX, ROUND, ROUNDDOWN, ABS."""

    name: str
    arguments: tuple[Node, ...]


Expression = Node


def number(value: Decimal | int | str) -> Number:
    """Return a constant."""
    return Number(Decimal(value))


def minimum(*arguments: Node) -> Call:
    """Return the least of the arguments."""
    return Call("MIN", arguments)


def maximum(*arguments: Node) -> Call:
    """Return the greatest of the arguments."""
    return Call("MAX", arguments)


def rounded(inner: Node, digits: int) -> Call:
    """Return ROUND(inner, digits)."""
    return Call("ROUND", (inner, number(digits)))


def truncated(inner: Node, digits: int) -> Call:
    """Return ROUNDDOWN(inner, digits)."""
    return Call("ROUNDDOWN", (inner, number(digits)))


def variables(expression: Node) -> frozenset[str]:
    """Return the names of all variables in the expression."""
    match expression:
        case Variable(name):
            return frozenset({name})
        case Binary(_, left, right) | Comparison(_, left, right):
            return variables(left) | variables(right)
        case If(condition, then, otherwise):
            return variables(condition) | variables(then) | variables(otherwise)
        case Call(_, arguments):
            return frozenset().union(*(variables(argument) for argument in arguments))
    return frozenset()


def substitute(expression: Node, replacements: Mapping[str, Node]) -> Node:
    """Return the expression with some variables replaced: the actual rate by its two amounts, say."""
    match expression:
        case Variable(name):
            return replacements.get(name, expression)
        case Binary(operator, left, right):
            return Binary(operator, substitute(left, replacements), substitute(right, replacements))
        case Comparison(operator, left, right):
            return Comparison(
                operator, substitute(left, replacements), substitute(right, replacements)
            )
        case If(condition, then, otherwise):
            replaced = substitute(condition, replacements)
            assert isinstance(replaced, Comparison)
            return If(replaced, substitute(then, replacements), substitute(otherwise, replacements))
        case Call(name, arguments):
            return Call(name, tuple(substitute(argument, replacements) for argument in arguments))
    return expression


def evaluate(expression: Node, values: Mapping[str, Decimal]) -> Decimal:
    """Reckon the expression as a cell would.

    Products and quotients carry 28 digits where Excel carries a double; both see the same 15 digits at
    every ROUND and comparison, and those are the only places where a digit can fall either way.

    Raises:
        ZeroDivisionError: a divisor is zero.
        KeyError: a variable has no value.
    """
    match expression:
        case Number(value):
            return value
        case Variable(name):
            return values[name]
        case Binary(operator, left, right):
            return _arithmetic(operator, evaluate(left, values), evaluate(right, values))
        case If(condition, then, otherwise):
            return evaluate(then if _holds(condition, values) else otherwise, values)
        case Call(name, arguments):
            return _call(name, [evaluate(argument, values) for argument in arguments])
    raise TypeError(expression)


def _arithmetic(operator: str, left: Decimal, right: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = 28
        match operator:
            case "+":
                return left + right
            case "-":
                return excel.subtract(left, right)
            case "*":
                return left * right
        if right == 0:
            raise ZeroDivisionError("除数为零")
        return left / right


def _holds(condition: Comparison, values: Mapping[str, Decimal]) -> bool:
    order = excel.compare(evaluate(condition.left, values), evaluate(condition.right, values))
    wanted = {"<": {-1}, "<=": {-1, 0}, "=": {0}, ">=": {0, 1}, ">": {1}, "<>": {-1, 1}}
    return order in wanted[condition.operator]


def _call(name: str, arguments: list[Decimal]) -> Decimal:
    match name:
        case "MIN":
            return min(arguments)
        case "MAX":
            return max(arguments)
        case "ROUND":
            return excel.round_half_away(arguments[0], int(arguments[1]))
        case "ROUNDDOWN":
            return excel.truncate(arguments[0], int(arguments[1]))
        case "ABS":
            return abs(arguments[0])
    raise TypeError(name)


_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}


def to_excel(expression: Node, references: Mapping[str, str]) -> str:
    """Print the expression as a formula without ``=``; ``references`` names the cell of each variable.

    >>> to_excel(rounded(Variable("actual") * number(10), 2), {"actual": "E5"})
    'ROUND(E5*10,2)'
    """
    match expression:
        case Number(value):
            return _plain(value)
        case Variable(name):
            return references[name]
        case Binary(operator, left, right):
            return _infix(operator, left, right, references)
        case Comparison(operator, left, right):
            return f"{to_excel(left, references)}{operator}{to_excel(right, references)}"
        case If(condition, then, otherwise):
            parts = (condition, then, otherwise)
            return f"IF({','.join(to_excel(part, references) for part in parts)})"
        case Call(name, arguments):
            return f"{name}({','.join(to_excel(argument, references) for argument in arguments)})"
    raise TypeError(expression)


def _infix(operator: str, left: Node, right: Node, references: Mapping[str, str]) -> str:
    strength = _STRENGTH[operator]

    def side(node: Node, *, is_right: bool) -> str:
        text = to_excel(node, references)
        inner = _STRENGTH[node.operator] if isinstance(node, Binary) else 3
        # A negative constant on the right, or a weaker or equal operator there, needs its brackets.
        closed = inner < strength or (is_right and (inner == strength or text.startswith("-")))
        return f"({text})" if closed else text

    return f"{side(left, is_right=False)}{operator}{side(right, is_right=True)}"


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True, slots=True)
class Operand:
    """What stands for a variable in one row: its value, its name and its shape as people see it."""

    value: Decimal
    label: str
    shown: str


_SIGNS = {"*": "×", "/": "÷", "+": "+", "-": "-"}
_WORDS = {"<": "<", "<=": "≤", "=": "=", ">=": "≥", ">": ">", "<>": "≠"}


def explain(expression: Node, operands: Mapping[str, Operand]) -> str:
    """Tell in one line how the score came about, along the branch that was taken.

    >>> rule = rounded(Variable("a") / Variable("t") * Variable("p"), 2)
    >>> explain(rule, {"a": Operand(Decimal("0.8756"), "执行率", "87.56%"),
    ...     "t": Operand(Decimal("0.9"), "目标", "90%"), "p": Operand(Decimal(10), "", "10 分")})
    '执行率 87.56% ÷ 目标 90% × 10 分 = 9.73 分'
    """
    values = {name: operand.value for name, operand in operands.items()}
    conditions: list[str] = []
    told = _tell(expression, operands, values, conditions)
    score = f"{_plain(evaluate(expression, values))} 分"
    reckoning = told if told == score else f"{told} = {score}"
    return "，".join((*conditions, reckoning))


def _tell(
    node: Node,
    operands: Mapping[str, Operand],
    values: Mapping[str, Decimal],
    conditions: list[str],
) -> str:
    """Tell one node; conditions that were met are collected in the order of the walk."""

    def tell(inner: Node) -> str:
        return _tell(inner, operands, values, conditions)

    match node:
        case Number(value):
            return _plain(value)
        case Variable(name):
            operand = operands[name]
            return f"{operand.label} {operand.shown}".strip()
        case Binary(operator, left, right):
            return _tell_binary(operator, left, right, tell)
        case If(condition, then, otherwise):
            taken = _holds(condition, values)
            conditions.append(_tell_condition(condition, tell, taken=taken))
            return tell(then if taken else otherwise)
        case Call("MIN" | "MAX" as name, arguments):
            extreme = min if name == "MIN" else max
            chosen = extreme(arguments, key=lambda argument: evaluate(argument, values))
            if isinstance(chosen, Number):  # a cap or a floor was reached: say what it cut off
                others = [tell(argument) for argument in arguments if argument is not chosen]
                word = "封顶" if name == "MIN" else "保底"
                return f"（{'、'.join(others)}，{word} {_plain(chosen.value)}）"
            return tell(chosen)
        case Call("ABS", arguments):
            return f"|{tell(arguments[0])}|"
        case Call(_, arguments):
            return tell(arguments[0])
    raise TypeError(node)


def _tell_binary(operator: str, left: Node, right: Node, tell: object) -> str:
    assert callable(tell)
    strength = _STRENGTH[operator]

    def side(node: Node, *, is_right: bool) -> str:
        text = str(tell(node))
        bare = node
        while isinstance(bare, Call) and bare.name in ("ROUND", "ROUNDDOWN"):
            bare = bare.arguments[0]
        if not isinstance(bare, Binary):
            return text
        inner = _STRENGTH[bare.operator]
        return f"（{text}）" if inner < strength or (is_right and inner == strength) else text

    return f"{side(left, is_right=False)} {_SIGNS[operator]} {side(right, is_right=True)}"


def _tell_condition(condition: Comparison, tell: object, *, taken: bool) -> str:
    assert callable(tell)
    opposite = {"<": ">=", "<=": ">", "=": "<>", ">=": "<", ">": "<=", "<>": "="}
    operator = condition.operator if taken else opposite[condition.operator]
    return f"{tell(condition.left)} {_WORDS[operator]} {tell(condition.right)}"
