"""The addends that a total tells itself: 会议费和培训费合计, 两项合计, 前三项合计, 满意和比较满意合起来."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.roles import core

__all__ = ["SUMMED", "told_addends"]

SUMMED = re.compile(r"(?:合计|共计|总计|[合加]起来|^，?计)[为是]?$")
"""What the words before a total end with."""

_OF_SO_MANY = re.compile(r"[两二三四五六七八九十]+[项类者笔]$")
_ADDENDS = re.compile(
    r"(?:收入|支出|资金|费用)?(?:合计|共计|总计|小计|累计|之和|相加|共|[合加]起来|合|相抵)"
)
_CLAUSE = re.compile(r"[，。；：（）\n]|\d")
_JOINED = re.compile("[和及与、]")
_NAMES = 30  # characters


def told_addends(context: Context, items: Sequence[Figure], total: Figure) -> list[list[Figure]]:
    """Return the addends that a total names or counts, likeliest first; nothing where it tells none.

    ``items`` are those that stand before it in its sentence, nearest first.
    """
    named = _named(context, items, total)
    return [named] if named else _so_many(context, items, total)


def _named(context: Context, items: Sequence[Figure], total: Figure) -> list[Figure]:
    """Return the items that the total itself names: 会议费和培训费合计, 在职、退休合计."""
    if not SUMMED.search(total.label):
        return []
    label = core(total.label)
    first = total.start - len(total.label)
    if context.document.text[first - 1 : first] == "、":  # a label begins behind the last pause
        label = _CLAUSE.split(context.document.text[max(0, total.start - _NAMES) : total.start])[-1]
    name = _OF_SO_MANY.sub("", SUMMED.sub("", label))
    if not _JOINED.search(name):
        return []
    named = [item for item in items if len(core(item.label)) >= 2 and core(item.label)[-3:] in name]
    if len(named) < 2:
        named = _begun(items, name)
    return named if len(named) >= 2 and len(named) < len(items) else []


def _so_many(context: Context, items: Sequence[Figure], total: Figure) -> list[list[Figure]]:
    """Return the addends of 甲和乙两项合计: by the names before the count, else the nearest so many.

    前三项合计 is of the first of a row, and so may 两项合计 be.
    """
    count = context.document.figures[total.index - 1]
    told = count.is_word and _ADDENDS.match(context.document.text, count.end) is not None
    if not told or not 2 <= count.value < len(items):
        return []
    number = int(count.value)
    row = _row(context, items)
    first = [row[-number:]] if len(row) > number else []
    if core(count.label).endswith("前"):
        return first
    named = _begun(items, core(count.label))
    return [named if len(named) == number else list(items[:number]), *first]


def _row(context: Context, items: Sequence[Figure]) -> list[Figure]:
    """Return the items that stand side by side up to the nearest one, with nothing but their shares between."""
    row = [items[0]]
    for item in items[1:]:
        between = context.document.figures[item.index + 1 : row[-1].index]
        if any(figure.kind is not Kind.SHARE for figure in between):
            break
        row.append(item)
    return row


def _begun(items: Sequence[Figure], name: str) -> list[Figure]:
    """Return the items whose names begin as the total's words do: 中央与省级 of 中央资金, 省级资金, 县级资金."""
    words = [word for word in _JOINED.split(name) if len(word) >= 2]
    found = [[item for item in items if core(item.label).startswith(word)] for word in words]
    if any(len(each) != 1 for each in found):  # 年末在职61人；退休38人，在职、退休合计99人
        patterns = [re.compile(f"(?<![本较太不很常]){re.escape(word)}") for word in words]
        found = [[item for item in items if each.search(item.label)] for each in patterns]
    if any(len(each) != 1 for each in found):
        return []
    wanted = {each[0].index for each in found}
    return [item for item in items if item.index in wanted] if len(wanted) > 1 else []
