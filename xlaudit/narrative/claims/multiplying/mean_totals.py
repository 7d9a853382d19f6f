"""So many with so much each make a total: 带动脱贫户318户，户均增收2650元，增收总额84.27万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from xlaudit.narrative.claims.averaging.divisors import counts, mean_of
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_TOTAL = re.compile(
    r"(?:总额|总量|总计|合计|共计|总收入|总增收|总支出|总产值|总产量|共|累计)(?:[增投支发补销收][\u4e00-\u9fff]{1,2})?(?:资金|金额)?[为达约]*$"
)
_GAP = re.compile(r"[，、；（][^，。；（）\d]{0,14}")
_NORM = re.compile(r"标准|定额|控制|目标|不超|限额|上年|去年")
_FEW = 3  # figures before the mean


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each total right behind a mean and the number that it is a mean of."""
    figures = context.document.figures
    for mean, total in pairwise(figures):
        if "均" not in mean.lead or total.sentence != mean.sentence or _NORM.search(mean.lead):
            continue
        alike = total.dimension is mean.dimension and total.dimension is Dimension.MONEY
        plain = total.is_plain and mean.is_plain
        if not alike or not plain or not _TOTAL.search(total.lead):
            continue
        words = mean_of(mean)
        if words is None or not _GAP.fullmatch(context.document.between(mean, total)):
            continue
        numbers = [
            each
            for each in figures[max(0, mean.index - _FEW) : mean.index][::-1]
            if each.sentence == mean.sentence
            and each.kind is Kind.LEVEL
            and each.is_plain
            and not each.is_word
            and counts(context, each, words)
        ]
        money = any(
            each.dimension is Dimension.MONEY and each.sentence == mean.sentence
            for each in figures[max(0, mean.index - _FEW) : mean.index]
        )
        if numbers:
            sure = len(numbers) == 1 and not money
            strength = Strength.LIKELY if sure else Strength.POSSIBLE
            reading = Reading(Formula.PRODUCT, (numbers[0], mean), total, strength)
            yield Claim("product", [reading], ceiling=Strength.LIKELY)
