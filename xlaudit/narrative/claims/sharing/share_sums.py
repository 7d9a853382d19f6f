"""Shares of several amounts together: 前四项占支出的54.5%, 中央和省级补助合计占总投资的31.08%, 上半年占全年的47.82%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlaudit.narrative.claims.sharing.share_named import (
    all_named,
    is_amount,
    may_hold,
    whole_name,
)
from xlaudit.narrative.claims.sharing.share_rows import bears
from xlaudit.narrative.context import Context
from xlaudit.narrative.figures import Figure
from xlaudit.narrative.listing.lists import Listing
from xlaudit.narrative.reading import Claim, Formula, Reading, Strength

__all__ = ["claims"]

_NUMBERS = "两二三四五六七八九"
_FIRST_OF = re.compile(
    rf"(?P<which>前|后|这|上述|以上)?(?P<number>[{_NUMBERS}2-9])(?:大)?(?:个|项|类|种|部分|块)(?:[^，。；：占]{{0,6}}?)(?:合计|共计?|之和)?(?:就|约|所)?占[^占]*$"
)
_NAMES = re.compile(
    r"(?:^|[，；。：])(?P<first>[^，。；：、占\d]{2,8}?)(?:[和与及、加])(?P<second>[^，。；：、占\d]{2,10}?)(?:之和|两项|两类)?(?:合计|共计?|一共)?(?:约|就|所)?占[^占]*$"
)
_HALF = re.compile(r"(?P<which>上半年|下半年|前三季度)[^，。；：占\d]{0,8}占[^占]*$")
_QUARTERS = ("一季度", "二季度", "三季度", "四季度")
_OF_HALF = {"上半年": (0, 1), "下半年": (2, 3), "前三季度": (0, 1, 2)}
_SIGN = re.compile(r"[，。；：\n]")
_BACK = 30  # figures
_REACH = 40  # characters


def claims(context: Context) -> Iterator[Claim]:
    """Yield a claim for each share of several amounts together."""
    for share in context.shares:
        if not share.is_plain or "占" not in share.lead:
            continue
        parts = _parts(context, share)
        readings = list(_readings(context, share, *parts)) if parts else []
        if readings:
            yield Claim("share", readings, needs_slip=True, ceiling=Strength.LIKELY)


def _parts(context: Context, share: Figure) -> tuple[list[Figure], Listing | None] | None:
    """Return the amounts taken together, and the list that they stand in."""
    words = _clause(context, share)
    if half := _HALF.search(words):
        found = _quarters(context, share, _OF_HALF[half["which"]])
        return (found, None) if found else None
    if first := _FIRST_OF.search(words):
        number = _number(first["number"])
        listing = _list_before(context, share)
        items = list(listing.natural) if listing else _sentence_before(context, share)
        if len(items) < number:
            return None
        every = len(items) == number
        if not first["which"] and not every:
            return None
        return (items[-number:] if first["which"] == "后" else items[:number]), listing
    if names := _NAMES.search(words):
        found = []
        for name in (names["first"], names["second"]):
            near = _amounts(context, share)
            found += [f for f in near if bears(context, f, name) and f not in found][:1]
        same = len(found) == 2 and found[0].dimension is found[1].dimension
        return (found, context.list_of.get(found[0].index)) if same else None
    return None


def _clause(context: Context, share: Figure) -> str:
    """Return the words before a share back to the last comma, a number of items among them: 前四项占支出的."""
    before = context.document.text[max(0, share.start - _REACH) : share.start]
    return _SIGN.split(before)[-1]


def _number(word: str) -> int:
    return int(word) if word.isdigit() else 2 if word == "两" else _NUMBERS.index(word) + 1


def _amounts(context: Context, share: Figure) -> list[Figure]:
    near = context.document.figures[max(0, share.index - _BACK) : share.index][::-1]
    return [f for f in near if is_amount(f) and share.paragraph - f.paragraph <= 1]


def _quarters(context: Context, share: Figure, which: tuple[int, ...]) -> list[Figure]:
    """Return the amounts of the quarters of the year before a share."""
    near = _amounts(context, share)
    every = [[f for f in near if name in f.label] for name in _QUARTERS]
    return [every[number][0] for number in which] if all(every) else []


def _list_before(context: Context, share: Figure) -> Listing | None:
    """Return the nearest list of the share's paragraph that ends before it."""
    for figure in context.document.figures[max(0, share.index - _BACK) : share.index][::-1]:
        listing = context.list_of.get(figure.index)
        if listing is not None and listing.natural[-1].index < share.index:
            return listing if figure.paragraph == share.paragraph else None
    return None


def _sentence_before(context: Context, share: Figure) -> list[Figure]:
    """Return the amounts of the sentence right before that of a share, in the order of the text."""
    near = [f for f in _amounts(context, share)[::-1] if f.sentence == share.sentence - 1]
    return [f for f in near if f.dimension is near[0].dimension]


def _readings(
    context: Context, share: Figure, parts: list[Figure], listing: Listing | None
) -> Iterator[Reading]:
    """Yield the parts over what the words name, or what their list adds up to."""
    name = whole_name(share)
    wholes = all_named(context, share, name) if name and name not in ("全年", "年") else []
    if listing is not None:
        wholes = (
            [listing.heads[0], *wholes] if not name or not wholes else [*wholes, listing.heads[0]]
        )
    if not wholes and listing is None:
        wholes = _adding_up(context, share)
    seen = []
    for number, whole in enumerate(wholes[:6]):
        if whole.value in seen or any(not may_hold(whole, part) for part in parts):
            continue
        seen.append(whole.value)
        strength = Strength.LIKELY if number == 0 else Strength.POSSIBLE
        yield Reading(Formula.RATIO_OF_SUM, (*parts, whole), share, strength)


def _adding_up(context: Context, share: Figure) -> list[Figure]:
    """Return the amount before the quarters of a year that they add up to."""
    quarters = _quarters(context, share, (0, 1, 2, 3))
    if not quarters:
        return []
    total = sum(quarter.value for quarter in quarters)
    return [f for f in _amounts(context, share) if f.value == total]
