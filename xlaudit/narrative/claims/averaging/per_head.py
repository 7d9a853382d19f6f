"""So much a head of the staff, whose number stands in the chapter on the organisation: 人均公用经费1.98万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_MEAN = re.compile(
    r"(?:(?P<before>[^，。；：（）\d]{0,12}?)(?:支出)?(?:按照?[^，。；]{0,14}?(?:计算|算|测算|口径|折算))?，?)?(?P<noun>人均|生均)(?P<more>[^，。；：、（）\d]{0,12})$"
)
_SPEND = re.compile(r"(?:支出|经费支出|费用|负担|水平|收入)?[为是仅约只有达]*$")
_STAFF = re.compile(
    r"(?:在职|在编|在岗|实有|年末|现有|平均)(?:在职|在编|在岗)?(?:人员|职工|干部职工|干部|人数|教职工|员工|总人数)?(?:总数|合计)?[为是共有]*$|(?:干部职工|教职工|职工总数|在岗职工)[为是共有]*$"
)
_PUPILS = re.compile(
    r"(?:在校|在籍|受益|享受政策的?)(?:学生|生)(?:人数|数|总数)?(?:共计)?[为是共有]*$|^学生[为是共]*$"
)
_PARTS = re.compile(r"行政|事业|工勤|参公|其中|退休|上年|去年|编外|临聘|女|机关|党员")
_COMMA = re.compile(r"^[，、；：]")
_NORM = re.compile(r"标准|定额|控制|目标|不超|低于|高于|限额|全[省国市县]|[比较]")
_OF_STAFF = re.compile(
    "公用|人员|工资|薪|福利|办公|差旅|运转|基本支出|工会|取暖|津贴|奖金|会议|三公"
)
_RECEIVE = re.compile(
    "受益|服务|救助|惠及|群众|学员|对象|居民|患者|老人|儿童|农民|困难|残疾|培训|参训"
)
_PLANNED = re.compile(r"计划|目标|任务|应|拟|编制")
_BACK = 90  # figures
_SHORTEST = 3
_EXACT = 3  # digits that hardly tie by chance


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each amount a head whose whole is named before, and whose heads are the staff."""
    for figure in context.means:
        if figure.dimension is not Dimension.MONEY or figure.period == "-1":
            continue
        match = _MEAN.search(core(figure.lead) or figure.lead)
        if match is None or _NORM.search(figure.lead):
            continue
        before = context.document.figures[max(0, figure.index - _BACK) : figure.index]
        heads = (
            list(_served(before, figure))
            or _receiving(before, figure)
            or list(_heads(before, match["noun"]))
        )
        wholes = _wholes(context, before, figure, match)
        if heads and wholes:
            yield from _claim(figure, heads, wholes)


def _heads(before: list[Figure], noun: str) -> Iterator[Figure]:
    """Yield the numbers of the staff, the nearest first."""
    words = _PUPILS if noun == "生均" else _STAFF
    for each in reversed(before):
        counted = each.dimension is Dimension.COUNT and each.quantity.unit.text[:1] in "人名"
        if not counted or each.kind is not Kind.LEVEL or not each.value or not each.is_plain:
            continue
        label = _COMMA.sub("", each.lead)
        if (words.search(label) or words.search(core(label))) and not _PARTS.search(each.lead):
            yield each


def _served(before: list[Figure], mean: Figure) -> Iterator[Figure]:
    """Yield the people whom the clause right before an average counts: 服务1070人，完成率101.90%，人均康复经费1200元."""
    for each in reversed(before):
        if each.sentence != mean.sentence:
            return
        if each.dimension is Dimension.RATE or each.depth > mean.depth:
            continue
        counted = each.dimension is Dimension.COUNT and each.quantity.unit.text[:1] in "人名"
        plain = each.kind is Kind.LEVEL and each.value and each.is_plain
        other = _PLANNED.search(each.lead) or _PARTS.search(each.lead) or _is_staff(each)
        if counted and plain and not other:
            yield each
        return


def _receiving(before: list[Figure], mean: Figure) -> list[Figure]:
    """Return those of the sentence who receive what is no cost of the staff: 受益群众6240人，在职18人，人均项目经费600元."""
    if _OF_STAFF.search(mean.lead):
        return []
    return [
        each
        for each in reversed(before)
        if each.sentence == mean.sentence
        and each.dimension is Dimension.COUNT
        and each.quantity.unit.text[:1] in "人名"
        and each.value
        and each.is_plain
        and _RECEIVE.search(each.lead)
        and not _PLANNED.search(each.lead)
    ]


def _is_staff(figure: Figure) -> bool:
    label = _COMMA.sub("", figure.lead)
    return any(words.search(label) is not None for words in (_STAFF, _PUPILS))


def _wholes(
    context: Context, before: list[Figure], mean: Figure, match: re.Match[str]
) -> list[Figure]:
    """Return the amounts of the average's name, the nearest first; in brackets, the amount before these."""
    name = _SPEND.sub("", match["more"]) or _SPEND.sub("", match["before"] or "")
    name = _SPEND.sub("", core(name))
    last = before[-1] if before else None
    if last is not None and mean.depth > last.depth and _is_money(last) and not name:
        return [last] if context.document.between(last, mean).startswith("（") else []
    if len(name) < _SHORTEST:
        return []
    return [
        each
        for each in reversed(before)
        if _is_money(each) and _bare(name) in each.label and not AVERAGE.search(each.label)
        if each.period != "-1"
        and _bare(core(each.label).rstrip("支出合计为共")).endswith(_bare(name))
    ]


def _bare(name: str) -> str:
    """Return 公用 of 公用经费, as brackets tell it: 基本支出（人员986万元，公用141万元）."""
    return name.removesuffix("经费") or name


def _is_money(figure: Figure) -> bool:
    return figure.dimension is Dimension.MONEY and figure.kind is Kind.LEVEL and figure.is_plain


def _claim(mean: Figure, heads: list[Figure], wholes: list[Figure]) -> Iterator[Claim]:
    unique = all(len({each.value for each in group}) == 1 for group in (heads, wholes))
    few = len(mean.digits.strip("0")) < _EXACT
    readings = [
        Reading(
            Formula.RATIO,
            (whole, head),
            mean,
            Strength.LIKELY if unique and mean.is_plain else Strength.POSSIBLE,
        )
        for whole in wholes
        for head in heads
    ]
    if unique:
        readings = readings[:1]
        if rounds(readings[0]):
            return
    elif few:
        readings = readings[:1]  # the nearest of both
    yield Claim("ratio", readings, ceiling=Strength.LIKELY)
