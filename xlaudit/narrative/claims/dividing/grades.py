"""The good grades of a survey together: 非常满意236家、满意61家、一般17家，满意度93.1%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.figures import Figure
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.reading import Formula, Reading, Strength

__all__ = ["good_grades", "graded", "inside", "returned"]

_GRADES = "满意"
_INSIDE = re.compile(
    r"\s*(?:其中|(?:调查|测评|问卷|访问|评议)?结果(?:显示|表明|[是为中，：])|[^，。；：\d]{0,8}(?:问卷|样本|答卷|调查表)中)"
)
_RETURNED = re.compile(r"收回|回收|有效")


def graded(
    rate: Figure, grades: list[Figure], pool: list[Figure], *, is_open: bool
) -> Iterator[Reading]:
    """Yield the readings of all good grades, then of fewer, of the first amount alike."""
    if len(grades) < 2:
        return
    before = [f for f in pool if f.index < grades[0].index]
    least = sum(grade.value for grade in grades)
    for number in range(len(grades), 1, -1):
        for whole in reversed(before):
            alike = whole.dimension is grades[0].dimension and (
                same_measure(whole, grades[0]) or _RETURNED.search(whole.label) is not None
            )
            if whole.value < least or not alike:
                continue
            sure = number == len(grades) and whole is before[-1] and not is_open
            strength = Strength.LIKELY if sure else Strength.POSSIBLE
            yield Reading(Formula.RATIO_OF_SUM, (*grades[:number], whole), rate, strength)


def good_grades(word: str, pool: list[Figure]) -> list[Figure]:
    """Return the good grades of a survey: 非常满意, 满意, 基本满意."""
    if word != _GRADES:
        return []
    good = [f for f in pool if word in f.label and not re.search("[不未]", f.label)]
    return [f for f in good if f.label.rstrip("的为有：“”‘’").endswith(word)]


def inside(opening: str) -> bool:
    """Tell whether a sentence opens inside what the one before counts: 其中, 收回问卷中."""
    return _INSIDE.match(opening) is not None


def returned(word: str, wholes: list[Figure]) -> Figure | None:
    """Return the questionnaires that came back, of which alone somebody can be satisfied; the last ones named."""
    if word != _GRADES:
        return None
    return next((whole for whole in reversed(wholes) if _RETURNED.search(whole.label)), None)
