"""A rate of the points makes the mark: 预算执行率89%，按分值10分计，得8.9分; 满分10分，按执行率96.29%计，得9.63分."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.scoring.flat_text import FlatText
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims_of"]

_SCORE, _RATE, _ANY = "\ue000", "\ue001", "\ue000\ue001\ue002"
_WORDS = rf"[^。；\n（）{_ANY}]"
_NOTE = r"(?:（[^（）]*）)?"
_BY = r"(?P<{0}>按照?|以|根据|乘以?|折算)?"
_MADE = re.compile(
    rf"(?P<rate>{_RATE}){_NOTE}，{_WORDS}{{0,8}}?{_BY.format('by')}{_WORDS}{{0,10}}(?P<points>{_SCORE})"
    rf"{_NOTE}{_WORDS}{{0,12}}得分?[为是]?(?P<mark>{_SCORE})"
    rf"|(?P<points_first>{_SCORE})[）]?[^。；\n{_SCORE}{_RATE}]{{0,24}}?{_BY.format('by_first')}{_WORDS}{{0,12}}"
    rf"(?P<rate_behind>{_RATE}){_NOTE}{_WORDS}{{0,12}}得分?[为是]?(?P<mark_last>{_SCORE})"
)


def claims_of(flat: FlatText) -> Iterator[Claim]:
    """Yield a claim for each mark that stands beside its points and a rate: a question where 按 joins them."""
    if _RATE not in flat.text:
        return
    for match in _MADE.finditer(flat.text):
        rate = flat.at(match, "rate", "rate_behind")
        points = flat.at(match, "points", "points_first")
        mark = flat.at(match, "mark", "mark_last")
        if rate is None or points is None or mark is None or not rate.is_plain:
            continue
        if not 0 < rate.value <= 1 or mark.value > points.value:
            continue
        is_rule = match["by"] or match["by_first"]
        if match["points_first"]:  # 10分，按96.29%计，得9.63分, not 执行率86.4%，按评分标准得7分
            is_rule = is_rule or "按" in flat.text[match.start() : match.start("rate_behind")]
        strength = Strength.LIKELY if is_rule else Strength.POSSIBLE
        reading = Reading(Formula.PRODUCT, (rate, points), mark, strength)
        yield Claim("product", [reading], ceiling=Strength.LIKELY)
