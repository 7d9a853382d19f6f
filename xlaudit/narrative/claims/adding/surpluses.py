"""What is left: of an income whose outlay stands in another sentence; of a 原值 whose 净值 stands before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_LEFT = re.compile(r"(?:结余|结存|结转|结转和?结余|滚存结余)(?:资金)?[为达共]*$")
_SPENT = re.compile(r"支出(?:决算)?(?:合计|总计|总额|数)?$")
_INCOME = re.compile(r"收入(?:决算)?(?:合计|总计|总额|数)?$")
_GROSS = re.compile(r"原值[为共]*$")
_WORN = re.compile(r"^(?:已提|已计提|累计)*折旧(?:额|金额)?[为共]*$")
_NET = re.compile(r"净值[为共]*$")
_APART = 16  # figures
_FEW_DIGITS = 3


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each such remainder."""
    document = context.document
    for figure in context.money_levels:
        if figure.period == "-1":
            continue
        if _LEFT.search(figure.lead):
            yield from _remainder(document, figure)
        elif _WORN.search(figure.lead):
            yield from _worn(document, figure)


def _is_amount(figure: Figure) -> bool:
    money = figure.dimension is Dimension.MONEY and figure.kind is Kind.LEVEL
    return money and figure.is_plain and figure.period != "-1"


def _remainder(document: Document, left: Figure) -> Iterator[Claim]:
    """Hold what is left against the income and the outlay before it, which may have been meant."""
    spent = _last(document, left, _SPENT)
    income = _last(document, spent, _INCOME) if spent else None
    if spent is None or income is None:
        return
    if len(left.digits) >= _FEW_DIGITS:
        reading = Reading(Formula.DIFFERENCE, (income, spent), left, Strength.POSSIBLE)
        yield Claim("difference", [reading], ceiling=Strength.LIKELY)


def _last(document: Document, before: Figure, name: re.Pattern[str]) -> Figure | None:
    """Return the nearest amount of a name before a figure."""
    figures = document.figures[max(0, before.index - _APART) : before.index]
    return next(
        (each for each in reversed(figures) if _is_amount(each) and name.search(core(each.label))),
        None,
    )


def _worn(document: Document, worn: Figure) -> Iterator[Claim]:
    """固定资产净值120万元…。固定资产原值300万元，累计折旧180万元: the net value may stand before."""
    gross = document.figures[worn.index - 1] if worn.index else worn
    if gross.sentence != worn.sentence or not _is_amount(gross) or not _GROSS.search(gross.lead):
        return
    behind = document.figures[worn.index + 1 : worn.index + 2]
    if behind and behind[0].sentence == worn.sentence and _NET.search(behind[0].lead):
        return  # told where the three stand in a row
    name = core(gross.lead).removesuffix("原值")[-4:]
    before = document.figures[max(0, gross.index - _APART) : gross.index]
    nets = [
        each for each in before if _is_amount(each) and _NET.search(each.lead) and name in each.lead
    ]
    if nets and nets[-1].paragraph == worn.paragraph:
        reading = Reading(Formula.DIFFERENCE, (gross, nets[-1]), worn, Strength.LIKELY)
        yield Claim("difference", [reading], ceiling=Strength.LIKELY)
