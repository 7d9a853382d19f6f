"""What stands beside a total in its own list, and is no part of it: the task behind what was done, debts beside assets."""

from __future__ import annotations

import re

from xlaudit.narrative.figures import Figure
from xlaudit.numbers.quantity import Dimension

__all__ = ["stands_apart"]

_OWED = re.compile(r"负债|净资产")
_VACANT = re.compile(r"[空缺超]编")  # what the staff falls short of its posts by, or exceeds them
_ADJUSTED = re.compile(
    r"调整后|调整预算数|^全年预算"
)  # comes after the parts of the initial budget
_PLANNED = re.compile(r"^(?:年初|全年|本年|当年|部门|总|批复)*预算(?:数|总额|额)?[为是]?$")
_SO_FAR = re.compile(r"累计")  # what years before this one are in as well
_AIM = re.compile(
    r"^(?:年度|全年|年初|原定?|考核|本年|[省市县区]?(?:下达|定))*(?:任务|目标|计划)(?:任务|目标)?[数量值]?[为是]?$"
)
# How far it is from the task, behind it: 计划50公里，少修1.4公里.
_OFF = re.compile(
    r"^(?:还|尚)?(?:[少多](?:[完修建办做植栽改装训打查发演开种治栽铺]成?)?|[差欠缺]|超额?(?:完成)?|超出|超过)$"
)
_PROJECTS = re.compile(r"^项目支出")
_APART = (_SO_FAR, _OWED, _VACANT, _ADJUSTED, _PLANNED, _OFF)
# One of these stands in all such words, and in few labels.
_HINT = re.compile("累计|负债|净资产|空编|调整后|预算|任务|目标|计划|项目支出|少|多|差|欠|缺|超")


def stands_apart(head: Figure, figure: Figure) -> bool:
    """Tell whether the words of a figure say that it stands beside what a head names; of its own like it is an item."""
    if not _HINT.search(figure.label):
        return False
    if "基本支出" in head.label and _PROJECTS.search(figure.label):
        return True
    apart = _APART if head.dimension is Dimension.SCORE else (*_APART, _AIM)
    return any(words.search(figure.label) and not words.search(head.label) for words in apart)
