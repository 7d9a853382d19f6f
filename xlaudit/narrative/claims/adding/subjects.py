"""Whom a sentence is about: the department, or one project, unit or item of it."""

from __future__ import annotations

import re

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure

__all__ = ["speaks_of_one"]

_ONE = re.compile(
    r"项目(?!支出|资金|经费|绩效|预算支出|数|个|类|单位|执行|实施|库|管理)|工程(?!款|量|类)|课题|子项"
    r"|第?[一二三四五六七八九十\d]+(?:期(?!末|初)|标段)|下属|所属|二级单位|分局|中心|学校|医院|大队|支队|分类看"
)
_ALL = re.compile(r"部门|我[局办委院会厅]|我单位|本[局级]|整体|全局|总体|共计|合计")
_SENTENCE = re.compile(r"[。！？；\n]")
_REACH = 120


def speaks_of_one(context: Context, figure: Figure) -> bool:
    """Tell whether the words before a figure, in its sentence, name one project or unit, not the department.

    The name that stands nearer to the figure decides: 我局…项目执行率 is the project's.
    """
    before = context.document.text[max(0, figure.start - _REACH) : figure.start]
    words = _SENTENCE.split(before)[-1]
    ones = [match.start() for match in _ONE.finditer(words)]
    alls = [match.start() for match in _ALL.finditer(words)]
    return bool(ones) and max(ones) > max(alls, default=-1)
