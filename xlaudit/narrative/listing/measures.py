"""Which counts are counted alike and may be added: 件 and 期 are both pieces, 亩 and 公里 are not."""

from __future__ import annotations

import re

from xlaudit.narrative.figures import Figure
from xlaudit.numbers.quantity import Dimension

__all__ = ["AVERAGE", "alike_in_list", "same_measure"]

AVERAGE = re.compile(
    r"均(?<=[日月年季周户人场次件亩村校店镇乡班具床车辆台项批笔平]均)|每"
)  # what it measures is of another total
_ALIKE = (
    frozenset("件期份篇条个次场项批起册本部张块幅则套类种"),
    frozenset("人名位"),
    frozenset("辆台套架"),
    frozenset("家个所处"),
    frozenset("家户"),
)
_THINGS = frozenset("件台辆架套副张只把部具")  # 器具912件，其中轮椅286辆、助听器88台


def same_measure(head: Figure, item: Figure) -> bool:
    """Tell whether two counts may be added: 件 and 期 are both pieces, 亩 and 公里 are not."""
    if head.dimension is not Dimension.COUNT or head.quantity.unit.text == item.quantity.unit.text:
        return True
    words = {_measure(head), _measure(item)}
    return len(words) == 1 or any(words <= group for group in _ALIKE)


def alike_in_list(head: Figure, item: Figure) -> bool:
    """Tell whether a list may split one count into the other: things go by words of their own there."""
    if same_measure(head, item):
        return True
    return item.dimension is Dimension.COUNT and {_measure(head), _measure(item)} <= _THINGS


def _measure(figure: Figure) -> str:
    return figure.quantity.unit.text.lstrip("十百千万亿")
