"""Ratios to one: 民警396人，辅警460人，民警与辅警之比约为1：1.16; 学生1320人，教师88人，生师比15：1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.judging.tolerance import rounds
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_RATIO = re.compile(
    r"(?P<names>[\u4e00-\u9fff、]{2,24}?)(?:之比|的?(?:数量|人数)?比例|比)[约为是达到例]*(?P<one>1[：:\u2236]?)?$"
)
_ONE = re.compile("[约为是达到例]*1?[：:\u2236]?$")
_FULL = {"辅警": "辅", "民警": "民", "教师": "师", "学生": "生", "护士": "护", "医师": "医"}
_JOINED = re.compile("[与和及、同]")
_BOTH = re.compile(r"^(?:两者|二者|双方)$")
# What one sign of an abbreviation stands for, at the end of a label.
_SIGNS = {
    "医": r"(?:医师|医生|^医)(?:人员|人数|数)?",
    "护": r"护(?:士|师|理人员|士人数)?(?:人数|数)?",
    "警": r"(?:民警|警察|干警|警力)(?:人数|数)?",
    "民": r"(?:民警|公办)(?:人数|数)?",
    "辅": r"(?:辅警|辅助人员|协警)(?:人数|数)?",
    "师": r"(?:教师|老师|专任教师)(?:人数|数)?",
    "生": r"(?:学生|在校生|生)(?:人数|数|总数)?",
    "床": r"(?:床位|病床|实际?开放|编制)(?:床位)?(?:数)?",
    "男": "男[性生]?",
    "女": "女[性生]?",
}
_OTHER = re.compile(r"上年|去年|目标|计划|新增|新招|编制数")
_BACK = 30  # figures
_PAIR = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each ratio whose two amounts its words name."""
    for figure in context.multiples:
        if "比" not in figure.lead or not figure.value:
            continue
        match = _RATIO.search(figure.lead)
        behind = context.document.text[figure.end : figure.end + 2]
        to_one = behind[:1] in "：:\u2236" and behind[1:] == "1"
        if match is None or bool(match["one"]) is to_one:
            continue
        first, second = _sides(context, figure, core(match["names"]))
        if not first or not second:
            continue
        unique = all(len({each.value for each in side}) == 1 for side in (first, second))
        strength = Strength.LIKELY if unique else Strength.POSSIBLE
        pair = (second[0], first[0]) if match["one"] else (first[0], second[0])
        reading = Reading(Formula.RATIO, pair, figure, strength)
        if not rounds(reading):
            yield Claim("ratio", [reading], ceiling=Strength.LIKELY, message=_told(reading))


def _told(reading: Reading) -> str:
    """Return the sentence about a ratio, whose label ends with the 1 before it."""
    result, (part, whole) = reading.result, reading.operands
    computed = (part.value / whole.value).quantize(result.step)
    name = _ONE.sub("", core(result.lead))
    return f"“{name}”写作{result.text}，按{part.text}÷{whole.text}应为{computed}，请核对。"


def _sides(context: Context, ratio: Figure, names: str) -> tuple[list[Figure], list[Figure]]:
    """Return the amounts that each side of a ratio may be, the nearest first."""
    before = [
        each
        for each in context.amounts_within(ratio.index - _BACK, ratio.index)[::-1]
        if ratio.paragraph - each.paragraph <= 1
        and each.is_plain
        and each.value
        and each.dimension in (Dimension.COUNT, Dimension.MONEY)
        and not _OTHER.search(each.lead)
        and not AVERAGE.search(each.lead)
    ]
    if _BOTH.match(names):
        beside = len(before) >= _PAIR and before[0].index == ratio.index - 1
        return (before[1:2], before[:1]) if beside else ([], [])
    told = [name for name in _JOINED.split(names) if name]
    if len(told) == 1:  # 医护比, 民警辅警比
        half = len(names) // 2
        halves = [names[:half], names[half:]]
        told = halves if all(_FULL.get(each, each) in _SIGNS for each in halves) else []
    if len(told) != _PAIR:
        return [], []
    first, second = ([e for e in before if _bears(e, name)] for name in told)
    return first, second


def _bears(figure: Figure, name: str) -> bool:
    """Tell whether an amount is told by a name, or by what a sign of an abbreviation stands for."""
    label = core(figure.lead)
    name = _FULL.get(name, name)
    if name in _SIGNS:
        return re.search(rf"(?:{_SIGNS[name]})[为有共]*$", label) is not None
    return label.endswith(name) or label.startswith(name)
