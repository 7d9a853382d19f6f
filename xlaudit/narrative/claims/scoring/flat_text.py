"""A paragraph in which every figure is one sign, so that a row of a score is one pattern."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Paragraph
from xlaudit.narrative.figures import Figure
from xlaudit.numbers.quantity import Dimension

__all__ = ["SIGNS", "FlatText", "flatten"]

SIGNS = _SCORE, _RATE, _OTHER = "\ue000", "\ue001", "\ue002"
"""The signs of a score, of a rate, and of any other figure."""


_UNITLESS = re.compile(r"(?:得分?|自评|满分|扣)[为是]?$")  # 投入20分，得18.6；… leaves 分 out


@dataclass(frozen=True, slots=True)
class FlatText:
    """One paragraph, each figure one sign; ``figures`` by the place of their sign."""

    text: str
    figures: dict[int, Figure]
    places: list[int]

    def scores(self, start: int, end: int) -> Iterator[tuple[int, Figure]]:
        """Yield the place and figure of every score between two places."""
        for index in range(bisect_left(self.places, start), bisect_left(self.places, end)):
            place = self.places[index]
            if self.text[place] == _SCORE:
                yield place, self.figures[place]

    def index_of(self, figure: Figure) -> int:
        """Return the number of a figure in the paragraph."""
        return figure.index - self.figures[self.places[0]].index

    def at(self, match: re.Match[str], *groups: str) -> Figure | None:
        """Return the figure of the first group that took part in a match."""
        for group in groups:
            if match[group] is not None:
                return self.figures[match.start(group)]
        return None


def flatten(context: Context, paragraph: Paragraph) -> FlatText:
    """Return a paragraph with one sign for each figure."""
    text = context.document.text
    pieces: list[str] = []
    figures: dict[int, Figure] = {}
    place, length = paragraph.start, 0
    for figure in context.document.inside(paragraph.start, paragraph.end):
        words = text[place : figure.start]
        length += len(words)
        figures[length] = figure
        pieces += words, _sign(figure)
        length += 1
        place = figure.end
    pieces.append(text[place : paragraph.end])
    return FlatText("".join(pieces), figures, list(figures))


def _sign(figure: Figure) -> str:
    if figure.dimension is Dimension.SCORE and figure.is_plain:
        return _SCORE
    if figure.dimension is Dimension.NUMBER and _UNITLESS.search(figure.lead):
        return _SCORE if figure.is_plain else _OTHER
    return _RATE if figure.dimension is Dimension.RATE else _OTHER
