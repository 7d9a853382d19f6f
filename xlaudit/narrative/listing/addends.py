"""Which figures may be added up at all: asked once a text, for lists want to know it many times a figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.listing.extent import DISTRIBUTES
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.listing.restating import restates
from xlaudit.numbers.quantity import Dimension

__all__ = ["Addends"]

_SUMMABLE = (Dimension.MONEY, Dimension.COUNT, Dimension.SCORE)
_RECKONED = ("计算", "测算", "为基数")  # behind a figure that was only reckoned with
_COMPARES = re.compile(
    r"上年(?!结转|结余)|去年|上一年|同期|^[比较](?!满意|好|差|大|小|重|轻)|相比|占|单价|均价|(?<!高)标准(?!化)"
)
_BASE = re.compile(r"[比较与](?:去年|上年|上年度|\d{4}年度?|年初|期初|同期|上年同期)的?\Z")
"""What was compared with, as in 较上年13925元 or 与2022年的7.4万元相比, is nobody's total: what follows splits this year's figure."""


@dataclass(frozen=True, slots=True)
class Addends:
    """By the places of figures: what may be a total, what may be an item, what only says the figure before again."""

    heads: frozenset[int]
    items: frozenset[int]
    again: frozenset[int]

    @classmethod
    def of(cls, document: Document) -> Addends:
        """Look at every figure of a document once."""
        text, figures = document.text, document.figures
        again = frozenset(
            second.index for first, second in pairwise(figures) if restates(text, first, second)
        )
        plain = [f for f in figures if _may_add(f) and not AVERAGE.search(f.lead)]
        heads = (
            f
            for f in plain
            if not _BASE.search(text, max(0, f.start - 12), f.start)
            and not DISTRIBUTES.search(f.lead)
        )
        items = (
            f
            for f in plain
            if f.index not in again
            and not _COMPARES.search(f.lead)
            and not text.startswith(_RECKONED, f.end)
        )
        return cls(frozenset(f.index for f in heads), frozenset(f.index for f in items), again)

    def depth_of(self, figure: Figure) -> int:
        """Return how deep in brackets a head stands; one that a bracket only repeats stands before it."""
        said_again = figure.index in self.again and figure.depth
        return figure.depth - 1 if said_again else figure.depth


def _may_add(figure: Figure) -> bool:
    """Tell whether a figure can be a part or a total: no 三个阶段, and no bound of a grade band."""
    if figure.dimension not in _SUMMABLE or figure.is_word:
        return False
    return figure.is_plain or figure.dimension is not Dimension.SCORE
