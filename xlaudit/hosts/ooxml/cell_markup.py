"""One cell as the file writes it. Text is written as text, whatever it looks like."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from xlaudit.hosts.ooxml.document import attribute
from xlaudit.workbook.patch import CellWrite, TextRun
from xlaudit.workbook.place import column_name
from xlaudit.workbook.snapshot import ErrorValue, Value

__all__ = ["CUT_MARK", "TEXT_LIMIT", "cell", "cut", "is_blank", "stored_text"]

TEXT_LIMIT = 32_767  # UTF-16 units that Excel keeps in a cell
CUT_MARK = "…（以下略）"

_LARGEST = Decimal("9.99999999999999E+307")
_DIGITS = 17  # more of them do not make another double

_NEEDS_ESCAPE = re.compile(
    r"""
      _ (?= x [0-9A-Fa-f]{4} _ )                   # text that itself looks like an escape
    | [\x00-\x08\x0b-\x1f\ufffe\uffff]             # what XML forbids; CR, which XML would turn into LF
    """,
    re.VERBOSE,
)
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

RunProperties = Callable[[TextRun], str]


def is_blank(write: CellWrite) -> bool:
    """Return whether the cell is to hold nothing."""
    return write.value is None and write.formula is None and not write.runs


def stored_text(text: str) -> str:
    r"""Return text as ``<t>``, ``<v>`` and ``<f>`` hold it: control characters as ``_x000B_``, like Excel.

    >>> stored_text("a<b\x0b_x0041_")
    'a&lt;b_x000B__x005F_x0041_'
    """
    escaped = _NEEDS_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", _whole_characters(text))
    return escaped.translate(_MARKUP)


def cell(write: CellWrite, style: str, prefix: str, run_properties: RunProperties) -> str:
    """Return the ``<c>`` element; ``style`` is the index of its look, empty for none."""
    address = f"{column_name(write.column)}{write.row}"
    head = f'{prefix}c r="{address}"' + (f' s="{style}"' if style else "")
    if is_blank(write):
        return f"<{head}/>"
    if write.formula is not None:
        formula = f"<{prefix}f>{stored_text(write.formula)}</{prefix}f>"
        kind, value = _scalar(write.value)
        cached = "" if write.value is None else f"<{prefix}v>{value}</{prefix}v>"
        return f"<{head}{kind}>{formula}{cached}</{prefix}c>"
    if write.runs or isinstance(write.value, str):
        runs = write.runs or (TextRun(str(write.value)),)
        inner = _runs(runs, prefix, run_properties if write.runs else None)
        return f'<{head} t="inlineStr"><{prefix}is>{inner}</{prefix}is></{prefix}c>'
    kind, value = _scalar(write.value)
    return f"<{head}{kind}><{prefix}v>{value}</{prefix}v></{prefix}c>"


def _scalar(value: Value) -> tuple[str, str]:
    """Return the type attribute and the content of ``<v>``."""
    match value:
        case bool():
            return ' t="b"', str(int(value))
        case Decimal():
            if not value.is_finite() or abs(value) > _LARGEST:
                return ' t="e"', "#NUM!"
            is_long = len(value.as_tuple().digits) > _DIGITS
            return "", repr(float(value)) if is_long else str(value)
        case ErrorValue():
            return attribute("t", "e"), stored_text(value.code)
        case str():
            return ' t="str"', stored_text(cut(value, TEXT_LIMIT))
        case None:
            return "", ""


def _runs(runs: tuple[TextRun, ...], prefix: str, run_properties: RunProperties | None) -> str:
    room = TEXT_LIMIT
    if sum(_units(run.text) for run in runs) > TEXT_LIMIT:
        room -= len(CUT_MARK)
    pieces = []
    for run in runs:
        text = run.text
        if _units(text) > room:
            text = cut(text, room + len(CUT_MARK))
        room -= _units(run.text)
        stored = f'<{prefix}t xml:space="preserve">{stored_text(text)}</{prefix}t>'
        if run_properties is None:
            pieces.append(stored)
        elif text:
            pieces.append(f"<{prefix}r>{run_properties(run)}{stored}</{prefix}r>")
        if room < 0:
            break
    return "".join(pieces)


def cut(text: str, limit: int) -> str:
    """Return text of at most ``limit`` UTF-16 units, with a mark where the rest was left out."""
    if _units(text) <= limit:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (limit - len(CUT_MARK))]
    return kept.decode("utf-16-le", "ignore") + CUT_MARK


def _units(text: str) -> int:
    # a character beyond U+FFFF counts twice in Excel
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _whole_characters(text: str) -> str:
    """Join halves of surrogate pairs; a half without its other half becomes U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
