"""One slip of a typing hand, told from two and from none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.narrative.texts import check_text
from xlaudit.narrative.judging.slips import slip_rank

WAN = Decimal(10000)
SLIPS = [  # printed, what was meant (in the unit written), rank
    ("84.62万元", "48.62", 2),  # transposed
    ("84.62万元", "84.92", 2),  # substituted
    ("8.62万元", "84.62", 1),  # one digit lost
    ("864.62万元", "84.62", 1),  # one too many
    ("846.2万元", "84.62", 1),  # the point misplaced
    ("84.6万元", "84.26", 1),  # one lost behind the point
    ("1.11万元", "11.21", 0),  # none lost leaves as many decimals, and others
    ("11.21万元", "1.11", 0),
    ("84.62万元", "48.26", 0),
    ("84.62万元", "84.62", 0),
    ("0.2万元", "0.0267", 0),  # more decimals than were printed: another amount
    ("5万元", "0.37", 0),
]


@pytest.mark.parametrize(("printed", "meant", "rank"), SLIPS)
def test_one_slip(printed: str, meant: str, rank: int) -> None:
    [figure] = check_text(f"支出{printed}。").figures
    assert slip_rank(figure, Decimal(meant) * WAN) == rank


def test_the_same_name_under_two_headings_is_not_asked_about() -> None:
    text = (
        "（一）基金预算\n县级基金收入4.5亿元，省提前下达补助0.2亿元。\n"
        "（二）国有资本经营预算\n县级收入570万元，省提前下达补助267万元。"
    )
    narrative = check_text(text)
    assert (*narrative.causes, *narrative.further) == ()


def test_two_rates_that_look_alike_are_two() -> None:
    narrative = check_text("一般收入完成年初预算的112.54%。\n基金收入完成年初预算的112.59%。")
    assert (*narrative.causes, *narrative.further) == ()
