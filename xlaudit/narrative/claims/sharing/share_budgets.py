"""Shares of the budget that name an amount of pages before: 追加资金占年初预算的7.27%, 净调整额占年初预算的11.76%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_OF = re.compile(
    r"占(?:到|了)?(?:当年|本年|部门|项目|全部)?(?P<whole>(?:年初|期初)(?:部门|批复)?预算|(?:全年|年末|调整后的?|总|可执行|最终)(?:全年)?预算|预算总额)"
    r"(?:数|总额|安排|金额|资金)?的?(?:比重|比例)?(?:[为达约]|（|）)*$"
)
_INITIAL = re.compile(
    r"(?:年初|期初)(?:部门|批复|县级|本级)?预算(?:数|安排|资金|批复|总额)*$|^预算批复数?$"
)
_FINAL = re.compile(r"调整后|全年预算|年末预算|最终预算|总预算|可执行|预算调整为|调整预算数")
_ADDED = re.compile(r"追加|调增|增加预算|下达")
_OF_ADDED = re.compile(
    r"占(?:全年|全部|年中)?(?:追加|调增)(?:预算|资金)?(?:总额|总量|金额|额)?的?[为达约]*$"
)
_SPEAKS = re.compile(r"占.*(?:预算|追加|调增)")
_ADDED_ALONE = re.compile(r"^(?:年中|当年|全年|预算|执行中|年度)*(?:追加|调增)(?:预算|资金|安排)*$")
_CUT = re.compile(r"调减|核减|收回|压减")
_WHAT = re.compile(
    r"(?P<both>追加[和与及、]调减)|(?P<net>净调整|净追加|预算调整|调整金?额|净增加)|(?P<added>追加|调增)|(?P<initial>(?:年初|期初)预算)"
)
_BOTH = re.compile("(?P<both>追加[和与及、]调减)(?P<net>)?(?P<added>)?(?P<initial>)?")
_FAR = 240
_NEAR = 12  # figures behind the initial budget


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each share of a budget whose part has no amount beside it."""
    initial = _initial(context)
    for share in context.percentages:
        if share.kind is Kind.GROWTH or not share.is_plain:
            continue
        bracket = share.start and context.document.text[share.start - 1] == "）"
        if not bracket and not _SPEAKS.search(share.lead):
            continue
        if _OF_ADDED.search(share.lead):
            yield from _of_added(context, share)
            continue
        words = _words(context, share)
        match = _OF.search(share.lead) or _OF.search(words)
        if match is None:
            continue
        before = words[: max(0, words.rfind("占"))]
        what = _BOTH.search(before) or _WHAT.search(before)
        if what is None or initial is None or initial.index >= share.index:
            continue
        readings = list(_readings(context, share, initial, match["whole"], what))
        if readings:
            yield Claim("share", readings, ceiling=Strength.LIKELY)


def _of_added(context: Context, share: Figure) -> Iterator[Claim]:
    """Yield the claim of a share of what was added: 追加冷链经费196万元，占追加总额的44.93%."""
    part = context.document.figures[share.index - 1] if share.index else share
    if part.dimension is not Dimension.MONEY or part.sentence != share.sentence:
        return
    for whole in context.document.figures[max(0, part.index - _FAR) : part.index]:
        added = whole.dimension is Dimension.MONEY and _ADDED_ALONE.search(whole.lead)
        if added and whole.is_plain and whole.value >= part.value:
            reading = Reading(Formula.RATIO, (part, whole), share, Strength.LIKELY)
            yield Claim("share", [reading], ceiling=Strength.LIKELY)
            return


def _words(context: Context, share: Figure) -> str:
    """Return the words of the clause before a share, over a bracket too: 预算调整率（追加占年初预算比重）22%."""
    last = context.document.figures[share.index - 1].end if share.index else 0
    return re.split(
        r"[，。；\n]", context.document.text[max(last, share.start - 40) : share.start]
    )[-1]


def _readings(
    context: Context, share: Figure, initial: Figure, name: str, what: re.Match[str]
) -> Iterator[Reading]:
    behind = context.document.figures[initial.index + 1 : initial.index + 1 + _NEAR]
    near = [f for f in behind if f.dimension is Dimension.MONEY and f.is_plain and f is not share]
    final = next((f for f in near if f.kind is Kind.LEVEL and _FINAL.search(f.label)), None)
    near = [f for f in near if final is None or f.index < final.index]
    added = [f for f in near if _ADDED.search(f.label) and f.value <= 4 * initial.value]
    cut = [f for f in near if _CUT.search(f.label)]
    whole = initial if name[0] in "年期" and name[1] == "初" else final
    if whole is None:
        return
    if what["both"]:
        parts: list[Figure] = [*added, *cut]
    elif what["added"]:
        parts = added
    elif what["initial"]:
        parts = [initial] if whole is not initial else []
    else:
        parts = added if not cut else []
        if final is not None and whole is initial:
            signs = (1 if final.value >= initial.value else -1,)
            yield Reading(Formula.CHANGE_OF_LEVELS, (initial, final), share, Strength.LIKELY, signs)
    if len(parts) == 1:
        yield Reading(Formula.RATIO, (parts[0], whole), share, Strength.LIKELY)
    elif parts:
        yield Reading(Formula.RATIO_OF_SUM, (*parts, whole), share, Strength.LIKELY)


def _initial(context: Context) -> Figure | None:
    """Return the first initial budget of the text."""
    for figure in context.document.figures:
        level = figure.dimension is Dimension.MONEY and figure.kind is Kind.LEVEL
        if level and figure.fact == "initial_budget" and figure.period != "-1":
            return figure
        if level and "预算" in figure.label and _INITIAL.search(figure.label):
            return figure
    return None
