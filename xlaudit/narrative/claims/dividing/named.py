"""Rates that have their own two amounts right before them: 报审A，核减B，核减率R; 编制A，在职B，在职人员控制率R."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from xlaudit.narrative.claims.dividing.wording import has_own_base
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]


class _Name(NamedTuple):
    """A rate's name, and the words that its whole and its part stand behind."""

    rate: re.Pattern[str]
    whole: re.Pattern[str]
    part: re.Pattern[str]
    is_apart: bool = False  # the part is another amount, which the whole is compared with


_SUM = r"(?:价|金额|资金|总额|造价|数|合计|总价|额)*[为是共]?$"
_OFF = re.compile(
    r"^(?:预决算|预算|决算|收入|支出|收支)*(?:差异|偏差|偏离|变动|增减)(?:率|幅度?|度|比例)[为达]?到?$"
)
_NAMES = (
    _Name(
        re.compile(r"^(?:资金|平均|综合)?(?:节约|节支|核减|审减|下浮|节省)率[为达]?到?$"),
        re.compile(rf"(?:预算|控制价|最高限价|概算|估算|送审|报审){_SUM}"),
        re.compile(
            r"^(?:共|合计|累计)?(?:节约|节支|核减|审减|节省)(?:财政)?(?:资金|金额|额|了|投资)*$"
        ),
    ),
    _Name(
        re.compile(r"^(?:预算)?调整率[为达]?到?$"),
        re.compile(rf"(?:年初|期初)[^，。；]{{0,8}}(?:预算|批复|下达|安排){_SUM}"),
        re.compile(
            r"^(?:年中|全年|当年)?(?:净?追加|净?调增|净?调减|追减|净?增加|净?减少)(?:预算|资金|金额|了)*$"
        ),
    ),
    _Name(
        _OFF,
        re.compile(rf"预算(?:批复|下达|安排)?{_SUM}"),
        re.compile(
            r"(?:[比较与](?:年初|期初|全年|调整后?)?(?:批复的?)?(?:[收支][入出])?预算(?:数|安排)?(?:相比)?，?|相差|差异额?|偏差额?|差额)(?:净?增加|净?减少|净?增|净?减|多|少|相差)?(?:了|支出?|支|收|额|为)*$"
        ),
    ),
    _Name(
        _OFF,
        re.compile(rf"(?:年初|期初)[^，。；]{{0,8}}预算(?:批复|下达|安排)?(?:[收支][入出])?{_SUM}"),
        re.compile(rf"决算(?:[收支][入出])?{_SUM}"),
        is_apart=True,
    ),
    _Name(
        re.compile(r"^(?:经费|预算|支出)?(?:控制率|执行率|完成率)[为达]?到?$"),
        re.compile(rf"^控制在[^，。；]{{0,6}}(?:预算|限额|控制数|指标){_SUM}"),
        re.compile(rf"(?:支出|决算|执行|使用){_SUM}"),
    ),
    _Name(
        re.compile(
            r"^(?:(?:(?:在职)?人员|编制|在编人员)(?:控制|使用|占用)?率|[在满到]编率)[为达]?到?$"
        ),
        re.compile(r"编制(?:总数|人数|数|总额)?[为是共]?$"),
        re.compile(
            r"(?:在职|在编|实有|在岗|现有|在册)(?:在职|在编|在岗)?(?:人员|职工|干部职工|教职工|人数|民警|干警|警员|教师|医务人员|工作人员)?[为是共有]?$"
        ),
    ),
)
_FEW = 4
_AMOUNTS = 2
_HEADCOUNT = frozenset("人名个")


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate of such a name with its whole and its part right before it."""
    figures = context.document.figures
    for rate in context.plain_percentages:
        if rate.index < _AMOUNTS or "率" not in rate.lead:
            continue
        pair = (figures[rate.index - 2], figures[rate.index - 1])
        if not all(_is_amount(each, rate) for each in pair):
            continue
        for name in _NAMES:
            if name.rate.search(rate.lead) and not has_own_base(context, rate):
                yield from _named(context, name, pair, rate)


def _named(
    context: Context, name: _Name, pair: tuple[Figure, Figure], rate: Figure
) -> Iterator[Claim]:
    before = context.document.figures[max(0, pair[0].index - _FEW) : pair[0].index]
    if any(other.sentence == rate.sentence and name.whole.search(other.lead) for other in before):
        return  # 行政编制45名，事业编制80名: both together
    for whole, part in (pair, pair[::-1]):
        found = name.whole.search(whole.lead) and name.part.search(part.lead)
        plain = part.is_plain and (whole.is_plain or whole.lead.startswith("控制在"))
        if found and plain and whole.value and _alike(whole, part):
            meant = Reading(Formula.RATIO, (part, whole), rate, Strength.CERTAIN)
            if name.is_apart:
                signs = (1 if part.value > whole.value else -1,)
                meant = Reading(
                    Formula.CHANGE_OF_LEVELS, (whole, part), rate, Strength.LIKELY, signs
                )
            yield Claim("ratio", [meant], is_closed=True)
            return


def _is_amount(figure: Figure, rate: Figure) -> bool:
    counted = figure.dimension in (Dimension.MONEY, Dimension.COUNT) and not figure.is_word
    level = figure.kind in (Kind.LEVEL, Kind.CHANGE)
    return level and counted and figure.sentence == rate.sentence


def _alike(whole: Figure, part: Figure) -> bool:
    if whole.dimension is not part.dimension:
        return False
    people = {whole.quantity.unit.text, part.quantity.unit.text} <= _HEADCOUNT
    return people or same_measure(whole, part)
