"""Rates whose very name fixes both amounts, wherever these stand in the paragraphs before: 编制使用率, 入住率, 成新率."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from xlaudit.narrative.claims.dividing.wording import has_own_base
from xlaudit.narrative.context import Context, among
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_PEOPLE = "人名个"
_STAFF = r"(?:在职|在编|实有|在岗|现有|在册)(?:在职|在编|在岗)?(?:正式)?(?:人员|职工|干部职工|教职工|工作人员|干部|人数|总数)?(?:总数|合计)?[为是共有]*$"
_POSTS = r"编制(?:总数|人数|总额|员额|数)?(?:合计)?[为是共有]*$"
_INHABITANTS = r"(?:户籍|常住|总|服务|农业|辖区|全[省市县区镇乡])?人口(?:总数|数)?[为是共约有]*$"


@dataclass(frozen=True, slots=True)
class _Name:
    """A rate's name, the words at the end of its part and its whole, and the units these are counted in."""

    rate: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    units: tuple[str, str] = ("", "")  # of the part, of the whole; nothing: any, and money
    is_rest: bool = False  # the part is what is missing from the whole
    days: int = 0  # the whole is for each day of the year
    is_quotient: bool = False  # told without %


def _name(rate: str, part: str, whole: str, **more: object) -> _Name:
    return _Name(re.compile(rate), re.compile(part), re.compile(whole), **more)  # type: ignore[arg-type]


_NAMES = (
    _name(
        r"(?:(?:在职|财政供养|供养|在编)人员(?:控制)?率|编制(?:使用|控制|占用|利用)率|在编率|[满到]编率|人员控制率|实有人数除以编制数)[为是达到约]*$",
        _STAFF,
        _POSTS,
        units=(_PEOPLE, _PEOPLE),
    ),
    _name(
        r"(?:[空缺]编|编制空缺)率[为是达到约]*$",
        _STAFF,
        _POSTS,
        units=(_PEOPLE, _PEOPLE),
        is_rest=True,
    ),
    _name(
        r"入住率[为是达到约]*$",
        r"入住(?:老人|人数|人员|学生|特困人员|对象)?[为是共有]*$",
        r"床位(?:数|总数|合计)?[为是共有]*$",
        units=("人名位", "张床个"),
    ),
    _name(
        r"(?:医保|养老|居民|基本)?[^，。；]{0,6}?参[保合]率[^，。；\d]{0,10}$",
        r"参[保合](?:人员|居民|人数|人口)?(?:总数)?[为是共有达到]*$",
        _INHABITANTS + r"|应参[保合](?:人员|居民|人数|人口)?[为是共有]*$",
        units=("人名", "人名"),
    ),
    _name(
        r"(?:签约|建档|持证|住院|登记|接种)率[为是达到约]*$",
        r"(?:签约|健康档案|建档|有效证|住院|登记)[^，。；\d]{0,4}$",
        _INHABITANTS,
        units=("人份张名户次", "人名"),
    ),
    _name(
        r"成新率[为是达到约]*$",
        r"(?:固定资产|资产)?净[值额][为是共]*$",
        r"(?:固定资产|资产)?原值[为是共]*$",
    ),
    _name(
        r"成新率[为是达到约]*$",
        r"累计折旧[为是共]*$",
        r"(?:固定资产|资产)?原值[为是共]*$",
        is_rest=True,
    ),
    _name(
        r"(?:床位|病床)(?:使用|占用|周转使用)率(?:（[^（）]*）)?[为是达到约]*$",
        r"(?:占用|使用|开放占用)(?:总)?(?:床日)?(?:数)?[为是共]*$",
        r"(?:编制|实际?开放|开放|核定|床位)总?(?:床位|病床|床日)?(?:数)?[为是共]*$",
        units=("床日", "张床"),
        days=365,
    ),
    _name(
        r"(?:销售|营业)?利润率[为是达到约]*$",
        r"利润(?:总额)?[为是共达]*$",
        r"(?:销售|营业|商品)(?:收入|额|总额)?[为是共达]*$",
    ),
    _name(
        r"负荷率[为是达到约]*$",
        r"日均(?:处理)?(?:污水|水量|垃圾)?[约为]*$",
        r"日处理能力[^，。；\d]{0,8}$",
    ),
    _name(
        r"流动比率[为是约]*$",
        r"流动资产(?:合计|总额)?[为是共]*$",
        r"流动负债(?:合计|总额)?[为是共]*$",
        is_quotient=True,
    ),
)
_ANY = re.compile(
    r"编率|空缺率|占用率|利用率|控制率|使用率|除以编制数|入住率|参[保合]率|签约率|建档率|持证率|住院率|成新率|利润率|负荷率|流动比率"
)
_ONE_KIND = re.compile(
    r"行政|事业|工勤|参公|政法|公益|机关|公安|非流动|其中|退休|上年|去年|目标|计划|护理型|空编|缺编|超编|新增|医疗机构|项目"
)
_ENTIRE = re.compile(r"机关(?:本级)?[及和与、](?:所属|下属|直属)")  # not of one kind of posts
_SAYS_BASE = re.compile(r"（[按以][^（）]{0,10}(?:人口|床位|编制|在岗|365)")
_BACK = 160  # figures
_PARAGRAPHS = 30


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate of such a name, of the only two amounts of these words near it."""
    bare = (f for f in context.document.figures if f.kind is Kind.BARE and "比率" in f.lead)
    for rate in (*context.rates, *bare):
        if not rate.is_plain or not _ANY.search(rate.lead):
            continue
        readings: list[Reading] = []
        for name in _NAMES:
            if name.rate.search(rate.lead) and name.is_quotient is (rate.kind is Kind.BARE):
                readings += _readings(context, name, rate)
        if readings:
            here = all(each.paragraph == rate.paragraph for each in readings[0].operands)
            yield Claim(
                "ratio",
                readings,
                ceiling=Strength.LIKELY,
                needs_slip=not here,
                message=_told(readings[0]) if rate.kind is Kind.BARE else "",
            )


def _told(reading: Reading) -> str:
    """Return the sentence about a quotient that is told without %."""
    result, (part, whole) = reading.result, reading.operands
    computed = (part.value / whole.value).quantize(Decimal(1).scaleb(-result.quantity.decimals))
    return f"“{core(result.lead)}”写作{result.text}，按{part.text}÷{whole.text}应为{computed}，请核对。"


def _readings(context: Context, name: _Name, rate: Figure) -> Iterator[Reading]:
    """Yield the quotient of the two amounts nearest before; sure enough to ask where no other bears their name."""
    parts = _named(context, rate, name.part, name.units[0])
    wholes = _named(context, rate, name.whole, name.units[1]) if parts else []
    whole = next((each for each in wholes if each.value), None)
    if whole is None:
        return
    near = [each for each in parts if each.paragraph == parts[0].paragraph]
    unique = len({each.value for each in near}) == 1
    own = [each for each in wholes if each.paragraph == whole.paragraph]
    if name.days:  # what was open is printed in days: a leap year has 366 of them
        own = [each for each in own if _is_daily(context, each)] or own
    unique = unique and len({each.value for each in own}) == 1
    if has_own_base(context, rate) and not _SAYS_BASE.match(context.document.text, rate.end):
        unique = False
    strength = Strength.LIKELY if unique else Strength.POSSIBLE
    for part in near:
        for base in own:
            if part is base or not base.value:
                continue
            daily = not name.days or _is_daily(context, base)
            whole = base if daily else _for_days(base, name.days)
            reading = _reading(name, part, whole, rate, strength)
            if strength is Strength.POSSIBLE or not rounds(reading):
                yield reading


def _reading(name: _Name, part: Figure, whole: Figure, rate: Figure, strength: Strength) -> Reading:
    if name.is_rest:
        return Reading(Formula.CHANGE_OF_LEVELS, (whole, part), rate, strength, (-1,))
    return Reading(Formula.RATIO, (part, whole), rate, strength)


def _is_daily(context: Context, beds: Figure) -> bool:
    """Tell whether beds are counted by the day: 131,760床日."""
    return context.document.text.startswith("日", beds.end) or "床日" in beds.label


def _named(context: Context, rate: Figure, words: re.Pattern[str], units: str) -> list[Figure]:
    """Return the amounts before a rate whose label ends with these words, the nearest first; of no kind alone."""
    found: list[Figure] = []
    for figure in reversed(among(context.levels, rate.index - _BACK, rate.index)):
        if rate.paragraph - figure.paragraph > _PARAGRAPHS:
            break
        if figure.depth or figure.is_word or not _is_counted(figure, units):
            continue
        if not words.search(figure.lead) and not words.search(core(figure.lead)):
            continue
        if _ONE_KIND.search(_ENTIRE.sub("", figure.lead)) or figure.period == "-1":
            continue
        if AVERAGE.search(figure.lead) and "日均" not in figure.lead:
            continue
        found.append(figure)
    return found


def _is_counted(figure: Figure, units: str) -> bool:
    if not units:
        return True
    unit = figure.quantity.unit.text.lstrip("十百千万亿")
    return figure.dimension is Dimension.COUNT and unit[:1] in units


def _for_days(figure: Figure, days: int) -> Figure:
    """Return a number of beds as the bed-days of a year, at the same place of the text."""
    quantity = figure.quantity
    unit = replace(quantity.unit, scale=quantity.unit.scale * days)
    quantity = replace(quantity, literal=f"{quantity.literal}×{days}天", unit=unit)
    return replace(
        figure, quantity=quantity, value=figure.value * days, step=figure.step * Decimal(days)
    )
