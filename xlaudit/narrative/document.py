"""The whole text of a filing as one flow, with its figures and the structure that they stand in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xlaudit.forms.filing import Passage
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.roles import Roles, kind_of, period_of
from xlaudit.numbers.flow import MARKER, Flow
from xlaudit.numbers.lexer import LONGEST, scan
from xlaudit.numbers.quantity import Dimension, Quantity

__all__ = ["Document", "Paragraph"]

_SIGN = re.compile(r"[，；。！？：、（）\n\t]")
_PAUSES = "，、；：\t"
_ENUMERATES = re.compile(r"(?:、|和|及|与|以及|，)+(?:其中)?")
_WORD = re.compile(r"[\u4e00-\u9fff]")
_BOUND_SIGN = re.compile(r"[≥≤<>=$\\a-z ]+$")
_WON = re.compile(r"，?(?:实际?|自评)?得分?")
_PERIOD_REACH = 40
_DIGITS = tuple(Decimal(1).scaleb(-place) for place in range(LONGEST + 1))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its place, the marker it begins with (``1、``) and that marker's level and number."""

    index: int
    start: int
    end: int
    passage: int
    marker: str = ""
    level: str = ""
    number: int = 0


@dataclass(slots=True)
class Document:
    """Text, figures and paragraphs. Figures are in the order of the text."""

    text: str
    figures: list[Figure]
    paragraphs: list[Paragraph]
    starts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, passages: Sequence[Passage], roles: Roles) -> Document:
        """Read passages into one document; each begins a paragraph of its own."""
        texts: list[str] = []
        figures: list[Figure] = []
        paragraphs: list[Paragraph] = []
        length = 0
        for number, passage in enumerate(passages):
            flow = Flow.of(passage.text)
            _Reader(flow, number, length, roles, figures, paragraphs).read()
            texts.append(flow.text)
            length += len(flow.text) + 1
        return cls("\n".join(texts), figures, paragraphs, [figure.start for figure in figures])

    def between(self, first: Figure, second: Figure) -> str:
        """Return the words between two figures."""
        return self.text[first.end : second.start]

    def first_from(self, place: int) -> int:
        """Return the index of the first figure at or behind a place."""
        return bisect_left(self.starts, place)

    def inside(self, start: int, end: int) -> list[Figure]:
        """Return the figures of a stretch of text."""
        return self.figures[self.first_from(start) : self.first_from(end)]


_LEVELS = (
    ("chinese", re.compile(r"\#*\**([一二三四五六七八九十]{1,3})[、.．]")),
    ("bracketed chinese", re.compile(r"\#*\**[（(]([一二三四五六七八九十]{1,3})[）)]")),
    ("digit", re.compile(r"\#*\**(\d{1,2})[、.．）]")),
    ("bracketed digit", re.compile(r"\#*\**[（(](\d{1,2})[）)]")),
    ("circled", re.compile(r"\#*\**([①-⑳])")),
)
_CHINESE = {text: value for value, text in enumerate("一二三四五六七八九十", 1)}


def _marker(text: str, start: int) -> tuple[str, str, int]:
    """Return the marker at the head of a paragraph, its level and its number."""
    if MARKER.match(text, start) is None:
        return "", "", 0
    for level, pattern in _LEVELS:
        match = pattern.match(text, start)
        if match:
            word = match[1]
            if level == "circled":
                number = ord(word) - 0x245F
            elif word.isdigit():
                number = int(word)
            else:
                number = _chinese_number(word)
            return match[0], level, number
    return "", "", 0


def _chinese_number(word: str) -> int:
    if len(word) == 1:
        return _CHINESE[word]
    tens, _, ones = word.partition("十")
    return (_CHINESE.get(tens, 1)) * 10 + _CHINESE.get(ones, 0)


class _Reader:
    """Walks through one passage once and places its figures."""

    def __init__(
        self,
        flow: Flow,
        passage: int,
        shift: int,
        roles: Roles,
        figures: list[Figure],
        paragraphs: list[Paragraph],
    ) -> None:
        self.flow, self.passage, self.shift, self.roles = flow, passage, shift, roles
        self.figures, self.paragraphs = figures, paragraphs
        self.sentence = figures[-1].sentence + 2 if figures else 0
        self.boundaries = [0]  # per bracket depth: where the running label begins
        self.count = 0
        self.paragraph_start = 0
        self.last: Figure | None = None

    def read(self) -> None:
        text = self.flow.text
        quantities = scan(text)
        place = 0
        for quantity in quantities:
            self._walk(text, place, quantity.start)
            self._place(text, quantity)
            place = quantity.end
        self._walk(text, place, len(text))
        self._end_paragraph(text, len(text))

    def _walk(self, text: str, start: int, end: int) -> None:
        boundaries = self.boundaries
        for match in _SIGN.finditer(text, start, end):
            sign, place = match[0], match.end()
            if sign in _PAUSES:
                boundaries[-1] = place
            elif sign == "（":
                boundaries.append(place)
            elif sign == "）":
                if len(boundaries) > 1:
                    boundaries.pop()
            else:
                if sign == "\n":
                    self._end_paragraph(text, place - 1)
                    self.paragraph_start = place
                self.sentence += 1
                boundaries[:] = [place]

    def _end_paragraph(self, text: str, end: int) -> None:
        marker, level, number = _marker(text, self.paragraph_start)
        self.paragraphs.append(
            Paragraph(
                len(self.paragraphs),
                self.paragraph_start + self.shift,
                end + self.shift,
                self.passage,
                marker,
                level,
                number,
            )
        )

    def _place(self, text: str, quantity: Quantity) -> None:
        begin = self.boundaries[-1]
        self.boundaries[-1] = quantity.end
        lead = text[max(begin, quantity.start - 60) : quantity.start]
        label = lead
        if (
            _WORD.search(label) is None
            and begin > self.paragraph_start
            and text[begin - 1] in "：\t"
        ):
            back = max(text.rfind(sign, self.paragraph_start, begin - 1) for sign in "，；。、\t")
            label = text[max(back + 1, self.paragraph_start, begin - 40) : begin - 1]
            lead = label
        if label and not "\u4e00" <= label[-1] <= "\u9fff":
            label = _BOUND_SIGN.sub("", label)
        self._add(text, quantity, lead, label, begin)

    def _add(self, text: str, quantity: Quantity, lead: str, label: str, begin: int) -> None:
        dimension = quantity.unit.dimension
        kind, direction = kind_of(lead, dimension)
        run = -1
        last = self.last
        if (
            last
            and last.dimension is dimension
            and _ENUMERATES.fullmatch(text, last.end - self.shift, quantity.start)
        ):
            kind, direction, label = last.kind, last.direction, last.label
            run = last.run if last.run >= 0 else last.index
        figure = Figure(
            id=f"{self.passage + 1}.{self.count + 1}",
            index=len(self.figures),
            quantity=quantity,
            value=_value(quantity, kind),
            step=quantity.unit.scale * _DIGITS[quantity.decimals],
            kind=kind,
            label=label,
            lead=lead,
            passage=self.passage,
            paragraph=len(self.paragraphs),
            sentence=self.sentence,
            depth=len(self.boundaries) - 1,
            start=quantity.start + self.shift,
            end=quantity.end + self.shift,
            origin=self.flow.origin(quantity.start, quantity.end),
            direction=direction,
            fact=self.roles.fact(label) if kind is not Kind.CHANGE else None,
            period=period_of(text[max(begin, quantity.start - _PERIOD_REACH) : quantity.start]),
            run=run,
        )
        if last and figure.kind is Kind.SCORE is last.kind:
            gap = text[last.end - self.shift : quantity.start]
            if _is_won_of(gap, last, figure):
                last.kind = Kind.WEIGHT
        self.count += 1
        self.figures.append(figure)
        self.last = figure


def _is_won_of(gap: str, points: Figure, won: Figure) -> bool:
    """Tell whether nothing but 得 stands between two scores: 共性部分30分得28.6分 names the points first."""
    return (
        points.value >= won.value  # 时效10分、成本5分，得48分: the points of all
        and points.fact != "total_score"
        and points.paragraph == won.paragraph
        and _WON.fullmatch(gap) is not None
    )


def _value(quantity: Quantity, kind: Kind) -> Decimal:
    """Return the value in the base unit; a growth without its % sign is read as a percentage."""
    if quantity.unit.dimension is Dimension.NUMBER and kind is Kind.GROWTH:
        return quantity.number / 100
    return quantity.value
