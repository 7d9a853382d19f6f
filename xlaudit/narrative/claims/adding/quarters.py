"""Quarters in a row, and what some of them make: 一季度…、二季度…、三季度…、四季度…，上半年累计…."""

from __future__ import annotations

import re

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import same_measure

__all__ = ["quarters_of"]

_SPANS = {
    "上半年": "12",
    "前半年": "12",
    "前两个季度": "12",
    "前两季度": "12",
    "前二季度": "12",
    "下半年": "34",
    "后半年": "34",
    "后两个季度": "34",
    "后两季度": "34",
    "前三季度": "123",
    "前三个季度": "123",
    "后三季度": "234",
    "后三个季度": "234",
}
_SPAN = re.compile(rf"(?:{'|'.join(_SPANS)})[^，。；、（）\d比较占]{{0,8}}$")
_NAME = re.compile("|".join(_SPANS))
_QUARTER = re.compile(
    r"^[，、；：]?(?:其中)?第?(?P<number>[一二三四1-4])季度(?!末|底|止|累计)(?P<rest>[^，。；、（）\d]*)$"
)
_VERBS = re.compile(r"累计|合计|共计?|总计|实际|完成|实现|[为达到了约]")
_PLANNED = re.compile("计划|目标|任务|预算")
_NUMBERS = dict(zip("一二三四", "1234", strict=True))
_BACK = 16  # figures


def quarters_of(context: Context, total: Figure) -> list[Figure]:
    """Return the quarters that a half of the year or the first three quarters consist of; nothing if one lacks."""
    if "季度" not in total.lead and "半年" not in total.lead:
        return []
    told = total.kind is Kind.LEVEL and total.is_plain and not total.is_word
    match = _SPAN.search(total.lead) if told else None
    if match is None:
        return []
    found: dict[str, Figure] = {}
    for each in context.document.figures[max(0, total.index - _BACK) : total.index][::-1]:
        if each.paragraph != total.paragraph:
            break
        alike = each.dimension is total.dimension and same_measure(each, total)
        quarter = _QUARTER.match(each.lead) if alike else None
        if quarter and each.kind is Kind.LEVEL and each.is_plain and each.depth == total.depth:
            number = quarter["number"]
            found.setdefault(_NUMBERS.get(number, number), each)
    name = _NAME.search(match[0])
    wanted = _SPANS[name[0]] if name else ""
    if not wanted or any(number not in found for number in wanted):
        return []
    quarters = [found[number] for number in wanted]
    own = _VERBS.sub("", match[0].removeprefix(name[0] if name else ""))
    return quarters if all(_is_of(each, own) for each in quarters) else []


def _is_of(quarter: Figure, name: str) -> bool:
    """Tell whether a quarter's own noun, if it has one, is that of the sum: 一季度收入 is no 上半年支出."""
    match = _QUARTER.match(quarter.lead)
    rest = _VERBS.sub("", match["rest"]) if match else ""
    return not rest or rest == name or (not name and _PLANNED.search(rest) is None)
