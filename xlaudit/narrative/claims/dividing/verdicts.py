"""How many of the judged were judged well: 自评为优的11个、良的3个、中的1个，优良率93.3%; 优秀率 counts the best alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_RATE = re.compile(
    r"^[，、；]?(?:总体|综合|项目|评价|自评)*(?P<good>优良|优秀|良好以上|优)(?:率|比例|占比)[为是达到约]*$"
)
_GRADE = re.compile(
    r"(?:[评获判定]?[为定得]?|等[级次]为?|结果为?)[“”‘’\"]*(?P<grade>优秀|优|良好|良|中等|中|合格|一般|差|不合格|较差)[“”‘’\"]*(?:等[级次])?[的为有是]*(?:项目|单位)?(?:有|为)?$"
)
_BEST = ("优秀", "优")
_GOOD = (*_BEST, "良好", "良")
_BACK = 10  # figures


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each such rate whose grades are counted right before it."""
    for rate in context.plain_percentages:
        match = _RATE.search(rate.lead) if "优" in rate.lead else None
        if match is not None:
            yield from _claim(context, rate, _GOOD if "良" in match["good"] else _BEST)


def _claim(context: Context, rate: Figure, good: tuple[str, ...]) -> Iterator[Claim]:
    """Claim the good grades by all that were judged: told before, and the sum of all grades."""
    before = [
        each
        for each in context.document.figures[max(0, rate.index - _BACK) : rate.index]
        if each.sentence == rate.sentence or each.paragraph == rate.paragraph
        if each.dimension is Dimension.COUNT and each.kind is Kind.LEVEL and not each.is_word
    ]
    graded = [(each, match["grade"]) for each in before if (match := _GRADE.search(each.lead))]
    if not graded or len({grade for _, grade in graded}) != len(graded):
        return
    first = graded[0][0]
    parts = [each for each, grade in graded if grade in good]
    wholes = [each for each in before if each.index < first.index and same_measure(each, first)]
    total = sum(each.value for each, _ in graded)
    if not parts or not wholes:
        return
    whole = next((each for each in reversed(wholes) if each.value == total), wholes[-1])
    formula = Formula.RATIO if len(parts) == 1 else Formula.RATIO_OF_SUM
    reading = Reading(formula, (*parts, whole), rate, Strength.LIKELY)
    if whole.value:
        yield Claim("ratio", [reading], ceiling=Strength.LIKELY, needs_slip=whole.value != total)
