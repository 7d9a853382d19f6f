"""The rows of 复核表: what there is to be reviewed of a filing, as the reviewer's form names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from xlaudit.county.digest import BlockDigest, Digest, IndicatorDigest

__all__ = ["ReviewRow", "review_rows"]

_COMPARISON = re.compile(
    r"\s*(≥|≤|=|＝|>|＞|<|＜|大于等于|小于等于|不低于|不高于|不超过|不少于)\s*"
)
_SIGNS = {
    "＝": "=",
    "＞": ">",
    "＜": "<",
    "大于等于": "≥",
    "小于等于": "≤",
    "不低于": "≥",
    "不少于": "≥",
    "不高于": "≤",
    "不超过": "≤",
}
_WORDS = "定性"
_DIGIT = re.compile(r"\d")


class ReviewRow(NamedTuple):
    """One row: texts as written, points and the filing's own score in 分.

    ``nature`` is 指标性质: the comparison that the target makes (≥, ≤, =), or 定性 for words.
    """

    block: str
    first_level: str
    second_level: str
    name: str
    nature: str
    target: str
    unit: str
    points: Decimal | None
    actual: str
    stated: Decimal | None


def review_rows(digest: Digest) -> Iterator[ReviewRow]:
    """Yield the rows block by block; a block that states only a score of its own is a row as well."""
    blocks = [block.id for block in digest.blocks]
    for block in digest.blocks:
        rows = [_indicator(each) for each in digest.indicators if each.block == block.id]
        if not rows and block.stated is not None:
            rows = [_whole(block)]
        yield from rows
    yield from (_indicator(each) for each in digest.indicators if each.block not in blocks)


def _whole(block: BlockDigest) -> ReviewRow:
    return ReviewRow(
        block.id, block.label, "", block.label, "", "", "", block.points, "", block.stated
    )


def _indicator(each: IndicatorDigest) -> ReviewRow:
    nature, target = _nature(each.target)
    if each.unit and nature != _WORDS:
        target = target.removesuffix(each.unit).rstrip() or target
    return ReviewRow(
        *(each.block, each.first_level, each.second_level, each.name, nature, target, each.unit),
        *(each.points, each.actual, each.stated),
    )


def _nature(target: str) -> tuple[str, str]:
    """Return the comparison and what remains of the target.

    >>> _nature("≥90%"), _nature("不超过10天"), _nature("提升"), _nature("42公里")
    (('≥', '90%'), ('≤', '10天'), ('定性', '提升'), ('', '42公里'))
    """
    found = _COMPARISON.match(target)
    if found and _DIGIT.search(target):
        return _SIGNS.get(found[1], found[1]), target[found.end() :]
    return ("" if _DIGIT.search(target) or not target else _WORDS), target
