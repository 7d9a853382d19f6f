"""How far the highest rate is from the lowest: 执行率最高与最低的子项相差18.43个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_APART = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{0,6}(?:率|进度|占比|比重|比例)?)(?:最高|最大|最快|最好)(?:的|者|值|子?项目?|[^，。；]{0,8})?(?:与|和|同|比|、)(?:[^，。；]{0,6})(?:最低|最小|最慢|最差)[^，。；]{0,10}(?:相差|差距|之差|差|高出?)(?:为|达|约|了)*$"
)
_BETWEEN = re.compile(
    r"^[，、；]?(?:两者|二者|首尾|高低|最大|之间)*(?:相差|差距|极差|之差)[为达约]*$"
)
_TOLD = (re.compile("最[高大快好多]"), re.compile("最[低小慢差少]"))
_FEWEST = 3
_BACK = 40  # figures


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each distance between the two ends of a row of rates or amounts of its paragraph."""
    for gap in context.document.figures[2:]:
        if not gap.is_plain or ("最" not in gap.lead and "差" not in gap.lead):
            continue
        if _BETWEEN.match(gap.lead):
            yield from _told(context, gap)
        match = _APART.search(gap.lead)
        if match is None:
            continue
        name = match["name"].lstrip("，、；各")[-3:]
        row = [
            each
            for each in context.document.figures[max(0, gap.index - _BACK) : gap.index]
            if each.paragraph == gap.paragraph and each.is_plain and _alike(each, gap, name)
        ]
        best = _ends(row[1:]) if len(row) > _FEWEST else None
        ends = _ends(row)
        if len(row) < _FEWEST or ends is None:
            continue
        readings = [Reading(Formula.DIFFERENCE, ends, gap, Strength.LIKELY)]
        if best is not None and best != ends:  # the first may be the rate of all
            readings.append(Reading(Formula.DIFFERENCE, best, gap, Strength.POSSIBLE))
        yield Claim("difference", readings, ceiling=Strength.LIKELY)


def _told(context: Context, gap: Figure) -> Iterator[Claim]:
    """最高为99.8%，最低为81.5%，相差18.3个百分点: the two right before it, in either order."""
    pair = context.document.figures[gap.index - 2 : gap.index]
    if any(not each.is_plain or each.sentence != gap.sentence for each in pair):
        return
    alike = all(_alike(each, gap, "") for each in pair)
    for greater, less in (pair, pair[::-1]):
        if alike and _TOLD[0].search(greater.lead) and _TOLD[1].search(less.lead):
            reading = Reading(Formula.DIFFERENCE, (greater, less), gap, Strength.CERTAIN)
            yield Claim("difference", [reading], is_closed=True)


def _alike(figure: Figure, gap: Figure, name: str) -> bool:
    if gap.dimension is Dimension.POINTS:
        rate = figure.dimension is Dimension.RATE and figure.kind in (Kind.RATE, Kind.SHARE)
        return rate and name in figure.lead
    return figure.dimension is gap.dimension and figure.kind is Kind.LEVEL and name in figure.lead


def _ends(row: list[Figure]) -> tuple[Figure, Figure] | None:
    if not row:
        return None
    return max(row, key=lambda each: each.value), min(row, key=lambda each: each.value)
