"""What formulas reckon with: doubles as in a cell, texts, truth, error values, blanks; and how they convert."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NoReturn

from xlaudit.numbers import excel
from xlaudit.numbers.plain import plain
from xlaudit.workbook.snapshot import ErrorValue

__all__ = [
    "Block",
    "Failed",
    "Scalar",
    "Unsupported",
    "as_number",
    "as_text",
    "as_truth",
    "compare",
    "flat",
    "single",
]

Scalar = float | str | bool | ErrorValue | None
"""One value; None is a blank cell."""

Block = Sequence[Sequence[Scalar]]
"""The values of a range, row by row."""


class Unsupported(Exception):  # noqa: N818 - not an error of anybody's: the formula is left unchecked
    """The formula uses something that is not reckoned here; the argument says what."""


class Failed(Exception):  # noqa: N818 - the result of a formula, not a mistake of ours
    """The formula's result is an error value."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def fail(code: str) -> NoReturn:
    """End the formula with an error value."""
    raise Failed(code)


def single(value: Scalar | Block) -> Scalar:
    """Return the one value of a range of one cell; a larger one where one value belongs is not reckoned."""
    if isinstance(value, list):
        if len(value) == 1 and len(value[0]) == 1:
            return value[0][0]  # type: ignore[no-any-return]
        raise Unsupported("单元格区域用作单个值")
    return value  # type: ignore[return-value]


def as_number(value: Scalar) -> float:
    """Return a value as arithmetic sees it: blanks are zero, texts of digits are numbers."""
    match value:
        case ErrorValue(code):
            fail(code)
        case None:
            return 0.0
        case str():
            return _parsed(value)
    return float(value)


def _parsed(text: str) -> float:
    # Excel reads dates, currencies and much more in a text; what is not a plain number is left alone.
    plain = text.strip()
    try:
        return float(plain)
    except ValueError:
        if any(letter.isdigit() for letter in plain):
            raise Unsupported("文本当数值用") from None
        fail("#VALUE!")


def as_text(value: Scalar) -> str:
    """Return a value as ``&`` joins it."""
    match value:
        case ErrorValue(code):
            fail(code)
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return general(value)
    return value


def general(value: float) -> str:
    """Write a number as the format General does within a text."""
    if abs(value) >= 1e15 or 0 < abs(value) < 1e-4:
        raise Unsupported("过大或过小的数转为文本")
    return plain(excel.view(value))


def as_truth(value: Scalar) -> bool:
    """Return a value as IF sees it."""
    match value:
        case ErrorValue(code):
            fail(code)
        case str():
            if value.upper() in ("TRUE", "FALSE"):
                return value.upper() == "TRUE"
            fail("#VALUE!")
    return bool(value)


def compare(left: Scalar, right: Scalar) -> int:
    """Compare two values as a cell does: numbers on 15 digits, texts without case; numbers < texts < truth."""
    for value in (left, right):
        if isinstance(value, ErrorValue):
            fail(value.code)
    left, right = _filled(left, right), _filled(right, left)
    ranks = _rank(left), _rank(right)
    if ranks[0] != ranks[1]:
        return -1 if ranks[0] < ranks[1] else 1
    if ranks[0] == 0:
        return excel.compare(float(left), float(right))  # type: ignore[arg-type]
    one, other = (
        each.casefold() if isinstance(each, str) else int(bool(each)) for each in (left, right)
    )
    return (one > other) - (one < other)  # type: ignore[operator]


def _filled(value: Scalar, beside: Scalar) -> Scalar:
    """Return what a blank stands for beside another value: no text, no truth, zero."""
    if value is not None:
        return value
    if isinstance(beside, str):
        return ""
    return False if isinstance(beside, bool) else 0.0


def _rank(value: Scalar) -> int:
    if isinstance(value, bool):
        return 2
    return 1 if isinstance(value, str) else 0


def flat(block: Block) -> Iterator[Scalar]:
    """Go through a range row by row."""
    for row in block:
        yield from row
