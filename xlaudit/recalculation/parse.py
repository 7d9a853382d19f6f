"""A relative formula → a function of the cell that it stands in. Recursive descent, once a formula's shape.

Nothing of the formula's text is ever run as code: it becomes closures over the functions of
``functions.py``, and whatever is not known there is ``Unsupported``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from xlaudit.recalculation.frame import Frame, Program
from xlaudit.recalculation.operations import (
    arithmetic,
    call,
    compares,
    constant,
    joins,
    named,
    negated,
    percent,
)
from xlaudit.recalculation.values import Block, Scalar, Unsupported, fail
from xlaudit.workbook.snapshot import ErrorValue

__all__ = ["compiled"]

_DEEPEST = 60
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number> \d+(?:\.\d*)?(?:[Ee][+-]?\d+)? | \.\d+(?:[Ee][+-]?\d+)? )
    | (?P<string> "(?:[^"]|"")*" )
    | (?P<error> \#(?:N/A|[A-Z]+/?\d?[!?]) )
    | (?P<reference> (?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)? R(?:\[-?\d+\]|\d+)C(?:\[-?\d+\]|\d+) )
    | (?P<call> [A-Za-z_][\w.]*\( )
    | (?P<name> [^\W\d][\w.]* )
    | (?P<sign> <= | >= | <> | [-+*/^&=<>(),:{};%] )
    | (?P<other> . )
    )""",
    re.VERBOSE | re.DOTALL,
)
_REFERENCE = re.compile(r"(?:(.+)!)?R(\[?)(-?\d+)\]?C(\[?)(-?\d+)\]?$")


_TRUTH = ("TRUE", "FALSE")


class _Token(NamedTuple):
    kind: str
    text: str


class _Corner(NamedTuple):
    """A reference: row and column, each with whether it is a distance."""

    sheet: str | None
    row: int
    row_moves: bool
    column: int
    column_moves: bool

    def at(self, frame: Frame) -> tuple[int, int]:
        row = self.row + frame.row if self.row_moves else self.row
        column = self.column + frame.column if self.column_moves else self.column
        if row < 1 or column < 1:
            fail("#REF!")
        return row, column


@lru_cache(maxsize=4096)
def compiled(text: str) -> Program:
    """Return the program of a relative formula (see ``relative``) without ``=``.

    Raises:
        Unsupported: it uses what is not reckoned here.
    """
    reader = _Reader(
        [
            _Token(found.lastgroup or "", found[found.lastgroup or 0])
            for found in _TOKEN.finditer(text)
        ]
    )
    program = reader.comparison(0)
    if reader.next is not None:
        raise Unsupported(f"公式里的“{reader.next.text}”")
    return program


class _Reader:
    """Reads tokens in Excel's order of precedence: comparison, &, + -, * /, ^, %, sign, range."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def next(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _take(self, *texts: str) -> str:
        if self.next is not None and self.next.kind == "sign" and self.next.text in texts:
            self._at += 1
            return self._tokens[self._at - 1].text
        return ""

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise Unsupported("公式的写法")

    def comparison(self, depth: int) -> Program:
        if depth > _DEEPEST:
            raise Unsupported("嵌套过深的公式")
        left = self._joined(depth)
        while sign := self._take("=", "<>", "<", ">", "<=", ">="):
            left = compares(sign, left, self._joined(depth))
        return left

    def _joined(self, depth: int) -> Program:
        parts = [self._sum(depth)]
        while self._take("&"):
            parts.append(self._sum(depth))
        return parts[0] if len(parts) == 1 else joins(parts)

    def _sum(self, depth: int) -> Program:
        return self._chain(self._product, "+-", depth)

    def _product(self, depth: int) -> Program:
        return self._chain(self._power, "*/", depth)

    def _chain(self, operand: Callable[[int], Program], signs: str, depth: int) -> Program:
        first = operand(depth)
        others = []
        while sign := self._take(*signs):
            others.append((sign, operand(depth)))
        return arithmetic(first, others) if others else first

    def _power(self, depth: int) -> Program:
        left = self._signed(depth)
        if self._take("^"):
            raise Unsupported("乘方")
        return left

    def _signed(self, depth: int) -> Program:
        if sign := self._take("-", "+"):
            if depth > _DEEPEST:
                raise Unsupported("嵌套过深的公式")
            inner = self._signed(depth + 1)
            return inner if sign == "+" else negated(inner)
        value = self._atom(depth)
        while self._take("%"):
            value = percent(value)
        return value

    def _atom(self, depth: int) -> Program:
        token = self.next
        if token is None:
            raise Unsupported("公式的写法")
        self._at += 1
        match token:
            case _Token("number", text):
                return constant(float(text))
            case _Token("string", text):
                return constant(text[1:-1].replace('""', '"'))
            case _Token("error", text):
                return constant(ErrorValue(text))
            case _Token("reference", text):
                return self._range(_corner(text))
            case _Token("call", text):
                return self._call(text[:-1].upper(), depth)
            case _Token("name", text):
                return constant(text.upper() == "TRUE") if text.upper() in _TRUTH else named(text)
            case _Token("sign", "("):
                inner = self.comparison(depth + 1)
                self._expect(")")
                return inner
            case _Token("sign", "{"):
                return self._array()
        raise Unsupported(f"公式里的“{token.text}”")

    def _range(self, first: _Corner) -> Program:
        last = first
        if self._take(":"):
            token = self.next
            if token is None or token.kind != "reference":
                raise Unsupported("公式里的区域")
            self._at += 1
            last = _corner(token.text)

        def read(frame: Frame) -> Block:
            (top, left), (bottom, right) = first.at(frame), last.at(frame)
            corners = min(top, bottom), min(left, right), max(top, bottom), max(left, right)
            return frame.area(first.sheet, corners)

        return read

    def _call(self, name: str, depth: int) -> Program:
        arguments: list[Program] = []
        if not self._take(")"):
            while True:
                is_empty = self.next is not None and self.next.text in (",", ")")
                arguments.append(constant(None) if is_empty else self.comparison(depth + 1))
                if not self._take(","):
                    break
            self._expect(")")
        return call(name, tuple(arguments))

    def _array(self) -> Program:
        rows: list[list[Scalar]] = [[]]
        while True:
            sign = -1 if self._take("-") else 1
            token = self.next
            if token is None or token.kind not in ("number", "string"):
                raise Unsupported("公式里的常量数组")
            self._at += 1
            is_text = token.kind == "string"
            value = token.text[1:-1].replace('""', '"') if is_text else sign * float(token.text)
            rows[-1].append(value)
            if self._take(";"):
                rows.append([])
            elif not self._take(","):
                break
        self._expect("}")
        return lambda _: rows


def _corner(text: str) -> _Corner:
    found = _REFERENCE.match(text)
    assert found is not None, text
    sheet, row_moves, row, column_moves, column = found.groups()
    if sheet is not None and sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    if sheet is not None and "[" in sheet:
        raise Unsupported("其他文件的单元格")
    return _Corner(sheet, int(row), bool(row_moves), int(column), bool(column_moves))
