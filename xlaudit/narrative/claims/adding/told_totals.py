"""Totals that say what was done, or what they add: 合计受益6.21万亩, 城乡低保合计保障14337人, 满意与基本满意合计845户."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import AVERAGE, same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

# 合计 in front of what was done: a total whose own verb ends its name.
_DONE = re.compile(
    r"(?:合计|共计|总计|一共|总共)(?:受益|惠及|覆盖|服务|保障|救助|发放|补助|补贴|资助|完成|实施|建成|新建|改造|治理|修复|恢复|改善|新增|培训|办理|办结|受理|处理"
    r"|整治|清理|清运|投入|支出|支付|使用|安排|下达|筹集|到位|接待|参加|参训|就业|安置|脱贫|减少|节约|收入|征收|销售|种植|绿化|检测|抽检|抽查|检查|巡查|排查)(?:了|面积|人数|人口|资金|数|群众|农户)*$"
)
_NAMED = re.compile(
    r"(?P<names>[^，。；：（）\d]{2,16}?)(?:[两二三四]者|[两二三四]项|之和|相加)?(?:合计|共计|总计|共)(?:有|为|是)?$"
)
_JOINED = re.compile(r"[、与和及加]|以及")
_INTENDED = re.compile(r"目标|计划|任务|应[\u4e00-\u9fff]|上年|去年|预算|[比较]")
_REST = re.compile("其[他它余]|剩余")  # 其他项目合计安排 is one of the items
_NESTED = re.compile("其中")
_BACK = 10
_NAME = 24  # characters
_FEWEST = 2


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each total of such words."""
    for total in context.document.figures:
        if "计" not in total.lead and "共" not in total.lead:
            continue
        if not _is_amount(total) or total.dimension not in (Dimension.COUNT, Dimension.MONEY):
            continue
        if _DONE.search(total.lead) and not _REST.search(total.lead):
            yield from _done(context, total)
        elif total.lead.endswith(("合计", "共计", "总计", "合计为", "共", "共有")):
            yield from _of_names(context, total)


def _is_amount(figure: Figure) -> bool:
    level = figure.kind is Kind.LEVEL or (
        figure.kind is Kind.CHANGE and _DONE.search(figure.lead) is not None
    )
    return level and figure.is_plain and not figure.is_word


def _before(context: Context, total: Figure) -> list[Figure]:
    """Return the amounts of a total's measure before it in its sentence, nearest first."""
    return [
        each
        for each in context.document.figures[max(0, total.index - _BACK) : total.index][::-1]
        if each.sentence == total.sentence
        and each.dimension is total.dimension
        and each.kind in (Kind.LEVEL, Kind.CHANGE)
        and each.is_plain
        and not each.is_word
        and same_measure(each, total)
        and not AVERAGE.search(each.lead)
    ]


def _done(context: Context, total: Figure) -> Iterator[Claim]:
    """恢复1.86万亩，改善4.35万亩，合计受益6.21万亩: all of the sentence, plans left aside."""
    before = [each for each in _before(context, total) if not _INTENDED.search(each.lead)]
    if len(before) < _FEWEST:
        return
    words = context.document.text[before[-1].start : total.start]
    first = min(each.value for each in before)
    sure = not _NESTED.search(words) and total.value > first and len(before) <= _BACK // 2
    depth = [each for each in before if each.depth == total.depth]
    items = depth if len(depth) >= _FEWEST else before
    strength = Strength.LIKELY if sure else Strength.POSSIBLE
    readings = [_sum(items, total, strength)]
    readings += [
        _sum(items[:number], total, Strength.POSSIBLE) for number in range(_FEWEST, len(items))
    ]
    yield Claim("sum", readings, ceiling=Strength.LIKELY)


def _of_names(context: Context, total: Figure) -> Iterator[Claim]:
    """满意538户，基本满意307户，一般41户；满意与基本满意合计845户: those that the total itself names."""
    text = context.document.text
    match = _NAMED.search(
        re.split(r"[，。；：（\n\d]", text[max(0, total.start - _NAME) : total.start])[-1]
    )
    names = [name for name in _JOINED.split(match["names"]) if name] if match else []
    if len(names) < _FEWEST or any(len(name) < _FEWEST for name in names):
        return
    before = _before(context, total)
    found: list[Figure] = []
    for name in names:
        bearing = [each for each in before if core(each.lead).strip("“”") == name]
        if len({each.value for each in bearing}) != 1:
            return
        found.append(bearing[0])
    yield Claim("sum", [_sum(found, total, Strength.CERTAIN)], is_closed=True)


def _sum(items: list[Figure], total: Figure, strength: Strength) -> Reading:
    return Reading(Formula.SUM, tuple(items[::-1]), total, strength)
