"""The points of all rows make the full mark: asked once the marks make the total, so that every row is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlaudit.narrative.claims.scoring.score_rows import is_overall
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.judging.slips import is_slip
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core

__all__ = ["is_one_slip_off", "make_full_mark", "of_points"]

_FULL = Decimal(100)
_SEVERAL = 3
_LEAST = 50  # below it a total is of one block
_MOST = Decimal("0.55")  # of the full mark: one slip of a point seldom leaves less
_USUAL = (80, 120)  # with bonus points, or without an item that does not apply


def of_points(
    points: Sequence[Figure], totals: Sequence[Figure], stated: Figure | None
) -> Iterator[Claim]:
    """Yield a claim for the points of rows whose marks make the total, though the points make no full mark."""
    if stated is not None:
        yield Claim(
            "sum",
            [Reading(Formula.SUM, tuple(points), stated, Strength.CERTAIN)],
            is_closed=True,
        )
        return
    if totals and all(total.value < _LEAST for total in totals):
        return  # 以上三项共得23.7分: some of the rows
    reached = sum((figure.value for figure in points), Decimal())
    slipped = any(is_slip(each, each.value + _FULL - reached) for each in points)
    overall = all(is_overall(core(total.label)) for total in totals)
    if not overall and (not slipped or reached < _FULL * _MOST):
        return  # 履职效益自评得分36.2分: the total of one block, whose points nobody states
    note = f"各项分值合计{reached.normalize():f}分"
    sentence = f"{note}，不是满分{_FULL}分，而各项得分之和与总分相符，请核对各项分值。"
    usual = _USUAL[0] <= reached <= _USUAL[1] and not reached % 5
    sure = overall and slipped and not usual and len(points) >= _SEVERAL
    strength = Strength.CERTAIN if sure else Strength.LIKELY
    first, *others = points
    reading = Reading(Formula.GRADE, tuple(others), first, strength, counted=0, note=note)
    yield Claim("score", [reading], ceiling=strength, message=sentence)


def is_one_slip_off(parts: Sequence[Figure], total: Figure) -> bool:
    """Tell whether parts do not make their total, but would if one figure were mistyped; marks have few digits."""
    gap = sum((part.value for part in parts), Decimal()) - total.value
    if not gap:
        return False
    return is_slip(total, total.value + gap) or any(
        part.value > gap and is_slip(part, part.value - gap) for part in parts
    )


def make_full_mark(points: Sequence[Figure]) -> Claim:
    """Claim the points of rows that make a hundred, which nobody states: a slip in one of them is told above."""
    first, *others = points
    note = f"各项分值合计{_FULL}分"
    reading = Reading(Formula.GRADE, tuple(others), first, Strength.LIKELY, counted=1, note=note)
    return Claim("score", [reading], ceiling=Strength.LIKELY)
