"""A formula that a bureau wrote itself, over names instead of cells: 实际完成值, 目标值, 分值, facts.

Only arithmetic is let in. What could reach outside the row (a cell, a sheet, a file, a function that
looks elsewhere) is refused when the scheme is loaded, so what remains is safe to run and to print.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple

from xlaudit.numbers import excel
from xlaudit.numbers.lexer import normalise

__all__ = ["FUNCTIONS", "check", "names_in", "replace", "run", "tidy"]

FUNCTIONS: Mapping[str, tuple[int, int]] = {  # least and most arguments
    "ABS": (1, 1),
    "AND": (1, 30),
    "AVERAGE": (1, 30),
    "IF": (3, 3),
    "IFERROR": (2, 2),
    "INT": (1, 1),
    "LOOKUP": (3, 3),
    "MAX": (1, 30),
    "MIN": (1, 30),
    "NOT": (1, 1),
    "OR": (1, 30),
    "ROUND": (2, 2),
    "ROUNDDOWN": (2, 2),
    "ROUNDUP": (2, 2),
    "SUM": (1, 30),
    "TRUNC": (1, 1),
}
"""What a formula may call: known to every version of Excel, WPS and LibreOffice, and blind to the rest
of the workbook."""

_LONGEST = 500
_DEEPEST = 30

_TOKEN = re.compile(
    r"""
      (?P<number> \d+ (?: \.\d+ )? | \.\d+ )
    | (?P<name> [^\W\d] \w* )
    | (?P<comparison> <= | >= | <> | [<>=] )
    | (?P<sign> [-+*/%(),{}] )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_CELL = re.compile(r"[A-Za-z]{1,3} \d{1,7}", re.VERBOSE)
_SIGNS = {ord("×"): ord("*"), ord("÷"): ord("/")}
_LETTERS = {wide: wide - 0xFEE0 for wide in range(0xFF21, 0xFF5B)}  # full-width A to z
_WORDS = {"≥": ">=", "≤": "<=", "≠": "<>"}

_REFUSED = {
    "[": "不能引用其他工作簿",
    "]": "不能引用其他工作簿",
    "!": "不能引用其他工作表",
    ":": "不能引用单元格区域或整列",
    "$": "不能引用单元格",
    '"': "不能含文本，只能用数值计算",
    "“": "名称不加引号",
    "”": "名称不加引号",
    "&": "不能拼接文本",
    "^": "不能使用乘方",
}


class _Token(NamedTuple):
    kind: str
    text: str


def tidy(text: str) -> str:
    """Return the formula in half-width characters, without blanks and the leading equals sign.

    >>> tidy("＝MIN（１，实际完成值 ÷ 目标值）× 分值")
    'MIN(1,实际完成值/目标值)*分值'
    """
    half = "".join(normalise(text).split()).translate(_SIGNS | _LETTERS)
    for word, sign in _WORDS.items():
        half = half.replace(word, sign)
    return half.removeprefix("=")


def names_in(text: str) -> tuple[str, ...]:
    """Return the names that a formula is about, each once, in order."""
    names = (token.text for token in _tokens(text) if token.kind == "name")
    return tuple(dict.fromkeys(name for name in names if name.upper() not in FUNCTIONS))


def replace(text: str, replacements: Mapping[str, str]) -> str:
    """Return the formula with names replaced by cells; function names in capitals."""
    parts = []
    for token in _tokens(text):
        if token.kind == "name":
            parts.append(replacements.get(token.text) or token.text.upper())
        else:
            parts.append(token.text)
    return "".join(parts)


def run(text: str, values: Mapping[str, Decimal]) -> Decimal:
    """Reckon a formula that ``check`` has accepted.

    Raises:
        ZeroDivisionError: its result is an error value.
    """
    from xlaudit.schemes.expression.engine import compiled  # noqa: PLC0415 - loads a heavy package

    function, order = compiled(replace(text, {}))
    figures = {name.upper(): float(value) for name, value in values.items()}
    result = function(*(figures[name.upper()] for name in order))
    value = result.item() if hasattr(result, "item") else result
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ZeroDivisionError(f"公式“{text}”的结果是 {value}，不是数值")
    return excel.view(float(value))


def check(text: str, known: Collection[str]) -> None:
    """Make sure that a tidy formula holds nothing but arithmetic over known names.

    Raises:
        ValueError: it does not; the message is Chinese and says what and what to do.
    """
    if len(text) > _LONGEST:
        raise ValueError(f"公式过长（{len(text)} 个字符，至多 {_LONGEST} 个）")
    for token in _tokens(text):
        if token.kind == "other":
            why = _REFUSED.get(token.text, "公式中不应出现这个字符")
            raise ValueError(f"公式中有“{token.text}”：{why}")
    reader = _Reader(list(_tokens(text)), known)
    reader.comparison(0)
    if reader.next is not None:
        raise ValueError(f"公式在“{reader.next.text}”处写法有误")
    if not names_in(text):
        raise ValueError("公式中没有用到任何名称，得分会成为固定值")
    _try(text)


def _try(text: str) -> None:
    """Run it once on plain figures: a formula that gives true or false, say, is no score."""
    names = names_in(text)
    failure = ""
    for first in (1, 4, 9):  # unlike figures, so that no difference is zero by chance
        values = {name: Decimal(first) / (place + 2) for place, name in enumerate(names)}
        try:
            run(text, values)
        except ZeroDivisionError as error:
            failure = str(error)
        else:
            return
    raise ValueError(f"{failure}，请检查公式")


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        assert kind is not None
        yield _Token(kind, match[0])


def _ascends(numbers: list[Decimal]) -> bool:
    return all(low < high for low, high in itertools.pairwise(numbers))


class _Reader:
    """Reads a formula by recursive descent; it only says whether the formula may stand."""

    def __init__(self, tokens: list[_Token], known: Collection[str]) -> None:
        self._tokens = tokens
        self._at = 0
        self._known = known

    @property
    def next(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, *texts: str) -> bool:
        if self.next is not None and self.next.text in texts:
            self._at += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._take(text):
            found = f"在“{self.next.text}”前" if self.next else "末尾"
            raise ValueError(f"公式{found}缺少“{text}”")

    def comparison(self, depth: int) -> None:
        if depth > _DEEPEST:
            raise ValueError(f"公式的括号嵌套超过 {_DEEPEST} 层")
        self._sum(depth)
        if self.next is not None and self.next.kind == "comparison":
            self._at += 1
            self._sum(depth)

    def _sum(self, depth: int) -> None:
        self._operand(depth)
        while self._take("+", "-", "*", "/"):
            self._operand(depth)

    def _operand(self, depth: int) -> None:
        signs = 0
        while self._take("+", "-"):
            signs += 1
        if signs > 1:
            raise ValueError("公式中正负号连写，请加括号")
        self._atom(depth)
        if self._take("%") and self._take("%"):
            raise ValueError("公式中百分号连写")

    def _atom(self, depth: int) -> None:
        token = self.next
        if token is None:
            raise ValueError("公式不完整，末尾缺少数值或名称")
        self._at += 1
        match token.kind:
            case "number":
                return
            case "name" if self.next == _Token("sign", "("):
                self._call(token.text, depth)
            case "name":
                self._name(token.text)
            case "sign" if token.text == "(":
                self.comparison(depth + 1)
                self._expect(")")
            case _:
                raise ValueError(f"公式在“{token.text}”处写法有误")

    def _call(self, name: str, depth: int) -> None:
        if name.upper() not in FUNCTIONS:
            raise ValueError(f"公式不能使用函数 {name}，可用的有 {'、'.join(FUNCTIONS)}")
        self._expect("(")
        least, most = FUNCTIONS[name.upper()]
        count = 0
        arrays: list[list[Decimal]] = []
        while True:
            if name.upper() == "LOOKUP" and count > 0:
                arrays.append(self._array())
            else:
                self.comparison(depth + 1)
            count += 1
            if not self._take(","):
                break
        self._expect(")")
        if len(arrays) == 2 and (len(arrays[0]) != len(arrays[1]) or not _ascends(arrays[0])):
            raise ValueError("LOOKUP 的两列数值应一样多，第一列由小到大")
        if not least <= count <= most:
            wanted = f"{least}" if least == most else f"{least} 至 {most}"
            raise ValueError(f"函数 {name} 应有 {wanted} 个参数，现有 {count} 个")

    def _array(self) -> list[Decimal]:
        """Read ``{0,0.6,0.9}``, the only kind of list a formula may hold."""
        message = "LOOKUP 的第二、第三个参数应是花括号内的一列数值，如 {0,0.6,0.9}"
        if not self._take("{"):
            raise ValueError(message)
        numbers = []
        while True:
            sign = -1 if self._take("-") else 1
            if self.next is None or self.next.kind != "number":
                raise ValueError(message)
            numbers.append(sign * Decimal(self.next.text))
            self._at += 1
            if not self._take(","):
                break
        self._expect("}")
        return numbers

    def _name(self, name: str) -> None:
        if name in self._known:
            return
        if _CELL.fullmatch(name):
            raise ValueError(f"公式不能引用单元格 {name}，请改用名称，如 实际完成值、目标值、分值")
        near = get_close_matches(name, list(self._known), n=1, cutoff=0.5)
        hint = f"是否应为“{near[0]}”" if near else "可用 实际完成值、目标值、分值 和口径名称"
        raise ValueError(f"公式中的名称“{name}”不认识，{hint}")
