"""Where people judge: the scores that a qualitative answer permits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from xlaudit.numbers import excel

__all__ = ["FULL", "PART", "permitted"]

FULL, PART = Decimal("0.8"), Decimal("0.6")
"""财预〔2020〕10号: the least shares of the points for 达成 and for 部分达成."""

_REACHED = "(?: 达成 | 完成 )"
_OBJECT = "(?: 年度 | 全年 | 预期 | 既定 | 绩效 | 指标 | 目标 | 任务 )*"
_ANSWERS = tuple(
    # The whole answer must be one of these: “完成率80%” or “完成大部分” names no tier.
    (re.compile(pattern, re.VERBOSE), tier)
    for pattern, tier in (
        (rf"(?: 未 | 没有 | 尚未 ) {_REACHED} {_OBJECT} (?: [,且并，、]* 效果较差 )?", "none"),
        (r"效果较差", "none"),
        (rf"(?: 部分 | 基本 ) {_REACHED} {_OBJECT} (?: [,且并，、]* 具有一定效果 )?", "part"),
        (rf"(?: 已 | 全部 | 全面 | 按时 | 按期 )* {_REACHED} {_OBJECT}", "full"),
    )
)
_NOTHING: Mapping[str, object] = MappingProxyType({})


def permitted(
    rule: str, answer: str, points: Decimal, options: Mapping[str, object] = _NOTHING
) -> tuple[Decimal, Decimal, bool]:
    """Return the scores that a judging rule permits: lowest, highest, and whether the highest counts.

    Bounds are rounded to two decimals, as the provincial systems do. An answer that names no tier
    leaves the whole range from zero to the points.

    >>> permitted("tier", "部分达成", Decimal(5))
    (Decimal('3.00'), Decimal('4.00'), False)
    """
    tier = _tier_of(answer) if rule == "tier" else None
    full = excel.round_half_away(Decimal(str(options.get("full", FULL))) * points, 2)
    part = excel.round_half_away(Decimal(str(options.get("part", PART))) * points, 2)
    match tier:
        case "full":
            return full, points, True
        case "part":
            return part, full, False
        case "none":
            return Decimal(0), part, False
    return Decimal(0), points, True


def _tier_of(answer: str) -> str | None:
    bare = "".join(answer.split()).rstrip("。.；;")
    for pattern, tier in _ANSWERS:
        if pattern.fullmatch(bare):
            return tier
    return None
