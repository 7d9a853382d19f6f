"""Harvests: what an acre bears, and what it bears of many: 总产1.74万吨，播种4.12万亩，平均亩产422公斤; weights in 吨, 公斤, 斤."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_YIELD = re.compile(
    r"(?:平均)?(?:亩|单位面积|每亩)(?:均|平均)?(?:产量?|单产|产粮|产茶|产值)[为是达到约]*$|单产[为是达到约]*$"
)
_MORE_OF_EACH = re.compile(r"(?:亩均|每亩|平均每亩)[^，。；\d]{0,4}增(?:产|加)?[^，。；\d]{0,4}$")
_RECKONED = re.compile(
    r"(?:年|共|总|全年|预计|一年|每年|可|约)*(?:增产|新增|可增产|增加)[^，。；\d]{0,6}$"
)
_HARVEST = re.compile(r"总?产量?[为是达到约]*$|产[粮茶量][^，。；\d]{0,4}$|收获[^，。；\d]{0,4}$")
_LAND = re.compile(r"面积|种植|播种|按|收获|建成|改善|恢复")
_KILOGRAMS = {"吨": Decimal(1000), "公斤": Decimal(1), "千克": Decimal(1), "斤": Decimal("0.5")}
_SCALE = re.compile(r"^[十百千万亿]+")
_BACK = 12  # figures
_MOST = 3


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each yield of an acre, and for each harvest reckoned from one."""
    figures = context.document.figures
    for figure in figures[2:]:
        if figure.dimension is not Dimension.COUNT:
            continue
        if "产" not in figure.lead and "产" not in figure.label:
            continue
        if _unit(figure) not in _KILOGRAMS or not figure.value:
            continue
        before = [
            each
            for each in figures[max(0, figure.index - _BACK) : figure.index]
            if each.paragraph == figure.paragraph and each.dimension is Dimension.COUNT
        ]
        if figure.kind is Kind.LEVEL and _YIELD.search(figure.lead):
            yield from _of_land(figure, before)
        elif _RECKONED.search(figure.lead) and not _MORE_OF_EACH.search(figure.lead):
            yield from _of_all(figure, before)


def _unit(figure: Figure) -> str:
    return _SCALE.sub("", figure.quantity.unit.text)


def _weighed(figure: Figure) -> Figure:
    """Return an amount with its value in 公斤, at the same place of the text."""
    factor = _KILOGRAMS[_unit(figure)]
    quantity = figure.quantity
    unit = replace(quantity.unit, scale=quantity.unit.scale * factor)
    return replace(
        figure,
        quantity=replace(quantity, unit=unit),
        value=figure.value * factor,
        step=figure.step * factor,
    )


def _of_land(result: Figure, before: list[Figure]) -> Iterator[Claim]:
    """Claim a harvest by its land, whichever stands first; sure enough to ask where there is one of each."""
    harvests = [
        each
        for each in before
        if _unit(each) in _KILOGRAMS and each.kind is Kind.LEVEL and _HARVEST.search(each.lead)
    ]
    harvests = [each for each in harvests if each.period != "-1" and not _YIELD.search(each.lead)]
    land = [
        each
        for each in before
        if _unit(each) == "亩" and each.kind is Kind.LEVEL and each.value and each.period != "-1"
    ]
    if not harvests or not land:
        return
    unique = len(harvests) == 1 and (len(land) == 1 or land[0].index + 1 == harvests[0].index)
    readings = [
        Reading(Formula.RATIO, (_weighed(harvest), area), _weighed(result), Strength.POSSIBLE)
        for harvest in reversed(harvests)
        for area in land
    ]
    if unique and not rounds(readings[0]):
        readings[0] = readings[0]._replace(strength=Strength.LIKELY)
    yield Claim("ratio", readings[:_MOST], ceiling=Strength.LIKELY, needs_slip=True)


def _of_all(result: Figure, before: list[Figure]) -> Iterator[Claim]:
    """Claim what every acre bears more, times the acres right before."""
    each_more = [
        each for each in before if _unit(each) in _KILOGRAMS and _MORE_OF_EACH.search(each.lead)
    ]
    land = [each for each in before if _unit(each) == "亩" and _LAND.search(each.lead)]
    if not each_more or not land:
        return
    reading = Reading(
        Formula.PRODUCT,
        (_weighed(each_more[-1]), land[-1]),
        _weighed(result),
        Strength.LIKELY if len(each_more) == 1 else Strength.POSSIBLE,
    )
    if reading.strength is Strength.POSSIBLE or not rounds(reading):
        yield Claim("product", [reading], ceiling=Strength.LIKELY, needs_slip=True)
