"""Rates of all that was spent, of what was given in an earlier chapter: 共投入12600万元…／累计支付12238.66万元，支出进度97.13%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_RATE = re.compile(
    r"^[，、；（]?(?:总体|总|整体|全年|综合|部门|预算|资金|项目|年度)*(?:执行率|支出率|支付率|使用率|到位率|拨付率|支出进度|执行进度|支付进度|完成(?:率|比例)?|"
    r"(?:为|占|完成)(?:全年|年度|年初|调整后?|到位|下达|总|项目)*(?:预算|资金|投资|计划)(?:数|总额|总数|资金)?的)[为是达到约]*$"
)
_SPENT = re.compile(
    r"(?:支出|支付|使用|拨付|列支|到位|执行)(?:决算|总额|合计|总计|资金|工程款|数|金额|使用)?[为共了达到]*$"
)
_ITEM = re.compile(
    r"其中|基本支出|项目支出|中央|省级|市级|县级|区级|培训|补助|补贴|采购|接待|购置|专项"
)
_GIVEN = re.compile(
    r"(?:预算|资金|投资|下达|到位|安排|投入|规模|计划|可用财力|收入)(?:总?数|总?额|规模|合计|共计|总计|共)*[为是共达]*$"
)
_NOT = re.compile(r"结转|结余|支出|支付|上年|去年|其中|[比较]|中标|合同")
_PER_CENT = 3  # digits that hardly tie by chance
_BACK = 90  # figures
_PARAGRAPHS = 6
_MOST = 8  # figures of a sentence
_LEAST = 4  # times what was spent: more than that is of something larger


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate right behind a total, of the amounts given in other sentences."""
    figures = context.document.figures
    for rate in context.plain_percentages:
        if rate.kind is Kind.GROWTH or not rate.index or not _RATE.search(rate.lead):
            continue
        spent = figures[rate.index - 1]
        if spent.depth > rate.depth and rate.index > 1:
            spent = figures[rate.index - 2]  # 342617.38万元（约34.26亿元），执行率93.10%
        if spent.sentence != rate.sentence or not _is_amount(spent) or not spent.value:
            continue
        if any(each.sentence == spent.sentence for each in context.money_before(spent, _MOST)):
            continue  # its own sentence tells more of it
        if _SPENT.search(core(spent.lead)) and not _ITEM.search(spent.lead):
            yield from _claim(context, spent, rate)


def _is_amount(figure: Figure) -> bool:
    return figure.dimension is Dimension.MONEY and figure.kind is Kind.LEVEL and figure.is_plain


def _claim(context: Context, spent: Figure, rate: Figure) -> Iterator[Claim]:
    most = spent.value * _LEAST
    given = [
        figure
        for figure in context.money_before(spent, _BACK)
        if figure.value <= most
        and spent.value <= figure.value * 2
        and figure.sentence != spent.sentence
        and figure.period != "-1"
        and not _NOT.search(figure.lead)
        and (_GIVEN.search(figure.lead) or figure.index in context.heads)
    ]
    if not given:
        return
    unique = len({each.value for each in given}) == 1 and bool(_GIVEN.search(given[0].lead))
    unique = unique and spent.paragraph - given[0].paragraph <= _PARAGRAPHS
    readings = [Reading(Formula.RATIO, (spent, each), rate, Strength.POSSIBLE) for each in given]
    if unique and not rounds(readings[0]):
        readings = [Reading(Formula.RATIO, (spent, given[0]), rate, Strength.LIKELY)]
    elif len(rate.digits.strip("0")) < _PER_CENT:
        return
    yield Claim("ratio", readings, ceiling=Strength.LIKELY, needs_slip=True)
