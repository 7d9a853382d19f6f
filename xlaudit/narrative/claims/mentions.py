"""One fact stated twice: under the same name, in a heading and its text, in income and expenditure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from decimal import Context as Precision

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.slips import slip_rank, telling_digits
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.narrative.siblings import Siblings
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_PLANNED = re.compile(r"预算|安排|总计|总收入")
_DIGIT = re.compile(r"\d")
_STATES_NO_FACT = frozenset({Kind.BARE, Kind.SHARE, Kind.WEIGHT, Kind.POINTS})
# Amounts meet where they agree to three digits; equality proper is judged afterwards.
_ROUGHLY = Precision(prec=3, rounding=ROUND_HALF_EVEN)
_FEW_DIGITS = 3
_SAME_TAIL = 3
_LONG_NAME = 6
_MOST_EARLIER = 4
_MANY_DIGITS = 5
_SEVERAL_DIGITS = 4
_TAIL = 4
_MOST_NAMESAKES = 6
_FIRST = 3
_MOST_FIGURES = 6  # of a row: each of the first three is held against the three behind it
_ENOUGH = 3
_SHARE_OF_SIBLINGS = Decimal("0.75")


def claims(context: Context) -> Iterator[Claim]:
    """Yield equalities that hold, questions under one long name, and broken patterns of siblings."""
    yield from _repeated(context)
    amounts = _amounts(context) if context.siblings else {}
    for siblings in context.siblings:
        yield from _pattern(siblings, amounts)


def _repeated(context: Context) -> Iterator[Claim]:
    by_value: dict[tuple[Dimension, Decimal], list[Figure]] = defaultdict(list)
    by_name: dict[tuple[str, Dimension, Kind, str], list[Figure]] = defaultdict(list)
    by_tail: dict[tuple[str, Dimension, Kind], list[Figure]] = defaultdict(list)
    for figure in context.document.figures:
        if figure.kind in _STATES_NO_FACT or not figure.is_plain:
            continue
        name = core(figure.label)
        alike = by_value[figure.dimension, _ROUGHLY.abs(figure.value)]
        namesakes = by_name[name, figure.dimension, figure.kind, figure.period]
        earlier = _same_before(context, alike, figure, name) if alike else None
        if earlier is not None:
            yield Claim("mention", [Reading(Formula.EQUAL, (earlier,), figure, Strength.LIKELY)])
        elif _should_agree(figure, name, namesakes):
            reading = Reading(Formula.EQUAL, (namesakes[-1],), figure, Strength.LIKELY)
            yield Claim("mention", [reading], ceiling=Strength.LIKELY, needs_slip=True)
        else:
            twin = _mistyped(context, figure, name, by_tail)
            if twin is not None:
                reading = Reading(Formula.EQUAL, (twin,), figure, Strength.POSSIBLE)
                yield Claim("mention", [reading])
        if figure.fact == "spent":
            yield from _balance(context, figure)
        alike.append(figure)
        namesakes.append(figure)


def _same_before(context: Context, alike: list[Figure], figure: Figure, name: str) -> Figure | None:
    """Return the last of a few earlier figures of about the same value that states the same fact."""
    for earlier in alike[: -_MOST_EARLIER - 1 : -1]:
        if _same_fact(context, earlier, figure, name):
            return earlier
    return None


def _should_agree(figure: Figure, name: str, namesakes: list[Figure]) -> bool:
    """Tell whether a figure under a long name should repeat the last one of that name.

    比上年增加 names nothing of its own: only an amount that was already repeated is expected again.
    """
    if len(name) < _LONG_NAME or not namesakes or namesakes[-1].value == figure.value:
        return False
    if figure.run >= 0:
        return False  # 分别补助9万元、8万元: one name, several amounts
    if figure.kind is Kind.CHANGE:
        return len(namesakes) >= 2 and namesakes[-1].value == namesakes[-2].value
    return figure.kind is Kind.LEVEL


def _mistyped(
    context: Context,
    figure: Figure,
    name: str,
    by_tail: dict[tuple[str, Dimension, Kind], list[Figure]],
) -> Figure | None:
    """Return the earlier one where an amount of five digits, or of four under one whole name, may be typed twice.

    Nothing but a slip lets two such amounts of one name differ by a single digit; it may only confirm, and
    the evidence decides: where both are borne out by relations of their own, they are two.
    """
    if len(name) < 2 or figure.run >= 0:
        return None
    if figure.kind is not Kind.LEVEL and figure.kind is not Kind.CHANGE:
        return None  # two rates near 100% look alike
    digits = len(telling_digits(figure))
    if digits < _SEVERAL_DIGITS:
        return None
    namesakes = by_tail[name[-_TAIL:], figure.dimension, figure.kind]
    recent = namesakes[: -_MOST_NAMESAKES - 1 : -1]
    namesakes.append(figure)
    for earlier in recent:
        named = digits >= _MANY_DIGITS or (name == core(earlier.label) and len(name) >= _TAIL)
        alike = named and earlier.direction == figure.direction
        if alike and not _are_rows(context, earlier, figure) and slip_rank(earlier, figure.value):
            return earlier
    return None


def _are_rows(context: Context, first: Figure, second: Figure) -> bool:
    """Tell whether two figures stand in two numbered paragraphs of one level: rows that name alike what each has."""
    paragraphs = context.document.paragraphs
    one, other = paragraphs[first.paragraph], paragraphs[second.paragraph]
    return bool(one.marker and other.marker) and one is not other and one.level == other.level


def _balance(context: Context, spent: Figure) -> Iterator[Claim]:
    """收入安排…，支出安排…: side by side, income and expenditure balance."""
    income = context.document.figures[spent.index - 1] if spent.index else spent
    if income.fact != "income" or income.sentence != spent.sentence or income.value == spent.value:
        return
    name = core(spent.label)
    alike = core(income.label)[-2:].replace("收入", "支出") == name[-2:] or name == "支出安排"
    if alike and _PLANNED.search(income.label):
        reading = Reading(Formula.EQUAL, (income,), spent, Strength.LIKELY)
        yield Claim("balance", [reading], ceiling=Strength.LIKELY, needs_slip=True)


def _same_fact(context: Context, earlier: Figure, figure: Figure, name: str) -> bool:
    if earlier.kind is not figure.kind or earlier.direction != figure.direction:
        return False
    if earlier.period != figure.period and "" not in (earlier.period, figure.period):
        return False
    if earlier.value != figure.value:
        close = abs(earlier.value - figure.value) * 2 <= max(earlier.step, figure.step)
        if not close or earlier.step == figure.step:
            return False
    few = len(figure.digits.strip("0")) < _FEW_DIGITS
    if few and figure.kind is not Kind.LEVEL:
        return False
    other = core(earlier.label)
    if name == other and len(name) >= _SAME_TAIL:
        return True
    if few:
        return _same_noun(context, earlier, figure) and name[-2:] == other[-2:] != ""
    if figure.fact is not None and figure.fact == earlier.fact:
        return True
    if {figure.fact, earlier.fact} == {
        "income",
        "spent",
    } and figure.sentence - earlier.sentence <= 4:
        return len(figure.digits) >= 5
    tail = min(len(name), len(other), _SAME_TAIL)
    return tail >= 2 and name[-tail:] == other[-tail:]


def _same_noun(context: Context, first: Figure, second: Figure) -> bool:
    """Tell whether the same words follow both figures, that is, the same things are counted."""
    text = context.document.text
    return text[first.end : first.end + 4] == text[second.end : second.end + 4] != ""


def _amounts(context: Context) -> dict[int, list[Figure]]:
    """Return the first amounts of each paragraph that has several."""
    found: dict[int, list[Figure]] = defaultdict(list)
    for figure in context.document.figures:
        if figure.dimension is Dimension.MONEY and figure.kind is Kind.LEVEL and figure.is_plain:
            found[figure.paragraph].append(figure)
    return {place: row[:_MOST_FIGURES] for place, row in found.items() if len(row) > 1}


def _pattern(siblings: Siblings, amounts: dict[int, list[Figure]]) -> Iterator[Claim]:
    """Numbered items built alike: where two places agree in nearly all, they should in all."""
    rows = [amounts[member.index] for member in siblings.members if member.index in amounts]
    told = [pair for row in rows for pair in _pairs(row)]
    if sum(first.value == second.value for first, second in told) < _ENOUGH:
        return
    pairs: dict[tuple[str, str], list[tuple[Figure, Figure]]] = defaultdict(list)
    for first, second in told:
        pairs[_shape(first), _shape(second)].append((first, second))
    for found in pairs.values():
        equal = sum(1 for first, second in found if first.value == second.value)
        if equal < _ENOUGH or equal < _SHARE_OF_SIBLINGS * len(found):
            continue
        for first, second in found:
            yield Claim("copy", [Reading(Formula.EQUAL, (first,), second, Strength.CERTAIN)])


def _pairs(row: list[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Yield each of the first amounts of a row with those behind it that may repeat it."""
    for place, first in enumerate(row[:_FIRST]):
        for second in row[place + 1 : place + 1 + _FIRST]:
            if _may_repeat(first, second):
                yield first, second


def _may_repeat(first: Figure, second: Figure) -> bool:
    facts = {first.fact, second.fact}
    return "spent" not in facts and not (first.fact and second.fact and first.fact != second.fact)


def _shape(figure: Figure) -> str:
    """Return what a label looks like in every sibling: its tail without names, or a bracketed class."""
    label = figure.label
    if label.endswith(("）”", "）")):
        return "（）"
    return _DIGIT.sub("9", core(label))[-6:]
