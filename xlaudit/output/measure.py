"""How wide a text stands in a terminal or a cell: a Chinese character takes two places, a letter one."""

from __future__ import annotations

from unicodedata import combining, east_asian_width

__all__ = ["lines_in", "pad", "shorten", "width", "wrap"]

# A line never begins with one of these: the mark belongs to the word before it.
_CLOSING = frozenset("。，、；：！？）》〉】〕”’％%)],.;:!?")
# A line never ends with one of these: the mark belongs to the word behind it.
_OPENING = frozenset("（《〈【〔“‘([")


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


def width(text: str) -> int:
    """Return how many places a single line takes.

    >>> width("自评 9.73")
    9
    """
    return sum(0 if combining(mark) else 1 + _is_wide(mark) for mark in text)


def pad(text: str, places: int, *, right: bool = False) -> str:
    """Fill a text up with spaces; ``right`` puts it to the right, as numbers stand.

    >>> pad("得分", 6) + "|", pad("9.73", 6, right=True)
    ('得分  |', '  9.73')
    """
    space = " " * max(0, places - width(text))
    return space + text if right else text + space


def shorten(text: str, places: int) -> str:
    """Cut a text that is too wide in its middle: where it begins and how it ends tell it from others.

    >>> shorten("下级单位/临江县住房和城乡建设局自评表.xlsx", 24)
    '下级单位/临…自评表.xlsx'
    """
    if width(text) <= places:
        return text
    front, back = "", ""
    for mark in reversed(text):
        if width(mark + back) > places // 2:
            break
        back = mark + back
    for mark in text:
        if width(front + mark + "…" + back) > places:
            break
        front += mark
    return f"{front}…{back}"


def wrap(text: str, places: int) -> list[str]:
    """Break a text into lines of at most ``places``: between Chinese characters, never inside a word.

    >>> wrap("见 xlaudit 的说明。", 11)
    ['见 xlaudit', '的说明。']
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and width(line) + width(piece.rstrip()) > places:
                lines.append(line.rstrip())
                line = ""
            line += piece if line else piece.lstrip()
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> list[str]:
    """Cut where a line may break: after a space, and between two characters of which one is wide."""
    pieces: list[str] = []
    for mark in text:
        last = pieces[-1][-1] if pieces else ""
        may_break = last == " " or (last != "" and (_is_wide(mark) or _is_wide(last)))
        if pieces and (not may_break or mark in _CLOSING or mark == " " or last in _OPENING):
            pieces[-1] += mark
        else:
            pieces.append(mark)
    return pieces


def lines_in(text: str, places: float) -> int:
    """Return how many lines a wrapped cell of that width needs, at least one."""
    room = max(1, int(places))
    return sum(max(1, -(-width(line) // room)) for line in text.split("\n"))
