"""Shares: …万元，占…%, also zipped (a、b和c，占x%、y%和z%), and shares that make up the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlaudit.narrative.claims.dividing import bracketed
from xlaudit.narrative.claims.sharing import share_afar, share_families, share_totals, share_wholes
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.judging.tolerance import ties
from xlaudit.narrative.listing.lists import AVERAGE, Listing, same_measure
from xlaudit.narrative.listing.nested import item_named
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["claims"]

_WHOLE = re.compile(
    r"占(?:到|了)?(?:全部|本年|全年|当年|同期)?(?P<name>[^，。；占]{2,30}?)(?:的|比重|比例|约?$)"
)
_TOTAL = re.compile(r"总[数额量]$|人数$|个数$|户数$")
# 占教育支出 means 全县教育支出 rather than 义务教育支出, though the label of both ends so.
_REGION = re.compile(r"^(?:全[国省市县区镇乡局]|全年|本年|当年|部门|单位)+")
_NUMERATOR = re.compile(r"^(?P<name>[^占]{2,30}?)(?:所|约|均|仅|共|合计|分别)?占")
_REFERS = re.compile(r"^(?:其|该|此|这|各|分别|同比|平均|累计|已|实际|每|合计|共计)")
_TOGETHER = re.compile(r"^(?:[前后][一二三四五六七八九十\d]|[两三四五六七八九十]|上述|以上)")
_GENERIC = re.compile(r"总|全|合计|整|[本该其各]|以上|上述|比重|比例|数|规模")
_ONE_SIGN = re.compile(r"^[^占]占比")
_PART_OF_YEAR = re.compile(r"季度?|半年|月")
_A_NAME = 2
_BUDGETS = ("budget", "initial_budget")
_ALL_OF = re.compile(
    r"^(?:总|本年|全年|当年|年度|实际|部门|单位|本级|累计|全[国省市县区局])+|(?:总[额数计量]|合计|共计|决算数?|数)$"
)
_NEAR = 8  # figures
_NUMBER_OF_CANDIDATES = 8
_FAR = 60


def claims(context: Context) -> Iterator[Claim]:
    """Yield one claim for each share, and one for each run of shares that should reach 100%."""
    heads = _heads_by_item(context) if context.shares else {}
    afar = share_afar.Wholes(context, heads)
    for figure in context.shares:
        if not figure.is_plain:
            continue
        named = _whole_of(context, figure)
        part = _part(context, figure, named)
        readings: list[Reading] = []
        if part is not None:
            readings += _readings(context, figure, part, named, heads.get(part.index))
            if _are_open(readings):
                readings = [*_by_words(context, figure, part, named), *readings]
        if _are_open(readings) and not any(ties(reading) for reading in readings):
            readings += share_afar.readings(afar, figure, part)
        if readings:
            yield Claim("share", readings)
    yield from _wholes(context)
    yield from share_families.claims(context)


def _are_open(readings: Sequence[Reading]) -> bool:
    return all(reading.strength is Strength.POSSIBLE for reading in readings)


def _by_words(
    context: Context, share: Figure, part: Figure, named: re.Match[str] | None
) -> Iterator[Reading]:
    """Yield what a share is of where neither a list nor a name says so."""
    found = bracketed.readings(context, share)
    yield from found
    if named is not None:
        whole = share_wholes.worded(context, share, part, core(named["name"]))
    else:
        whole = share_wholes.opening(context, share, part)
    if whole is not None and not found:
        yield Reading(Formula.RATIO, (part, whole[0]), share, whole[1])


def _heads_by_item(context: Context) -> dict[int, Listing]:
    """Return, for each item of a list, the list; the innermost wins."""
    return {
        item.index: listing for listing in context.lists for item in _own_items(context, listing)
    }


def _own_items(context: Context, listing: Listing) -> Sequence[Figure]:
    """Return the items of a list up to where a colon begins another one."""
    colon = context.document.text.find("：", listing.natural[-1].end, listing.items[-1].start)
    if colon < 0:
        return listing.items
    return [item for item in listing.items if item.end <= colon]


def _part(context: Context, share: Figure, named: re.Match[str] | None) -> Figure | None:
    """Return the level that a share belongs to: the nearest before it, or the one of equal rank."""
    shares = context.run_of(share)
    if len(shares) > 1:
        levels = context.run_before(shares[0], Kind.LEVEL, len(shares))
        levels = levels or _loose_run(context, shares)
        return levels[share.index - shares[0].index] if levels else None
    near = context.document.figures[max(0, share.index - 4) : share.index]
    levels = [f for f in near if f.kind is Kind.LEVEL and f.sentence == share.sentence]
    name = _part_name(share)
    if name is not None and share_wholes.is_counted(context, share):
        return None  # 两项支出占总支出的82.10%: several of them together
    if name is None and _ONE_SIGN.match(core(share.label)):
        return None  # 税占比 is of 税收收入, not of 非税收入 right before it
    if name is None:
        beside = [
            level for level in levels if level.depth <= share.depth
        ]  # 甲5万元（乙3，丙2），占…
        near = beside or levels
        if len(near) > 1 and _is_named(near[-1], share, named):
            given = near[-2].fact in _BUDGETS and len(near) > _A_NAME
            return near[-3 if given else -2]  # 支出40万元，预算49万元，占预算的82%
        return near[-1] if near else None
    return _bearing(context, share, name)


def _is_named(figure: Figure, share: Figure, named: re.Match[str] | None) -> bool:
    """Tell whether the amount right before a share is what the words behind 占 name, so that it is no part."""
    if named is None or figure.index != share.index - 1:
        return False
    return core(figure.label) == core(named["name"]).removesuffix("的")


def _part_name(share: Figure) -> str | None:
    """Return the noun right before 占, which is the numerator; None where the amount before it is."""
    match = _NUMERATOR.search(share.lead)
    name = core(match["name"]) if match else ""
    if _TOGETHER.search(name):
        return name  # 两税合计占…, 前四项占…: no single amount bears it
    return None if len(name) < _A_NAME or _REFERS.search(name) else name


def _bearing(context: Context, share: Figure, name: str) -> Figure | None:
    """Return the amount of the sentence that bears a name; None where the name has no amount."""
    near = context.document.figures[max(0, share.index - _NEAR) : share.index][::-1]
    levels = [f for f in near if f.kind is Kind.LEVEL and f.paragraph == share.paragraph]
    own = [f for f in levels if len(name) == _A_NAME and _bears(core(f.label), name)]
    if own:
        return own[0]  # 支出占可用资金的97.50%: all of it rather than 项目支出 right before
    here = [f for f in levels if f.sentence == share.sentence and name in core(f.label)]
    return next((f for f in here if not AVERAGE.search(core(f.label))), None)


def _loose_run(context: Context, shares: list[Figure]) -> list[Figure]:
    """Return the levels just before a run of shares, one for each, though words stand between them."""
    first = shares[0]
    near = context.document.figures[max(0, first.index - 2 * len(shares) - 2) : first.index]
    near = [f for f in near if f.depth <= first.depth]  # …（含人员经费…），项目支出…，分别占…
    near = [f for f in near if not f.is_word]  # 三项资金占比分别为…: how many
    whole = [f for f in near if not AVERAGE.search(f.lead)]  # 按每公里20万元安排740万元
    before = (whole if len(whole) >= len(shares) else near)[-len(shares) :]
    fits = all(f.kind is Kind.LEVEL and f.sentence == first.sentence for f in before)
    return before if fits and len(before) == len(shares) else []


def _readings(
    context: Context,
    share: Figure,
    part: Figure,
    match: re.Match[str] | None,
    listing: Listing | None,
) -> Iterator[Reading]:
    named = _named_whole(context, share, part, match) if match is not None else None
    wholes: list[tuple[Figure, Strength]] = []
    if named is not None:
        wholes.append(named)
    if listing is not None and listing.heads[0].index != part.index:
        strength = Strength.CERTAIN if listing.is_unique else Strength.LIKELY
        if (
            named is not None
            or share_wholes.is_beyond(context, listing, part)
            or (match is not None and _names_another(context, share, match, listing.heads[0]))
        ):
            strength = Strength.POSSIBLE
        wholes.append((listing.heads[0], strength))
        wholes += [(head, Strength.POSSIBLE) for head in listing.heads[1:3]]
    wholes += [(other, Strength.CERTAIN) for other in share_totals.of_zip(context, share, part)]
    wholes += [(other, Strength.CERTAIN) for other in share_totals.of_run(context, part)][:1]
    for other in context.document.figures[part.index + 1 : share.index]:
        if other.kind is Kind.LEVEL and other.value >= part.value:
            wholes.append((other, Strength.POSSIBLE))  # 工程款9万元…合计12万元，其中工程款占75%
    if len(wholes) < _NUMBER_OF_CANDIDATES:
        wholes += [(other, Strength.POSSIBLE) for other in _greater_before(context, share, part)]
    seen: set[int] = set()
    for whole, strength in wholes[:_NUMBER_OF_CANDIDATES]:
        if whole.index not in seen and _alike(part, whole):
            seen.add(whole.index)
            yield Reading(Formula.RATIO, (part, whole), share, strength)


def _greater_before(context: Context, share: Figure, part: Figure) -> Iterator[Figure]:
    """Yield the amounts before a part that may hold it; one with a share of its own only where that ties."""
    for other in context.levels_before(part, 2 * _NUMBER_OF_CANDIDATES, part.dimension):
        if other.value < part.value or AVERAGE.search(other.label):
            continue
        if context.is_rated_beside(other, part):
            maybe = Reading(Formula.RATIO, (part, other), share, Strength.POSSIBLE)
            if not ties(maybe):
                continue
        yield other


def _alike(part: Figure, whole: Figure) -> bool:
    """Tell whether one may be a share of the other: villages (个) are no part of households (户)."""
    return whole.dimension is part.dimension and same_measure(whole, part)


def _names_another(context: Context, share: Figure, match: re.Match[str], head: Figure) -> bool:
    """Tell whether 占…的 names a whole that is not the head of the list."""
    name = core(match["name"])
    if name == "全年" and _PART_OF_YEAR.search(head.label):
        return True  # 四季度支出5万元，其中12月2万元，占全年4%
    behind = context.document.figures[share.index + 1 : share.index + 2]
    if behind and behind[0].depth > share.depth and core(behind[0].label) in match["name"]:
        return True  # 占应配套资金的5%（应配套655万元）
    if not _GENERIC.search(name) and not set(name) & set(head.label):
        return True  # 脱贫人口…，其中务工…，占劳动力的62%
    if _TOTAL.search(name) is None:
        return False
    return name[:2] not in head.label


def _whole_of(context: Context, share: Figure) -> re.Match[str] | None:
    """Return the match of 占…的 right before a share or before the run that it stands in."""
    figures = context.document.figures
    index = context.run_of(share)[0].index
    start = figures[index].start
    last = figures[index - 1].end if index else 0
    return _WHOLE.search(context.document.text[max(last, start - 40) : start])


def _named_whole(
    context: Context, share: Figure, part: Figure, match: re.Match[str]
) -> tuple[Figure, Strength] | None:
    """Return the figure that 占…的 names, looking back over the document."""
    name = core(match["name"])
    found: list[Figure] = []
    beside = {each.index for each in context.run_of(part)}
    for other in reversed(context.document.figures[max(0, share.index - _FAR + 1) : share.index]):
        same = other.dimension is part.dimension and other.kind is Kind.LEVEL
        maybe = same and name in other.label and other.index not in beside
        if maybe and _bears(core(other.label), name):
            found.append(other)
    found = [other for other in found if _REGION.sub("", core(other.label)) == name] or found
    if all(other.sentence != share.sentence for other in found):
        own = _in_its_sentence(context, share, part, name)
        if own is not None:
            return own, Strength.LIKELY
    if not found:
        near = [f for f in context.levels_before(share, _NEAR, part.dimension) if f is not part]
        sibling = item_named(share, near[::-1])
        return None if sibling is None else (sibling, Strength.LIKELY)
    sure = len({other.value for other in found}) == 1 and found[0].value >= part.value
    return found[0], Strength.CERTAIN if sure else Strength.LIKELY


def _in_its_sentence(context: Context, share: Figure, part: Figure, name: str) -> Figure | None:
    """Return the amount of the share's own sentence that a name means: 基本支出决算1609万元, 占基本支出…."""
    beside = context.run_of(part)
    for other in context.levels_before(share, _FAR, part.dimension):
        if other.sentence != share.sentence:
            return None
        if other not in beside and _ALL_OF.sub("", core(other.label)) == name:
            return other
    return None


def _bears(label: str, name: str) -> bool:
    """Tell whether a label may be the whole that 占… names; 收入 alone is all of it, never 其他收入."""
    if len(name) > _A_NAME:
        return label.endswith(name)
    return _ALL_OF.sub("", label) == name


def _wholes(context: Context) -> Iterator[Claim]:
    """All items of a closed list with their shares: the shares are 100% together."""
    behind = {share.index - 1: share for share in context.shares if share.run < 0}
    for listing in context.lists if len(behind) > 1 else ():
        items = listing.natural
        if len(items) < 2 or items[0].dimension not in (Dimension.MONEY, Dimension.COUNT):
            continue
        shares = [behind[item.index] for item in items if item.index in behind]
        missing = len(items) - len(shares)
        zeros = sum(1 for item in items if not item.value)
        if len(shares) >= 2 and missing <= zeros:
            reading = Reading(Formula.WHOLE, tuple(shares), shares[-1], Strength.POSSIBLE)
            yield Claim("share_sum", [reading])
