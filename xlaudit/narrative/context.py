"""What every builder of claims may look at: the document, its lists and its numbered siblings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import attrgetter

from xlaudit.narrative.comparisons.finding import Comparison, find_comparisons
from xlaudit.narrative.document import Document, Paragraph
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.lists import Listing, find_lists
from xlaudit.narrative.result import KnownFigure
from xlaudit.narrative.siblings import Siblings, siblings_of
from xlaudit.numbers.quantity import Dimension
from xlaudit.schemes.schema import Scheme

__all__ = ["Context", "among"]

_AMOUNTS = (Dimension.MONEY, Dimension.COUNT)
_LOSES = re.compile("[扣失丢]")
_HOLDS = re.compile(r"其中|包括|含")
_HEADING = 40  # characters
_PLACE = attrgetter("index")


@dataclass(frozen=True)
class Context:
    """The document and what several builders need of it, worked out once."""

    document: Document
    known: tuple[KnownFigure, ...] = ()
    scheme: Scheme | None = None

    @cached_property
    def lists(self) -> tuple[Listing, ...]:
        """Every list of the text."""
        return tuple(find_lists(self.document))

    @cached_property
    def comparisons(self) -> dict[int, Comparison]:
        """Every closed comparison, by the place of its difference and by that of its rate."""
        found: dict[int, Comparison] = {}
        for each in find_comparisons(self.document):
            for figure in (each.change, each.rate):
                if figure is not None:
                    found.setdefault(figure.index, each)
        return found

    @cached_property
    def money_levels(self) -> tuple[Figure, ...]:
        """Every plain level of money."""
        return self._plain_levels(Dimension.MONEY)

    @cached_property
    def count_levels(self) -> tuple[Figure, ...]:
        """Every plain level of things counted."""
        return self._plain_levels(Dimension.COUNT)

    def _plain_levels(self, dimension: Dimension) -> tuple[Figure, ...]:
        return tuple(
            figure
            for figure in self.document.figures
            if figure.dimension is dimension and figure.kind is Kind.LEVEL and figure.is_plain
        )

    @cached_property
    def scores(self) -> tuple[Figure, ...]:
        """Every figure in 分, in the order of the text."""
        return tuple(f for f in self.document.figures if f.dimension is Dimension.SCORE)

    @cached_property
    def losses(self) -> tuple[Figure, ...]:
        """Every figure in 分 whose words may say that it was lost."""
        return tuple(figure for figure in self.scores if _LOSES.search(figure.lead))

    def following(self, figure: Figure) -> Iterator[Figure]:
        """Return the figures behind one, in the order of the text."""
        figures = self.document.figures
        return (figures[index] for index in range(figure.index + 1, len(figures)))

    @cached_property
    def percentages(self) -> tuple[Figure, ...]:
        """Every figure in %: rates, shares and growths."""
        return tuple(f for f in self.document.figures if f.dimension is Dimension.RATE)

    @cached_property
    def plain_percentages(self) -> tuple[Figure, ...]:
        """The plain ones of them."""
        return tuple(figure for figure in self.percentages if figure.is_plain)

    @cached_property
    def shares(self) -> tuple[Figure, ...]:
        """Every share (占…%)."""
        return tuple(figure for figure in self.percentages if figure.kind is Kind.SHARE)

    @cached_property
    def amounts(self) -> tuple[Figure, ...]:
        """Every level of money or of things that is written in digits."""
        return tuple(
            figure
            for figure in self.document.figures
            if figure.kind is Kind.LEVEL and figure.dimension in _AMOUNTS and not figure.is_word
        )

    @cached_property
    def multiples(self) -> tuple[Figure, ...]:
        """Every plain quotient that is told in 倍."""
        return tuple(a for a in self.amounts if a.quantity.unit.text == "倍" and a.is_plain)

    @cached_property
    def _amount_places(self) -> list[int]:
        return [amount.index for amount in self.amounts]

    def amounts_within(self, first: int, end: int) -> Sequence[Figure]:
        """Return the amounts from one figure on and before another, both given by their places."""
        places = self._amount_places
        return self.amounts[bisect_left(places, first) : bisect_left(places, end)]

    @cached_property
    def list_of(self) -> dict[int, Listing]:
        """The first list of each amount, by the place of the amount."""
        return {item.index: listing for listing in self.lists[::-1] for item in listing.natural}

    @cached_property
    def heads(self) -> frozenset[int]:
        """The places of all first candidates for a total."""
        return frozenset(listing.heads[0].index for listing in self.lists)

    @cached_property
    def lists_by_head(self) -> dict[int, list[Listing]]:
        """The lists of each first candidate for a total, by its place."""
        found: dict[int, list[Listing]] = {}
        for listing in self.lists:
            found.setdefault(listing.heads[0].index, []).append(listing)
        return found

    @cached_property
    def lists_by_item(self) -> dict[int, list[Listing]]:
        """The lists that each natural item stands in, by its place."""
        found: dict[int, list[Listing]] = {}
        for listing in self.lists:
            for item in listing.natural:
                found.setdefault(item.index, []).append(listing)
        return found

    @cached_property
    def measured(self) -> tuple[Figure, ...]:
        """Every plain figure of money or of a number of things: levels and changes."""
        figures = self.document.figures
        return tuple(f for f in figures if f.is_plain and f.dimension in _AMOUNTS)

    @cached_property
    def levels(self) -> tuple[Figure, ...]:
        """Those that are no changes."""
        return tuple(f for f in self.measured if f.kind is Kind.LEVEL)

    @cached_property
    def money(self) -> tuple[Figure, ...]:
        """The levels of money."""
        return tuple(f for f in self.levels if f.dimension is Dimension.MONEY)

    @cached_property
    def budgets(self) -> tuple[Figure, ...]:
        """The money that is called a budget, the initial one or that of the whole year, but last year's."""
        facts = ("budget", "initial_budget")
        return tuple(f for f in self.money if f.fact in facts and f.period != "-1")

    @cached_property
    def moves(self) -> tuple[Figure, ...]:
        """Every plain change and growth."""
        wanted = (Kind.CHANGE, Kind.GROWTH)
        return tuple(f for f in self.document.figures if f.is_plain and f.kind in wanted)

    @cached_property
    def rates(self) -> tuple[Figure, ...]:
        """Every plain rate that is neither a share nor a growth, but for one that opens the text."""
        return tuple(f for f in self.plain_percentages if f.kind is Kind.RATE and f.index)

    @cached_property
    def rows(self) -> tuple[list[Figure], ...]:
        """Every enumeration such as 30、20和10万元."""
        figures = self.document.figures
        firsts = dict.fromkeys(figure.run for figure in figures if figure.run >= 0)
        return tuple(self.run_of(figures[first]) for first in firsts)

    @cached_property
    def means(self) -> tuple[Figure, ...]:
        """Every level said to be so much for each (户均, 平均每)."""
        return tuple(
            figure
            for figure in self.document.figures
            if figure.kind is Kind.LEVEL
            and ("均" in figure.lead or "单车" in figure.lead)
            and figure.value
            and figure.index
        )

    @cached_property
    def share_runs(self) -> tuple[tuple[Figure, ...], ...]:
        """Runs of at least two levels of one sentence, each with its share right behind it."""
        runs: list[list[Figure]] = []
        for share in self.shares:
            level = self.document.figures[share.index - 1] if share.index else share
            if level.kind is not Kind.LEVEL or share.run >= 0:
                continue
            last = runs[-1][-1] if runs else None
            if (
                last is not None
                and last.index == level.index - 2
                and last.sentence == level.sentence
            ):
                runs[-1].append(level)
            else:
                runs.append([level])
        return tuple(tuple(run) for run in runs if len(run) > 1)

    @cached_property
    def totals_of_share_runs(self) -> dict[int, tuple[int, Decimal]]:
        """For each figure of such a run, the index of the run's first figure and the run's sum."""
        found = {}
        for run in self.share_runs:
            total = run[0].index, sum((item.value for item in run), Decimal())
            found.update({item.index: total for item in run})
        return found

    @cached_property
    def headings(self) -> tuple[tuple[Paragraph, str], ...]:
        """Every short numbered paragraph without figures, with its words."""
        document = self.document
        found = [
            (paragraph, document.text[paragraph.start : paragraph.end])
            for paragraph in document.paragraphs
            if paragraph.marker
            and paragraph.end - paragraph.start <= _HEADING
            and not document.inside(paragraph.start, paragraph.end)
        ]
        return tuple(found)

    @cached_property
    def siblings(self) -> tuple[Siblings, ...]:
        """Every run of at least three numbered paragraphs."""
        return tuple(siblings_of(self.document.paragraphs))

    def is_rated_beside(self, level: Figure, part: Figure) -> bool:
        """Tell whether a level of a part's sentence has a share of its own, so that both stand in one row."""
        behind = self.document.figures[level.index + 1]
        own = behind.kind is Kind.SHARE and behind.index < part.index
        if not own or level.sentence != part.sentence or level.depth != part.depth:
            return False
        words = self.document.text[behind.end : part.start]
        return not _HOLDS.search(words)

    def run_of(self, figure: Figure) -> list[Figure]:
        """Return the enumeration that a figure stands in (30、20和10万元), itself included."""
        figures = self.document.figures
        first = figure.run if figure.run >= 0 else figure.index
        last = first
        while last + 1 < len(figures) and figures[last + 1].run == first:
            last += 1
        return figures[first : last + 1]

    def run_before(self, figure: Figure, kind: Kind, length: int) -> list[Figure]:
        """Return the nearest enumeration of a kind and length before a figure; empty where there is none."""
        for index in range(figure.index - 1, max(-1, figure.index - 4 * length), -1):
            other = self.document.figures[index]
            if other.paragraph != figure.paragraph:
                break
            run = self.run_of(other)
            if other.kind is kind and len(run) == length:
                return run
        return []

    def money_before(self, figure: Figure, most: int) -> Sequence[Figure]:
        """Return the levels of money among the ``most`` figures before one, nearest first."""
        return among(self.money, figure.index - most, figure.index)[::-1]

    def levels_before(
        self, figure: Figure, most: int, dimension: Dimension | None = None
    ) -> Iterator[Figure]:
        """Yield the levels before a figure in its paragraph, nearest first, ``most`` figures back."""
        figures = self.document.figures
        wanted = dimension
        for index in range(figure.index - 1, max(-1, figure.index - 1 - most), -1):
            other = figures[index]
            if other.paragraph != figure.paragraph:
                return
            if other.kind is Kind.LEVEL and (wanted is None or other.dimension is wanted):
                yield other


def among(figures: Sequence[Figure], first: int, end: int) -> Sequence[Figure]:
    """Return those of some figures, in the order of the text, whose index is from ``first`` up to ``end``."""
    start = bisect_left(figures, first, key=_PLACE)
    return figures[start : bisect_left(figures, end, start, key=_PLACE)]
