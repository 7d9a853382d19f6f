"""The points of all headings: 数量指标（分值30分，得28.3分）…／各项分值合计100分."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

_ALL = re.compile(
    r"(?:各项|各部分|各类|全部|所有|以上|上述|[三四五六七八九十]项)(?:指标|部分)?(?:的)?(?:分值|满分|权重分?值?)(?:合计|共计?|总计|之和)(?:为|是)?$"
)
_POINTS = re.compile(r"(?:分值|权重分?值?|满分)(?:为|是|：)?$")
_FEWEST = 3


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each sum of the points that the text told before, one for each heading."""
    for total in context.scores:
        if not total.is_plain or not _ALL.search(total.lead):
            continue
        points = [
            each
            for each in context.scores
            if each.index < total.index
            and each.is_plain
            and each.kind is Kind.WEIGHT
            and _POINTS.search(each.lead)
            and each.value < total.value
        ]
        if len(points) >= _FEWEST:
            yield _claim(points, total)


def _claim(points: list[Figure], total: Figure) -> Claim:
    reading = Reading(Formula.SUM, tuple(points), total, Strength.LIKELY)
    return Claim("sum", [reading], ceiling=Strength.LIKELY)
