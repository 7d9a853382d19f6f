"""Outcome rates: 办结率, 合格率, 资产负债率 …, whose own name says which amount before them is the numerator.

受理1024件，办结1019件，办结率99.5%: what was 办结 stands above, the other amount of one measure below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlaudit.narrative.claims.dividing.excesses import of_groups, spoiled
from xlaudit.narrative.claims.dividing.grades import good_grades, graded, inside, returned
from xlaudit.narrative.claims.dividing.wording import has_own_base, words_of
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.listing.lists import AVERAGE, same_measure
from xlaudit.narrative.reading import Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["readings"]

_NAME = re.compile(r"^(?P<stem>.{2,14}?)(?:率|比例|占比|比率|度|(?<=完成))$")
_NOTE = re.compile(r"（(?P<words>[^（）]*)）$")
_OF_OTHERS = re.compile(r"目标|指标值|[^预]计划|上年|去年|同期|全[国省市县]|^[比较]|[高低]于|平均")
_COMPARED = re.compile(r"与|比(?!较满意|较好|较差)|较(?!满意|好|差)|相比")
_PLANNED = re.compile(r"计划|目标|任务|年初|预计|拟")
_DENIED = re.compile(r"[不未无非]$")
_QUALIFIED = re.compile(  # only a part of the outcome, or not yet one: 基本满意, 按期办结, 应整改
    r"(?:[较很最应须需待拟可申]|非常|比较|基本|部分|首次|按期|及时|按时|当场|当日|申请|参与|计划|目标)$"
)
_HARMLESS = re.compile(r"^(?:综合|总体|整体|总|其|全年|年度|累计|工作|任务|项目|目标|实际|平均)*$")
_FULFILS = re.compile(r"完成|到位|执行|支付|使用|兑付|完工|建成")
_WORDS = {
    "完成": re.compile(r"完成|完工|建成|竣工|实际|已"),
    "结案": re.compile(r"结案|审结|办结|执结"),
    "办结": re.compile(r"办结|办理完毕"),
    "回收": re.compile(r"回收|收回"),
    "收回": re.compile(r"回收|收回"),
    "收缴": re.compile(r"实收|收缴|实缴|缴纳"),
    "征缴": re.compile(r"实收|征缴|实缴|缴纳"),
    "落实": re.compile(r"落实|已就业"),
    "整改": re.compile(r"整改|已改"),
}
_ENTIRE = re.compile(r"[总共应]|有效|全部|监测|受理|登记|参加|抽[查检]")
_TAKEN_IN = re.compile(
    r"签约|受理|立案|排查|抽[查检]|检查|检测|发现|应|发放|任务|调解|登记|申请|办理"
)
_HANDED_OUT = re.compile("[卷表票发收]")  # 凭证326份 are no questionnaires
_AT_ONCE = re.compile("(?:当场|当日|立即|立行|限期)(?:整改|办结|改正|完成)$")  # parts, too
_REACH = 10  # figures
_PAUSE = re.compile(r"[。；\n]")
_OPENING = 200  # characters before a figure in which its sentence opens


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A rate with the word of its numerator and what its name says before that word."""

    rate: Figure
    word: str
    wording: re.Pattern[str]
    before: str
    is_open: bool  # the text names another base, or the rate is somebody else's

    def names(self, label: str) -> bool:
        """Tell whether a label states exactly what the rate counts: 满意 or 满意和基本满意, not 基本满意 alone."""
        heads = [label[: match.start()] for match in self.wording.finditer(label)]
        return not any(_DENIED.search(head) for head in heads) and any(
            qualified is None or qualified[0] in self.before
            for qualified in map(_QUALIFIED.search, heads)
        )

    def fits(self, labels: str) -> bool:
        """Tell whether all that the name says is said of the two amounts as well."""
        return bool(_HARMLESS.match(self.before)) or self.before in labels


def readings(context: Context, rate: Figure) -> list[Reading]:
    """Return what a rate may be by its own name; the first is what its words mean.

    One that ties elsewhere is never more than likely, so that another base is nobody's slip.
    """
    pool = _pool(context, rate)
    outcome = _outcome(context, rate) if pool else None
    if outcome is None:
        return []
    named = list(_named(context, outcome, pool))
    grades = good_grades(outcome.word, pool)
    if len(grades) > 1:
        named = [_weaker(each, Strength.POSSIBLE) for each in named]  # one grade is not the good
    found = [*graded(rate, grades, pool, is_open=outcome.is_open), *named]
    if any(ties(reading) for reading in found):
        found = [_weaker(reading, Strength.POSSIBLE) for reading in found]
    return found


def _outcome(context: Context, rate: Figure) -> _Outcome | None:
    note = _NOTE.search(rate.label.rstrip("为是达到约"))
    label = core(rate.label[: note.start()] if note else rate.label)
    match = _NAME.match(label.strip('“”‘’" '))
    if match is None:
        return None
    word, before = match["stem"][-2:], match["stem"][:-2]
    is_open = bool(has_own_base(context, rate) or _OF_OTHERS.search(rate.lead))
    is_open = is_open or bool(note and re.search(r"基数|口径|不含|剔除", note["words"]))
    return _Outcome(rate, word, _WORDS.get(word) or re.compile(re.escape(word)), before, is_open)


def _pool(context: Context, rate: Figure) -> list[Figure]:
    """Return the amounts of the rate's sentence before it, in the order of the text.

    Where that sentence opens with 其中, what it splits stands in the one before: 收回392份。其中满意….
    """
    figures = context.document.figures[max(0, rate.index - _REACH) : rate.index]
    own = [figure for figure in figures if figure.sentence == rate.sentence]
    before = [figure for figure in figures if figure.sentence == rate.sentence - 1]
    if before and _opens_with_part(context, [*own, rate][0]):
        own = before + own
    return [
        figure
        for figure in own
        if figure.kind is Kind.LEVEL
        and figure.is_plain
        and not figure.is_word
        and figure.period != "-1"
        and not AVERAGE.search(figure.label)
        and not _COMPARED.match(figure.lead)
    ]


def _opens_with_part(context: Context, first: Figure) -> bool:
    before = context.document.text[max(0, first.start - _OPENING) : first.start]
    return inside(_PAUSE.split(before)[-1])


def _named(context: Context, outcome: _Outcome, pool: list[Figure]) -> Iterator[Reading]:
    """Yield the readings with the nearest amount that bears the rate's own word."""
    part = next((f for f in reversed(pool) if outcome.names(words_of(context, f))), None)
    if part is None:
        yield from _denied(outcome, pool)
        return
    alike = [f for f in pool if f is not part and _alike(f, part)]
    shared = _also_named(outcome, pool, part)
    if shared:
        yield from _together(outcome, [*shared, part], alike)
        return
    own = _own_stretch(context, outcome.rate, part, alike)
    wholes = [whole for whole in (own or alike) if _may_be_whole(outcome, whole, part)]
    if not wholes:
        groups = of_groups(context, outcome.rate, pool, part, is_sure=not outcome.is_open)
        yield from groups or _beyond_all(context, outcome, alike, part)
        if _is_last_but_one(context, alike, part) and part.index - alike[-1].index == 1:
            return
    unique = len({whole.value for whole in own or alike}) == len(wholes[:1])
    if unique:
        wholes = wholes[:1]
    others = [whole for whole in alike if whole not in wholes and whole.value >= part.value]
    nearest = wholes[-1] if wholes else None
    came_back = returned(outcome.word, wholes)
    settled = came_back is not None and not outcome.is_open and outcome.fits(part.label)
    for whole in wholes:
        strength = _strength(
            context, outcome, whole, part, is_unique=unique, is_nearest=whole is nearest
        )
        if settled:
            strength = Strength.CERTAIN if whole is came_back else Strength.POSSIBLE
        yield Reading(Formula.RATIO, (part, whole), outcome.rate, strength)
    for whole in others:
        yield Reading(Formula.RATIO, (part, whole), outcome.rate, Strength.POSSIBLE)


def _is_last_but_one(context: Context, alike: list[Figure], part: Figure) -> bool:
    """Tell whether an amount and its part stand between the rate before and this one, and nothing else alike."""
    if len(alike) < 2:
        return bool(alike)
    whole = alike[-1]
    rated = context.document.figures[whole.index - 1]
    start = context.document.text.rfind("；", min(rated.end, whole.start), part.start)
    fresh = rated.dimension is Dimension.RATE or rated.end <= start
    return fresh and whole.start > start and whole.index < part.index


def _also_named(outcome: _Outcome, pool: list[Figure], part: Figure) -> list[Figure]:
    """Return the amounts right before a part that bear the rate's word too: 离校前就业…人，离校后就业…人."""
    found: list[Figure] = []
    for figure in reversed([f for f in pool if f.index < part.index]):
        next_to = figure.index == (found[0] if found else part).index - 1
        if not next_to or not _alike(figure, part) or not outcome.names(figure.label):
            break
        found.insert(0, figure)
    return found


def _together(outcome: _Outcome, parts: list[Figure], alike: list[Figure]) -> Iterator[Reading]:
    """Yield what several parts of one name may be meant as: all of them, or the last one; nothing is sure."""
    for whole in alike:
        if whole not in parts and whole.value:
            operands = (*parts, whole)
            yield Reading(Formula.RATIO_OF_SUM, operands, outcome.rate, Strength.POSSIBLE)
            for part in parts:
                yield Reading(Formula.RATIO, (part, whole), outcome.rate, Strength.POSSIBLE)


def _beyond_all(
    context: Context, outcome: _Outcome, alike: list[Figure], part: Figure
) -> Iterator[Reading]:
    """Ask about a part that is more than the only amount it can be of, or that one slip makes so."""
    if not outcome.is_open and outcome.fits(part.label):
        yield from spoiled(outcome.rate, alike, part)
    if not _is_last_but_one(context, alike, part):
        return
    whole = alike[-1]
    together = part.index - whole.index == 1 and outcome.rate.index - part.index == 1
    if together and whole.value and not _PLANNED.search(whole.label):
        strength = _strength(context, outcome, whole, part, is_unique=False)
        yield Reading(Formula.RATIO, (part, whole), outcome.rate, strength)


def _own_stretch(context: Context, rate: Figure, part: Figure, alike: list[Figure]) -> list[Figure]:
    """Return those between the rate before and this one: each rate of a row has its own two amounts."""
    last = max(
        (
            f.index
            for f in context.document.figures[max(0, part.index - _REACH) : part.index]
            if f.dimension is Dimension.RATE and f.sentence == rate.sentence
        ),
        default=-1,
    )
    own = [figure for figure in alike if figure.index > last]
    return own if any(figure.value >= part.value for figure in own) else []


def _strength(
    context: Context,
    outcome: _Outcome,
    whole: Figure,
    part: Figure,
    *,
    is_unique: bool,
    is_nearest: bool = False,
) -> Strength:
    labels = whole.label + part.label + context.document.text[whole.end : whole.end + 8]
    if outcome.is_open or not outcome.fits(labels) or not outcome.rate.is_plain:
        return Strength.POSSIBLE
    between = context.document.text[min(whole.end, part.end) : outcome.rate.start]
    if "；" in between:
        asked = is_unique and between.count("；") == 1 and _TAKEN_IN.search(whole.label)
        return Strength.LIKELY if asked else Strength.POSSIBLE
    together = abs(whole.index - part.index) == 1 and outcome.rate.index - part.index <= 2
    if is_unique and together and whole.index < part.index:
        return Strength.CERTAIN
    behind = outcome.rate.index - part.index == 1 and is_nearest
    return Strength.LIKELY if together or is_unique or behind else Strength.POSSIBLE


def _may_be_whole(outcome: _Outcome, whole: Figure, part: Figure) -> bool:
    """Tell whether an amount may be what the rate is of: a plan only of what fulfils a plan."""
    if not whole.value or outcome.names(whole.label) or _AT_ONCE.search(whole.label):
        return False
    other = "问卷" in part.label and not _HANDED_OUT.search(whole.label)
    if other or (whole.index > part.index and not _ENTIRE.search(whole.label)):
        return False
    is_plan = _PLANNED.search(whole.label) is not None
    if is_plan and whole.index < part.index:
        return _FULFILS.search(outcome.word) is not None
    return whole.value > part.value or (whole.value == part.value and not is_plan)


def _alike(first: Figure, second: Figure) -> bool:
    return first.dimension is second.dimension and same_measure(first, second)


def _denied(outcome: _Outcome, pool: list[Figure]) -> Iterator[Reading]:
    """不合格6批次，合格率98.5%: the rest of the whole; may only confirm."""
    for part in reversed(pool):
        place = part.label.rfind(outcome.word)
        if place > 0 and part.label[place - 1] in "不未":
            for whole in pool:
                if whole is not part and _alike(whole, part) and whole.value > part.value:
                    yield Reading(
                        Formula.CHANGE_OF_LEVELS,
                        (whole, part),
                        outcome.rate,
                        Strength.POSSIBLE,
                        (-1,),
                    )
            return


def _weaker(reading: Reading, strength: Strength) -> Reading:
    return reading._replace(strength=strength) if reading.strength > strength else reading
