"""Which figures may be added up at all: asked once of each figure, for lists want to know it many times."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.listing.extent import DISTRIBUTES
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.listing.restating import restates
from xlaudit.numbers.quantity import Dimension

__all__ = ["Addends"]

_SUMMABLE = (Dimension.MONEY, Dimension.COUNT, Dimension.SCORE)
_RECKONED = ("计算", "测算", "为基数")  # behind a figure that was only reckoned with
# Each begins with its own sign, which is searched for fast; what must stand before it is looked at then.
_COMPARES = re.compile(
    r"上年(?!结转|结余)|去年|上一年|同期|比(?<=^比)(?!满意|好|差|大|小|重|轻)|较(?<=^较)(?!满意|好|差|大|小|重|轻)"
    r"|相比|占|单价|均价|标(?<!高标)准(?!化)"
)
_BASE = re.compile(r"[比较与](?:去年|上年|上年度|\d{4}年度?|年初|期初|同期|上年同期)的?\Z")
"""What was compared with, as in 较上年13925元 or 与2022年的7.4万元相比, is nobody's total: what follows splits this year's figure."""


class _Answers(dict[int, bool]):
    """The answers to one question about figures, by their places; each is worked out when first asked for."""

    def __init__(self, ask: Callable[[int], bool]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, index: int) -> bool:
        self[index] = answer = self._ask(index)
        return answer


@dataclass(frozen=True, slots=True)
class Addends:
    """By the places of figures: what may be a total, what may be an item, what only says the figure before again."""

    heads: _Answers
    items: _Answers
    again: _Answers

    @classmethod
    def of(cls, document: Document) -> Addends:
        """Make ready to answer of every figure of a document."""
        text, figures = document.text, document.figures
        plain = _Answers(lambda index: _may_add(figures[index]))
        again = _Answers(
            lambda index: index > 0 and restates(text, figures[index - 1], figures[index])
        )
        heads = _Answers(lambda index: plain[index] and _may_be_split(text, figures[index]))
        items = _Answers(
            lambda index: plain[index] and _may_be_part(text, figures[index]) and not again[index]
        )
        return cls(heads, items, again)

    def depth_of(self, figure: Figure) -> int:
        """Return how deep in brackets a head stands; one that a bracket only repeats stands before it."""
        said_again = figure.depth and self.again[figure.index]
        return figure.depth - 1 if said_again else figure.depth


def _may_add(figure: Figure) -> bool:
    """Tell whether a figure can be a part or a total: no 三个阶段, no average, no bound of a grade band."""
    if figure.dimension not in _SUMMABLE or figure.is_word or AVERAGE.search(figure.lead):
        return False
    return figure.is_plain or figure.dimension is not Dimension.SCORE


def _may_be_split(text: str, figure: Figure) -> bool:
    compared = _BASE.search(text, max(0, figure.start - 12), figure.start)
    return not compared and not DISTRIBUTES.search(figure.lead)


def _may_be_part(text: str, figure: Figure) -> bool:
    return not _COMPARES.search(figure.lead) and not text.startswith(_RECKONED, figure.end)
