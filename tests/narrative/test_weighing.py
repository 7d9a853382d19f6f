"""Contradictions weighed by what holds: a slip in a figure that nothing bears out is an error."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.narrative.texts import check_text
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.judging.policy import Outcome, Verdict
from xlaudit.narrative.judging.slips import mends
from xlaudit.narrative.judging.tolerance import judge
from xlaudit.narrative.judging.weighing import borne_out, weighed
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength


def figures(text: str) -> list[Figure]:
    return list(check_text(text).figures)


def outcome(
    operands: list[Figure], result: Figure, verdict: Verdict, strength: Strength = Strength.LIKELY
) -> Outcome:
    reading = Reading(Formula.SUM, tuple(operands), result, strength)
    judgement = judge(reading)
    assert judgement is not None
    found = tuple(mends(reading, judgement.computed))
    return Outcome(Claim("sum", [reading]), reading, judgement, verdict, found)


def verdicts(outcomes: list[Outcome], around: Sequence[Figure] = ()) -> list[Verdict]:
    return [each.verdict for each in weighed(outcomes, around)]


def test_a_slip_in_a_figure_that_nothing_bears_out_is_an_error() -> None:
    first, second, total = figures("甲812.46万元，乙355.38万元，丙1176.84万元")  # 1167.84
    assert verdicts([outcome([first, second], total, Verdict.HINT)]) == [Verdict.INCONSISTENT]


def test_a_slip_in_figures_that_are_borne_out_is_a_question() -> None:
    first, second, total, *rest = figures(
        "甲812.46万元，乙355.38万元，丙1176.84万元，丁364.38万元，戊1171.21万元，己1167.84万元"
    )
    one, other, third = rest
    doubt = outcome([first, second], total, Verdict.HINT)
    assert doubt.mends
    holding = [
        outcome([first, one], total, Verdict.CONSISTENT),
        outcome([first, second], third, Verdict.CONSISTENT),
    ]
    assert verdicts([doubt, *holding])[0] is Verdict.HINT
    assert other.index not in borne_out(holding)


def test_an_error_needs_a_figure_that_no_other_relation_surely_bears_out() -> None:
    first, second, total, one, third = figures(
        "甲812.46万元，乙355.38万元，丙1200.84万元，丁388.38万元，戊1167.84万元"
    )
    wrong = outcome([first, second], total, Verdict.INCONSISTENT)
    sure = [
        outcome([first, one], total, Verdict.CONSISTENT),
        outcome([first, second], third, Verdict.CONSISTENT),
    ]
    assert verdicts([wrong, *sure])[0] is Verdict.HINT
    perhaps = [
        outcome([first, one], total, Verdict.CONSISTENT, Strength.POSSIBLE),
        outcome([first, second], third, Verdict.CONSISTENT),
    ]
    assert verdicts([wrong, *perhaps])[0] is Verdict.INCONSISTENT


@pytest.mark.parametrize(
    ("total", "verdict"),
    [
        ("94.92分", Verdict.HINT),  # 30 more: a row of 30 points may have been overlooked
        ("64.42分", Verdict.INCONSISTENT),  # no row makes it less
        ("64.29分", Verdict.INCONSISTENT),
        ("69.42分", Verdict.INCONSISTENT),  # 4.50 more is no round number
    ],
)
def test_a_round_rest_may_be_a_row_that_was_overlooked(total: str, verdict: Verdict) -> None:
    *rows, whole = figures(f"甲9.72分，乙18.5分，丙9分，丁18分，戊9.7分，己{total}")
    assert verdicts([outcome(rows, whole, Verdict.HINT)]) == [verdict]


def test_a_mark_below_its_points_bears_nothing_out_and_the_full_mark_does() -> None:
    points, mark = figures("甲20分，乙18.5分")
    full, won = figures("甲20分，乙20分")
    for limit, result, expected in ((points, mark, 0), (full, won, 2)):
        reading = Reading(Formula.AT_MOST, (limit,), result, Strength.CERTAIN)
        judgement = judge(reading)
        assert judgement is not None
        holding = Outcome(Claim("score", [reading]), reading, judgement, Verdict.CONSISTENT)
        assert len(borne_out([holding])) == expected


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("甲812.46万元，乙812.46万元，合计1167.84万元", Verdict.INCONSISTENT),
        ("甲812.46万元，乙812.46元，合计1167.84万元", Verdict.HINT),  # another unit
        ("甲800万元，乙800万元，合计1167.84万元", Verdict.HINT),  # round numbers often meet
        ("甲812.46万元，乙371.38万元，合计1167.84万元", Verdict.HINT),
    ],
)
def test_an_amount_copied_from_its_neighbour_is_an_error(text: str, verdict: Verdict) -> None:
    around = figures(text)
    doubt = outcome(around[:2], around[2], Verdict.HINT)._replace(mends=())
    assert verdicts([doubt], around) == [verdict]


def test_a_part_of_a_relation_that_holds_contradicts_nothing() -> None:
    opening, income, spent, closing = figures(
        "期初62.30万元，收入1.00万元，支出0.97万元，期末62.33万元"
    )
    reading = Reading(Formula.SUM, (opening, income, spent), closing, Strength.LIKELY, (1, 1, -1))
    judgement = judge(reading)
    assert judgement is not None
    holding = Outcome(Claim("sum", [reading]), reading, judgement, Verdict.CONSISTENT)
    part = reading._replace(operands=(opening, spent), signs=(1, -1))
    judgement = judge(part)
    assert judgement is not None
    doubt = Outcome(Claim("sum", [part]), part, judgement, Verdict.HINT)
    assert weighed([holding, doubt], []) == [holding]


@pytest.mark.parametrize(
    ("stated", "operands", "kept"),
    [
        ("60.26万元", ("甲", "乙"), False),  # 22.14 of them, and all three borne out elsewhere
        ("23.26万元", ("甲", "乙"), True),  # near: one of them may be stale
        ("60.26万元", ("甲", "戊"), True),  # nothing bears 戊 out
    ],
)
def test_a_wide_contradiction_between_figures_borne_out_was_never_meant(
    stated: str, operands: tuple[str, str], *, kept: bool
) -> None:
    text = f"甲12.46万元，乙9.68万元，丙{stated}，丁17.80万元，戊9.68万元"
    named = dict(zip("甲乙丙丁戊", figures(text), strict=True))
    doubt = outcome([named[name] for name in operands], named["丙"], Verdict.HINT)
    holding = [
        outcome([named["甲"], named["丁"]], named["丙"], Verdict.CONSISTENT),
        outcome([named["乙"], named["丁"]], named["甲"], Verdict.CONSISTENT, Strength.POSSIBLE),
    ]
    assert (doubt in weighed([doubt, *holding], [])) == kept
