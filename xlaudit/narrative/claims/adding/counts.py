"""Counts of names: 设3个股室（综合股、秘书股和信调股), 综合、督查、信息等三个方面."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

_OPENS = re.compile(
    r"[^，。；：（\d]{0,14}?(?P<open>（|：|[，。：；]?(?:分别)?(?:为|是|有)：?|[，。；]?(?:分别是|分别为|包括|包含|即|其中有|主要有)：?)"
)
_TEXT_END = re.compile(r"[。；\n]")
_DIGIT = re.compile(r"\d")
_CLAUSE_SIGNS = "，。；：\n（"
_UNNAMED = re.compile(r"(?:19|20)\d\d年度?|(?:等|这|共|共计|一共|各)+$")
_SPLIT = re.compile(r"[、，]")
_JOINED = re.compile(r"和|及(?<![涉普波惠]及)|以及|与(?<!参与)|或")
_LISTS = re.compile(
    r"[^，。；：（\d]{0,8}(?:，?分别[是为]：?(?P<names>[^，。；：（）“《\d\n]+)(?=[，。；\n]|$)|：(?P<told>[^，。；：（）“《\d\n]+)(?=[。；\n]|$)|（(?P<inside>[^，。；：（）“《\d\n]+)）)"
)
_UNSURE = re.compile(
    r"^(?:含|包括|包含|主要|如|例如|均|即|不|较|比|约|其中|占|分别|另|原|至|有)|和|(?<![涉普波惠])及|(?<!参)与|[或等]|[一二三四五六七八九十两][家个所处座名]|联建|合建|共建|其他|其余|其它|以上|左右"
)
_THINGS = re.compile(r"[个家所处座名座条支幢栋]")  # 三项工作 may be told apart in several ways
_LED = re.compile(
    r"(?:内设|下设|设有|涉及|覆盖|包括|包含|分布在|选取|抽取|抽查|走访|惠及)(?:了|到)?(?P<names>[^，。；：（）“《\d\n]+?)(?:共|共计|合计)?$"
)
_FEWEST = 3
_MOST = 60
_LONGEST = 400
_SHORT_NAME = 14
_REACH = 120  # characters before a count in which its names may stand


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each small count that has its names behind or before it."""
    for figure in context.count_levels:
        if figure.quantity.decimals or not 1 <= figure.value <= _MOST:
            continue
        readings = list(_behind(context, figure)) + list(_before(context, figure))
        closed = _closed(context, figure)
        if closed is not None:
            readings.insert(0, closed)
        if readings:
            yield Claim("count", readings, ceiling=Strength.LIKELY)


def _closed(context: Context, figure: Figure) -> Reading | None:
    """Return what names say that nothing but 、 parts: behind a count 分别是甲、乙、丙 or in a bracket, or before it.

    Before a count they may go on with what the verb does, and works may be told apart in several ways: a question.
    """
    text = context.document.text
    match = _LISTS.match(text, figure.end, figure.end + _LONGEST)
    if match is not None:
        names = (match["names"] or match["inside"] or match["told"]).split("、")
    else:
        start = max(0, figure.start - _REACH)
        if text.count("、", start, figure.start) < _FEWEST - 1:
            return None
        match = _LED.search(text, start, figure.start)
        if match is None:
            return None
        names = match["names"].split("、")
    if len(names) < _FEWEST or any(
        not 1 < len(n) <= _SHORT_NAME or _UNSURE.search(n) for n in names
    ):
        return None
    if match.re is _LISTS and match["inside"] and not _THINGS.fullmatch(figure.quantity.unit.text):
        return None  # 活动6场（党员大会、志愿服务、红色观影）: kinds, each held more than once
    return Reading(Formula.COUNT, (), figure, Strength.LIKELY, counted=len(names))


def _behind(context: Context, figure: Figure) -> Iterator[Reading]:
    text = context.document.text
    match = _OPENS.match(text, figure.end, figure.end + _LONGEST)
    if match is None:
        return
    stretch = text[match.end() : figure.end + _LONGEST]
    if match["open"] == "（":
        end = stretch.find("）")
    else:
        stop = _TEXT_END.search(stretch)
        end = stop.start() if stop else len(stretch)
    if end < 0:
        return
    names = stretch[:end].lstrip("：")
    if not names or _DIGIT.search(names):
        return
    counts = _countings(names)
    parts = _SPLIT.split(names)
    sure = "分别" in match["open"] and len(parts) >= 3 and all(len(p) <= _SHORT_NAME for p in parts)
    yield from _counted(figure, counts, sure=bool(sure) and "等" not in names[-3:])


def _before(context: Context, figure: Figure) -> Iterator[Reading]:
    """A、B、C等三个阶段: the names stand in front."""
    text = context.document.text
    stretch = text[max(0, figure.start - _REACH) : figure.start]
    if "、" not in stretch and "这" not in stretch[-2:] and "等" not in stretch[-2:]:
        return
    names = stretch[max(map(stretch.rfind, _CLAUSE_SIGNS)) + 1 :]
    if "、" not in names and "这" not in names[-2:] and "等" not in names[-2:]:
        return
    names = _UNNAMED.sub("", names)
    if names and not _DIGIT.search(names):
        yield from _counted(figure, _countings(names), sure=False)


def _countings(names: str) -> set[int]:
    """Return in how many ways the names can be told apart, for every way of splitting them."""
    parts = [part for part in _SPLIT.split(names) if part]
    joined = len(_JOINED.findall(parts[-1])) if parts else 0
    everywhere = sum(len(_JOINED.findall(part)) for part in parts)
    counts = {len(parts) + extra for extra in range(joined + 1)}
    counts |= {len([p for p in names.split("、") if p]) + extra for extra in range(joined + 1)}
    return counts | ({len(parts) + everywhere} if everywhere <= 2 else set())


def _counted(figure: Figure, counts: set[int], *, sure: bool) -> Iterator[Reading]:
    if int(figure.value) in counts:
        yield Reading(Formula.COUNT, (), figure, Strength.POSSIBLE, counted=int(figure.value))
    elif sure:
        yield Reading(Formula.COUNT, (), figure, Strength.LIKELY, counted=max(counts))
