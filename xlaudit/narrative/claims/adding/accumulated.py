"""What has come together by now: 建成互助养老点26个，累计达到97个（上年末71个）."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_SO_FAR = re.compile(
    r"(?:累计(?:达到?|建成|完成|建设|拥有|有|为|共|数|总数|总量|发展|创建|培育)*|^[，、；]?(?:全[县市区镇]|目前|现)?累计[\u4e00-\u9fff]{2,8}|(?:增加|增|扩大)?(?:达到?|到|至)|(?:总数|总量)(?:达到?|为|增至)*)$"
)
_TELLS_A_TOTAL = re.compile("累计|总数|总量")
_OLD = re.compile(
    r"(?:（|，|；)(?:20\d\d年末?底?|(?:截至)?上年度?末?底?|去年末?底?|年初|期初|以前年度|上年末)(?:累计|已有|已|原有|建成|有|为|共|数)*"
)
_OLD_BEFORE = re.compile(
    r"(?:20\d\d年[末底]|上年[末底]|去年[末底]|年初|期初|以前年度|原有|此前)(?:累计|已有|已|建成|有|为|共|数)*$"
)
_NOT_NEW = re.compile(r"目标|计划|任务|上年|去年|其中|减少|累计|退出|撤销|取消")
_DIMENSIONS = (Dimension.COUNT, Dimension.MONEY)


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each total so far with this year's number before it and the old one beside it."""
    figures = context.document.figures
    for total in figures[1:]:
        if total.dimension not in _DIMENSIONS or total.kind is not Kind.LEVEL:
            continue
        new = figures[total.index - 1]
        if new.sentence != total.sentence or not _is_so_far(total) or not _is_new(new, total):
            continue
        old = next(iter(figures[total.index + 1 : total.index + 2]), None)
        if old is None or not _is_old(context, total, old):
            old = figures[new.index - 1] if new.index else None
            if old is None or not (_beside(old, total) and _OLD_BEFORE.search(old.lead)):
                continue
        if old.kind is Kind.LEVEL and total.value > new.value:
            reading = Reading(Formula.SUM, (old, new), total, Strength.CERTAIN)
            yield Claim("sum", [reading], is_closed=True)


def _is_so_far(total: Figure) -> bool:
    said = total.lead.endswith(("达", "到", "至")) or _TELLS_A_TOTAL.search(total.lead)
    plain = total.is_plain and not total.is_word
    return bool(said) and plain and _SO_FAR.search(total.lead) is not None


def _beside(other: Figure, total: Figure) -> bool:
    return (
        other.sentence == total.sentence
        and other.dimension is total.dimension
        and other.is_plain
        and not other.is_word
        and same_measure(other, total)
    )


def _is_new(new: Figure, total: Figure) -> bool:
    counted = new.kind is Kind.LEVEL or (new.kind is Kind.CHANGE and new.direction > 0)
    return counted and _beside(new, total) and not _NOT_NEW.search(new.lead)


def _is_old(context: Context, total: Figure, old: Figure) -> bool:
    return _beside(old, total) and _OLD.fullmatch(context.document.between(total, old)) is not None
