"""Posts approved: 核定编制126名，其中行政编制28名、事业编制98名."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_WHOLE = re.compile(r"(?:核定|批准|批复|共有|总)(?:人员)?编制(?:总数|数|人数)?$|编制总数$")
_PART = re.compile(r"(?:行政|事业|工勤|参公|政法|后勤|机关|专项)[^，。；、]{0,8}编制?数?$")
_OPENS = re.compile(r"，?(?:其中|（其?中?)：?")


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each number of posts whose kinds follow, administrative and institutional ones among them."""
    for whole in context.document.figures:
        if whole.dimension is not Dimension.COUNT or whole.kind is not Kind.LEVEL:
            continue
        if "编制" not in whole.lead or not _WHOLE.search(core(whole.label)):
            continue
        parts = _parts(context, whole)
        names = "".join(part.label for part in parts)
        if len(parts) >= 2 and "行政" in names and "事业" in names:
            reading = Reading(Formula.SUM, tuple(parts), whole, Strength.CERTAIN)
            yield Claim("sum", [reading], ceiling=Strength.LIKELY)


def _parts(context: Context, whole: Figure) -> list[Figure]:
    following = context.document.figures[whole.index + 1 : whole.index + 7]
    if not following or not _OPENS.match(context.document.between(whole, following[0])):
        return []
    return list(takewhile(lambda figure: _is_part(figure, whole), following))


def _is_part(figure: Figure, whole: Figure) -> bool:
    return (
        figure.sentence == whole.sentence
        and figure.is_plain
        and figure.dimension is Dimension.COUNT
        and _PART.search(figure.label) is not None
    )
