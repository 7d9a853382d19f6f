"""One quarter as what came on top of the quarters before it: 前三季度累计支出1470万元，全年支出2035万元，四季度支出565万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import AVERAGE, same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

_SINGLE = re.compile(
    r"(?:第?(?P<number>[二三四2-4])个?季度(?![末底止累])|(?P<half>[下后]半年))(?:当季|单季|单独|本季)?[^，。；、（）\d末底]{0,10}$"
)
_QUARTERS = dict(zip("二三四234", (2, 3, 4, 2, 3, 4), strict=True))
_TO = r"1月?[-—\u2013~～至到]"
# Up to which quarter an amount has come together.
_UP_TO = (
    (4, re.compile(rf"全年|年[末底]|第?四季度末|12月[末底]|{_TO}12月|一至四季度|[前四]个季度")),
    (3, re.compile(rf"前三个?季度|第?三季度[末底]|9月[末底]|{_TO}9月|一至三季度")),
    (2, re.compile(rf"[上前]半年|第?二季度[末底]|6月[末底]|{_TO}6月|前[两二]个?季度")),
    (1, re.compile(rf"第?一季度|3月[末底]|{_TO}3月")),
)
_ROW = re.compile(r"季度[^，。；\d]*累计|累计[^，。；\d]*季度|季度[末底]")
_LAST = re.compile(
    r"第?[一1](?:季度)?(?:[至到—\-、~]|、第?二、第?三、)第?(?P<number>[三四34])个?季度"
)
_PLANNED = re.compile(r"计划|目标|任务|预算|预计|上年|去年|同期|序时|其中[^第前上下后一二三四]")
_BACK, _AHEAD = 24, 4  # figures
_WORDS = 40  # characters before a row
_FACTS = ("income", "spent", "budget", "carryover")


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each quarter or half of a year between two amounts that came together by then."""
    for figure in context.amounts:
        if "季度" not in figure.lead and "半年" not in figure.lead:
            continue
        match = _SINGLE.search(figure.lead)
        if match is None or not figure.is_plain or figure.run >= 0:
            continue
        if _PLANNED.search(figure.lead) or AVERAGE.search(figure.lead):
            continue
        last = 4 if match["half"] else _QUARTERS[match["number"]]
        found = _come_together(context, figure)
        great, small = found.get(last), found.get(2 if match["half"] else last - 1)
        if great is not None and small is not None:
            reading = Reading(Formula.DIFFERENCE, (great, small), figure, Strength.LIKELY)
            yield Claim("difference", [reading], ceiling=Strength.LIKELY, needs_slip=True)


def _come_together(context: Context, figure: Figure) -> dict[int, Figure | None]:
    """Return the amounts of a paragraph by the quarter up to which they count; None where two differ."""
    found: dict[int, Figure | None] = {}
    for each in context.amounts_within(figure.index - _BACK, figure.index + _AHEAD):
        if each.paragraph != figure.paragraph or each is figure or not _is_alike(each, figure):
            continue
        number = _quarter_of(context, each)
        if number:
            other = found.get(number, each)
            found[number] = each if other is not None and other.value == each.value else None
    return found


def _is_alike(each: Figure, figure: Figure) -> bool:
    if each.dimension is not figure.dimension or not same_measure(each, figure):
        return False
    other = each.fact in _FACTS and figure.fact in _FACTS and each.fact != figure.fact
    plain = each.kind is Kind.LEVEL and each.is_plain and each.period != "-1"
    return plain and not other and not _PLANNED.search(each.lead)


def _quarter_of(context: Context, figure: Figure) -> int:
    """Return the quarter up to which an amount counts; 0 where its words do not say."""
    if figure.run < 0:
        if _SINGLE.search(figure.lead):
            return 0
        return next((number for number, words in _UP_TO if words.search(figure.lead)), 0)
    run = context.run_of(figure)
    start = run[0].start
    words = re.split(r"[，。；\n]", context.document.text[max(0, start - _WORDS) : start])[-1]
    if not _ROW.search(words):
        return 0
    named = _LAST.search(words)
    length = {"三": 3, "3": 3}.get(named["number"], 4) if named else 4 if "各季" in words else 0
    if len(run) != length:
        return 0
    return run.index(figure) + 1
