"""The difference of two amounts that only words name: 支出比可用财力多…, 年末结转…，较年初减少…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from xlaudit.narrative.claims.comparing.own_budget import own_budgets
from xlaudit.narrative.comparisons.sides import is_reckoned_otherwise, same_measure
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.slips import mends
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_GAP = re.compile(
    r"(?P<what>[^，。；：比较与]{0,12}?)(?:[比较与]|大于|小于|高于|低于|超过|超出)(?P<base>[\u4e00-\u9fff\d“”（）]{2,16}?)(?:相比|比较|比)?，?"
    r"(?:[\u4e00-\u9fff]{0,6}?)(?:净?[增多]|净?[减少]|节|高|低|超|下降|上升|短|缩|提|降|$)[\u4e00-\u9fff]{0,5}$"
)
_EXCEEDS = re.compile("[大小多少高低]于|超过|超出")
_PAUSE = re.compile(r"[。；\n（]")
_OLDER = re.compile(r"上一?年|去年|前一年|20\d\d年|年初|期初|上年末")
_OPENING = re.compile(r"年初|期初|上年结[转余]|上年末|上年底")
_TIME = re.compile(
    r"(?:20\d\d年|上一?年|去年|前一年|本年|今年|当年|全年|年初|期初|年末|年底|上年末)度?|同期|实际|的|数|额|总|末|底"
)
_BACK = 60
_LEVELS = 8
_TRIED = 4  # pairs one of which a slip may have parted from the change
_DIGITS = 3
_A_NAME = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each change whose two amounts stand farther off."""
    for change in context.measured:
        if not _is_gap(change) or change.index in context.comparisons:
            continue
        lead = _lead(context, change)
        match = _GAP.search(lead)
        if match is None and not (change.kind is Kind.CHANGE and "同比" in lead):
            continue
        base = match["base"] if match else "上年"
        yield from _claims(context, change, (match["what"] if match else "", base))


def _is_gap(figure: Figure) -> bool:
    """Tell whether a figure is a change, or a level that says by how much something exceeds another."""
    lead = figure.lead
    exceeds = ("于" in lead or "超" in lead) and _EXCEEDS.search(lead) is not None
    return figure.kind is Kind.CHANGE or exceeds


def _lead(context: Context, change: Figure) -> str:
    """Return the words of a change, with the clause before where they go on: 和上年相比，多用…."""
    text = context.document.text
    last = context.document.figures[change.index - 1].end if change.index else 0
    words = _PAUSE.split(text[max(last, change.start - 40) : change.start])[-1]
    head, _, tail = words.rpartition("，")
    return words if head.endswith("比") else tail


def _claims(context: Context, change: Figure, names: tuple[str, str]) -> Iterator[Claim]:
    before = _before(context, change)
    bases = _bases(before, *names)
    if not bases:
        return
    levels = _bearing(before, names[0])
    own = before[0] if before and before[0].index == change.index - 1 else None
    if own is not None and not levels and names[1].endswith("预算") and own_budgets(context, own):
        return  # 比预算少 of an item with a budget of its own: not of the budget of all of them
    if not levels:
        levels = [each for each in before if each.sentence == change.sentence][:_LEVELS]
    if not levels and before:
        levels = [each for each in before if each.paragraph == change.paragraph][:_LEVELS]
    pairs = [
        (new, old) if change.direction > 0 or change.kind is Kind.LEVEL else (old, new)
        for new, old in product(levels, bases)
        if new is not old and new.period != "-1"
    ]
    pairs = [pair for pair in pairs if pair[0].value > pair[1].value]
    reading = _meant(change, pairs)
    if reading is None:
        return
    yield Claim("change", [reading], needs_slip=True, ceiling=Strength.LIKELY)
    rate = _rate(context, change)
    old = reading.operands[0 if change.direction < 0 else 1]
    if rate is not None and ties(reading):
        of = Reading(Formula.RATIO, (change, old), rate, Strength.LIKELY)
        yield Claim("change", [of], needs_slip=True, ceiling=Strength.LIKELY)


def _before(context: Context, change: Figure) -> list[Figure]:
    """Return the levels of its measure before a change, nearest first; of a number of things in its paragraph."""
    if change.dimension is Dimension.MONEY:
        return [each for each in context.money_before(change, _BACK) if not each.is_word]
    return [
        each
        for each in context.levels_before(change, _BACK, change.dimension)
        if each.is_plain and not each.is_word and same_measure(each, change)
    ]


def _meant(change: Figure, pairs: list[tuple[Figure, Figure]]) -> Reading | None:
    """Return the pair that differs by the change, else the nearest one that a slip keeps from it."""
    readings = [Reading(Formula.DIFFERENCE, pair, change, Strength.LIKELY) for pair in pairs]
    if len(change.digits.strip("0")) >= _DIGITS or len(pairs) == 1:
        exact = next((each for each in readings if ties(each)), None)
        if exact is not None:
            return exact
    for each in readings[:_TRIED]:
        if mends(each, each.operands[0].value - each.operands[1].value):
            return each
    return None


def _rate(context: Context, change: Figure) -> Figure | None:
    """Return the growth right behind a change, on the same base."""
    for rate in context.document.figures[change.index + 1 : change.index + 2]:
        near = rate.kind is Kind.GROWTH and rate.sentence == change.sentence and rate.is_plain
        if not near or rate.direction != change.direction or rate.index in context.comparisons:
            return None
        gap = context.document.between(change, rate)
        plain = re.fullmatch(r"，[\u4e00-\u9fff]{1,4}", gap) and "同比" not in gap
        return rate if plain and not is_reckoned_otherwise(context.document, change, rate) else None
    return None


def _bases(before: list[Figure], what: str, base: str) -> list[Figure]:
    """Return the amounts that the words compare with: by their name, or by their time."""
    name = _TIME.sub("", base).strip("“”（）")
    if len(name) >= _A_NAME and not _OLDER.search(base):
        return _bearing(before, base)
    if _OPENING.search(base):
        opening = [each for each in before if _OPENING.search(each.label)]
        return _bearing(opening, base) or opening
    older = [each for each in before if each.period == "-1"]
    return _bearing(older, base) or _bearing(older, what) or older


def _bearing(before: list[Figure], words: str) -> list[Figure]:
    """Return the amounts that bear a name, the nearest first."""
    name = _TIME.sub("", words).strip("“”（）")
    if len(name) < _A_NAME:
        return []
    end = name[-4:]
    return [
        each
        for each in before
        if end[0] in each.label
        and end[-1] in each.label
        and _TIME.sub("", core(each.label)).strip("“”（）").endswith(end)
    ]
