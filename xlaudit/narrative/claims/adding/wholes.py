"""Shares that stand for a whole by their words and are not 100% together: 四个季度分别占18%、27%、26%、30%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

_SHARED = re.compile(r"占|比例|比重|权重|构成|承担|分担|负担")
_QUARTERS = re.compile(r"一(?:至|到|—|-)四季度|[四4]个季度|各季度")
_REST = re.compile(r"其余|其他|剩余")
_COMPOSED = re.compile(r"(?:由[^，。；]{1,20}(?:组成|构成)|分为)[^。；]*$")
_OVERLAPS = re.compile(r"多选|可重复|交叉|等")
_SEVERAL = "两二三四五六七八九十"
_NAMED = re.compile(
    rf"(?P<number>[{_SEVERAL}]|\d{{1,2}})(?P<what>(?:个|项|级|批|类|部分|方|档|期)[^，。；：、%\d]{{0,14}})$"
)
_OF_ONE = re.compile(r"^(?:级|批|部分|方|期)|资金|投资|经费|支出|收入")
_SHARED_OUT = re.compile(r"权重|(?:分担|承担|分摊|负担)(?:的)?(?:比例|比重)")
_NEAR = Decimal("0.3")
_BACK = 60  # characters
_FEWEST = 3
_TOO_FAR = Decimal("0.6")


def claims(context: Context) -> Iterator[Claim]:
    """Yield one claim for each row of shares; a question where its words make it a whole."""
    for figure in context.percentages:
        if figure.run >= 0 or not figure.is_plain or figure.kind not in (Kind.SHARE, Kind.RATE):
            continue
        row = context.run_of(figure)
        if len(row) < _FEWEST or not all(share.is_plain for share in row):
            continue
        if _SHARED.search(figure.lead):
            yield from _of_row(context, row)


def _of_row(context: Context, row: list[Figure]) -> Iterator[Claim]:
    """Yield the claim of one row: however far from 100%, if its words say that it is shared out."""
    text = context.document.text
    before = re.split(r"[。；\n]", text[max(0, row[0].start - _BACK) : row[0].start])[-1]
    distance = abs(sum((share.value for share in row), Decimal(-1)))
    named = _NAMED.search(before)
    whole = named is not None and _number(named["number"]) == len(row)
    if _OVERLAPS.search(before) or text.startswith("等", row[-1].end):
        whole = False
    of_one = whole and named is not None and _OF_ONE.search(named["what"])
    shared_out = whole and _SHARED_OUT.search(row[0].lead) is not None
    if shared_out:
        reading = Reading(Formula.WHOLE, tuple(row), row[-1], Strength.CERTAIN)
        yield Claim("share_sum", [reading])
    elif distance < _TOO_FAR:
        closed = _is_closed(context, row) or (bool(of_one) and distance < _NEAR)
        strength = Strength.LIKELY if closed else Strength.POSSIBLE
        reading = Reading(Formula.WHOLE, tuple(row), row[-1], strength)
        yield Claim("share_sum", [reading], ceiling=Strength.LIKELY)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else 2 if word == "两" else _SEVERAL.index(word) + 1


def _is_closed(context: Context, row: list[Figure]) -> bool:
    """Tell whether the words before a row name all that there is."""
    text = context.document.text
    before = re.split(r"[。；\n]", text[max(0, row[0].start - _BACK) : row[0].start])[-1]
    if _OVERLAPS.search(before) or text.startswith("等", row[-1].end):
        return False
    if _QUARTERS.search(before):
        return len(row) == 4
    return bool(_REST.search(before) or _COMPOSED.search(before))
