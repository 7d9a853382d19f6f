"""Averages of a genre's own things, whose amount and number have fixed names: 公务接待费…，129人次，人均…; 公车运行费…，4辆，平均每辆…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from xlaudit.narrative.claims.averaging.divisors import unit_of
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]


@dataclass(frozen=True, slots=True)
class _Thing:
    """What is averaged: the words of its average, of its amount and of its number, and the number's units."""

    mean: re.Pattern[str]
    whole: re.Pattern[str]
    number: re.Pattern[str]
    units: frozenset[str]
    is_told_apart: bool = False  # both bear a word that nothing else bears, however far they stand


_END = r"(?:接待|运行|维护|运维|费用|支出|花费|经费|成本|费)*[约为是仅达]*$"
_VISITS = r"人次|诊疗|就诊|入院|出院|住院|门诊|门急诊"
_THINGS = (
    _Thing(
        re.compile(rf"(?:人均|每人平均|平均每人次?|每人次平均|人次均){_END}"),
        re.compile(r"接待费|公务接待|^[，、；]?接待"),
        re.compile(r"接待|批|来访|^[，、；和及（]*(?:人次|人数|来宾)?$"),
        frozenset(("人次", "人")),
    ),
    _Thing(
        re.compile(rf"(?:批均|每批次?平均|平均每批次?){_END}"),
        re.compile(r"接待费|公务接待|^[，、；]?接待"),
        re.compile(r"接待|来访|^[，、；]?$"),
        frozenset(("批", "批次", "次")),
    ),
    _Thing(
        re.compile(
            rf"(?:车均|单车(?:年均|平均)?|辆均|台均|(?:平均)?每[辆台]车?平均|平均每[辆台]车?|每[辆台]车){_END}"
        ),
        re.compile(r"(?:车辆?|用车)[^，。；、]{0,8}(?:运行|运维|维护)|运行维护|车辆?运[行维]"),
        re.compile(r"车|保有|^[，、；现共（]*(?:有)?$"),
        frozenset(("辆", "台")),
    ),
    _Thing(
        re.compile(rf"门(?:急)?诊(?:病人|患者)?(?:次均|人均|每人次平均|平均每人次){_END}"),
        re.compile(r"门(?:急)?诊[^，。；、]{0,6}(?:收入|费用)"),
        re.compile(rf"门(?:急)?诊[^，。；]{{0,6}}(?:{_VISITS})?|诊疗"),
        frozenset(("人次", "人")),
        is_told_apart=True,
    ),
    _Thing(
        re.compile(rf"(?:住院|出院)(?:病人|患者)?(?:次均|人均|每人次平均|平均每人次){_END}"),
        re.compile(r"住院[^，。；、]{0,6}(?:收入|费用)"),
        re.compile(r"出院|住院"),
        frozenset(("人次", "人")),
        is_told_apart=True,
    ),
    _Thing(
        re.compile(rf"(?:(?<!人)次均|场均|每次平均|平均每[次场]){_END}"),
        re.compile(r"会议费"),
        re.compile(r"会"),
        frozenset(("次", "场", "个", "场次")),
    ),
)
_OTHER = re.compile(r"更新|新购|购置\d*$|报废|处置|新增|上年|去年|预算|控制|购置费|定额|标准|比|较")
_NORM = re.compile(r"标准|定额|控制|目标|不超|低于|高于|限额|预算|上年|去年|全[省国市县]")
_TELLING = re.compile(r"接待|批|来访|车|保有|会")
_BACK = 60  # figures
_PARAGRAPHS = 10
_NEAR = 6  # figures from the nearer of the two to the average


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each such average, of the nearest amount and the nearest number of these names."""
    for figure in context.means:
        if figure.dimension is not Dimension.MONEY or figure.period == "-1":
            continue
        things = [thing for thing in _THINGS if thing.mean.search(figure.lead)]
        if not things or _NORM.search(figure.lead):
            continue
        before = [
            each
            for each in context.document.figures[max(0, figure.index - _BACK) : figure.index][::-1]
            if figure.paragraph - each.paragraph <= _PARAGRAPHS and _is_amount(each)
        ]
        for thing in things:
            yield from _claim(figure, thing, before)


def _is_amount(figure: Figure) -> bool:
    level = figure.kind is Kind.LEVEL and not figure.is_word and bool(figure.value)
    return level and figure.period != "-1" and not AVERAGE.search(figure.lead)


def _claim(mean: Figure, thing: _Thing, before: list[Figure]) -> Iterator[Claim]:
    wholes = [
        each
        for each in before
        if each.dimension is Dimension.MONEY
        and thing.whole.search(each.label)
        and not _OTHER.search(each.lead)
    ]
    numbers = [
        each
        for each in before
        if each.dimension is Dimension.COUNT
        and unit_of(each) in thing.units
        and thing.number.search(each.lead)
        and not _OTHER.search(each.lead)
    ]
    if not wholes or not numbers:
        return
    if not thing.is_told_apart and not _are_near(mean, wholes[0], numbers[0], before):
        return
    own = [each for each in numbers if each.sentence == numbers[0].sentence]
    near = [each for each in wholes if each.paragraph == wholes[0].paragraph]
    sure = len({each.value for each in own}) == len({each.value for each in near}) == 1
    readings = [
        Reading(Formula.RATIO, (whole, number), mean, Strength.POSSIBLE)
        for whole in near
        for number in own
    ]
    if sure and mean.is_plain:
        reading = Reading(Formula.RATIO, (near[0], own[0]), mean, Strength.LIKELY)
        if rounds(reading):
            return
        readings = [reading]
    place = attrgetter("sentence" if "辆" in thing.units else "paragraph")
    here = place(near[0]) == place(own[0]) == place(mean) or thing.is_told_apart
    yield Claim("ratio", readings, ceiling=Strength.LIKELY, needs_slip=not here)


def _are_near(mean: Figure, whole: Figure, number: Figure, before: list[Figure]) -> bool:
    """Tell whether nothing else is counted in the number's unit behind it: 接待…，培训280人次，人均…."""
    last = next(each for each in before if unit_of(each) == unit_of(number))
    paid = next(each for each in before if each.dimension is Dimension.MONEY)
    if paid is not whole and not _TELLING.search(number.lead):
        return False  # 培训费5.86万元，233人，人均…
    return last is number and mean.index - max(number.index, whole.index) <= _NEAR
