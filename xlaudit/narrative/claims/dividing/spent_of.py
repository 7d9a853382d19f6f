"""What was spent of what was given, whatever the two are called: 到位3180万元，支出2765万元，支出进度86.9%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlaudit.narrative.claims.dividing.wording import has_own_base
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import Tier, judge
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_RATE = re.compile(
    r"^[，、；]?(?:总体|总|整体|年度|预算|资金|采购|支出|费用|经费)*(?:执行率|支出率|支付率|使用率|拨付率|控制率|兑付率|完成率|及时率|执行进度|支出进度|支付进度|完成比例|完成|"
    r"(?:完成|为|是|占|相当于)(?P<base>年初|全年|年度|调整后?)?(?:预算|控制数|计划|安排数|到位数|到位资金)(?:数|资金|安排)?的)[为是达到约]*$"
)
_GIVEN = re.compile(
    r"(?:预算|安排|到位|收到|下达|计划|控制数|限额|核定|批复|投资|应(?:在)?[^，。；]{0,6}(?:拨付|支付|兑付))(?:数|资金|总?额|补助|安排|批复|直达资金|专项)*[为是共达]*$|收到[^，。；\d]{0,8}$"
)
_SPENT = re.compile(
    r"(?:支出|实际|兑付|使用|拨付|完成|支付|花费|列支|采购|发放|决算|执行)(?:数|资金|总?额|决算|支付|拨付|支出|采购|发放|花费|使用|完成)*[为是共达了]*$"
)
_PARTS = re.compile(r"其中|包括|含|分别|[:：]")
_APART = re.compile(r"^[，、；]?(?:[比较]|同比|上年|去年|结转|结余|剩余|节约|余|追加|调[增减整])")
_BACK = 10  # figures
_REACH = 300  # characters
_MOST = Decimal("1.3")  # more than that was spent of something else


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate whose stretch of a sentence has one amount given and one spent."""
    for rate in context.rates:
        match = _RATE.match(rate.lead)
        if match is None or has_own_base(context, rate):
            continue
        given, spent = _pair(context, rate)
        if given is None or spent is None or not given.value:
            continue
        opening = given.fact == "initial_budget" and match["base"] != "年初"
        if opening and "控制" not in rate.lead and not _is_alone(context, given, rate):
            continue  # a rate beside the opening budget is often of the adjusted one
        reading = Reading(Formula.RATIO, (spent, given), rate, Strength.LIKELY)
        judgement = judge(reading)
        if judgement is not None and judgement.tier in (Tier.TIED, Tier.CONTRADICTION):
            yield Claim("ratio", [reading], ceiling=Strength.LIKELY, needs_slip=opening)


def _pair(context: Context, rate: Figure) -> tuple[Figure | None, Figure | None]:
    """Return what was given and what was spent: nothing where either stands there twice, or last year's."""
    text = context.document.text
    reach = max(0, rate.start - _REACH)
    start = max(text.rfind(sign, reach, rate.start) for sign in "；\n")
    start = max(start, reach)
    given: list[Figure] = []
    spent: list[Figure] = []
    others: list[Figure] = []
    for figure in context.document.figures[max(0, rate.index - _BACK) : rate.index][::-1]:
        if figure.sentence != rate.sentence or figure.start < start:
            break
        if figure.dimension is Dimension.RATE and figure.kind is Kind.RATE:
            break
        if "调整" in figure.lead and figure.fact != "budget":
            return None, None  # 预算140万元，调整为120万元: another budget than the one named so
        if not _is_amount(figure, rate) or _is_part(text, start, figure):
            continue
        label = core(figure.lead) or figure.lead
        if _GIVEN.search(label):
            given.append(figure)
        elif _SPENT.search(label):
            spent.append(figure)
        else:
            others.append(figure)
    both = len(given) == len(spent) == 1 and spent[0].value <= given[0].value * _MOST
    both = both and all(each.value < spent[0].value for each in others)
    return (given[0], spent[0]) if both else (None, None)


def _is_amount(figure: Figure, rate: Figure) -> bool:
    level = figure.dimension is Dimension.MONEY and figure.kind is Kind.LEVEL and figure.is_plain
    return level and figure.depth == rate.depth and not _APART.search(figure.lead)


def _is_part(text: str, start: int, figure: Figure) -> bool:
    """Tell whether an amount is one of those that its own clauses split another into."""
    stop = max(text.rfind("。", start, figure.start), start)
    return _PARTS.search(text, stop + 1, figure.start) is not None


def _is_alone(context: Context, given: Figure, rate: Figure) -> bool:
    near = context.document.figures[max(0, given.index - _BACK) : rate.index]
    return not any(e.fact in ("budget", "adjustment") and e is not given for e in near)
