"""What was done against its task: 改造356户，年度任务360户，完成98.9%; tasks of an earlier paragraph only confirm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from xlaudit.narrative.claims.dividing.wording import has_own_base
from xlaudit.narrative.context import Context, among
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.listing.measures import AVERAGE, same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims", "is_among"]

_TASK = re.compile(
    r"，(?:而)?(?:年度|全年|年初|原定|原|本年|[省市县]定|[省市县]下达|下达|考核)?(?:目标|任务|计划)(?:任务|目标)?[数量值]?[为是]?"
)
_DONE = re.compile(
    r"，(?:已|实际|共)?完成(?:率|比例|进度|度)?(?:年度|全年)?(?:目标|任务|计划)?(?:任务)?的?[为达]?到?"
)
_RATE = re.compile(
    r"^，?(?:任务|目标|计划|资金|累计|实际)*(?:完成|到位|达成|落实)(?:率|比例)[为达]?到?$"
)
_SHORT = re.compile(
    r"[较比](?:年度|全年|年初|原)?(?:计划|目标|任务)[数量值]?(?:任务)?(?:少|多|超|差|超出|增加|减少)(?:完成|建|了)?$"
)
# 超出目标64,000页 is read as a level, for in 超出目标120场20场 it is one.
_BEYOND = re.compile(
    r"^[，、；]?(?:共|实际|已|均)?(?P<over>超)?(?:出|过|额完成)?(?(over)|(?:少于|低于|欠))(?:了)?(?:年度|全年|年初|原定?|[省市县]定|既定)?(?:计划|目标|任务)(?:任务|目标)?[数值量]?$"
)
_IS_TASK = re.compile("目标|计划|任务")
_TASK_WORDS = re.compile(
    "绩效目标|目标|计划|任务|年度|全年|年内|本年|实际|完成|累计|共|已|新建|建成|新增|[为是了]"
)
_AIMS = tuple("标划务数值量")
_BUDGETS = ("budget", "initial_budget")
_VERB = re.compile(r"^(?:全年|共|累计|已|实际|新|完成|开展)*|(?:完成|实施|工程|到位)+$")
_PARTED = re.compile(r"其中|包括|包含|，即|（")
_PARTS = 8  # figures
_BACK = 80  # figures


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each rate right behind what was done and its task, and for each one far from its task."""
    for figure in sorted((*context.rates, *context.moves), key=lambda each: each.index):
        if figure.kind is Kind.RATE:
            done = context.document.figures[figure.index - 1]
            closed = _closed(context, figure)
            if closed is not None:
                yield Claim("ratio", [closed], is_closed=True)
            elif _RATE.search(figure.lead) and _is_amount(done, figure):
                yield from _confirmed(
                    "ratio", [_ratio(done, t, figure) for t in _tasks(context, done)]
                )
        elif figure.kind is Kind.CHANGE and _SHORT.search(figure.lead):
            yield from _off(context, figure, is_over=figure.direction > 0)
    for figure in context.amounts:
        if figure.lead.endswith(_AIMS) and (beyond := _BEYOND.match(figure.lead)):
            yield from _off(context, figure, is_over=beyond["over"] is not None)


def _closed(context: Context, rate: Figure) -> Reading | None:
    """Return the reading of a rate whose task, and what was done of it, are the two figures before it."""
    if rate.index < 2:
        return None
    done, task = context.document.figures[rate.index - 2 : rate.index]
    if not _is_amount(done, rate) or not _is_amount(task, rate) or not same_measure(done, task):
        return None
    between = context.document.between
    if not _TASK.fullmatch(_behind_unit(between(done, task))) or not task.value:
        return None
    if not _DONE.fullmatch(between(task, rate)) or has_own_base(context, rate):
        return None
    if is_among(context, done):
        return None  # 改造38.6公里，其中供水21.4公里、燃气17.2公里，计划36公里
    if task.period != done.period and task.period not in ("", "0"):
        return None
    return Reading(Formula.RATIO, (done, task), rate, Strength.CERTAIN)


def is_among(context: Context, done: Figure) -> bool:
    """Tell whether an amount is the last of several parts, so that the task may be that of the whole."""
    before = context.document.figures[max(0, done.index - _PARTS) : done.index]
    levels = [e for e in before if e.sentence == done.sentence and same_measure(e, done)]
    return any(
        _PARTED.search(context.document.between(whole, part))
        for whole, part in pairwise([*levels, done])
    )


def _behind_unit(gap: str) -> str:
    """Return a gap without what is counted in it: 座公厕，任务 → ，任务."""
    head, comma, rest = gap.partition("，")
    return comma + rest if len(head) <= 4 else gap


def _is_amount(figure: Figure, rate: Figure) -> bool:
    counted = figure.dimension in (Dimension.MONEY, Dimension.COUNT) and not figure.is_word
    level = figure.kind is Kind.LEVEL and figure.is_plain and not AVERAGE.search(figure.label)
    return level and counted and figure.sentence == rate.sentence


def _tasks(context: Context, done: Figure) -> Iterator[Figure]:
    """Yield the amounts of other paragraphs that may be the task: of one name, or a budget of what was paid in."""
    name = _VERB.sub("", core(done.label))[:3]
    stem = _TASK_WORDS.sub("", core(done.label))
    paid = done.dimension is Dimension.MONEY and "到位" in done.label
    for figure in reversed(among(context.levels, done.index - _BACK, done.index)):
        named = len(name) > 1 and name in figure.label
        if not named and _IS_TASK.search(figure.lead):
            named = stem == _TASK_WORDS.sub("", core(figure.label)) != ""
        if not figure.value or not (named or (paid and figure.fact in _BUDGETS)):
            continue
        if figure.paragraph != done.paragraph and same_measure(figure, done):
            yield figure


def _ratio(done: Figure, task: Figure, rate: Figure) -> Reading:
    return Reading(Formula.RATIO, (done, task), rate, Strength.POSSIBLE)


def _off(context: Context, change: Figure, *, is_over: bool) -> Iterator[Claim]:
    """Confirm how far something is from its task; ask where one amount alone is called a task by that name."""
    found = _differences(context, change, is_over=is_over)
    tied = list(_confirmed("difference", found))
    if tied:
        yield tied[0]
        return
    tasks = {each for reading in found for each in reading.operands if _IS_TASK.search(each.lead)}
    if found and len(tasks) == len({reading.operands for reading in found}) == 1:
        reading = found[0]._replace(strength=Strength.LIKELY)
        same = len({_TASK_WORDS.sub("", core(each.label)) for each in reading.operands}) == 1
        yield Claim("difference", [reading], ceiling=Strength.LIKELY, needs_slip=not same)


def _differences(context: Context, change: Figure, *, is_over: bool) -> list[Reading]:
    """Return 较计划少1.4公里 as the difference of what was done, right before it, and a task elsewhere."""
    figures = context.document.figures
    for done in figures[max(0, change.index - 2) : change.index][::-1]:
        if _is_amount(done, change) and same_measure(done, change):
            return [
                Reading(
                    Formula.DIFFERENCE,
                    (done, task) if done.value >= task.value else (task, done),
                    change,
                    Strength.POSSIBLE,
                )
                for task in _tasks(context, done)
                if (done.value >= task.value) is is_over
            ]
    return []


def _confirmed(kind: str, found: list[Reading]) -> Iterator[Claim]:
    """Yield the first reading that ties: one that only the figures speak for says nothing where it fails."""
    for reading in found:
        if ties(reading):
            yield Claim(kind, [reading])
            return
