"""Single shares that name their part or their whole: 县级占56.31%, 抽查资金3386万元，占已支出资金的78.2%.

The part stands before, under its name or a short form of it; the whole bears the name behind 占 anywhere in the
text, or is what the list of the part adds up to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.sharing.share_rows import bears
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.listing.measures import AVERAGE, same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["all_named", "claims", "is_amount", "may_hold", "whole_name"]

_OF = re.compile(r"占(?:到|了)?(?P<name>[^，。；：占\d]{2,16}?)的?(?:比重|比例)?[为达约近]*$")
_BARE = re.compile(r"占(?:比|到|了|总数|总量)?[为达约仅]*$")
_PART = re.compile(
    r"^(?:其中|中|其)?(?P<name>[^，。；：占]{1,12}?)(?:一[项类块家地个]|[这两]家|部分|项|的家庭|的)?(?:合计|共)?(?:就|约|各|只|仅|也|均|所)?占[^占]*$"
)
_MOST_OF = re.compile(
    r"[，。；：](?P<name>[^，。；：、\d]{2,12}?)(?:资金|支出|占比)?最[多少大小高低]，占(?:比|了|到)?[为达约]*$"
)
_AMONG = re.compile(r"，其中")  # 可用财力2982万元，其中上级补助占44.3%
_REFERS = re.compile(
    r"^(?:其|该|此|这|各|分别|同比|累计|已|实际|每|合计|共|[前后]|[两三四五]|上述|以上)"
)
_DID = re.compile(r"^(?:做了?|有|属于?|选择|参加|用于|使用|安装)")
_ALL_OF = re.compile(
    r"^(?:总|本年|全年|当年|年度|实际|部门|单位|本级|累计|全部|决算|财政|整体|年末|全[国省市县区局])+|(?:总[额数量]|合计|共计|决算数?|总计|金额|数)+$"
)
_OUTLAYS = ("支出", "用去", "支付", "使用", "列支", "开支")
_OTHER = re.compile(r"预算|上年|去年|同期|计划|目标|任务|应|同类|该")
_UNLIKE = re.compile(r"[较不非未]$|基本$|比较$")
_QUOTES = re.compile(r"[“”‘’\"'（）—\s\d.、．]+")
_BUDGETS = ("budget", "initial_budget")
_BACK = 16
_FAR = 240
_TAIL = 2  # signs
_DIGITS = 3
_MOST = 4


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each single share whose words tell the part and the whole."""
    for share in context.shares:
        if not share.is_plain or not share.index or share.run >= 0:
            continue
        if len(context.run_of(share)) > 1:
            continue
        parts = _parts(context, share)
        if not parts:
            continue
        name = whole_name(share)
        readings = list(
            _of_name(context, share, parts, name) if name else _of_list(context, share, parts)
        )
        if readings:
            sure = bool(name) and any(r.strength > Strength.POSSIBLE for r in readings)
            yield Claim("share", readings, needs_slip=not sure, ceiling=Strength.LIKELY)


def whole_name(share: Figure) -> str:
    """Return the words behind 占 without those that mean all of it; nothing where none stand there."""
    if _BARE.search(share.lead):
        return ""
    named = _OF.search(share.lead)
    return "" if named is None else _stem(named["name"])


def is_amount(figure: Figure) -> bool:
    """Tell whether a figure is an amount of this year that something may be a part of."""
    if figure.dimension not in (Dimension.MONEY, Dimension.COUNT) or figure.is_word:
        return False
    return figure.kind is Kind.LEVEL and figure.value > 0 and figure.period != "-1"


def may_hold(whole: Figure, part: Figure) -> bool:
    """Tell whether one amount may be a part of the other."""
    alike = whole.dimension is part.dimension and same_measure(whole, part)
    return alike and whole is not part and whole.value >= part.value


def _stem(name: str) -> str:
    return _ALL_OF.sub("", core(_QUOTES.sub("", name))).replace(
        "总", ""
    )  # 批复总投资 is the 批复投资


def _parts(context: Context, share: Figure) -> list[Figure]:
    """Return the amounts that the words before 占 may mean, the likeliest first."""
    match = _PART.search(share.lead)
    name = _QUOTES.sub("", core(match["name"])) if match else ""
    name = _DID.sub("", name)
    if not name and (most := _MOST_OF.search(_words_before(context, share))):
        name = _QUOTES.sub("", core(most["name"]))
    figures = context.document.figures
    if figures[share.index - 1].is_word and name:
        return []  # 前五个科目占: several of them together
    if len(name) > 1 and not _REFERS.search(name):
        near = figures[max(0, share.index - _BACK) : share.index][::-1]
        near = [f for f in near if is_amount(f) and f.paragraph == share.paragraph]
        found = [f for f in near if bears(context, f, name)]
        found = _spent_beside(context, near, name) or found
        return sorted(found, key=lambda f: (_is_another(f, name), not _begins(f, name)))
    last = figures[share.index - 1]
    if name or not is_amount(last) or last.sentence != share.sentence or last.depth != share.depth:
        return []
    return [last]


def _spent_beside(context: Context, near: list[Figure], name: str) -> list[Figure]:
    """Return what was spent beside the budget that bears a name: 保洁预算116万元、支出112万元, then 保洁支出占…."""
    thing = name.removesuffix("支出")
    if thing == name or len(thing) <= 1:
        return []
    figures = context.document.figures
    found = []
    for figure in near:
        budget = figures[figure.index - 1] if figure.index else figure
        paired = budget.sentence == figure.sentence and budget.fact in _BUDGETS
        spent = figure.fact == "spent" and not _stem(figure.label).removesuffix("支出")
        if paired and spent and _QUOTES.sub("", core(budget.label)).startswith(thing):
            found.append(figure)
    return found


def _words_before(context: Context, share: Figure) -> str:
    return context.document.text[max(0, share.start - len(share.lead) - _BACK) : share.start]


def _is_another(figure: Figure, name: str) -> bool:
    """Tell whether a label says the opposite or less of a name: 较满意 for 满意."""
    label = _QUOTES.sub("", core(figure.label))
    return _UNLIKE.search(label[: label.find(name)]) is not None if name in label else True


def _begins(figure: Figure, name: str) -> bool:
    return _QUOTES.sub("", core(figure.label)).startswith(name)  # 增值税, not 土地增值税


def all_named(context: Context, share: Figure, name: str) -> list[Figure]:
    """Return the amounts of the text that bear the name of a whole: those before the share first."""
    before = context.amounts_within(share.index - _FAR, share.index)[::-1]
    behind = context.amounts_within(share.index + 1, share.index + _FAR)
    outlay = name == "支出"
    head, tail = name[:_TAIL], name[-_TAIL:]
    found = []
    for figure in (*before, *behind):
        label = figure.label
        spent = outlay and (figure.fact == "spent" or figure.lead.endswith(_OUTLAYS))
        if not spent and tail not in label and head not in label:
            continue  # cheap: nearly all of them
        if is_amount(figure):
            stem = _stem(label)
            counted = stem + figure.quantity.unit.text == name  # 培训2900人次 for 培训人次
            named = stem == name or counted or (spent and (not stem or stem in _OUTLAYS))
            if named and not AVERAGE.search(label):
                found.append(figure)
    return found


def _of_name(context: Context, share: Figure, parts: list[Figure], name: str) -> Iterator[Reading]:
    """Yield the readings of a share whose whole has a name."""
    wholes = [
        w
        for w in all_named(context, share, name)
        if may_hold(w, parts[0]) or (w.value >= parts[0].value and _counts(w, parts[0], name))
    ]
    sure = len({whole.value for whole in wholes}) == 1 and not _OTHER.search(share.lead)
    tied = False
    for number, whole in enumerate(wholes[: 2 * _MOST]):
        tied = tied or abs(parts[0].value / whole.value - share.value) <= share.step
        strength = Strength.LIKELY if number == 0 and sure else Strength.POSSIBLE
        yield Reading(Formula.RATIO, (parts[0], whole), share, strength)
    if not tied and len(share.digits) >= _DIGITS:
        yield from _spoken_of(context, share, parts[0], name)


def _counts(whole: Figure, part: Figure, name: str) -> bool:
    """Tell whether a name counts a whole in another unit than the part: 答卷2615份，占培训人次的90%."""
    both = whole.dimension is part.dimension is Dimension.COUNT
    return both and name.endswith(whole.quantity.unit.text)


def _spoken_of(context: Context, share: Figure, part: Figure, name: str) -> Iterator[Reading]:
    """Yield what ties among the amounts that have two signs of a whole's name in theirs."""
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    if share.value <= share.step:
        return
    least, most = part.value / (share.value + share.step), part.value / (share.value - share.step)
    for whole in context.amounts_within(share.index - _FAR, share.index + _FAR):
        if not least <= whole.value <= most:
            continue
        if not any(pair in whole.label for pair in pairs):
            continue
        if is_amount(whole) and may_hold(whole, part):
            reading = Reading(Formula.RATIO, (part, whole), share, Strength.POSSIBLE)
            if ties(reading):
                yield reading


def _of_list(context: Context, share: Figure, parts: list[Figure]) -> Iterator[Reading]:
    """Yield the readings of a share without a whole's name: of what the part's list adds up to."""
    if parts[0].index == share.index - 1 and _PART.search(share.lead) is None:
        return  # its own amount right before it is read elsewhere
    last = context.document.figures[share.index - 1]
    if _AMONG.match(context.document.text[last.end : share.start]):
        if is_amount(last) and may_hold(last, parts[0]):
            yield Reading(Formula.RATIO, (parts[0], last), share, Strength.LIKELY)
        return
    for number, part in enumerate(parts[:2]):
        listing = context.list_of.get(part.index)
        heads = [listing.heads[0]] if listing and may_hold(listing.heads[0], part) else []
        sure = number == 0
        for head in heads:
            strength = Strength.LIKELY if sure and head.index < part.index else Strength.POSSIBLE
            yield Reading(Formula.RATIO, (part, head), share, strength)
        near = context.document.figures[max(0, part.index - _BACK) : part.index][::-1]
        own = [
            f for f in near if is_amount(f) and f.paragraph == part.paragraph and may_hold(f, part)
        ]
        for whole in own[:_MOST]:
            alone = sure and not heads and len({f.value for f in own}) == 1
            strength = Strength.LIKELY if alone else Strength.POSSIBLE
            yield Reading(Formula.RATIO, (part, whole), share, strength)
