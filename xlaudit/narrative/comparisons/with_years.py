"""One thing in two years: 上年B。本年A，增加C，增长r%, or 本年A，增长r%，上年为B."""

from __future__ import annotations

import re

from xlaudit.narrative.comparisons.sides import (
    GROWS,
    OF_A_YEAR,
    THEN_TOO,
    YEAR,
    Comparison,
    difference,
    is_level,
    is_like,
    rate_behind,
    same_measure,
)
from xlaudit.narrative.document import Document
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.listing.measures import AVERAGE
from xlaudit.numbers.quantity import Dimension

__all__ = ["base_behind", "is_one_thing", "made_of", "two_years", "undated", "whole_of"]

_NEXT = re.compile(
    rf"[，；。](?:同期)?(?:[^，。；：、\d]{{0,6}}{YEAR}|本年度?|今年|当年)?[^，。；：、\d]{{0,16}}"
)
_BASE = re.compile(
    r"）?[，（；。]?(?:其中|而)?(?P<name>[^，。；：、（）\d]{0,6})(?:上年|去年|上一年|前一年|20\d\d年)"
    r"(?:度|同期|全年|年?末|年?底|实际)*(?P<rest>[^，。；：、（）\d]{0,8})"
)
_GREW = re.compile(rf"（?{GROWS.pattern}")
_CHANGED = re.compile(rf"（?{THEN_TOO.pattern}")
_DATES = re.compile(
    r"(?:20\d\d年|上年|去年|本年|今年|当年|上一年|前一年|全年)|度|同期|同口径|[年]?[末底]|实际|[为的是达数共]|与|，"
)
_AGAINST_OTHERS = re.compile(r"预算|计划|目标|任务|年初|期初|上月|上季|往年|前年")
_STAFF = re.compile(r"在[职岗编册]|实有|现有|人员|职工|总人数")
_FREE = re.compile(r"[空超缺]编")  # posts: what is compared behind them are the people
_PARTS = 12  # figures
_SPLIT = 120  # characters
_PARTED = re.compile(r"其中|[，：（]即|包括|包含")
_SPARED = re.compile(r"节约|节省|节支|结余")  # against a budget


def two_years(document: Document, first: Figure) -> Comparison | None:
    """本年A，上年B，增加C: in either order, one thing in two years; a full stop may stand between them."""
    second = document.figures[first.index + 1]
    if not _follows(first, second) or second.index + 1 >= len(document.figures):
        return None
    if not _NEXT.fullmatch(document.between(first, second)) or _goes_on(document, first):
        return None
    behind = difference(document, second, second, THEN_TOO)
    rate = rate_behind(document, behind[0] if behind else second)
    if (behind is None and rate is None) or not is_one_thing(first, second):
        return None
    if _is_older(second.period, first.period):
        new, old = first, second
    elif _is_older(first.period, second.period):
        new, old = second, first
    else:
        return None
    if behind is None and old.dimension is Dimension.RATE:
        return None
    if new is first and not undated(second.label):
        whole = whole_of(document, first)
        made = made_of(document, first) if whole is None else None
        if made is not None:  # 支出5.74万元。公车4.86万元，接待0.88万元。上年6.90万元
            change, direction = behind or (None, rate.direction if rate else 0)
            return Comparison(made, old, change, rate, direction, (), is_close=True)
        if whole is not None:  # 支出7.6万元，即甲5.8万元、乙1.8万元，上年8.9万元
            change, direction = behind or (None, rate.direction if rate else 0)
            return Comparison(whole, old, change, rate, direction, (first,), is_close=False)
    change, direction = behind or (None, rate.direction if rate else 0)
    return Comparison(new, old, change, rate, direction, (), is_close=True)


def base_behind(document: Document, new: Figure) -> Comparison | None:
    """A，比上年增加C，增长r%，上年为B: what it is compared with comes last."""
    behind = difference(document, new, new, _CHANGED)
    rate = rate_behind(document, behind[0] if behind else new, _GREW)
    if behind is None and (rate is None or new.dimension is Dimension.RATE):
        return None
    last = rate or behind[0] if behind else rate
    if last is None or last.index + 1 >= len(document.figures):
        return None
    old = document.figures[last.index + 1]
    if not _follows(new, old) or new.period == "-1" or _FREE.search(new.label):
        return None
    if behind and _is_of_another(document, new, behind[0]):
        return None
    match = _BASE.fullmatch(document.between(last, old))
    said = document.text[new.end : last.start]
    if match is None or not is_one_thing(new, old):
        return None
    named = match[0][0] == "（" and old.period.isdigit() and OF_A_YEAR.search(said)
    if not _is_older(old.period, new.period) and not (named and not new.period):
        return None
    if _AGAINST_OTHERS.search(said):
        return None
    change, direction = behind or (None, rate.direction if rate else 0)
    whole = whole_of(document, new)
    if whole is None or match["rest"]:
        return Comparison(new, old, change, rate, direction, (), is_close=True)
    # 在职64人，其中机关21人、事业单位43人，比上年末减少3人（上年末67人）
    if _STAFF.search(whole.label):
        return Comparison(whole, old, change, rate, direction, (new,), is_close=True)
    return Comparison(new, old, change, rate, direction, (whole,), is_close=False)


def _is_of_another(document: Document, last: Figure, net: Figure) -> bool:
    """Tell whether a change is what was saved of a budget, or the net of 新增19家，退库8家，净增11家."""
    if _SPARED.search(document.between(last, net)):
        return True
    before = document.figures[last.index - 1] if last.index else last
    flows = before.sentence == last.sentence and same_measure(before, last)
    return flows and "净" in net.lead and abs(before.value - last.value) == net.value


def whole_of(document: Document, part: Figure) -> Figure | None:
    """Return the level that a list with 其中 or 包括 before a figure splits, of the figure's sentence and measure."""
    figures = document.figures
    text = document.text
    splits = [
        split
        for split in _PARTED.finditer(text, max(0, part.start - _SPLIT), part.start)
        if text.count("）", split.end(), part.start) <= text.count("（", split.end(), part.start)
    ]  # what a bracket splits that was closed since is another's
    if not splits:
        return None
    first = document.first_from(splits[-1].start())
    whole = figures[first - 1] if first else None
    same = whole is not None and is_like(whole, part) and whole.value > part.value
    return whole if same else None


def made_of(document: Document, last: Figure) -> Figure | None:
    """Return the level before a figure that it and those before it add up to, all of one paragraph."""
    running, number = last.value, 1
    for other in document.figures[max(0, last.index - _PARTS) : last.index][::-1]:
        if other.paragraph != last.paragraph:
            return None
        if not (is_level(other) and same_measure(other, last)) or other.depth != last.depth:
            continue
        if AVERAGE.search(other.lead) or other.is_word:
            continue
        if number > 1 and other.value == running:
            return other
        running += other.value
        number += 1
    return None


def _follows(first: Figure, second: Figure) -> bool:
    near = second.paragraph == first.paragraph and second.sentence - first.sentence <= 1
    return near and is_level(second) and same_measure(first, second)


def _goes_on(document: Document, first: Figure) -> bool:
    """Tell whether years go on backwards before a figure: the rate may span all of them."""
    if not first.index:
        return False
    before = document.figures[first.index - 1]
    return _follows(before, first) and before.period.isdigit() and first.period.isdigit()


def _is_older(period: str, other: str) -> bool:
    if period == "-1":
        return other in ("", "0") or other.isdigit()
    if other == "" and period.isdigit():
        return False
    return period.isdigit() and other.isdigit() and int(other) - int(period) == 1


def is_one_thing(first: Figure, second: Figure) -> bool:
    """Tell whether the second label adds nothing but the year to the first: 支出…，上年支出…."""
    if bool(AVERAGE.search(first.label)) is not bool(AVERAGE.search(second.label)):
        return False
    names = [undated(each.label) for each in (first, second)]
    return not names[1] or names[0].endswith(names[1][-4:])


def undated(label: str) -> str:
    """Return a label without years and words of time.

    >>> undated("上年同期实际支出"), undated("2023年为")
    ('支出', '')
    """
    return _DATES.sub("", label)
