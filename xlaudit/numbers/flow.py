"""Text as it is read: soft line breaks and stray spaces gone, digits half-width, every character traceable.

A paragraph copied from a PDF breaks inside words and numbers; one typed in a cell does not. Both flow
into the same text here, so that everything above sees one kind of text. Columns keep their tab.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["MARKER", "Flow", "normalise"]

# One character for one character, so that places in the text stay true.
_WIDTHS = str.maketrans(
    "０１２３４５６７８９．，％＋－（）＜＞＝−﹣≧≦ 　",
    "0123456789.,%+-()<>=--≥≤  ",
)
_DIGITS = str.maketrans(
    "０１２３４５６７８９．％﹪＋－＜＞＝−﹣≧≦⩾⩽／", "0123456789.%%+-<>=--≥≤≥≤/"
)
_PUNCTUATION = str.maketrans("(),;:!?[]｡､﹐﹔﹕\ufe30", "（），；：！？〔〕。、，；：：")

# Each begins with its sign, which is searched for fast; what must stand before it is looked at then.
_WIDE_THOUSANDS = re.compile(r"，(?<=[０-９]，)(?=[０-９]{3}(?![０-９]))")
_THOUSANDS = re.compile(r",(?<=[0-9],)(?=[0-9]{3}(?![0-9]))")
_CLOCK = re.compile(r":(?<=[0-9]:)(?=[0-9]{2}(?![0-9]))")
_FULL_STOP = re.compile(r"\.(?<=[\u4e00-\u9fff%）”》]\.)(?![0-9A-Za-z.])")
_KEPT = {"\ue000": ",", "\ue001": ":"}

MARKER = re.compile(
    r"""\#{0,6} \** \s*
        (?: [一二三四五六七八九十]{1,3} [、.．]
          | [（(] (?: [一二三四五六七八九十]{1,3} | \d{1,2} ) [）)]
          | \d{1,2} (?: [、．] | \.(?!\d) | \.(?=(?:19|20)\d\d年) | [）)] )  # 3.2022年… is item 3
          | [①-⑳]
          | [a-z][.、]
          | \#{1,6}
          | (?: 任务|目标|附件|附表 ) \d{1,2} [：:]
          | 第[一二三四五六七八九十]{1,3}[章节条部]
        )""",
    re.VERBOSE,
)
"""What a numbered heading or a list item begins with."""

# A row of a table as Markdown draws it, and the line below its head.
_DRAWN_ROW = re.compile(r"^[ ]*\|[^\n]*\|[^\n]*\|[ \r]*$", re.MULTILINE)
_RULE = re.compile(r"[ |:\-\r]+")

# What \s stands for, sign by sign, and what is not seen. A search for one of a list of signs is fast.
_BLANK = (
    "[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    "\u200b\u200e\u200f\ufeff\u00ad]"
)
_SPACES = re.compile(f"{_BLANK}{_BLANK}*")
_NUMBERED = re.compile(
    r"(?:^|\n)\d{1,2}\.$"
)  # 2. 100万元以上的项目 is the second item, not 2.1 million
_SENTENCE_END = "。！？!?"
_PAUSE = re.compile(r"[，。；：,;:！？!?\d]")
_SHORT_LINE = 20
_HEADING = 40


def normalise(text: str) -> str:
    """Return the text with full-width digits and signs made half-width, every character in its place.

    >>> normalise("≥９０％")
    '≥90%'
    """
    return text.translate(_WIDTHS)


@dataclass(frozen=True, slots=True)
class Flow:
    """The text as read. ``starts`` and ``shifts`` lead from its places back to the original's."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Flow:
        r"""Read a text. Linear in its length.

        >>> Flow.of("支出 16848.\n83 万\n元。\n结余０元").text
        '支出16848.83万元。\n结余0元'
        """
        if "|" in text:
            text = _DRAWN_ROW.sub(_as_columns, text)
        pieces: list[str] = []
        starts = [0]
        shifts = [0]
        length = 0
        last = 0
        for run in _SPACES.finditer(text):
            start, end = run.span()
            pieces.append(text[last:start])
            length += start - last
            kept = _replacement(text, start, end)
            pieces.append(kept)
            length += len(kept)
            last = end
            starts.append(length)
            shifts.append(end - length)
        pieces.append(text[last:])
        return cls(_one_width("".join(pieces)), tuple(starts), tuple(shifts))

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the flow stands in the original text."""
        first = start + self.shifts[bisect_right(self.starts, start) - 1]
        final = end - 1
        return first, final + self.shifts[bisect_right(self.starts, final) - 1] + 1


def _as_columns(row: re.Match[str]) -> str:
    """Return a row of a table drawn in Markdown with tabs between its cells, every cell in its place."""
    cells = row[0]
    if _RULE.fullmatch(cells):
        return " " * len(cells)
    first, last = cells.index("|"), cells.rindex("|")
    inner = "\t".join(_filled(cell) for cell in cells[first + 1 : last].split("|"))
    return f"{cells[:first]} {inner} {cells[last + 1 :]}"


def _filled(cell: str) -> str:
    """Return a cell of a drawn table with a dot in it if it is empty: the columns behind it stay theirs."""
    return cell if not cell or cell.strip() else "·" + cell[1:]


def _one_width(text: str) -> str:
    """Give every sign one width; the comma inside a number and the colon inside a time stay half-width."""
    text = _translated(_WIDE_THOUSANDS.sub(",", text), _DIGITS)
    text = _CLOCK.sub("\ue001", _THOUSANDS.sub("\ue000", text))
    text = _translated(text, _PUNCTUATION)
    for place_holder, sign in _KEPT.items():
        text = text.replace(place_holder, sign)
    return _FULL_STOP.sub("。", text)


def _translated(text: str, table: Mapping[int, int]) -> str:
    """Translate sign by sign: few of them occur, and a search costs a fraction of a look-up a character."""
    for old, new in table.items():
        sign = chr(old)
        if sign in text:
            text = text.replace(sign, chr(new))
    return text


def _replacement(text: str, start: int, end: int) -> str:
    """Return what a run of white space is read as: nothing, a blank, a column or a new paragraph."""
    if start == 0 or end == len(text):
        return ""
    run = text[start:end]
    left, right = text[start - 1], text[end]
    if "\n" in run or "\r" in run or "\x0b" in run or "\x0c" in run:
        return _at_line_end(text, start, end, run)
    if "\t" in run:
        return "\t"
    both_latin = left.isascii() and left.isalnum() and right.isascii() and right.isalnum()
    apart = left == "," or (left == "." and _NUMBERED.search(text, max(0, start - 4), start))
    return " " if both_latin or (apart and right.isdigit()) else ""


def _at_line_end(text: str, start: int, end: int, run: str) -> str:
    line_start = max(text.rfind("\n", max(0, start - 400), start) + 1, start - 400, 0)
    line = text[line_start:start].strip()
    next_end = text.find("\n", end, end + 400)
    following = text[end : next_end if next_end >= 0 else end + 400]
    if "\t" in line or "\t" in following.rstrip():
        return "\n"
    if line[-1] in _SENTENCE_END or (
        line[-1] in "”’）)" and line[-2:-1] in _SENTENCE_END and line[1:]
    ):
        return "\n"
    if MARKER.match(following):
        return "\n"
    heading = MARKER.match(line)
    if heading and heading.end() == len(line):
        return ""
    if heading and len(line) <= _HEADING and not _PAUSE.search(line, heading.end()):
        return "\n"
    if run.count("\n") > 1 and len(line) <= _SHORT_LINE and not _PAUSE.search(line):
        return "\n"
    if line[-1].isdigit() and text[end].isdigit():
        return "" if len(line) > _SHORT_LINE and run.count("\n") == 1 else " "
    both_latin = line[-1].isascii() and line[-1].isalpha() and text[end].isascii()
    return " " if both_latin else ""
