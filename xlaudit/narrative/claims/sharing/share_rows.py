"""Shares in a row, all of one whole that stands before the row: numbered lines with 占…% each, 前者占…，后者占….

Nothing names the whole, or each line has words of its own; what most of them tie with is the whole of all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure, Kind
from xlaudit.narrative.listing.measures import AVERAGE, same_measure
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength
from xlaudit.narrative.roles import core
from xlaudit.numbers.quantity import Dimension

__all__ = ["bears", "claims"]

_OF = re.compile(
    r"占(?:到|了)?(?P<name>[^，。；：占\d]{2,16}?)的?(?:比重|比例)?(?:分别)?[为达约]*$"
)
_BARE = re.compile(r"占(?:比|到|了|总数|总量)?(?:分别)?[为达约仅]*$")
_NAME = re.compile(
    r"(?:其中|中|^)(?P<name>[^，。；：占中]{1,12}?)(?:一[项类块家地]|部分)?(?:合计|共)?(?:就|约|各|只|仅|也|均)?占[^占]*$"
)
_POINTS_AT = re.compile(r"(?:前者|后者|两者|二者|[两三四五六]项|分别)[^占]{0,6}占|分别")
_REFERS = re.compile(r"^(?:其|该|此|这|各|分别|同比|累计|已|实际|每|合计|共|前者|后者|两者|二者)")
_THING = re.compile(r"(?:投入|资金|支出|经费|补助|部分|方面|财政)$")
_WORDS = re.compile(r"[^\u4e00-\u9fff]+")
_SIGN = re.compile(r"[，。；：、（\n\d]")
_APART = 12  # figures between two shares of a row
_BACK = 40  # figures before a row among which its whole is looked for
_FAR = 240
_LONGEST = 16  # shares of one row
_LEVELS = 14
_DIGITS = 3  # of a share that hardly fits by chance
_NEAR_ALL = Decimal("0.003")
_AMOUNTS = (Dimension.MONEY, Dimension.COUNT)


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each share of a row whose whole the row itself shows."""
    shares = [share for share in context.shares if share.is_plain]
    place = 0
    while place < len(shares):
        row = _row(shares, place)
        place += len(row)
        if len(row) > 1:
            yield from _of_row(context, row)


def _row(shares: list[Figure], first: int) -> list[Figure]:
    """Return the shares from one on that nothing parts: near each other, and of no whole with another name."""
    row = [shares[first]]
    name = _whole_name(row[0])
    summed = row[0].value
    for share in shares[first + 1 : first + _LONGEST]:
        other = _whole_name(share)
        near = share.index - row[-1].index <= _APART and share.paragraph - row[-1].paragraph <= 1
        if not near or (other and other != name) or share.depth != row[0].depth:
            break
        if abs(summed - 1) < _NEAR_ALL:
            break  # 占85.0%、13.1%、1.9%: that row was whole
        if (share.run >= 0) is not (share.run == row[0].index) or row[-1].run > share.run:
            break
        row.append(share)
        summed += share.value
    return row


def _whole_name(share: Figure) -> str:
    if _BARE.search(share.lead):
        return ""
    named = _OF.search(share.lead)
    return core(named["name"]) if named else ""


def _of_row(context: Context, row: list[Figure]) -> Iterator[Claim]:
    """Yield the claims of one row, once a whole is found that its shares have in common."""
    levels = _levels(context, row[0], _BACK)
    parts = [list(_parts(context, share, row, levels)) for share in row]
    row = [share for share, each in zip(row, parts, strict=True) if each]
    known = [each for each in parts if each]
    if len(row) < 2:
        return
    best: list[Reading] = []
    most = 0
    rough = [
        (float(share.value), float(share.step), [float(part.value) for part in each])
        for share, each in zip(row, known, strict=True)
    ]
    between = _levels(context, row[-1], row[-1].index - row[0].index)
    for whole in (*between, *levels, *_adding_up(context, row, known)):
        if not _may_bind(rough, float(whole.value)) or AVERAGE.search(whole.label):
            continue
        chosen, tied = _bound(row, known, whole)
        if tied > most:
            best, most = chosen, tied
    # Where the parts are all of the whole, a share that does not fit is wrong however it came about.
    sums = sum((reading.operands[0].value for reading in best), Decimal())
    is_all = bool(best) and sums == best[0].operands[1].value
    for reading in best:
        yield Claim("share", [reading], needs_slip=not is_all, ceiling=Strength.LIKELY)


def _may_bind(rough: list[tuple[float, float, list[float]]], whole: float) -> bool:
    """Tell cheaply whether all shares of a row but one may tie with a whole."""
    missed = 0
    for share, step, parts in rough:
        for part in parts:
            if abs(part / whole - share) <= step:
                break
        else:
            missed += 1
            if missed > 1:
                return False
    return True


def _levels(context: Context, figure: Figure, back: int) -> list[Figure]:
    """Return the amounts before a figure, nearest first."""
    near = context.amounts_within(figure.index - back, figure.index)
    return [f for f in reversed(near) if _is_amount(f)]


def _is_amount(figure: Figure) -> bool:
    if figure.kind is not Kind.LEVEL or figure.dimension not in _AMOUNTS or figure.is_word:
        return False
    return figure.is_plain and figure.value > 0 and figure.period != "-1"


def _parts(
    context: Context, share: Figure, row: list[Figure], levels: list[Figure]
) -> Iterator[Figure]:
    """Yield the amounts that a share may be that of, the likeliest first."""
    if len(context.run_of(share)) > 1 or _POINTS_AT.search(share.lead):
        yield from levels[:_LEVELS]
        return
    match = _NAME.search(share.lead)
    name = _WORDS.sub("", core(match["name"])) if match else ""
    if len(name) > 1 and not _REFERS.search(name):
        near = _levels(context, share, share.index - row[0].index + _BACK)
        named = [level for level in near if bears(context, level, name)]
        yield from named
        if named:
            return
    for level in context.document.figures[max(0, share.index - _APART) : share.index][::-1]:
        if level.sentence != share.sentence or level.kind is Kind.SHARE:
            return
        if _is_amount(level) and level.depth == share.depth:
            yield level
            return


def bears(context: Context, level: Figure, name: str) -> bool:
    """Tell whether an amount is what a name, or a short form of it, means: 飞防 of 飞机防治, 县级 of 由县级负担."""
    label = _WORDS.sub("", core(level.label))
    if AVERAGE.search(label):
        return False
    if label and (name in label or _abbreviates(name, label)):
        return True
    if len(label) > 1 and name.startswith(label) and len(name) - len(label) < len(label):
        return True  # 小学9846人: 小学生占
    stem = _THING.sub("", name)
    if len(stem) > 1 and stem != name and label.startswith(stem):
        return True
    behind = _SIGN.split(context.document.text[level.end : level.end + 12])[0]
    return name in behind


def _abbreviates(name: str, label: str) -> bool:
    """Tell whether a name takes its signs in order from a label and begins like it."""
    if len(name) < 2 or name[0] != label[0]:
        return False
    place = -1
    for sign in name:
        place = label.find(sign, place + 1)
        if place < 0:
            return False
    return True


def _adding_up(context: Context, row: list[Figure], known: list[list[Figure]]) -> list[Figure]:
    """Return the amount pages before a row that its parts, each sure, add up to."""
    if any(len(parts) > 1 for parts in known):
        return []
    total = sum((parts[0].value for parts in known), Decimal())
    first = row[0].index
    figures = context.document.figures[max(0, first - _FAR) : max(0, first - _BACK)]
    return [f for f in figures if f.value == total and _is_amount(f)][:1]


def _ties(part: Figure, whole: Figure, share: Figure) -> bool:
    return abs(part.value / whole.value - share.value) <= share.step / 2


def _may_hold(whole: Figure, part: Figure) -> bool:
    alike = whole.dimension is part.dimension and same_measure(whole, part)
    return alike and whole is not part and whole.value >= part.value


def _bound(
    row: list[Figure], known: Sequence[list[Figure]], whole: Figure
) -> tuple[list[Reading], int]:
    """Return the readings of a row against one whole and how many tie; none where they do not bind it."""
    found: list[Figure | None] = []
    for share, parts in zip(row, known, strict=True):
        free = (p for p in parts if _may_hold(whole, p) and not any(p is f for f in found))
        found.append(next((part for part in free if _ties(part, whole, share)), None))
    tied = [part for part in found if part is not None]
    strong = [n for n, part in enumerate(found) if part and len(row[n].digits) >= _DIGITS]
    missing = [number for number, part in enumerate(found) if part is None]
    if not strong or len(missing) > 1:
        return [], 0
    for number in missing:
        rest = whole.value - sum((part.value for part in tied), Decimal())
        parts = [part for part in known[number] if _may_hold(whole, part)]
        left = next((part for part in parts if part.value == rest), None)
        if left is None and (len(parts) > 1 or 2 * len(strong) <= len(row)):
            return [], 0
        found[number] = left or next(iter(parts), None)
    return _readings(row, found, whole), len(tied)


def _readings(row: list[Figure], found: Sequence[Figure | None], whole: Figure) -> list[Reading]:
    return [
        Reading(Formula.RATIO, (part, whole), share, Strength.LIKELY)
        for share, part in zip(row, found, strict=True)
        if part is not None
    ]
